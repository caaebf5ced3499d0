"""The slate: put in order with buttons and numbers, checked in words, forwarded; reserves that move up."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.acts import ForwardSlate, PromoteReserve
from chucai.web.desk import Desk
from chucai.web.nominate import ranking
from chucai.web.nominate.ranking import Order
from chucai.web.nominate.units import Units, unit_name, unit_shown
from chucai.web.nominate.views.cases import may
from chucai.web.nominate.views.desks import ROLE, deciding, impartial, own_category, own_unit, show, to, told


@deciding
@require_http_methods(["GET", "POST"])
def rank(request: HttpRequest, desk: Desk, unit: str, category: str) -> HttpResponse:
    """Who goes up, in which order, and who waits."""
    units, stage = _meant(desk, unit, category)
    now = ranking.order(units, stage, unit, category)
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            new = _pressed(request, now)
            if str(now.version) != request.POST.get("version"):
                raise Refused("draft-moved-on", key=stage.id, version=now.version)
            ranking.save(units, stage, unit, category, new)
            return to(desk, "forward" if "check" in request.POST else "slate", unit, category)
        except Refused as refused:
            faults = [(told(desk, refused), "")]
            now = ranking.order(units, stage, unit, category)
    return show(request, desk, "slate", faults=faults, **frame(units, stage, unit, category, now))


def _meant(desk: Desk, unit: str, category: str) -> tuple[Units, Stage]:
    """The units of the asker, and the stage at which this one recommends."""
    units = Units(desk)
    stage = units.stage_of(own_unit(units, unit))
    own_category(desk, category)
    if stage is None:
        raise Http404
    impartial(units, stage, unit, category)
    return units, stage


def _pressed(request: HttpRequest, now: Order) -> Order:
    """The order after the button that was pressed, with the numbers that were typed counted first."""
    typed = {
        name.removeprefix("place-"): str(value) for name, value in request.POST.items() if name.startswith("place-")
    }
    numbers = {name: int(value) for name, value in typed.items() if value.strip().isdecimal() and len(value) < 6}
    new = ranking.renumbered(now, numbers) if numbers else now
    what, _colon, name = request.POST.get("move", "").partition(":")
    return ranking.moved(new, what, name) if name else new


def frame(units: Units, stage: Stage, unit: str, category: str, now: Order) -> dict[str, Any]:
    """What pages about a slate show."""
    desk = units.desk
    by_id = {one.id: one for one in units.nominations}
    sent = units.slate(stage, unit).lists.get(category)

    voted = desk.state.ballot(ranking.ballot_id(desk, stage, unit)) if stage.vote else None

    def line(name: str) -> dict[str, Any]:
        one = by_id[name]
        own = one.unit == unit
        return {
            "id": name,
            "name": units.named(name),
            "unit": "" if own else unit_name(desk, one.unit),
            "fit": ranking.may_go_up(units, stage, unit, name),
            "voted": voted is not None and voted.settled(name),
            "may": may(units, one),
        }

    places, most = units.room(stage, unit, category)
    lists = {key: [line(name) for name in names] for key, names in now.lists().items()}
    return {
        "unit": unit_shown(desk, unit),
        "category": category,
        "category_name": desk.said(desk.charter.categories[category].name),
        "stage": stage,
        "stage_name": desk.called(stage),
        "window": desk.round.windows.get(stage.id),
        "open": desk.round.is_open(stage.id) and desk.today <= desk.round.windows[stage.id].last,
        "order": now,
        "lists": lists,
        "counts": {key: len(names) for key, names in now.lists().items()},
        "places": places,
        "most": most,
        "over": max(0, len(now.ranked) - most) if most is not None else 0,
        "unfit": [each for each in lists[ranking.RANKED] if not each["fit"]],
        "ratio": desk.charter.categories[category].slate,
        "sent": sent,
        "sent_at": units.slate(stage, unit).at if sent else None,
        "fallen": [units.named(one.id) for one in ranking.fallen(units, stage, unit, category)],
        "vote": stage.vote,
    }


@deciding
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, desk: Desk, unit: str, category: str) -> HttpResponse:
    """The list once more, and forward it."""
    units, stage = _meant(desk, unit, category)
    now = ranking.order(units, stage, unit, category)
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        if request.POST.get("declared") != "yes":
            faults = [(_("Tick the declaration before you forward the list."), "id_declared")]
        elif request.POST.get("version") != str(now.version):
            faults = [(_("Somebody else has changed the order meanwhile. Look at it again."), "")]
        else:
            act = ForwardSlate(stage=stage.id, unit=unit, category=category, ranked=now.ranked, reserve=now.reserve)
            try:
                receipt = desk.perform(ROLE, act)
                messages.success(request, _("The list was forwarded. Receipt: %(id)s") % {"id": receipt.events[0]})
                return to(desk, "tasks")
            except Refused as refused:
                faults = [(told(desk, refused), "")]
    return show(request, desk, "forward", faults=faults, **frame(units, stage, unit, category, now))


@deciding
@require_http_methods(["GET", "POST"])
def promote(request: HttpRequest, desk: Desk, unit: str, category: str) -> HttpResponse:
    """The first reserve takes the place of somebody who fell out, after a question."""
    units, stage = _meant(desk, unit, category)
    now = ranking.order(units, stage, unit, category)
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            desk.perform(ROLE, PromoteReserve(stage=stage.id, unit=unit, category=category))
            messages.success(request, _("The first reserve has moved up."))
            return to(desk, "slate", unit, category)
        except Refused as refused:
            faults = [(told(desk, refused), "")]
    return show(request, desk, "promote", faults=faults, **frame(units, stage, unit, category, now))
