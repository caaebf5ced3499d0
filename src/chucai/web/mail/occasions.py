"""Which letters follow from which events: to whom, of what kind, about what. Nothing is read that has no seat to go to.

A letter names a case by its number and nothing else of it: no name, no score, no reason, no judge. Whether somebody may
know even that is asked of `gates.visibility` by `telling`; a note says what has to be seen for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.model import Nomination
from chucai.gates.people import SECRETARY
from chucai.gates.recusal import barred
from chucai.gates.standing import GATES, HELD, in_play, standing
from chucai.gates.visibility import About
from chucai.web.acts import Event
from chucai.web.records.state import Rows

COORDINATOR, ASSESSOR, AUTHORITY, OFFICER = "coordinator", "assessor", "authority", "officer"
OWN = "accounts:me"  # the one page that is of no round
ABOUT_NOTHING = About()
LEFT_OUT = ("lapsed", "not-selected", "disqualified")


@dataclass(frozen=True, slots=True)
class Note:
    """A letter to be: `to` actors, about one nomination or none. Notes alike to one person become one letter.

    `onward`: a page of the round by its name, and the rest of its address (or OWN); `several`: where to go instead when
    one letter names several nominations. `sees`: what of `about` its reader must be allowed to see; empty: no case is
    told. Who did it knows, and gets no letter, unless it is a `receipt`.
    """

    kind: str
    to: Collection[str]
    onward: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    nomination: str | None = None
    several: tuple[str, ...] = ()
    sees: str = ""
    about: About = ABOUT_NOTHING
    receipt: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event, in the round as its batch leaves it."""

    charter: Charter
    state: Rows
    event: Event

    @property
    def data(self) -> Mapping[str, Any]:
        return self.event.data

    @property
    def key(self) -> str:
        """What the event's stream is called within its family."""
        return self.event.stream.partition("/")[2]

    @property
    def nomination(self) -> Nomination:
        """The nomination the event names, or is of."""
        return self.state.nomination(self.data.get("nomination") or self.key)

    def stage(self) -> Stage:
        """The stage the event names, or the open one."""
        return self.charter.stage(self.data.get("stage") or cast(str, self.state.round.stage))

    def last(self, stage: str) -> str:
        return str(self.state.round.windows[stage].last)

    def office(self) -> set[str]:
        return {self.state.round.secretary, *self.state.roster.of(SECRETARY, None)}

    def of_unit(self, unit: str) -> frozenset[str]:
        return self.state.roster.of(COORDINATOR, unit)

    def of_tier(self, stage: Stage) -> set[str]:
        """Coordinators of all units of the tier of a stage."""
        units = [unit.id for unit in self.state.tree.units.values() if unit.tier == stage.tier]
        return set().union(*map(self.of_unit, units))


Tell = Callable[[Occasion], Iterable[Note]]
TOLD: dict[str, Tell] = {}


def on(*kinds: str) -> Callable[[Tell], Tell]:
    """Registers what is told of events of these kinds."""

    def registered(tell: Tell) -> Tell:
        TOLD.update(dict.fromkeys(kinds, tell))
        return tell

    return registered


def _to_unit(now: Occasion, kind: str, nomination: Nomination, sees: str, **facts: Any) -> Note:
    """To the coordinators of a nomination's own unit, and to whoever put it forward where anyone may."""
    to = set(now.of_unit(nomination.unit))
    if now.charter.nominating.by == "anyone":
        to.add(nomination.nominator)
    page, home = ("nominate:case", nomination.id), ("nominate:tasks",)
    return Note(kind, to, page, facts, nomination.id, home, sees, About(nomination=nomination))


# --- recommending


@on("submitted")
def _submitted(now: Occasion) -> Iterator[Note]:
    receipt = now.charter.nominating.by == "anyone"  # from somebody who may not come by again for weeks
    yield replace(_to_unit(now, "accepted", now.nomination, "case"), receipt=receipt)


@on("returned")
def _returned(now: Occasion) -> Iterator[Note]:
    yield _to_unit(now, "returned", now.nomination, "case")


@on("stopped")
def _stopped(now: Occasion) -> Iterator[Note]:
    yield _to_unit(now, "not-advanced", now.nomination, "standing", stage=now.state.round.stage)


@on("withdrawn", "declined")
def _ended(now: Occasion) -> Iterator[Note]:
    """To the unit, when it was not the unit's own doing."""
    if now.event.role == SECRETARY:
        yield _to_unit(now, "ended", now.nomination, "case")


@on("places-issued", "places-allotted", "places-transferred")
def _places(now: Occasion) -> Iterator[Note]:
    for unit, category in _changed(now.event.kind, now.data):
        facts = {"unit": unit, "category": category, "places": now.state.tree.places.get((unit, category), 0)}
        yield Note("places-changed", now.of_unit(unit), ("nominate:tasks",), facts)


def _changed(kind: str, data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(unit, category) of the places that an event changed."""
    if kind == "places-issued":
        return [(data["unit"], category) for category in data["places"]]
    if kind == "places-allotted":
        return [(unit, data["category"]) for unit in data["places"]]
    return [(data["giver"], data["category"]), (data["taker"], data["category"])]


# --- stages


@on("stage-opened")
def _opened(now: Occasion) -> Iterator[Note]:
    stage = now.stage()
    facts = {"stage": stage.id, "last": now.last(stage.id)}
    judging = now.charter.judging_of(stage)
    if stage.gate == "recommend":
        yield Note("stage-opened", now.of_tier(stage), ("nominate:tasks",), facts)
    elif stage.gate == "compare" and judging and not judging.assigned:
        cases = in_play(now.charter, now.state, stage.id)
        yield from _queues(now, stage, dict.fromkeys(now.state.roster.of(ASSESSOR, None), cases))
    elif stage.gate == "confer":
        to = now.state.roster.of(AUTHORITY, None)
        yield Note("signature-wanted", to, ("decision:confer", stage.id), {"stage": stage.id})


@on("stage-extended")
def _extended(now: Occasion) -> Iterator[Note]:
    """To those who have something to do in the stage: a later last day."""
    stage = now.stage()
    facts = {"stage": stage.id, "last": now.last(stage.id)}
    if stage.gate == "recommend":
        yield Note("deadline-moved", now.of_tier(stage), ("nominate:tasks",), facts)
    elif stage.gate == "compare":
        yield Note("deadline-moved", now.state.roster.of(ASSESSOR, None), ("judge:queue",), facts)
    elif stage.gate == "confer":
        yield Note("deadline-moved", now.state.roster.of(AUTHORITY, None), ("decision:confer", stage.id), facts)


@on("stage-closed", "round-closed")
def _closed(now: Occasion) -> Iterator[Note]:
    """Those whose way ended at the stage; with the round, those whom a unit had held in reserve to the end."""
    for nomination in map(now.state.nomination, now.state.nominations()):
        where = standing(now.charter, now.state, nomination)
        if where.status not in LEFT_OUT or where.stage is None:
            continue
        closed = now.data.get("stage")
        if where.stage == closed or (closed is None and _was_held(now, where.stage, nomination)):
            yield _to_unit(now, "not-advanced", nomination, "standing", stage=where.stage)


def _was_held(now: Occasion, stage: str, nomination: Nomination) -> bool:
    at = now.charter.stage(stage)
    return GATES[at.gate](now.charter, now.state, at, nomination) == HELD


# --- comparing


@on("assigned")
def _assigned(now: Occasion) -> Iterator[Note]:
    """To those who were given something, with all they have at the stage."""
    stage = now.stage()
    assigned = now.state.comparison(stage.id).assigned
    now.state.foresee({f"nomination/{name}" for name in assigned})
    running = {name: now.state.nomination(name) for name in assigned}
    running = {name: one for name, one in running.items() if standing(now.charter, now.state, one).in_play}
    given = {who for readers in now.data["readers"].values() for who in readers}
    cases = {who: [running[name] for name, own in assigned.items() if who in own and name in running] for who in given}
    yield from _queues(now, stage, cases)


def _queues(now: Occasion, stage: Stage, cases: Mapping[str, Collection[Nomination]]) -> Iterator[Note]:
    """How many cases wait for each assessor; those they are barred from are not among them."""
    now.state.foresee({f"assessor/{who}" for who in cases})
    judging = now.charter.judging_of(stage)
    for who, given in sorted(cases.items()):
        number = sum(judging is None or barred(now.charter, now.state, judging, who, one) is None for one in given)
        if number:
            facts = {"stage": stage.id, "last": now.last(stage.id), "cases": number}
            yield Note("queue-ready", [who], ("judge:queue",), facts)


@on("recused", "declared", "abstained")
def _aside(now: Occasion) -> Iterator[Note]:
    """The office hears that a case has lost a judge, and not which."""
    if now.event.role != ASSESSOR or now.data.get("bars") is False:
        return
    about = About(nomination=now.nomination, assessor=now.event.actor)
    page = ("office:panel",)
    yield Note("judge-aside", now.office(), page, {}, now.nomination.id, page, "interest", about)


# --- vetting and consulting


@on("opinion-asked")
def _opinion_asked(now: Occasion) -> Iterator[Note]:
    """To the officers of the body; they have no pages of a nomination, so the letter leads to what is their own."""
    body, nomination = now.data["body"], now.nomination
    facts = {"body": body} | ({"last": now.data["due"]} if now.data["due"] else {})
    about = About(nomination=nomination, body=body)
    to = now.state.roster.of(OFFICER, body)
    yield Note("opinion-wanted", to, (OWN,), facts, nomination.id, (OWN,), "opinion", about)


@on("silence-noted")
def _silence(now: Occasion) -> Iterator[Note]:
    body, nomination = now.data["body"], now.nomination
    about, page = About(nomination=nomination, body=body), ("office:case", nomination.id)
    several = ("office:nominations",)
    yield Note("silence-noted", now.office(), page, {"body": body}, nomination.id, several, "opinion", about)


@on("notice-published")
def _noticed(now: Occasion) -> Iterator[Note]:
    """News to the units whose nominations stand on it."""
    notice = now.state.notice(now.key)
    names = [*now.data["listed"], *now.data.get("reserves", ())]
    now.state.foresee({f"nomination/{name}" for name in names})
    facts = {"stage": now.data["stage"], "last": now.data["last"]}
    by_unit = {one.unit: one for one in map(now.state.nomination, names)}
    for unit, nomination in sorted(by_unit.items()):
        about = About(nomination=nomination, notice=notice)
        page = ("public:notice", now.key)
        yield Note("notice-published", now.of_unit(unit), page, facts, sees="notice", about=about)


@on("objection-made", "objection-answered")
def _objection(now: Occasion) -> Iterator[Note]:
    """The office at once; the answer also those who confer. Who objected and about whom stays on the page."""
    name, notice = now.data["objection"], now.state.notice(now.key)
    if notice is None:
        return
    about = About(nomination=now.state.nomination(notice.objections[name].about), notice=notice, objection=name)
    if now.event.kind == "objection-made":
        facts = {"objection": name, "last": now.last(notice.stage)}
        page: tuple[str, ...] = ("decision:answer", now.key, name)
        yield Note("objection-received", now.office(), page, facts, sees="objection", about=about)
    else:
        to = now.office() | now.state.roster.of(AUTHORITY, None)
        page = ("decision:objections",)
        yield Note("objection-answered", to, page, {"objection": name}, sees="answer", about=about)


# --- conferring


@on("accepted")
def _accepted(now: Occasion) -> Iterator[Note]:
    yield _to_unit(now, "nominee-agreed", now.nomination, "standing")
