"""Who may open which page: said where the page is, denied where nothing is said, listed in docs/reference/access.md."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from chucai.errors import Refused
from chucai.web.desk import Desk
from chucai.web.records.models import Account

View = Callable[..., HttpResponse]
EVERYBODY = "public"
SIGNED_IN = "account"
OFFICE = "secretary"
INSTALLS = "installs"
SECOND_FACTOR = "second_factor"  # session key: when it was last shown, seconds since 1970
SHOWN_FOR = 12 * 3600  # seconds a second factor that was shown is good for: a day's work
ATTRIBUTE = "access"


@dataclass(frozen=True, slots=True)
class Access:
    """`roles`: any of them opens the page (roles of the roster, `public`, `account` for whoever has signed in, or
    `installs` for the installation's own office).

    `second_factor`: only after a passkey or a one-time code in this session.
    """

    roles: tuple[str, ...]
    second_factor: bool = False


def open_to_all(view: View) -> View:
    """A page for everybody; it is given the request alone."""
    setattr(view, ATTRIBUTE, Access((EVERYBODY,)))
    return view


def entrance(view: View) -> View:
    """A page for everybody that is not the same for everybody: the doors by which one comes in. Not for keeping."""
    setattr(view, ATTRIBUTE, Access((EVERYBODY, SIGNED_IN)))
    return view


def signed_in(view: View) -> View:
    """A page for whoever has signed in; it is given the request alone."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else to_sign_in(request)

    setattr(checked, ATTRIBUTE, Access((SIGNED_IN,)))
    return checked


def account(request: HttpRequest) -> Account:
    """Who has signed in, on a page that asks for it."""
    return cast(Account, request.user)


def seated(*roles: str, second_factor: bool = False) -> Callable[[View], View]:
    """A page of a round for these roles: the view is given request, desk, and what else the address names.

    The round is the address's `round_id`. Whoever has not signed in is asked to; whoever holds none of the roles is
    denied; where a second factor is demanded and was not shown yet, it is asked for.
    """

    def guarded(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, round_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            desk = _desk(request, round_id, seated=True)
            if not any(desk.holds(role) for role in roles):
                raise PermissionDenied
            if second_factor and not shown(request):
                return to_second_factor(request)
            return view(request, desk, *args, **kwargs)

        setattr(checked, ATTRIBUTE, Access(roles, second_factor))
        return checked

    return guarded


def of_round(view: View) -> View:
    """A page of a round for everybody: the view is given request and desk."""

    @wraps(view)
    def checked(request: HttpRequest, round_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, _desk(request, round_id), *args, **kwargs)

    setattr(checked, ATTRIBUTE, Access((EVERYBODY,)))
    return checked


def installing(view: View) -> View:
    """A page of the installation's own office, after a second factor; it is given the request alone."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        if not request.user.installs:
            raise PermissionDenied
        if not shown(request):
            return to_second_factor(request)
        return view(request, *args, **kwargs)

    setattr(checked, ATTRIBUTE, Access((INSTALLS,), second_factor=True))
    return checked


def shown(request: HttpRequest) -> bool:
    """Whether a second factor was shown in this session, and not too long ago (by the real clock)."""
    return bool(time.time() - request.session.get(SECOND_FACTOR, 0) < SHOWN_FOR)


def _desk(request: HttpRequest, round_id: str, *, seated: bool = False) -> Desk:
    try:
        return Desk(request, round_id, seated=seated)
    except Refused:
        raise Http404 from None


def to_sign_in(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('accounts:sign-in')}?{urlencode({'next': request.get_full_path()})}")


def to_second_factor(request: HttpRequest) -> HttpResponse:
    return redirect(f"{reverse('accounts:second-factor')}?{urlencode({'next': request.get_full_path()})}")


class DenyByDefault:
    """Middleware: a page that does not say who may open it is opened by nobody."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: View, args: Any, kwargs: Any) -> None:
        if not hasattr(view, ATTRIBUTE):
            raise PermissionDenied
