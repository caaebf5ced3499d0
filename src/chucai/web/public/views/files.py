"""What can be taken away: the bundle of a round, and the feed of what happens in it."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chucai.web.access import of_round
from chucai.web.desk import Desk
from chucai.web.public import notices, openly, progress
from chucai.web.public.kept import kept
from chucai.web.records.bundling import public_bundle

SOON = 300  # seconds until the sealer has come by


@require_safe
@of_round
def bundle(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The public bundle, once the awards are announced and sealed; of a sealed programme, once its papers open."""
    if not openly.checkable(desk.charter, desk.round, desk.today):
        raise Http404
    path = public_bundle(desk.round_id)
    if path is None:
        response = render(request, "public/sealing.html", {"desk": desk}, status=503)
        response["Retry-After"] = str(SOON)
        return response
    name = f"{desk.round_id}.public.chucai"
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
    answer["Cache-Control"] = "public, max-age=60"
    return answer  # type: ignore[return-value]  # an answer like any other, only streamed


@require_safe
@kept
@of_round
def feed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Atom: notices as they are published, and the roll when it is announced. No name of anybody."""
    entries = [_notice(desk, each) for each in notices.every(desk)]
    if openly.announced(desk.charter, desk.round) and desk.round.at:
        entries.append({"id": "roll", "path": f"/rounds/{desk.round_id}/", "title": "", "at": desk.round.at})
    entries.sort(key=lambda entry: entry["at"], reverse=True)
    opened = datetime.combine(desk.round.opened, time(), UTC)
    context = {
        "desk": desk,
        "host": progress.host(desk),
        "site": settings.SITE,  # not the name the reader came by: the feed is kept for others
        "entries": entries,
        "updated": entries[0]["at"] if entries else opened,
    }
    return render(request, "public/feed.xml", context, content_type="application/atom+xml; charset=utf-8")


def _notice(desk: Desk, each: notices.Listed) -> dict[str, Any]:
    return {
        "id": f"notice/{each.id}",
        "path": f"/rounds/{desk.round_id}/notices/{each.id}/",
        "title": " · ".join(filter(None, (each.title, each.unit))),
        "at": datetime.combine(each.first, time(), UTC),
        "last": each.last,
    }
