"""Views of the decision desk: work out, look, move with a reason, sign, print."""

from __future__ import annotations

import csv
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chucai.errors import Refused
from chucai.gates.visibility import About
from chucai.web.access import seated, to_second_factor
from chucai.web.office.decision import tasks, telling
from chucai.web.office.decision.desk import Decision
from chucai.web.office.decision.forms import MoveForm, SignForm, with_move
from chucai.web.office.decision.frame import back, fresh, of_comparison, page
from chucai.web.office.decision.lines import SHOWN, Line, band_words, departures, figures, lines
from chucai.web.office.decision.pictures import of_list, of_panel
from chucai.web.records import jobs
from chucai.web.refusals import said


def visible(decision: Decision, category: str) -> list[Line]:
    """The lines the reader may see; nobody finds their own case here."""
    return [line for line in lines(decision, category) if decision.shows(line.id)]


@seated("secretary", "authority", "auditor", second_factor=True)
@require_safe
@of_comparison
def desk(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The desk itself."""
    if not decision.desk.may_see("merit", About(stage=decision.stage.id)):
        raise PermissionDenied
    category = _category(request, decision)
    told: dict[str, Any] = {"category": category, "kinds": _kinds(decision, category)}
    told["job"] = jobs.found(decision.desk.round_id, tasks.KIND, decision.stage.id)
    if decision.is_possible:
        found = visible(decision, category)
        tops = figures(decision, category, found)
        told |= {
            "figures": tops,
            "band": band_words(tops.toss_up),
            **_shown(request, found, tops.places),
            "pictures": list(of_list(decision, category, found)),
            "panel": list(of_panel(decision, category, found)),
            "others": telling.others(decision),
            "difference": telling.difference(decision),
            "moves": telling.moves(decision),
        }
    elif decision.work is not None:
        told |= {"conflict": telling.conflict(decision, decision.work["list"])}
    return render(request, "decision/desk.html", page(decision, **told))


def _shown(request: HttpRequest, found: list[Line], places: int) -> dict[str, Any]:
    """The lines that are asked for, and how many there would be the other ways."""
    parts = {name: choose(found, places) for name, choose in SHOWN.items()}
    asked = request.GET.get("show", "near")
    if asked not in parts:
        raise Http404
    above = [line.id for line in parts[asked] if line.rank <= places]
    return {
        "lines": parts[asked],
        "cut_below": above[-1] if above and len(above) < len(parts[asked]) else None,
        "show": asked,
        "numbers": {name: len(part) for name, part in parts.items()},
    }


def _category(request: HttpRequest, decision: Decision) -> str:
    known = list(decision.desk.charter.categories)
    asked = request.GET.get("category", known[0])
    if asked not in known:
        raise Http404
    return asked


def _kinds(decision: Decision, current: str) -> list[tuple[str, str, bool]]:
    categories = decision.desk.charter.categories
    return [(name, decision.desk.said(each.name), name == current) for name, each in categories.items()]


@seated("secretary", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
@of_comparison
def move(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Depart from the proposed list by one name, with a reason."""
    category = _category(request, decision)
    if not decision.is_possible:
        return back(decision)
    found = visible(decision, category)
    form = MoveForm(decision, found, request.POST or None, initial=request.GET.dict())
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            decision.keep(with_move(decision.moves, form.move()), request.user.pk)
        except Refused as refused:
            faults.append((said(refused, decision.desk.language, decision.desk.charter), ""))
        else:
            return back(decision, category)
    told = page(decision, form=form, faults=faults, category=category)
    return render(request, "decision/move.html", told, status=422 if request.method == "POST" else 200)


@seated("secretary", second_factor=True)
@require_POST
@of_comparison
def undo(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Take one move back."""
    out = request.POST.get("out", "")
    kept = [move for move in decision.moves if move.out != out]
    if len(kept) < len(decision.moves):
        try:
            decision.keep(kept, request.user.pk)
        except Refused as refused:
            messages.error(request, said(refused, decision.desk.language, decision.desk.charter))
    return back(decision)


@seated("secretary", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
@of_comparison
def sign(request: HttpRequest, decision: Decision) -> HttpResponse:
    """What changes by signing, and the signature: ranking and list in one transaction."""
    if not decision.is_possible:
        return back(decision)
    if not fresh(request):
        return to_second_factor(request)
    if decision.is_kept:
        return render(request, "decision/sign.html", page(decision), status=403 if request.method == "POST" else 200)
    form = SignForm(request.POST or None)
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            receipts = decision.desk.perform_many("secretary", [(act, ()) for act in decision.acts()])
        except Refused as refused:
            faults.append((said(refused, decision.desk.language, decision.desk.charter), ""))
        else:
            messages.success(
                request,
                _("Signed. Receipt: %(receipt)s. Nobody outside sees it yet.") % {"receipt": receipts[-1].events[0]},
            )
            return redirect("decision:release", decision.desk.round_id)
    told = page(
        decision,
        form=form,
        faults=faults,
        lists=telling.lists(decision),
        difference=telling.difference(decision),
        rules=telling.rules(decision, decision.counts),
        moves=telling.moves(decision),
    )
    return render(request, "decision/sign.html", told, status=422 if request.method == "POST" else 200)


@seated("secretary", "authority", second_factor=True)
@require_safe
@of_comparison
def papers(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Minutes and signature sheet, to print: of the signed list, or of the one on the desk, and it says which.

    Whoever confers reads the signed list alone (`shortlist` in the table of visibility).
    """
    desk = decision.desk
    may = _is_signed(decision) and desk.may_see("shortlist", About(stage=decision.stage.id))
    if not (may or desk.holds("secretary")):
        raise PermissionDenied
    if decision.is_kept:
        return render(request, "decision/papers.html", page(decision))
    told = page(
        decision,
        lists=telling.lists(decision),
        rules=telling.rules(decision, decision.counts),
        departures=departures(decision),
        is_signed=_is_signed(decision),
    )
    return render(request, "decision/papers.html", told)


def _is_signed(decision: Decision) -> bool:
    return decision.signed.chosen is not None and not any(
        enters or leaves for enters, leaves in (decision.difference() or {}).values()
    )


@seated("secretary", "auditor", second_factor=True)
@require_safe
@of_comparison
def table(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Every line of a category as CSV, with what the page shows."""
    category = _category(request, decision)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{decision.stage.id}-{category}.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(["nomination", "rank", "merit", "low", "high", "mean", "mean_rank", "readings", "chance", "status"])
    for line in visible(decision, category) if decision.is_possible else ():
        micro = (line.merit, line.low, line.high, line.mean)
        merit, low, high, mean = (f"{value / 1_000_000:.6f}" for value in micro)
        chance = "" if line.chance is None else f"{line.chance / 1_000_000:.6f}"
        writer.writerow(
            [line.id, line.rank, merit, low, high, mean, line.mean_rank, line.readings, chance, line.status]
        )
    return answer
