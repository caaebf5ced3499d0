"""The office's letters in a browser: at desktop and phone width, in both languages, by keyboard alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from chucai.gates.acts import Appoint
from chucai.web.records import mails
from chucai.web.records.models import Mail
from tests.e2e.inner_server import served
from tests.web.personas import seat, signed_in_browser
from tests.web.small_round import BEGAN, ROUND, SECRETARY, School

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.django_db]
HOME = f"/rounds/{ROUND}/office/letters/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch) -> School:
    """Letters of several kinds, one of which could not be sent."""
    monkeypatch.setenv("CHUCAI_CLOCK", BEGAN.isoformat())
    school = School().open(nominating=True, assigned=True)
    school.do(SECRETARY, Appoint(role="coordinator", who=("clerk",), scope="school"))
    seat(school, "clerk")
    school.submit("an", "bo")
    school.submit("cen")
    sent, lost = Mail.objects.order_by("id")
    mails.sent([sent], BEGAN)
    Mail.objects.filter(pk=lost.pk).update(tries=mails.TRIES, failure="SMTPRecipientsRefused 550")
    return school


@pytest.fixture
def address(db: None) -> Iterator[str]:
    with served() as found:
        yield found


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_what_failed_is_sent_again_by_keyboard(
    chromium: Browser, address: str, school: School, width: int, language: str
):
    context = chromium.new_context(locale=language, viewport={"width": width, "height": 900})
    signed_in_browser(context, address, school, "office")
    page = context.new_page()
    page.goto(address + HOME)
    if folder := os.environ.get("CHUCAI_PICTURES"):
        page.screenshot(path=Path(folder) / f"letters-{language}-{width}.png", full_page=True)
    faults = Axe().run(page, options=RULES).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"][:150]) for fault in faults] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("form[method=post] button.button").last.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.locator("input[type=checkbox]").count() == 0
    assert not mails.troubled(ROUND)
    context.close()
