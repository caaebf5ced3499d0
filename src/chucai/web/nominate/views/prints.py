"""The official set on paper: the recommendation form of a nomination, the summary sheet of a slate, and all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chucai.charter.stages import Stage
from chucai.gates.model import Nomination
from chucai.gates.standing import paper_id
from chucai.gates.visibility import About
from chucai.web.access import seated
from chucai.web.desk import Desk
from chucai.web.nominate import questions, ranking, texts
from chucai.web.nominate.units import Units, unit_name, unit_shown
from chucai.web.nominate.views.cases import dossier
from chucai.web.nominate.views.desks import BOTH, deciding, impartial, own_case, own_category, own_unit, show
from chucai.web.records import drafts


@seated(*BOTH)
@require_safe
def form(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """推荐审批表: one nomination, with a box for the opinion and seal of every tier."""
    units = Units(desk)
    return show(request, desk, "form", form=_form(units, own_case(units, nomination)))


def _form(units: Units, found: Nomination, there: texts.Texts | None = None) -> dict[str, Any]:
    desk = units.desk
    tiers = {tier.id: desk.said(tier.name) for tier in desk.charter.tiers}
    seals = [{"tier": tiers[unit.tier], "unit": unit_name(desk, unit.id)} for unit in desk.tree.path(found.unit)]
    return {**dossier(units, found, there), "seals": seals, "receipt": f"nomination/{found.id}@{found.version}"}


@deciding
@require_safe
def summary(request: HttpRequest, desk: Desk, unit: str, category: str) -> HttpResponse:
    """汇总表: the slate in its order, as it was forwarded or as it stands in the draft."""
    units = Units(desk)
    stage = _recommending(units, unit)
    own_category(desk, category)
    impartial(units, stage, unit, category)
    people, reserve = _listed(units, stage, unit, category)
    there = texts.texts_of(desk.round_id, people, ("name", "attributes"))
    return show(request, desk, "summary", sheet=_sheet(units, stage, unit, category, people, reserve, there))


def _recommending(units: Units, unit: str) -> Stage:
    """The stage at which this unit, which is the reader's own, recommends."""
    stage = units.stage_of(own_unit(units, unit))
    if stage is None:
        raise Http404
    return stage


def _listed(
    units: Units, stage: Stage, unit: str, category: str, kept: drafts.Kept | None = None
) -> tuple[list[Nomination], tuple[str, ...]]:
    """Who stands on the slate, in its order, and which of them in reserve. `kept`: the order as it was left."""
    sent = units.slate(stage, unit).lists.get(category)
    order = ranking.order(units, stage, unit, category, kept)
    ranked = (*sent.ranked, *sent.promoted) if sent else order.ranked
    reserve = sent.reserve if sent else order.reserve
    by_id = {one.id: one for one in units.nominations}
    return [by_id[name] for name in (*ranked, *reserve) if name in by_id], reserve


def _sheet(
    units: Units,
    stage: Stage,
    unit: str,
    category: str,
    people: list[Nomination],
    reserve: tuple[str, ...],
    there: Mapping[str, texts.Texts],
) -> dict[str, Any]:
    desk, slate = units.desk, units.slate(stage, unit)
    sent = category in slate.lists
    return {
        "unit": unit_shown(desk, unit),
        "category": desk.said(desk.charter.categories[category].name),
        "stage": desk.called(stage),
        "columns": [desk.said(a.name) for a in _columns(desk, category).values()],
        "lines": [_line(units, one, there[one.id], n, one.id in reserve) for n, one in enumerate(people, 1)],
        "sent": sent,
        "receipt": f"slate/{stage.id}/{unit}@{slate.version}" if sent else "",
    }


def _columns(desk: Desk, category: str) -> dict[str, Any]:
    """The public attributes of a category: what a summary sheet lists beside names."""
    return {
        name: attribute
        for name, attribute in desk.charter.attributes.items()
        if attribute.see == "public" and attribute.only in (None, category)
    }


def _line(units: Units, one: Nomination, there: texts.Texts, number: int, reserve: bool) -> dict[str, Any]:
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


# --- all at once


@deciding
@require_safe
def official_set(request: HttpRequest, desk: Desk, unit: str) -> HttpResponse:
    """Every sheet that a unit files: its lists, the counts of its votes, and the form of each nomination."""
    units = Units(desk)
    stage = _recommending(units, unit)
    impartial(units, stage, unit)
    left = {one.key: one for one in drafts.of_owners(desk.round_id, [drafts.of_unit(unit)], ranking.KIND)}
    listed = {}
    for category in desk.charter.categories:
        key = paper_id(stage.id, category)
        listed[category] = _listed(units, stage, unit, category, left.get(key, drafts.Kept(key, {}, 0, None)))
    people = {one.id: one for some, _reserve in listed.values() for one in some}
    people |= {one.id: one for one in units.of(unit) if one.id not in people and not _is_out(units, one)}
    there = texts.texts_of(desk.round_id, people.values(), texts.ALL)
    units.learn_names(people.values())
    return show(
        request,
        desk,
        "official_set",
        unit=unit_shown(desk, unit),
        sheets=[_sheet(units, stage, unit, key, *some, there) for key, some in listed.items() if some[0]],
        votes=list(_votes(units, unit)),
        forms=[_form(units, one, there[one.id]) for one in people.values()],
    )


def _is_out(units: Units, one: Nomination) -> bool:
    where = units.standing(one)
    return where is not None and where.status in ranking.OUT


def _votes(units: Units, unit: str) -> Iterator[dict[str, Any]]:
    """The counts of this unit's votes, oldest first."""
    desk, tier = units.desk, units.unit(unit).tier
    shown = {one.id for one in units.nominations}
    for stage in desk.charter.stages if tier != desk.charter.tiers[-1].id else ():
        if stage.vote is None or stage.tier != tier:
            continue
        ballot = desk.state.ballot(ranking.ballot_id(desk, stage, unit))
        if ballot is None or ballot.tallies is None or not desk.may_see("tally", About(ballot=ballot)):
            continue
        lines = [
            {
                "name": units.named(name),
                "tally": tally,
                "passed": name in ballot.passed,
                "settled": ballot.settled(name),
            }
            for name, tally in ballot.tallies.items()
            if name in shown
        ]
        yield {"stage": desk.called(stage), "ballot": ballot, "lines": lines}
