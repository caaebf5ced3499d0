"""How often something may be tried: counted in the database, so that it is the same for all processes together."""

from __future__ import annotations

import hmac
import ipaddress
import time

from django.conf import settings
from django.http import HttpRequest

from chucai.web.records import attempts

NETWORK = 64  # bits of an IPv6 address that are one place: whoever has one such address has all of them


def allowed(what: str, who: str, most: int, seconds: int) -> bool:
    """Count one try; False once there were `most` within `seconds`. By the real clock, whatever a rehearsal's shows."""
    return attempts.counted(_key(what, who, seconds), int(time.time()), seconds) <= most


def place(request: HttpRequest) -> str:
    """Where a request comes from, past the proxy that we trust."""
    from allauth.core.internal.httpkit import get_client_ip

    named = str(get_client_ip(request) or "")
    try:
        found = ipaddress.ip_address(named)
    except ValueError:
        return named
    if not isinstance(found, ipaddress.IPv6Address):
        return named
    return str(found.ipv4_mapped or ipaddress.ip_network((found, NETWORK), strict=False))


def _key(what: str, who: str, seconds: int) -> str:
    """Says nothing of who it is to whoever reads the table without the installation's secret."""
    secret = str(settings.SECRET_KEY).encode()
    return hmac.digest(secret, f"chucai/attempts/1\n{what}\n{seconds}\n{who}".encode(), "sha256").hex()
