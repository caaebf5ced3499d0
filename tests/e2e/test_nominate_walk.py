"""A coordinator's whole job in a real browser: written, left, taken up again, handed in, voted on, ranked, forwarded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.house import House

ROUND = "lanxi-2026"
BASE = f"/rounds/{ROUND}/nominate/"
SERIOUS = {"serious", "critical"}
WORDS = {
    "zh-CN": {
        "home": "我的任务",
        "done": "已完成 6/6 项",
        "same": "是否为同一人？",
        "in": "推荐已报送",
        "saved": "已保存",
        "sent": "名单已上报",
        "out": "登录已失效",
    },
    "en": {
        "home": "My tasks",
        "done": "6 of 6 done",
        "same": "Is this the same person?",
        "in": "The nomination is in",
        "saved": "saved",
        "sent": "The list was forwarded",
        "out": "you are signed out",
    },
}
OPEN = """
from tests.web.lanxi_round import Lanxi
lanxi = Lanxi().open()
lanxi.submit("n-0001", "u1", "钱文远")
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    house.set_clock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    house.tell(OPEN)
    house.set_clock(datetime(2026, 3, 3, 1, 0, tzinfo=UTC))
    with house.served():
        yield house


class Coordinator:
    """A browser of the coordinator of u1; every page that is opened is looked at by axe and must fit the screen."""

    def __init__(self, house: House, chromium: Browser, language: str, wide: int = 1280) -> None:
        self.house = house
        self.context = chromium.new_context(locale=language, viewport={"width": wide, "height": 900})
        self.complaints: list[str] = []
        self.seen: set[str] = set()
        self.sign_in()

    def sign_in(self) -> None:
        self.context.clear_cookies()
        self.context.add_cookies([self.house.signed_in(ROUND, "co-u1")])  # type: ignore[list-item]
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _heard(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)

    def open(self, where: str) -> Page:
        self.page.goto(self.house.url + where)
        return self.looked_at()

    def looked_at(self) -> Page:
        if self.page.url not in self.seen:
            found = Axe().run(self.page).response["violations"]
            faults = [(one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in SERIOUS]
            assert faults == [], self.page.url
        self.seen.add(self.page.url)
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{self.page.url} is {over} px too wide"
        return self.page

    def press(self, name: str, value: str = "") -> Page:
        """The button with this name, or the main one of the page."""
        chosen = f'button[name="{name}"]' + (f'[value="{value}"]' if value else ":not([aria-hidden])")
        self.page.locator(chosen if name else "main form button.button:not(.second)").first.click()
        self.page.wait_for_load_state()
        return self.looked_at()


@pytest.mark.parametrize(("language", "wide"), [("zh-CN", 1280), ("en", 360)])
def test_the_whole_job(house: House, chromium: Browser, language: str, wide: int):
    walker = Coordinator(house, chromium, language, wide)
    said = WORDS[language]
    draft = begun(walker, said)
    typed_and_left(walker, draft, said)
    filled(walker, draft)
    expect(walker.open(draft).locator("main")).to_contain_text(said["done"])
    handed_in(walker, draft, said)
    ranked(walker, draft, said)
    assert walker.complaints == []
    walker.context.close()


def begun(walker: Coordinator, said: dict[str, str]) -> str:
    page = walker.open(BASE)
    expect(page.locator("h1")).to_have_text(said["home"])
    page.locator(f'a[href*="{BASE}new/"]').first.click()
    page.locator('input[value="person"]').check()
    walker.press("")
    return walker.page.url.removeprefix(walker.house.url)


def typed_and_left(walker: Coordinator, draft: str, said: dict[str, str]) -> None:
    """What is typed is kept without a button; the same name is told; signing out loses nothing."""
    page = walker.open(f"{draft}who/")
    page.locator("#id_name").press_sequentially("钱 文远")
    expect(page.locator("#same")).to_contain_text(said["same"])
    page.locator("#id_name").fill("赵石桥")
    expect(page.locator("[data-told]")).to_contain_text(said["saved"])
    walker.press("")
    page = walker.open(f"{draft}statement/")
    page.locator("#id_statement").press_sequentially("修路十二公里")
    expect(page.locator("[data-left]")).to_contain_text("1994")
    expect(page.locator("[data-told]")).to_contain_text(said["saved"])
    page.close()
    walker.sign_in()
    expect(walker.open(f"{draft}statement/").locator("#id_statement")).to_have_value("修路十二公里")
    left_at_once(walker, draft)
    signed_out_meanwhile(walker, draft, said)


def left_at_once(walker: Coordinator, draft: str) -> None:
    """The page goes before the pause after the last key is over."""
    walker.page.locator("#id_statement").fill("修路十二公里，架桥两座")
    page = walker.open(draft)
    for _ in range(50):  # the page that went does not say when its last words have arrived
        if walker.open(f"{draft}statement/").locator("#id_statement").input_value() == "修路十二公里，架桥两座":
            break
    expect(page.locator("#id_statement")).to_have_value("修路十二公里，架桥两座")


def signed_out_meanwhile(walker: Coordinator, draft: str, said: dict[str, str]) -> None:
    """The page says so; whoever signs in again elsewhere presses the button here, and nothing is lost."""
    page, heard = walker.page, len(walker.complaints)
    walker.context.clear_cookies()
    page.locator("#id_statement").fill("修路十二公里，架桥两座，通水三村")
    expect(page.locator("[data-told]")).to_contain_text(said["out"])
    walker.context.add_cookies([walker.house.signed_in(ROUND, "co-u1")])  # type: ignore[list-item]
    walker.press("")
    page.wait_for_url(f"**{draft}")
    expect(walker.open(f"{draft}statement/").locator("#id_statement")).to_have_value("修路十二公里，架桥两座，通水三村")
    del walker.complaints[heard:]  # the browser's own line on a refused answer
    walker.press("")


def filled(walker: Coordinator, draft: str) -> None:
    page = walker.open(f"{draft}theme/")
    page.locator('input[value="village"]').check()
    walker.press("")
    page = walker.open(f"{draft}about/")
    page.locator("#id_post").fill("村党组织书记")
    for choice in (
        'post_level"][value="none',
        'frontline"][value="yes',
        'woman"][value="no',
        'appraisal"][value="excellent',
    ):
        page.locator(f'input[name="{choice}"]').check()
    page.locator("#id_years_in_post").fill("6")
    expect(page.locator('[data-question="new_merit"]')).to_be_hidden()
    page.locator("#id_last_award").fill("2018-05-01")
    expect(page.locator('[data-question="new_merit"]')).to_be_visible()
    page.locator('input[name="new_merit"][value="yes"]').check()
    walker.press("")
    page = walker.open(f"{draft}evidence/")
    page.locator("#id_documents").set_input_files(
        {"name": "验收报告.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 report\n%%EOF"}
    )
    walker.press("finish")
    page = walker.open(f"{draft}claims/new/")
    page.locator("#id_says").fill("新修村路")
    page.locator("#id_figure").fill("12")
    page.locator("#id_unit").fill("公里")
    page.locator('input[value="at-least"]').check()
    page.locator("#id_as_of").fill("2025-12")
    page.locator('input[name="evidence"]').check()
    walker.press("")
    walker.press("finish")


def handed_in(walker: Coordinator, draft: str, said: dict[str, str]) -> None:
    page = walker.open(f"{draft}check/")
    expect(page.locator("main")).to_contain_text("12 公里")
    page.locator("#id_declared").check()
    walker.press("")
    expect(walker.page.locator("h1")).to_have_text(said["in"])
    expect(walker.page.locator("code").first).to_contain_text("nomination/n-")


def ranked(walker: Coordinator, draft: str, said: dict[str, str]) -> None:
    number = draft.rstrip("/").rpartition("/")[2]
    page = walker.open(f"{BASE}votes/u1/")
    for field, value in {"entitled": "30", "present": "28", "cast": "28", "minutes": "3月3日，村委会"}.items():
        page.locator(f"#id_{field}").fill(value)
    for name in ("n-0001", number):
        page.locator(f'[name="agree-{name}"]').fill("20")
        page.locator(f'[name="disagree-{name}"]').fill("8")
    walker.press("")
    walker.press("")
    walker.open(f"{BASE}slates/u1/person/")
    for name in ("n-0001", number):
        if walker.page.locator(f'button[value="ranked:{name}"]').count():
            walker.press("move", f"ranked:{name}")
    walker.page.locator(f"#place-{number}").fill("1")
    walker.page.locator("#place-n-0001").fill("2")
    walker.page.locator("#place-n-0001").press("Enter")
    walker.page.wait_for_load_state()
    expect(walker.page.locator("ol.tasks").first.locator("li").first).to_contain_text("赵石桥")
    walker.press("check")
    walker.page.locator("#id_declared").check()
    walker.press("")
    expect(walker.page.locator("main")).to_contain_text(said["sent"])
    for where in (
        "slates/u1/person/form/",
        f"cases/{number}/form/",
        "prints/u1/",
        f"cases/{number}/",
        f"cases/{number}/withdraw/",
        "",
    ):
        walker.open(BASE + where)
