"""Second factors: set up with what one just showed, asked for where the work needs them, and replaceable when lost."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from chucai.web.access import SECOND_FACTOR
from chucai.web.records.models import Account, Mail
from tests.web.personas import account, signed_in

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}
FACTOR = "/sign-in/second-factor/"


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    cache.clear()


@pytest.fixture
def holder() -> Account:
    return account("office@example.org", installs=True)


@pytest.fixture
def client(holder: Account) -> Client:
    """Signed in by a link alone."""
    return signed_in(holder, second_factor=False, headers=EN)


def code(secret: str) -> str:
    """What an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def with_app(holder: Account) -> str:
    secret = generate_totp_secret()
    TOTP.activate(holder, secret)
    return secret


def shown(client: Client) -> bool:
    return bool(client.session.get(SECOND_FACTOR))


def test_whoever_has_none_is_asked_to_set_one_up_first(client: Client):
    assert client.get(f"{FACTOR}?next=/me/")["Location"] == "/me/factors/?next=%2Fme%2F"


def test_an_app_is_set_up_by_showing_its_first_code(client: Client, holder: Account):
    page = client.get("/me/factors/app/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)
    assert secret
    assert "<svg" in page
    assert client.post("/me/factors/app/", {"code": "000"}).status_code == 200
    assert not shown(client)
    assert client.post("/me/factors/app/", {"code": code(secret[1])})["Location"] == "/me/factors/codes/"
    assert shown(client)
    assert len(re.findall(r"<li><code>", client.get("/me/factors/codes/").content.decode())) == 10
    assert [each.kind for each in Mail.objects.filter(account=holder)] == ["factors-changed"]


def test_a_code_leads_on_to_what_asked_for_it(client: Client, holder: Account):
    secret = with_app(holder)
    assert client.post(FACTOR, {"code": code(secret), "next": "/me/sessions/"})["Location"] == "/me/sessions/"
    assert shown(client)


def test_a_wrong_code_is_said_and_guessing_ends(client: Client, holder: Account):
    with_app(holder)
    answers = [client.post(FACTOR, {"code": f"{n:06}"}) for n in range(7)]
    assert "Incorrect code" in answers[0].content.decode()
    assert "Too many failed login attempts" in answers[-1].content.decode()
    assert not shown(client)


def test_a_code_serves_once(client: Client, holder: Account):
    given = code(with_app(holder))
    client.post(FACTOR, {"code": given})
    other = signed_in(holder, second_factor=False, headers=EN)
    assert other.post(FACTOR, {"code": given}).status_code == 422
    assert not shown(other)


def test_a_recovery_code_serves_once_when_the_device_is_lost(client: Client, holder: Account):
    with_app(holder)
    spare = RecoveryCodes.activate(holder).generate_codes()[0]
    assert client.post(FACTOR, {"code": spare})["Location"] == "/me/"
    other = signed_in(holder, second_factor=False, headers=EN)
    assert other.post(FACTOR, {"code": spare}).status_code == 422


def test_one_factor_is_not_changed_without_showing_one(client: Client, holder: Account):
    secret = with_app(holder)
    for path in ("/me/factors/app/away/", "/me/factors/keys/add/", "/me/factors/codes/fresh/"):
        assert client.get(path)["Location"].startswith(FACTOR), path
    client.post(FACTOR, {"code": code(secret)})
    assert client.get("/me/factors/app/away/").status_code == 200
    client.post("/me/factors/app/away/")
    assert not Authenticator.objects.exists()


def test_nobody_removes_the_passkey_of_another(client: Client, holder: Account):
    other = account("other@example.org")
    key = Authenticator.objects.create(user=other, type="webauthn", data={"name": "x", "credential": {}})
    assert client.post(f"/me/factors/keys/{key.pk}/away/").status_code == 404
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_a_passkey_that_nobody_made_opens_nothing():
    client = Client(headers=EN)
    assert (
        "request_options"
        in client.get(
            "/sign-in/passkey/", headers={"x-requested-with": "XMLHttpRequest", "accept": "application/json"}
        ).json()
    )
    answer = client.post("/sign-in/passkey/", {"credential": '{"id": "x", "response": {"userHandle": "MQ"}}'})
    assert answer["Location"] == "/sign-in/"
    assert client.get("/me/").status_code == 302


def test_an_answer_that_no_device_gives_is_refused_everywhere(client: Client, holder: Account):
    nonsense = {"credential": '{"id": "x"}'}
    assert client.post("/me/factors/keys/add/", nonsense)["Location"] == "/me/factors/keys/add/"
    with_app(holder)
    assert client.post(FACTOR, nonsense).status_code == 422
    assert not shown(client)
