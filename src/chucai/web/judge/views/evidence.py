"""A document of the dossier, for who may see it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chucai.web.handing_out import as_file
from chucai.web.judge.bench import Bench, judging
from chucai.web.judge.reading import dossiers
from chucai.web.records import uploads

SHOWN_INLINE = ("application/pdf", "image/jpeg", "image/png")


def _evidence(request: HttpRequest, bench: Bench, nomination: str, number: int) -> HttpResponse:
    """By its number in the dossier. Where names are hidden none is given: a document cannot be made blind."""
    found = bench.declared_case(nomination)
    documents = dossiers(bench, [found], ["evidence"])[0].documents
    document = next((each for each in documents if each.number == number and each.digest), None)
    if document is None:
        raise Http404
    stored = uploads.found(bench.desk.round_id, document.digest)
    return as_file(stored, document.name, shown=stored is not None and stored.media in SHOWN_INLINE)


evidence = judging(require_safe(_evidence))
