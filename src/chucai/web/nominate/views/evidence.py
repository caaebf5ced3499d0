"""Documents: put in, taken out, and handed out again to those who may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chucai.errors import Refused
from chucai.gates.dossier import Evidence
from chucai.gates.people import LISTED
from chucai.gates.visibility import DECIDING as OFFICE
from chucai.gates.visibility import fields
from chucai.web.access import seated, shown, to_second_factor
from chucai.web.desk import NOMINATOR, Desk
from chucai.web.nominate import paper as papers
from chucai.web.nominate import texts, words
from chucai.web.nominate.paper import Paper
from chucai.web.nominate.views.desks import own_paper, show, to, told, writing
from chucai.web.nominate.views.parts import frame
from chucai.web.records import uploads
from chucai.web.records.documents import ENDINGS, JPEG, MOST, holds_place
from chucai.web.records.uploads import Document

AT_ONCE = 10
SANDBOX = "default-src 'none'; sandbox"


@writing
@require_http_methods(["GET", "POST"])
def documents(request: HttpRequest, desk: Desk, found: Paper) -> HttpResponse:
    """The documents of a draft."""
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        if "remove" in request.POST:
            _take_out(desk, found, request.POST["remove"])
            return to(desk, "evidence", found.keeper, found.key)
        faults, notices = _put_in(desk, found, request.FILES.getlist("documents")[:AT_ONCE])
        for notice in notices:
            messages.warning(request, notice)
        if not faults and "finish" in request.POST:
            papers.finish(desk, found, "evidence")
            return to(desk, "draft", found.keeper, found.key)
        if not faults and request.FILES:
            return to(desk, "evidence", found.keeper, found.key)
        if not faults:
            faults = [(_("Choose a file first."), "id_documents")]
        found = own_paper(desk, found.keeper, found.key)
    return show(
        request,
        desk,
        "evidence",
        **frame(desk, found),
        title=words.TITLES["evidence"],
        documents=found.lines("evidence"),
        faults=faults,
        most=MOST // 1024 // 1024,
        at_once=AT_ONCE,
        accept=",".join(sorted({*ENDINGS.values(), ".jpeg"})),
    )


def _put_in(desk: Desk, found: Paper, files: list[Any]) -> tuple[list[tuple[str, str]], list[str]]:
    """Each file that may be kept is kept; what is wrong with the others, and what was done otherwise than meant."""
    faults: list[tuple[str, str]] = []
    notices: list[str] = []
    altogether = uploads.OF_ONE if found.mine else uploads.ALTOGETHER
    there = {line["digest"] for line in found.lines("evidence")}
    for file in files:
        name = file.name or ""
        try:
            if (file.size or 0) > MOST:
                raise Refused("upload-too-large", most=MOST // 1024 // 1024)
            content = file.read()
            keeper = papers.keeper(desk, found.keeper)
            kept = uploads.keep(desk.round_id, keeper, name, content, desk.at, altogether)
        except Refused as refused:
            faults.append((words.about(name[:80], told(desk, refused)), "id_documents"))
            continue
        notices += _notices(name, kept, again=kept.digest in there)
        there.add(kept.digest)
        line = {"id": kept.digest, "digest": kept.digest, "name": kept.name, "media": kept.media, "size": kept.size}
        line["place"] = kept.media == JPEG and holds_place(content)
        papers.keep(desk, found, "evidence", line, None, item=kept.digest)
    return faults, notices


def _notices(given: str, kept: Evidence, *, again: bool) -> Iterator[str]:
    """What somebody would not expect of a file that is kept: it was there before, or its ending said otherwise."""
    names = {"given": given[:80], "name": kept.name}
    if again and given == kept.name:
        yield _("%(name)s is already there.") % names
    elif again:
        yield _("%(given)s is already there as %(name)s.") % names
    elif PurePath(given).suffix.lower().replace(".jpeg", ".jpg") != ENDINGS[kept.media]:
        yield _("%(given)s was saved as %(name)s, which is what it contains.") % names


def _take_out(desk: Desk, found: Paper, digest: str) -> None:
    """Out of the draft and its claims; the document itself goes when no other paper names it."""
    papers.keep(desk, found, "evidence", None, None, item=digest)
    for line in found.lines("claims"):
        if digest in line.get("evidence", ()):
            left = [other for other in line["evidence"] if other != digest]
            papers.keep(desk, found, "claims", {**line, "evidence": left}, None, item=line["id"])
    uploads.drop_unused(desk.round_id, papers.keeper(desk, found.keeper), digest)


@writing
@require_safe
def of_draft(request: HttpRequest, desk: Desk, found: Paper, digest: str) -> HttpResponse:
    """A document of a draft, to those who write it."""
    line = next((line for line in found.lines("evidence") if line["digest"] == digest), None)
    if line is None:
        raise Http404
    return _handed(uploads.found(desk.round_id, _keepers(desk, found), digest), line["name"])


@seated(*LISTED, NOMINATOR)
@require_safe
def of_case(request: HttpRequest, desk: Desk, nomination: str, digest: str) -> HttpResponse:
    """A document of a nomination, to whoever may read its deeds and whose they are: none can be made blind."""
    if any(map(desk.holds, OFFICE)) and not shown(request):
        return to_second_factor(request)
    try:
        case = desk.state.nomination(nomination)
    except Refused:
        raise Http404 from None
    allowed = fields(desk.charter, desk.state, desk.viewer, case, desk.today)
    there = texts.texts_of(desk.round_id, [case], ("evidence",))[nomination].get("evidence", [])
    lines: list[Mapping[str, Any]] = there if {"deeds", "name", "unit"} <= allowed else []
    for line in lines:
        if line["digest"] == digest:
            return _handed(uploads.found(desk.round_id, papers.keepers(case), digest), line["name"])
    raise Http404


def _keepers(desk: Desk, paper: Paper) -> list[str]:
    """Who may have put in what a draft names: whoever keeps it, and for a nomination it mends those who did before."""
    before = papers.keepers(desk.state.nomination(paper.key)) if paper.revises else []
    return [papers.keeper(desk, paper.keeper), *before]


def _handed(document: Document | None, name: str) -> HttpResponse:
    """A file to be saved, never shown by the browser in our name."""
    if document is None:
        raise Http404
    response = HttpResponse(document.content, content_type=document.media)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    return response
