"""Places that were issued to a unit, passed on to the units right below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chucai.errors import Refused
from chucai.gates.acts import IssuePlaces
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.nominate.units import Units, unit_name, unit_shown
from chucai.web.nominate.views.desks import ROLE, own_unit, show, to, told


@seated(ROLE)
@require_http_methods(["GET", "POST"])
def places(request: HttpRequest, desk: Desk, unit: str) -> HttpResponse:
    """How many names each unit below may forward, out of what this unit has."""
    units = Units(desk)
    held = issued(units, own_unit(units, unit))
    if not held:
        raise Http404
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        faults = list(_not_numbers(request))
        acts = [] if faults else list(_changed(request, units, unit, held))
        try:
            if acts:
                desk.perform_many(ROLE, [(act, ()) for act in acts])
            if not faults:
                messages.success(request, _("The places are passed on."))
                return to(desk, "places", unit)
        except Refused as refused:
            faults = [(told(desk, refused), "")]
    categories = [{"id": key, "name": desk.said(desk.charter.categories[key].name), "n": n} for key, n in held.items()]
    lines = [_line(request, desk, child.id, held) for child in units.children(unit)]
    return show(request, desk, "places", unit=unit_shown(desk, unit), categories=categories, lines=lines, faults=faults)


def issued(units: Units, unit: str) -> dict[str, int]:
    """Category -> places that were issued to the unit, where it has units below to pass them on to."""
    held = units.desk.tree.places if units.children(unit) else {}
    return {key: held[unit, key] for key in units.desk.charter.categories if (unit, key) in held}


def _line(request: HttpRequest, desk: Desk, child: str, held: dict[str, int]) -> dict[str, Any]:
    now = desk.tree.places
    names = {key: f"{child}.{key}" for key in held}
    cells = [
        {"category": key, "name": name, "value": request.POST.get(name, now.get((child, key), ""))}
        for key, name in names.items()
    ]
    return {"name": unit_name(desk, child), "cells": cells}


def _not_numbers(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, value in request.POST.items():
        if "." in name and value and not (str(value).isdecimal() and len(str(value)) < 7):
            yield _("Give whole numbers."), f"id_{name}"


def _changed(request: HttpRequest, units: Units, unit: str, held: dict[str, int]) -> Iterator[IssuePlaces]:
    """One act for each unit whose numbers are others now; those that get fewer come first, so that nothing is short."""
    now = units.desk.tree.places
    found = []
    for child in units.children(unit):
        typed = {key: request.POST.get(f"{child.id}.{key}", "") for key in held}
        new = {key: int(n) for key, n in typed.items() if n and int(n) != now.get((child.id, key))}
        if new:
            more = sum(n - now.get((child.id, key), 0) for key, n in new.items())
            found.append((more, IssuePlaces(unit=child.id, places=new)))
    yield from (act for _more, act in sorted(found, key=lambda each: each[0]))
