"""Signing in and out: a mailed link, a passkey, the organisation's single sign-on."""

from __future__ import annotations

import secrets
from typing import Any, cast

from allauth.mfa.webauthn.views import LoginWebAuthnView
from allauth.socialaccount.providers.openid_connect import views as single_views
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chucai.web import clock
from chucai.web.access import entrance
from chucai.web.accounts import entering, newcomers, personas, throttle
from chucai.web.accounts.entering import MALFORMED
from chucai.web.accounts.forms import AddressForm
from chucai.web.accounts.single import PROVIDER
from chucai.web.accounts.tasks import send_link
from chucai.web.records import links

# From one place, within so many seconds. A whole administration may come from one address: what keeps mailboxes from
# being filled is counted for each account (tasks.MOST), and nobody guesses 24 random bytes.
ASKED_FOR = (60, 600)
OPENED = (300, 600)


@entrance
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a link. Whether the address is known here makes no difference to what is answered, or how soon."""
    if request.method != "POST" and request.user.is_authenticated:
        return entering.lead_on(request)
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not throttle.allowed("sign-in", throttle.place(request), *ASKED_FOR):
            return _too_often(request)
        email = form.cleaned_data["email"].lower()
        send_link.enqueue(secrets.token_hex(8), email, entering.onward(request), get_language() or "")
        return redirect(_sent(entering.onward(request)))
    return _sign_in_page(request, form, 422 if form.errors else 200)


def _sent(onward: str) -> str:
    """Where it says that a letter is on its way; it knows of newcomers only by where they were going."""
    where = reverse("accounts:sent")
    return f"{where}?{urlencode({'next': onward})}" if newcomers.welcomed(onward, clock.now()) else where


def _sign_in_page(request: HttpRequest, form: AddressForm, status: int = 200) -> HttpResponse:
    single = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    context = {
        "form": form,
        "next": entering.onward(request),
        "welcomed": newcomers.welcomed(entering.onward(request), clock.now()),
        "single": [{"name": app["name"], "id": app["provider_id"]} for app in single],
        "personas": personas.offered(request),
    }
    return render(request, "accounts/sign_in.html", context, status=status)


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/too_often.html", status=429)


@entrance
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    onward = entering.onward(request)
    context = {"next": onward, "welcomed": newcomers.welcomed(onward, clock.now())}
    return render(request, "accounts/sent.html", context)


@entrance
@require_safe
def closed(request: HttpRequest) -> HttpResponse:
    """Where an account that was closed ends up."""
    return render(request, "accounts/closed.html", status=403)


@entrance
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """What a mailed link opens: a page with one button. Programs that follow links in mails sign nobody in.

    One that opens no more is renewed by a button too: the new one goes to the address that the old one went to.
    """
    if not throttle.allowed("link", throttle.place(request), *OPENED):
        return _too_often(request)
    at = clock.now()
    found = links.good(token, at)
    if found and request.method == "POST":
        account = links.use(found, at)
        if account:
            return entering.enter(request, account, found.onward)
    if found:
        return render(request, "accounts/link.html", {"account": found.account, "expires": found.expires})
    spent = links.spent(token)
    if spent and "again" in request.POST:
        send_link.enqueue(secrets.token_hex(8), spent.account.email, spent.onward, get_language() or "")
        return redirect("accounts:sent")
    return render(request, "accounts/link_over.html", {"spent": spent}, status=410)


@entrance
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    messages.success(request, _("You have signed out."))
    return redirect("accounts:sign-in")


class Passkey(LoginWebAuthnView):  # type: ignore[misc]  # allauth ships no types
    """A passkey signs in by itself: the device asked for finger, face or PIN, so it is both factors at once."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return cast(HttpResponse, super().post(request, *args, **kwargs))
        except MALFORMED:
            return self.form_invalid(None)

    def form_valid(self, form: Any) -> HttpResponse:
        credential = form.cleaned_data["credential"]
        if not credential.user.is_active:
            return redirect("accounts:closed")
        response: HttpResponse = super().form_valid(form)
        if self.request.user.is_authenticated:
            entering.second_factor_shown(self.request)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, _("This passkey was not accepted. Ask for a link by mail instead."))
        return redirect("accounts:sign-in")


passkey = entrance(never_cache(Passkey.as_view()))


@entrance
@never_cache
def single_sign_on(request: HttpRequest) -> HttpResponse:
    """To the organisation's own sign-in, and back to `single_back`."""
    response: HttpResponse = single_views.login(request, PROVIDER)
    return response


@entrance
@never_cache
def single_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    response: HttpResponse = single_views.callback(request, provider_id)
    return response


@entrance
@require_safe
def single_failed(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/single_failed.html", status=403)
