"""The look: one stylesheet of tokens and parts, a frame that knows where one is, and parts that say what they mean."""

from __future__ import annotations

import gzip
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.test import Client
from django.utils import translation

from chucai.charter.calendar import shipped
from chucai.publish.palette import PAINTS, TOKENS
from chucai.web.look.patterns import Sample
from tests.web.look_html import faults
from tests.web.personas import signed_in_client
from tests.web.public_round import PublicSchool
from tests.web.small_round import ROUND

pytestmark = pytest.mark.django_db
BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])
KILO = 1024


def static(name: str) -> bytes:
    path = finders.find(name)
    assert isinstance(path, str)
    return Path(path).read_bytes()


@pytest.fixture
def more(settings: Any) -> None:
    """With the page of all parts, and one that breaks."""
    settings.ROOT_URLCONF = "tests.web.look_urls"


def drawn(source: str, language: str = "en", **facts: Any) -> str:
    with translation.override(language):
        return Template("{% load look %}" + source).render(Context(facts))


# --- the stylesheet


def test_the_colours_are_those_of_everything_published():
    css = static("look/chucai.css").decode()
    for token, (light, dark) in TOKENS.items():
        assert css.count(f"--{token}: {light};") == 2, f"{token} by day and in print"
        assert css.count(f"--{token}: {dark};") == 1, f"{token} by night"
    for name in PAINTS:
        assert f".c-{name} {{" in css


def test_the_stylesheet_is_small_and_fetches_nothing():
    css = static("look/chucai.css")
    assert len(gzip.compress(css)) <= 12 * KILO
    assert not re.search(rb"url\(|@import", css)
    for face in re.findall(rb"@font-face \{([^}]*)\}", css):
        assert re.search(rb"src: local\(", face), "a face that is on the reader's machine, or none"


def test_what_is_promised_to_readers_is_in_the_stylesheet():
    css = static("look/chucai.css").decode()
    for promise in (
        "prefers-color-scheme: dark",
        "prefers-reduced-motion",
        "prefers-contrast: more",
        "forced-colors: active",
        "@media print",
        ":focus-visible",
        "text-autospace",
        "text-spacing-trim",
        "font-synthesis",
        "tabular-nums",
        "--target: 2.75rem",
    ):
        assert promise in css, promise


# --- parts


@BOTH
def test_every_part_together_is_a_sound_page(client: Client, more: None, language: str):
    text = client.get(f"/parts?lang={language}").content.decode()
    assert faults(text) == []


@pytest.mark.parametrize(
    ("last", "said", "is_soon"),
    [
        (date(2026, 5, 9), "Saturday 9 May 2026 4 working days left", False),  # a Saturday on duty, after the holidays
        (date(2026, 5, 6), "Wednesday 6 May 2026 1 working day left", True),
        (date(2026, 4, 30), "Thursday 30 April 2026 today is the last day", True),
        (date(2026, 4, 29), "Wednesday 29 April 2026 1 day ago", False),
    ],
)
def test_a_last_day_is_told_with_its_weekday_and_working_days(last: date, said: str, is_soon: bool):
    facts = {"last": last, "today": date(2026, 4, 30), "calendar": shipped("cn")}
    text = drawn("{% deadline last today calendar %}", **facts)
    assert re.sub(r"<[^>]+>|\s+", " ", text).split() == said.split()
    assert (" soon" in text) == is_soon
    assert "还剩" in drawn("{% deadline last today calendar %}", "zh-hans", **{**facts, "last": date(2026, 5, 9)})


def test_an_error_summary_leads_to_the_fields_and_takes_the_focus():
    text = drawn("{% errors form %}", form=Sample({}))
    assert re.search(r'<div class="errors" role="alert" tabindex="-1" autofocus', text)
    assert '<a href="#id_text">A line of text: This field is required.</a>' in text
    assert "A line of text：" in drawn("{% errors form %}", "zh-hans", form=Sample({}))
    assert '<a href="#id_one' in text
    assert drawn("{% errors form %}", form=Sample()).strip() == ""


def test_a_field_is_tied_to_its_hint_and_its_error():
    text = drawn("{% field form.text %}", form=Sample({}))
    assert 'aria-describedby="id_text-hint id_text-error"' in text
    assert 'aria-invalid="true"' in text
    assert '<label for="id_text">' in text
    assert "<fieldset" in drawn("{% field form.one %}", form=Sample())


def test_a_summary_shows_one_value_or_several_and_where_to_change_them():
    rows = [
        {"name": "Name", "value": "An", "change": "/x"},
        {"name": "Papers", "values": ["a", "b"]},
        {"name": "Theme"},
    ]
    text = drawn("{% summary rows %}", rows=rows)
    assert re.findall(r"<dd[^>]*>(.*?)</dd>", text, re.DOTALL) == [
        "An",
        '<a href="/x">Change<span class="visually-hidden"> Name</span></a>',
        "<p>a</p><p>b</p>",
        '<span class="quiet">not given</span>',
    ]


def test_a_text_of_the_other_language_is_marked_as_such():
    assert drawn("<b{{ text|tongue }}>", text="出彩") == '<b lang="zh-Hans">'
    assert drawn("<b{{ text|tongue }}>", text="Chucai") == "<b>"
    assert drawn("<b{{ text|tongue }}>", "zh-hans", text="Chucai") == '<b lang="en">'
    assert drawn("<b{{ text|tongue }}>", "zh-hans", text="2026/1") == "<b>"


def test_numbers_have_one_decimal_and_thousands_set_apart():
    assert drawn("{{ n|points }} {{ none|points }} {{ many|grouped }}", n=71_340_000, none=None, many=73_421) == (
        "71.3 – 73\u202f421"
    )


# --- the frame


def links(text: str) -> list[str]:
    place = re.search(r'<nav class="places".*?</nav>', text, re.DOTALL)
    return re.findall(r"<a href=\"([^\"]+)\"", place[0]) if place else []


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> PublicSchool:
    return PublicSchool().noticed().set_clock(monkeypatch)


def test_a_public_page_is_the_same_for_everybody(client: Client, school: PublicSchool):
    """Whoever is signed in: nothing of an account or a session is looked at, so that anyone may keep the page."""
    stranger = client.get(f"/rounds/{ROUND}/")
    insider = signed_in_client(school, "judge-0").get(f"/rounds/{ROUND}/")
    assert stranger.content == insider.content
    assert "Cookie" not in insider["Vary"]
    assert "Set-Cookie" not in insider
    assert links(stranger.content.decode()) == [
        f"/rounds/{ROUND}/",
        f"/rounds/{ROUND}/how",
        f"/rounds/{ROUND}/notices/",
        "/verify/",
    ]


def test_whoever_is_signed_in_finds_the_places_of_their_roles_and_no_others(school: PublicSchool):
    page = signed_in_client(school, "judge-0").get(f"/rounds/{ROUND}/judge/", follow=True).content.decode()
    assert f"/rounds/{ROUND}/judge/" in links(page)
    assert f"/rounds/{ROUND}/office/" not in links(page)
    assert f"/rounds/{ROUND}/notices/" in links(page)
    assert f"judge-0.{ROUND}@example.org" in page


@pytest.mark.parametrize(
    ("path", "current"),
    [("", ""), ("how", "how"), ("notices/", "notices/"), ("notices/show/", "notices/")],
)
def test_the_frame_says_where_one_is(client: Client, school: PublicSchool, path: str, current: str):
    text = client.get(f"/rounds/{ROUND}/{path}").content.decode()
    assert re.findall(r'href="([^"]+)" aria-current="page"', text) == [f"/rounds/{ROUND}/{current}"]


def test_a_change_of_language_keeps_the_page_and_what_was_asked(client: Client, school: PublicSchool):
    text = client.get(
        f"/rounds/{ROUND}/notices/show/object?about=an", headers={"accept-language": "en"}
    ).content.decode()
    assert 'href="?about=an&amp;lang=zh-hans"' in text


def test_a_rehearsal_says_so_on_every_page(client: Client, monkeypatch: pytest.MonkeyPatch):
    assert "Rehearsal:" not in client.get("/?lang=en").content.decode()
    monkeypatch.setenv("CHUCAI_CLOCK", "2026-03-02T09:00:00+08:00")
    assert "Rehearsal:" in client.get("/verify/?lang=en").content.decode()


# --- error pages


@BOTH
@pytest.mark.parametrize(
    ("path", "status", "says"),
    [("/nowhere", 404, "Page not found"), ("/broken", 500, "Something went wrong here")],
)
def test_errors_are_said_in_the_frame(more: None, language: str, path: str, status: int, says: str):
    client = Client(raise_request_exception=False)
    response = client.get(path, headers={"accept-language": language})
    text = response.content.decode()
    assert response.status_code == status
    assert faults(text) == []
    assert (says in text) == (language == "en")
    assert f'<html lang="{"en" if language == "en" else "zh-Hans"}">' in text


def test_a_page_for_others_is_refused_in_the_frame(school: PublicSchool, client: Client):
    from django.core.exceptions import PermissionDenied
    from django.test import RequestFactory
    from django.views.defaults import permission_denied

    response = permission_denied(RequestFactory().get("/"), PermissionDenied())
    assert response.status_code == 403
    assert faults(response.content.decode()) == []


# --- weight: what a first visit costs


@BOTH
@pytest.mark.parametrize(
    "path", ["/", "/rounds/ID/", "/rounds/ID/how", "/rounds/ID/notices/show/", "/verify/", "/parts"]
)
def test_a_first_visit_is_light(client: Client, school: PublicSchool, more: None, path: str, language: str):
    response = client.get(f"{path.replace('ID', ROUND)}", headers={"accept-language": language})
    html = response.content
    files = set(re.findall(r'(?:src|href)="/static/([^"]+)"', html.decode()))
    weight = len(gzip.compress(html)) + sum(len(gzip.compress(static(name))) for name in files)
    assert weight <= 60 * KILO
    assert 1 + len(files) <= 10
    assert configured.STATIC_URL == "/static/"
