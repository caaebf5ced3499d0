"""Views of the decision desk: work out, look, move with a reason, sign, print."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.visibility import About
from chucai.web import clock
from chucai.web.access import SECOND_FACTOR, seated, to_second_factor
from chucai.web.desk import Desk
from chucai.web.office.decision import work
from chucai.web.office.decision.desk import Decision
from chucai.web.office.decision.forms import MoveForm, SignForm, with_move
from chucai.web.office.decision.lines import Line, band_words, figures, lines, near
from chucai.web.office.decision.pictures import of_list, of_panel
from chucai.web.office.doors import tabs
from chucai.web.refusals import said

SIGNING = timedelta(minutes=10)  # how long ago a second factor may have been shown by whoever signs
View = Callable[..., HttpResponse]


def of_comparison(view: View) -> View:
    """The view is given the decision of the stage its address names; 404 where that is no comparison."""

    @wraps(view)
    def found(request: HttpRequest, desk: Desk, stage: str) -> HttpResponse:
        return view(request, Decision(desk, _stage(desk, stage)))

    return found


def _stage(desk: Desk, name: str) -> Stage:
    for stage in desk.charter.stages:
        if stage.id == name and stage.gate == "compare" and name in desk.round.windows:
            return stage
    raise Http404


def visible(decision: Decision, category: str) -> list[Line]:
    """The lines the reader may see; nobody finds their own case here."""
    desk, stage = decision.desk, decision.stage.id
    return [
        line
        for line in lines(decision, category)
        if desk.may_see("merit", About(nomination=decision.nomination(line.id), stage=stage))
    ]


def page(decision: Decision, **more: Any) -> dict[str, Any]:
    """What every page of a desk is told."""
    desk = decision.desk
    return framed(desk, decision=decision, stage_name=desk.called(decision.stage), **more)


def framed(desk: Desk, **more: Any) -> dict[str, Any]:
    """What every page here is told: its desk, the rooms of the office, and who reads: each is offered own acts only."""
    who = {"is_office": desk.holds("secretary"), "is_authority": desk.holds("authority")}
    who["is_auditor"] = desk.holds("auditor")
    return {"desk": desk, "tabs": tabs(desk, desk.request.path), **who, **more}


@seated("secretary", "authority", "auditor", second_factor=True)
@require_safe
@of_comparison
def desk(request: HttpRequest, decision: Decision) -> HttpResponse:
    """The desk itself."""
    if not decision.desk.may_see("merit", About(stage=decision.stage.id)):
        raise PermissionDenied
    category = _category(request, decision)
    told: dict[str, Any] = {"category": category, "kinds": _kinds(decision, category)}
    if decision.is_possible:
        found = visible(decision, category)
        tops = figures(decision, category, found)
        told |= {
            "figures": tops,
            "band": band_words(tops),
            "lines": near(found, tops.places),
            "ranked": len(found),
            "pictures": list(of_list(decision, category, found)),
            "panel": list(of_panel(decision, category, found)),
            "others": _others(decision),
            "difference": _difference(decision),
        }
    elif decision.work is not None:
        told |= {"conflict": _conflict(decision)}
    return render(request, "decision/desk.html", page(decision, **told))


def _category(request: HttpRequest, decision: Decision) -> str:
    known = list(decision.desk.charter.categories)
    asked = request.GET.get("category", known[0])
    if asked not in known:
        raise Http404
    return asked


def _kinds(decision: Decision, current: str) -> list[tuple[str, str, bool]]:
    categories = decision.desk.charter.categories
    return [(name, decision.desk.said(each.name), name == current) for name, each in categories.items()]


def _others(decision: Decision) -> list[dict[str, Any]]:
    assert decision.work is not None
    return [
        {
            "less": other["less"],
            "enters": [decision.said(name) for name in other["enters"]],
            "leaves": [decision.said(name) for name in other["leaves"]],
        }
        for other in decision.work["list"]["others"]
    ]


def _difference(decision: Decision) -> list[dict[str, Any]] | None:
    found = decision.difference()
    if found is None:
        return None
    categories = decision.desk.charter.categories
    return [
        {
            "category": decision.desk.said(categories[name].name),
            "enters": [decision.said(one) for one in enters],
            "leaves": [decision.said(one) for one in leaves],
        }
        for name, (enters, leaves) in found.items()
        if enters or leaves
    ]


def _conflict(decision: Decision) -> dict[str, Any]:
    """Why no list can be made: the rules that cannot hold together, counted in people, and what would mend it."""
    assert decision.work is not None
    told = decision.work["list"]
    return {
        "rules": [
            {
                "words": decision.rule(item["rule"]),
                "bound": item["bound"],
                "standing": item["standing"],
                "side": item["side"],
            }
            for item in told["conflict"]
        ],
        "repairs": [
            [
                {"words": decision.rule(change["rule"]), "to": change["to"], "people": change["people"]}
                for change in repair["changes"]
            ]
            for repair in told["repairs"][:3]
        ],
    }


@seated("secretary", second_factor=True)
@require_POST
@of_comparison
def work_out(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Estimate, propose and weigh on the sheets as they are now."""
    desk = decision.desk
    try:
        work.work_out(desk.charter, desk.state, decision.stage, desk.at)
    except Refused as refused:
        messages.error(request, said(refused, desk.language, desk.charter))
    else:
        messages.success(request, _("Worked out on the sheets as they are now. Nothing is decided by that."))
    return _back(decision)


def _back(decision: Decision, category: str = "") -> HttpResponse:
    answer = redirect("decision:desk", decision.desk.round_id, decision.stage.id)
    if category:
        answer["Location"] += f"?category={category}"
    return answer


@seated("secretary", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
@of_comparison
def move(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Depart from the proposed list by one name, with a reason."""
    category = _category(request, decision)
    if not decision.is_possible:
        return _back(decision)
    found = visible(decision, category)
    form = MoveForm(decision, found, request.POST or None, initial=request.GET.dict())
    faults: list[tuple[str, str]] = []
    if request.method == "POST" and form.is_valid():
        try:
            decision.keep(with_move(decision.moves, form.move()), request.user.pk)
        except Refused as refused:
            faults.append((said(refused, decision.desk.language, decision.desk.charter), ""))
        else:
            return _back(decision, category)
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
    return _back(decision)


@seated("secretary", second_factor=True)
@require_http_methods(["GET", "HEAD", "POST"])
@of_comparison
def sign(request: HttpRequest, decision: Decision) -> HttpResponse:
    """What changes by signing, and the signature: ranking and list in one transaction."""
    if not decision.is_possible:
        return _back(decision)
    if not fresh(request):
        return to_second_factor(request)
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
        lists=_lists(decision),
        difference=_difference(decision),
        rules=_rules(decision),
        moves=[(decision.said(m.out), decision.said(m.into), m.reason) for m in decision.moves],
    )
    return render(request, "decision/sign.html", told, status=422 if request.method == "POST" else 200)


def fresh(request: HttpRequest) -> bool:
    """Whether a second factor was shown just now, as signing demands; a rehearsal has a clock of its own."""
    shown = request.session.get(SECOND_FACTOR)
    return clock.rehearsed() or bool(shown and datetime.now(UTC).timestamp() - float(shown) < SIGNING.total_seconds())


def _lists(decision: Decision) -> list[dict[str, Any]]:
    categories = decision.desk.charter.categories
    return [
        {
            "category": decision.desk.said(categories[name].name),
            "chosen": [decision.said(one) for one in names],
            "reserve": [decision.said(one) for one in decision.reserve.get(name, ())],
        }
        for name, names in decision.chosen.items()
    ]


def _rules(decision: Decision) -> list[dict[str, Any]]:
    return [
        {
            "words": decision.rule(line.rule),
            "part": line.each or "",
            "counted": line.counted,
            "among": line.among,
            "low": line.low,
            "high": line.high,
            "holds": line.holds,
            "binding": line.binding,
        }
        for line in decision.counts
        if line.each is None or not line.holds
    ]


@seated("secretary", "authority", second_factor=True)
@require_safe
@of_comparison
def papers(request: HttpRequest, decision: Decision) -> HttpResponse:
    """Minutes and signature sheet, to print: of the signed list, or of the one on the desk, and it says which."""
    told = page(
        decision, lists=_lists(decision), rules=_rules(decision), moves=decision.moves, is_signed=_is_signed(decision)
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
