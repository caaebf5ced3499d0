"""Headers on every answer: nothing inline, nothing from elsewhere, and nothing kept of what does not say it may be.

Here also ends what is too large to be read: a form is read before anybody has looked who sends it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse

CONTENT_SECURITY_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()"
NOT_KEPT = "private, no-store"
LARGEST = 8 * 1024 * 1024  # bytes of a request: a charter, a table, a statement
DOCUMENTS = 210 * 1024 * 1024  # ten documents at once
_LARGER = (
    (re.compile(r"/rounds/[^/]+/nominate/drafts/[^/]+/[^/]+/evidence/"), DOCUMENTS),
    (re.compile(r"/verify/bundle"), None),  # looks itself before it reads
)
_TOO_LARGE = "请求的内容过大，未予接收。\nThis is too large; nothing of it was read.\n"

Respond = Callable[[HttpRequest], HttpResponse]


def policy(respond: Respond) -> Respond:
    """Middleware that says what a page may load and use, and who may keep it."""

    may = CONTENT_SECURITY_POLICY.replace("form-action 'self'", f"form-action 'self'{_single_sign_on()}")

    def with_policy(request: HttpRequest) -> HttpResponse:
        response = _too_large() if _is_too_large(request) else respond(request)
        response.headers.setdefault("Content-Security-Policy", may)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = NOT_KEPT
        return response

    return with_policy


def _single_sign_on() -> str:
    """The button that leads to the organisation's own sign-in is a form that ends there."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    issuers = [urlsplit(app["settings"]["server_url"]) for app in apps]
    return "".join(f" {issuer.scheme}://{issuer.netloc}" for issuer in issuers)


def _is_too_large(request: HttpRequest) -> bool:
    """By what the request says of itself; no more than that is read of any."""
    said = request.META.get("CONTENT_LENGTH") or "0"
    size = int(said) if said.isascii() and said.isdecimal() else 0
    if size <= LARGEST:
        return False
    most = next((most for path, most in _LARGER if path.fullmatch(request.path_info)), LARGEST)
    return most is not None and size > most


def _too_large() -> HttpResponse:
    return HttpResponse(_TOO_LARGE, status=413, content_type="text/plain; charset=utf-8")
