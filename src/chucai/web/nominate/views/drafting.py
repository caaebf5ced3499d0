"""Writing a nomination: begin, the list of what is to do, one page for each section."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from chucai.charter.nominee import Category
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.nominate import paper as papers
from chucai.web.nominate import reading, words
from chucai.web.nominate.paper import Paper
from chucai.web.nominate.reading import Read
from chucai.web.nominate.units import Units, is_early, open_stage, takes_nominations, unit_name
from chucai.web.nominate.views.desks import ROLE, address, may_hand_in, show, to, writing
from chucai.web.nominate.views.home import draft
from chucai.web.nominate.views.parts import alike, carried, frame, rules, state_of
from chucai.web.nominate.views.unsent import unsent
from chucai.web.records import uploads


@seated(ROLE)
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Which unit, and for which kind of honour."""
    units = Units(desk)
    may = takes_nominations(desk) or is_early(desk)
    faults = []
    if request.method == "POST" and may:
        unit, category = request.POST.get("unit", ""), request.POST.get("category", "")
        if unit in units.own and category in desk.charter.categories:
            return to(desk, "draft", unit, papers.begin(desk, unit, category))
        faults = [(_("Choose the kind of honour."), "category-1")]
    asked = request.GET.get("unit", request.POST.get("unit", ""))
    own = [{"id": id_, "name": unit_name(desk, id_), "chosen": id_ == asked} for id_ in units.own]
    kinds = [
        {"id": key, "name": desk.said(one.name), "room": _room(units, one, key, asked)}
        for key, one in desk.charter.categories.items()
    ]
    return show(request, desk, "start", units=own, kinds=kinds, faults=faults, may=may)


def _room(units: Units, category: Category, key: str, unit: str) -> dict[str, Any]:
    only = unit if unit in units.own else units.own[0] if len(units.own) == 1 else ""
    stage = units.stage_of(only) if only else None
    if stage is None:
        return {}
    places, names = units.room(stage, only, key)
    return {"places": places, "names": names, "used": len(units.candidates(stage, only, key))}


# --- the list of what is to do


@writing
@require_http_methods(["GET"])
def paper(request: HttpRequest, desk: Desk, found: Paper) -> HttpResponse:
    """Everything the nomination needs, and how far it is."""
    before = carried(desk, found)
    read = reading.read(desk, found, before)
    tasks = [_task(desk, read, section) for section in read.sections]
    return show(
        request,
        desk,
        "draft",
        **frame(desk, found),
        tasks=tasks,
        done=sum(task["state"] == "done" for task in tasks),
        of=len(tasks),
        rules=rules(desk, read),
        likes=alike(desk, found),
        may=may_hand_in(desk, found),
        early=is_early(desk) and not found.mine,
        last=_last_day(desk),
        unsent=unsent(desk, [draft(desk, found, before)]),
    )


def _last_day(desk: Desk) -> date | None:
    """Until when what is written can be handed in."""
    stage = open_stage(desk, "recommend")
    return desk.round.windows[stage.id].last if stage else None


def _task(desk: Desk, read: Read, section: str) -> dict[str, Any]:
    state = state_of(read, section)
    status, colour = words.STATUS[state]
    where = section if section in ("members", "evidence", "claims") else "section"
    parts = [read.paper.keeper, read.paper.key] + ([section] if where == "section" else [])
    return {
        "title": words.TITLES[section],
        "href": address(desk, where, *parts),
        "status": status,
        "colour": colour,
        "state": state,
    }


@writing
@require_POST
def same(request: HttpRequest, desk: Desk, found: Paper) -> HttpResponse:
    """While a name is typed: whether somebody has put the same person forward. Sent, never part of an address."""
    name = request.POST.get("name", "")[:200]
    return show(
        request, desk, "parts/same", likes=alike(desk, found, name), one_each=desk.charter.nominating.one_honour_each
    )


@writing
@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, desk: Desk, found: Paper) -> HttpResponse:
    """Throw a draft away, after a question."""
    if request.method == "POST":
        papers.drop(desk, found)
        for line in found.lines("evidence"):
            uploads.drop_unused(desk.round_id, papers.keeper(desk, found.keeper), line["digest"])
        messages.success(request, _("The draft was thrown away."))
        return to(desk, "mine" if found.mine else "tasks")
    return show(request, desk, "drop", **frame(desk, found))
