"""How often one place may ask for something that costs us work, without keeping who it is."""

from __future__ import annotations

from django.http import HttpRequest

from chucai.web.accounts.throttle import allowed, place


def may(request: HttpRequest, what: str, most: int, seconds: int) -> bool:
    """Count one try from where this request comes; False once there were `most` within `seconds`."""
    return allowed(what, place(request), most, seconds)
