"""The notice of the whole round: the office says where objections go before it is published, and then that stays."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.gates.acts import Appoint
from chucai.web.records import models
from chucai.web.records.remembered import Remembered
from tests.web.personas import seat, signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND, SECRETARY

pytestmark = pytest.mark.django_db
PAGE = f"/rounds/{ROUND}/office/decision/notices/show/"
OFFICE = {
    "name": "评选办公室 Office of the prize",
    "phone": "0539-8000000",
    "mail": "prize@school.example",
    "address": "溪畔路1号 Brook Road 1",
    "postcode": "276000",
    "hours": "8:30–17:30",
    "number": "青小评〔2026〕2号",
}
PUBLISH = {"publish": "1", "read": "on"}


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    """Three put forward, the list signed, no notice yet."""
    found = PublicSchool().begin().put_forward({"an": "安宁 An Ning", "bo": "柏川 Bo Chuan", "cen": "岑微 Cen Wei"})
    return found.chosen("an", "bo", "cen").set_clock(monkeypatch)


@pytest.fixture
def office(school: PublicSchool) -> Client:
    return signed_in_client(school, "office", headers={"Accept-Language": "en"})


def preview(office: Client) -> str:
    found = re.search(r'<pre class="paper">(.*?)</pre>', office.get(PAGE).content.decode(), re.DOTALL)
    assert found
    return found[1]


def sealed() -> dict[str, str]:
    """What the ledger holds the seal of, in both languages."""
    return dict(json.loads(models.Opening.objects.get(stream__key="notice/show", field="text").value))


def told(response: HttpResponse) -> str:
    return response.content.decode()


def test_what_is_filled_in_is_kept_and_stands_in_the_preview(office: Client, school: PublicSchool):
    assert office.post(PAGE, OFFICE).status_code == 302
    text = preview(office)
    for words in (
        "Office of the prize",
        "0539-8000000",
        "prize@school.example",
        "Brook Road 1",
        "276000",
        "8:30–17:30",
    ):
        assert words in text
    assert text.splitlines()[1] == "青小评〔2026〕2号"
    assert 'value="0539-8000000"' in told(office.get(PAGE))
    assert school.state().notice("show") is None


def test_it_is_sealed_with_the_notice_in_both_languages(office: Client, school: PublicSchool):
    assert office.post(PAGE, OFFICE | PUBLISH).status_code == 302
    assert school.state().notice("show")
    assert "电话：0539-8000000\n" in sealed()["zh"]
    assert "受理单位：评选办公室\n" in sealed()["zh"]
    assert "Address: Brook Road 1\n" in sealed()["en"]
    assert sealed()["en"].splitlines()[1] == OFFICE["number"]


def test_everybody_reads_it_on_the_notice(office: Client):
    office.post(PAGE, OFFICE | PUBLISH)
    text = told(Client().get(f"/rounds/{ROUND}/notices/show/?lang=en"))
    for words in ("Office of the prize", "0539-8000000", "Brook Road 1", "青小评〔2026〕2号"):
        assert words in text


@pytest.mark.parametrize("missing", [{}, {"name": "The office", "mail": "prize@school.example"}])
def test_without_telephone_and_address_it_is_not_published(
    office: Client, school: PublicSchool, missing: dict[str, str]
):
    answer = office.post(PAGE, missing | PUBLISH)
    assert answer.status_code == 422
    assert "Give a telephone number or an address" in told(answer)
    assert 'href="#id_phone"' in told(answer)
    assert school.state().notice("show") is None
    assert all(words in told(office.get(PAGE)) for words in missing.values())  # and nothing typed is lost


@pytest.mark.parametrize("enough", ["phone", "address"])
def test_one_of_the_two_is_enough(office: Client, school: PublicSchool, enough: str):
    office.post(PAGE, {enough: OFFICE[enough]} | PUBLISH)
    assert school.state().notice("show")


def test_a_notice_without_objections_needs_neither(office: Client, monkeypatch: pytest.MonkeyPatch):
    """Whoever reads it is told and not asked."""
    from tests.web import public_round

    silent = re.sub(r"objections = .*\n", "", public_round.MORE)
    monkeypatch.setattr(public_round, "MORE", silent)
    other = PublicSchool("silent-2026").begin().put_forward({"an": "An", "bo": "Bo", "cen": "Cen"})
    other.chosen("an", "bo", "cen").set_clock(monkeypatch)
    client = signed_in_client(other, "office")
    client.post("/rounds/silent-2026/office/decision/notices/show/", PUBLISH)
    assert other.state().notice("show")


def test_a_mail_address_that_is_none_is_said(office: Client, school: PublicSchool):
    answer = office.post(PAGE, OFFICE | PUBLISH | {"mail": "at the office"})
    assert answer.status_code == 422
    assert 'href="#id_mail"' in told(answer)
    assert school.state().notice("show") is None


def test_a_line_break_makes_no_paragraph_of_the_notice(office: Client):
    office.post(PAGE, OFFICE | PUBLISH | {"hours": "8:30\n\nEverybody is honoured"})
    assert "Hours: 8:30 Everybody is honoured\n" in sealed()["en"]


def test_once_published_it_stays(office: Client):
    office.post(PAGE, OFFICE | PUBLISH)
    office.post(PAGE, OFFICE | {"phone": "0000-1"} | PUBLISH)
    text = told(Client().get(f"/rounds/{ROUND}/notices/show/"))
    assert "0539-8000000" in text
    assert "0000-1" not in text


def test_the_page_asks_the_database_no_oftener_than_others(office: Client, school: PublicSchool):
    office.post(PAGE, OFFICE)
    school.do(SECRETARY, Appoint(role="coordinator", who=("of-unit",), scope="school"))
    seat(school, "of-unit")  # who would get a letter
    Remembered.forget_all()
    with CaptureQueriesContext(connection) as caught:
        assert office.get(PAGE).status_code == 200
    assert len(caught) <= 12


# --- names leave the house by one press: somebody has read them first


def test_nothing_is_published_before_the_list_was_read(office: Client, school: PublicSchool):
    answer = office.post(PAGE, OFFICE | {"publish": "1"})
    assert answer.status_code == 422
    assert re.search(r'<a href="#id_read">[^<]*Tick the box below the list', told(answer))
    assert school.state().notice("show") is None
    assert 'value="0539-8000000"' in told(answer)


def test_the_box_stands_below_what_is_to_be_read(office: Client):
    page = told(office.get(PAGE))
    assert page.index('class="paper"') < page.index('id="id_read"') < page.index('name="publish"')
    assert page.count('id="id_read"') == 1


def test_a_second_reader_is_advised_where_there_is_one(office: Client, school: PublicSchool):
    advice = "let a second one read it too"
    assert advice not in told(office.get(PAGE))
    school.do(SECRETARY, Appoint(role="secretary", who=("desk-2",)))
    assert advice in told(office.get(PAGE))
    assert office.post(PAGE, OFFICE | PUBLISH).status_code == 302  # and not asked for


def test_the_letters_that_follow_are_shown_before(office: Client, school: PublicSchool):
    assert "Nobody gets a letter about it." in told(office.get(PAGE))
    school.do(SECRETARY, Appoint(role="coordinator", who=("of-unit",), scope="school"))
    seat(school, "of-unit")
    page = told(office.get(PAGE))
    assert "1 person gets this mail" in page
    assert page.index('class="paper"') < page.index("gets this mail") < page.index('name="publish"')
