"""Open, close and extend stages: first what will happen and what is in the way, then the act."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from chucai.charter.calendar import stage_window
from chucai.errors import Refused
from chucai.gates.acts import Act, ExtendStage
from chucai.gates.standing import IN_PLAY, RETURNED
from chucai.web.desk import Desk
from chucai.web.mail.recipients import Preview
from chucai.web.office import stages as leading
from chucai.web.office.blocking import blocking, unsent
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, words
from chucai.web.office.glance import Glance
from chucai.web.office.naming import Names
from chucai.web.office.trying import tried
from chucai.web.records.models import NominationRow


@office
@require_safe
def stages(request: HttpRequest, desk: Desk) -> HttpResponse:
    found = leading.standings(desk)
    over = desk.round.over
    ready = not over and all(one.state == "closed" for one in found)
    return page(request, desk, "stages.html", {"stages": found, "over": over, "ready": ready})


@office
@require_http_methods(["GET", "POST"])
def lead(request: HttpRequest, desk: Desk, stage: str, kind: str) -> HttpResponse:
    """Opening, closing, or the end of the round."""
    if stage not in {one.id for one in desk.charter.stages}:
        raise Http404
    act = leading.act_of(kind, stage)
    if act is None:
        raise Http404
    return _led(request, desk, stage, kind, act)


def _led(request: HttpRequest, desk: Desk, stage: str, kind: str, act: Act) -> HttpResponse:
    faults: list[tuple[str, str]] = []
    if request.method == "POST":
        try:
            desk.perform(SECRETARY, act)
        except Refused as refused:
            faults = [(_why(desk, refused), "")]
        else:
            done(request, gettext("Done. It stands in the ledger."))
            return redirect("office:stages", desk.round_id)
    refused_now, letters = tried(desk, [act])
    context: dict[str, Any] = {
        "kind": kind,
        "stage": desk.charter.stage(stage),
        "stage_name": Names(desk).stages[stage],
        "why_not": _why(desk, refused_now) if refused_now else "",
        "faults": faults,
        "letters": letters,
        **_consequences(desk, stage, kind),
    }
    return page(request, desk, "lead.html", context, status=UNPROCESSABLE if faults else 200)


def _why(desk: Desk, refused: Refused) -> str:
    """What is refused; what blocks a stage stands beneath, with where it can be seen to."""
    if refused.code == "stage-blocked":
        return gettext("The stage cannot be closed yet: what is marked below has to be done first.")
    return words(desk, refused)


def _consequences(desk: Desk, stage: str, kind: str) -> dict[str, Any]:
    """What opening or closing would mean."""
    rows = NominationRow.objects.filter(round_id=desk.round_id)
    one = desk.charter.stage(stage)
    if kind == "close" and desk.round.is_open(stage):
        left = rows.filter(stage=stage, standing__in=(*IN_PLAY, RETURNED)).count()
        return {"blockers": [*blocking(desk, one, Glance(desk)), *unsent(desk, one)], "left": left}
    if kind == "open" and stage not in desk.round.windows:
        try:
            window = stage_window(desk.charter, desk.state.calendar, one, desk.today)
        except Refused:
            window = None
        return {"window": window, "running": rows.filter(standing__in=IN_PLAY).count()}
    return {}


@office
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, desk: Desk, stage: str) -> HttpResponse:
    """A later last day, with the reason for it: first whom letters would reach, then the act."""
    if not desk.round.is_open(stage):
        raise Http404
    last, reason = request.POST.get("last", ""), request.POST.get("reason", "").strip()[:500]
    act, faults = _extension(stage, last, reason) if request.method == "POST" else (None, [])
    letters: list[Preview] = []
    if act is not None:
        refused, letters = tried(desk, [act])
        if refused is None and request.POST.get("confirmed"):
            try:
                desk.perform(SECRETARY, act)
            except Refused as late:
                refused = late
            else:
                done(request, gettext("Done. It stands in the ledger."))
                return redirect("office:stages", desk.round_id)
        faults = [(words(desk, refused), "last")] if refused else []
    context = {
        "stage_name": Names(desk).stages[stage],
        "window": desk.round.windows[stage],
        "last": last,
        "later": act.last if act and not faults else None,
        "reason": reason,
        "letters": letters,
        "faults": faults,
    }
    return page(request, desk, "extend.html", context, status=UNPROCESSABLE if faults else 200)


def _extension(stage: str, last: str, reason: str) -> tuple[ExtendStage | None, list[tuple[str, str]]]:
    """The act that was filled in, or what is missing of it."""
    day = _day(last)
    faults = []
    if day is None:
        faults.append((gettext("Enter the new last day as year-month-day."), "last"))
    if not reason:
        faults.append((gettext("Say why: it stands in the ledger."), "reason"))
    return (ExtendStage(stage=stage, last=day, reason=reason) if day and reason else None), faults


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
