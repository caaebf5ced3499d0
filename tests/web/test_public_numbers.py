"""No number of a nomination is public before the announcement: judges who judge blind know their cases by it."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from chucai.gates.acts import PublishNotice, RecordBallot, Tally
from chucai.web.public import notices
from tests.web.lanxi_round import ROUND, Lanxi
from tests.web.lanxi_round import coordinator as of
from tests.web.test_public_crawl import reached

pytestmark = pytest.mark.django_db
PEOPLE = {"n-7f3k9qzx": "卓敏 Zhuo Min", "n-2w8j5vhd": "白羽 Bai Yu", "n-9c4t6rby": "甘棠 Gan Tang"}
HERE = f"/rounds/{ROUND}/"
NOTICE = "unit-notice.u1"
FORM = f"{HERE}notices/{NOTICE}/object"
OBJECTION = {
    "grounds": "The road was built by the county.",
    "name": "Ou Beiming",
    "contact": "Lane 7, beside the bridge",
}


@pytest.fixture(autouse=True)
def lanxi(monkeypatch: pytest.MonkeyPatch) -> Lanxi:
    """The notice in a village runs; its names will then be compared by judges who are not to know them."""
    found = Lanxi().open()
    for number, name in PEOPLE.items():
        found.submit(number, "u1", name)
    passed = dict.fromkeys(PEOPLE, Tally(agree=8, disagree=1))
    ballot = RecordBallot(
        ballot="unit-recommend.u1", stage="unit-recommend", unit="u1", entitled=9, present=9, cast=9, tallies=passed
    )
    found.do(of("u1"), ballot)
    found.forward("unit-recommend", "u1", *PEOPLE)
    found.turn("unit-recommend", "unit-notice")
    found.do(of("u1"), PublishNotice(notice=NOTICE, stage="unit-notice", unit="u1", listed=tuple(PEOPLE)))
    monkeypatch.setattr("chucai.web.clock.now", lambda: found.at)
    return found


def answer(client: Client, path: str, **fields: str) -> str:
    """Everything that is sent: the address it leads to, the headers and the bytes."""
    response = client.post(path, fields, follow=True) if fields else client.get(path)
    for close in response._resource_closers:  # not the response: that ends the test's own connection too
        close()
    there = "".join(where for where, _status in getattr(response, "redirect_chain", ()))
    return unescape(f"{there}\n{response.headers}\n{b''.join(response).decode()}")


def form(client: Client, query: str = "") -> tuple[dict[str, str], str]:
    """The words of each choice by its value, and the ticket of the form."""
    text = client.get(f"{FORM}?lang=en{query}").content.decode()
    ticket = re.search(r'name="ticket" value="([^"]+)"', text)
    assert ticket
    return dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)', text)), ticket[1]


def numbers(text: str) -> list[str]:
    return [number for number in PEOPLE if number in text]


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
def test_no_public_page_feed_or_address_holds_a_number(client: Client, language: str):
    pages = reached(client, language, "/", HERE, FORM)
    assert {f"{HERE}notices/{NOTICE}/", FORM, f"{HERE}feed.atom", f"{HERE}charter.toml"} <= set(pages)
    assert [path for path in pages if numbers(path) or numbers(answer(client, path))] == []


def test_neither_a_faulty_objection_nor_its_case_holds_a_number(client: Client):
    choices, ticket = form(client)
    key = next(iter(choices))
    assert numbers(answer(client, FORM, about=key, ticket=ticket)) == []  # nothing else filled in
    received = answer(client, FORM, about=key, ticket=ticket, **OBJECTION)
    assert "/cases/" in received
    assert numbers(received) == []


def test_whoever_is_chosen_is_whom_the_objection_is_about(client: Client, lanxi: Lanxi):
    choices, ticket = form(client)
    key = next(key for key, words in choices.items() if "Gan Tang" in words)
    client.post(FORM, {"about": key, "ticket": ticket, **OBJECTION})
    notice = lanxi.state().notice(NOTICE)
    assert notice
    assert [each.about for each in notice.objections.values()] == ["n-9c4t6rby"]


def test_an_address_can_choose_somebody_by_the_same_key(client: Client):
    key = notices.key_of(ROUND, NOTICE, "n-2w8j5vhd")
    assert f'value="{key}" selected' in client.get(f"{FORM}?about={key}").content.decode()
    assert " selected" not in re.sub(r'value="" selected', "", client.get(f"{FORM}?about=n-2w8j5vhd").content.decode())


def test_a_number_chooses_nobody(client: Client):
    _choices, ticket = form(client)
    response = client.post(f"{FORM}?lang=en", {"about": "n-2w8j5vhd", "ticket": ticket, **OBJECTION})
    assert response.status_code == 422
    assert "Choose somebody who is on this notice" in response.content.decode()


def test_keys_of_two_notices_do_not_match():
    """Nor can they be worked out by whoever knows a number."""
    key = notices.key_of(ROUND, NOTICE, "n-2w8j5vhd")
    assert len(key) == 12
    assert len({key, notices.key_of(ROUND, "other", "n-2w8j5vhd"), notices.key_of("other", NOTICE, "n-2w8j5vhd")}) == 3


def test_the_order_of_a_notice_is_not_that_of_the_numbers(client: Client):
    """With many names, the place of a number among all would nearly say whose it is."""
    text = client.get(f"{HERE}notices/{NOTICE}/?lang=en").content.decode()
    listed = sorted(PEOPLE.values(), key=lambda name: text.index(name.split(maxsplit=1)[1]))
    assert listed == sorted(PEOPLE.values())
    assert [words.split(" · ")[0] for words in form(client)[0].values()] == [
        name.split(maxsplit=1)[1] for name in listed
    ]


def test_who_has_neither_name_nor_unit_on_the_notice_is_called_by_their_place(
    client: Client, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(notices, "fields", lambda *_: frozenset({"category", "deeds"}))
    assert list(form(client)[0].values()) == [f"No. {place} on the list" for place in (1, 2, 3)]
