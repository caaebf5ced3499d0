"""The course of a nomination: what slates, votes, lists and notices said of it stands in its history, for who may see it."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from chucai.gates.acts import AnswerObjection, Appoint, Object, PublishNotice, RecordBallot, Tally
from tests.web.lanxi_round import OFFICE, Lanxi
from tests.web.lanxi_round import coordinator as of
from tests.web.personas import signed_in_client
from tests.web.small_round import SECRETARY, School, actor

pytestmark = pytest.mark.django_db


def history(client: Client, address: str) -> list[str]:
    """The lines of "What happened", the oldest first, each without when and by whom."""
    page = client.get(address).content.decode()
    told = re.split(r"What (?:has )?happened</h2>", page)[1].split("</ol>")[0]
    lines = [
        unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", line))).strip()
        for line in re.findall("<li>.*?</li>", told, re.DOTALL)
    ]
    return lines[::-1] if "reversed" in told else lines


def english(round_: Lanxi | School, who: str, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("CHUCAI_CLOCK", round_.at.isoformat())
    return signed_in_client(round_, who, headers={"Accept-Language": "en"})


def told(lines: list[str], *parts: str) -> bool:
    """Whether a line says all of this."""
    return any(all(part in line for part in parts) for line in lines)


@pytest.fixture
def recommended() -> Lanxi:
    """Three of a village: two voted on and forwarded, one as a reserve; objected to on the village's notice."""
    lanxi = Lanxi().open()
    for number, name in (("n1", "Jia"), ("n2", "Yi"), ("n3", "Bing")):
        lanxi.submit(number, "u1", name)
    tallies = {
        "n1": Tally(agree=8, disagree=1),
        "n2": Tally(agree=6, disagree=2, defer=1),
        "n3": Tally(agree=1, disagree=8),
    }
    paper = RecordBallot(
        ballot="unit-recommend.u1", stage="unit-recommend", unit="u1", entitled=9, present=9, cast=9, tallies=tallies
    )
    lanxi.do(of("u1"), paper)
    lanxi.forward("unit-recommend", "u1", "n2", "n1")
    lanxi.turn("unit-recommend", "unit-notice")
    lanxi.do(of("u1"), PublishNotice(notice="unit-notice.u1", stage="unit-notice", unit="u1", listed=("n1", "n2")))
    return lanxi


def test_the_unit_reads_how_a_name_went_up(recommended: Lanxi, monkeypatch: pytest.MonkeyPatch):
    lines = history(english(recommended, "co-u1", monkeypatch), "/rounds/lanxi-2026/nominate/cases/n1/")
    assert told(lines[:1], "submitted")
    assert told(lines, "paper vote entered", "passed", "8 for, 1 against, 0 neither")
    assert told(lines, "slate forwarded", "Shiqiao Village", "no. 2 of 2")
    assert told(lines, "stage closed")
    assert told(lines[-1:], "notice published")


def test_the_unit_reads_where_a_name_stayed_behind(recommended: Lanxi, monkeypatch: pytest.MonkeyPatch):
    lines = history(english(recommended, "co-u1", monkeypatch), "/rounds/lanxi-2026/nominate/cases/n3/")
    assert told(lines, "paper vote entered", "did not pass", "1 for, 8 against")
    assert told(lines, "slate forwarded", "not on it")
    assert told(lines[-1:], "stage closed", "not selected")
    assert not told(lines, "notice published")


def test_the_office_reads_the_same_and_the_last_comes_first(recommended: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = english(recommended, "office", monkeypatch)
    lines = history(client, "/rounds/lanxi-2026/office/nominations/n1/")
    assert told(lines[:1], "submitted")
    assert told(lines, "slate forwarded", "Shiqiao Village", "no. 2 of 2")
    assert told(lines[-1:], "notice published")


def test_what_another_village_did_is_not_told(recommended: Lanxi, monkeypatch: pytest.MonkeyPatch):
    other = Lanxi("lanxi-2027").open()
    other.submit("m1", "u2", "Ding")
    other.forward("unit-recommend", "u1")
    lines = history(english(other, "office", monkeypatch), "/rounds/lanxi-2027/office/nominations/m1/")
    assert len(lines) == 1


def test_an_earlier_slate_is_not_told_of_who_came_later(monkeypatch: pytest.MonkeyPatch):
    lanxi = Lanxi().open()
    lanxi.forward("unit-recommend", "u1")
    lanxi.at += timedelta(hours=1)
    lanxi.submit("n1", "u1", "Jia")
    lines = history(english(lanxi, "office", monkeypatch), "/rounds/lanxi-2026/office/nominations/n1/")
    assert len(lines) == 1


def test_an_objection_is_told_to_the_office_alone(recommended: Lanxi, monkeypatch: pytest.MonkeyPatch):
    objected = Object(
        notice="unit-notice.u1",
        objection="o-1",
        about="n1",
        named=True,
        channel="form",
        grounds="0" * 64,
        identity="1" * 64,
    )
    recommended.do(actor("public", "somebody"), objected)
    recommended.do(
        OFFICE, AnswerObjection(notice="unit-notice.u1", objection="o-1", outcome="dismissed", answer="2" * 64)
    )
    case = "n1/"
    office = history(english(recommended, "office", monkeypatch), f"/rounds/lanxi-2026/office/nominations/{case}")
    unit = history(english(recommended, "co-u1", monkeypatch), f"/rounds/lanxi-2026/nominate/cases/{case}")
    assert told(office, "objection made", "o-1")
    assert told(office, "objection answered", "o-1", "dismissed")
    assert not told(unit, "objection")


def test_the_office_reads_rank_list_and_ballot(monkeypatch: pytest.MonkeyPatch):
    school = School().open().finish()
    client = english(school, "office", monkeypatch)
    an, cen = (history(client, f"/rounds/school-2026/office/nominations/{name}/") for name in ("an", "cen"))
    assert told(an, "ranking adopted", "rank 1")
    assert told(an, "shortlist adopted", "on the list")
    assert told(an, "ballot counted", "passed", "3 for, 0 against")
    assert told(cen, "ranking adopted", "rank 3")
    assert told(cen, "shortlist adopted", "not on it")
    assert told(cen[-1:], "stage closed", "not selected")
    assert not told(cen, "ballot")


def test_the_order_of_those_above_is_theirs(recommended: Lanxi, monkeypatch: pytest.MonkeyPatch):
    """A village reads its own slate, and not where the sub-district has put its people."""
    recommended.turn("unit-notice", "bureau-recommend")
    recommended.forward("bureau-recommend", "b1", "n2", "n1")
    village = history(english(recommended, "co-u1", monkeypatch), "/rounds/lanxi-2026/nominate/cases/n1/")
    above = history(english(recommended, "co-b1", monkeypatch), "/rounds/lanxi-2026/nominate/cases/n1/")
    assert told(village, "slate forwarded", "Shiqiao Village")
    assert not told(village, "Hedong Sub-district")
    assert told(above, "slate forwarded", "Hedong Sub-district", "no. 2 of 2")


def test_the_count_of_the_meeting_is_not_the_units(monkeypatch: pytest.MonkeyPatch):
    school = School().open()
    school.do(SECRETARY, Appoint(role="coordinator", who=("co",), scope="school"))
    school.submit("an", "bo", "cen")
    school.assess({(judge, name): 3 for judge in school.judges for name in ("an", "bo", "cen")})
    school.choose("an", "bo", "cen")
    school.vote("an", "bo")
    unit = history(english(school, "co", monkeypatch), "/rounds/school-2026/nominate/cases/an/")
    office = history(english(school, "office", monkeypatch), "/rounds/school-2026/office/nominations/an/")
    assert told(office, "ballot counted")
    assert not told(unit, "ballot")


def test_who_may_not_see_sheets_does_not_see_when_they_came(monkeypatch: pytest.MonkeyPatch):
    school = School().open()
    school.submit("an", "bo")
    school.assess({("judge-0", "an"): 3})
    case, page = "/rounds/school-2026/office/nominations/an/", "/rounds/school-2026/office/nominations/"
    head, office = (english(school, who, monkeypatch) for who in ("head", "office"))
    assert told(history(office, case), "sheet handed in")
    assert not told(history(head, case), "sheet")
    assert "sort=updated" in office.get(page).content.decode()
    assert "sort=updated" not in head.get(page).content.decode()
