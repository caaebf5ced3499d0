"""Headers on every answer: nothing inline, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()"

Respond = Callable[[HttpRequest], HttpResponse]


def policy(respond: Respond) -> Respond:
    """Middleware that says what a page may load and use."""

    may = CONTENT_SECURITY_POLICY.replace("form-action 'self'", f"form-action 'self'{_single_sign_on()}")

    def with_policy(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", may)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response

    return with_policy


def _single_sign_on() -> str:
    """The button that leads to the organisation's own sign-in is a form that ends there."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    issuers = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return "".join(f" {issuer.scheme}://{issuer.netloc}" for issuer in issuers)
