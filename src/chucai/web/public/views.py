"""The first page, the roll of each round, and a sign of life."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_safe

from chucai import __version__
from chucai.errors import Refused
from chucai.publish.bilingual import own_part
from chucai.web.access import open_to_all
from chucai.web.public.words import stage_name, standing
from chucai.web.records import showing

FRESH = 60  # seconds anybody may keep a page without asking again


def _mark(request: HttpRequest, round_id: str | None = None) -> str:
    asked = request.GET.get("lang", "")
    return f'"{__version__}-{get_language()}-{asked}-{showing.mark(round_id)}"'


def _page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    response = render(request, template, context)
    patch_cache_control(response, public=True, max_age=FRESH)
    return response


@open_to_all
@require_safe
@condition(etag_func=_mark)
def rounds(request: HttpRequest) -> HttpResponse:
    language = get_language() or ""
    shown = [
        {
            "id": each.id,
            "name": each.charter.name.said(language),
            "edition": each.charter.edition,
            "stage": stage_name(each, language),
            "over": each.round.over,
            "awards": each.awards,
        }
        for each in showing.rounds()
    ]
    return _page(request, "public/rounds.html", {"rounds": shown})


@open_to_all
@require_safe
@condition(etag_func=_mark)
def roll(request: HttpRequest, round_id: str) -> HttpResponse:
    try:
        round_, lines = showing.roll_of(round_id)
    except Refused:
        raise Http404 from None
    language = get_language() or ""
    charter = round_.charter
    categories = [
        {"name": charter.categories[category].name.said(language), "lines": [_line(round_, each) for each in own]}
        for category, own in groupby(lines, key=lambda each: each.line.category)
    ]
    context = {
        "name": charter.name.said(language),
        "edition": charter.edition,
        "stage": stage_name(round_, language),
        "over": round_.round.over,
        "themed": bool(charter.themes),
        "categories": categories,
        "id": round_.id,
    }
    return _page(request, "public/roll.html", context)


def _line(round_: showing.RoundShown, each: showing.LineShown) -> dict[str, Any]:
    language = get_language() or ""
    charter, line = round_.charter, each.line
    return {
        "name": each.name,
        "unit": own_part(each.unit, language),
        "theme": charter.themes[line.theme].said(language) if line.theme else "",
        "honour": charter.honours[line.honour].name.said(language),
        "citation": own_part(each.citation or "", language),
        "document": line.document,
        "day": each.day,
        "lost": standing(line.lost),
    }


@open_to_all
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """For whoever starts the server and wants to know when it answers."""
    showing.mark()
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
