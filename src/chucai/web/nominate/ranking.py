"""The slate a unit is putting in order: who is on the list, who is in reserve, who is left off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.model import Nomination
from chucai.gates.standing import asked_in_vote, paper_id
from chucai.web.desk import Desk
from chucai.web.nominate.units import Units
from chucai.web.records import drafts

KIND = "slate"
RANKED, RESERVE, OFF = "ranked", "reserve", "off"
OUT = ("withdrawn", "stopped", "disqualified")
LISTS = (RANKED, RESERVE, OFF)


@dataclass(frozen=True, slots=True)
class Order:
    """Three lists of nominations, each in order; together all who may stand on the slate."""

    ranked: tuple[str, ...] = ()
    reserve: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    version: int = 0

    def lists(self) -> dict[str, tuple[str, ...]]:
        return {RANKED: self.ranked, RESERVE: self.reserve, OFF: self.off}

    def where(self, name: str) -> str | None:
        return next((key for key, names in self.lists().items() if name in names), None)


def order(units: Units, stage: Stage, unit: str, category: str, kept: drafts.Kept | None = None) -> Order:
    """The order as it was left, or as it was forwarded, with whoever has come since at the end of those left off.

    Before anybody has put anything in order those who may go up stand on the list, in order of their numbers.
    `kept`: what was left, where it was read already.
    """
    names = [one.id for one in units.candidates(stage, unit, category)]
    if kept is None:
        kept = drafts.found(units.desk.round_id, drafts.of_unit(unit), KIND, paper_id(stage.id, category))
    sent = units.slate(stage, unit).lists.get(category)
    if kept.version:
        before = [tuple(kept.data.get(key, ())) for key in LISTS]
    elif sent is not None:
        before = [(*sent.ranked, *sent.promoted), sent.reserve, ()]
    else:
        fit = tuple(name for name in names if may_go_up(units, stage, unit, name))
        before = [fit, (), ()]
    there = [tuple(name for name in some if name in names) for some in before]
    placed = {name for some in there for name in some}
    new = tuple(name for name in names if name not in placed)
    return Order(there[0], there[1], (*there[2], *new), kept.version)


def may_go_up(units: Units, stage: Stage, unit: str, name: str) -> bool:
    """Whether the vote of the stage, if it has one, has passed on it."""
    desk = units.desk
    if stage.vote is None or not asked_in_vote(stage, desk.state.nomination(name)):
        return True
    ballot = desk.state.ballot(ballot_id(desk, stage, unit))
    return ballot is not None and name in ballot.passed


def ballot_id(desk: Desk, stage: Stage, unit: str) -> str:
    """The ballot of a unit at a stage."""
    return paper_id(stage.id, None if stage.tier == desk.charter.tiers[-1].id else unit)


def save(units: Units, stage: Stage, unit: str, category: str, new: Order) -> None:
    """Keep the order. Raises Refused("draft-moved-on") when somebody else has changed it meanwhile."""
    desk = units.desk
    data = {key: list(names) for key, names in new.lists().items()}
    key = paper_id(stage.id, category)
    drafts.save(desk.round_id, drafts.of_unit(unit), KIND, key, data, new.version, desk.at, desk.request.user.pk)


def moved(now: Order, what: str, name: str) -> Order:
    """The order after one press: up, down, or into one of the lists. Raises Refused("no-such-nomination")."""
    at = now.where(name)
    if at is None:
        raise Refused("no-such-nomination", nomination=name)
    if what in _STEPS:
        return _with(now, {at: _STEPS[what](now.lists()[at], name)})
    if what not in LISTS or what == at:
        return now
    left = tuple(other for other in now.lists()[at] if other != name)
    return _with(now, {at: left, what: (*now.lists()[what], name)})


def renumbered(now: Order, numbers: Mapping[str, int]) -> Order:
    """Each list in the order of the numbers typed beside it; equal numbers stay as they were."""
    last = len(numbers) + 1
    return _with(
        now, {key: tuple(sorted(some, key=lambda n: numbers.get(n, last))) for key, some in now.lists().items()}
    )


def _with(now: Order, changed: Mapping[str, Sequence[str]]) -> Order:
    lists = {**now.lists(), **{key: tuple(names) for key, names in changed.items()}}
    return Order(lists[RANKED], lists[RESERVE], lists[OFF], now.version)


def _swapped(names: Sequence[str], name: str, step: int) -> tuple[str, ...]:
    at, found = names.index(name), list(names)
    other = at + step
    if 0 <= other < len(found):
        found[at], found[other] = found[other], found[at]
    return tuple(found)


_STEPS: dict[str, Callable[[Sequence[str], str], tuple[str, ...]]] = {
    "up": lambda names, name: _swapped(names, name, -1),
    "down": lambda names, name: _swapped(names, name, 1),
}


def fallen(units: Units, stage: Stage, unit: str, category: str) -> list[Nomination]:
    """Those on the forwarded slate who have fallen out since, and whose place no reserve has taken yet."""
    sent = units.slate(stage, unit).lists.get(category)
    if sent is None:
        return []
    by_id = {one.id: one for one in units.nominations}
    on = [by_id[name] for name in (*sent.ranked, *sent.promoted) if name in by_id]
    out = [
        one for one in on if (where := units.standing(one)) and where.status in ("withdrawn", "stopped", "disqualified")
    ]
    return out[len(sent.promoted) :]
