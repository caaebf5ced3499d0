"""Facts and figures of the statement, each tied to the documents that show it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_http_methods

from chucai.errors import Refused
from chucai.web.desk import Desk
from chucai.web.nominate import forms, reading, words
from chucai.web.nominate import paper as papers
from chucai.web.nominate.paper import Paper, mark
from chucai.web.nominate.views.desks import moved_on, own_paper, show, to, writing
from chucai.web.nominate.views.parts import carried, frame

NEW = "new"
TYPED = ("says", "figure", "unit", "as_of")


@writing
@require_http_methods(["GET", "POST"])
def claims(request: HttpRequest, desk: Desk, found: Paper) -> HttpResponse:
    """All claims; they can be taken out here, and the section finished."""
    if request.method == "POST":
        out = request.POST.get("remove")
        if out:
            papers.keep(desk, found, "claims", None, None, item=out)
            return to(desk, "claims", found.keeper, found.key)
        found = papers.finish(desk, found, "claims")
        if not reading.read(desk, found).faults["claims"]:
            return to(desk, "draft", found.keeper, found.key)
    read = reading.read(desk, found, carried(desk, found))
    return show(
        request,
        desk,
        "claims",
        **frame(desk, found),
        title=words.TITLES["claims"],
        claims=[_shown(found, line) for line in found.lines("claims")],
        documents=found.lines("evidence"),
        faults=read.faults["claims"] if "claims" in found.done else [],
    )


def _shown(found: Paper, line: dict[str, Any]) -> dict[str, Any]:
    names = dict(reading.documents_of(found))
    tied = [names[digest] for digest in line.get("evidence", ()) if digest in names]
    figure = forms.grouped(str(line.get("figure", "")))
    return {**line, "figure": figure, "bound": words.BOUNDS.get(line.get("bound", "")), "documents": tied}


@writing
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, desk: Desk, found: Paper, item: str) -> HttpResponse:
    """One claim."""
    there = None if item == NEW else found.part("claims", item)
    if there is None and item != NEW:
        raise Http404
    documents = reading.documents_of(found)
    given = request.POST if request.method == "POST" else None
    form = forms.Claim(given, initial=there or {"bound": "exact"}, documents=documents, today=desk.today)
    problem, theirs = "", None
    name = get_random_string(6, papers.SIGNS) if item == NEW else item
    typed = _typed(request, name)
    if any(typed[field] for field in TYPED):  # an empty claim is not kept: its form says what is missing
        seen = None if item == NEW else request.POST.get("seen")
        try:
            found = papers.keep(desk, found, "claims", typed, seen, item=name)
        except Refused:
            found = own_paper(desk, found.keeper, found.key)
            problem, theirs = moved_on(), found.part("claims", item)
        else:
            if form.is_valid() or item == NEW:
                return to(desk, "claims", found.keeper, found.key) if form.is_valid() else _again(desk, found, name)
    return show(
        request,
        desk,
        "claim",
        **frame(desk, found),
        form=form,
        fields=[form[name] for name in form.fields],
        seen=mark(found.part("claims", item)),
        problem=problem,
        theirs=[theirs["says"]] if theirs else [],
        documents=documents,
    )


def _again(desk: Desk, found: Paper, name: str) -> HttpResponse:
    """A new claim with faults has a place of its own by now: what is wrong is told in the list."""
    papers.finish(desk, found, "claims")
    return to(desk, "claims", found.keeper, found.key)


def _typed(request: HttpRequest, item: str) -> dict[str, Any]:
    typed: dict[str, Any] = {name: request.POST.get(name, "").strip()[:400] for name in (*TYPED, "bound")}
    return {**typed, "evidence": request.POST.getlist("evidence"), "id": item}
