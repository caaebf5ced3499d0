"""Every example charter that lets anybody nominate: from the door to the number, as the charter asks it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.charter.calendar import shipped
from chucai.charter.examples import example_ids, example_text
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.gates.acts import Actor, OpenRound, OpenStage, SetUnits, Unit
from chucai.web.acts import perform
from chucai.web.home import ledger_key
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.records.remembered import Remembered
from chucai.web.records.state import Rows
from tests.web.nominating import document, press, text
from tests.web.test_nominate_charters import typed
from tests.web.volunteers_round import mailed_link

pytestmark = pytest.mark.django_db
CHARTERS = {name: read(example_text(name)).wanted() for name in example_ids()}
OPEN = [name for name, charter in CHARTERS.items() if charter.nominating.by == "anyone"]
OFFICE = Actor(id="office", role="secretary")
ANSWERS = {
    "voluntary": {"years_running": "9", "volunteers": "80", "residents": "80", "only_fundraising": "no"}
    | {"only_animals": "no", "last_award": "", "concern": ""},
    "fellowship": {"member_years": "9", "ethics_case": "no"},
    "hackathon": {},
}


def opened(name: str, charter: Charter, monkeypatch: pytest.MonkeyPatch) -> str:
    """A round with two units of the first tier, on the day its first stage opens; the base address of its pages."""
    round_id, first = f"{name}-round", charter.stages[0]
    assert first.opens
    at = datetime.combine(first.opens, time(10), ZoneInfo(charter.timezone))
    monkeypatch.setenv("CHUCAI_CLOCK", at.isoformat())
    low, top = charter.tiers[0].id, charter.tiers[-1].id
    units = [Unit(id="top", tier=top, name="上 Top")]
    units += [Unit(id=f"u{n}", tier=low, parent="top", name=f"单位{n} Unit {n}") for n in (1, 2)]
    calendar = attach_calendar(round_id, shipped(charter.calendar))
    key = ledger_key().verifier_key()
    act = OpenRound(charter=attach_charter(round_id, example_text(name)), calendar=calendar, seed="seed", key=key)
    for each in (act, SetUnits(units=tuple(units)), OpenStage(stage=first.id)):
        perform(round_id, OFFICE, each, at)
    return f"/rounds/{round_id}/nominate/"


def came_in(base: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.post("/sign-in/", {"email": "ada@example.org", "next": f"{base}mine/"})
    client.post(mailed_link())
    return client


def handed_in(client: Client, base: str, name: str, nominee: str = "Bea Moss") -> str:
    """A nomination of whatever the charter honours; its number."""
    charter = CHARTERS[name]
    category = next(iter(charter.categories))
    draft = press(client, f"{base}mine/new/", {"category": category})
    rules = charter.nominating
    parts: dict[str, dict[str, Any]] = {
        "you/": {"name": "Ada Finch"},
        "where/": {"unit": "u1"},
        "who/": {"name": nominee},
        "about/": {**typed(charter, category), **ANSWERS[name]},
        "statement/": {"statement": "What was done."},
        "evidence/": {"documents": [document()], "finish": "1"},
        "claims/": {"finish": "1"},
    }
    if charter.themes:
        parts["theme/"] = {"theme": next(iter(charter.themes))}
    if rules.support:
        parts["support/"] = {"support": str(rules.support.min)}
    if charter.categories[category].members:
        press(client, f"{draft}members/", {"many": "Cy Reed\nDi Vale\nEd Wood"})
        parts["members/"] = {"finish": "1"}
    for part, answers in parts.items():
        press(client, draft + part, answers)
    press(client, f"{draft}check/", {"declared": "yes"})
    return draft.rstrip("/").rpartition("/")[2]


def test_there_are_such_charters():
    assert sorted(OPEN) == ["fellowship", "hackathon", "voluntary"]


@pytest.mark.parametrize("name", OPEN)
def test_anybody_can(name: str, monkeypatch: pytest.MonkeyPatch):
    base = opened(name, CHARTERS[name], monkeypatch)
    client = came_in(base)
    number = handed_in(client, base, name)
    nomination = Rows(f"{name}-round").nomination(number)
    assert nomination.unit == "u1"
    assert "Bea Moss" in text(client, f"{base}mine/")
    assert client.get(f"{base}cases/{number}/").status_code == 200


def test_my_nominations_asks_the_database_no_more_for_six_than_for_two(monkeypatch: pytest.MonkeyPatch):
    base = opened("fellowship", CHARTERS["fellowship"], monkeypatch)
    client = came_in(base)
    asked = []
    for many in (2, 4):
        for n in range(many):
            handed_in(client, base, "fellowship", f"Nominee {many} {n}")
        Remembered.forget_all()
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{base}mine/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
