"""Check and seal: everything marked on one page, then handed in; and what may be amended afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_http_methods

from chucai.errors import Refused
from chucai.web.judge import queue as cases
from chucai.web.judge import saving
from chucai.web.judge.bench import Bench, case_title, judging
from chucai.web.judge.marks import composite, is_flat, shown, steps_of, tops
from chucai.web.judge.reading import heads
from chucai.web.judge.sheet import COMMENT, LONGEST, MARK, Sheet
from chucai.web.judge.views.score import criteria
from chucai.web.refusals import said

Errors = list[tuple[str, str]]


def _check(request: HttpRequest, bench: Bench) -> HttpResponse:
    own = cases.queue(bench)
    errors: Errors = []
    if request.method == "POST":
        try:
            return _seal(request, bench, own)
        except Refused as refused:
            errors = [(_told(bench, refused), "")]
    only = request.GET.get("case")
    ready = [case for case in own.of(cases.MARKED) if only in (None, case.id)]
    context = {
        "bench": bench,
        "queue": own,
        "rows": _rows(bench, own, ready),
        "names": [criterion["name"] for criterion in criteria(bench, Sheet({}))],
        "missing": own.of(*cases.TO_DO),
        "tops": _top_share(bench, own),
        "only": only,
        "errors": errors,
    }
    return render(request, "judge/check.html", context, status=409 if errors else 200)


def _rows(bench: Bench, own: cases.Queue, ready: list[cases.Case]) -> list[dict[str, Any]]:
    told = heads(bench, [case.nomination for case in ready])
    language = get_language() or ""
    rows = []
    for case, dossier in zip(ready, told, strict=True):
        sheet = Sheet.of(own.papers.sheet(case.id), bench.criteria)
        marks = sheet.marks
        rows.append(
            {
                "case": case,
                "title": dossier.title,
                "href": bench.url("case", case.id),
                "marks": [(each.name.said(language), shown(each, marks[key])) for key, each in bench.criteria.items()],
                "composite": f"{composite(bench.criteria, marks) or 0:.1f}",
                "flat": is_flat(bench.criteria, marks),
                "comment": bool(sheet.comment),
                "version": sheet.version,
            }
        )
    return rows


def _top_share(bench: Bench, own: cases.Queue) -> dict[str, Any] | None:
    """How freely the top mark was given, where the charter sets a bound on it (J4)."""
    if bench.judging.top_share is None:
        return None
    sheets = own_marks(bench, own)
    given = sum(map(len, sheets))
    at_top = sum(tops(bench.criteria, marks) for marks in sheets)
    most = bench.judging.top_share
    return {
        "given": given,
        "tops": at_top,
        "most": int(most * given),
        "over": at_top > most * given,
        "share": f"{float(most):.0%}",
    }


def own_marks(bench: Bench, own: cases.Queue) -> list[dict[str, int]]:
    """The assessor's own sheets: those handed in, and those completely marked."""
    found = []
    for case in own.of(cases.SEALED, cases.MARKED):
        done = case.nomination.sheets.get(bench.stage.id, {}).get(bench.who)
        found.append(dict(done.marks if done else Sheet.of(own.papers.sheet(case.id), bench.criteria).marks))
    return found


def _seal(request: HttpRequest, bench: Bench, own: cases.Queue) -> HttpResponse:
    """What was on the page is handed in, and nothing that has changed since. Pressed twice, it is done once."""
    chosen = set(request.POST.getlist("case"))
    if any(case.id in chosen for case in own.undeclared):
        return redirect(bench.url("interests"))  # nothing is lost: the sheets stay as they are
    seen = {name: int(value) for name in chosen if (value := request.POST.get(f"version:{name}", "")[:9]).isdecimal()}
    ready = [case for case in own.of(cases.MARKED) if case.id in chosen]
    unready = [case.id for case in own.of(*cases.TO_DO) if case.id in chosen]
    if unready:
        raise Refused("sheet-moved-on", nomination=unready[0])
    sealed = saving.seal(bench, ready, seen, lambda name: Sheet.of(own.papers.sheet(name), bench.criteria))
    if sealed:
        number = len(sealed)
        text = ngettext("%(number)s sheet sealed", "%(number)s sheets sealed", number) % {"number": number}
        messages.success(request, text)
    return redirect(bench.url("spread") if not own.of(*cases.TO_DO) else bench.url("queue"))


def _told(bench: Bench, refused: Refused) -> str:
    words = said(refused, get_language() or "", bench.desk.charter)
    name = refused.facts.get("nomination")
    return f"{case_title(str(name))}: {words}" if name and str(name) not in words else words


def _amend(request: HttpRequest, bench: Bench, nomination: str) -> HttpResponse:
    found = bench.case(nomination)
    sheet = found.sheets.get(bench.stage.id, {}).get(bench.who)
    if sheet is None:
        raise Http404
    errors: Errors = []
    if request.method == "POST":
        try:
            marks = _marks(request, bench)
            saving.amend(bench, found, marks, request.POST.get(COMMENT, ""), request.POST.get("reason", ""))
            messages.success(request, gettext("The sheet has been amended. The earlier marks stay on record."))
            return redirect(bench.url("case", nomination))
        except Refused as refused:
            target = "reason" if refused.code == "reason-first" else f"mark-{refused.facts.get('criterion', '')}"
            errors = [(_told(bench, refused), target.removesuffix("mark-"))]
    context = {
        "bench": bench,
        "case": nomination,
        "dossier": heads(bench, [found])[0],
        "criteria": _typed(criteria(bench, Sheet(sheet.marks)), request),
        "errors": errors,
        "open": bench.may_amend,
        "sent": request.POST,
        "longest": LONGEST,
    }
    return render(request, "judge/amend.html", context, status=422 if errors else 200)


def _marks(request: HttpRequest, bench: Bench) -> dict[str, int]:
    given = {name: steps_of(name, one, request.POST.get(MARK + name, "")) for name, one in bench.criteria.items()}
    return {name: steps for name, steps in given.items() if steps is not None}


def _typed(shown_: list[dict[str, Any]], request: HttpRequest) -> list[dict[str, Any]]:
    """With what was typed into a form that came back."""
    return [{**each, "shown": request.POST.get(each["field"], each["shown"])} for each in shown_]


check = judging(require_http_methods(["GET", "HEAD", "POST"])(_check))
amend = judging(require_http_methods(["GET", "HEAD", "POST"])(_amend))
