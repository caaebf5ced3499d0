"""Wherever a page says to tell the office, it says how: what the office wrote in the notice it published."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from chucai.web.records import drafts
from chucai.web.records.remembered import Remembered
from tests.web.personas import signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND
from tests.web.test_decision_notice import OFFICE, PAGE, PUBLISH

pytestmark = pytest.mark.django_db
HERE = f"/rounds/{ROUND}/"
NOTICE = f"{HERE}notices/show/"
OBJECTION = {"grounds": "The lesson was taught by somebody else.", "name": "Ou Beiming", "contact": "Lane 7"}


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    """The notice is written and not yet out."""
    found = PublicSchool().begin().put_forward({"an": "安宁 An Ning", "bo": "柏川 Bo Chuan", "cen": "岑微 Cen Wei"})
    found.chosen("an", "bo", "cen").set_clock(monkeypatch)
    signed_in_client(found, "office").post(PAGE, OFFICE)
    return found


@pytest.fixture
def noticed(school: PublicSchool) -> PublicSchool:
    signed_in_client(school, "office").post(PAGE, OFFICE | PUBLISH)
    assert school.state().notice("show")
    return school


def page(path: str, language: str = "en", **fields: str) -> str:
    client = Client(headers={"accept-language": language})
    response = client.post(path, fields) if fields else client.get(path)
    assert response.status_code == 200, path
    return unescape(response.content.decode())


def foot(path: str, language: str = "en") -> str:
    text = page(path, language).split('<footer class="foot">')[1]
    return re.sub(r"<[^>]+>", "", text).strip()


def case(school: PublicSchool) -> str:
    form = f"{NOTICE}object"
    ticket = re.search(r'name="ticket" value="([^"]+)"', page(form))
    assert ticket
    return Client().post(form, {**OBJECTION, "about": school.choice("an"), "ticket": ticket[1]})["Location"]


def test_every_page_of_the_round_says_at_its_foot_how_the_office_is_reached(noticed: PublicSchool):
    there = "The office of this round: Office of the prize · Telephone 0539-8000000 · E-mail prize@school.example · "
    for path in (HERE, f"{HERE}how", f"{HERE}notices/", NOTICE, case(noticed)):
        assert foot(path).startswith(f"{there}Address Brook Road 1"), path
    assert foot(HERE, "zh-CN").startswith("本届评选办公室： 评选办公室 · 电话 0539-8000000")


def test_the_roll_and_its_stories_say_it_too(noticed: PublicSchool):
    noticed.announced()
    for path in (HERE, f"{HERE}stories/an/", NOTICE):
        assert "0539-8000000" in foot(path), path


def test_what_is_only_a_draft_is_nobodys(school: PublicSchool):
    for path in (HERE, f"{HERE}how", f"{HERE}notices/", "/verify/"):
        assert "0539-8000000" not in page(path), path


def test_a_page_that_was_kept_says_it_as_soon_as_the_notice_is_out(school: PublicSchool):
    before = Client().get(f"{HERE}how")
    signed_in_client(school, "office").post(PAGE, OFFICE | PUBLISH)
    after = Client().get(f"{HERE}how", headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert "0539-8000000" in after.content.decode()


def test_the_objection_form_says_how_to_object_on_paper(noticed: PublicSchool):
    text = page(f"{NOTICE}object")
    aside = text.split("<aside")[1].split("</aside>")[0]
    for words in ("Office of the prize", "0539-8000000", "Brook Road 1", "8:30–17:30"):
        assert words in aside


def test_a_sealed_programme_says_nothing(noticed: PublicSchool, monkeypatch: pytest.MonkeyPatch):
    sealed = PublicSchool("sealed-2026").noticed(sealed=True, years=50).set_clock(monkeypatch)
    drafts.save("sealed-2026", "office", "notice", "show", OFFICE, 0, sealed.at)
    assert "0539-8000000" not in page("/rounds/sealed-2026/")
    assert "0539-8000000" not in page("/rounds/sealed-2026/how")


def test_a_name_on_the_roll_is_told_with_who_conferred_it_and_whom_to_ask(noticed: PublicSchool):
    noticed.announced()
    text = page("/verify/", name="安宁")
    assert re.search(r"<dt>Conferred by</dt><dd[^>]*>Qingshi School</dd>", text)
    assert re.search(r"<dt>Number of the notice</dt><dd[^>]*>青小评〔2026〕2号</dd>", text)
    assert "0539-8000000" in text


def test_whoever_holds_a_certificate_that_is_not_on_the_roll_is_told_where_to_ask(noticed: PublicSchool):
    noticed.announced()
    asked = page("/verify/", name="岑微")
    assert "Nobody by the name" in asked
    assert "Qingshi School Prize 2026 · Office of the prize · Telephone 0539-8000000" in re.sub(r"<[^>]+>", "", asked)


def test_no_page_asks_the_database_often_for_it(noticed: PublicSchool):
    noticed.announced()
    for path, fields in ((HERE, {}), (f"{HERE}stories/an/", {}), (NOTICE, {}), ("/verify/", {"name": "安宁"})):
        Remembered.forget_all()
        with CaptureQueriesContext(connection) as caught:
            page(path, **fields)
        assert len(caught) <= 12, path
