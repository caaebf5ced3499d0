"""Every page is asked for as everybody there is, and answers as docs/reference/access.md says.

Not signed in: sign in first. Without the role: no. Without the second factor where it is asked for: show it first.
With all of it: anything else, also that there is no such thing (404) or that reading is not what it is for (405).
"""

from __future__ import annotations

import re
import time

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from chucai.web.access import (
    ATTRIBUTE,
    EVERYBODY,
    INSTALLS,
    SECOND_FACTOR,
    SHOWN_FOR,
    SIGNED_IN,
    Access,
    DenyByDefault,
    shown,
)
from tests.web import access_table
from tests.web.personas import account, seat, signed_in, signed_in_client
from tests.web.sample_round import ROLES, open_round, patterns, samples
from tests.web.small_round import ROUND
from tests.web.volunteers_round import Aldermark

PUBLIC, STRANGER, UNPROVED, HOUSE = "public", "account without a seat", "secretary without second factor", "installs"
VISITORS = (PUBLIC, STRANGER, UNPROVED, HOUSE, *ROLES)
TO_SIGN_IN, TO_FACTOR, NO, IN = "asked to sign in", "asked for the second factor", "refused", "let in"
# Pages whose own answer looks like a refusal: they tell somebody that they are shut out.
SAY_NO = {"accounts:closed", "accounts:single-failed"}


def expected(access: Access, visitor: str) -> str:
    """What the table says."""
    if EVERYBODY in access.roles:
        return IN
    if visitor == PUBLIC:
        return TO_SIGN_IN
    if not set(access.roles) & roles_of(visitor):
        return NO
    return TO_FACTOR if access.second_factor and visitor == UNPROVED else IN


def roles_of(visitor: str) -> set[str]:
    held = {UNPROVED: {"secretary"}, STRANGER: set(), HOUSE: {INSTALLS}}.get(visitor, {visitor})
    return held | {SIGNED_IN}


def happened(client: Client, path: str) -> str:
    """What the page does. What takes only changes is asked for one, which is empty, when it hides who may make it."""
    response = client.get(path)
    if response.status_code == 405:
        response = client.post(path)
    place = response.headers.get("Location", "")
    assert response.status_code < 500, f"{path} broke"
    if response.status_code == 403:
        return NO
    if place.startswith(reverse("accounts:second-factor")):
        return TO_FACTOR
    return TO_SIGN_IN if place.startswith(f"{reverse('accounts:sign-in')}?next=") else IN


def let_in(client: Client, path: str) -> str:
    """For those who may: reading alone is tried, so that walking through all pages changes nothing."""
    response = client.get(path)
    assert response.status_code < 500, f"{path} broke"
    return happened(client, path) if response.status_code != 405 else IN


def test_the_table_is_the_one_in_the_docs():
    assert access_table.PAGE.read_text("utf-8") == access_table.written(), "write it again (see its head)"


def test_every_page_says_who_may_open_it():
    assert [name for name, _, page in patterns() if not hasattr(page.callback, ATTRIBUTE)] == []


@pytest.mark.django_db
def test_every_page_is_opened_by_whom_the_table_names_and_by_nobody_else():
    school = open_round()
    there = samples(school)
    clients = {visitor: client_of(visitor) for visitor in VISITORS}
    wrong = []
    for name, address, page in patterns():
        missing = set(known(address)) - there.keys()
        assert not missing, f"{address} has a part {missing} without a sample: add one in tests/web/sample_round.py"
        path = reverse(name, kwargs={part: there[part] for part in known(address)})
        access = getattr(page.callback, ATTRIBUTE)
        for visitor, client in clients.items():
            told = expected(access, visitor)
            seen = (let_in if told == IN else happened)(client, path)
            if seen != told and name not in SAY_NO:
                wrong.append(f"{path} ({name}) as {visitor}: {seen}, not {told}")
    assert wrong == []


@pytest.mark.django_db
def test_where_anybody_may_nominate_whoever_signs_in_finds_the_pages_for_it_and_no_others():
    aldermark = Aldermark().open()
    there = samples(open_round()) | {"round_id": aldermark.round_id}
    client = signed_in(account())
    for name, address, page in patterns():
        if name.startswith(("nominate:", "office:", "decision:", "judge:")) and "<str:round_id>" in address:
            path = reverse(name, kwargs={part: there[part] for part in known(address)})
            told = IN if "nominator" in getattr(page.callback, ATTRIBUTE).roles else NO
            assert happened(client, path) == told, path
            assert happened(Client(), path) == TO_SIGN_IN, path


def known(address: str) -> list[str]:
    """The named parts of an address, also of what stands before it."""
    return re.findall(r"<(?:\w+:)?(\w+)>", address)


def client_of(visitor: str) -> Client:
    if visitor == PUBLIC:
        return Client()
    if visitor == STRANGER:
        return signed_in(account())
    if visitor == HOUSE:
        return signed_in(account("house@example.org", installs=True))
    if visitor == UNPROVED:
        return signed_in_client(ROUND, ROLES["secretary"][0], second_factor=False)
    return signed_in_client(ROUND, ROLES[visitor][0])


@pytest.mark.django_db
def test_a_second_factor_is_good_for_a_day_of_work():
    school = open_round()
    client = signed_in(seat(school, "office"))

    class Request:
        session = client.session

    request = Request()
    assert shown(request)  # type: ignore[arg-type]
    request.session[SECOND_FACTOR] = int(time.time()) - SHOWN_FOR - 1
    assert not shown(request)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_a_page_that_says_nothing_is_denied(rf):
    with pytest.raises(PermissionDenied):
        DenyByDefault(lambda _: None).process_view(rf.get("/"), lambda _: None, (), {})  # type: ignore[arg-type,return-value]
