"""The objection form, and the page on which its case is followed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chucai.errors import Refused
from chucai.gates.model import Notice
from chucai.gates.words import word
from chucai.web.access import of_round, open_to_all
from chucai.web.desk import Desk
from chucai.web.language import suffix
from chucai.web.public import cases, notices, reaching
from chucai.web.public.caller import may
from chucai.web.public.forms import ObjectionForm
from chucai.web.public.views.notices import named
from chucai.web.refusals import said

OBJECTIONS, HOUR = 10, 3600  # from one place


@never_cache
@require_http_methods(["GET", "POST", "HEAD"])
@of_round
def object_(request: HttpRequest, desk: Desk, notice: str) -> HttpResponse:
    """Nothing typed is lost: whatever is wrong is said above the form as it was sent."""
    found = named(desk, notice)
    rules = desk.charter.notices[desk.charter.stage(found.stage).notice or ""].objections
    if rules is None or not notices.open_to_anybody(desk, found):
        return redirect(reverse("public:notice", args=[desk.round_id, notice]) + suffix(request))
    shown = notices.shown(desk, found)
    data = request.POST if request.method == "POST" else None
    adds_to = _added_to(request, desk, found)
    initial = _initial(request, shown.people)
    form = ObjectionForm(data, people=shown.people, rules=rules, adds_to=adds_to, initial=initial)
    if form.is_valid() and (case := _put_in(request, desk, shown, form)):
        token = cases.token(desk.round_id, found.id, case)
        return redirect(reverse("public:case", args=[token]) + suffix(request))
    context = {
        "desk": desk,
        "notice": found,
        "title": notices.title(desk, found),
        "form": form,
        "adds_to": adds_to,
        "rules": rules,
        "reach": reaching.reach(asdict(shown.data.office), desk.language),
    }
    return render(request, "public/object.html", context, status=422 if form.is_bound else 200)


def _initial(request: HttpRequest, people: Any) -> dict[str, str]:
    about = request.GET.get("about", "")
    return {"ticket": cases.ticket(), "about": about if about in people else ""}


def _added_to(request: HttpRequest, desk: Desk, notice: Notice) -> str:
    """The case that somebody adds to, where it is one about whom they chose; its number alone opens nothing."""
    sent = request.POST if request.method == "POST" else request.GET
    first = notice.objections.get(sent.get("case", ""))
    of_them = first is not None and notices.key_of(desk.round_id, notice.id, first.about) == sent.get("about")
    return sent["case"] if of_them else ""


def _put_in(request: HttpRequest, desk: Desk, shown: notices.Shown, form: ObjectionForm) -> str | None:
    """The case number; None with the reason among the form's errors."""
    if not may(request, "object", OBJECTIONS, HOUR):
        form.add_error(None, _("Too many objections have come from here within an hour. Wait a little, or write."))
        return None
    case = cases.of_ticket(form.cleaned_data["ticket"]) or cases.number()
    try:
        about = shown.meant[form.cleaned_data["about"]]
        cases.put_in(desk, shown.notice.id, case, about, form.who(), form.cleaned_data["grounds"])
    except Refused as refused:
        form.add_error(None, said(refused, desk.language, desk.charter))
        return None
    return case


@never_cache
@require_safe
@open_to_all
def case(request: HttpRequest, token: str) -> HttpResponse:
    """What became of an objection: for whoever has the address, and nobody can find it who was not given it."""
    named_ = cases.of_token(token)
    if named_ is None:
        raise Http404
    desk = _desk(request, named_[0])
    found = cases.case(desk, *named_[1:])
    if found is None:
        raise Http404
    context = {
        "desk": desk,
        "case": found,
        "title": notices.title(desk, found.notice),
        "adding": _adding(request, desk, found),
        "outcome": word("answer", found.outcome, desk.language) if found.outcome else "",
        "address": request.build_absolute_uri(request.path),
        "reach": reaching.of_round(desk),
    }
    response = render(request, "public/case.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _adding(request: HttpRequest, desk: Desk, found: cases.Case) -> str:
    """Where its objector adds to it: the form of the same notice, while that runs; nothing once it is answered."""
    notice = found.notice
    takes = desk.charter.notices[desk.charter.stage(notice.stage).notice or ""].objections
    if found.outcome or takes is None or not notices.open_to_anybody(desk, notice):
        return ""
    about = notices.key_of(desk.round_id, notice.id, notice.objections[found.number].about)
    query = urlencode({"about": about, "case": found.number})
    language = suffix(request).replace("?", "&")
    return f"{reverse('public:object', args=[desk.round_id, notice.id])}?{query}{language}"


def _desk(request: HttpRequest, round_id: str) -> Desk:
    try:
        return Desk(request, round_id)
    except Refused:
        raise Http404 from None
