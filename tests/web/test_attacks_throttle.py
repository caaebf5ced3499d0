"""Guessing ends for all processes together: what is tried is counted in the database, by no name that can be read."""

from __future__ import annotations

import http.client
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import pytest
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from chucai.web.access import SECOND_FACTOR
from chucai.web.accounts import throttle
from chucai.web.accounts.views.factors import TRIES
from chucai.web.jobs.tick import Ticker
from chucai.web.public.views.verifying import LOOKS
from chucai.web.records import attempts
from chucai.web.records.models import Account, Attempt
from tests.web.many_writers import at_once
from tests.web.personas import account, signed_in
from tests.web.served import Server

FACTOR = "/sign-in/second-factor/"
MORE = 7


class Workers:
    """The same person at one worker after the other: each has a cache of its own, and all have one database."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def shows(self, code: str) -> int:
        cache.clear()
        return self.client.post(FACTOR, {"code": code}).status_code


@pytest.fixture
def holder(db: None) -> Account:
    return account("office@example.org")


def app_of(holder: Account) -> str:
    """What an authenticator app shows now."""
    secret = generate_totp_secret()
    TOTP.activate(holder, secret)
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


# --- counting


@pytest.mark.django_db
def test_tries_are_counted_until_their_while_is_over():
    assert [attempts.counted("k", 100, 60) for _ in range(3)] == [1, 2, 3]
    assert attempts.counted("other", 100, 60) == 1
    assert attempts.counted("k", 159, 60) == 4
    assert attempts.counted("k", 160, 60) == 1
    assert attempts.counted("k", 219, 60) == 2


@pytest.mark.django_db(transaction=True)
def test_none_is_lost_when_many_count_at_once():
    """On SQLite the tests' own database is one connection; there the server below counts at once."""
    if connection.vendor != "postgresql":
        return
    told = at_once([lambda: str(attempts.counted("k", 100, 60))] * 16)
    assert sorted(map(int, told)) == list(range(1, 17))


@pytest.mark.django_db
def test_who_tried_cannot_be_read_and_is_thrown_away():
    throttle.allowed("sign-in", "203.0.113.7", 2, 60)
    assert "203.0.113.7" not in str(list(Attempt.objects.values()))
    Attempt.objects.update(until=int(timezone.now().timestamp()) - 1)
    Ticker().tick(timezone.now())
    assert not Attempt.objects.exists()


# --- whose tries they are


def place(address: str, **meta: str) -> str:
    return throttle.place(RequestFactory().get("/", REMOTE_ADDR=address, **meta))


def test_a_network_of_ipv6_is_one_place_and_an_ipv4_address_is_one():
    assert place("2001:db8:1:2::1") == place("2001:db8:1:2:ffff::9") != place("2001:db8:1:3::1")
    assert place("203.0.113.7") == place("::ffff:203.0.113.7") != place("203.0.113.8")


def test_nobody_becomes_somebody_else_by_saying_so(settings: object):
    assert place("203.0.113.7", HTTP_X_FORWARDED_FOR="198.51.100.1") == "203.0.113.7"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1  # type: ignore[attr-defined]
    behind = partial(place, "127.0.0.1")
    assert behind(HTTP_X_FORWARDED_FOR="198.51.100.1, 203.0.113.7") == "203.0.113.7"


# --- one-time codes


def test_codes_are_not_guessed_on_one_worker_after_the_other(holder: Account):
    right = app_of(holder)
    workers = Workers(signed_in(holder, second_factor=False))
    most = TRIES[0][0]
    wrong = [f"{n:06}" for n in range(most + 1) if f"{n:06}" != right][:most]
    assert [workers.shows(code) for code in wrong] == [422] * most
    assert workers.shows(right) == 429
    elsewhere = Workers(signed_in(holder, second_factor=False))
    assert elsewhere.shows(right) == 429
    assert not elsewhere.client.session.get(SECOND_FACTOR)


def test_a_code_that_was_shown_to_one_worker_is_refused_by_another(holder: Account):
    right = app_of(holder)
    first, second = (Workers(signed_in(holder, second_factor=False)) for _ in range(2))
    assert first.shows(right) == 302
    assert second.shows(right) == 422
    assert not second.client.session.get(SECOND_FACTOR)


# --- a real server


def test_four_workers_count_as_one(tmp_path: Path):
    """Each question comes on a connection of its own, so that all workers get some."""
    server = Server(tmp_path, workers=4, DATABASE_URL="").start()
    try:
        with ThreadPoolExecutor(6) as pool:
            told = Counter(pool.map(lambda _: looked_up(server.port), range(LOOKS + MORE)))
    finally:
        server.kill()
    assert told == {200: LOOKS, 422: MORE}


def looked_up(port: int) -> int:
    there = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        there.request("GET", "/verify/", headers={"Connection": "close"})
        page = there.getresponse()
        cookie = (page.headers["Set-Cookie"] or "").partition(";")[0]
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.read().decode())
    finally:
        there.close()
    assert token
    form = urlencode({"csrfmiddlewaretoken": token[1], "name": "Nobody At All"})
    kind = "application/x-www-form-urlencoded"
    there = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        there.request("POST", "/verify/", form, {"Cookie": cookie, "Content-Type": kind, "Connection": "close"})
        return there.getresponse().status
    finally:
        there.close()
