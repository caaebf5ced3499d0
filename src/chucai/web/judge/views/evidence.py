"""A document of the dossier, for who may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from chucai.web.judge.bench import Bench, judging
from chucai.web.judge.reading import dossiers
from chucai.web.records import models

SHOWN_INLINE = ("application/pdf", "image/jpeg", "image/png")


def _evidence(request: HttpRequest, bench: Bench, nomination: str, number: int) -> HttpResponse:
    """By its number in the dossier. Where names are hidden none is given: a document cannot be made blind."""
    found = bench.case(nomination)
    documents = dossiers(bench, [found], ["evidence"])[0].documents
    document = next((each for each in documents if each.number == number and each.digest), None)
    if document is None:
        raise Http404
    rows = models.Upload.objects.filter(round_id=bench.desk.round_id, digest=document.digest)
    stored = rows.values_list("content", "media").first()
    if stored is None:
        raise Http404
    content, media = stored
    response = HttpResponse(bytes(content), content_type=media)
    shown = media in SHOWN_INLINE
    response["Content-Disposition"] = content_disposition_header(not shown, document.name) or "attachment"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


evidence = judging(require_safe(_evidence))
