"""Signing in as people do it: a mailed link, a passkey of the device, a rehearsal's personas; looked at on two screens."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from chucai.web.jobs.work import drain
from tests.e2e.house import House
from tests.web.personas import account, enter
from tests.web.small_round import ROUND

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
PICTURES = os.environ.get("CHUCAI_PICTURES")  # a folder, for whoever wants to look


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def site(live_server, settings) -> str:
    """The server by a name: passkeys know no numbers."""
    settings.SITE = live_server.url.replace("127.0.0.1", "localhost")
    return str(settings.SITE)


def look(page: Page, name: str) -> None:
    """Nothing that hinders anybody, on a desk and on a telephone."""
    for width in (1280, 390, 360):
        page.set_viewport_size({"width": width, "height": 800})
        found = Axe().run(page).response["violations"]
        assert [each["id"] for each in found if each["impact"] in {"serious", "critical"}] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{name} at {width}"
        if PICTURES:
            page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 800})


def with_device(page: Page) -> None:
    """A device that makes and shows passkeys without asking anybody."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def by_keyboard(page: Page, name: str) -> None:
    """Press Tab until the button or link has the focus, then Enter."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if name in page.evaluate("document.activeElement.innerText || ''"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"Tab never reached {name}")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_by_a_link_in_a_mail_with_the_keyboard_alone(page: Page, site: str, language: str):
    account("teacher@example.org")
    ask, button = ("Send me a link", "Sign in") if language == "en" else ("发送登录链接", "登录")
    page.goto(f"{site}/sign-in/?lang={language}")
    look(page, f"sign-in-{language}")
    page.get_by_role("textbox").focus()
    page.keyboard.type("teacher@example.org")
    by_keyboard(page, ask)
    page.wait_for_url("**/sign-in/sent/*")
    look(page, f"sent-{language}")
    drain()
    path = re.search(r"/sign-in/link/\S+/", mail.outbox[-1].body)
    assert path
    page.goto(f"{site}{path[0]}?lang={language}")
    look(page, f"link-{language}")
    page.get_by_role("main").get_by_role("button", name=button).press("Enter")
    page.wait_for_url("**/me/*")
    look(page, f"me-{language}")


def test_a_passkey_is_set_up_and_then_signs_in_without_a_mail(page: Page, site: str):
    with_device(page)
    enter(page.context, site, account("office@example.org", installs=True), second_factor=False)
    page.goto(f"{site}/me/factors/keys/add/?lang=en")
    look(page, "key")
    page.get_by_label("Name of this passkey").fill("Office computer")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/me/factors/codes/")
    look(page, "codes")
    page.goto(f"{site}/me/factors/?lang=en")
    expect(page.get_by_text("Office computer", exact=True).first).to_be_visible()
    look(page, "factors")
    page.context.clear_cookies()
    page.goto(f"{site}/sign-in/?lang=en")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/me/")
    page.goto(f"{site}/me/factors/keys/add/?lang=en")  # the passkey was both factors
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")


def test_a_passkey_is_a_second_factor_to_a_link(page: Page, site: str):
    with_device(page)
    who = account("office@example.org", installs=True)
    enter(page.context, site, who, second_factor=False)
    page.goto(f"{site}/me/factors/keys/add/?lang=en")
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url("**/me/factors/codes/")
    page.context.clear_cookies()
    enter(page.context, site, who, second_factor=False)
    page.goto(f"{site}/sign-in/second-factor/?next=/me/sessions/&lang=en")
    look(page, "second-factor")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/me/sessions/")
    look(page, "sessions")


def test_an_app_is_set_up_by_looking_at_its_code(page: Page, site: str):
    enter(page.context, site, account("office@example.org", installs=True), second_factor=False)
    page.goto(f"{site}/me/factors/app/?lang=en")
    expect(page.get_by_role("img", name="Code to scan")).to_be_visible()
    look(page, "app")


SEATS = """
from chucai.web.accounts.personas import invite
from chucai.web.records import people
from tests.web.sample_round import open_round, ROLES
from tests.web.small_round import ROUND
open_round()
for actor, _ in ROLES.values():
    people.unseat(ROUND, actor)
invite(ROUND, [actor for actor, _ in ROLES.values()])
"""


def test_a_visitor_is_anybody_with_one_press(chromium: Browser, tmp_path: Path):
    house = House(tmp_path)
    house.environment["CHUCAI_PERSONAS"] = "1"
    house.set_clock(datetime(2026, 3, 2, 1, 0, tzinfo=UTC))
    house.tell(SEATS)
    with house.served():
        for language, judge in (("zh-CN", "评委"), ("en", "Judge")):
            page = chromium.new_context(locale=language).new_page()
            page.goto(f"{house.url}/sign-in/")
            look(page, f"personas-{language}")
            page.get_by_role("button", name=judge).click()
            page.wait_for_url(f"**/rounds/{ROUND}/judge/**")
            page.goto(f"{house.url}/me/")
            look(page, f"persona-{language}")
            page.context.close()
