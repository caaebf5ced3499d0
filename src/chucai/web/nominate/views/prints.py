"""The official set on paper: the recommendation form of a nomination and the summary sheet of a slate."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chucai.gates.model import Nomination
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.nominate import questions, ranking, texts
from chucai.web.nominate.units import Units, unit_name, unit_shown
from chucai.web.nominate.views.cases import dossier
from chucai.web.nominate.views.desks import BOTH, ROLE, own_case, own_category, own_unit, show


@seated(*BOTH)
@require_safe
def form(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """推荐审批表: one nomination, with a box for the opinion and seal of every tier."""
    units = Units(desk)
    found = own_case(units, nomination)
    path = desk.tree.path(found.unit)
    tiers = {tier.id: desk.said(tier.name) for tier in desk.charter.tiers}
    seals = [{"tier": tiers[unit.tier], "unit": unit_name(desk, unit.id)} for unit in path]
    return show(
        request, desk, "form", **dossier(units, found), seals=seals, receipt=f"nomination/{found.id}@{found.version}"
    )


@seated(ROLE)
@require_safe
def summary(request: HttpRequest, desk: Desk, unit: str, category: str) -> HttpResponse:
    """汇总表: the slate in its order, as it was forwarded or as it stands in the draft."""
    units = Units(desk)
    own_unit(units, unit)
    own_category(desk, category)
    stage = units.stage_of(unit)
    if stage is None:
        raise Http404
    sent = units.slate(stage, unit).lists.get(category)
    order = ranking.order(units, stage, unit, category)
    ranked = (*sent.ranked, *sent.promoted) if sent else order.ranked
    reserve = sent.reserve if sent else order.reserve
    by_id = {one.id: one for one in units.nominations}
    people = [by_id[name] for name in (*ranked, *reserve) if name in by_id]
    there = texts.texts_of(desk.round_id, people, ("name", "attributes"))
    lines = [_line(units, one, there[one.id], n, one.id in reserve) for n, one in enumerate(people, 1)]
    return show(
        request,
        desk,
        "summary",
        unit=unit_shown(desk, unit),
        category_name=desk.said(desk.charter.categories[category].name),
        stage_name=desk.called(stage),
        columns=[desk.said(a.name) for a in _columns(desk, category).values()],
        lines=lines,
        sent=sent,
        receipt=f"slate/{stage.id}/{unit}@{units.slate(stage, unit).version}" if sent else "",
    )


def _columns(desk: Desk, category: str) -> dict[str, Any]:
    """The public attributes of a category: what a summary sheet lists beside names."""
    return {
        name: attribute
        for name, attribute in desk.charter.attributes.items()
        if attribute.see == "public" and attribute.only in (None, category)
    }


def _line(units: Units, one: Nomination, there: dict[str, Any], number: int, reserve: bool) -> dict[str, Any]:
    desk = units.desk
    seen = texts.seen(desk, one, there)
    columns = _columns(desk, one.category)
    cells = [
        questions.in_words(attribute, seen["attributes"][name]) if name in seen["attributes"] else ""
        for name, attribute in columns.items()
    ]
    return {
        "number": number,
        "name": seen.get("name", one.id),
        "unit": unit_name(desk, one.unit),
        "theme": desk.said(desk.charter.themes.get(one.theme or "")),
        "cells": cells,
        "reserve": reserve,
    }
