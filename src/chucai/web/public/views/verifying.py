"""Verify: is this person on a roll, and is this bundle true?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from chucai.web.access import open_to_all
from chucai.web.home import ledger_key
from chucai.web.language import suffix
from chucai.web.public import judging, lookup
from chucai.web.public.caller import may
from chucai.web.public.forms import MOST_BUNDLE, BundleForm, NameForm

LOOKS, JUDGEMENTS, MINUTES = 30, 6, 600  # from one place in so many seconds
ROOM = 100_000  # bytes of a form beside its file


@never_cache
@require_http_methods(["GET", "POST", "HEAD"])
@open_to_all
def verify(request: HttpRequest) -> HttpResponse:
    """Names stand in no address: they come by POST, which changes nothing."""
    form = NameForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form, "bundle": BundleForm(), "key": _key()}
    if form.is_valid():
        if may(request, "look", LOOKS, MINUTES):
            name = form.cleaned_data["name"]
            found, offices = lookup.holders(name)
            context |= {"asked": name, "found": found, "offices": offices}
        else:
            form.add_error(None, _("Too many names were looked up from here. Wait ten minutes, then go on."))
    return render(request, "public/verify.html", context, status=422 if form.errors else 200)


@csrf_exempt  # only so that nothing is read of what is too large; `_judged` protects
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@open_to_all
def bundle(request: HttpRequest) -> HttpResponse:
    """The size is looked at before anything is read. Whoever comes without a bundle is led to the form."""
    if request.method != "POST":
        return redirect(reverse("public:verify") + suffix(request))
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        size = 0
    if size > MOST_BUNDLE + ROOM:
        context = {"form": NameForm(), "bundle": BundleForm(), "key": _key(), "too_large": True}
        return render(request, "public/verify.html", context, status=413)
    return _judged(request)


@csrf_protect
def _judged(request: HttpRequest) -> HttpResponse:
    form = BundleForm(request.POST, request.FILES)
    context: dict[str, Any] = {"form": NameForm(), "bundle": form, "key": _key()}
    if form.is_valid():
        if may(request, "judge", JUDGEMENTS, MINUTES):
            context["verdict"] = judging.judged(form.cleaned_data["bundle"], form.cleaned_data["key"].strip())
        else:
            form.add_error(
                None, _("Too many bundles were sent from here. Wait ten minutes, or verify on your own computer.")
            )
    return render(request, "public/verify.html", context, status=422 if form.errors else 200)


def _key() -> str:
    """The verifier key of this installation, to be compared with what the conferring body publishes elsewhere."""
    return ledger_key().verifier_key()
