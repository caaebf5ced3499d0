"""Units by upload: the table to fill in, what is wrong with a filled one, what it would change, and then the change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from chucai.errors import Refused
from chucai.gates.acts import Unit
from chucai.gates.asked import moments
from chucai.intake.fault_sheet import fault_sheet
from chucai.intake.kinds import table_kind
from chucai.intake.shape import Known
from chucai.intake.tables import read_table
from chucai.intake.template import template as filled_in
from chucai.intake.words import fault_words
from chucai.web.desk import Desk
from chucai.web.office import units as work
from chucai.web.office.doors import UNPROCESSABLE, done, office, page, words
from chucai.web.office.naming import Names
from chucai.web.office.trying import tried
from chucai.web.office.views.places import shown

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LARGEST = 5_000_000  # bytes of an upload
TOLD, NAMED = 20, 200  # faults that are told; units of each kind that are named


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
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A filled table is kept and looked at; with `enter` it is entered, with `drop` thrown away."""
    if request.method == "POST" and "drop" in request.POST:
        work.drop(desk)
        return redirect("office:places", desk.round_id)
    if request.method == "POST" and "enter" in request.POST:
        return _entered(request, desk)
    if request.method == "POST":
        return _read(request, desk)
    return _looked_at(request, desk, [])


def _read(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All rows or none; with faults the table comes back, each told in its row."""
    file: Any = request.FILES.get("file")
    if file is None or file.size > LARGEST:
        return shown(request, desk, [(gettext("Choose a table (XLSX or CSV) of at most 5 MB."), "file")])
    content = file.read()
    known = Known(units=desk.tree.units, moments=moments(desk.charter, desk.state))
    try:
        table = read_table(content, file.name, table_kind(desk.charter, "units"), known)
        if table.faults and request.POST.get("sheet"):
            return _sheet(fault_sheet(content, table, desk.language), file.name)
        if not table.faults:
            work.keep(desk, file.name, table.rows, request.user.pk)
    except Refused as refused:
        return shown(request, desk, [(words(desk, refused), "file")])
    if table.faults:
        told = [(fault_words(each, desk.language), "file") for each in table.faults[:TOLD]]
        return shown(request, desk, told, faulty=True)
    return redirect("office:units-upload", desk.round_id)


def _sheet(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=SHEET if name.endswith(".xlsx") else "text/csv")
    end = "xlsx" if name.endswith(".xlsx") else "csv"
    response["Content-Disposition"] = f'attachment; filename="units.faults.{end}"'
    return response


def _entered(request: HttpRequest, desk: Desk) -> HttpResponse:
    kept = work.kept(desk)
    found = work.difference(desk, kept.rows)
    if not kept.version or request.POST["enter"] != found.mark():
        return _looked_at(request, desk, [(gettext("Something has changed meanwhile. Look at the preview again."), "")])
    try:
        work.enter(desk, found)
    except Refused as refused:
        return _looked_at(request, desk, [(words(desk, refused), "")])
    number = len(found.new) + len(found.changed)
    text = ngettext("%(n)d unit is entered.", "%(n)d units are entered.", number) % {"n": number}
    moved = len(found.places)
    text += " " + ngettext("%(n)d number of places is issued.", "%(n)d numbers of places are issued.", moved) % {
        "n": moved
    }
    done(request, text)
    return redirect("office:places", desk.round_id)


def _looked_at(request: HttpRequest, desk: Desk, faults: list[tuple[str, str]]) -> HttpResponse:
    """What the table would do, in numbers and by name; nothing has been entered."""
    kept = work.kept(desk)
    if not kept.version:
        return shown(request, desk, faults) if faults else redirect("office:places", desk.round_id)
    found = work.difference(desk, kept.rows)
    refused, letters = tried(desk, found.acts())
    if refused:
        faults = [*faults, (words(desk, refused), "")]
    context = {
        "kept": kept,
        "found": found,
        "mark": found.mark(),
        "possible": bool(found.acts()) and not refused,
        "unnamed": [max(len(some) - NAMED, 0) for some in (found.new, found.changed, found.places)],
        "before": sum(one.before or 0 for one in found.places),
        "after": sum(one.after for one in found.places),
        "letters": letters,
        "faults": faults,
        **_named(desk, kept, found),
    }
    return page(request, desk, "units.html", context, status=UNPROCESSABLE if faults else 200)


def _named(desk: Desk, kept: work.Kept, found: work.Difference) -> dict[str, Any]:
    """Every change by the names of units, as they will be called."""
    names = Names(desk)
    called = {row.id: names.own(row.name) for row in kept.rows}
    tiers = {tier.id: desk.said(tier.name) for tier in desk.charter.tiers}

    def placed(one: work.Listed | Unit) -> str:
        above = called.get(one.parent or "") or names.unit(one.parent)
        return " · ".join(filter(None, (tiers.get(one.tier, one.tier), above)))

    return {
        "new": [(called[row.id], placed(row)) for row in found.new[:NAMED]],
        "changed": [
            (names.own(unit.name), placed(unit), called[row.id], placed(row)) for unit, row in found.changed[:NAMED]
        ],
        "places": [(called[one.unit], names.categories[one.category], one) for one in found.places[:NAMED]],
    }
