"""How often one place may ask for something that costs us work, without keeping who it is."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.http import HttpRequest

from chucai.web.accounts.throttle import allowed


def may(request: HttpRequest, what: str, most: int, seconds: int) -> bool:
    """Count one try from where this request comes; False once there were `most` within `seconds`."""
    secret = str(settings.SECRET_KEY).encode()
    place = hmac.digest(secret, _address(request).encode(), "sha256").hex()
    return allowed(what, place, most, seconds)


def _address(request: HttpRequest) -> str:
    """Behind our own proxy: whom it names last, for what stands before that anybody may have written."""
    if settings.BEHIND_TLS and (named := request.META.get("HTTP_X_FORWARDED_FOR")):
        return str(named).rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))
