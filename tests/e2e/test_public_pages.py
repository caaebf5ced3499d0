"""The public pages in a real browser: sound for axe on every screen, nothing off it, and an objection by keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from tests.e2e.inner_server import served
from tests.web.public_round import PublicSchool

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("browser")]

SCREENS = {
    "zh-wide-day": ("zh-CN", 1280, "light"),
    "zh-narrow-night": ("zh-CN", 360, "dark"),
    "en-narrow-day": ("en-GB", 360, "light"),
    "en-wide-night": ("en-GB", 1280, "dark"),
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
OBJECTION = {
    "grounds": "The lesson was taught by somebody else.",
    "name": "Ou Beiming",
    "contact": "Lane 7",
}


@pytest.fixture
def house(db: None, settings: Any) -> Iterator[str]:
    settings.ROOT_URLCONF = "tests.web.look_urls"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    with served() as found:
        yield found


@pytest.fixture(params=SCREENS)
def screen(request: pytest.FixtureRequest, house: str, chromium: Browser) -> Iterator[Page]:
    locale, width, scheme = SCREENS[request.param]
    context = chromium.new_context(
        locale=locale, viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def look(page: Page, where: str) -> None:
    """What must hold of every page as it stands: axe finds nothing serious, nothing sticks out, targets are large."""
    for hidden in page.locator("details").all():
        hidden.evaluate("element => element.open = true")
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(where, fault["id"], fault["nodes"][0]["html"][:150]) for fault in found] == []
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.viewport_size["width"], f"{where} is {wide} px wide"  # type: ignore[index]
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .button, select, nav a, input:not([type=hidden])')]
        .filter(e => e.checkVisibility() && !e.closest('.choice, table') && e.getBoundingClientRect().height < 43.5)
        .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert small == [], where


def visit(page: Page, url: str, paths: list[str]) -> None:
    for path in paths:
        answer = page.goto(f"{url}{path}")
        assert answer is not None
        assert answer.status < 500, path
        look(page, path)


def objection(school: PublicSchool) -> str:
    """The address of a case."""
    form = f"/rounds/{school.round_id}/notices/show/object"
    text = Client().get(form).content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', text)
    assert ticket
    return Client().post(form, {**OBJECTION, "about": school.choice("an"), "ticket": ticket[1]})["Location"]


def test_pages_while_a_notice_runs(screen: Page, house: str, monkeypatch: pytest.MonkeyPatch):
    school = PublicSchool().noticed().set_clock(monkeypatch)
    home = f"/rounds/{school.round_id}/"
    case = objection(school)
    pages = ["/", home, f"{home}how", f"{home}notices/", f"{home}notices/show/", f"{home}notices/show/object", case]
    visit(screen, house, [*pages, "/verify/", "/nowhere", "/parts"])


def test_pages_once_the_roll_is_announced(screen: Page, house: str, monkeypatch: pytest.MonkeyPatch):
    school = PublicSchool().noticed().set_clock(monkeypatch)
    case = objection(school)
    notice = school.state().notice("show")
    assert notice is not None
    school.answer(next(iter(notice.objections)), "dismissed", "The register shows who taught it.\n\nNothing else came.")
    school.announced()
    home = f"/rounds/{school.round_id}/"
    visit(screen, house, ["/", home, f"{home}stories/an/", f"{home}notices/", f"{home}notices/show/", case])
    sealed = PublicSchool("sealed-2026").begin(sealed=True)
    visit(screen, house, [f"/rounds/{sealed.round_id}/"])


@pytest.mark.parametrize("screen", ["zh-narrow-night", "en-wide-night"], indirect=True)
def test_pages_that_answer_a_form(screen: Page, house: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any):
    school = PublicSchool().noticed().set_clock(monkeypatch)
    screen.goto(f"{house}/rounds/{school.round_id}/notices/show/object")
    screen.locator("main button[type=submit]").click()
    look(screen, "the form with its faults")
    expect(screen.locator(".errors")).to_be_focused()
    school.announced()
    for name in ("安宁", "nobody"):
        screen.goto(f"{house}/verify/")
        screen.locator("#id_name").fill(name)
        screen.locator("#id_name").press("Enter")
        expect(screen.locator(".panel")).to_be_visible()
        look(screen, f"looked up {name}")
    for content in (b"".join(Client().get(f"/rounds/{school.round_id}/bundle")), b"nothing of the kind"):  # type: ignore[arg-type]
        bundle = tmp_path / "round.chucai"
        bundle.write_bytes(content)
        screen.goto(f"{house}/verify/")
        screen.locator("#id_bundle").set_input_files(bundle)
        screen.locator("form[enctype] button").click()
        expect(screen.locator(".panel")).to_be_visible(timeout=20_000)
        look(screen, f"a bundle of {len(content)} bytes")


def test_an_objection_by_keyboard_alone(house: str, chromium: Browser, monkeypatch: pytest.MonkeyPatch):
    school = PublicSchool().noticed().set_clock(monkeypatch)
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{house}/rounds/{school.round_id}/notices/show/?lang=en")
    keys = page.keyboard
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    to(page, "Object to a name")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Object to a name")
    to(page, "Send the objection")
    keys.press("Enter")
    expect(page.locator(".errors")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("#id_about")).to_be_focused()
    keys.type("An")
    for text in ("The lesson was taught by somebody else.", "Ou Beiming", "Lane 7"):
        keys.press("Tab")
        keys.type(text)
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case ")
    assert "/cases/" in page.url
    context.close()


def to(page: Page, words: str) -> None:
    """Tab until what says these words has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate("document.activeElement.textContent"):
            return
    raise AssertionError(words)


def test_without_javascript_nothing_is_missing(chromium: Browser, house: str, monkeypatch: pytest.MonkeyPatch):
    school = PublicSchool().noticed().set_clock(monkeypatch)
    context = chromium.new_context(locale="en-GB", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{house}/rounds/{school.round_id}/notices/show/object")
    page.locator("main button[type=submit]").click()
    expect(page.locator(".errors a").first).to_be_visible()
    page.get_by_label("Who is your objection about?").select_option(school.choice("an"))
    page.get_by_label("What are the facts").fill("The lesson was taught by somebody else.")
    page.get_by_label("Your real name").fill("Ou Beiming")
    page.get_by_label("How we can reach you").fill("Lane 7")
    page.get_by_role("button", name="Send the objection").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Case ")
    context.close()
