"""The notices of a round, and each as the document it is."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chucai.gates.model import Notice
from chucai.publish.notice import notice_article
from chucai.web.access import of_round
from chucai.web.desk import Desk
from chucai.web.public import counting, notices, reaching
from chucai.web.public.kept import kept


@require_safe
@kept
@of_round
def notices_(request: HttpRequest, desk: Desk) -> HttpResponse:
    every = notices.every(desk)
    context = {
        "desk": desk,
        "running": [each for each in every if each.runs],
        "over": [each for each in every if not each.runs],
        "reach": reaching.of_round(desk),
    }
    return render(request, "public/notices.html", context)


@require_safe
@kept
@of_round
def notice_(request: HttpRequest, desk: Desk, notice: str) -> HttpResponse:
    """While its period runs the notice itself; afterwards that there was one, and no name."""
    found = named(desk, notice)
    context = {
        "desk": desk,
        "notice": found,
        "title": notices.title(desk, found),
        "reach": reaching.of_round(desk),
    }
    if not notices.open_to_anybody(desk, found):
        context["figures"] = counting.objections(desk, found)
        return render(request, "public/notice_over.html", context)
    shown = notices.shown(desk, found)
    rules = desk.charter.notices[desk.charter.stage(found.stage).notice or ""]
    context |= {
        "article": notice_article(shown.data, desk.language) if shown.data.entries else "",
        "left": shown.left,
        "takes_objections": rules.objections is not None and bool(shown.data.entries),
    }
    return render(request, "public/notice.html", context)


def named(desk: Desk, key: str) -> Notice:
    """The notice of an address. Raises Http404."""
    found = notices.found(desk, key)
    if found is None:
        raise Http404
    return found
