"""Units and their places: the tree by places, places issued and moved from one unit to another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from chucai.errors import Refused
from chucai.gates.acts import Act, IssuePlaces, TransferPlaces
from chucai.web.desk import Desk
from chucai.web.office import places as work
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, words
from chucai.web.office.glance import Glance
from chucai.web.office.naming import Names
from chucai.web.office.pictures import units as drawing

WANTS = ("none", "returned", "late", "sent", "filled")  # which state stands for a unit with several categories


@office
@require_safe
def places(request: HttpRequest, desk: Desk) -> HttpResponse:
    return shown(request, desk, [])


def shown(request: HttpRequest, desk: Desk, faults: list[tuple[str, str]], **more: Any) -> HttpResponse:
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
@require_POST
def issue(request: HttpRequest, desk: Desk) -> HttpResponse:
    """So many places of a category for a unit."""
    number = _number(request.POST.get("number", ""))
    if number is None:
        return shown(request, desk, [(gettext("Enter how many places, as a whole number."), "number")])
    unit, category = request.POST.get("unit", ""), request.POST.get("category", "")
    return _performed(request, desk, lambda: IssuePlaces(unit=unit, places={category: number}))


@office
@require_POST
def transfer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Places from one unit to another, with the reason."""
    number = _number(request.POST.get("number", ""))
    reason = request.POST.get("reason", "").strip()[:500]
    if not number or not reason:
        return shown(request, desk, [(gettext("Enter how many places move, and why."), "moved")])
    given = {name: request.POST.get(name, "") for name in ("giver", "taker", "category")}
    return _performed(request, desk, lambda: TransferPlaces(**given, places=number, reason=reason))


def _performed(request: HttpRequest, desk: Desk, make: Any) -> HttpResponse:
    try:
        act: Act = make()
        desk.perform(SECRETARY, act)
    except (Refused, ValueError) as why:
        text = words(desk, why) if isinstance(why, Refused) else gettext("Choose a unit and a category.")
        return shown(request, desk, [(text, "")])
    done(request, gettext("Done. It stands in the ledger."))
    return redirect("office:places", desk.round_id)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else None
