"""A judge's whole job in a browser, by keys alone, in both languages; and what becomes of it without a connection."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.web.served import ROOT, Server

pytestmark = pytest.mark.xdist_group("browser")
PICTURES = os.environ.get("CHUCAI_PICTURES")  # a folder, for whoever wants to look
CLOCK = "2026-03-05T02:00:00+00:00"
SAVED = re.compile(r"\d\d:\d\d:\d\d")
SIZES = {"desktop": (1280, 900), "tablet": (820, 1180), "phone": (390, 844)}
WORDS = {
    "zh-CN": {"resume": "继续", "check": "核对并提交", "seal": "提交这些评分表", "offline": "已离线"},
    "en-GB": {"resume": "Resume", "check": "Check and seal", "seal": "Seal these sheets", "offline": "offline"},
}


class House:
    """A served installation, and rounds in it."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.server = Server(home, CHUCAI_CLOCK=CLOCK)

    def round(self, name: str, *, signed: bool = True, blind: bool = True) -> dict[str, str]:
        """A new round in the middle of its comparison; the session of each judge."""
        told = {"round": name, "judges": 2, "cases": 6, "blind": blind, "signed": signed}
        program = [sys.executable, "-m", "tests.web.judged_program", json.dumps(told)]
        environment = {**os.environ, **self.server.environment}
        done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    found = House(tmp_path_factory.mktemp("house"))
    with found.server:
        yield found


@pytest.fixture
def context(chromium: Browser) -> Iterator[Any]:
    """Makes contexts; a script that fails or is blocked fails the test."""
    made: list[BrowserContext] = []
    complaints: list[str] = []

    def make(house: House, session: str, language: str, size: str = "desktop", **more: Any) -> BrowserContext:
        wide, high = SIZES[size]
        each = chromium.new_context(locale=language, viewport={"width": wide, "height": high}, **more)
        each.add_cookies([{"name": "sessionid", "value": session, "url": house.server.url}])
        each.on("weberror", lambda error: complaints.append(str(error.error)))
        each.on("console", lambda said: "Security Policy" in said.text and complaints.append(said.text))
        made.append(each)
        return each

    yield make
    for each in made:
        each.close()
    assert complaints == []


def accessible(page: Page) -> None:
    found = Axe().run(page)
    wrong = [each for each in found.response["violations"] if each["impact"] in ("serious", "critical")]
    assert not wrong, found.generate_report()


def fits(page: Page) -> None:
    """Nothing is wider than the screen."""
    wide, room = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide <= room, page.url


def tab_to(page: Page, selector: str) -> None:
    """By the tab key alone, from wherever one is."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by the tab key")


@pytest.mark.parametrize(("language", "size"), [("zh-CN", "phone"), ("en-GB", "desktop"), ("zh-CN", "tablet")])
def test_the_whole_job_by_keys(house: House, context: Any, language: str, size: str):
    words = WORDS[language]
    name = f"job-{language[:2]}-{size}"
    sessions = house.round(name, signed=False)
    page = context(house, sessions["judge-0"], language, size).new_page()
    here = f"{house.server.url}/rounds/{name}/judge/"
    page.goto(here)
    expect(page).to_have_url(f"{here}undertaking")
    looked(page)
    tab_to(page, "#agreed")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{here}interests")
    looked(page)
    tab_to(page, "main button")
    page.keyboard.press("Enter")
    expect(page).to_have_url(here)
    looked(page)
    tab_to(page, f"a[href='/rounds/{name}/judge/resume']")
    page.keyboard.press("Enter")
    marked(page)
    sealed(page, here, words)


def looked(page: Page) -> None:
    accessible(page)
    fits(page)
    if PICTURES:
        place = re.sub(r"[^a-z0-9]+", "-", page.url.partition("/rounds/")[2])
        page.screenshot(path=Path(PICTURES) / f"judge-{place}.png", full_page="/cases/" not in page.url)


def marked(page: Page) -> None:
    """Four cases: 8 and 4 by a key each, 70 typed; then J to the next, or from the last to the check."""
    page.wait_for_url("**/cases/**")
    looked(page)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    order = []
    for _ in range(4):
        page.wait_for_url("**/cases/**")
        if page.url in order:
            break
        order.append(page.url)
        page.keyboard.press("8")
        page.keyboard.press("4")
        page.keyboard.type("70")
        page.keyboard.press("Tab")
        expect(page.locator("#count")).to_have_text("3/3")
        expect(page.locator("#state")).to_have_text(SAVED)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("j")
        expect(page).not_to_have_url(order[-1])
    if "/check" not in page.url:
        page.goto(page.url.partition("/judge/")[0] + "/judge/check")
    assert len(set(order)) == len(order)


def sealed(page: Page, here: str, words: dict[str, str]) -> None:
    expect(page).to_have_url(f"{here}check")
    looked(page)
    rows = page.locator("tbody tr")
    number = rows.count()
    assert number >= 1
    tab_to(page, "main form button")
    expect(page.locator("main form button")).to_have_text(words["seal"])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("spread|judge/$"))
    page.goto(f"{here}spread")
    expect(page.locator("svg.picture").first).to_be_attached()
    looked(page)
    page.goto(f"{here}?show=sealed")
    expect(page.locator("tbody tr")).to_have_count(number)
    looked(page)


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_what_is_marked_without_a_connection_is_kept_and_sent_when_it_is_back(
    house: House, context: Any, language: str
):
    name = f"offline-{language[:2]}"
    session = house.round(name)["judge-1"]
    away = context(house, session, language, "tablet")
    page = away.new_page()
    url = f"{house.server.url}/rounds/{name}/judge/cases/c-0001/"
    page.goto(url)
    away.set_offline(True)
    page.keyboard.press("7")
    page.keyboard.press("3")
    page.locator("#comment").fill("by the river")
    page.locator("#comment").blur()
    expect(page.locator("#state")).to_contain_text(WORDS[language]["offline"])
    expect(page.locator("#state")).to_contain_text("3")
    accessible(page)
    away.set_offline(False)
    expect(page.locator("#state")).to_have_text(SAVED)
    page.reload()
    expect(page.locator("input[name='mark:daring'][value='7']")).to_be_checked()
    expect(page.locator("input[name='mark:doing'][value='3']")).to_be_checked()
    expect(page.locator("#comment")).to_have_value("by the river")


def test_without_a_connection_nothing_is_opened_and_the_page_stays(house: House, context: Any):
    session = house.round("stays")["judge-1"]
    place = context(house, session, "en-GB", "phone")
    page = place.new_page()
    url = f"{house.server.url}/rounds/stays/judge/cases/c-0001/"
    page.goto(url)
    place.set_offline(True)
    for pressed in ("#after", "#skip button", "#step-aside", ".back"):
        page.locator(pressed).click()
        expect(page.locator("#state")).to_contain_text("You are offline.")
        assert page.url == url
    place.set_offline(False)
    expect(page.locator("#state")).to_be_empty()
    page.locator("#step-aside").click()
    expect(page).to_have_url(f"{url}aside")
    page.locator("input[name=interest]").first.check()
    page.locator("#note").fill("my sister")
    place.set_offline(True)
    page.get_by_role("button", name="Recuse myself").click()
    expect(page.get_by_role("status")).to_contain_text("what you have typed stays here")
    expect(page.locator("#note")).to_have_value("my sister")


def test_what_was_kept_is_sent_from_the_queue_too_even_after_the_server_was_killed(house: House, context: Any):
    session = house.round("killed")["judge-1"]
    place = context(house, session, "en-GB")
    page = place.new_page()
    page.goto(f"{house.server.url}/rounds/killed/judge/cases/c-0001/")
    house.server.kill()
    page.keyboard.press("9")
    expect(page.locator("#state")).to_contain_text("offline, 1 to send")
    page.close()
    house.server.start()
    other = place.new_page()
    other.goto(f"{house.server.url}/rounds/killed/judge/")
    expect(other.locator("#state")).to_have_text("What was kept on this device has been sent.")
    other.goto(f"{house.server.url}/rounds/killed/judge/cases/c-0001/")
    expect(other.locator("input[name='mark:daring'][value='9']")).to_be_checked()


def test_two_devices_see_the_newer_mark(house: House, context: Any):
    session = house.round("devices")["judge-1"]
    url = f"{house.server.url}/rounds/devices/judge/cases/c-0001/"
    tablet, phone = (context(house, session, "en-GB", size).new_page() for size in ("tablet", "phone"))
    tablet.goto(url)
    phone.goto(url)
    tablet.locator("label", has=tablet.locator("input[name='mark:daring'][value='8']")).click()
    expect(tablet.locator("#state")).to_have_text(SAVED)
    phone.locator("#raise").click()
    phone.locator("label", has=phone.locator("input[name='mark:daring'][value='2']")).click()
    expect(phone.locator("#crossed")).to_contain_text("The newer one stands: 2 (not 8).")
    tablet.locator("label", has=tablet.locator("input[name='mark:doing'][value='4']")).click()
    expect(tablet.locator("input[name='mark:daring'][value='2']")).to_be_checked()


def test_every_mark_of_a_scale_has_a_key(house: House, context: Any):
    """Of one that runs from 0 to 10 the lowest and the highest, too."""
    session = house.round("marks")["judge-1"]
    page = context(house, session, "en-GB").new_page()
    page.goto(f"{house.server.url}/rounds/marks/judge/cases/c-0001/")
    for pressed, mark in (("0", "0"), ("t", "10"), ("1", "1")):
        page.locator("input[name='mark:daring']").first.focus()
        page.keyboard.press(pressed)
        expect(page.locator(f"input[name='mark:daring'][value='{mark}']")).to_be_checked()
    expect(page.locator("#count")).to_have_text("1/3")


def test_single_keys_leave_those_who_type_alone_and_can_be_switched_off(house: House, context: Any):
    session = house.round("keys")["judge-1"]
    page = context(house, session, "en-GB").new_page()
    url = f"{house.server.url}/rounds/keys/judge/cases/c-0001/"
    page.goto(url)
    page.locator("#comment").click()
    page.keyboard.type("just 7 casks? skip")
    expect(page.locator("#comment")).to_have_value("just 7 casks? skip")
    expect(page.locator("#help")).to_be_hidden()
    expect(page.locator("#state")).to_have_text(SAVED)
    assert page.url == url
    page.locator("#comment").blur()
    page.keyboard.press("?")
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("7")
    page.keyboard.press("s")
    expect(page.locator("#count")).to_have_text("0/3")
    assert page.url == url


def test_without_script_a_form_does_the_same(house: House, context: Any):
    session = house.round("plain")["judge-1"]
    page = context(house, session, "en-GB", "phone", java_script_enabled=False).new_page()
    url = f"{house.server.url}/rounds/plain/judge/cases/c-0001/"
    page.goto(url)
    page.locator("label", has=page.locator("input[name='mark:daring'][value='8']")).click()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_url(url)
    expect(page.locator("input[name='mark:daring'][value='8']")).to_be_checked()
    page.get_by_role("button", name="Save and next").click()
    expect(page).not_to_have_url(url)


@pytest.mark.parametrize("size", SIZES)
def test_what_is_pressed_is_large_enough_and_nothing_hides_what_has_the_focus(house: House, context: Any, size: str):
    session = house.round(f"targets-{size}")["judge-1"]
    page = context(house, session, "en-GB", size).new_page()
    page.goto(f"{house.server.url}/rounds/targets-{size}/judge/cases/c-0001/")
    small = page.evaluate(
        """() => [...document.querySelectorAll('main .button, .marks label, main textarea, main select')]
        .filter(one => one.checkVisibility()).map(one => [one.textContent.trim(), one.getBoundingClientRect()])
        .filter(([, box]) => box.height < 43.5 || box.width < 43.5).map(([text]) => text)"""
    )
    assert small == []
    if size == "phone":
        page.locator("#raise").click()
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => { const one = document.activeElement, box = one.getBoundingClientRect();
            if (!one.closest('#sheet') || one.matches('.marks input')) return true;
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
            return !top || one === top || one.contains(top) || top.contains(one); }"""
        ), page.evaluate("document.activeElement.outerHTML")
