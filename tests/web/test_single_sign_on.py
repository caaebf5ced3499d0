"""Single sign-on of an organisation: it opens accounts that are there, by an address it has verified, and makes none."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from chucai.errors import Refused
from chucai.web import headers
from chucai.web.accounts.single import providers
from chucai.web.records.models import Account
from tests.web.personas import account

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


class Organisation:
    """An invented organisation's own sign-in; whoever comes is the person named here."""

    def __init__(self) -> None:
        self.person = {"sub": "p-1", "email": "teacher@example.org", "email_verified": True}
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._say(outer.person if self.path.startswith("/userinfo") else outer.configuration())

            def do_POST(self) -> None:
                claims = {**outer.person, "iss": outer.url, "aud": "chucai", "iat": 1, "exp": 9_999_999_999}
                token = jwt.encode(claims, "k" * 32, "HS256")
                self._say({"access_token": "a", "token_type": "Bearer", "id_token": token})

            def _say(self, what: object) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(json.dumps(what).encode())

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def configuration(self) -> dict[str, str]:
        ends = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
        paths = dict(zip(ends, ("/authorize", "/token", "/userinfo", "/keys"), strict=True))
        return {"issuer": self.url} | {end: f"{self.url}{path}" for end, path in paths.items()}


@pytest.fixture
def organisation(settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Organisation]:
    found = Organisation()
    thread = threading.Thread(target=found.server.serve_forever, daemon=True)
    thread.start()
    (tmp_path / "secret").write_text("shared\n", "ascii")
    for name, value in (("ISSUER", found.url), ("CLIENT_ID", "chucai"), ("SECRET_FILE", str(tmp_path / "secret"))):
        monkeypatch.setenv(f"CHUCAI_OIDC_{name}", value)
    monkeypatch.setenv("CHUCAI_OIDC_NAME", "Qingshi School")
    settings.SOCIALACCOUNT_PROVIDERS = providers()
    yield found
    found.server.shutdown()
    found.server.server_close()
    thread.join()


def there_and_back(client: Client) -> str:
    """Press the button, sign in at the organisation, come back; where that leads."""
    to = urlsplit(client.post("/sign-in/single/?next=/me/sessions/")["Location"])
    asked = parse_qs(to.query)
    assert asked["redirect_uri"] == ["http://testserver/sign-in/single/back/single/"]
    assert asked["code_challenge_method"] == ["S256"]
    back = client.get("/sign-in/single/back/single/", {"code": "c", "state": asked["state"][0]})
    return back.headers.get("Location", str(back.status_code))


def test_the_button_is_there_when_the_environment_names_an_issuer(organisation: Organisation):
    assert "Sign in with Qingshi School" in Client(headers=EN).get("/sign-in/").content.decode()


def test_an_address_that_the_organisation_has_verified_opens_its_account(organisation: Organisation):
    account("teacher@example.org")
    client = Client(headers=EN)
    assert there_and_back(client) == "/me/sessions/"
    assert client.get("/me/").status_code == 200


def test_an_address_that_it_has_not_verified_opens_nothing(organisation: Organisation):
    account("teacher@example.org")
    organisation.person["email_verified"] = False
    client = Client(headers=EN)
    there_and_back(client)
    assert client.get("/me/").status_code == 302


def test_somebody_without_an_account_is_given_none(organisation: Organisation):
    client = Client(headers=EN)
    there_and_back(client)
    assert client.get("/me/").status_code == 302
    assert not Account.objects.exists()


def test_looking_at_the_address_of_the_button_leads_nowhere_else(organisation: Organisation):
    answer = Client(headers=EN).get("/sign-in/single/")
    assert organisation.url not in answer.headers.get("Location", "")


def test_a_form_may_end_at_the_organisation_and_nowhere_else(organisation: Organisation):
    answer = headers.policy(lambda _: HttpResponse())(RequestFactory().get("/"))
    assert f"form-action 'self' {organisation.url};" in answer["Content-Security-Policy"]


def test_half_a_setting_is_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CHUCAI_OIDC_ISSUER", "https://login.example.org")
    with pytest.raises(Refused, match="oidc-incomplete"):
        providers()
