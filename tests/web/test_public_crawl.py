"""Everything a stranger can reach by links, in both languages: it is there, it is sound, and all of it is translated."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.web.look_html import faults
from tests.web.public_round import PublicSchool
from tests.web.test_translations import CATALOGUES, catalogue

pytestmark = pytest.mark.django_db
LONG_ENOUGH = 12  # letters: shorter words may stand in a name or an address
MOST = 60


def reached(client: Client, language: str, *starts: str) -> dict[str, str]:
    """Address -> HTML of every page that can be reached by links from these, signing in left out."""
    found: dict[str, str] = {}
    waiting = list(starts)
    while waiting:
        path = waiting.pop()
        if path in found or path.startswith(("/sign-in", "/static", "/me")):
            continue
        response = client.get(path, headers={"accept-language": language})
        assert response.status_code in (200, 302), f"{path}: {response.status_code}"
        is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
        found[path] = response.content.decode() if is_page else ""
        for close in response._resource_closers:  # not the response: that ends the test's own connection too
            close()
        assert len(found) <= MOST
        hrefs = re.findall(r'<a [^>]*href="(/[^"#]*)', found[path])
        waiting += [unescape(href) for href in hrefs if "lang=" not in href]
    return found


@pytest.fixture(params=["a notice runs", "the roll is announced"])
def starts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    school = PublicSchool().noticed().set_clock(monkeypatch)
    if request.param == "the roll is announced":
        school.announced()
    PublicSchool("sealed-2026").begin(sealed=True, years=50)
    return ["/"]


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_what_can_be_reached_is_there_and_sound(client: Client, starts: list[str], language: str):
    pages = reached(client, language, *starts)
    assert len(pages) >= 10
    for path, text in pages.items():
        assert not text or faults(text) == [], path


def test_no_english_is_left_on_chinese_pages(client: Client, starts: list[str]):
    english = {
        message.id
        for path in CATALOGUES
        for message in catalogue(path)
        if isinstance(message.id, str) and len(message.id) > LONG_ENOUGH and "%" not in message.id
    }
    for path, html in reached(client, "zh-CN", *starts).items():
        text = unescape(re.sub(r"<[^>]+>", " ", html))
        assert [words for words in english if words in text] == [], path
