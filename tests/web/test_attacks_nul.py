"""U+0000, which no database keeps, in every address, question and form, sent by everybody: nothing breaks.

PostgreSQL is where it would; on SQLite it would be kept, and told by the bundle.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.urls import reverse

from chucai.web.judge.sheet import Edit, read_edit
from chucai.web.records import models
from tests.web.lanxi_round import Lanxi
from tests.web.nominating import AS_TYPED, coordinator, filled
from tests.web.personas import account, signed_in, signed_in_client
from tests.web.sample_round import ROLES, open_round, patterns, samples
from tests.web.small_round import ROUND
from tests.web.test_access import known

pytestmark = pytest.mark.django_db
QUESTIONS = ("q", "sort", "page", "size", "next", "unit", "stage", "theme", "category", "standing", "name", "at")
SPOILT_QUESTION = "?" + "&".join(f"{name}=a%00b" for name in QUESTIONS)


@pytest.fixture
def there() -> dict[str, object]:
    return samples(open_round())


def everybody() -> Iterator[Client]:
    visitors = [Client(), signed_in(account("house@example.org", installs=True))]
    for client in (*visitors, *(signed_in_client(ROUND, who) for who, _ in ROLES.values())):
        client.raise_request_exception = False
        yield client


def pages(there: dict[str, object]) -> Iterator[tuple[str, list[str]]]:
    """Every page's address as it should be, and with U+0000 in its question and in each of its parts."""
    for name, address, _ in patterns():
        parts = {part: there[part] for part in known(address)}
        plain = reverse(name, kwargs=parts)
        spoilt = [reverse(name, kwargs=parts | {part: f"a\x00{value}"}) for part, value in parts.items()
                  if isinstance(value, str)]  # fmt: skip
        yield plain, [plain + SPOILT_QUESTION, *spoilt]


def forms(client: Client, where: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Where each form of a page leads, and what stands in its fields."""
    page = client.get(where)
    if page.streaming or "html" not in page.headers["Content-Type"]:
        return
    for form in BeautifulSoup(page.content, "html.parser").find_all("form", method="post"):
        typed: dict[str, list[str]] = {}
        for field in form.select("input[name], select[name], textarea[name], button[name]"):
            typed.setdefault(str(field["name"]), []).append(str(field.get("value") or field.get_text() or "x"))
        yield str(form.get("action") or where), typed


def test_in_no_address_and_no_question(there: dict[str, object]):
    broke = [
        f"{method} {where}"
        for client in everybody()
        for _, spoilt in pages(there)
        for where in spoilt
        for method in ("get", "post")
        if getattr(client, method)(where).status_code >= 500
    ]
    assert broke == []


def sent_spoilt(client: Client, page: str, **more: Any) -> list[tuple[str, str, int]]:
    """(where, field, status) of each form of a page with U+0000 in one of its fields, each in turn."""
    return [
        (where, name, client.post(where, typed | {name: [f"a\x00{value}" for value in values]}, **more).status_code)
        for where, typed in forms(client, page)
        for name, values in typed.items()
    ]


def test_in_no_field_of_any_form(there: dict[str, object]):
    answers = [each for client in everybody() for plain, _ in pages(there) for each in sent_spoilt(client, plain)]
    assert [each for each in answers if each[2] >= 500] == []
    assert len(answers) > 80


def test_in_no_field_of_a_draft(monkeypatch: pytest.MonkeyPatch):
    client = coordinator(Lanxi().open(), "u1", monkeypatch)
    client.raise_request_exception = False
    draft = filled(client)
    parts = ("", "who/", "theme/", "about/", "statement/", "claims/new/", "evidence/")
    for more in ({}, {"headers": AS_TYPED}):
        answers = [each for part in parts for each in sent_spoilt(client, draft + part, **more)]
        assert [each for each in answers if each[2] >= 500] == []
        assert len(answers) > 20
    client.post(f"{draft}statement/", {"statement": "Tw\x00elve"})
    kept = json.dumps(list(models.Draft.objects.values_list("data", flat=True)))
    assert "Twelve" in kept
    assert "u0000" not in kept


@pytest.mark.parametrize("unfit", ["\x00", "\ud83d"])
def test_nor_in_a_judges_words(unfit: str):
    """Half a character is what a pair cut in two leaves behind."""
    edit = {
        "id": f"e{unfit}",
        "field": "comment",
        "value": f"Held{unfit} the dyke",
        "at": 1,
        "base": 0,
        "device": unfit,
    }
    assert read_edit(edit, {}) == Edit("e", "comment", "Held the dyke", 1, 0, "")


def test_an_address_with_it_leads_nowhere(there: dict[str, object]):
    answer = Client().get(f"/rounds/{ROUND}%00/")
    assert answer.status_code == 404
    assert "<main" in answer.content.decode()


def test_nor_does_a_cookie_with_it():
    """A cookie may say it in quotes, as \\000."""
    client = Client(headers={"cookie": f'{settings.SESSION_COOKIE_NAME}="aaaaaaaaaaaa\\000"'})
    assert client.get("/me/").status_code == 302
