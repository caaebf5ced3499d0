"""The story of each honouree."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chucai.web.access import of_round
from chucai.web.desk import Desk
from chucai.web.public import openly, progress, reaching, roll
from chucai.web.public.kept import kept
from chucai.web.records import showing


@require_safe
@kept
@of_round
def story(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    if not openly.announced(desk.charter, desk.round):
        raise Http404
    line = showing.line_of(desk.round_id, nomination)
    if line is None:
        raise Http404
    context = {
        "desk": desk,
        "host": progress.host(desk),
        "line": roll.line(desk.charter, line),
        "honour": desk.charter.honours[line.line.honour],
        "stages": [] if openly.sealed(desk.charter, desk.round, desk.today) else progress.stages(desk),
        "checkable": openly.checkable(desk.charter, desk.round, desk.today),
        "receipt": showing.receipt(desk.round_id, nomination),
        "reach": reaching.of_round(desk),
    }
    return render(request, "public/story.html", context)
