"""What is one's own: rounds and roles, the language of mails, and where one is signed in."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chucai.web.access import account, signed_in
from chucai.web.accounts.doors import doors
from chucai.web.accounts.forms import LanguageForm
from chucai.web.records import people


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """The doors of this account; with one single door and no wish to stay, the page is still shown: it is home."""
    own = account(request)
    form = LanguageForm(request.POST or None, initial={"language": own.language or settings.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        people.speak(own.pk, form.cleaned_data["language"])
        messages.success(request, _("Mails will come in this language."))
        return redirect("accounts:me")
    context = {"rounds": doors(own.pk), "installs": own.installs, "form": form}
    return render(request, "accounts/me.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Where the account is signed in; any of them can be ended, and all others at once."""
    own = sorted(UserSession.objects.purge_and_list(request.user), key=lambda each: each.created_at, reverse=True)
    if request.method == "POST":
        _end(own, request.POST.get("session", ""))
        messages.success(request, _("Signed out there."))
        return redirect("accounts:sessions")
    listed = [
        {"id": each.pk, "since": each.created_at, "ip": each.ip, "agent": each.user_agent, "here": each.is_current()}
        for each in own
    ]
    return render(request, "accounts/sessions.html", {"sessions": listed, "others": len(listed) > 1})


def _end(own: list[UserSession], which: str) -> None:
    """End the session of this number, or with `others` every one but this."""
    meant = [each for each in own if not each.is_current() and which in {"others", str(each.pk)}]
    if not meant:
        raise Http404
    for each in meant:
        each.end()
