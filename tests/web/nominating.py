"""What the tests of the nominating pages share: a coordinator's client, and a paper filled in page by page."""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.web.lanxi_round import ROUND, Lanxi
from tests.web.personas import signed_in_client

AS_TYPED = {"x-saving": "typed"}  # what the page's script says when it saves while somebody types
BASE = f"/rounds/{ROUND}/nominate/"
PDF = b"%PDF-1.4 a report\n%%EOF"
DIGEST = sha256(PDF).hexdigest()
ABOUT = {
    "post": "village secretary",
    "post_level": "none",
    "frontline": "yes",
    "woman": "no",
    "years_in_post": "6",
    "appraisal": "excellent",
    "sanction_until": "",
    "last_award": "",
}


def coordinator(lanxi: Lanxi, unit: str, monkeypatch: pytest.MonkeyPatch, language: str = "en") -> Client:
    """Signed in as the coordinator of a unit; the clock of the pages shows the round's time."""
    monkeypatch.setenv("CHUCAI_CLOCK", lanxi.at.isoformat())
    return signed_in_client(lanxi, f"co-{unit}", headers={"accept-language": language})


def text(client: Client, where: str) -> str:
    """A page without its tags."""
    answer = client.get(where)
    assert answer.status_code == 200, where
    return plain(answer)


def plain(answer: HttpResponse) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def seen(client: Client, where: str) -> str:
    """What the page says it has shown."""
    found = re.search(r'name="seen" value="(\w+)"', client.get(where).content.decode())
    assert found
    return found[1]


def press(client: Client, where: str, data: dict[str, Any]) -> str:
    """A form that is accepted: where it leads."""
    answer = client.post(where, data)
    assert answer.status_code == 302, plain(answer)[-800:]
    return str(answer.headers["Location"])


def begun(client: Client, unit: str = "u1", category: str = "person") -> str:
    """The address of a new draft."""
    return press(client, f"{BASE}new/", {"unit": unit, "category": category})


def document(content: bytes = PDF, name: str = "report.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def filled(client: Client, name: str = "Zhao Shiqiao", **about: str) -> str:
    """A draft with everything in it; its address."""
    draft = begun(client)
    press(client, f"{draft}who/", {"name": name})
    press(client, f"{draft}theme/", {"theme": "village"})
    press(client, f"{draft}about/", {**ABOUT, **about})
    press(client, f"{draft}statement/", {"statement": "Built twelve kilometres of road."})
    press(client, f"{draft}evidence/", {"documents": [document()], "finish": "1"})
    claim = {"says": "Road built", "figure": "12", "unit": "km", "bound": "at-least", "as_of": "2025-12"}
    press(client, f"{draft}claims/new/", {**claim, "evidence": [DIGEST]})
    press(client, f"{draft}claims/", {"finish": "1"})
    return draft


def number(draft: str) -> str:
    """The number a draft will have."""
    return draft.rstrip("/").rpartition("/")[2]
