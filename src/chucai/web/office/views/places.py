"""Units and their places: the tree by places, units by upload, places issued and moved from one unit to another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from chucai.errors import Refused
from chucai.gates.acts import Act, IssuePlaces, TransferPlaces
from chucai.gates.asked import moments
from chucai.intake.fault_sheet import fault_sheet
from chucai.intake.kinds import table_kind
from chucai.intake.shape import Known
from chucai.intake.tables import read_table
from chucai.intake.template import template as filled_in
from chucai.intake.to_acts import unit_acts
from chucai.intake.words import fault_words
from chucai.web.desk import Desk
from chucai.web.office import places as work
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, words
from chucai.web.office.glance import Glance
from chucai.web.office.naming import Names
from chucai.web.office.pictures import units as drawing

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WANTS = ("none", "late", "sent", "filled")  # which state stands for a unit with several categories
LARGEST = 5_000_000  # bytes of an upload
TOLD = 20


@office
@require_safe
def places(request: HttpRequest, desk: Desk) -> HttpResponse:
    return _shown(request, desk, [])


def _shown(request: HttpRequest, desk: Desk, faults: list[tuple[str, str]], **more: Any) -> HttpResponse:
    stage = work.stage_of_places(desk)
    names = Names(desk)
    lines = list(work.lines(desk, stage, Glance(desk).rows)) if stage else []
    areas = _areas(names, lines)
    context = {
        "picture": drawing.picture(areas, desk.language) if areas else None,
        "lines": [
            (names.unit(line.unit), names.categories[line.category], line, drawing.words()[line.state])
            for line in lines
        ],
        "units": sorted(((key, names.unit(key)) for key in desk.tree.units), key=lambda pair: pair[1]),
        "categories": names.categories.items(),
        "stage_name": names.stages[stage.id] if stage else "",
        "faults": faults,
        **more,
    }
    return page(request, desk, "places.html", context, status=UNPROCESSABLE if faults else 200)


def _areas(names: Names, lines: list[work.UnitLine]) -> list[drawing.UnitArea]:
    found: dict[str, list[work.UnitLine]] = {}
    for line in lines:
        found.setdefault(line.unit, []).append(line)
    return [
        drawing.UnitArea(
            names.unit(unit),
            sum(line.places or 0 for line in own),
            sum(line.nominated for line in own),
            sum(line.forwarded for line in own),
            _state([line.state for line in own if line.state != "none"]),
        )
        for unit, own in found.items()
    ]


def _state(states: list[str]) -> str:
    """What is most behind of what a unit has begun with."""
    return min(states, key=WANTS.index, default="none")


@office
@require_safe
def template(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The table of units to fill in, for this charter; with the units there are."""
    kind = table_kind(desk.charter, "units")
    rows = [
        {"id": unit.id, "name": unit.name, "tier": unit.tier, "parent": unit.parent or ""}
        | {f"places.{category}": number for (at, category), number in desk.tree.places.items() if at == unit.id}
        for unit in desk.tree.units.values()
    ]
    content = filled_in(desk.charter, kind, desk.language, list(desk.tree.units.values()), rows)
    response = HttpResponse(content, content_type=SHEET)
    response["Content-Disposition"] = f'attachment; filename="{desk.round_id}-units.xlsx"'
    return response


@office
@require_POST
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A filled table: all rows or none; with faults the table comes back, each told in its row."""
    file: Any = request.FILES.get("file")
    if file is None or file.size > LARGEST:
        return _shown(request, desk, [(gettext("Choose a table (XLSX or CSV) of at most 5 MB."), "file")])
    content = file.read()
    known = Known(units=desk.tree.units, moments=moments(desk.charter, desk.state))
    try:
        table = read_table(content, file.name, table_kind(desk.charter, "units"), known)
        if table.faults and request.POST.get("sheet"):
            return _sheet(fault_sheet(content, table, desk.language), file.name)
        if not table.faults:
            desk.perform_many(SECRETARY, [(act, ()) for act in unit_acts(table.rows)])
    except Refused as refused:
        return _shown(request, desk, [(words(desk, refused), "file")])
    if table.faults:
        told = [(fault_words(each, desk.language), "file") for each in table.faults[:TOLD]]
        return _shown(request, desk, told, faulty=True)
    text = ngettext("%(n)d unit is entered.", "%(n)d units are entered.", len(table.rows))
    done(request, text % {"n": len(table.rows)})
    return redirect("office:places", desk.round_id)


def _sheet(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=SHEET if name.endswith(".xlsx") else "text/csv")
    end = "xlsx" if name.endswith(".xlsx") else "csv"
    response["Content-Disposition"] = f'attachment; filename="units.faults.{end}"'
    return response


@office
@require_POST
def issue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """So many places of a category for a unit."""
    number = _number(request.POST.get("number", ""))
    if number is None:
        return _shown(request, desk, [(gettext("Enter how many places, as a whole number."), "number")])
    unit, category = request.POST.get("unit", ""), request.POST.get("category", "")
    return _performed(request, desk, lambda: IssuePlaces(unit=unit, places={category: number}))


@office
@require_POST
def transfer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Places from one unit to another, with the reason."""
    number = _number(request.POST.get("number", ""))
    reason = request.POST.get("reason", "").strip()[:500]
    if not number or not reason:
        return _shown(request, desk, [(gettext("Enter how many places move, and why."), "moved")])
    given = {name: request.POST.get(name, "") for name in ("giver", "taker", "category")}
    return _performed(request, desk, lambda: TransferPlaces(**given, places=number, reason=reason))


def _performed(request: HttpRequest, desk: Desk, make: Any) -> HttpResponse:
    try:
        act: Act = make()
        desk.perform(SECRETARY, act)
    except (Refused, ValueError) as why:
        text = words(desk, why) if isinstance(why, Refused) else gettext("Choose a unit and a category.")
        return _shown(request, desk, [(text, "")])
    done(request, gettext("Done. It stands in the ledger."))
    return redirect("office:places", desk.round_id)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
