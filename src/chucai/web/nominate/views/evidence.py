"""Documents: put in, taken out, and handed out again to those who may see them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chucai.errors import Refused
from chucai.gates.dossier import Evidence
from chucai.web import handing_out
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.handing_out import as_file
from chucai.web.nominate import paper as papers
from chucai.web.nominate import words
from chucai.web.nominate.paper import Paper
from chucai.web.nominate.units import Units
from chucai.web.nominate.views.desks import BOTH, own_case, own_paper, show, to, told, writing
from chucai.web.nominate.views.parts import frame
from chucai.web.records import uploads
from chucai.web.records.documents import ENDINGS, JPEG, MOST, holds_place

AT_ONCE = 10


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
    return as_file(uploads.found(desk.round_id, digest, _keepers(desk, found)), line["name"])


@seated(*BOTH)
@require_safe
def of_case(request: HttpRequest, desk: Desk, nomination: str, digest: str) -> HttpResponse:
    """A document of a nomination, to those whose unit it is from, those above them, and who handed it in."""
    return handing_out.of_case(desk, own_case(Units(desk), nomination), digest)


def _keepers(desk: Desk, paper: Paper) -> list[str]:
    """Who may have put in what a draft names: whoever keeps it, and for a nomination it mends those who did before."""
    before = papers.keepers(desk.state.nomination(paper.key)) if paper.revises else []
    return [papers.keeper(desk, paper.keeper), *before]
