"""The office's page of letters: what became of each, those that failed sent again; previews before many are written."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.gates.acts import Appoint
from chucai.web.jobs import brief
from chucai.web.mail import outbox
from chucai.web.mail.kinds import KINDS
from chucai.web.mail.letter import title
from chucai.web.mail.letter import written as worded
from chucai.web.records import mails, people
from chucai.web.records.models import Mail, Seat
from chucai.web.records.sealing import seal
from tests.web import personas
from tests.web.personas import seat
from tests.web.small_round import BEGAN, ROUND, SECRETARY, School

pytestmark = pytest.mark.django_db
HOME = f"/rounds/{ROUND}/office/letters/"
FACTS = {"stage": "nominate", "last": "2026-03-31"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUCAI_CLOCK", BEGAN.isoformat())


@pytest.fixture
def school() -> School:
    school = School().open(nominating=True, assigned=True)
    school.do(SECRETARY, Appoint(role="coordinator", who=("clerk",), scope="school"))
    people.speak(seat(school, "clerk").pk, "en")
    return school


def office(school: School, language: str = "en") -> Client:
    return personas.signed_in_client(school, "office", headers={"Accept-Language": language})


def text(client: Client, address: str = HOME) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode())


def letters(school: School, number: int = 1) -> list[Mail]:
    for n in range(number):
        outbox.post(ROUND, seat(school, "clerk"), "nudge", FACTS, at=BEGAN, key=f"k-{n}")
    return list(Mail.objects.order_by("id"))


def failed(row: Mail, tries: int = mails.TRIES) -> None:
    Mail.objects.filter(pk=row.pk).update(tries=tries, failure="SMTPRecipientsRefused 550")


def test_a_round_without_letters_says_so(school: School):
    assert "There is no such letter." in text(office(school))


def test_each_letter_shows_what_became_of_it(school: School):
    queued, sent, failing, lost = letters(school, 4)
    mails.sent([sent], BEGAN)
    failed(failing, tries=2)
    failed(lost)
    page = text(office(school))
    for word in ("waits to be sent", "being tried again", ">failed<", "SMTPRecipientsRefused 550"):
        assert word in page
    assert page.count(f"<td>{queued.address}</td>") == 4
    assert page.count('type="checkbox"') == 2  # only what failed can be sent again


def test_the_list_is_filtered_by_kind_and_state(school: School):
    one, two = letters(school, 2)
    failed(two)
    client = office(school)
    assert text(client, f"{HOME}?state=failed").count(f"<td>{one.address}</td>") == 1
    assert text(client, f"{HOME}?kind=nudge").count(f"<td>{one.address}</td>") == 2
    assert "There is no such letter." in text(client, f"{HOME}?kind=returned")
    assert text(client, f"{HOME}?kind=no-such&state=%27&page=x").count(f"<td>{one.address}</td>") == 2


def test_what_failed_is_sent_again_and_what_was_sent_is_not(school: School):
    lost, sent = letters(school, 2)
    failed(lost)
    mails.sent([sent], BEGAN)
    answer = office(school).post(f"{HOME}again", {"letter": [lost.pk, sent.pk, "x", "9" * 30]}, follow=True)
    assert "1 letter will be sent again." in answer.content.decode()
    lost.refresh_from_db()
    sent.refresh_from_db()
    assert (lost.tries, lost.failure, lost.sent) == (0, "", None)
    assert sent.sent == BEGAN


def test_letters_of_another_round_are_neither_shown_nor_sent(school: School):
    elsewhere = School(round_id="elsewhere").open()
    outbox.post("elsewhere", seat(elsewhere, "judge-0"), "nudge", {**FACTS, "stage": "judge"}, at=BEGAN)
    row = Mail.objects.get()
    failed(row)
    client = office(school)
    assert row.address not in text(client)
    client.post(f"{HOME}again", {"letter": [row.pk]})
    row.refresh_from_db()
    assert row.failure


def test_looking_sends_nothing(school: School):
    (row,) = letters(school)
    failed(row)
    assert office(school).get(f"{HOME}again").status_code == 405
    row.refresh_from_db()
    assert row.failure


def test_the_page_takes_twelve_queries_however_many_letters_there_are(school: School):
    letters(school, 120)
    client = office(school)
    text(client)
    with CaptureQueriesContext(connection) as seen:
        page = text(client, f"{HOME}?page=2")
    assert "Page 2 of 3" in page
    assert len(seen) <= 12, [each["sql"][:120] for each in seen]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_kind_has_a_title(school: School, language: str):
    from django.utils.translation import override

    with override(language):
        titles = {title(kind) for kind in KINDS}
    assert len(titles) == len(KINDS)
    assert "" not in titles


# --- first how many, then the letters


def test_a_nudge_shows_the_letter_and_how_many_get_it(school: School):
    school.submit("an")
    Mail.objects.all().delete()
    answer = office(school).post(f"/rounds/{ROUND}/office/remind/units").content.decode()
    assert "1 person gets this mail" in answer
    assert "The office waits for you" in answer
    assert not Mail.objects.exists()


def test_closing_a_stage_shows_the_letters_that_follow(school: School, monkeypatch: pytest.MonkeyPatch):
    school.submit("an")
    monkeypatch.setenv("CHUCAI_CLOCK", (BEGAN + timedelta(days=40)).isoformat())
    Mail.objects.all().delete()
    page = text(office(school), f"/rounds/{ROUND}/office/stages/nominate/close")
    assert "1 person gets this mail" in page
    assert "1 nomination did not advance" in page
    assert not Mail.objects.exists()


def test_extending_a_stage_shows_the_letters_that_follow(school: School):
    school.submit("an")
    Mail.objects.all().delete()
    later = school.state().round.windows["nominate"].last + timedelta(days=7)
    address = f"/rounds/{ROUND}/office/stages/nominate/extend"
    page = office(school).post(address, {"last": str(later), "reason": "Snow."}).content.decode()
    assert "1 person gets this mail" in page
    assert "A last day was moved" in page
    assert not Mail.objects.exists()


# --- the brief


def briefed(school: School, days: int) -> int:
    at = datetime(2026, 3, 2, 0, 30, tzinfo=UTC) + timedelta(days=days)
    return brief.post(school.state(), at)


def test_the_office_gets_one_brief_a_working_morning_when_something_waits(school: School):
    seat(school, "office")
    Mail.objects.all().delete()
    assert briefed(school, 0) == 0  # nothing blocks, nobody is late
    assert briefed(school, 30) == 1  # the last days: a unit has sent no slate
    assert briefed(school, 30) == 0
    (row,) = Mail.objects.all()
    assert row.address.startswith("office")
    row.language = "en"
    assert "1 person still has something to do in it." in worded([row], BEGAN).body


def test_the_brief_says_when_the_ledger_is_not_sealed(school: School):
    """A sealer that fails is tried again every half minute: nobody else would tell the office."""
    seat(school, "office")
    Mail.objects.all().delete()
    brief.post(school.state(), BEGAN + timedelta(minutes=59))
    assert not Mail.objects.filter(facts__unsealed__gt=0).exists()
    brief.post(school.state(), BEGAN + timedelta(days=1))
    row = Mail.objects.get(facts__unsealed__gt=0)
    row.language = "en"
    assert "not been sealed for more than an hour" in worded([row], BEGAN).body
    seal(ROUND)
    assert brief.post(school.state(), BEGAN + timedelta(days=2)) == 0


def test_no_brief_on_a_day_off(school: School):
    seat(school, "office")
    assert briefed(school, 40) == 0  # 11 April 2026 is a Saturday
    assert briefed(school, 42) == 1


# --- before an act on one nomination


def test_an_act_on_one_nomination_shows_who_gets_which_letter_before_it_is_done(school: School):
    school.submit("an")
    before = Mail.objects.count()
    page = text(office(school), f"/rounds/{ROUND}/office/nominations/an/return")
    assert "1 person gets this mail" in page
    assert Mail.objects.count() == before


def test_an_act_that_nobody_is_told_of_shows_no_letter(school: School):
    school.submit("an")
    Seat.objects.filter(actor="clerk").delete()
    assert "gets this mail" not in text(office(school), f"/rounds/{ROUND}/office/nominations/an/return")
