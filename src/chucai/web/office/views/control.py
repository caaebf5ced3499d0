"""The control room: where the round stands today, what blocks its date, and who is late."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from chucai.charter.stages import Stage
from chucai.publish.charts import gates
from chucai.web.desk import Desk
from chucai.web.office import nudging, progress
from chucai.web.office.blocking import blocking, unsent
from chucai.web.office.doors import done, office, page
from chucai.web.office.flows import flows
from chucai.web.office.glance import Glance, Row, foresee
from chucai.web.office.health import health
from chucai.web.office.naming import Names, called
from chucai.web.office.pictures import timeline
from chucai.web.office.places import stage_of_places, used_and_issued
from chucai.web.office.stages import spans
from chucai.web.records.remembered import Remembered

LISTED = 12  # late units or judges that are named


@office
@require_safe
def control(request: HttpRequest, desk: Desk) -> HttpResponse:
    found, counted = health(desk.round_id), _counted(desk)
    context = {**counted, "health": found, "health_last": Names(desk).moment(found.last) if found.last else ""}
    if counted["stage"]:
        context["blockers"] = [*counted["blockers"], *unsent(desk, counted["stage"])]
    if counted.get("whom") == "judges":
        known = called(desk, (who for who, _ in counted["late"]))
        context["late"] = [(known.get(who, who), number) for who, number in counted["late"]]
    return page(request, desk, "control.html", context)


_known: Remembered[dict[str, Any]] = Remembered(32)


def _counted(desk: Desk) -> dict[str, Any]:
    """What follows from the events of the round: counted once after each, for whoever looks, and for the day."""
    key = (desk.round_id, desk.mark, desk.actor_id, desk.language, desk.today)
    return _known.get(key, lambda: _count(desk))


def _count(desk: Desk) -> dict[str, Any]:
    stage = open_stage(desk)
    names, glance = Names(desk), Glance(desk)
    foresee(desk, [*filter(None, [stage, stage_of_places(desk)]), *_compared(desk)])
    drawn = spans(desk)
    data = flows(desk, glance.rows)
    counted: dict[str, Any] = {
        "stage": stage,
        "stage_name": names.stages[stage.id] if stage else "",
        "window": desk.round.windows[stage.id] if stage else None,
        "blockers": blocking(desk, stage, glance) if stage else [],
        "numbers": _numbers(desk, glance.rows),
        "timeline": timeline.picture(drawn, desk.state.calendar, desk.today, desk.language) if drawn else None,
        "gates": gates.picture(data, desk.language) if data else None,
    }
    return counted | (_late(desk, names, stage, glance) if stage else {})


def open_stage(desk: Desk) -> Stage | None:
    """The stage that is open now."""
    name = desk.round.stage
    return desk.charter.stage(name) if name and desk.round.is_open(name) else None


def _compared(desk: Desk) -> list[Stage]:
    return [stage for stage in desk.charter.stages if stage.gate == "compare"]


def _numbers(desk: Desk, rows: Sequence[Row]) -> list[tuple[str, str]]:
    taken, given = used_and_issued(desk, rows)
    numbers = [(gettext("nominations"), str(len(rows)))]
    if given:
        numbers.append((gettext("places used of those issued"), f"{taken}/{given}"))
    numbers.append((gettext("units"), str(len(desk.tree.units))))
    numbers.append((gettext("judges"), str(len(desk.state.roster.of("assessor", None)))))
    return numbers


def _late(desk: Desk, names: Names, stage: Stage, glance: Glance) -> dict[str, Any]:
    if stage.gate == "recommend":
        units = progress.late_units(desk, stage, glance)
        shown = [(names.unit(one.unit), one.nominations) for one in units[:LISTED]]
        return {"whom": "units", "late": shown, **_all_late(len(units), "office:places", desk)}
    if stage.gate == "compare":
        judges = sorted((one for one in progress.judges(desk, stage) if one.open), key=lambda one: -one.open)
        shown = [(one.who, one.open) for one in judges[:LISTED]]
        return {"whom": "judges", "late": shown, **_all_late(len(judges), "office:panel", desk)}
    if stage.gate == "consult" and stage.notice and stage.tier != desk.charter.tiers[-1].id:
        missing = nudging.unnoticed(desk, stage, glance)
        shown = [(names.unit(unit), number) for unit, number in missing[:LISTED]]
        return {"whom": "notices", "late": shown, **_all_late(len(missing), "office:people", desk)}
    return {}


def _all_late(number: int, place: str, desk: Desk) -> dict[str, Any]:
    """How many are late, how many of them are not named here, and where all of them are."""
    more = max(number - LISTED, 0)
    return {"late_number": number, "late_more": more, "late_href": reverse(place, args=[desk.round_id])}


@office
@require_POST
def nudge(request: HttpRequest, desk: Desk, whom: str) -> HttpResponse:
    """How many would be written to; with `confirmed`, the letters."""
    stage = open_stage(desk)
    if stage is None or whom != nudging.WHOM.get(stage.gate):
        raise Http404
    if request.POST.get("confirmed"):
        with transaction.atomic():
            number = nudging.post(desk, whom, stage)
        text = ngettext("%(n)d letter is on its way.", "%(n)d letters are on their way.", number)
        done(request, text % {"n": number})
        return redirect("office:control", desk.round_id)
    actors = nudging.late(desk, whom, stage)
    accounts = nudging.reached(desk, actors)
    context: dict[str, Any] = {
        "whom": whom,
        "late": len(actors),
        "reached": len(accounts),
        "unreached": len(actors) - len(accounts),
    }
    context["preview"] = nudging.preview(desk, whom, stage, accounts)
    return page(request, desk, "nudge.html", context | {"stage_name": Names(desk).stages[stage.id]})
