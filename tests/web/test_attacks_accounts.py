"""Coming in where one may not: stale factors, links and sessions used again, a rehearsal that can be reached."""

from __future__ import annotations

import logging
import os
import re
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from chucai.gates.acts import Dismiss
from chucai.web import clock
from chucai.web.access import ATTRIBUTE, SECOND_FACTOR, SHOWN_FOR
from chucai.web.accounts import personas
from chucai.web.records import links, people
from chucai.web.records.models import Account, SignInLink
from tests.web.personas import account, seat, signed_in, signed_in_client
from tests.web.sample_round import ROLES, open_round, patterns, samples
from tests.web.small_round import ROUND, SECRETARY
from tests.web.test_access import known

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def link_of(who: Account) -> str:
    return f"/sign-in/link/{links.mint(who.pk, '', timedelta(hours=1), clock.now())}/"


def inside(client: Client) -> bool:
    return client.get("/me/").status_code == 200


# --- the second factor


def test_a_factor_that_was_shown_too_long_ago_opens_no_page_that_asks_for_one():
    there = samples(open_round())
    clients = {role: signed_in_client(ROUND, who) for role, (who, _) in ROLES.items()}
    clients["installs"] = signed_in(account("house@example.org", installs=True))
    for client in clients.values():
        session = client.session
        session[SECOND_FACTOR] = int(time.time()) - SHOWN_FOR - 1
        session.save()
    opened = []
    for name, address, page in patterns():
        access = getattr(page.callback, ATTRIBUTE)
        where = reverse(name, kwargs={part: there[part] for part in known(address)})
        for role in access.roles if access.second_factor else ():
            answers = (clients[role].get(where), clients[role].post(where))
            if not all(each.headers.get("Location", "").startswith("/sign-in/second-factor/") for each in answers):
                opened.append((where, role))
    assert opened == []


# --- links


def test_only_the_button_uses_a_link_up():
    where = link_of(account())
    for method in ("get", "head", "options", "put", "patch", "delete", "trace"):
        getattr(Client(), method)(where)
    assert SignInLink.objects.filter(used=None).count() == 1


def test_the_button_of_another_site_signs_nobody_in():
    forged = Client(enforce_csrf_checks=True, headers=EN)
    assert forged.post(link_of(account())).status_code == 403
    assert not inside(forged)


def test_a_link_that_is_pressed_on_two_devices_lets_one_in():
    """Both have found it good before either has pressed."""
    who = account()
    where = link_of(who)
    found = links.good(where.split("/")[-2], clock.now())
    assert found is not None
    assert links.use(found, clock.now()) is not None
    assert links.use(found, clock.now()) is None


def test_who_was_signed_in_as_somebody_else_is_not_any_more():
    first, second = account("first@example.org"), account("second@example.org")
    client = signed_in(first, headers=EN)
    before = client.session.session_key
    client.post(link_of(second))
    assert "second@example.org" in client.get("/me/").content.decode()
    assert not client.session.get(SECOND_FACTOR)
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_that_somebody_has_put_in_place_is_not_the_one_that_is_signed_in():
    victim = Client()
    victim.cookies[settings.SESSION_COOKIE_NAME] = "known0known0known0known0known0kn"
    victim.post(link_of(account()))
    assert victim.session.session_key != "known0known0known0known0known0kn"


def test_the_log_holds_no_link_that_still_opens(caplog: pytest.LogCaptureFixture):
    where = link_of(account())
    token = where.split("/")[-2]
    with caplog.at_level(logging.DEBUG, "django"):
        Client(enforce_csrf_checks=True).post(where)
        Client().get(f"/cases/{token}/")
        Client().get(f"/news/{token}/")
    assert "/sign-in/link/.../" in caplog.text
    assert "/cases/.../" in caplog.text
    assert token not in caplog.text


# --- sessions


def stolen(client: Client) -> Client:
    """Somebody else with the same cookie."""
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return thief


def test_a_session_that_was_ended_is_over_for_whoever_has_its_cookie():
    who = account()
    here, there = Client(), Client()
    for each in (here, there):
        each.post(link_of(who))
    thief = stolen(there)
    assert inside(thief)
    listed = UserSession.objects.exclude(session_key=here.session.session_key).get()
    here.post("/me/sessions/", {"session": str(listed.pk)})
    assert (inside(here), inside(there), inside(thief)) == (True, False, False)


def test_signing_out_is_over_for_whoever_has_the_cookie():
    client = Client()
    client.post(link_of(account()))
    thief = stolen(client)
    client.post("/sign-out/")
    assert not inside(thief)


def test_nobody_ends_the_session_of_another_by_its_number():
    victim, other = Client(), Client()
    victim.post(link_of(account("victim@example.org")))
    other.post(link_of(account("other@example.org")))
    number = UserSession.objects.get(user__email="victim@example.org").pk
    for which in (str(number), "others", "0", "-1", "", "9" * 30):
        assert other.post("/me/sessions/", {"session": which}).status_code == 404
    assert inside(victim)


def test_a_closed_account_and_an_ended_role_are_over_at_once():
    school = open_round()
    client, judge = signed_in_client(ROUND, "auditor-1"), signed_in_client(ROUND, "judge-0")
    assert client.get(f"/rounds/{ROUND}/office/nominations/").status_code == 200
    school.do(SECRETARY, Dismiss(role="auditor", who=("auditor-1",), reason="moved on"))
    assert client.get(f"/rounds/{ROUND}/office/nominations/").status_code == 403
    Account.objects.filter(pk=seat(school, "judge-0").pk).update(is_active=False)
    assert judge.get(f"/rounds/{ROUND}/judge/")["Location"].startswith("/sign-in/")


def test_who_may_open_rounds_no_more_may_not_with_an_old_session_either():
    house = signed_in(people.install("house@example.org"))
    assert house.get("/office/rounds/new/").status_code == 200
    Account.objects.update(installs=False)
    assert house.get("/office/rounds/new/").status_code == 403


# --- rehearsals, cookies


@pytest.mark.parametrize("header", ["x-forwarded-for", "forwarded", "x-real-ip", "via", "x-forwarded-host"])
def test_nobody_enters_a_rehearsal_through_a_proxy(settings: object, header: str):
    settings.PERSONAS = True  # type: ignore[attr-defined]
    school = open_round()
    [invented] = personas.invite(school.round_id, ["judge-9"])
    where = f"/sign-in/persona/{invented.seats.get().pk}/"
    assert Client(headers={header: "203.0.113.7"}).post(where).status_code == 404
    assert Client(REMOTE_ADDR="203.0.113.7").post(where).status_code == 404
    assert Client().post(where).status_code == 302


def test_nobody_enters_as_somebody_real_by_a_rehearsal(settings: object):
    settings.PERSONAS = True  # type: ignore[attr-defined]
    open_round()
    real = seat(ROUND, "office")
    assert Client().post(f"/sign-in/persona/{real.seats.get().pk}/").status_code == 404


def test_behind_tls_cookies_are_secure_and_nothing_is_rehearsed():
    told = "SESSION_COOKIE_SECURE CSRF_COOKIE_SECURE SESSION_COOKIE_HTTPONLY CSRF_COOKIE_HTTPONLY SECURE_SSL_REDIRECT"
    program = (
        "import django; from django.conf import settings; django.setup();"
        f"print([getattr(settings, name) for name in {told.split()!r}], settings.PERSONAS, settings.DEBUG,"
        "settings.SECURE_HSTS_SECONDS > 0, settings.SESSION_SERIALIZER.rpartition('.')[2])"
    )
    environment = {
        **os.environ,
        "CHUCAI_BEHIND_TLS": "1",
        "CHUCAI_PERSONAS": "1",
        "DJANGO_SETTINGS_MODULE": "chucai.web.settings",
    }
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert re.sub(r"\s+", " ", done.stdout).strip() == f"{[True] * 5} False False True JSONSerializer"
