"""The district programme among five units: small enough to read. Lanxi, its units and its people are invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from chucai.charter.calendar import shipped
from chucai.charter.examples import example_text
from chucai.gates.acts import (
    Act,
    Actor,
    Appoint,
    CloseStage,
    ForwardSlate,
    OpenRound,
    OpenStage,
    SetUnits,
    Submit,
    Unit,
)
from chucai.gates.dossier import Claim, Draft, Opening, write
from chucai.intake.people import pseudonym
from chucai.web.acts import Receipt, perform
from chucai.web.home import ledger_key, round_secret
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.records.state import Rows

ROUND = "lanxi-2026"
BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
JUDGES = ("judge-1", "judge-2", "judge-3", "judge-4")
OFFICE = Actor(id="office", role="secretary")
UNITS = (
    Unit(id="lanxi", tier="district", name="兰溪区 Lanxi District"),
    Unit(id="b1", tier="bureau", parent="lanxi", name="河东街道 Hedong Sub-district"),
    Unit(id="b2", tier="bureau", parent="lanxi", name="河西街道 Hexi Sub-district"),
    Unit(id="u1", tier="unit", parent="b1", name="石桥村 Shiqiao Village"),
    Unit(id="u2", tier="unit", parent="b1", name="柳林社区 Liulin Community"),
    Unit(id="u3", tier="unit", parent="b2", name="青塘村 Qingtang Village"),
)
OFFICIAL: dict[str, Any] = {
    "post": "村党组织书记",
    "post_level": "none",
    "frontline": True,
    "woman": False,
    "years_in_post": 6,
    "appraisal": "excellent",
}


def coordinator(unit: str) -> Actor:
    return Actor(id=f"co-{unit}", role="coordinator")


class Lanxi:
    """The round with its clock; each method is one step of the story."""

    def __init__(self, round_id: str = ROUND) -> None:
        self.round_id = round_id
        self.at = BEGAN

    def state(self) -> Rows:
        state = Rows(self.round_id)
        assert state.round
        return state

    def do(self, by: Actor, act: Act, openings: tuple[Opening, ...] = ()) -> Receipt:
        return perform(self.round_id, by, act, self.at, openings)

    def open(self, stage: bool = True) -> Lanxi:
        calendar = attach_calendar(self.round_id, shipped("cn"))
        charter = attach_charter(self.round_id, example_text("district"))
        key = ledger_key().verifier_key()
        self.do(OFFICE, OpenRound(charter=charter, calendar=calendar, seed="seed", key=key))
        self.do(OFFICE, SetUnits(units=UNITS))
        self.do(OFFICE, Appoint(role="authority", who=("head",)))
        self.do(OFFICE, Appoint(role="assessor", who=JUDGES))
        for unit in UNITS:
            self.do(OFFICE, Appoint(role="coordinator", who=(f"co-{unit.id}",), scope=unit.id))
        if stage:
            self.do(OFFICE, OpenStage(stage="unit-recommend"))
        return self

    def submit(self, number: str, unit: str, name: str, **says: Any) -> str:
        """A person, put forward by the unit."""
        secret = round_secret(self.round_id)
        attributes = {**OFFICIAL, **says.pop("attributes", {})}
        draft = Draft(
            category="person",
            unit=unit,
            name=name,
            statement=says.pop("statement", f"{name}带领全村修路、通水。"),
            theme="village",
            attributes=attributes,
            person=pseudonym(secret, name, unit),
            claims=(Claim(says="修通村路", figure="12", unit="公里", as_of="2025-12"),),
            **says,
        )
        moments = {"round.opens": date(2026, 3, 2)}
        written = write(
            self.state().charter(), draft, moments, lambda field: sha256(f"{number}{field}".encode()).digest()
        )
        act = Submit(nomination=number, category="person", unit=unit, **written.fields)
        self.do(coordinator(unit), act, written.openings)
        return number

    def forward(self, stage: str, unit: str, *names: str, reserve: tuple[str, ...] = ()) -> None:
        act = ForwardSlate(stage=stage, unit=unit, category="person", ranked=names, reserve=reserve)
        self.do(coordinator(unit), act)

    def villagers(self) -> Lanxi:
        """Two put forward by one village, and one by another."""
        self.submit("n-1", "u1", "Zhao")
        self.submit("n-2", "u1", "Qian")
        self.submit("n-9", "u2", "Zhou")
        return self

    def turn(self, closes: str, opens: str) -> Lanxi:
        """One stage closed after its last day, and the next opened."""
        last = self.state().round.windows[closes].last
        day = shipped("cn").next_working_day(last + timedelta(days=1))
        self.at = max(self.at, datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC))
        self.do(OFFICE, CloseStage(stage=closes))
        self.do(OFFICE, OpenStage(stage=opens))
        return self
