"""How a session begins, and where it leads: the one place that signs anybody in."""

from __future__ import annotations

import time

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from chucai.web.access import SECOND_FACTOR, account
from chucai.web.records.models import Account

# What the reader of passkeys raises on an answer that no device gives.
MALFORMED = (KeyError, AttributeError, TypeError, ValueError)
LONGEST = 300  # characters of a path that is kept with a link


def enter(request: HttpRequest, who: Account, onward: str = "") -> HttpResponse:
    """Sign somebody in and lead them on. A session that was somebody else's is thrown away first."""
    response: HttpResponse = perform_login(request, who, redirect_url=ours(onward) or reverse("accounts:me"))
    return response


def ours(path: str | None) -> str:
    """The path if it is one of this site, else nothing: nobody is led elsewhere by a link of ours."""
    if not path or not path.startswith("/") or len(path) > LONGEST:
        return ""
    return path if url_has_allowed_host_and_scheme(path, allowed_hosts=None) else ""


def onward(request: HttpRequest) -> str:
    """Where the person was going, as the address or the form says."""
    return ours(request.POST.get("next") or request.GET.get("next"))


def lead_on(request: HttpRequest) -> HttpResponse:
    return redirect(onward(request) or "accounts:me")


def second_factor_shown(request: HttpRequest) -> None:
    """From now on the session may do what asks for a second factor, for as long as `access` says."""
    request.session[SECOND_FACTOR] = int(time.time())
    record_authentication(request, account(request), "mfa", reauthenticated=True)  # what allauth looks at
