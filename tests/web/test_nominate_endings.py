"""Why a nomination ended: its unit reads the condition, the ruling and who gave it; of what bodies said, nothing.

Whatever ended it, the page says where to turn.
"""

from __future__ import annotations

import pytest

from chucai.gates.acts import (
    Actor,
    AnswerObjection,
    Appoint,
    AskOpinion,
    ForwardSlate,
    GiveOpinion,
    Object,
    PublishNotice,
    RecordBallot,
    RuleOpinion,
    RuleReferral,
    Tally,
)
from chucai.web.acts import perform
from chucai.web.committed import committed
from tests.web.lanxi_round import OFFICE, Lanxi
from tests.web.lanxi_round import coordinator as of
from tests.web.nominating import BASE, coordinator, text
from tests.web.personas import signed_in_client
from tests.web.small_round import actor
from tests.web.volunteers_round import HOME, Aldermark, handed_in, signed_up

pytestmark = pytest.mark.django_db
CASE = f"{BASE}cases/n1/"
RULE = "§4(2) Two years in the present unit"
TURN = "If you think this is wrong, turn to the office (Lanxi District)."


@pytest.fixture
def lanxi() -> Lanxi:
    """Somebody new in the village, whose time in the post a person has to judge."""
    lanxi = Lanxi().open()
    lanxi.submit("n1", "u1", "Zhao", attributes={"years_in_post": 1})
    return lanxi


def ruled(lanxi: Lanxi, outcome: str, reason: str = "") -> None:
    opening = committed("reason", reason)
    act = RuleReferral(nomination="n1", rule="tenure", outcome=outcome, reason=opening.commitment if reason else None)
    lanxi.do(OFFICE, act, (opening,) if reason else ())


def test_a_condition_waits_and_then_has_its_outcome(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    client = coordinator(lanxi, "u1", monkeypatch)
    assert f"{RULE} waits for a ruling" in text(client, CASE)
    ruled(lanxi, "admit")
    assert f"{RULE} admit" in text(client, CASE)
    assert TURN not in text(client, CASE)


def test_who_is_ruled_out_reads_the_clause_the_reason_and_who_ruled(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    ruled(lanxi, "stop", "Came in May 2025.")
    page = text(coordinator(lanxi, "u1", monkeypatch), CASE)
    assert f"referred condition ruled on · {RULE} · stop · secretary Came in May 2025." in page
    assert "disqualified" in page
    assert TURN in page


def test_the_same_in_chinese(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    ruled(lanxi, "stop")
    page = text(coordinator(lanxi, "u1", monkeypatch, "zh-hans"), CASE)
    assert "参评条件已裁定 · " in page
    assert " · 不予通过 · 评选办公室" in page
    assert "认为有误的，可以向评选办公室（兰溪区）反映。" in page


def test_another_unit_reads_nothing_of_it(lanxi: Lanxi, monkeypatch: pytest.MonkeyPatch):
    ruled(lanxi, "stop")
    assert coordinator(lanxi, "u2", monkeypatch).get(CASE).status_code == 404


def test_of_an_upheld_objection_the_unit_reads_that_it_ended_there_and_no_word_more(monkeypatch: pytest.MonkeyPatch):
    lanxi = Lanxi().open()
    for number, name in (("n1", "Jia"), ("n2", "Yi")):
        lanxi.submit(number, "u1", name)
    tallies = {"n1": Tally(agree=9), "n2": Tally(agree=9)}
    meeting = {"entitled": 9, "present": 9, "cast": 9}
    vote = RecordBallot(ballot="unit-recommend.u1", stage="unit-recommend", unit="u1", tallies=tallies, **meeting)
    lanxi.do(of("u1"), vote)
    lanxi.forward("unit-recommend", "u1", "n1", "n2")
    lanxi.turn("unit-recommend", "unit-notice")
    paper = "unit-notice.u1"
    lanxi.do(of("u1"), PublishNotice(notice=paper, stage="unit-notice", unit="u1", listed=("n1", "n2")))
    made = {"named": True, "channel": "form", "grounds": "0" * 64, "identity": "1" * 64}
    lanxi.do(actor("public", "somebody"), Object(notice=paper, objection="o-1", about="n1", **made))
    lanxi.do(OFFICE, AnswerObjection(notice=paper, objection="o-1", outcome="upheld", answer="2" * 64))
    client = coordinator(lanxi, "u1", monkeypatch)
    page = text(client, CASE)
    assert "It ended at “Notice in the unit” by decision of the secretary." in page
    assert TURN in page
    assert "objection" not in page
    assert TURN not in text(client, f"{BASE}cases/n2/")


def test_what_a_unit_decided_itself_needs_no_address(monkeypatch: pytest.MonkeyPatch):
    lanxi = Lanxi().open()
    lanxi.submit("n1", "u1", "Jia")
    lanxi.forward("unit-recommend", "u1")
    assert "not selected" in text(coordinator(lanxi, "u1", monkeypatch), CASE)
    assert TURN not in text(coordinator(lanxi, "u1", monkeypatch), CASE)


def test_who_nominated_reads_that_it_ended_and_nothing_of_what_a_body_said(monkeypatch: pytest.MonkeyPatch):
    aldermark = Aldermark().open()
    ada = signed_up(aldermark, monkeypatch, "ada@example.org")
    number = handed_in(ada)
    slate = ForwardSlate(stage="receive", unit="north", category="group", ranked=(number,))
    aldermark.do(Actor(id="co-north", role="coordinator"), slate)
    aldermark.turn("receive", "eligibility")
    aldermark.do(OFFICE, Appoint(role="officer", who=("officer-1",), scope="regulator"))
    aldermark.do(OFFICE, AskOpinion(nomination=number, body="regulator"))
    officer = Actor(id="officer-1", role="officer")
    aldermark.do(officer, GiveOpinion(nomination=number, body="regulator", opinion="object"))
    reason = committed("reason", "An open case at the regulator.")
    ruling = RuleOpinion(nomination=number, body="regulator", outcome="stop", reason=reason.commitment)
    perform(aldermark.round_id, OFFICE, ruling, aldermark.at, (reason,))
    monkeypatch.setenv("CHUCAI_CLOCK", aldermark.at.isoformat())
    page = text(ada, f"{HOME}cases/{number}/")
    assert "by decision of the secretary. If you think this is wrong, turn to the office" in page
    assert "regulator" not in page
    county = signed_in_client(aldermark, "co-north", headers={"accept-language": "en"})
    assert "An open case" not in text(county, f"{HOME}cases/{number}/")
