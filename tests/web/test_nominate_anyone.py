"""Where the charter lets anybody nominate: from the public page to the receipt, and how the county goes on with it."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from chucai.charter.examples import example_text
from chucai.web.records import models
from tests.web.nominating import AS_TYPED, plain, press, text
from tests.web.personas import signed_in_client
from tests.web.volunteers_round import (
    HOME,
    MINE,
    ROUND,
    Aldermark,
    filled,
    handed_in,
    mailed_link,
    signed_up,
    visitor,
)

pytestmark = pytest.mark.django_db
WINDOW = "Tuesday, 1 December 2026"


@pytest.fixture
def aldermark() -> Aldermark:
    return Aldermark().open()


@pytest.fixture
def ada(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch) -> Client:
    return signed_up(aldermark, monkeypatch, "ada@example.org")


def county(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch, unit: str = "north") -> Client:
    monkeypatch.setenv("CHUCAI_CLOCK", aldermark.at.isoformat())
    return signed_in_client(aldermark, f"co-{unit}", headers={"accept-language": "en"})


# --- the door


@pytest.mark.parametrize("page", ["", "how"])
def test_the_public_page_has_a_door_while_nominations_are_taken(
    aldermark: Aldermark, page: str, monkeypatch: pytest.MonkeyPatch
):
    client = visitor(aldermark, monkeypatch)
    shown = client.get(f"/rounds/{ROUND}/{page}").content.decode()
    assert MINE in shown
    assert "1 December 2026" in shown
    aldermark.turn("receive", "eligibility")
    assert MINE not in visitor(aldermark, monkeypatch).get(f"/rounds/{ROUND}/{page}").content.decode()


def test_there_is_no_door_before_the_first_stage_opens(monkeypatch: pytest.MonkeyPatch):
    client = visitor(Aldermark().open(stage=False), monkeypatch)
    assert MINE not in client.get(f"/rounds/{ROUND}/how").content.decode()


def test_the_door_leads_by_a_mailed_link_to_my_nominations(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    client = visitor(aldermark, monkeypatch)
    asked = client.get(MINE)
    assert asked["Location"].startswith("/sign-in/?next=")
    assert "Anybody may nominate in this round" in text(client, asked["Location"])
    sent = client.post("/sign-in/", {"email": "New@Example.org", "next": MINE})
    assert "A mail with a link is on its way." in text(client, sent["Location"])
    assert client.post(mailed_link())["Location"] == MINE
    page = text(client, MINE)
    assert "You have not nominated anybody in this round yet." in page
    assert "Put a name forward" in page
    assert "working days" in page


# --- writing


def test_a_nomination_is_written_checked_handed_in_and_numbered(ada: Client, aldermark: Aldermark):
    draft = filled(ada)
    assert "10 of 10 done" in text(ada, draft)
    check = text(ada, f"{draft}check/")
    assert "Ada Finch" in check
    assert "County Northshire" in check
    assert "I do not belong to the group that I put forward." in check
    received = text(ada, press(ada, f"{draft}check/", {"declared": "yes"}))
    number = draft.rstrip("/").rpartition("/")[2]
    assert f"nomination/{number}@1" in received
    nomination = aldermark.state().nomination(number)
    assert (nomination.unit, nomination.category, nomination.theme) == ("north", "group", "care")
    assert nomination.nominator.startswith("nominator-")
    mine = text(ada, MINE)
    assert "Harbour Kitchen" in mine
    assert "in the running" in mine.lower() or "standing" in mine.lower()


def test_a_draft_survives_signing_out(ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    draft = press(ada, f"{MINE}new/", {"category": "group"})
    ada.post(f"{draft}statement/", {"statement": "Half a sent"}, headers=AS_TYPED)
    ada.post("/sign-out/")
    again = signed_up(aldermark, monkeypatch, "ada@example.org")
    assert "Finish writing" in text(again, MINE)
    assert "Half a sent" in text(again, f"{draft}statement/")


def test_the_pseudonym_says_nothing_of_the_person(ada: Client, aldermark: Aldermark):
    number = handed_in(ada)
    events = models.Event.objects.filter(round_id=ROUND).values_list("data", "actor")
    told = " ".join(bytes(data).decode() + actor for data, actor in events)
    assert aldermark.state().nomination(number).nominator in told
    for secret in ("Ada", "Finch", "ada@", "example.org", "Harbour", "Bea"):
        assert secret not in told


def test_letters_go_to_the_county_and_to_whoever_nominated(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    client = county(aldermark, monkeypatch)
    number = handed_in(ada)
    press(client, f"{HOME}cases/{number}/return/", {"clause": "2(a)", "reason": "Since when do they cook?"})
    letters = models.Mail.objects.exclude(kind="sign-in").order_by("id").values_list("kind", "account__email")
    own = models.Seat.objects.get(actor="co-north").account.email
    ada_s = "ada@example.org"
    assert sorted(letters) == sorted([("accepted", own), ("accepted", ada_s), ("returned", ada_s)]), "hers is a receipt"


def test_as_many_as_the_charter_says(ada: Client):
    handed_in(ada)
    page = text(ada, MINE)
    assert "Everybody may make 1 nomination. Handed in so far: 1." in page
    assert "Put a name forward" not in page
    assert "as many nominations as you may" in text(ada, f"{MINE}new/")
    assert ada.post(f"{MINE}new/", {"category": "group"}).status_code == 200
    assert not models.Draft.objects.exists()


def test_nobody_puts_themselves_forward(ada: Client, aldermark: Aldermark):
    """Whoever nominates and names themselves is one human being for the gates, whatever the draft calls them."""
    draft = filled(ada, members=("Bea Moss", "ADA  Finch", "Di Vale"))
    answer = ada.post(f"{draft}check/", {"declared": "yes"})
    assert "Nobody nominates themselves or a team they belong to" in plain(answer)
    assert not aldermark.state().nominations()


def test_a_rule_that_stops_is_told_with_its_clause(ada: Client, aldermark: Aldermark):
    draft = filled(ada, about={"years_running": "2"})
    assert "stops the nomination" in text(ada, draft)
    assert "Three years in operation" in plain(ada.post(f"{draft}check/", {"declared": "yes"}))
    assert not aldermark.state().nominations()


def test_the_county_must_be_one_of_the_round(ada: Client):
    draft = press(ada, f"{MINE}new/", {"category": "group"})
    for unit in ("aldermark", "nowhere", ""):
        assert ada.post(f"{draft}where/", {"unit": unit}).status_code == 200
        assert ada.get(draft).status_code == 200
    assert "Northshire" in text(ada, f"{draft}where/")


def test_after_the_last_day_nothing_is_handed_in(ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    draft = filled(ada)
    aldermark.turn("receive", "eligibility")
    monkeypatch.setenv("CHUCAI_CLOCK", aldermark.at.isoformat())
    assert "it is over" in text(ada, f"{draft}check/")
    assert ada.post(f"{draft}check/", {"declared": "yes"}).status_code == 200
    assert not aldermark.state().nominations()


# --- what the county does with it


def test_it_appears_among_the_tasks_of_the_county(ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    number = handed_in(ada)
    client = county(aldermark, monkeypatch)
    page = text(client, HOME)
    assert "Put in order and forward: Volunteer group" in page
    assert "Harbour Kitchen" in page
    assert "Nominated by Ada Finch" in text(client, f"{HOME}cases/{number}/")
    assert "Harbour Kitchen" not in text(county(aldermark, monkeypatch, "south"), HOME)
    assert client.get(f"{HOME}cases/{number}/evidence/{document_of(number)}/").status_code == 200
    press(client, f"{HOME}slates/north/group/check/", {"declared": "yes", "version": "0"})
    aldermark.turn("receive", "eligibility")
    assert aldermark.state().slate("receive", "north").lists["group"].ranked == (number,)


def document_of(number: str) -> str:
    value = models.Opening.objects.get(stream__key=f"nomination/{number}", field="evidence").value
    return str(json.loads(value)[0]["digest"])


def test_the_county_returns_it_and_whoever_made_it_mends_it(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    number = handed_in(ada)
    client = county(aldermark, monkeypatch)
    case = f"{HOME}cases/{number}/"
    assert "Return to whoever nominated" in text(client, case)
    press(client, f"{case}return/", {"clause": "2(a)", "reason": "Since when do they cook?"})
    assert "Mend" not in text(client, HOME)
    assert "returned to be mended" in text(client, HOME)
    for button in ("Revise the papers", "Withdraw"):
        assert button not in text(client, case), "that is for whoever made it"
    page = text(ada, MINE)
    assert "Mend what was returned: Harbour Kitchen" in page
    assert "Under: 2(a) Three years in operation" in page
    assert "Since when do they cook?" in page
    draft = press(ada, f"{case}revise/", {})
    press(ada, f"{draft}statement/", {"statement": "They have cooked since 2014."})
    press(ada, f"{draft}support/", {"support": "2"})
    press(ada, f"{draft}check/", {"declared": "yes"})
    assert not aldermark.state().nomination(number).returned
    assert "They have cooked since 2014." in text(client, case)


def test_it_is_withdrawn_by_whoever_made_it(ada: Client, aldermark: Aldermark):
    number = handed_in(ada)
    press(ada, f"{HOME}cases/{number}/withdraw/", {"reason": "They have moved away."})
    assert aldermark.state().nomination(number).ended == "withdrawn"
    assert "Withdrawn" in text(ada, MINE) or "withdrawn" in text(ada, MINE)


def test_why_it_was_stopped_stays_among_units_and_office(
    ada: Client, aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch
):
    number = handed_in(ada)
    client = county(aldermark, monkeypatch)
    press(client, f"{HOME}cases/{number}/stop/", {"clause": "2(b)", "reason": "An informant said so."})
    assert "An informant said so." in text(client, f"{HOME}cases/{number}/")
    assert "An informant said so." not in text(ada, f"{HOME}cases/{number}/")


# --- other charters


def test_in_chinese(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    client = signed_up(aldermark, monkeypatch, "ada@example.org", "zh-hans")
    assert "我的推荐" in text(client, MINE)
    draft = press(client, f"{MINE}new/", {"category": "group"})
    assert "北郡" in text(client, f"{draft}where/")
    assert "志愿服务团体" in text(client, draft)


def test_where_one_may_put_oneself_forward_one_may(monkeypatch: pytest.MonkeyPatch):
    open_to_self = example_text("voluntary").replace("self_nomination = false", "self_nomination = true")
    aldermark = Aldermark().open(open_to_self.replace("independent = true", "independent = false"))
    ada = signed_up(aldermark, monkeypatch, "ada@example.org")
    number = handed_in(ada, members=("Bea Moss", "Ada Finch", "Di Vale"))
    assert aldermark.state().nomination(number).unit == "north"


def test_what_comes_on_paper_is_entered_by_the_county_as_its_own(aldermark: Aldermark, monkeypatch: pytest.MonkeyPatch):
    client = county(aldermark, monkeypatch)
    draft = press(client, f"{HOME}new/", {"unit": "north", "category": "group"})
    assert draft.startswith(f"{HOME}drafts/north/")
    assert "About you" not in text(client, draft)
    assert "The unit has checked these papers." in text(client, f"{draft}check/")
