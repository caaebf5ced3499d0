"""Putting a case off, stepping aside from it for an interest, and abstaining."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_POST

from chucai.errors import Refused
from chucai.gates.acts import Abstain, Recuse
from chucai.gates.model import Nomination
from chucai.web.judge.bench import Bench, judging
from chucai.web.judge.reading import heads
from chucai.web.judge.saving import opened, save
from chucai.web.judge.sheet import SKIPPED, Edit
from chucai.web.judge.views.entry import kinds
from chucai.web.records import sheets
from chucai.web.refusals import said

Errors = list[tuple[str, str]]


def _onward(bench: Bench, nomination: str) -> HttpResponse:
    return redirect(f"{bench.url('resume')}?after={nomination}")


def _skip(request: HttpRequest, bench: Bench, nomination: str) -> HttpResponse:
    """Put a case off: it comes again when the others are done."""
    found = bench.case(nomination)
    now = int(bench.desk.at.timestamp() * 1000) + 999
    edit = Edit(secrets.token_hex(8), SKIPPED, True, now, sheets.found(*_place(bench), nomination).version, "form")
    try:
        save(bench, found, [edit])
    except Refused as refused:
        messages.error(request, _words(refused, bench))
        return redirect(bench.url("case", nomination))
    return _onward(bench, nomination)


def _place(bench: Bench) -> tuple[str, str, str]:
    return bench.desk.round_id, bench.who, bench.stage.id


def _words(refused: Refused, bench: Bench) -> str:
    return said(refused, get_language() or "", bench.desk.charter)


def _aside(request: HttpRequest, bench: Bench, nomination: str) -> HttpResponse:
    """The page where one steps aside; its first form says why, its second abstains."""
    found = bench.case(nomination)
    if request.method != "POST":
        return _page(request, bench, found, [])
    interest = request.POST.get("interest", "")
    if interest not in {kind for kind, _, _ in kinds(bench)}:
        return _page(request, bench, found, [(gettext("Choose what your interest is"), "interest-1")])
    note = opened("note", request.POST.get("note", ""))
    act = Recuse(assessor=bench.who, nomination=nomination, interest=interest, note=note.commitment if note else None)
    try:
        bench.desk.perform("assessor", act, [note] if note else [])
    except Refused as refused:
        return _page(request, bench, found, [(_words(refused, bench), "")])
    sheets.drop(*_place(bench), [nomination])
    messages.success(request, gettext("You are recused from this case. The office has been told."))
    return _onward(bench, nomination)


def _abstain(request: HttpRequest, bench: Bench, nomination: str) -> HttpResponse:
    """No score though no interest: it counts as read, and adds nothing to the merit."""
    found = bench.declared_case(nomination)
    reason = opened("reason", request.POST.get("reason", ""))
    act = Abstain(
        stage=bench.stage.id,
        nomination=nomination,
        assessor=bench.who,
        reason=reason.commitment if reason else None,
    )
    try:
        bench.desk.perform("assessor", act, [reason] if reason else [])
    except Refused as refused:
        if refused.code != "already-abstained":  # a second press
            return _page(request, bench, found, [(_words(refused, bench), "")])
    sheets.drop(*_place(bench), [nomination])
    messages.success(request, gettext("You have abstained from this case."))
    return _onward(bench, nomination)


def _page(request: HttpRequest, bench: Bench, nomination: Nomination, errors: Errors) -> HttpResponse:
    context = {
        "bench": bench,
        "case": nomination.id,
        "dossier": heads(bench, [nomination])[0],
        "kinds": kinds(bench),
        "errors": errors,
        "open": bench.is_open,
        "done": bench.who in nomination.sheets.get(bench.stage.id, {}),
        "sent": request.POST,
    }
    return render(request, "judge/aside.html", context, status=422 if errors else 200)


skip = judging(require_POST(_skip))
aside = judging(require_http_methods(["GET", "HEAD", "POST"])(_aside))
abstain = judging(require_POST(_abstain))
