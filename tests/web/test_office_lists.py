"""The office's lists: search, filters, any sort, several at once; and nobody finds what they may not see."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.gates.acts import Appoint, Declare, Submit
from chucai.web.records.models import NominationRow
from tests.web.personas import signed_in_client
from tests.web.small_round import BEGAN, ROUND, SECRETARY, School, actor, written

pytestmark = pytest.mark.django_db
LIST = f"/rounds/{ROUND}/office/nominations/"
FILE = f"/rounds/{ROUND}/office/nominations.csv"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages' clock shows the first day of the round."""
    monkeypatch.setenv("CHUCAI_CLOCK", BEGAN.isoformat())


@pytest.fixture
def school() -> School:
    school = School().open(nominating=True)
    school.submit("an", "bo", "cen")
    return school


@pytest.fixture
def office(school: School) -> Client:
    return english(school, "office")


def english(school: School, who: str) -> Client:
    return signed_in_client(school, who, headers={"Accept-Language": "en"})


def text(client: Client, address: str, **data: str | int) -> str:
    response = client.get(address, data)
    assert response.status_code == 200, response.status_code
    return b"".join(response).decode()


def rows(client: Client, **data: str | int) -> list[str]:
    """Numbers of the nominations on a page, in order."""
    return [part.split("/")[0] for part in text(client, LIST, **data).split(f'href="{LIST}')[1:] if part[0] != '"']


# --- finding and sorting


def test_everybody_is_listed_in_the_order_asked_for(office: Client):
    assert rows(office) == ["an", "bo", "cen"]
    assert rows(office, sort="name", falling=1) == ["cen", "bo", "an"]


@pytest.mark.parametrize(
    "sort", ["nomination", "name", "unit", "category", "stage", "standing", "mean", "merit", "rank"]
)
@pytest.mark.parametrize("falling", [0, 1])
def test_any_column_sorts_and_no_row_is_lost(office: Client, sort: str, falling: int):
    assert sorted(rows(office, sort=sort, falling=falling)) == ["an", "bo", "cen"]


def test_a_search_finds_numbers_and_names(office: Client):
    NominationRow.objects.filter(nomination="bo").update(name="Luo Yihe")
    assert rows(office, search="yihe") == ["bo"]
    assert rows(office, search="ce") == rows(office, search="ＣＥ") == ["cen"]
    assert rows(office, search="nobody") == []


def test_a_name_can_be_looked_for_also_when_nobody_was_found(office: Client):
    for category in ("person", "nobody"):
        assert '<label for="search">Number or name</label>' in text(office, LIST, category=category)


def test_filters_go_together(office: Client):
    assert rows(office, category="person", unit="school", standing="standing") == ["an", "bo", "cen"]
    assert rows(office, standing="returned") == []


@pytest.mark.parametrize(
    "data", [{"sort": "person"}, {"sort": "round__id"}, {"size": "9"}, {"number": "0"}, {"number": "x"}]
)
def test_what_cannot_be_asked_is_not_asked(office: Client, data: dict[str, str]):
    assert rows(office, **data) == ["an", "bo", "cen"]


def test_a_page_beyond_the_last_is_the_last(office: Client):
    assert rows(office, number=9999) == ["an", "bo", "cen"]


def test_any_page_is_one_step_away_and_keeps_what_was_asked(school: School, office: Client):
    """The first, the last, and by a form that needs no script any other."""
    school.submit(*(f"more-{n:03}" for n in range(150)))
    assert rows(office, number=4, standing="standing") == ["more-147", "more-148", "more-149"]
    page = text(office, LIST, number=2, sort="unit", falling=1, standing="standing")
    assert "Page 2 of 4" in page
    asked = "standing=standing&amp;sort=unit&amp;falling=1"
    for words, number in (("First page", ""), ("Previous page", ""), ("Next page", 3), ("Last page", 4)):
        address = f"?{asked}&amp;number={number}" if number else f"?{asked}"
        assert re.search(rf'href="{re.escape(address)}">{words}<', page), words
    jump = page.split('<form method="get">')[1].split("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', jump))
    assert hidden == {"standing": "standing", "sort": "unit", "falling": "1"}
    assert (
        '<label for="number">Go to page</label><input type="number" id="number" name="number" min="1" max="4"' in jump
    )
    assert "Last page" not in text(office, LIST, number=4)


@pytest.mark.parametrize("column", ["category", "unit", "stage", "standing", "theme"])
def test_a_filter_by_what_there_is_not_is_told_and_can_be_cleared(office: Client, column: str):
    page = text(office, LIST, **{column: "nonsense", "sort": "name"})
    assert f"There is no {column} “nonsense”." in page
    assert '<a href="?sort=name">Clear this filter</a>' in page
    assert "Clear this filter" not in text(office, LIST, standing="returned", unit="school", stage="judge")


def test_the_day_of_the_last_change_says_that_it_is_the_nominations_own(office: Client):
    """What happened to slates and lists it is on is told on its page."""
    assert ">Own record changed</a>" in text(office, LIST)
    assert "Own record changed" in text(office, FILE).splitlines()[0]


def test_as_many_queries_for_five_as_for_fifty(school: School, office: Client):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            rows(office)
        return len(caught)

    rows(office)
    few = queries()
    school.submit(*(f"more-{n}" for n in range(47)))
    rows(office)
    assert queries() == few <= 12


# --- the file


def test_the_file_has_every_row_and_no_formula(office: Client):
    NominationRow.objects.filter(nomination="an").update(name="=1+1")
    told = text(office, FILE)
    assert told.startswith("\ufeffNumber,Name,")
    assert [line.split(",")[0] for line in told.splitlines()[2:]] == ["an", "bo", "cen"]
    assert "'=1+1" in told
    assert not text(office, FILE, plain=1).startswith("\ufeff")


# --- who sees what


@pytest.mark.parametrize("address", [LIST, FILE, f"{LIST}an/"])
def test_only_the_office_gets_in(school: School, address: str):
    assert Client().get(address).status_code == 302
    school.do(SECRETARY, Appoint(role="coordinator", who=("co",), scope="school"))
    for who in ("judge-0", "voter-1", "co"):
        assert signed_in_client(school, who).get(address).status_code == 403
    assert signed_in_client(school, "office", second_factor=False).get(address).status_code == 302


def nominated(school: School, who: str) -> Client:
    """A nomination of somebody of the office, and them at their desk."""
    paper = written(school, "Secret Star")
    school.do(SECRETARY, Appoint(role="secretary", who=(who,)))
    act = Submit(nomination="x-77", category="person", unit="school", **{**paper.fields, "person": who})
    school.do(SECRETARY, act, openings=paper.openings)
    return english(school, who)


def test_a_nominee_of_the_office_never_finds_their_own_case(school: School):
    client = nominated(school, "office-2")
    listed = text(client, LIST)
    assert "x-77" not in listed
    assert "1 to 3 of 3" in listed
    for data in ({"search": "x-77"}, {"search": "Secret"}, {"sort": "merit"}):
        assert rows(client, **data) == rows(client, **data)
        assert "x-77" not in rows(client, **data)
    assert "Secret Star" not in text(client, FILE)
    assert client.get(f"{LIST}x-77/").status_code == 404
    assert client.get(f"{LIST}x-77/withdraw").status_code == 404
    told = client.post(f"{LIST}several", {"kind": "withdraw", "all": "1", "query": ""}).content.decode()
    assert "x-77" not in told
    assert "x-77" in text(english(school, "office"), LIST)


def test_a_judge_in_the_office_does_not_find_what_they_are_recused_from(school: School):
    school.do(SECRETARY, Appoint(role="secretary", who=("judge-0",)))
    school.do(actor("assessor", "judge-0"), Declare(assessor="judge-0", nomination="bo", interest="kin"))
    recused = school.state().assessor("judge-0").barred("bo")
    assert ("bo" in rows(english(school, "judge-0"))) is not recused


# --- several at once


def several(client: Client, kind: str, **more: str) -> str:
    return client.post(f"{LIST}several", {"kind": kind, "query": "", **more}, follow=True).content.decode()


def test_several_are_looked_at_before_anything_is_done(school: School, office: Client):
    told = several(office, "return", chosen="an")
    assert "returned to its unit" in told
    assert not school.state().nomination("an").returned


def test_several_are_done_in_one_transaction(school: School, office: Client):
    told = several(office, "return", all="1", confirmed="1", clause="article 4", shown="3,standing>returned:3")
    assert "Done for 3 nominations." in told
    assert all(school.state().nomination(name).returned for name in ("an", "bo", "cen"))
    assert set(NominationRow.objects.values_list("standing", flat=True)) == {"returned"}


def test_what_has_changed_meanwhile_is_shown_again(school: School, office: Client):
    told = several(office, "return", all="1", confirmed="1", clause="article 4", shown="2,standing>returned:2")
    assert "Something has changed meanwhile" in told
    assert not school.state().nomination("an").returned


def test_without_its_clause_nobody_is_returned(school: School, office: Client):
    several(office, "return", chosen="an", confirmed="1", shown="1,standing>returned:1")
    assert not school.state().nomination("an").returned


# --- one nomination


def test_the_page_of_a_nomination_tells_its_story(school: School, office: Client):
    told = text(office, f"{LIST}an/")
    assert "What an did." in told
    assert "nomination submitted" in told.lower() or "submitted" in told.lower()


def test_one_is_returned_with_its_clause(school: School, office: Client):
    assert office.get(f"{LIST}an/return").status_code == 200
    assert office.post(f"{LIST}an/return", {"clause": ""}).status_code == 422
    assert office.post(f"{LIST}an/return", {"clause": "article 4", "reason": "No date."}).status_code == 302
    assert school.state().nomination("an").returned
    assert "article 4" in text(office, f"{LIST}an/")
