"""A round that is walked through: every act goes by `ask`, and what must always hold is looked at there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, cast
from zoneinfo import ZoneInfo

from chucai.charter.calendar import Calendar, shipped
from chucai.charter.digest import digest
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates import acts
from chucai.gates.acts import Act, Actor, Slip, act_from
from chucai.gates.ballots import electorate
from chucai.gates.decide import decide
from chucai.gates.dossier import Draft
from chucai.gates.model import Nomination
from chucai.gates.standing import standing
from chucai.gates.state import Memory
from chucai.ledger.event import Event
from tests.spec.walks import world
from tests.spec.walks.invariants import check_event, check_moves, check_state
from tests.spec.walks.sight import check_sight
from tests.spec.walks.worse import worse

SECRETARIES = ("office-1", "office-2")
SECRETARY = Actor(id=SECRETARIES[0], role="secretary")
AUTHORITY = Actor(id="authority-1", role="authority")
CLOCK = Actor(id="clock", role="system")
ASSESSORS = tuple(f"a{n}" for n in range(1, 6))
NOMINATORS = tuple(f"n{n}" for n in range(1, 13))
VOTERS = 3
NOBODY = "nobody"


class Walk:
    """One round under a small charter. `events` is the ledger; `twin` is built from their bytes alone."""

    def __init__(self, charter: Charter, lot: Random) -> None:
        self.lot = lot
        self.charter = charter
        self.charters = {fingerprint(charter): charter}
        calendar = shipped(charter.calendar)
        self.calendars = {calendar.digest(): calendar}
        self.state = Memory("walk", calendar)
        self.twin = Memory("walk", calendar)
        self.events: list[Event] = []
        self.boxes: dict[str, list[Slip]] = {}
        self.written: dict[str, Draft] = {}  # by the commitment to its name
        self.drafts: dict[str, Draft] = {}
        self.stands: dict[str, str] = {}
        self.refusals: list[str] = []
        self.asked: list[tuple[Actor, Act]] = []
        first = charter.stages[0].opens or date(2026, 3, 2)
        self.now = datetime.combine(first, time(9), ZoneInfo(charter.timezone))

    # --- asking

    def ask(self, by: Actor, act: Act) -> bool:
        """Ask for an act, now and then for more than is due first. True when it was done."""
        for _ in range(3 if isinstance(act, acts.AdoptShortlist) else 1):
            if self.lot.random() < 0.25 and (more := worse(self, self.lot, by, act)):
                self._ask(*more)
        return self._ask(by, act)

    def _ask(self, by: Actor, act: Act) -> bool:
        """See to it that either answer is a proper one. What is no act by its form never gets to the rules."""
        try:
            act_from(act.kind, act.to_json())
        except Refused as refusal:
            self.refusals.append(refusal.code)
            return False
        self.now += timedelta(seconds=7)
        self.asked.append((by, act))
        before = dict(self.state._streams)
        answer, again = self._answer(by, act), self._answer(by, act)
        assert again == answer, "the same question had another answer"
        assert dict(self.state._streams) == before, "asking changed something"
        if isinstance(answer, str):
            self.refusals.append(answer)
            return False
        for event in answer:
            check_event(self, event)
            self._take(event)
        check_moves(self, answer)
        return True

    def _answer(self, by: Actor, act: Act) -> tuple[Event, ...] | str:
        """The events, or the code of the refusal."""
        try:
            return decide(self.charter, self.state, act, self.now, by)
        except Refused as refusal:
            return refusal.code

    def _take(self, event: Event) -> None:
        """Both the state and its twin move on; the twin hears only bytes."""
        read = self.state.read(event.stream)
        assert event.version == (read.version if read else 0) + 1
        heard = Event.from_bytes(event.to_bytes())
        assert heard == event
        self.state.apply(event)
        self.twin.apply(heard)
        assert self.state.read(event.stream) == self.twin.read(event.stream)
        self.events.append(event)
        if event.kind == "submitted":
            data = cast(Any, event.data)
            self.drafts[data["nomination"]] = self.written[data["commitments"]["name"]]

    def look(self) -> None:
        check_state(self)
        check_sight(self)

    # --- the round

    def found(self, lot: Random) -> None:
        """Open the round, with units and people in their roles."""
        calendar = self.state.calendar.digest()
        self.ask(SECRETARY, acts.OpenRound(charter=fingerprint(self.charter), calendar=calendar, seed="s", key="k"))
        units = world.units_of(self.charter)
        self.ask(SECRETARY, acts.SetUnits(units=tuple(units)))
        for stage in self.charter.stages:
            for category, formula in stage.allot.items():
                figures = {unit: {name: lot.randint(0, 9) for name in formula.by} for unit in self.units(stage.tier)}
                self.ask(SECRETARY, acts.AllotPlaces(stage=stage.id, category=category, figures=figures))
        self.appoint("secretary", SECRETARIES[1:])
        self.appoint("authority", [AUTHORITY.id])
        for unit in units:
            self.appoint("coordinator", [f"co-{unit.id}"], unit.id)
        for body in self.charter.bodies:
            self.appoint("officer", [f"officer-{body}"], body)
        near = [unit.id for unit in units if unit.parent is not None] or [units[0].id]
        self.appoint("assessor", ASSESSORS, units={who: lot.choice(near) for who in ASSESSORS[:3]})
        for stage in self.charter.stages:
            if stage.vote:
                for scope in self.scopes(stage):
                    voters = [f"{scope}-{n}".replace("@", ".") for n in range(VOTERS)]
                    self.appoint("elector", voters, scope)
                    if stage.vote.chair_speaks and lot.random() < 0.8:
                        self.appoint("chair", voters[-1:], scope)

    def appoint(
        self, role: str, who: Iterable[str], scope: str | None = None, units: dict[str, str] | None = None
    ) -> bool:
        return self.ask(SECRETARY, acts.Appoint(role=role, who=tuple(who), scope=scope, units=units or {}))

    def scopes(self, stage: Stage) -> list[str]:
        """The scopes under which people vote at a stage: one for each unit of its tier, or one for the round."""
        assert stage.vote
        if stage.tier == self.charter.tiers[-1].id:
            return [electorate(stage.vote, None)]
        return [electorate(stage.vote, unit) for unit in self.units(stage.tier)]

    # --- what there is

    @property
    def stage(self) -> Stage | None:
        """The stage that is open, if one is."""
        named = self.state.round.stage
        return self.charter.stage(named) if named and self.state.round.is_open(named) else None

    def units(self, tier: str | None = None) -> list[str]:
        return sorted(unit.id for unit in self.state.tree.units.values() if tier in (None, unit.tier))

    def nominations(self, *statuses: str) -> list[Nomination]:
        """Nominations with one of these standings (all of them without), at whatever stage."""
        found = [self.state.nomination(name) for name in self.state.nominations()]
        return [n for n in found if not statuses or self.status(n) in statuses]

    def status(self, nomination: Nomination) -> str:
        return standing(self.charter, self.state, nomination).status

    def here(self, *statuses: str) -> list[Nomination]:
        """Those at the open stage with one of these standings (in the running, without)."""
        stage = self.stage
        where = [(n, standing(self.charter, self.state, n)) for n in self.nominations()]
        return [n for n, at in where if stage and at.stage == stage.id and at.status in (statuses or ("standing",))]

    @property
    def today(self) -> date:
        return self.now.date()

    def on(self, day: date) -> None:
        """Nine o'clock of a day, unless it is later already."""
        self.now = max(self.now, datetime.combine(day, time(9), self.now.tzinfo))

    def pass_time(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    def amend(self, charter: Charter) -> bool:
        """The round goes on under a mended charter, if the core lets it."""
        before, self.charter = self.charter, charter
        if not self.ask(SECRETARY, acts.AmendRound(charter=fingerprint(charter), reason="stuck")):
            self.charter = before
            return False
        self.charters[fingerprint(charter)] = charter
        return True

    def amend_calendar(self, calendar: Calendar) -> bool:
        before, self.state.calendar = self.state.calendar, calendar
        if not self.ask(SECRETARY, acts.AmendCalendar(calendar=calendar.digest(), reason="published")):
            self.state.calendar = before
            return False
        self.calendars[calendar.digest()] = calendar
        return True


_digests: list[tuple[Charter, str]] = []


def fingerprint(charter: Charter) -> str:
    """The charter's digest, made once for each charter object."""
    known = next((digest_ for one, digest_ in _digests if one is charter), None)
    if known is None:
        known = digest(charter)
        _digests[:] = [*_digests[-20:], (charter, known)]
    return known


def coordinator(unit: str) -> Actor:
    return Actor(id=f"co-{unit}", role="coordinator")


def assessor(who: str) -> Actor:
    return Actor(id=who, role="assessor")
