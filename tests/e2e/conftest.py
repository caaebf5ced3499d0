"""A real browser against a real server. `page` fails the test that made the browser complain."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests import browser as system


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, started once."""
    if os.environ.get("CHUCAI_NO_BROWSER"):
        pytest.skip("CHUCAI_NO_BROWSER is set")
    if reason := system.prepare():
        pytest.fail(reason)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright has a loop in the thread that asks the database
        yield playwright.chromium.launch(executable_path=system.executable(), args=list(system.ARGUMENTS))


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page in Chinese. Script errors, blocked content and failed requests fail the test at its end."""
    complaints: list[str] = []
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    page.on("console", lambda message: message.type in {"error", "warning"} and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []
