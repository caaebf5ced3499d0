"""Units by upload: a table is looked at before anything is entered, and what was looked at is what is entered."""

from __future__ import annotations

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chucai.gates.acts import Appoint, IssuePlaces
from chucai.web.records import people
from chucai.web.records.models import Event, Mail
from tests.web import personas
from tests.web.small_round import BEGAN, ROUND, SECRETARY, School

pytestmark = pytest.mark.django_db
UPLOAD = f"/rounds/{ROUND}/office/places/upload"
ENGLISH = {"headers": {"Accept-Language": "en"}}
SAME = "id,name,tier,parent,places.person\nschool,Qingshi School,school,,\n"
GROWN = "id,name,tier,parent,places.person\nschool,Qingshi Central School,school,,7\nnew,Hill School,school,,3\n"


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHUCAI_CLOCK", BEGAN.isoformat())


@pytest.fixture
def school() -> School:
    found = School().open(nominating=True)
    found.do(SECRETARY, IssuePlaces(unit="school", places={"person": 4}))
    return found


@pytest.fixture
def office(school: School) -> Client:
    return personas.signed_in_client(school, "office", **ENGLISH)


def sent(client: Client, table: str) -> str:
    """The preview after a table was uploaded."""
    answer = client.post(UPLOAD, {"file": SimpleUploadedFile("units.csv", table.encode())}, follow=True)
    assert answer.status_code == 200, answer.content.decode()[-1500:]
    return re.sub(r"\s+", " ", answer.content.decode())


def mark(page: str) -> str:
    found = re.search(r'name="enter" value="(\w+)"', page)
    assert found, "nothing to enter"
    return found[1]


def test_a_table_says_what_it_would_change_and_changes_nothing(school: School, office: Client):
    before = Event.objects.count()
    told = sent(office, GROWN)
    assert "<dt>new units</dt><dd>1</dd>" in told
    assert "<dt>units changed</dt><dd>1</dd>" in told
    assert "<dt>numbers of places</dt><dd>2</dd>" in told
    assert "Qingshi Central School" in told
    for number in (4, 7, 3, 10):  # now, afterwards, those of the new unit, together
        assert f'<td class="number">{number}</td>' in told
    assert Event.objects.count() == before
    assert "new" not in school.state().tree.units


def test_what_was_looked_at_is_entered_in_one_go(school: School, office: Client):
    told = sent(office, GROWN)
    answer = office.post(UPLOAD, {"enter": mark(told)}, follow=True)
    assert "2 units are entered. 2 numbers of places are issued." in answer.content.decode()
    tree = school.state().tree
    assert tree.units["school"].name == "Qingshi Central School"
    assert (tree.places["school", "person"], tree.places["new", "person"]) == (7, 3)
    assert office.get(UPLOAD).status_code == 302  # nothing lies there any more


def test_only_what_is_new_or_another_is_written(school: School, office: Client):
    told = sent(office, SAME + "new,Hill School,school,,3\n")
    office.post(UPLOAD, {"enter": mark(told)})
    places, units = Event.objects.filter(round_id=ROUND).order_by("-id")[:2]
    assert json.loads(bytes(places.data))["data"]["unit"] == "new"
    assert [unit["id"] for unit in json.loads(bytes(units.data))["data"]["units"]] == ["new"]
    assert school.state().tree.places["school", "person"] == 4


def test_a_table_that_changes_nothing_says_so(office: Client):
    told = sent(office, SAME)
    assert "Everything in the table is as it is here already." in told
    assert 'name="enter"' not in told


def test_what_has_changed_since_is_looked_at_again(school: School, office: Client):
    old = mark(sent(office, GROWN))
    school.do(SECRETARY, IssuePlaces(unit="school", places={"person": 5}))
    answer = office.post(UPLOAD, {"enter": old})
    assert answer.status_code == 422
    assert "Something has changed meanwhile." in answer.content.decode()
    assert school.state().tree.places["school", "person"] == 5
    assert mark(answer.content.decode()) != old


def test_the_preview_counts_the_letters_that_would_follow(school: School, office: Client):
    school.do(SECRETARY, Appoint(role="coordinator", who=("co-1",), scope="school"))
    people.seat(ROUND, "co-1", "co-1@example.org", language="en")
    Mail.objects.all().delete()
    told = sent(office, GROWN)
    assert "Qingshi School" in told
    assert not Mail.objects.exists()
    office.post(UPLOAD, {"enter": mark(told)})
    assert list(Mail.objects.values_list("kind", "address")) == [("places-changed", "co-1@example.org")]


def test_a_table_is_thrown_away(office: Client):
    sent(office, GROWN)
    assert office.post(UPLOAD, {"drop": "1"}).status_code == 302
    assert office.get(UPLOAD).status_code == 302


def test_two_secretaries_each_have_their_own_table(school: School, office: Client):
    school.do(SECRETARY, Appoint(role="secretary", who=("office-2",)))
    sent(office, GROWN)
    other = personas.signed_in_client(school, "office-2", **ENGLISH)
    assert other.get(UPLOAD).status_code == 302
    assert "Hill School" in office.get(UPLOAD).content.decode()
