"""The vote of the meeting that decides: typed in from its minutes, looked at with its result, and only then recorded."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client

from chucai.web.records import models
from tests.web import small_round
from tests.web.personas import signed_in_client
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db
VOTE = f"/rounds/{ROUND}/office/decision/votes/confer/"
MINUTES = "24 May, the hall.\r\nChair: Ada Marsh. Teller: Tom Reed."
TYPED = {"entitled": "3", "present": "3", "cast": "3", "agree": "3", "disagree": "0", "minutes": MINUTES}


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    """`an` and `bo` are up for the vote: more than half of the votes cast, and two thirds of the three have to be there."""
    rule = 'secret = true, quorum = "2/3", tie = "again"'
    monkeypatch.setattr(small_round, "CHARTER", small_round.CHARTER.replace("secret = true", rule))
    school = School().open()
    monkeypatch.setenv("CHUCAI_CLOCK", school.at.isoformat())
    school.submit("an", "bo", "cen")
    school.assess({(judge, name): 5 - n for judge in school.judges for n, name in enumerate(("an", "bo", "cen"))})
    school.choose("an", "bo", "cen")
    return school


@pytest.fixture
def office(school: School) -> Client:
    return signed_in_client(school, "office", headers={"accept-language": "en"})


def recorded() -> int:
    return models.Event.objects.filter(kind="ballot-recorded").count()


def verdicts(client: Client, **other: str) -> dict[str, str]:
    """What the page to check says of each candidate."""
    answer = client.post(VOTE, TYPED | other)
    assert answer.status_code == 200
    return {line.words: line.verdict for line in answer.context["count"].lines}


def test_quorum_and_result_are_shown_and_nothing_is_recorded(office: Client):
    page = unescape(office.post(VOTE, TYPED | {"agree-bo": "1", "disagree-bo": "1"}).content.decode())
    assert "There is a quorum" in page
    assert "Passed by more than 1/2 of the papers cast." in page
    row = page.partition('<th scope="row">bo (bo)</th>')[2].partition("</tr>")[0]
    assert row.count('<td class="number">1</td>') == 3  # for, against, neither
    assert "not passed" in row
    assert recorded() == 0


def test_only_the_second_press_records_what_was_shown(office: Client, school: School):
    page = office.post(VOTE, TYPED | {"agree-bo": "1", "disagree-bo": "2"})
    again = dict(page.context["typed"])
    assert again == TYPED | {"agree-an": "", "disagree-an": "", "agree-bo": "1", "disagree-bo": "2"}
    assert office.post(VOTE, again | {"confirm": "yes"}).status_code == 302
    ballot = school.state().ballot("confer")
    assert ballot is not None
    assert (ballot.passed, ballot.failed) == ({"an"}, {"bo"})


def test_the_numbers_can_be_changed_and_stand_there_as_typed(office: Client):
    page = office.post(VOTE, TYPED | {"agree-bo": "1", "change": "yes"})
    told = page.content.decode()
    assert page.status_code == 200
    assert "There is a problem" not in told
    assert 'name="agree-bo" value="1"' in told
    assert "Teller: Tom Reed." in told
    assert "<details open>" in told
    assert recorded() == 0


def test_nothing_else_in_the_form_is_taken_for_the_second_press(office: Client):
    for sent in ({"confirm": ""}, {"confirm": "no"}, {"change": "yes", "confirm": "yes"}):
        office.post(VOTE, TYPED | sent)
    office.get(VOTE, TYPED | {"confirm": "yes"})
    assert recorded() == 0


def test_what_the_second_press_sends_is_looked_at_again(office: Client):
    answer = office.post(VOTE, TYPED | {"cast": "4", "confirm": "yes"})
    assert answer.status_code == 422
    assert recorded() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"present": "4"}, "No more can vote than were present"),
        ({"cast": "2"}, "More votes for and against than were cast."),
        ({"disagree-bo": "1"}, "More votes for and against than were cast."),
        ({"minutes": " "}, "Minutes"),
        ({"entitled": "5", "present": "5"}, "3"),  # who may vote is in the roster
    ],
)
def test_numbers_that_cannot_be_are_told_before_there_is_a_result(office: Client, wrong: dict[str, str], said: str):
    answer = office.post(VOTE, TYPED | wrong)
    page = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "There is a problem" in page
    assert said in page.partition("There is a problem")[2].partition("</section>")[0]


def test_without_a_quorum_everybody_is_voted_on_again(office: Client):
    few = {"present": "1", "cast": "1", "agree": "1"}
    assert verdicts(office, **few) == {"an (an)": "again", "bo (bo)": "again"}
    assert "There is no quorum" in office.post(VOTE, TYPED | few).content.decode()


def test_the_page_says_what_recording_then_does(office: Client, school: School):
    """By the same rule: a tie, where the charter lets it be voted on again, settles nothing."""
    even = {"present": "2", "cast": "2", "agree": "2", "agree-bo": "1", "disagree-bo": "1"}
    assert verdicts(office, **even) == {"an (an)": "passed", "bo (bo)": "again"}
    office.post(VOTE, TYPED | even | {"confirm": "yes"})
    ballot = school.state().ballot("confer")
    assert ballot is not None
    assert (ballot.passed, ballot.failed) == ({"an"}, set())
    assert list(office.get(VOTE).context["form"].candidates) == ["bo"]
