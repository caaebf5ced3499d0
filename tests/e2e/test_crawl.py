"""Every page that each role can reach by links, in both languages: it is there, it is sound, it is translated, it is light.

Three invented rounds are served: one nominates, one compares, one is over. A link that is offered must lead somewhere.
A page of each kind is opened in Chromium, too: axe finds nothing, of any impact, and a first visit costs little.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Response
from playwright.sync_api import Page as Tab

from chucai.cli.rehearsal.live import LIVE
from tests.e2e.crawled_house import COUNTED, PROGRAM, ROLES, Role
from tests.e2e.crawling import Visit, Walker, crawl, led_astray
from tests.e2e.house import House
from tests.e2e.page_words import foreign, of_charter, ours, untranslated
from tests.web.look_html import faults

pytestmark = pytest.mark.xdist_group("browser")
MOST = {"zh-CN": 2, "en-GB": 1}  # pages of a kind
SEEN_IN = "zh-CN"  # the language in which a browser looks
WEIGHT, REQUESTS = 60_000, 10  # bytes on the wire, of the page with its styles and scripts
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NARROW_TOO = {"office:nominations", "office:control", "judge:case"}
SHARED = ("public:", "accounts:", "office:")  # the same for all who may open them: looked at with the first of them
COOKIE = "sessionid"

Found = Mapping[tuple[str, str], list[Visit]]  # role, language -> pages


@dataclass(frozen=True)
class Crawled:
    url: str
    sessions: dict[str, str]
    before: str
    after: str
    found: Found

    def pages(self) -> Iterator[tuple[str, str, Visit]]:
        for (role, language), visits in self.found.items():
            yield from ((role, language, visit) for visit in visits)


def walk(house: House, role: Role, language: str, session: str | None) -> list[Visit]:
    with closing(Walker(house.url, language, f"{COOKIE}={session}" if session else "")) as walker:
        return crawl(walker, role.starts, MOST[language])


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawled]:
    """The house stays open while the tests of this module run."""
    house = House(Path(tmp_path_factory.mktemp("house")))
    told = json.loads(house.tell(PROGRAM).splitlines()[-1])
    house.set_clock(datetime.fromisoformat(told["clock"]))
    before = house.tell(COUNTED)
    sessions = told["sessions"]
    with house.served():
        found = {
            (role.name, language): walk(house, role, language, sessions.get(role.name))
            for role in ROLES
            for language in MOST
        }
        yield Crawled(house.url, sessions, before, house.tell(COUNTED), found)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_everybody_reaches_their_work(crawled: Crawled, role: Role):
    """A crawl that stops at the door would find no fault either."""
    assert len({visit.route for visit in crawled.found[role.name, SEEN_IN]}) >= role.routes


def test_every_link_that_is_offered_leads_somewhere(crawled: Crawled):
    wrong = {
        f"{role}: {told}" for role, _, visit in crawled.pages() if (told := led_astray(visit, role in crawled.sessions))
    }
    assert sorted(wrong) == []


def test_walking_about_changes_nothing(crawled: Crawled):
    assert crawled.before == crawled.after


def test_the_html_is_sound(crawled: Crawled):
    wrong = {
        f"{role} {visit.path}: {told[:5]}"
        for role, _, visit in crawled.pages()
        if visit.html and (told := faults(visit.html))
    }
    assert sorted(wrong) == []


def test_every_page_says_its_language(crawled: Crawled):
    wrong = [
        (role, visit.path)
        for role, language, visit in crawled.pages()
        if visit.html and f'<html lang="{language[:2]}' not in visit.html[:200]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", MOST)
def test_nothing_is_left_in_the_other_language(crawled: Crawled, language: str):
    pairs = {*ours(), *(pair for live in LIVE for pair in of_charter(live.charter()))}
    words = foreign(pairs, language[:2])
    wrong = {
        f"{role} {visit.path}: {told[:5]}"
        for role, own, visit in crawled.pages()
        if own == language and visit.html and (told := untranslated(visit.html, words))
    }
    assert sorted(wrong) == []


def one_of_each(visits: list[Visit], seen: set[str]) -> Iterator[Visit]:
    """The first page of each route that a browser shows."""
    routes = set(seen)
    for visit in visits:
        if visit.status == 200 and visit.html and visit.route not in routes:
            routes.add(visit.route)
            if visit.route.startswith(SHARED):
                seen.add(visit.route)
            yield visit


@pytest.fixture(scope="module")
def looked_at() -> set[str]:
    """Routes that are the same for everybody and have been looked at."""
    return set()


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_axe_finds_nothing_and_a_first_visit_is_light(
    crawled: Crawled, chromium: Browser, role: Role, looked_at: set[str]
):
    wrong: list[str] = []
    for visit in one_of_each(crawled.found[role.name, SEEN_IN], looked_at):
        context = chromium.new_context(locale=SEEN_IN, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        if session := crawled.sessions.get(role.name):
            context.add_cookies([{"name": COOKIE, "value": session, "url": crawled.url}])
        tab = context.new_page()
        wrong += visited(tab, crawled.url + visit.path)
        for width in (1280, 360) if visit.route in NARROW_TOO else (1280,):
            tab.set_viewport_size({"width": width, "height": 900})
            wrong += found_by_axe(tab, visit.path, width)
        context.close()
    assert wrong == []


def visited(tab: Tab, url: str) -> list[str]:
    """What a first visit does not do well: complaints of the browser, too many requests, too many bytes."""
    answers: list[Response] = []
    complaints: list[str] = []
    tab.on("response", lambda answer: bool(answers.append(answer)))
    tab.on("console", lambda message: message.type in {"error", "warning"} and complaints.append(message.text))
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(url, wait_until="load")
    weight = sum(answer.request.sizes()["responseBodySize"] for answer in answers)
    told = [f"{url}: {each}" for each in complaints]
    if weight > WEIGHT or len(answers) > REQUESTS:
        told.append(f"{url}: {weight} bytes in {len(answers)} requests")
    return told


def found_by_axe(tab: Tab, path: str, width: int) -> list[str]:
    """What axe finds fault with, however slight, and what sticks out of the screen."""
    found = Axe().run(tab, options=RULES).response["violations"]
    told = [
        f"{path} at {width} px: {fault['id']} ({fault['impact']}): {fault['nodes'][0]['html'][:150]}" for fault in found
    ]
    wide = tab.evaluate("document.documentElement.scrollWidth")
    return told if wide <= width else [*told, f"{path} is {wide} px wide at {width} px"]
