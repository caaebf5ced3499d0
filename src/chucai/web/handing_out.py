"""Documents behind nominations, handed out as files and nothing else."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from chucai.gates.model import Nomination
from chucai.gates.visibility import fields
from chucai.web.desk import Desk
from chucai.web.records import dossiers, uploads
from chucai.web.records.uploads import Document

SANDBOX = "default-src 'none'; sandbox"
WHOSE = {"deeds", "name", "unit"}  # whoever may not know one of these is given no document: none can be made blind


def of_case(desk: Desk, case: Nomination, digest: str) -> HttpResponse:
    """A document of a nomination, to whoever may read its deeds and whose they are; Http404 to others."""
    if fields(desk.charter, desk.state, desk.viewer, case, desk.today) >= WHOSE:
        for line in dossiers.texts(desk.state, [case])[case.id].get("evidence", ()):
            if line["digest"] == digest:
                return as_file(uploads.found(desk.round_id, digest), line["name"])
    raise Http404


def as_file(document: Document | None, name: str, *, shown: bool = False) -> HttpResponse:
    """A file to be saved, or to be `shown` by the browser; what is in it can do nothing in our name. None: Http404."""
    if document is None:
        raise Http404
    response = HttpResponse(document.content, content_type=document.media)
    response.headers["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
