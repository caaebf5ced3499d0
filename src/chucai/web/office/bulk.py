"""What can be done with several nominations at once: looked at first, then done in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from chucai.errors import Refused
from chucai.gates.acts import Act, AskOpinion, NoteSilence, Return, Stop, Withdraw
from chucai.gates.model import Nomination
from chucai.gates.standing import bodies_about, standing
from chucai.web import acts as door
from chucai.web.committed import committed
from chucai.web.desk import Desk, Handed
from chucai.web.mail import recipients, telling
from chucai.web.office.doors import SECRETARY, words

SHOWN = 50  # nominations named in a preview


@dataclass(frozen=True, slots=True)
class Wish:
    """What the office fills in beside what is to be done."""

    clause: str = ""
    reason: str = ""


Make = Callable[[Desk, Nomination, Wish], Iterable[Handed]]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of bulk act. `clause`: it quotes a clause; `reason`: it may be explained."""

    label: str | Promise
    button: str | Promise
    make: Make
    clause: bool = False
    reason: bool = False


def _reasoned(kind: Callable[..., Act], nomination: Nomination, wish: Wish, **more: str) -> Handed:
    opening = committed("reason", wish.reason) if wish.reason else None
    act = kind(nomination=nomination.id, reason=opening.commitment if opening else None, **more)
    return act, [opening] if opening else []


def _return(_: Desk, nomination: Nomination, wish: Wish) -> Iterable[Handed]:
    yield _reasoned(Return, nomination, wish, clause=wish.clause)


def _stop(_: Desk, nomination: Nomination, wish: Wish) -> Iterable[Handed]:
    yield _reasoned(Stop, nomination, wish, clause=wish.clause)


def _withdraw(_: Desk, nomination: Nomination, wish: Wish) -> Iterable[Handed]:
    yield _reasoned(Withdraw, nomination, wish)


def bodies_due(desk: Desk, nomination: Nomination) -> list[str]:
    """Bodies that the charter wants asked about a nomination at the stage open now."""
    stage = desk.charter.stage(desk.round.stage) if desk.round.stage else None
    if stage is None or stage.gate != "vet":
        return []
    return [
        body for body in bodies_about(desk.charter, desk.state, stage, nomination) if body not in nomination.opinions
    ]


def _ask(desk: Desk, nomination: Nomination, _: Wish) -> Iterable[Handed]:
    for body in bodies_due(desk, nomination):
        yield AskOpinion(nomination=nomination.id, body=body), ()


def _silence(desk: Desk, nomination: Nomination, _: Wish) -> Iterable[Handed]:
    for body, opinion in nomination.opinions.items():
        if opinion.answer is None and opinion.due is not None and opinion.due < desk.today:
            yield NoteSilence(nomination=nomination.id, body=body), ()


KINDS: dict[str, Work] = {
    "ask": Work(gettext_lazy("Ask the bodies that are due"), gettext_lazy("Ask them"), _ask),
    "silence": Work(gettext_lazy("Note the silence of bodies past their day"), gettext_lazy("Note it"), _silence),
    "return": Work(
        gettext_lazy("Return to the unit to be mended"), gettext_lazy("Return them"), _return, clause=True, reason=True
    ),
    "withdraw": Work(gettext_lazy("Withdraw for the unit"), gettext_lazy("Withdraw them"), _withdraw, reason=True),
    "stop": Work(
        gettext_lazy("Stop for a reason with a clause"), gettext_lazy("Stop them"), _stop, clause=True, reason=True
    ),
}


@dataclass(slots=True)
class Preview:
    """What would come of it: acts that go through, standings that change, and what is refused, by its words."""

    handed: list[Handed] = field(default_factory=list)
    nominations: list[str] = field(default_factory=list)  # for which something happens
    moves: Counter[tuple[str, str]] = field(default_factory=Counter)  # standing before, after
    refused: dict[str, list[str]] = field(default_factory=dict)
    idle: list[str] = field(default_factory=list)  # nothing of the kind is due
    letters: list[recipients.Preview] = field(default_factory=list)  # that would follow

    @property
    def number(self) -> int:
        return len(self.nominations)


def previewed(desk: Desk, work: Work, names: Sequence[str], wish: Wish) -> Preview:
    """Decide on each act, on what those before it would make, without writing anything."""
    found = Preview()
    desk.state.foresee({f"nomination/{name}" for name in names})
    handed = [(name, list(work.make(desk, desk.state.nomination(name), wish))) for name in names]
    before = {name: standing(desk.charter, desk.state, desk.state.nomination(name)).status for name in names}
    by = desk.acting(SECRETARY)
    signed = [door.Signed(by, act, desk.at, openings) for _, some in handed for act, openings in some]
    answers, after, events = door.foreseen(desk.state, signed)
    turn = iter(answers)
    for name, some in handed:
        went = [each for each in some if _passes(desk, name, next(turn), found)]
        found.handed += went
        if went:
            found.nominations.append(name)
            status = standing(desk.charter, after, after.nomination(name)).status
            found.moves[before[name], status] += 1
        elif not some:
            found.idle.append(name)
    found.letters = telling.foretold(after, events, desk.at)
    return found


def _passes(desk: Desk, name: str, answer: Refused | None, found: Preview) -> bool:
    if answer is not None:
        found.refused.setdefault(words(desk, answer), []).append(name)
    return answer is None
