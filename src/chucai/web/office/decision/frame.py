"""What every page of the decision room shares: whose comparison it is, what the page is told, who may sign now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from chucai.charter.stages import Stage
from chucai.web import clock
from chucai.web.access import SECOND_FACTOR
from chucai.web.desk import Desk
from chucai.web.office.decision.desk import Decision
from chucai.web.office.doors import tabs

SIGNING = timedelta(minutes=10)  # how long ago a second factor may have been shown by whoever signs
View = Callable[..., HttpResponse]


def of_comparison(view: View) -> View:
    """The view is given the decision of the stage its address names; 404 where that is no comparison."""

    @wraps(view)
    def found(request: HttpRequest, desk: Desk, stage: str) -> HttpResponse:
        return view(request, Decision(desk, _stage(desk, stage)))

    return found


def _stage(desk: Desk, name: str) -> Stage:
    for stage in desk.charter.stages:
        if stage.id == name and stage.gate == "compare" and name in desk.round.windows:
            return stage
    raise Http404


def page(decision: Decision, **more: Any) -> dict[str, Any]:
    """What every page of a desk is told."""
    desk = decision.desk
    return framed(desk, decision=decision, stage_name=desk.called(decision.stage), **more)


def framed(desk: Desk, **more: Any) -> dict[str, Any]:
    """What every page here is told: its desk, the rooms of the office, and who reads: each is offered own acts only."""
    who = {"is_office": desk.holds("secretary"), "is_authority": desk.holds("authority")}
    who["is_auditor"] = desk.holds("auditor")
    return {"desk": desk, "tabs": tabs(desk, desk.request.path), **who, **more}


def back(decision: Decision, category: str = "") -> HttpResponse:
    """To the desk."""
    answer = redirect("decision:desk", decision.desk.round_id, decision.stage.id)
    if category:
        answer["Location"] += f"?category={category}"
    return answer


def fresh(request: HttpRequest) -> bool:
    """Whether a second factor was shown just now, as signing demands; a rehearsal has a clock of its own."""
    shown = request.session.get(SECOND_FACTOR)
    return clock.rehearsed() or bool(shown and datetime.now(UTC).timestamp() - float(shown) < SIGNING.total_seconds())
