"""Somebody from the street nominates, in a real browser and with the keyboard alone where it types and presses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.house import House

ROUND = "aldermark-2027"
MINE = f"/rounds/{ROUND}/nominate/mine/"
OPEN = "from tests.web.volunteers_round import Aldermark\nAldermark().open()"
LINK = """
from datetime import timedelta
from time import monotonic
from chucai.web import clock
from chucai.web.jobs.work import drain
from chucai.web.records import links, models
until = monotonic() + 60
while monotonic() < until:  # the server's own jobs may be the ones that make the account
    drain()
    ada = models.Account.objects.filter(email="ada@example.org").first()
    if ada:
        break
print("/sign-in/link/" + links.mint(ada.pk, "MINE", timedelta(hours=1), clock.now()) + "/")
""".replace("MINE", MINE)
PDF = b"%PDF-1.4 a letter\n%%EOF"
PICTURES = os.environ.get("CHUCAI_PICTURES")  # a folder, for whoever wants to look
SERIOUS = {"serious", "critical"}
WORDS = {
    "zh-CN": {"door": "我要推荐", "mine": "我的推荐", "done": "已完成 10/10 项", "in": "推荐已报送", "saved": "已保存"},
    "en": {
        "door": "Nominate",
        "mine": "My nominations",
        "done": "10 of 10 done",
        "in": "The nomination is in",
        "saved": "saved",
    },
}
ABOUT = {"years_running": "12", "volunteers": "90", "residents": "95"}
YES_NO = {"local_benefit": "yes", "only_fundraising": "no", "only_animals": "no", "safeguarding": "yes"}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.set_clock(datetime(2026, 9, 2, 10, 0, tzinfo=UTC))
    house.tell(OPEN)
    with house.served():
        yield house


class Visitor:
    """A browser; every page it comes to is looked at."""

    def __init__(self, chromium: Browser, url: str, language: str, wide: int) -> None:
        self.url, self.language, self.wide = url, language, wide
        self.context = chromium.new_context(locale=language, viewport={"width": wide, "height": 900})
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.seen = 0
        self.page.on("console", self._heard)

    def _heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def open(self, where: str) -> Page:
        self.page.goto(self.url + where)
        return self.looked_at()

    def looked_at(self) -> Page:
        found = Axe().run(self.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in SERIOUS] == []
        assert self.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), self.page.url
        self.seen += 1
        if PICTURES:
            name = f"anyone-{self.language}-{self.wide}-{self.seen:02}.png"
            self.page.screenshot(path=Path(PICTURES) / name, full_page=True)
        return self.page

    def press(self, selector: str = "main form button.button:not(.second)") -> Page:
        """A button or link, with the keyboard."""
        self.page.locator(selector).first.press("Enter")
        self.page.wait_for_load_state()
        return self.looked_at()

    def part(self, draft: str, section: str) -> Page:
        self.open(draft)
        return self.press(f'a[href$="{draft}{section}/"], a[href*="{draft}{section}/?"]')


@pytest.mark.parametrize(("language", "wide"), [("zh-CN", 390), ("en", 1280)])
def test_the_whole_way(house: House, chromium: Browser, language: str, wide: int):
    walker, said = Visitor(chromium, house.url, language, wide), WORDS[language]
    came_in(walker, house, said)
    draft = begun(walker)
    who_and_where(walker, draft, said)
    deeds(walker, draft)
    expect(walker.open(draft).locator("main")).to_contain_text(said["done"])
    handed_in(walker, draft, said)
    assert walker.complaints == []
    walker.context.close()


def came_in(walker: Visitor, house: House, said: dict[str, str]) -> None:
    """From the public page by a mailed link."""
    walker.open(f"/rounds/{ROUND}/how")
    page = walker.open(f"/rounds/{ROUND}/")
    expect(page.get_by_role("link", name=said["door"], exact=True)).to_be_visible()
    walker.press(f'main a[href*="{MINE}"]')
    page.locator("#id_email").fill("ada@example.org")
    walker.press("main form button.button")
    walker.open(house.tell(LINK).strip().splitlines()[-1])
    walker.press("main form button.button")
    expect(page.locator("h1")).to_have_text(said["mine"])


def begun(walker: Visitor) -> str:
    walker.press("main p a.button")
    return walker.press().url.removeprefix(walker.url).partition("?")[0]


def who_and_where(walker: Visitor, draft: str, said: dict[str, str]) -> None:
    page = walker.part(draft, "you")
    page.locator("#id_name").press_sequentially("Ada Finch")
    expect(page.locator("[data-told]")).to_contain_text(said["saved"])
    walker.press()
    page = walker.part(draft, "where")
    page.locator('input[value="north"]').press("Space")
    walker.press()
    page = walker.part(draft, "who")
    page.locator("#id_name").fill("Harbour Kitchen")
    walker.press()
    page = walker.part(draft, "members")
    page.locator("summary").press("Enter")
    page.locator("#id_many").fill("Bea Moss\nCy Reed\nDi Vale")
    walker.press('button[name="add"]')
    walker.press('button[name="finish"]')
    page = walker.part(draft, "theme")
    page.locator('input[value="care"]').press("Space")
    walker.press()


def deeds(walker: Visitor, draft: str) -> None:
    page = walker.part(draft, "about")
    for name, value in ABOUT.items():
        page.locator(f"#id_{name}").fill(value)
    for name, value in YES_NO.items():
        page.locator(f'input[name="{name}"][value="{value}"]').press("Space")
    walker.press()
    page = walker.part(draft, "statement")
    page.locator("#id_statement").fill("They cook for forty households.")
    walker.press()
    page = walker.part(draft, "evidence")
    page.locator("#id_documents").set_input_files({"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PDF})
    walker.press('button[name="finish"]')
    walker.part(draft, "claims")
    walker.press('button[name="finish"]')
    page = walker.part(draft, "support")
    page.locator("#id_support").fill("2")
    walker.press()


def handed_in(walker: Visitor, draft: str, said: dict[str, str]) -> None:
    page = walker.press(f'a[href*="{draft}check/"]')
    page.locator("#id_declared").press("Space")
    walker.press()
    expect(page.locator("h1")).to_have_text(said["in"])
    walker.press('main a[href*="/cases/"]')
    walker.press('main a[href*="/withdraw/"]')
    walker.open(MINE)
    walker.open("/me/")
