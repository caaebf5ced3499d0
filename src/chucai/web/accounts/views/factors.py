"""Second factors: an app with one-time codes, passkeys, recovery codes; shown once a day where the work asks for it."""

from __future__ import annotations

import json
from typing import Any, cast

from allauth.account.internal.flows.reauthentication import resume_request
from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication, begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chucai.web import clock
from chucai.web.access import account, signed_in
from chucai.web.accounts import entering, throttle
from chucai.web.accounts.entering import MALFORMED
from chucai.web.mail import outbox

TRIES = ((10, 600), (50, 24 * 3600))  # a code of six digits must not be guessed by whoever can read one's mail
ONCE = (1, 300)  # seconds, longer than any one-time code is good for


def _held(request: HttpRequest) -> list[Authenticator]:
    return list(Authenticator.objects.filter(user_id=request.user.pk).order_by("id"))


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request: HttpRequest) -> HttpResponse:
    """Ask for a second factor and lead on to what wanted it; whoever has none yet sets one up first."""
    held = {each.type for each in _held(request)}
    if not held - {"recovery_codes"}:
        messages.info(request, _("This part of the work asks for a second factor. Set one up first."))
        return redirect(f"{reverse('accounts:factors')}?{urlencode({'next': entering.onward(request)})}")
    form = _answer(request)
    if request.method == "POST":
        if not _may_try(request):
            return render(request, "accounts/too_often.html", status=429)
        if _holds(form) and _is_first(request, form):
            form.save()
            entering.second_factor_shown(request)
            return cast(HttpResponse | None, resume_request(request)) or entering.lead_on(request)
    context = {
        "form": form if isinstance(form, ReauthenticateForm) else ReauthenticateForm(user=request.user),
        "refused": bool(form.errors),
        "has_code": "totp" in held,
        "has_key": "webauthn" in held,
        "options": json.dumps(begin_authentication(request.user)) if "webauthn" in held else "",
        "next": entering.onward(request),
    }
    return render(request, "accounts/second_factor.html", context, status=422 if form.errors else 200)


def _holds(form: Any) -> bool:
    try:
        return bool(form.is_valid())
    except MALFORMED:
        form.add_error(None, _("The passkey was not accepted."))
        return False


def _may_try(request: HttpRequest) -> bool:
    """Counted for the account, in each of the whiles, whatever session tries."""
    allowed = [throttle.allowed("factor", str(request.user.pk), *each) for each in TRIES]
    return all(allowed)


def _is_first(request: HttpRequest, form: Any) -> bool:
    """Whether a one-time code is shown for the first time. allauth knows, too, but each process only for itself."""
    code = "".join(filter(str.isalnum, form.cleaned_data.get("code", ""))).casefold()
    if not code or throttle.allowed("code", f"{request.user.pk}/{code}", *ONCE):
        return True
    form.add_error("code", _("This code was used already. Wait for the next one."))
    return False


def _answer(request: HttpRequest) -> Any:
    """What was posted: a passkey's answer, or a code."""
    data = request.POST or None
    if data and data.get("credential"):
        return ReauthenticateWebAuthnForm(user=request.user, data=data)
    return ReauthenticateForm(user=request.user, data=data)


@signed_in
@never_cache
@require_safe
def factors(request: HttpRequest) -> HttpResponse:
    held = _held(request)
    codes = next((each.wrap() for each in held if each.type == "recovery_codes"), None)
    context = {
        "app": next((each for each in held if each.type == "totp"), None),
        "keys": [
            {"id": each.pk, "name": each.wrap().name, "made": each.created_at, "used": each.last_used_at}
            for each in held
            if each.type == "webauthn"
        ],
        "codes_left": len(codes.get_unused_codes()) if codes else None,
        "next": entering.onward(request),
    }
    return render(request, "accounts/factors.html", context)


def _on_white(svg: str) -> SafeString:
    """The code as a drawing within the page, on a white ground whatever the reader's colours are."""
    begin = svg.index("<svg")
    inside = svg.index(">", begin) + 1
    return SafeString(f'{svg[begin:inside]}<rect width="100%" height="100%" fill="#fff"/>{svg[inside:]}')


def _changed(request: HttpRequest, told: str) -> None:
    """Said on the page, and by mail, in case it was not the holder of the account who did it."""
    messages.success(request, told)
    outbox.post(None, account(request), "factors-changed", {"onward": "/me/sessions/"}, at=clock.now())


class App(ActivateTOTPView):  # type: ignore[misc]  # allauth ships no types
    """Set up an app with one-time codes. Having just shown one, the session has its second factor."""

    template_name = "accounts/app.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "code": _on_white(context["totp_svg"]), "secret": context["form"].secret}

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        entering.second_factor_shown(self.request)
        _changed(self.request, _("The app with one-time codes is set up."))
        return response


class AppAway(DeactivateTOTPView):  # type: ignore[misc]
    template_name = "accounts/app_away.html"

    def form_valid(self, form: Any) -> HttpResponse:
        _changed(self.request, _("The app with one-time codes was removed."))
        return cast(HttpResponse, super().form_valid(form))


class Key(AddWebAuthnView):  # type: ignore[misc]
    """Add a passkey that can also sign in by itself."""

    template_name = "accounts/key.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "options": json.dumps(begin_registration(self.request.user, True))}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return cast(HttpResponse, super().post(request, *args, **kwargs))
        except MALFORMED:
            messages.error(request, _("The passkey was not accepted."))
            return redirect("accounts:key")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        entering.second_factor_shown(self.request)
        _changed(self.request, _("The passkey was added."))
        return response


class KeyAway(RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "accounts/key_away.html"

    def form_valid(self, form: Any) -> HttpResponse:
        _changed(self.request, _("The passkey was removed."))
        return cast(HttpResponse, super().form_valid(form))

    def get_success_url(self) -> str:
        return reverse("accounts:factors")


class Codes(ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/codes.html"


class FreshCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/codes_fresh.html"

    def form_valid(self, form: Any) -> HttpResponse:
        _changed(self.request, _("There are new recovery codes; the old ones are void."))
        return cast(HttpResponse, super().form_valid(form))


app = signed_in(never_cache(App.as_view()))
app_away = signed_in(never_cache(AppAway.as_view()))
key = signed_in(never_cache(Key.as_view()))
key_away = signed_in(never_cache(KeyAway.as_view()))
codes = signed_in(never_cache(Codes.as_view()))
fresh_codes = signed_in(never_cache(FreshCodes.as_view()))
