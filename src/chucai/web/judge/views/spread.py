"""Afterwards: how one has used the scale."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from chucai.web.judge import queue as cases
from chucai.web.judge.bench import Bench, judging
from chucai.web.judge.spread import panels, picture


def _spread(request: HttpRequest, bench: Bench) -> HttpResponse:
    """Of the sheets handed in alone: what is still being written is not yet a judgement."""
    own = cases.queue(bench)
    sheets = [case.nomination.sheets[bench.stage.id][bench.who].marks for case in own.of(cases.SEALED)]
    language = get_language() or ""
    context = {
        "bench": bench,
        "queue": own,
        "number": len(sheets),
        "panels": panels(bench.criteria, sheets, language),
        "drawn": picture(bench.criteria, sheets, language),
    }
    return render(request, "judge/spread.html", context)


spread = judging(require_safe(_spread))
