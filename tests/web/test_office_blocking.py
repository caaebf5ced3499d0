"""What stands between today and the closing of a stage: each line says what is missing, whose it is, and what to do."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from chucai.gates.acts import PublishNotice, RecordBallot, Tally
from tests.web.lanxi_round import Lanxi, coordinator
from tests.web.personas import signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import School

pytestmark = pytest.mark.django_db


def lines(round_: Lanxi | School, monkeypatch: pytest.MonkeyPatch, language: str = "en") -> list[str]:
    """The lines of the control room."""
    monkeypatch.setenv("CHUCAI_CLOCK", round_.at.isoformat())
    client: Client = signed_in_client(round_, "office", headers={"Accept-Language": language})
    page = client.get(f"/rounds/{round_.round_id}/office/").content.decode()
    listed = re.search(r"</h3>\s*<ul>(.*?)</ul>", page, re.DOTALL)
    return (
        [re.sub(r"<[^>]+>", "", line).split("\n")[0].strip() for line in listed[1].split("<li>")[1:]] if listed else []
    )


@pytest.fixture
def school() -> PublicSchool:
    """The stage of the notice is open, and nothing has been published."""
    school = PublicSchool().begin().put_forward({"an": "An Ning", "bo": "Bo Chuan", "cen": "Cen Wei"})
    return school.chosen("an", "bo", "cen")


@pytest.fixture
def lanxi() -> Lanxi:
    """Two units have voted and sent their slates up, and neither has published its notice."""
    lanxi = Lanxi().open()
    for number, unit in (("n1", "u1"), ("n2", "u2")):
        lanxi.submit(number, unit, f"Name {unit}")
        paper = {"ballot": f"unit-recommend.{unit}", "entitled": 9, "present": 9, "cast": 9}
        vote = RecordBallot(**paper, stage="unit-recommend", unit=unit, tallies={number: Tally(agree=9)})
        lanxi.do(coordinator(unit), vote)
        lanxi.forward("unit-recommend", unit, number)
    return lanxi.turn("unit-recommend", "unit-notice")


def test_a_notice_that_is_missing_is_not_one_that_still_runs(school: PublicSchool, monkeypatch: pytest.MonkeyPatch):
    before = lines(school, monkeypatch)
    school.publish("an", "bo")
    assert before[0] == "The notice “Notice in the school” is not published: publish it blocks"
    runs = "1 notice runs until 9 March 2026 (Notice in the school): wait for its end blocks"
    assert lines(school, monkeypatch)[0] == runs


def test_the_days_of_a_stage_are_not_told_twice(school: PublicSchool, monkeypatch: pytest.MonkeyPatch):
    """A notice that runs as long says so already."""
    last = "The stage is given until 9 March 2026 and may not be cut short: close it after that day blocks"
    assert lines(school, monkeypatch)[1:] == [last]
    assert lines(school, monkeypatch, "zh-hans")[1:] == [
        "本环节期限到2026年3月9日，不得提前结束：过了这一天再结束 阻碍结束"
    ]
    school.publish("an", "bo")
    assert len(lines(school, monkeypatch)) == 1


def test_units_that_owe_a_notice_are_counted_and_named(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    owed, _ = lines(lanxi, monkeypatch)
    assert owed.startswith("2 units have not published their notices (Shiqiao Village, Liulin Community): ")
    notice = PublishNotice(notice="unit-notice.u1", stage="unit-notice", unit="u1", listed=("n1",))
    lanxi.do(coordinator("u1"), notice)
    owed, runs, _ = lines(lanxi, monkeypatch)
    assert owed.startswith("1 unit has not published its notice (Liulin Community): ")
    assert runs.startswith("1 notice runs until ")
    assert "(Shiqiao Village)" in runs
