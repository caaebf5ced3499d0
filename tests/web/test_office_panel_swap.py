"""Who reads what, changed by hand: in the proposal before it is made, and in the assignment afterwards."""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import Client

from chucai.gates.acts import Assign, Recuse
from chucai.web.records import drafts
from tests.web import personas, small_round
from tests.web.small_round import ROUND, SECRETARY, School
from tests.web.test_office_rooms import judged, text

pytestmark = pytest.mark.django_db
PANEL = f"/rounds/{ROUND}/office/panel/"
SWAP = f"{PANEL}readers/"


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    """Four judges, two of whom read each of three nominations."""
    school = judged(School(judges=4).open(nominating=True, assigned=True))
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    return school


@pytest.fixture
def office(school: School) -> Client:
    return personas.signed_in_client(school, "office", headers={"Accept-Language": "en"})


def proposed() -> dict[str, list[str]]:
    return dict(drafts.found(ROUND, "panel/judge", "assignment", "judge").data["readers"])


def made(school: School) -> dict[str, tuple[str, ...]]:
    return dict(school.state().comparison("judge").assigned)


def made_by_hand(school: School) -> None:
    """The first two judges read everything."""
    readers = dict.fromkeys(("an", "bo", "cen"), ("judge-0", "judge-1"))
    school.do(SECRETARY, Assign(stage="judge", readers=readers))


def test_a_proposal_is_changed_before_it_is_made(school: School, office: Client):
    office.post(f"{PANEL}assign/propose")
    out, stays = proposed()["an"]
    into = next(who for who in school.judges if who not in (out, stays))
    assert office.post(SWAP, {"nomination": "an", "out": out, "into": ["", into]}).status_code == 302
    assert proposed()["an"] == [stays, into]
    assert set(proposed()) == {"an", "bo", "cen"}, "the others lie there as they were"
    told = text(office, PANEL)
    assert "The proposal is changed." in told
    assert f'<th scope="row">an</th><td>{stays}, {into}</td>' in told
    assert not made(school), "nothing is made yet"
    office.post(f"{PANEL}assign/make")
    assert made(school)["an"] == (stays, into)


def test_what_the_gate_would_refuse_is_not_proposed_either(school: School, office: Client):
    office.post(f"{PANEL}assign/propose")
    out, stays = proposed()["an"]
    into = next(who for who in school.judges if who not in (out, stays))
    school.do(SECRETARY, Recuse(assessor=into, nomination="an", interest="family"))
    answer = office.post(SWAP, {"nomination": "an", "out": out, "into": into})
    assert answer.status_code == 422
    assert "is barred from nomination" in answer.content.decode()
    assert proposed()["an"] == [out, stays]


def test_no_judge_is_given_more_than_the_charter_allows(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(small_round, "CHARTER", small_round.CHARTER.replace("load = 500", "load = 2"))
    school = judged(School(judges=4).open(nominating=True, assigned=True))
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    office = personas.signed_in_client(school, "office", headers={"Accept-Language": "en"})
    office.post(f"{PANEL}assign/propose")
    loads = Counter(who for some in proposed().values() for who in some)
    full = next(who for who in school.judges if loads[who] == 2)
    name = next(name for name, some in proposed().items() if full not in some)
    change = {"nomination": name, "out": proposed()[name][0], "into": full}
    answer = office.post(SWAP, change)
    assert answer.status_code == 422
    assert f"More than 2 nominations for {full}" in answer.content.decode()


def test_a_fault_elsewhere_in_the_proposal_does_not_stop_the_change(school: School, office: Client):
    """Two readers were recused since: each is replaced by hand, one after the other."""
    office.post(f"{PANEL}assign/propose")
    for name in ("an", "bo"):
        school.do(SECRETARY, Recuse(assessor=proposed()[name][0], nomination=name, interest="family"))
    for name in ("bo", "an"):
        out = proposed()[name][0]
        into = next(who for who in school.judges if who not in proposed()[name])
        assert office.post(SWAP, {"nomination": name, "out": out, "into": into}).status_code == 302
        assert out not in proposed()[name]


def test_a_reader_of_the_assignment_is_changed_after_a_look(school: School, office: Client):
    made_by_hand(school)
    change = {"nomination": "bo", "out": "judge-1", "into": "judge-2"}
    told = office.post(SWAP, change).content.decode()
    assert "<dd>judge-0, judge-1</dd>" in told
    assert "<dd>judge-0, judge-2</dd>" in told
    assert "handed in" not in told
    assert made(school)["bo"] == ("judge-0", "judge-1"), "it is only looked at"
    assert office.post(SWAP, {**change, "confirmed": "1"}).status_code == 302
    assert made(school) == {
        "an": ("judge-0", "judge-1"),
        "bo": ("judge-0", "judge-2"),
        "cen": ("judge-0", "judge-1"),
    }


def test_a_late_case_is_handed_to_named_judges(school: School, office: Client):
    school.do(SECRETARY, Assign(stage="judge", readers={"an": ("judge-0", "judge-1")}))
    late = {"nomination": "cen", "out": "", "into": ["judge-2", "judge-3"]}
    assert "Readers then" in office.post(SWAP, late).content.decode()
    office.post(SWAP, {**late, "confirmed": "1"})
    assert made(school)["cen"] == ("judge-2", "judge-3")


def test_whoever_handed_in_a_sheet_is_not_taken_out_silently(school: School, office: Client):
    made_by_hand(school)
    school.assess({("judge-1", "bo"): 4})
    told = office.post(SWAP, {"nomination": "bo", "out": "judge-1", "into": "judge-2"}).content.decode()
    assert "judge-1 has handed in a score sheet for bo. The sheet still counts" in told


def test_the_gate_has_the_last_word(school: School, office: Client):
    made_by_hand(school)
    school.do(SECRETARY, Recuse(assessor="judge-2", nomination="bo", interest="family"))
    for more in ({}, {"confirmed": "1"}):
        answer = office.post(SWAP, {"nomination": "bo", "out": "judge-1", "into": "judge-2", **more})
        assert answer.status_code == 422
    assert "is barred from nomination" in answer.content.decode()
    assert made(school)["bo"] == ("judge-0", "judge-1")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"nomination": "nobody", "into": "judge-2"}, "There is no nomination of this number."),
        ({"nomination": "bo", "out": "judge-3", "into": "judge-2"}, "This judge does not read this nomination."),
        ({"nomination": "bo", "into": "judge-1"}, "judge-1 reads this nomination already."),
        ({"nomination": "bo"}, "Choose who is taken out or put in."),
    ],
)
def test_what_was_filled_in_wrongly_is_said(school: School, office: Client, change: dict[str, str], why: str):
    made_by_hand(school)
    answer = office.post(SWAP, change)
    assert answer.status_code == 422
    assert why in answer.content.decode()


def test_a_case_the_secretary_is_recused_from_is_no_case_of_theirs(school: School, office: Client):
    made_by_hand(school)
    school.do(SECRETARY, Recuse(assessor="office", nomination="bo", interest="family"))
    assert '<th scope="row">bo</th>' not in text(office, SWAP)
    assert office.post(SWAP, {"nomination": "bo", "out": "judge-1", "into": "judge-2"}).status_code == 422


def test_the_list_is_searched_by_number(school: School, office: Client):
    """Of a proposal on the page of the panel, and of the assignment on a page of its own."""

    def searched(page: str) -> None:
        told = text(office, f"{page}?number=E")
        assert '<th scope="row">cen</th>' in told
        assert '<th scope="row">bo</th>' not in told
        assert "There is no nomination of this number." in text(office, f"{page}?number=zz")

    office.post(f"{PANEL}assign/propose")
    searched(PANEL)
    office.post(f"{PANEL}assign/make")
    assert SWAP in text(office, PANEL)
    searched(SWAP)
