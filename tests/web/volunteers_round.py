"""The voluntary programme in two counties, where anybody may nominate. Aldermark and its people are invented."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from chucai.charter.calendar import shipped
from chucai.charter.examples import example_text
from chucai.gates.acts import Act, Actor, Appoint, CloseStage, OpenRound, OpenStage, SetUnits, Unit
from chucai.web.acts import Receipt, perform
from chucai.web.home import ledger_key
from chucai.web.jobs.work import drain
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.records.state import Rows
from tests.web.nominating import document, press

ROUND = "aldermark-2027"
HOME = f"/rounds/{ROUND}/nominate/"
MINE = f"{HOME}mine/"
BEGAN = datetime(2026, 9, 2, 10, 0, tzinfo=UTC)
OFFICE = Actor(id="office", role="secretary")
UNITS = (
    Unit(id="aldermark", tier="national", name="阿尔德马克 Aldermark"),
    Unit(id="north", tier="county", parent="aldermark", name="北郡 Northshire"),
    Unit(id="south", tier="county", parent="aldermark", name="南郡 Southshire"),
)
ABOUT = {
    "years_running": "12",
    "volunteers": "90",
    "residents": "95",
    "local_benefit": "yes",
    "only_fundraising": "no",
    "only_animals": "no",
    "safeguarding": "yes",
    "concern": "",
    "last_award": "",
}


class Aldermark:
    """The round with its clock."""

    def __init__(self, round_id: str = ROUND) -> None:
        self.round_id = round_id
        self.at = BEGAN

    def state(self) -> Rows:
        state = Rows(self.round_id)
        assert state.round
        return state

    def do(self, by: Actor, act: Act) -> Receipt:
        return perform(self.round_id, by, act, self.at)

    def open(self, text: str = "", stage: bool = True) -> Aldermark:
        calendar = attach_calendar(self.round_id, shipped("gb"))
        charter = attach_charter(self.round_id, text or example_text("voluntary"))
        self.do(OFFICE, OpenRound(charter=charter, calendar=calendar, seed="seed", key=ledger_key().verifier_key()))
        self.do(OFFICE, SetUnits(units=UNITS))
        self.do(OFFICE, Appoint(role="assessor", who=("judge-1",)))
        for unit in UNITS:
            self.do(OFFICE, Appoint(role="coordinator", who=(f"co-{unit.id}",), scope=unit.id))
        if stage:
            self.do(OFFICE, OpenStage(stage="receive"))
        return self

    def turn(self, closes: str, opens: str) -> Aldermark:
        """One stage closed after its last day, and the next opened."""
        planned = self.state().charter().stage(opens).opens
        after = self.state().round.windows[closes].last + timedelta(days=1)
        day = shipped("gb").next_working_day(max(after, planned or after))
        self.at = max(self.at, datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC))
        self.do(OFFICE, CloseStage(stage=closes))
        self.do(OFFICE, OpenStage(stage=opens))
        return self


def mailed_link() -> str:
    """The address in the last letter."""
    drain()
    found = re.search(r"/sign-in/link/\S+/", mail.outbox[-1].body)
    assert found
    return found[0]


def visitor(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch, language: str = "en") -> Client:
    """Somebody from the street; the clock of the pages shows the round's time."""
    monkeypatch.setenv("CHUCAI_CLOCK", aldermark.at.isoformat())
    return Client(headers={"accept-language": language})


def signed_up(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch, email: str, language: str = "en") -> Client:
    """Somebody from the street who has come in by a mailed link on the way to nominate."""
    client = visitor(aldermark, monkeypatch, language)
    client.post("/sign-in/", {"email": email, "next": MINE})
    assert client.post(mailed_link())["Location"] == MINE
    return client


def filled(client: Client, group: str = "Harbour Kitchen", you: str = "Ada Finch", **more: Any) -> str:
    """A draft with everything in it; its address."""
    draft = press(client, f"{MINE}new/", {"category": "group"})
    press(client, f"{draft}you/", {"name": you})
    press(client, f"{draft}where/", {"unit": more.get("unit", "north")})
    press(client, f"{draft}who/", {"name": group})
    press(client, f"{draft}members/", {"many": "\n".join(more.get("members", ("Bea Moss", "Cy Reed", "Di Vale")))})
    press(client, f"{draft}members/", {"finish": "1"})
    press(client, f"{draft}theme/", {"theme": "care"})
    press(client, f"{draft}about/", {**ABOUT, **more.get("about", {})})
    press(client, f"{draft}statement/", {"statement": "They cook for forty households."})
    press(client, f"{draft}evidence/", {"documents": [document()], "finish": "1"})
    press(client, f"{draft}claims/", {"finish": "1"})
    press(client, f"{draft}support/", {"support": "2"})
    return draft


def handed_in(client: Client, **more: Any) -> str:
    """A nomination; its number."""
    draft = filled(client, **more)
    press(client, f"{draft}check/", {"declared": "yes"})
    return draft.rstrip("/").rpartition("/")[2]
