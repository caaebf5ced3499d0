"""Somebody has tried to influence an assessor: the report to the office, as the undertaking promises it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from chucai.web import contacts
from chucai.web.judge import queue as cases
from chucai.web.judge.bench import Bench, case_title, judging
from chucai.web.judge.reading import heads

LONGEST = 2000


def _report(request: HttpRequest, bench: Bench) -> HttpResponse:
    own = _own(bench)
    posted = request.method == "POST"
    given = request.POST if posted else request.GET
    text, nomination = given.get("text", "").strip()[:LONGEST], given.get("case", "")
    errors = []
    if posted and not text:
        errors.append((gettext("Say what happened"), "text"))
    if nomination and nomination not in own:
        errors.append((gettext("Choose a case of your queue, or none"), "case"))
    elif posted and not contacts.readers(bench.desk, nomination):
        errors.append((gettext("Nobody of the office may read about this case: report it without the case"), "case"))
    if posted and not errors:
        contacts.report(bench.desk, bench.who, nomination, text)
        messages.success(request, gettext("The office has been told. Thank you."))
        return redirect(bench.url("queue"))
    context = {"bench": bench, "cases": own.items(), "given": nomination, "text": text, "errors": errors}
    return render(request, "judge/report.html", context, status=422 if errors else 200)


def _own(bench: Bench) -> dict[str, str]:
    """What the cases of the queue are called, and those the assessor is recused from: number -> title."""
    own = cases.listed(bench)
    mine = own.looked.readable
    bench.desk.state.foresee({f"nomination/{one.id}" for one in mine})
    titles = {one.id: head.title for one, head in zip(mine, heads(bench, mine), strict=True)}
    return titles | {name: case_title(name) for name in own.aside}


report = judging(require_http_methods(["GET", "HEAD", "POST"])(_report))
