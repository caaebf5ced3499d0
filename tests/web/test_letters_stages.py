"""Who hears that a stage has opened, is about to end, or has announced the awards. Everybody here is invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chucai.charter.calendar import shipped
from chucai.gates.acts import Appoint, CloseStage, ExtendStage, Forfeit, IssuePlaces, PublishNotice, RecordBallot, Tally
from chucai.web.jobs import reminders
from chucai.web.mail.kinds import KINDS
from chucai.web.mail.letter import written as worded
from chucai.web.records.models import Mail
from tests.web.lanxi_round import OFFICE, Lanxi, coordinator
from tests.web.lanxi_round import ROUND as LANXI
from tests.web.personas import seat, signed_in_client
from tests.web.small_round import AUTHORITY, ROUND, SECRETARY, School, actor, charter_text
from tests.web.test_letters import came, judging, opened, school

pytestmark = pytest.mark.django_db
NOTICE = f"/rounds/{LANXI}/nominate/notices"
CONTROL = f"/rounds/{LANXI}/office/"
__all__ = ["school"]  # the fixture


def told(kind: str) -> dict[str, str]:
    """Who got letters of a kind, and where each leads; then they are forgotten."""
    found = {row.address.split(".")[0]: row.facts["onward"] for row in Mail.objects.filter(kind=kind)}
    Mail.objects.all().delete()
    return found


def days_before(last: object, number: int, calendar: str = "cn") -> datetime:
    """A morning so many working days before a last day."""
    day = last
    while reminders.left(last, day, shipped(calendar)) != number:  # type: ignore[arg-type]
        day -= timedelta(days=1)  # type: ignore[operator]
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)  # type: ignore[attr-defined]


# --- a notice in the units


@pytest.fixture
def lanxi() -> Lanxi:
    """Two units with somebody to put on notice, a third with nobody: the stage of the notices has just opened."""
    lanxi = Lanxi().open()
    for who in ("co-u1", "co-u2", "co-u3", "co-b1", "office", "head"):
        seat(lanxi, who)
    return noticed(lanxi)


def noticed(lanxi: Lanxi) -> Lanxi:
    """One of each of two units is voted on and forwarded, and then the stage of the notices opens."""
    for number, unit in (("n-1", "u1"), ("n-2", "u2")):
        lanxi.do(OFFICE, IssuePlaces(unit=unit, places={"person": 1}))
        lanxi.submit(number, unit, f"Name {number}")
        vote = {"ballot": f"unit-recommend.{unit}", "stage": "unit-recommend", "unit": unit}
        tallies = {number: Tally(agree=9)}
        lanxi.do(coordinator(unit), RecordBallot(**vote, entitled=9, present=9, cast=9, tallies=tallies))
        lanxi.forward("unit-recommend", unit, number)
    Mail.objects.all().delete()
    return lanxi.turn("unit-recommend", "unit-notice")


def put_up(lanxi: Lanxi, unit: str, nomination: str) -> None:
    act = PublishNotice(notice=f"unit-notice.{unit}", stage="unit-notice", unit=unit, listed=(nomination,))
    lanxi.do(coordinator(unit), act)


def test_units_with_a_notice_to_put_up_are_told_that_its_stage_has_opened(lanxi: Lanxi):
    assert told("stage-opened") == {"co-u1": f"{NOTICE}/u1/", "co-u2": f"{NOTICE}/u2/"}


def test_that_page_is_there_for_its_coordinator(lanxi: Lanxi):
    assert signed_in_client(lanxi, "co-u1").get(told("stage-opened")["co-u1"]).status_code == 200


def test_whoever_coordinates_several_gets_one_letter_that_leads_to_their_tasks():
    lanxi = Lanxi().open()
    seat(lanxi, "co-u1")
    lanxi.do(OFFICE, Appoint(role="coordinator", who=("co-u1",), scope="u2"))
    noticed(lanxi)
    assert Mail.objects.filter(kind="stage-opened").count() == 1
    assert told("stage-opened") == {"co-u1": f"/rounds/{LANXI}/nominate/"}


def test_an_opened_stage_is_a_duty_that_nobody_can_end(lanxi: Lanxi):
    assert not KINDS["stage-opened"].news


def test_a_later_last_day_is_told_to_units_whose_notice_is_missing(lanxi: Lanxi):
    put_up(lanxi, "u1", "n-1")
    Mail.objects.all().delete()
    later = lanxi.state().round.windows["unit-notice"].last + timedelta(days=7)
    lanxi.do(OFFICE, ExtendStage(stage="unit-notice", last=later, reason="Flood."))
    assert told("deadline-moved") == {"co-u2": f"{NOTICE}/u2/"}


@pytest.mark.parametrize(("days", "reminded"), [(5, True), (3, False), (2, True), (1, True)])
def test_units_whose_notice_is_missing_are_reminded(lanxi: Lanxi, days: int, reminded: bool):
    put_up(lanxi, "u1", "n-1")
    Mail.objects.all().delete()
    at = days_before(lanxi.state().round.windows["unit-notice"].last, days)
    assert reminders.post(lanxi.state(), at) == int(reminded)
    assert told("reminder") == ({"co-u2": f"{NOTICE}/u2/"} if reminded else {})


def test_the_control_room_lists_units_without_a_notice_and_reminds_them_with_one_press(
    lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch
):
    put_up(lanxi, "u1", "n-1")
    Mail.objects.all().delete()
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    client = signed_in_client(lanxi, "office", headers={"accept-language": "en"})
    page = client.get(CONTROL).content.decode()
    assert "Units without a notice" in page
    assert '<th scope="row">Liulin Community</th><td class="number">1</td>' in page
    assert '<th scope="row">Shiqiao Village</th>' not in page
    asked = client.post(f"{CONTROL}remind/notices").content.decode()
    assert "1 person gets this mail" in asked
    assert not Mail.objects.exists()
    assert client.post(f"{CONTROL}remind/notices", {"confirmed": "1"}).status_code == 302
    assert told("nudge") == {"co-u2": f"/rounds/{LANXI}/nominate/"}


def test_only_those_are_reminded_whom_the_open_stage_waits_for(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    client = signed_in_client(lanxi, "office")
    assert [client.post(f"{CONTROL}remind/{whom}").status_code for whom in ("units", "judges")] == [404, 404]


# --- conferring


def to_confer(school: School) -> School:
    judging(school)
    school.assess({(judge, name): 5 - n for judge in school.judges for n, name in enumerate(("an", "bo", "cen"))})
    school.do(SECRETARY, Appoint(role="elector", who=("voter-1", "voter-2", "voter-3"), scope="meeting"))
    school.choose("an", "bo", "cen")
    return school


def test_who_signs_is_told_by_when(school: School):
    to_confer(school)
    row = Mail.objects.get(kind="signature-wanted")
    assert row.facts["last"] == str(school.state().round.windows["confer"].last)
    row.language = "en"
    assert "The last day is " in worded([row], school.at).body


def test_an_authority_with_a_conferral_waiting_is_reminded_until_all_are_honoured(school: School):
    to_confer(school)
    last = school.state().round.windows["confer"].last
    came()
    assert reminders.post(school.state(), days_before(last, 2, "plain")) == 1
    assert told("reminder") == {"head": f"/rounds/{ROUND}/office/decision/conferral/confer/"}
    school.vote("an", "bo")
    school.confer("an", "bo")
    came()
    assert reminders.post(school.state(), days_before(last, 1, "plain")) == 0


# --- the awards


def test_units_hear_who_is_honoured_when_the_awards_are_announced_and_not_before(school: School):
    to_confer(school)
    came()
    school.vote("an", "bo")
    school.confer("an", "bo")
    assert came() == []
    school.do(SECRETARY, CloseStage(stage="confer"))
    row = Mail.objects.get()
    assert row.facts == {"nomination": ["an", "bo"], "onward": f"/rounds/{ROUND}/"}
    row.language = "en"
    assert "2 nominations of yours are on the roll: an, bo." in worded([row], school.at).body
    row.language = "zh-hans"
    assert "您推荐的 2 件已列入光荣榜：an、bo。" in worded([row], school.at).body
    assert came() == [("clerk", "honoured")]


def test_the_letter_about_one_leads_to_its_story(school: School):
    to_confer(school)
    school.vote("an", "bo")
    school.confer("an")
    school.later(days=40)
    came()
    school.do(SECRETARY, CloseStage(stage="confer"))
    address = told("honoured")["clerk"]
    assert address == f"/rounds/{ROUND}/stories/an/"
    assert signed_in_client(ROUND, "clerk").get(address).status_code == 200


def test_an_outside_nominator_hears_it_too():
    anyone = charter_text(nominating=True, assigned=True) + '\n[nominating]\nby = "anyone"\n'
    school = to_confer(opened(anyone))
    school.vote("an", "bo")
    school.confer("an", "bo")
    came()
    assert school.state().nomination("an").nominator == "office"
    school.do(SECRETARY, Appoint(role="secretary", who=("third",)))
    school.do(actor("secretary", "third"), CloseStage(stage="confer"))  # whoever does it gets no letter
    assert came("honoured") == [("clerk", "honoured"), ("office", "honoured")]


def test_a_lost_award_is_told_to_the_unit_that_knows_of_it(school: School):
    to_confer(school)
    school.vote("an", "bo")
    school.confer("an", "bo")
    school.do(SECRETARY, CloseStage(stage="confer"))
    came()
    school.do(AUTHORITY, Forfeit(nomination="an", ground="conduct", document="2026/9"))
    row = Mail.objects.get()
    assert row.facts == {"nomination": "an", "onward": f"/rounds/{ROUND}/nominate/cases/an/"}
    row.language = "en"
    assert "forfeited or annulled: an." in worded([row], school.at).body
    assert came() == [("clerk", "award-lost")]


def test_what_is_lost_before_anybody_outside_knows_is_told_with_the_announcement(school: School):
    to_confer(school)
    school.vote("an", "bo")
    school.confer("an", "bo")
    came()
    school.do(AUTHORITY, Forfeit(nomination="an", ground="conduct", document="2026/9"))
    assert came() == []
    school.do(SECRETARY, CloseStage(stage="confer"))
    assert came() == [("clerk", "award-lost"), ("clerk", "honoured")]
