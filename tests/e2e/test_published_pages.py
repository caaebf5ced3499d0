"""Roll, report and notice in a real browser: nothing serious for axe, nothing off the screen, day and night."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from chucai.publish.html import LANGUAGES, stylesheet
from chucai.publish.notice import notice_html
from chucai.publish.report import report_html
from chucai.publish.wall import roll_html
from tests.unit.publish import invented_notice, invented_report, invented_roll

KINDS = ("roll", "report", "notice")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages as they are published, with their stylesheets beside them."""
    place = tmp_path_factory.mktemp("published")
    for kind in KINDS:
        (place / f"{kind}.css").write_text(stylesheet(kind), encoding="utf-8")
        versions = {language: f"{kind}.{language}.html" for language in LANGUAGES}
        for language, name in versions.items():
            (place / name).write_text(_html(kind, language, versions), encoding="utf-8")
    return place


def _html(kind: str, language: str, versions: dict[str, str]) -> str:
    if kind == "roll":
        charter = invented_roll.charter()
        return roll_html(invented_roll.roll(), charter, language, versions=versions, proof=invented_roll.proof())
    if kind == "report":
        return report_html(invented_report.report(), language, versions=versions)
    return notice_html(invented_notice.notice(), language, versions=versions)


SCREENS = {"zh": (1280, "light"), "en": (390, "dark")}


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, chromium: Browser) -> Iterator[tuple[str, Page]]:
    """A language, and a page on a screen of its own: Chinese wide and by day, English narrow and by night."""
    width, scheme = SCREENS[request.param]
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield request.param, context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_serious(screen: tuple[str, Page], folder: Path, kind: str):
    language, page = screen
    page.goto((folder / f"{kind}.{language}.html").as_uri())
    for hidden in page.locator("details").all():
        hidden.evaluate("element => element.open = true")
    found = [fault for fault in Axe().run(page).response["violations"] if fault["impact"] in {"serious", "critical"}]
    assert [(fault["id"], fault["nodes"][0]["html"][:120]) for fault in found] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_sticks_out_of_a_small_telephone(chromium: Browser, folder: Path, kind: str, language: str):
    page = chromium.new_page(viewport={"width": 360, "height": 700})
    page.goto((folder / f"{kind}.{language}.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.close()


def test_a_picture_is_drawn_for_the_screen_it_is_on(chromium: Browser, folder: Path):
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.goto((folder / "report.en.html").as_uri())
    assert page.locator("#gates-wide").is_visible()
    assert not page.locator("#gates-narrow").is_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    assert page.locator("#gates-narrow").is_visible()
    assert not page.locator("#gates-wide").is_visible()
    page.close()


def test_each_page_leads_to_its_other_language(chromium: Browser, folder: Path):
    page = chromium.new_page(locale="zh-CN")
    page.goto((folder / "roll.zh.html").as_uri())
    page.get_by_role("navigation", name="语言").get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == "Roll of Honour"
    assert page.evaluate("document.documentElement.lang") == "en"
    page.close()
