"""People of a round in a browser: each signs in by a link that was mailed to them, and nobody touches the database."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import struct
import subprocess
import sys
import time
from email import message_from_bytes, policy
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, FloatRect, Page

from tests.e2e.house import ROOT, House

PICTURES = os.environ.get("CHUCAI_PICTURES")  # a folder: docs/pictures/pages for the pictures in the docs
SERIOUS = {"serious", "critical"}
TALLEST = 1500  # of a picture, in px
LOOKS = 30  # into the mail box
COMMAND = [sys.executable, "-c", "from chucai.cli import main; main()"]


class Town:
    """A house whose commands, mails and people are those of a small town."""

    def __init__(self, house: House, chromium: Browser, language: str) -> None:
        self.house, self.chromium, self.language = house, chromium, language
        self.faults: list[str] = []
        self.seen: set[str] = set()  # pages that axe has looked at, whoever opened them

    def command(self, *arguments: str) -> str:
        """What a command prints, on either stream."""
        done = subprocess.run(
            [*COMMAND, *arguments],
            cwd=ROOT,
            env=self.house.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout + done.stderr

    def letters(self, address: str) -> list[str]:
        """The mails to an address, the newest last."""
        found = []
        for path in sorted((self.house.folder / "mail").glob("*"), key=lambda path: path.stat().st_mtime_ns):
            for part in path.read_bytes().split(b"-" * 79):
                letter = message_from_bytes(part.strip(), policy=policy.default)
                if address in str(letter["To"] or ""):
                    found.append(letter.get_body(("plain",)).get_content())
        return found

    def links(self, address: str) -> list[str]:
        """The paths of the links to sign in that were mailed to an address, the newest last."""
        return [path for text in self.letters(address) for path in re.findall(r"/sign-in/link/[^\s/]+/", text)]

    def link(self, address: str, known: int = 0) -> str:
        """The path of the newest link that was mailed to an address, once there are more than were known."""
        for _ in range(LOOKS):  # the server's own jobs may be the ones that send it
            if len(found := self.links(address)) > known:
                return found[-1]
            self.command("jobs", "--once")
        raise AssertionError(f"no link was mailed to {address}")

    def enter(self, address: str) -> Person:
        """Somebody opens the link in their mail, and presses the button on it."""
        person = Person(self, address)
        person.open(self.link(address))
        person.press()
        return person

    def ask(self, address: str) -> Person:
        """Somebody whose link has grown old asks for another, and enters by it."""
        person = self.outsider()
        known = len(self.links(address))  # links, not letters: one about something else may come first
        page = person.open("/sign-in/")
        page.locator('main input[type="email"], main input[name="email"]').first.fill(address)
        person.press('main form:has(input[name="email"]) button')
        person.open(self.link(address, known))
        person.press()
        return person

    def outsider(self) -> Person:
        return Person(self, "outsider")


class Person:
    """A browser of their own; each page is looked at once by axe, and must fit the screen."""

    def __init__(self, town: Town, name: str, wide: int = 1280) -> None:
        self.town, self.name = town, name
        self.context = town.chromium.new_context(locale=town.language, viewport={"width": wide, "height": 900})
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: town.faults.append(str(error)))
        self.page.on("console", lambda said: "Security Policy" in said.text and town.faults.append(said.text))

    def open(self, path: str) -> Page:
        answer = self.page.goto(self.town.house.url + path)
        assert answer is not None
        assert answer.status < 400, f"{path}: {answer.status}"
        return self.looked()

    def press(self, selector: str = "main form button.button") -> Page:
        """Press a button (the first of the page if no other is meant) and look at what comes."""
        self.page.locator(selector).first.click()
        self.page.wait_for_load_state()
        return self.looked()

    def looked(self) -> Page:
        where = re.sub(r"\?.*", "", self.page.url.removeprefix(self.town.house.url))
        kind = re.sub(r"/(n-[0-9a-z]+|mill|ford|[0-9A-Za-z_-]{22,})(?=/)", "/…", where)
        if kind not in self.town.seen:
            found = Axe().run(self.page).response["violations"]
            wrong = [(one["id"], one["nodes"][0]["target"]) for one in found if one["impact"] in SERIOUS]
            assert wrong == [], where
        self.town.seen.add(kind)
        over = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 0, f"{where} is {over} px too wide"
        return self.page

    def picture(self, name: str) -> None:
        """The page as it stands, on a desk and on a telephone, for the docs."""
        if not PICTURES:
            return
        language = self.town.language[:2]
        for kind, wide in (("desktop", 1280), ("phone", 390)):
            self.page.set_viewport_size({"width": wide, "height": 900})
            self.looked()
            path = Path(PICTURES) / f"{name}-{kind}.{language}.png"
            tall = self.page.evaluate("document.documentElement.scrollHeight")
            if kind == "phone":  # what is on its screen
                self.page.screenshot(path=path, animations="disabled")
            else:
                clip: FloatRect = {"x": 0, "y": 0, "width": wide, "height": min(tall, TALLEST)}
                self.page.screenshot(path=path, full_page=True, clip=clip, animations="disabled")
        self.page.set_viewport_size({"width": 1280, "height": 900})

    def leave(self) -> None:
        self.context.close()


def one_time_code(secret: str) -> str:
    """RFC 6238: six digits of HMAC-SHA-1 over the half minute."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"
