"""States of pages that a walk through busy rounds does not meet: errors, empty rooms, sealed programmes, answers.

Each is opened in Chromium, narrow in Chinese and wide in English: axe finds nothing, the HTML is sound, nothing sticks
out, and no text of the other language is left.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e import stated_house as stated
from tests.e2e.house import House
from tests.e2e.page_words import foreign, ours, untranslated
from tests.e2e.test_crawl import RULES
from tests.web.look_html import faults

pytestmark = pytest.mark.xdist_group("browser")
UNNAMED = {"nominate", "judge", "confer"}  # stages to which this charter gives no name are called by their ids
SCREENS = (("zh-CN", 390), ("en-GB", 1280))
# Letters are in the language of those who get them, and what was typed or uploaded in that of whoever did.
OTHERS = re.compile(r"<article lang=.*?</article>|<textarea.*?</textarea>|<input type=.hidden.[^>]*>", re.DOTALL)
OFFICE = f"/rounds/{stated.EMPTY}/office/"
UNITS = "id,name,tier,parent,places.person\nschool,Qingshi School,school,,7\nhill,山坡小学 Hill School,school,,3\n"
TABLE = {"name": "units.csv", "mimeType": "text/csv", "buffer": UNITS.encode()}


def checked_out(page: Page) -> None:
    """Let the server say what is wrong, not the browser."""
    page.evaluate("document.querySelectorAll('form').forEach(form => { form.noValidate = true })")


def bad_address(page: Page) -> None:
    checked_out(page)
    page.fill("input[name=email]", "nonsense")
    page.locator("form:has(input[name=email]) button").click()


def nothing_filled_in(page: Page) -> None:
    checked_out(page)
    page.locator("main form button").last.click()


def example(page: Page) -> None:
    page.locator("main form select").first.select_option("district")
    page.locator("main form button").first.click()


def upload(page: Page) -> None:
    page.locator("#file").set_input_files(TABLE)
    page.locator('form[action$="upload"] button').click()


def extension(page: Page) -> None:
    page.fill("#last", "2026-04-09")
    page.fill("#reason", "Snow / 大雪")
    page.locator("main form button").click()


@dataclass(frozen=True)
class State:
    """Who gets into it, where (an address, or what the house has told of under this name), and by pressing what."""

    who: str
    path: str
    press: Callable[[Page], None] | None = None
    status: int = 200


SEALED = [f"/rounds/{each}/{part}" for each in (stated.SEALED, stated.OPENED) for part in ("", "how", "notices/")]
ROOMS = ("", "nominations/", "stages/", "panel/", "places/", "people/", "letters/", "decision/", "decision/objections/")
STATES = (
    *(State("", path) for path in ("dismissed", "upheld", "waiting", *SEALED, f"/rounds/{stated.EMPTY}/")),
    State("", f"/rounds/{stated.SEALED}/stories/an/", status=404),
    State("", f"/rounds/{stated.OPENED}/stories/an/"),
    State("", "/nowhere", status=404),
    State("", "/sign-in/", bad_address),
    State("", "/sign-in/sent/"),
    State("", "/sign-in/closed/", status=403),
    State("", "/sign-in/single/failed/", status=403),
    State("", "/sign-in/link/no-longer/", status=410),
    State("", stated.NOTICE, nothing_filled_in),
    State("newcomer", "/me/"),
    State("newcomer", "/me/factors/"),
    State("newcomer", OFFICE, status=403),
    State("house", "/office/rounds/new/", nothing_filled_in),
    State("house", "/office/rounds/new/", example),
    *(State("office", OFFICE + room) for room in ROOMS),
    State("office", OFFICE + "places/", upload),
    State("office", OFFICE + "places/", lambda page: page.locator('form[action$="upload"] button').click()),
    State("office", OFFICE + "stages/nominate/extend", extension),
    State("office", OFFICE + "stages/nominate/close"),
    State("coordinator", f"/rounds/{stated.EMPTY}/nominate/"),
    State("judge", f"/rounds/{stated.EMPTY}/judge/"),
)


@dataclass(frozen=True)
class Stated:
    url: str
    told: dict[str, str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stated]:
    house = House(Path(tmp_path_factory.mktemp("house")))
    house.set_clock(stated.NOW)
    told = json.loads(house.tell(stated.PROGRAM).splitlines()[-1])
    with house.served():
        yield Stated(house.url, told)


@pytest.mark.parametrize(("locale", "width"), SCREENS, ids=str)
def test_every_state_is_sound(house: Stated, chromium: Browser, locale: str, width: int):
    words = foreign({pair for pair in ours() if pair[0] not in UNNAMED}, locale[:2])
    wrong: list[str] = []
    for who in dict.fromkeys(state.who for state in STATES):
        context = chromium.new_context(locale=locale, viewport={"width": width, "height": 900}, reduced_motion="reduce")
        if who:
            context.add_cookies([{"name": "sessionid", "value": house.told[who], "url": house.url}])
        page = context.new_page()
        for state in (each for each in STATES if each.who == who):
            wrong += seen(page, house, state, width, words)
        context.close()
    assert wrong == []


def seen(page: Page, house: Stated, state: State, width: int, words: frozenset[str] | set[str]) -> list[str]:
    """What is wrong with a state."""
    answer = page.goto(house.url + house.told.get(state.path, state.path))
    assert answer is not None
    if state.press:
        with page.expect_navigation():
            state.press(page)
    html, name = page.content(), f"{state.path} {state.press.__name__ if state.press else ''} at {width}"
    told = [f"{name}: {fault['id']}" for fault in Axe().run(page, options=RULES).response["violations"]]
    told += [f"{name}: {word}" for word in untranslated(OTHERS.sub("", html), words)[:3]]
    if page.evaluate("document.documentElement.scrollWidth") > width:
        told.append(f"{name}: too wide")
    if not state.press:
        told += [f"{name}: {fault}" for fault in faults(answer.text())[:3]]
        told += [f"{name}: {answer.status}"] if answer.status != state.status else []
    return told
