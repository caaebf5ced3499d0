"""Judges promise to report at once if anybody tries to influence them: the page that takes it, and who reads it."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from chucai.gates.acts import Appoint, Recuse
from chucai.web.mail import outbox
from chucai.web.records import drafts
from chucai.web.records.models import Event, Mail
from tests.web.judged_round import County, case_id
from tests.web.personas import seat, signed_in_client
from tests.web.small_round import SECRETARY
from tests.web.test_judge_work import ENGLISH, Bench

pytestmark = pytest.mark.django_db
CASE, NOT_THEIRS = case_id(2), case_id(1)
TEXT = "A colleague of the nominee rang me on Monday and asked for a good mark."


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUCAI_CLOCK", "2026-03-05T02:00:00+00:00")


@pytest.fixture
def bench() -> Bench:
    """A round with two secretaries."""
    county = County().begin()
    county.do(SECRETARY, Appoint(role="secretary", who=("second",)))
    for who in ("office", "second"):
        seat(county, who)
    return Bench(county)


def reports(county: County, who: str = "office") -> str:
    client: Client = signed_in_client(county, who, headers=ENGLISH)
    answer = client.get(f"/rounds/{county.round_id}/office/panel/contacts/")
    assert answer.status_code == 200
    return answer.content.decode()


def told() -> set[str]:
    return {mail.address.partition(".")[0] for mail in Mail.objects.filter(kind="influence-reported")}


def test_the_way_there_is_on_the_queue_and_where_one_steps_aside(bench: Bench):
    assert "/judge/report" in bench.get().content.decode()
    assert f"/judge/report?case={CASE}" in bench.get(f"cases/{CASE}/aside").content.decode()
    assert f'<option value="{CASE}" selected>' in bench.get(f"report?case={CASE}").content.decode()


def test_the_office_reads_at_once_what_was_tried(bench: Bench):
    events = Event.objects.count()
    assert "No judge has reported anything." in reports(bench.county)
    assert bench.post("report", text=TEXT, case=CASE).status_code == 302
    assert Event.objects.count() == events, "a working paper, no act"
    for who in ("office", "second"):
        page = reports(bench.county, who)
        assert TEXT in page
        assert CASE in page
        assert re.search(r"5 March 2026 1\d:\d\d", page), "in the programme's own time zone; the clock runs on"
        assert "judge-0" in page
    assert told() == {"office", "second"}


def test_the_letter_does_not_say_what_happened(bench: Bench, mailoutbox: list):
    bench.post("report", text=TEXT, case=CASE)
    for row in Mail.objects.filter(kind="influence-reported"):
        assert set(row.facts) == {"onward"}
        assert row.due == row.created, "it goes at once"
    assert outbox.send_due(Mail.objects.latest("created").created)
    sent = [mail for mail in mailoutbox if "/panel/contacts/" in mail.body]
    assert sent
    assert not any(part in mail.subject + mail.body for mail in sent for part in ("Monday", CASE, "judge-0"))


def test_whoever_is_recused_from_the_case_neither_reads_of_it_nor_is_told(bench: Bench):
    bench.county.do(SECRETARY, Recuse(assessor="second", nomination=CASE, interest="kin"))
    bench.post("report", text=TEXT, case=CASE)
    assert TEXT in reports(bench.county)
    assert TEXT not in reports(bench.county, "second")
    assert told() == {"office"}
    bench.post("report", text="Somebody asked how far we are.", case="")
    assert "how far we are" in reports(bench.county, "second"), "what is about no case, everybody of the office reads"


def test_a_report_that_nobody_could_read_is_not_taken(bench: Bench):
    for who in ("office", "second"):
        bench.county.do(SECRETARY, Recuse(assessor=who, nomination=CASE, interest="kin"))
    answer = bench.post("report", text=TEXT, case=CASE)
    assert answer.status_code == 422
    assert "report it without the case" in answer.content.decode()
    assert TEXT in answer.content.decode(), "what was written is not lost"


@pytest.mark.parametrize("sent", [{"text": " ", "case": CASE}, {"text": TEXT, "case": NOT_THEIRS}])
def test_it_says_what_happened_and_names_no_case_but_ones_own(bench: Bench, sent: dict[str, str]):
    assert bench.post("report", **sent).status_code == 422
    assert not drafts.of_owners(bench.county.round_id, ["office"], "contact")
    assert not told()


def test_other_judges_do_not_read_it(bench: Bench):
    bench.post("report", text=TEXT, case=CASE)
    other = Bench(bench.county, "judge-1")
    assert other.client.get(f"/rounds/{bench.county.round_id}/office/panel/contacts/").status_code in (302, 403)
    assert TEXT not in other.get("report").content.decode()
