"""The sections of a nomination: kept as typed at every change, and read when the button is pressed."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chucai.errors import Refused
from chucai.gates.asked import moments
from chucai.intake.people import normal_name, pseudonym
from chucai.web.desk import Desk
from chucai.web.home import round_secret
from chucai.web.nominate import paper as papers
from chucai.web.nominate import questions, reading, words
from chucai.web.nominate.paper import Paper, mark
from chucai.web.nominate.views.desks import beside, moved_on, own_paper, show, to, told, writing
from chucai.web.nominate.views.parts import alike, carried, frame, rules

SIMPLE = ("you", "where", "who", "theme", "about", "statement", "support")


@writing
@require_http_methods(["GET", "POST"])
def section(request: HttpRequest, desk: Desk, found: Paper, section: str) -> HttpResponse:
    """One section: kept as typed at every change, and read when its button is pressed."""
    if section not in SIMPLE or section not in papers.sections_of(desk.charter, found):
        raise Http404
    if request.method == "GET":
        form = reading.form_of(desk, found, section, None)
        return _page(request, desk, found, section, form)
    typed = _typed(desk, found, section, request)
    quiet = request.headers.get("X-Saving") == "typed"
    try:
        now = papers.keep(desk, found, section, typed, request.POST.get("seen"), done=not quiet)
    except Refused as refused:
        return _refused(request, desk, found, section, refused, quiet)
    if quiet:
        return JsonResponse(_saved(desk, now, section))
    return _onward(request, desk, now, section)


def _typed(desk: Desk, found: Paper, section: str, request: HttpRequest) -> dict[str, Any]:
    """What was typed, as it is kept. Of an identity number only its pseudonym is."""
    form = reading.form_of(desk, found, section, None)
    typed = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in form.fields if name != "identity"}
    if section == "who":
        return {**typed, **_key(desk, found, typed["name"], request)}
    return typed


def _key(desk: Desk, found: Paper, name: str, request: HttpRequest) -> dict[str, Any]:
    identity = request.POST.get("identity", "").strip()
    before = found.part("who") or {}
    if identity and request.headers.get("X-Saving") != "typed":
        return {"key": pseudonym(round_secret(desk.round_id), name, found.unit, identity), "identified": True}
    same_name = normal_name(str(before.get("name", ""))) == normal_name(name)
    if same_name or before.get("identified"):
        return {field: before[field] for field in ("key", "identified") if field in before}
    return {}


def _saved(desk: Desk, now: Paper, section: str) -> dict[str, Any]:
    """For the page that saves as it is typed: when, what it has seen now, and which questions are put."""
    at = desk.at.astimezone(ZoneInfo(desk.charter.timezone))
    answer: dict[str, Any] = {"saved": _("saved %(time)s") % {"time": f"{at:%H:%M}"}, "seen": mark(now.part(section))}
    if section == "about":
        answer["hidden"] = sorted(reading.read(desk, now, carried(desk, now)).unasked)
    return answer


def _refused(
    request: HttpRequest, desk: Desk, found: Paper, section: str, refused: Refused, quiet: bool
) -> HttpResponse:
    """Two wrote the same: both are shown, and the next press of the button replaces."""
    if quiet:
        problem = beside() if refused.code == "draft-moved-on" else told(desk, refused)
        return JsonResponse({"problem": problem}, status=409)
    now = own_paper(desk, found.keeper, found.key)
    form = reading.form_of(desk, now, section, request.POST)
    theirs = [
        (form.fields[name].label, value) for name, value in (now.part(section) or {}).items() if name in form.fields
    ]
    return _page(request, desk, now, section, form, problem=moved_on(), theirs=theirs)


def _onward(request: HttpRequest, desk: Desk, now: Paper, section: str) -> HttpResponse:
    """To the list of what is to do, or back with what is wrong. It is kept either way."""
    form = reading.form_of(desk, now, section, now.part(section))
    form.is_valid()
    if isinstance(form, questions.About):
        read = reading.read(desk, now, carried(desk, now))
        form.answers(read.base(), moments(desk.charter, desk.state))
    if form.errors:
        return _page(request, desk, now, section, form)
    return (
        to(desk, "check", now.keeper, now.key)
        if request.POST.get("back") == "check"
        else to(desk, "draft", now.keeper, now.key)
    )


def _page(
    request: HttpRequest, desk: Desk, found: Paper, section: str, form: Any, problem: str = "", theirs: Any = ()
) -> HttpResponse:
    read = reading.read(desk, found, carried(desk, found))
    bound = [{"field": form[name], "hidden": name in read.unasked} for name in form.fields]
    return show(
        request,
        desk,
        "section",
        **frame(desk, found),
        section=section,
        title=words.TITLES[section],
        form=form,
        fields=bound,
        seen=mark(found.part(section)),
        rules=rules(desk, read) if section == "about" else [],
        likes=alike(desk, found) if section == "who" else [],
        one_each=desk.charter.nominating.one_honour_each,
        problem=problem,
        theirs=theirs,
        back=request.GET.get("back") or request.POST.get("back", ""),
    )
