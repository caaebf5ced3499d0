"""What is to be conferred beside the list that was signed: places filled since, and who is on one of them alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chucai.gates.filling import latest_shortlist
from chucai.gates.standing import standing
from chucai.gates.visibility import About
from chucai.web.desk import Desk
from chucai.web.office.decision import announce
from chucai.web.office.naming import Names


@dataclass(frozen=True, slots=True)
class Beside:
    """In words. `filled`: (who left a place, their standing, who took it or nothing); `more` are conferred on without
    being on the list; `fewer` (name, standing) are on it and not conferred on now.
    """

    filled: tuple[tuple[str, str, str], ...]
    more: tuple[str, ...]
    fewer: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.filled or self.more or self.fewer)


def beside(desk: Desk, conferred: Sequence[str]) -> Beside | None:
    """The difference for those about to be `conferred`; None where no list was signed.

    Who has their award already is no difference, and of whoever is kept from the reader nothing is said.
    """
    found = latest_shortlist(desk.charter, desk.state)
    if found is None:
        return None
    _stage, signed = found
    holders = [name for category in signed.chosen or () for name in signed.holders(category)]
    words = Names(desk)
    names = announce.names(desk, [*holders, *conferred, *signed.left()])

    def seen(name: str) -> bool:
        return desk.may_see("standing", About(nomination=desk.state.nomination(name)))

    def status(name: str) -> str:
        return words.standing(standing(desk.charter, desk.state, desk.state.nomination(name)).status)

    return Beside(
        filled=tuple(
            (names[fill.out], status(fill.out), names.get(fill.into or "", ""))
            for fill in signed.fills
            if seen(fill.out) and (fill.into is None or seen(fill.into))
        ),
        more=tuple(names[name] for name in conferred if name not in holders and seen(name)),
        fewer=tuple(
            (names[name], status(name))
            for name in holders
            if name not in conferred and desk.state.nomination(name).award is None and seen(name)
        ),
    )
