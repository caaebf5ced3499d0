"""The desk says of which cases the readers disagree: far apart in points, and far for this panel."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from chucai.gates.acts import Recuse
from tests.web import small_round
from tests.web.personas import signed_in_client
from tests.web.small_round import ROUND, School, actor

pytestmark = pytest.mark.django_db
DESK = f"/rounds/{ROUND}/office/decision/compare/judge/"
CASES = [f"case-{n:02}" for n in range(12)]


def flagged(marks: dict[tuple[str, str], int], monkeypatch: pytest.MonkeyPatch, recused: str = "") -> list[str]:
    """Whose line has the flag, once all sheets are in. From 1 to 5: one step is a quarter of the scale."""
    school = School(judges=3).open()
    school.submit(*CASES)
    school.assess({(judge, case): 3 + (n % 2) for judge in school.judges for n, case in enumerate(CASES)} | marks)
    if recused:
        act = Recuse(nomination=recused, assessor="judge-2", interest="kin")
        school.do(actor("assessor", "judge-2"), act)
    monkeypatch.setenv("CHUCAI_CLOCK", (school.at + timedelta(hours=1)).isoformat())
    office = signed_in_client(school, "office", headers={"accept-language": "en"})
    office.post(f"{DESK}work-out")
    return lines_of(office)


def lines_of(office: Client) -> list[str]:
    page = office.get(f"{DESK}?show=all").content.decode()
    rows = re.findall(r'<th scope="row">.*?</th>', page, re.DOTALL)
    assert len(rows) == len(CASES)
    return sorted(re.findall(r"case-\d\d", row)[0] for row in rows if "readers disagree" in row)


def test_the_widest_tenth_is_flagged(monkeypatch: pytest.MonkeyPatch):
    """Two of twelve: the four points between 1 and 5, twice; two steps elsewhere are not among the widest."""
    far = {("judge-0", "case-02"): 1, ("judge-1", "case-02"): 5, ("judge-0", "case-07"): 5, ("judge-1", "case-07"): 1}
    assert flagged({**far, ("judge-0", "case-05"): 2}, monkeypatch) == ["case-02", "case-07"]


def test_a_step_apart_is_no_disagreement(monkeypatch: pytest.MonkeyPatch):
    """A quarter of the scale and no more, though nobody else is as far apart."""
    assert flagged({("judge-0", "case-02"): 4}, monkeypatch) == []


def test_the_sheet_of_whoever_is_recused_counts_no_more(monkeypatch: pytest.MonkeyPatch):
    assert flagged({("judge-2", "case-02"): 1, ("judge-2", "case-04"): 5}, monkeypatch, recused="case-02") == [
        "case-04"
    ]


def test_a_strict_reader_is_no_disagreement_where_merit_takes_strictness_out(monkeypatch: pytest.MonkeyPatch):
    """The plain mean leaves them half the scale apart everywhere; the correction leaves nothing between them."""
    monkeypatch.setattr(small_round, "CHARTER", small_round.CHARTER.replace('merit = "mean"', 'merit = "severity"'))
    assert flagged({("judge-0", case): 1 + (n % 2) for n, case in enumerate(CASES)}, monkeypatch) == []


def test_the_flag_says_its_rule(monkeypatch: pytest.MonkeyPatch):
    assert flagged({("judge-0", "case-02"): 1, ("judge-1", "case-02"): 5}, monkeypatch) == ["case-02"]
    page = signed_in_client(ROUND, "office", headers={"accept-language": "en"}).get(f"{DESK}?show=all").content.decode()
    assert re.search(r'title="The highest and the lowest sheet of this case[^"]*25 points of 100 apart', page)
