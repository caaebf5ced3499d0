"""One last day for the answer to an objection: what the objector was told is what the office reads, everywhere.

The school, its people and what is told of them are invented.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.gates.acts import Appoint, Object
from chucai.gates.consult import answer_due
from chucai.web.jobs import brief
from chucai.web.mail.letter import written as worded
from chucai.web.public import cases
from chucai.web.records.models import Mail
from chucai.web.records.remembered import Remembered
from tests.web import public_round
from tests.web.personas import seat, signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND, SECRETARY, actor
from tests.web.test_letters import reason

pytestmark = pytest.mark.django_db
DOCKET = f"/rounds/{ROUND}/office/decision/objections/"
DUE = '<time datetime="2026-03-05">'  # a Monday's objection; the charter gives three working days


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    school = PublicSchool().noticed().set_clock(monkeypatch)
    for who in ("office", "second"):
        seat(school, who)
    school.do(SECRETARY, Appoint(role="secretary", who=("second",)))
    Mail.objects.all().delete()
    return school


def objected(school: PublicSchool, case: str = "o-1", about: str = "an") -> None:
    school.do(
        actor("public", "anybody"),
        Object(notice="show", objection=case, about=about, named=True, identity=reason("who"), grounds=reason("why")),
    )


def page(who: str, address: str) -> str:
    response = signed_in_client(ROUND, who, headers={"accept-language": "en"}).get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_objector_letter_docket_and_answer_page_tell_the_same_day(client: Client, school: PublicSchool):
    objected(school)
    address = f"/cases/{cases.token(ROUND, 'show', 'o-1')}/"
    case = client.get(address, headers={"accept-language": "en"}).content.decode()
    (letter, _) = Mail.objects.filter(kind="objection-received")
    letter.language = "en"
    assert letter.facts["last"] == "2026-03-05"
    assert "It is to be answered by Thursday 5 March 2026." in worded([letter], school.at).body
    for told in (case, page("office", DOCKET), page("office", f"/rounds/{ROUND}/office/decision/objections/show/o-1/")):
        assert told.count(DUE) == 1
        assert "3 working days left" in told


def test_where_the_charter_sets_no_day_none_is_told(school: PublicSchool, monkeypatch: pytest.MonkeyPatch):
    without = public_round.MORE.replace("answer_working_days = 3, ", "")
    monkeypatch.setattr(public_round, "MORE", without)
    other = PublicSchool("other").noticed()
    notice = other.state().notice("show")
    assert notice
    seat(other, "office")
    objected(other)
    letter = Mail.objects.get(round_id="other", kind="objection-received")
    letter.language = "en"
    assert "last" not in letter.facts
    assert "to be answered by" not in worded([letter], other.at).body
    state = other.state()
    notice = state.notice("show")
    assert notice
    assert answer_due(state.charter(), state.calendar, notice, notice.objections["o-1"]) is None


def test_the_docket_has_those_to_be_answered_soonest_on_top_and_the_answered_last(school: PublicSchool):
    for number in (1, 2, 3):
        objected(school, f"o-{number}")
        school.later(days=1)
    school.answer("o-1", "dismissed", "No.")
    assert re.findall(r"objections/show/(o-\d)/", page("office", DOCKET)) == ["o-2", "o-3", "o-1"]


def test_the_brief_counts_those_past_their_day(school: PublicSchool):
    objected(school)
    Mail.objects.all().delete()
    for days, overdue in ((3, 0), (4, 1)):  # Thursday the fifth is the last day, Friday is too late
        at = datetime(2026, 3, 2, 0, 30, tzinfo=UTC) + timedelta(days=days)
        brief.post(school.state(), at)
        row = Mail.objects.filter(kind="brief").latest("id")
        row.language = "en"
        assert row.facts["overdue"] == overdue
        assert ("1 objection should have been answered by now." in worded([row], at).body) == bool(overdue)


def test_an_answered_one_is_not_late(school: PublicSchool):
    objected(school)
    school.answer("o-1", "dismissed", "No.")
    assert brief.post(school.state(), datetime(2026, 3, 9, 0, 30, tzinfo=UTC)) > 0
    assert {row.facts["overdue"] for row in Mail.objects.filter(kind="brief")} == {0}


def test_the_answer_page_shows_the_letters_before_they_are_posted(school: PublicSchool):
    seat(school, "head")
    objected(school)
    Mail.objects.all().delete()
    address = f"{DOCKET}show/o-1/"
    told = page("office", address)
    assert "2 people get this mail" in told  # the other secretary and the authority
    assert "异议 o-1 已作出答复。" in told  # their letters are in Chinese
    assert not Mail.objects.exists()
    school.answer("o-1", "dismissed", "No.")
    assert Mail.objects.filter(kind="objection-answered").count() == 2
    assert "get this mail" not in page("office", address)


def test_the_answer_page_takes_few_queries(school: PublicSchool):
    objected(school)
    client = signed_in_client(ROUND, "office")
    client.get(f"{DOCKET}show/o-1/")  # what a process reads once, it has read
    Remembered.forget_all()
    with CaptureQueriesContext(connection) as seen:
        assert client.get(f"{DOCKET}show/o-1/").status_code == 200
    assert len(seen) <= 12, [each["sql"][:120] for each in seen]


def test_whoever_still_judges_blind_reads_numbers_in_the_docket(monkeypatch: pytest.MonkeyPatch):
    """A second comparison comes after the notice; one of the office sits on its panel."""
    again = '[[stage]]\nid = "again"\ngate = "compare"\ntier = "school"\njudging = "panel"\ndays = 30\n\n'
    text = public_round.charter_text().replace('[[stage]]\nid = "confer"', f'{again}[[stage]]\nid = "confer"')
    text = text.replace("readings = 2\n", 'readings = 2\nblind = ["name"]\n')
    monkeypatch.setattr(public_round, "charter_text", lambda **_: text)
    school = PublicSchool().noticed().set_clock(monkeypatch)
    school.do(SECRETARY, Appoint(role="secretary", who=("second", "judge-0")))
    objected(school)
    assert "安宁 An Ning (an)" in page("second", DOCKET)
    for address in (DOCKET, f"{DOCKET}show/o-1/"):
        told = page("judge-0", address)
        assert "An Ning" not in told
        assert "安宁" not in told
        assert "o-1" in told
