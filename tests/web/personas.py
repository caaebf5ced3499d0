"""People who are signed in, for tests: a seat in a round, and a client or a browser that is already inside.

client = signed_in_client(school, "judge-0")
signed_in_browser(context, live_server.url, school, "office")
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.test import Client

from chucai.web.access import SECOND_FACTOR
from chucai.web.records import people
from chucai.web.records.models import Account, Seat

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext


class Round(Protocol):
    round_id: str


def seat(round_: Round | str, actor: str, email: str = "") -> Account:
    """The account of an actor, made and seated when there is none; the address is invented."""
    round_id = round_ if isinstance(round_, str) else round_.round_id
    found = Seat.objects.filter(round_id=round_id, actor=actor).select_related("account").first()
    if found:
        return found.account
    return people.seat(round_id, actor, email or f"{actor}.{round_id}@example.org".replace("/", "-")).account


def account(email: str = "stranger@example.org", *, installs: bool = False) -> Account:
    """An account without any seat; with `installs`, the installation's own office."""
    return people.install(email) if installs else people.account(email)[0]


def signed_in(who: Account, *, second_factor: bool = True, **headers: Any) -> Client:
    """Django's test client with a session of this account; `headers` go with every request."""
    client = Client(**headers)
    client.force_login(who)
    if second_factor:
        session = client.session
        session[SECOND_FACTOR] = int(time.time())
        session.save()
    return client


def signed_in_client(round_: Round | str, actor: str, *, second_factor: bool = True, **headers: Any) -> Client:
    """Django's test client, signed in as an actor of the round."""
    return signed_in(seat(round_, actor), second_factor=second_factor, **headers)


def signed_in_browser(
    context: BrowserContext, url: str, round_: Round | str, actor: str, *, second_factor: bool = True
) -> None:
    """The same for a Playwright context: its pages at `url` are signed in from now on."""
    enter(context, url, seat(round_, actor), second_factor=second_factor)


def enter(context: BrowserContext, url: str, who: Account, *, second_factor: bool = True) -> None:
    """A Playwright context with a session of this account."""
    cookie = signed_in(who, second_factor=second_factor).cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": url}])
