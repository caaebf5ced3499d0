"""How we select: the charter in words, and the charter itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chucai.web.access import of_round
from chucai.web.desk import Desk
from chucai.web.public import counting, openly, progress, reaching, selecting
from chucai.web.public.kept import kept
from chucai.web.records import showing


@require_safe
@kept
@of_round
def how(request: HttpRequest, desk: Desk) -> HttpResponse:
    charter, language, host = desk.charter, desk.language, progress.host(desk)
    sections = selecting.sections(charter, language, desk.state.calendar, host)
    sealed = openly.sealed(charter, desk.round, desk.today)
    without = selecting.without_criteria(sections, len(charter.criteria))
    context = {
        "desk": desk,
        "host": host,
        "nominating": progress.nominating(desk),
        "stages": [] if sealed else selecting.with_stages(sections, progress.stages(desk)),
        "sections": selecting.spread_out(without),
        "criteria": list(selecting.criteria(charter, language)),
        "panel": None if sealed else counting.panel(desk),
        "digest": desk.round.charter,
        "amended": showing.amendments(desk.round_id),
        "reach": reaching.of_round(desk),
    }
    return render(request, "public/how.html", context)


@require_safe
@kept
@of_round
def charter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The file itself, to the byte that its digest was taken of."""
    text = showing.charter_text(desk.round_id, desk.round.charter)
    return HttpResponse(text, content_type="text/plain; charset=utf-8")
