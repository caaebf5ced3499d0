"""A tiny programme for tests that read like a manual: an invented town of three offices honours its people.

`tiny(...)` makes a charter of the stages it is given and no more. `Town` is one round of it: each method is a step of
the story, performed by whoever does it in life; `refused(...)` says that the core answers no, and with which code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from chucai.charter.calendar import shipped
from chucai.charter.digest import digest
from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates import acts
from chucai.gates.acts import Act, Actor, Ranked, Unit
from chucai.gates.asked import moments
from chucai.gates.compare import sheets, sheets_digest
from chucai.gates.composition import sets_of
from chucai.gates.decide import decide
from chucai.gates.dossier import facts_of
from chucai.gates.standing import standing
from chucai.gates.state import Memory
from chucai.ledger.event import Event

MONDAY = date(2026, 3, 2)
OFFICES = ("mill", "farm", "shop")
CLERK = Actor(id="clerk", role="secretary")
SECOND_CLERK = Actor(id="clerk-2", role="secretary")
MAYOR = Actor(id="mayor", role="authority")
CLOCK = Actor(id="clock", role="system")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def text(words: str) -> dict[str, str]:
    return {"zh": words, "en": words}


def sealed(words: str) -> str:
    """The commitment to some personal text. Tests need no salt."""
    return hashlib.sha256(words.encode()).hexdigest()


# --- charters


def stage(gate: str, id_: str | None = None, tier: str = "town", **more: Any) -> dict[str, Any]:
    """One line of the charter's list; five working days unless it says otherwise."""
    ends = {} if {"working_days", "days", "closes"} & more.keys() else {"working_days": 5}
    return {"id": id_ or gate, "gate": gate, "tier": tier, **ends, **more}


RECOMMEND = stage("recommend", tier="office", places={"person": 2, "team": 1})
COMPARE = stage("compare", judging="panel")
VET = stage("vet", bodies=["audit"])
NOTICE = stage("consult", notice="town")
CONFER = stage("confer")

WHOLE: dict[str, Any] = {
    "charter": 1,
    "id": "tiny",
    "edition": 2026,
    "name": text("A tiny programme"),
    "host": "town",
    "visibility": "open",
    "calendar": "plain",
    "tier": [{"id": "office", "name": text("Office")}, {"id": "town", "name": text("Town")}],
    "categories": {
        "person": {"name": text("Person"), "places": 2, "reserve": 1},
        "team": {"name": text("Team"), "kind": "team", "places": 1, "may_leave_empty": True},
    },
    "criteria": {"deeds": {"name": text("Deeds"), "weight": 1, "scale": (0, 10)}},
    "judging": {"panel": {"readings": 2, "enough": 1, "load": 10, "recuse": ["kin", "own-unit"]}},
    "bodies": {"audit": {"name": text("Audit"), "working_days": 5}},
    "notices": {"town": {"working_days": 5, "shows": ["name", "unit"], "objections": {}}},
    "honours": {"medal": {"name": text("Medal"), "for": ["person", "team"]}},
    "revocation": {
        "grounds": [
            {"id": "fraud", "name": text("Fraud"), "means": "annul"},
            {"id": "conduct", "name": text("Conduct"), "means": "forfeit"},
        ]
    },
}


def tiny(*stages: Mapping[str, Any], **parts: Any) -> Charter:
    """A charter with these stages. Other parts replace those of the same name; tables are joined key by key."""
    data = {**WHOLE, "stage": [dict(one) for one in stages]}
    for name, value in parts.items():
        before = data.get(name)
        both = isinstance(before, dict) and isinstance(value, dict)
        data[name] = _joined(before, value) if both else value
    return Charter.model_validate(data)


def _joined(before: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    after = dict(before)
    for key, value in more.items():
        known = after.get(key)
        after[key] = _joined(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return after


# --- the answer no


@contextmanager
def refused(code: str, **facts: Any) -> Iterator[None]:
    """What happens inside is refused with this code and, among others, these facts."""
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code, caught.value
    assert {name: caught.value.facts.get(name) for name in facts} == facts


# --- a round


class Town:
    """A round, its clock, and everybody who has a part in it."""

    def __init__(self, charter: Charter, day: date = MONDAY, calendar: str | None = None) -> None:
        self.charter = charter
        self.state = Memory("tiny-2026", shipped(calendar or charter.calendar))
        self.now = datetime.combine(day, time(9), SHANGHAI)
        self.events: list[Event] = []

    def do(self, by: Actor, act: Act) -> list[str]:
        """Ask for an act; the kinds of the events that follow."""
        events = decide(self.charter, self.state, act, self.now, by)
        for event in events:
            self.state.apply(event)
        self.events += events
        return [event.kind for event in events]

    # --- time

    @property
    def today(self) -> date:
        return self.now.date()

    def on(self, day: date | str) -> Town:
        day = date.fromisoformat(day) if isinstance(day, str) else day
        self.now = datetime.combine(day, time(9), SHANGHAI)
        return self

    def later(self, **much: float) -> Town:
        self.now += timedelta(**much)
        return self

    def after(self, stage_id: str) -> Town:
        """The first day on which the window of a stage is over."""
        return self.on(self.state.round.windows[stage_id].last + timedelta(days=1))

    # --- the round

    def founded(self) -> Town:
        """The round is open: units, and people in their roles, but no stage yet."""
        calendar = self.state.calendar.digest()
        self.do(CLERK, acts.OpenRound(charter=digest(self.charter), calendar=calendar, seed="seed", key="key"))
        units = [Unit(id="town", tier="town", name="Town")]
        units += [Unit(id=name, tier="office", parent="town", name=name.title()) for name in OFFICES]
        self.do(CLERK, acts.SetUnits(units=tuple(units)))
        self.appoint("secretary", SECOND_CLERK.id)
        self.appoint("authority", MAYOR.id)
        for unit in ("town", *OFFICES):
            self.appoint("coordinator", f"co-{unit}", scope=unit)
        for body in self.charter.bodies:
            self.appoint("officer", f"officer-{body}", scope=body)
        return self

    def opened(self) -> Town:
        """The round and its first stage are open."""
        return self.founded().enter(self.charter.stages[0].id)

    def enter(self, stage_id: str) -> Town:
        self.do(CLERK, acts.OpenStage(stage=stage_id))
        return self

    def leave(self, stage_id: str) -> Town:
        """Close a stage, when its window is over."""
        last = self.state.round.windows[stage_id].last
        if self.now.date() <= last:
            self.after(stage_id)
        self.do(CLERK, acts.CloseStage(stage=stage_id))
        return self

    def appoint(self, role: str, *who: str, scope: str | None = None, units: Mapping[str, str] | None = None) -> Town:
        self.do(CLERK, acts.Appoint(role=role, who=who, scope=scope, units=dict(units or {})))
        return self

    # --- recommending

    def submit(
        self, name: str, unit: str = "mill", category: str = "person", by: Actor | None = None, **more: Any
    ) -> Town:
        """A nomination of one person called `name`, or of a team with the members given.

        Memberships follow from `attributes`, unless `sets` are given.
        """
        if category == "person":
            more.setdefault("person", f"h-{name}")
        facts = facts_of(category, unit, more.get("theme"), more.pop("attributes", {}))
        more.setdefault("sets", sets_of(self.charter, facts, moments(self.charter, self.state)))
        more.setdefault("commitments", {"name": sealed(name)})
        act = acts.Submit(nomination=name, category=category, unit=unit, **more)
        self.do(by or coordinator(unit), act)
        return self

    def forward(self, *ranked: str, unit: str = "mill", reserve: Sequence[str] = (), **more: Any) -> Town:
        """A unit's slate goes up."""
        more = {"stage": "recommend", "category": "person", **more}
        by = more.pop("by", coordinator(unit))
        self.do(by, acts.ForwardSlate(unit=unit, ranked=ranked, reserve=tuple(reserve), **more))
        return self

    def forwarded(self, *names: str, unit: str = "mill") -> Town:
        """From an open round to the stage after recommending, with these names in the running."""
        self.opened()
        for name in names:
            self.submit(name, unit)
        self.forward(*names, unit=unit).leave("recommend")
        return self.enter(self.charter.stages[1].id)

    # --- comparing

    def panel(self, *who: str, units: Mapping[str, str] | None = None) -> Town:
        """Assessors who have signed the undertaking."""
        self.appoint("assessor", *who, units=units)
        for one in who:
            self.do(assessor(one), acts.Undertake(assessor=one))
        return self

    def assign(self, stage_id: str = "compare", **readers: Sequence[str]) -> Town:
        self.do(CLERK, acts.Assign(stage=stage_id, readers={name: tuple(who) for name, who in readers.items()}))
        return self

    def assess(self, who: str, name: str, mark: int, stage_id: str = "compare") -> Town:
        act = acts.Assess(stage=stage_id, nomination=name, assessor=who, marks={"deeds": mark})
        self.do(assessor(who), act)
        return self

    def read(self, stage_id: str = "compare", **marks: int) -> Town:
        """Two judges read everybody named and agree on the mark."""
        if not self.state.roster.of("assessor", None):
            self.panel("judge-1", "judge-2")
        self.assign(stage_id, **dict.fromkeys(marks, ("judge-1", "judge-2")))
        for name, mark in marks.items():
            self.assess("judge-1", name, mark, stage_id).assess("judge-2", name, mark, stage_id)
        return self

    def ranking(self, stage_id: str = "compare", **changes: Any) -> acts.AdoptRanking:
        """The ranking that the plain means of the sheets give."""
        lines = list(sheets(self.charter, self.state, self.charter.stage(stage_id)))
        given: dict[str, list[int]] = {}
        for name, _, marks in lines:
            given.setdefault(name, []).append(marks["deeds"])
        means = {name: sum(marks) * 10_000_000 // len(marks) for name, marks in given.items()}
        order = sorted(means, key=lambda name: (-means[name], name))
        ranked = [ranked_line(name, n, means[name], len(given[name])) for n, name in enumerate(order, 1)]
        fields = {"sheets": sheets_digest(lines), "ranking": tuple(ranked), "method": "mean", "engine": "spec"}
        return acts.AdoptRanking(**{"stage": stage_id, **fields, **changes})

    def rank(self, stage_id: str = "compare", **changes: Any) -> Town:
        self.do(CLERK, self.ranking(stage_id, **changes))
        return self

    def choose(self, *persons: str, reserve: Sequence[str] = (), team: Sequence[str] = (), **more: Any) -> list[str]:
        """The panel adopts its shortlist."""
        chosen = {"person": persons, "team": tuple(team)}
        more = {"stage": "compare", "chosen": chosen, "reserve": {"person": tuple(reserve)}, **more}
        return self.do(CLERK, acts.AdoptShortlist(**more))

    def compared(self, *chosen: str, reserve: Sequence[str] = (), marks: Mapping[str, int] | None = None) -> Town:
        """From an open round whose first stage compares to a shortlist of these names, and on to the next stage."""
        self.opened()
        for name in (*chosen, *reserve):
            self.submit(name)
        self.read(**(marks or {name: 9 - n for n, name in enumerate((*chosen, *reserve))})).rank()
        self.choose(*chosen, reserve=reserve)
        self.leave("compare")
        return self.enter(self.charter.stages[1].id)

    # --- vetting, consulting, conferring

    def ask(self, name: str, body: str = "audit") -> Town:
        self.do(CLERK, acts.AskOpinion(nomination=name, body=body))
        return self

    def give(self, name: str, opinion: str, body: str = "audit") -> Town:
        by = Actor(id=f"officer-{body}", role="officer")
        self.do(by, acts.GiveOpinion(nomination=name, body=body, opinion=opinion))  # type: ignore[arg-type]  # a word
        return self

    def notice(self, *listed: str, reserves: Sequence[str] = (), **more: Any) -> Town:
        more = {"notice": "consult", "stage": "consult", **more}
        by = more.pop("by", CLERK)
        self.do(by, acts.PublishNotice(listed=listed, reserves=tuple(reserves), **more))
        return self

    def object(self, about: str, id_: str = "o-1", **more: Any) -> Town:
        more = {"notice": "consult", "named": True, "identity": sealed("Wang"), "grounds": sealed("Untrue"), **more}
        self.do(Actor(id="x-1", role="public"), acts.Object(objection=id_, about=about, **more))
        return self

    def answer(self, outcome: str, id_: str = "o-1", notice: str = "consult") -> list[str]:
        act = acts.AnswerObjection(notice=notice, objection=id_, outcome=outcome, answer=sealed("Because"))  # type: ignore[arg-type]  # a word
        return self.do(CLERK, act)

    def confer(self, *names: str, honour: str = "medal") -> Town:
        for name in names:
            self.do(MAYOR, acts.Confer(nomination=name, honour=honour, document="2026/1"))
        return self

    # --- what came of it

    def status(self, name: str) -> str:
        return standing(self.charter, self.state, self.state.nomination(name)).status

    def statuses(self, *names: str) -> list[str]:
        return [self.status(name) for name in names]


def coordinator(unit: str) -> Actor:
    return Actor(id=f"co-{unit}", role="coordinator")


def assessor(who: str) -> Actor:
    return Actor(id=who, role="assessor")


def ranked_line(name: str, rank: int, merit: int, readings: int) -> Ranked:
    spread = {"se": 0, "low": merit, "high": merit, "mean": merit}
    return Ranked(nomination=name, rank=rank, merit=merit, readings=readings, **spread)
