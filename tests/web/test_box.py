"""The box of a secret ballot: every vote has one slip, no slip has a voter, and the count is the count of the box."""

from __future__ import annotations

import pytest

from chucai.errors import Refused
from chucai.gates.acts import Cast, CloseBallot, CountBallot, OpenBallot, Slip
from chucai.web.records import models
from chucai.web.records.box import slips
from tests.web.small_round import ROUND, SECRETARY, School, actor

pytestmark = pytest.mark.django_db
VOTERS = ("voter-1", "voter-2", "voter-3")


@pytest.fixture
def school() -> School:
    """The ballot on `an` and `bo` is open."""
    school = School().open()
    school.submit("an", "bo", "cen")
    school.assess({(judge, name): 3 for judge in school.judges for name in ("an", "bo", "cen")})
    school.choose("an", "bo", "cen")
    school.do(SECRETARY, OpenBallot(ballot="confer", stage="confer", candidates=("an", "bo")))
    return school


def cast(school: School, voter: str, number: str, **choices: str) -> None:
    slip = Slip.model_validate({"number": number, "choices": choices})
    school.do(actor("elector", voter), Cast(ballot="confer", voter=voter), slip=slip)


def cast_all(school: School) -> None:
    for voter, number in zip(VOTERS, ("c", "a", "b"), strict=True):
        cast(school, voter, number, an="agree", bo="disagree")


def test_a_vote_and_its_slip_are_written_together(school: School):
    cast(school, "voter-1", "x", an="agree", bo="defer")
    assert slips(ROUND, "confer") == (Slip(number="x", choices={"an": "agree", "bo": "defer"}),)
    assert models.Event.objects.filter(stream__key="ballot/confer", kind="vote-cast").count() == 1


def test_a_slip_knows_neither_voter_nor_time():
    assert {field.name for field in models.Slip._meta.fields} == {"id", "round", "ballot", "number", "choices"}


def test_the_event_of_a_vote_holds_neither_choices_nor_number(school: School):
    cast(school, "voter-1", "number-of-the-slip", an="agree", bo="defer")
    data = bytes(models.Event.objects.get(kind="vote-cast").data)
    assert b"number-of-the-slip" not in data
    assert b'"choices":{}' in data


def test_rows_lie_in_no_telling_order(school: School):
    """Once the ballot is closed, reading the table from one end to the other gives the order of the numbers."""
    cast_all(school)
    school.do(SECRETARY, CloseBallot(ballot="confer", present=3))
    assert [slip.number for slip in slips(ROUND, "confer")] == ["a", "b", "c"]
    assert min(models.Slip.objects.values_list("id", flat=True)) > 1_000_000


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (None, "slip-missing"),
        ({"number": "x", "choices": {"an": "agree"}}, "slip-other-candidates"),
        ({"number": "x", "choices": {"an": "agree", "bo": "agree", "cen": "agree"}}, "slip-other-candidates"),
        ({"number": "taken", "choices": {"an": "agree", "bo": "agree"}}, "slip-number-taken"),
    ],
)
def test_a_vote_without_a_proper_slip_is_refused(school: School, slip: dict[str, object] | None, code: str):
    cast(school, "voter-1", "taken", an="agree", bo="agree")
    paper = Slip.model_validate(slip) if slip else None
    with pytest.raises(Refused, match=code):
        school.do(actor("elector", "voter-2"), Cast(ballot="confer", voter="voter-2"), slip=paper)
    assert models.Event.objects.filter(kind="vote-cast").count() == 1


def test_a_ballot_opens_with_an_empty_box():
    """One that is held again after a tie must not count the slips of the first time."""
    school = School().open()
    school.submit("an", "bo")
    school.assess({(judge, name): 3 for judge in school.judges for name in ("an", "bo")})
    school.choose("an", "bo")
    models.Slip.objects.create(round_id=ROUND, ballot="confer", number="left-over", choices={})
    school.do(SECRETARY, OpenBallot(ballot="confer", stage="confer", candidates=("an", "bo")))
    assert slips(ROUND, "confer") == ()


def test_only_votes_come_with_slips(school: School):
    with pytest.raises(Refused, match="slip-unasked"):
        school.do(SECRETARY, CloseBallot(ballot="confer", present=3), slip=Slip(number="x", choices={}))


def test_what_is_counted_is_what_lies_in_the_box(school: School):
    cast_all(school)
    school.do(SECRETARY, CloseBallot(ballot="confer", present=3))
    kind = tuple(
        Slip(number=slip.number, choices=dict.fromkeys(("an", "bo"), "agree")) for slip in slips(ROUND, "confer")
    )
    with pytest.raises(Refused, match="slips-differ-from-box"):
        school.do(SECRETARY, CountBallot(ballot="confer", slips=kind))
    school.do(SECRETARY, CountBallot(ballot="confer", slips=slips(ROUND, "confer")))
    assert school.state().ballot("confer").passed == {"an"}
