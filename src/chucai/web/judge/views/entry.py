"""First things first: the undertaking, and the declaration of interests; and both again, to be read afterwards."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from chucai.errors import Refused
from chucai.gates.acts import Declare, Undertake
from chucai.gates.words import word
from chucai.web.desk import Handed
from chucai.web.judge.bench import Bench, case_title, judging
from chucai.web.judge.queue import Case, queue
from chucai.web.judge.reading import dossiers, heads
from chucai.web.records import models, sheets
from chucai.web.refusals import said

AT_ONCE = 50  # cases on one page of the declaration
BY_THEMSELVES = ("own-unit", "nominator")  # interests that the gates find without being told
OTHER = "other"


def _undertaking(request: HttpRequest, bench: Bench) -> HttpResponse:
    if bench.assessor.undertaken:
        return redirect(bench.url("queue"))
    missing = request.method == "POST" and not request.POST.get("agreed")
    if request.method == "POST" and not missing:
        try:
            bench.desk.perform("assessor", Undertake(assessor=bench.who))
        except Refused as refused:
            if refused.code != "already-undertaken":  # a second press
                raise
        return redirect(bench.url("interests"))
    errors = [(gettext("Tick the box to sign the undertaking"), "agreed")] if missing else []
    return render(request, "judge/undertaking.html", {"bench": bench, "errors": errors}, status=422 if missing else 200)


undertaking = judging(require_http_methods(["GET", "HEAD", "POST"])(_undertaking), unsigned=True)


def kinds(bench: Bench) -> list[tuple[str, str, bool]]:
    """Interests one can state: key, name, and whether stating it bars from the case."""
    language = get_language() or ""
    listed = dict.fromkeys(kind for way in bench.desk.charter.judging.values() for kind in way.recuse)
    offered = [kind for kind in listed if kind not in BY_THEMSELVES]
    return [(kind, word("interest", kind, language), kind in listed) for kind in dict.fromkeys([*offered, OTHER])]


def _interests(request: HttpRequest, bench: Bench) -> HttpResponse:
    own = queue(bench)
    errors: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            _declare(request, bench, own.undeclared)
            return redirect(bench.url("interests"))
        except Refused as refused:
            errors = [(said(refused, get_language() or "", bench.desk.charter), "")]
    cases = own.undeclared[:AT_ONCE]
    if not cases and not errors:
        return redirect(bench.url("queue"))
    told = dossiers(bench, [case.nomination for case in cases], ["statement", "attributes"])
    context = {
        "bench": bench,
        "cases": [{"case": case, "dossier": each} for case, each in zip(cases, told, strict=True)],
        "kinds": kinds(bench),
        "barring": pgettext("between items", ", ").join(name for _, name, bars in kinds(bench) if bars),
        "left": len(own.undeclared),
        "errors": errors,
    }
    return render(request, "judge/interests.html", context, status=422 if errors else 200)


def _declare(request: HttpRequest, bench: Bench, open_: list[Case]) -> None:
    """What was said of the cases that were on the page: acts for interests, and a note that all were looked at."""
    allowed = {kind for kind, _, _ in kinds(bench)}
    asked = {case.id for case in open_} & set(request.POST.getlist("case"))
    stated = {name: request.POST.get(f"interest:{name}", "") for name in sorted(asked)}
    acts: list[Handed] = [
        (Declare(assessor=bench.who, nomination=name, interest=kind), ())
        for name, kind in stated.items()
        if kind in allowed and name not in bench.assessor.declared
    ]
    if acts:
        bench.desk.perform_many("assessor", acts)
    place = (bench.desk.round_id, bench.who, bench.stage.id)
    sheets.looked_through(*place, asked, bench.desk.at, request.user.pk)
    barred = [name for name, kind in stated.items() if any(kind == key and bars for key, _, bars in kinds(bench))]
    if barred:
        sheets.drop(*place, barred)


interests = judging(require_http_methods(["GET", "HEAD", "POST"])(_interests))


def _signed(request: HttpRequest, bench: Bench) -> HttpResponse:
    """What the assessor undertook, and when, and what they declared of which case."""
    desk = bench.desk
    stream = desk.state.place(f"assessor/{bench.who}").id or 0
    at = models.Event.objects.values_list("at", flat=True).get(stream_id=stream, kind="undertaken")
    stated = _stated(bench)
    asked = sheets.papers(desk.round_id, bench.who, bench.stage.id).declared
    context = {
        "bench": bench,
        "signed": at.astimezone(ZoneInfo(desk.charter.timezone)),
        "stated": _told(bench, stated),
        "none": len(asked - stated.keys()),
    }
    return render(request, "judge/signed.html", context)


def _stated(bench: Bench) -> dict[str, str]:
    """case -> interest: on the page of declaration, or later by recusing oneself."""
    own = {name: each.interest for name, each in bench.assessor.recusals.items() if each.by == bench.who}
    return {**bench.assessor.declared, **own}


def _told(bench: Bench, stated: dict[str, str]) -> list[dict[str, Any]]:
    """Each by its number, with no more of the case than may be seen of it now."""
    state, language = bench.desk.state, get_language() or ""
    names = sorted(stated)
    state.foresee({f"nomination/{name}" for name in names})
    seen = heads(bench, [state.nomination(name) for name in names])
    return [
        {
            "case": number,
            "what": " · ".join(part for part in (head.title, head.category, head.unit) if part not in ("", number)),
            "interest": word("interest", stated[name], language),
            "barred": bench.assessor.barred(name),
        }
        for name, number, head in zip(names, map(case_title, names), seen, strict=True)
    ]


signed = judging(require_safe(_signed))
