"""Recusals: the office sees them, makes one by hand, and lifts one by two people, neither of them the recused."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from chucai.gates.acts import Appoint, Recuse
from chucai.web.records import drafts, people, sheets
from chucai.web.records.models import Event, Opening
from tests.web.judged_round import BEGAN, County
from tests.web.personas import signed_in_client
from tests.web.small_round import SECRETARY, actor

pytestmark = pytest.mark.django_db
LIST = "/rounds/reed-2026/office/panel/recusals/"
LIFT = f"{LIST}judge-1/c-0001/"
ENGLISH = {"headers": {"Accept-Language": "en"}}


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> County:
    """judge-1 has recused themselves from c-0001; the office has two people."""
    monkeypatch.setenv("CHUCAI_CLOCK", BEGAN.isoformat())
    found = County().begin()
    found.do(SECRETARY, Appoint(role="secretary", who=("second",)))
    found.do(actor("assessor", "judge-1"), Recuse(assessor="judge-1", nomination="c-0001", interest="kin"))
    people.seat(found.round_id, "judge-1", "lin@example.org", "Lin Yu")
    return found


@pytest.fixture
def office(county: County) -> Client:
    return signed_in_client(county, "office", **ENGLISH)


@pytest.fixture
def second(county: County) -> Client:
    return signed_in_client(county, "second", **ENGLISH)


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response.status_code
    return re.sub(r"\s+", " ", response.content.decode())


def propose(client: Client, reason: str = "They are not related: another Lin.") -> int:
    return client.post(LIFT, {"what": "propose", "reason": reason}).status_code


def confirm(client: Client) -> int:
    return client.post(LIFT, {"what": "confirm"}).status_code


def barred(county: County) -> bool:
    return county.state().assessor("judge-1").barred("c-0001")


def test_the_list_says_who_stands_aside_from_what_and_why(office: Client):
    assert LIST in text(office, "/rounds/reed-2026/office/panel/")
    told = text(office, LIST)
    assert all(word in told for word in ("Lin Yu", "judge-1", "c-0001", "kin", "Propose to lift"))


def test_two_people_lift_a_recusal(county: County, office: Client, second: Client):
    assert propose(office) == 302
    assert barred(county), "one person alone changes nothing"
    assert "waits for a second person" in text(office, LIST)
    assert "They are not related: another Lin." in text(second, LIFT)
    assert confirm(second) == 302
    assert not barred(county)
    assert "Propose to lift" not in text(office, LIST)


def test_one_person_is_not_two(county: County, office: Client):
    propose(office)
    assert "Confirm the lifting" not in text(office, LIFT)
    response = office.post(LIFT, {"what": "confirm"})
    assert response.status_code == 422
    assert "needs a second person to confirm it" in response.content.decode()
    assert barred(county)


def test_nothing_is_confirmed_that_nobody_proposed(county: County, office: Client):
    assert confirm(office) == 422
    assert barred(county)


def test_it_needs_a_reason_which_the_ledger_does_not_hold(county: County, office: Client):
    assert propose(office, " ") == 422
    assert propose(office) == 302
    event = Event.objects.get(kind="lift-proposed")
    assert b"related" not in bytes(event.data)
    Opening.objects.filter(field="reason").delete()
    assert "–" in text(office, LIFT), "the text can be erased"


def test_the_recused_neither_propose_nor_confirm(county: County, office: Client):
    """Somebody of the office who is on the panel too finds nothing of their own recusals."""
    county.do(SECRETARY, Appoint(role="secretary", who=("judge-1",)))
    themself = signed_in_client(county, "judge-1", **ENGLISH)
    assert "c-0001" not in text(themself, LIST)
    assert propose(themself) == 404
    propose(office)
    assert confirm(themself) == 404
    assert barred(county)


def test_nobody_lifts_a_recusal_in_a_case_that_is_kept_from_them(county: County):
    county.do(SECRETARY, Appoint(role="secretary", who=("judge-0",)))
    other = signed_in_client(county, "judge-0", **ENGLISH)
    assert "c-0001" not in text(other, LIST), "c-0001 comes from the bureau of judge-0"
    assert propose(other) == 404


def test_reading_changes_nothing(county: County, office: Client):
    before = Event.objects.count()
    text(office, LIST)
    text(office, LIFT)
    assert Event.objects.count() == before


# --- by hand


def test_the_office_recuses_a_judge_by_hand(county: County, office: Client):
    place = (county.round_id, sheets.owner("judge-1"), sheets.SHEET, sheets.key("judge", "c-0002"))
    drafts.save(*place, {"marks": {"daring": 3}}, 0, BEGAN)
    data = {"assessor": "judge-1", "nomination": "c-0002", "interest": "nominee"}
    assert office.post(LIST, data).status_code == 302
    assert county.state().assessor("judge-1").recusals["c-0002"].interest == "nominee"
    assert "is the nominee" in text(office, LIST)
    assert not drafts.found(*place).version, "a sheet begun is thrown away, as when judges recuse themselves"
    assert office.post(LIST, data).status_code == 422, "once is enough"


@pytest.mark.parametrize(
    "data",
    [
        {"assessor": "head", "nomination": "c-0002", "interest": "kin"},
        {"assessor": "judge-1", "nomination": "c-9999", "interest": "kin"},
        {"assessor": "judge-1", "nomination": "c-0002", "interest": "dislike"},
    ],
)
def test_what_does_not_exist_is_said(county: County, office: Client, data: dict[str, str]):
    assert office.post(LIST, data).status_code == 422
    assert "c-0002" not in county.state().assessor("judge-1").recusals


def test_the_link_of_a_case_fills_the_form(office: Client):
    told = text(office, f"{LIST}?assessor=judge-1&nomination=c-0002")
    assert '<option value="judge-1" selected>' in told
    assert 'value="c-0002"' in told
