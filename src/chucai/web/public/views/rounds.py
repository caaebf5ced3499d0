"""The first page, the front page of each round with its roll, and a sign of life."""

from __future__ import annotations

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chucai.web import clock
from chucai.web.access import of_round, open_to_all
from chucai.web.desk import Desk
from chucai.web.public import notices, openly, progress, reaching, roll, through
from chucai.web.public.kept import kept
from chucai.web.public.words import stage_name
from chucai.web.records import showing
from chucai.web.records.mark import mark


@require_safe
@kept
@open_to_all
def rounds(request: HttpRequest) -> HttpResponse:
    return render(request, "public/rounds.html", {"rounds": list(map(_listed, showing.rounds()))})


def _listed(each: showing.RoundShown) -> dict[str, Any]:
    charter, language = each.charter, roll.language()
    today = _today(each)
    sealed = openly.sealed(charter, each.round, today)
    return {
        "id": each.id,
        "name": charter.name.said(language),
        "edition": charter.edition,
        "sealed": sealed,
        "over": each.round.over,
        "stage": "" if sealed else stage_name(charter, each.round, language),
        "awards": each.awards if openly.announced(charter, each.round) else None,
    }


def _today(each: showing.RoundShown) -> date:
    return clock.now().astimezone(ZoneInfo(each.charter.timezone)).date()


@require_safe
@kept
@of_round
def front(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The roll of honour once it is announced; before that, where the round is."""
    context: dict[str, Any] = {
        "desk": desk,
        "host": progress.host(desk),
        "nominating": progress.nominating(desk),
        "reach": reaching.of_round(desk),
    }
    if openly.announced(desk.charter, desk.round):
        context |= {"through": through.picture(desk), **roll.wall(*showing.roll_of(desk.round_id))}
        context["checkable"] = openly.checkable(desk.charter, desk.round, desk.today)
        return render(request, "public/roll.html", context)
    if openly.sealed(desk.charter, desk.round, desk.today):
        return render(request, "public/sealed.html", context)
    context |= {"stages": progress.stages(desk), "says": progress.summary(desk), "notices": notices.running(desk)}
    return render(request, "public/progress.html", context)


@require_safe
@open_to_all
def health(request: HttpRequest) -> HttpResponse:
    """For whoever starts the server and wants to know when it answers."""
    mark()
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
