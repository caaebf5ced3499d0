"""The official set: everything that a unit files on paper, on one page, for whoever may print its sheets one by one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from chucai.gates.acts import Appoint, RecordBallot, Tally, Withdraw
from tests.web.lanxi_round import OFFICE, Lanxi
from tests.web.lanxi_round import coordinator as of
from tests.web.nominating import BASE, coordinator, text
from tests.web.personas import signed_in_client

pytestmark = pytest.mark.django_db
SET = f"{BASE}prints/u1/"
LINK = "Print the official set"


@pytest.fixture
def lanxi() -> Lanxi:
    """Three of a village: one passed the vote and was forwarded, one did not pass, one was withdrawn."""
    lanxi = Lanxi().open()
    for number, name in (("n1", "Jia"), ("n2", "Yi"), ("n3", "Bing")):
        lanxi.submit(number, "u1", name)
    lanxi.do(of("u1"), Withdraw(nomination="n3", reason="0" * 64))
    tallies = {"n1": Tally(agree=8, disagree=1), "n2": Tally(agree=1, disagree=7, defer=1)}
    meeting = {"entitled": 12, "present": 9, "cast": 9}
    vote = RecordBallot(ballot="unit-recommend.u1", stage="unit-recommend", unit="u1", tallies=tallies, **meeting)
    lanxi.do(of("u1"), vote)
    lanxi.forward("unit-recommend", "u1", "n1")
    return lanxi


@pytest.fixture
def client(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch) -> Client:
    return coordinator(lanxi, "u1", monkeypatch)


def sheets(client: Client) -> list[str]:
    """Each sheet of paper, without its tags."""
    found = re.findall(r'<article class="paper.*?</article>', client.get(SET).content.decode(), re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def test_the_set_has_the_lists_the_votes_and_a_form_for_each_name(client: Client):
    summary, vote, first, second = sheets(client)
    assert "Summary sheet: " in summary
    assert "1 Jia Shiqiao Village" in summary
    assert "Receipt: slate/unit-recommend/u1@" in summary
    assert "Entitled to vote 12 Present 9" in vote
    assert "Jia 8 1 0 passed" in vote
    assert "Yi 1 7 1 not passed" in vote
    assert "Receipt: nomination/n1@1" in first
    assert "Receipt: nomination/n2@1" in second


def test_each_sheet_begins_on_a_page_of_its_own(client: Client):
    assert "nominate/paper.css" in client.get(SET).content.decode()
    css = Path(str(finders.find("nominate/paper.css"))).read_text("utf-8")
    assert ".paper ~ .paper { break-before: page;" in css


def test_a_list_that_was_not_forwarded_is_printed_as_it_stands(monkeypatch: pytest.MonkeyPatch):
    lanxi = Lanxi().open()
    lanxi.submit("n1", "u2", "Jia")
    client = coordinator(lanxi, "u2", monkeypatch)
    assert "Summary sheet" not in text(client, f"{BASE}prints/u2/")  # the vote has passed nobody: there is no list
    meeting = {"entitled": 9, "present": 9, "cast": 9}
    vote = {"ballot": "unit-recommend.u2", "stage": "unit-recommend", "unit": "u2", "tallies": {"n1": Tally(agree=9)}}
    lanxi.do(of("u2"), RecordBallot(**vote, **meeting))
    page = text(client, f"{BASE}prints/u2/")
    assert "This list has not been forwarded: the sheet shows the order as it is now." in page
    assert "1 Jia Liulin Community" in page


def test_my_tasks_lead_to_it_once_there_is_a_nomination(client: Client, lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    assert f'href="{SET}"' in client.get(BASE).content.decode()
    assert LINK not in text(coordinator(lanxi, "u2", monkeypatch), BASE)
    assert "打印全套材料" in text(coordinator(lanxi, "u1", monkeypatch, "zh-hans"), BASE)


def test_it_is_for_the_units_own_coordinators(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    for unit in ("u2", "b1", "b2"):
        assert coordinator(lanxi, unit, monkeypatch).get(SET).status_code == 404


def test_it_is_not_for_somebody_who_is_on_it(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    person = lanxi.state().nomination("n1").person
    assert person
    lanxi.do(OFFICE, Appoint(role="coordinator", who=(person,), scope="u1"))
    answer = signed_in_client(lanxi, person).get(SET)
    assert answer.status_code == 403
    assert "Jia" not in answer.content.decode()


def test_the_unit_above_prints_what_came_from_below(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    page = text(coordinator(lanxi, "b1", monkeypatch), f"{BASE}prints/b1/")
    assert "Receipt: nomination/n1@1" in page
    assert "Result of the vote" not in page  # the village's own
