"""What is wrong with an answer is said in plain words of the pages' own, in both languages, with what to do about it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.utils import translation

from chucai.charter.examples import example_text
from chucai.charter.load import read
from chucai.web.nominate.forms import Claim, Statement, Support, Theme, Where, Who, You
from chucai.web.nominate.questions import About
from tests.web.lanxi_round import Lanxi
from tests.web.nominating import ABOUT, BASE, DIGEST, begun, coordinator, document, filled, press

DISTRICT, COUNTY = read(example_text("district")).wanted(), read(example_text("voluntary")).wanted()
TODAY = date(2026, 3, 2)


def who(typed: dict[str, Any]) -> forms.Form:
    return Who(typed, kind="person", known=False)


def you(typed: dict[str, Any]) -> forms.Form:
    return You(typed, charter=COUNTY)


def where(typed: dict[str, Any]) -> forms.Form:
    return Where(typed, tier=COUNTY.tiers[0], units=[("north", "Northshire")])


def theme(typed: dict[str, Any]) -> forms.Form:
    return Theme(typed, charter=DISTRICT)


def statement(typed: dict[str, Any]) -> forms.Form:
    return Statement(typed, charter=DISTRICT)


def support(typed: dict[str, Any]) -> forms.Form:
    return Support(typed, charter=COUNTY)


def claim(typed: dict[str, Any]) -> forms.Form:
    given = {"says": "Road built", "bound": "exact", "evidence": ["d"], **typed}
    return Claim(given, documents=[("d", "report.pdf")], today=TODAY)


def about(typed: dict[str, Any]) -> forms.Form:
    return About(typed, charter=DISTRICT, category="person")


NUMBER = ("请用数字填写，例如 12 或 3.5。", "Enter a number in digits, such as 12 or 3.5.")
WHOLE = ("请用数字填写整数，例如 3。", "Enter a whole number in digits, such as 3.")
DAY = ("请填写存在的日期，例如 2020-12-31。", "Enter a day that there is, such as 2020-12-31.")
CHOICE = ("请从所列选项中选择。", "Choose one of these.")


def at_most(most: int) -> tuple[str, str]:
    return f"不超过 {most} 字，现有 {most + 1} 字。", f"At most {most} characters; these are {most + 1}."


@pytest.mark.parametrize(
    ("form", "field", "typed", "words"),
    [
        (who, "name", "", ("请填写姓名或者名称。", "Enter a name.")),
        (who, "name", "x" * 201, at_most(200)),
        (you, "name", "", ("请填写您的姓名。", "Enter your name.")),
        (where, "unit", "", ("请选择推荐首先送达何处。", "Choose where the nomination goes first.")),
        (where, "unit", "south", CHOICE),
        (theme, "theme", "", ("请选择主题。", "Choose a theme.")),
        (statement, "statement", "", ("请填写主要事迹。", "Tell what was done.")),
        (statement, "statement", "字" * 2001, at_most(2000)),
        (support, "support", "", ("请填写推荐信的封数。", "Say how many letters there are.")),
        (support, "support", "two", WHOLE),
        (support, "support", "1", ("不得小于 2。", "Give at least 2.")),
        (support, "support", "3", ("不得大于 2。", "Give at most 2.")),
        (claim, "says", "", ("请填写事实内容。", "Say what is claimed.")),
        (claim, "figure", "many", NUMBER),
        (claim, "figure", "%", NUMBER),
        (claim, "figure", "9" * 19, ("不超过 18 位数字。", "At most 18 digits.")),
        (claim, "bound", "", CHOICE),
        (claim, "evidence", ["e"], CHOICE),
        (about, "post", "x" * 61, at_most(60)),
        (about, "frontline", "perhaps", CHOICE),
        (about, "years_in_post", "six", NUMBER),
        (about, "years_in_post", "-1", ("不得小于 0。", "Give at least 0.")),
        (about, "last_award", "2020-02-31", DAY),
    ],
)
def test_every_field_says_what_to_do(form: Any, field: str, typed: Any, words: tuple[str, str]):
    for language, said in zip(("zh-hans", "en"), words, strict=True):
        with translation.override(language):
            assert form({field: typed}).errors[field] == [said]


# --- Chinese is set as Chinese


HALF_WIDTH = re.compile(r"[\u4e00-\u9fff”）] ?[,:;(!?]|[\u4e00-\u9fff]\.|[,:;] ?[\u4e00-\u9fff“（]")


@pytest.mark.django_db
def test_chinese_has_chinese_punctuation(monkeypatch: pytest.MonkeyPatch):
    """A comma, colon or bracket beside Chinese is the Chinese one: on every page of a draft, with what is wrong."""
    lanxi = Lanxi().open()
    lanxi.submit("n-1", "u1", "赵石桥")
    lanxi.submit("n-2", "u1", "钱文远")
    client = coordinator(lanxi, "u1", monkeypatch, "zh-hans")
    whole, draft, team = filled(client, "赵石桥"), begun(client), begun(client, category="team")
    press(client, f"{team}members/", {"many": "赵石桥\n钱文远", "add": "1"})
    client.post(f"{draft}about/", {**ABOUT, "years_in_post": "六"})
    client.post(f"{draft}claims/new/", {"says": "修通村路", "figure": "十二", "evidence": [DIGEST]})
    pages = [client.post(f"{draft}evidence/", {"documents": [document(b"<svg/>", "drawing.pdf")]})]
    pages += [client.post(f"{BASE}votes/u1/", {"version": "0", "cast": "3", "agree-n-1": "1"})]
    parts = ("", "who/", "about/", "evidence/", "claims/", "check/", "drop/")
    addresses = [f"{one}{part}" for one in (whole, draft) for part in parts]
    addresses += [BASE, f"{team}members/", f"{BASE}slates/u1/person/", f"{BASE}slates/u1/person/check/"]
    addresses += [f"{BASE}cases/n-1/", f"{BASE}cases/n-1/withdraw/", f"{BASE}cases/n-1/form/", f"{BASE}votes/u1/"]
    pages += [client.get(address) for address in addresses]
    for page in pages:
        assert page.status_code == 200, page.request["PATH_INFO"]
        assert HALF_WIDTH.findall(seen_on(page)) == [], page.request["PATH_INFO"]


def seen_on(page: Any) -> str:
    """The text of a page, its tags gone without a gap: what stands beside what is what is asked."""
    inside = page.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]+>", "", inside)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "label"), [("zh-hans", "截止日："), ("en", "Last day:")])
def test_a_date_says_what_it_is(monkeypatch: pytest.MonkeyPatch, language: str, label: str):
    lanxi = Lanxi().open()
    lanxi.submit("n-1", "u1", "赵石桥")
    client = coordinator(lanxi, "u1", monkeypatch, language)
    votes = {"entitled": "9", "present": "9", "cast": "9", "minutes": "x", "agree-n-1": "9", "version": "0"}
    press(client, f"{BASE}votes/u1/", votes)
    slate = f"{BASE}slates/u1/person/"
    for where in (BASE, slate, f"{slate}check/", f"{BASE}votes/u1/", f"{BASE}votes/u1/check/"):
        page = client.get(where).content.decode()
        assert f'{label} <span class="deadline' in page, where
        assert page.count('<span class="deadline') == page.count(label)
