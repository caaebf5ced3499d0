"""The first page, as a browser shows it before any round was run."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect


@pytest.mark.xdist_group("browser")
def test_an_empty_house_greets_in_the_readers_language_and_is_accessible(page: Page, live_server: Any):
    answer = page.goto(live_server.url)
    assert answer is not None
    assert answer.status == 200
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
