"""The panel: who may read what, the assignment with its preview, and judging while it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from chucai.charter.stages import Stage
from chucai.charter.values import Text
from chucai.errors import Refused
from chucai.gates.words import word
from chucai.publish.charts import severity
from chucai.publish.picture import Picture
from chucai.web.desk import Desk
from chucai.web.mail.recipients import Preview, previewed
from chucai.web.office import panel as work
from chucai.web.office import progress, swapping
from chucai.web.office.doors import SECRETARY, UNPROCESSABLE, done, office, page, words
from chucai.web.office.glance import Glance
from chucai.web.office.naming import Names, called
from chucai.web.office.pictures import coverage
from chucai.web.records import people
from chucai.web.records.drafts import Kept
from chucai.web.records.remembered import Remembered


@office
@require_safe
def panel(request: HttpRequest, desk: Desk) -> HttpResponse:
    return shown(request, desk, [])


def shown(request: HttpRequest, desk: Desk, faults: list[tuple[str, str]]) -> HttpResponse:
    stage = work.comparing(desk)
    if stage is None:
        return page(request, desk, "panel.html", {"stage": None, "faults": faults})
    judges = progress.judges(desk, stage)
    judging = desk.charter.judging_of(stage)
    known = called(desk, (judge.who for judge in judges))
    kept = work.found(desk, stage)
    context: dict[str, Any] = {
        "stage": stage,
        "stage_name": Names(desk).stages[stage.id],
        "is_open": desk.round.is_open(stage.id),
        "opened": stage.id in desk.round.windows,
        "assigned": judging is not None and judging.assigned,
        "load": judging.load if judging else 0,
        "judges": [_line(desk, judge, known) for judge in judges],
        "unassigned": _unassigned(desk, stage) if stage.id in desk.round.windows else 0,
        "proposal": _proposal(desk, stage, kept),
        "reading": swapping.reading(desk, stage, kept, request) if kept.version else None,
        "pictures": _pictures(desk, stage, judges, known),
        "faults": faults,
    }
    return page(request, desk, "panel.html", context, status=UNPROCESSABLE if faults else 200)


_without: Remembered[int] = Remembered(32)
_covered: Remembered[Picture] = Remembered(8)


def _unassigned(desk: Desk, stage: Stage) -> int:
    key = (desk.round_id, stage.id, desk.mark, desk.actor_id, desk.today)
    return _without.get(key, lambda: progress.unassigned(desk, stage, Glance(desk)))


def _line(desk: Desk, judge: progress.Judge, known: Mapping[str, str]) -> dict[str, Any]:
    assessor = desk.state.assessor(judge.who)
    interests = sorted({word("interest", one, desk.language) for one in assessor.declared.values()})
    return {
        "who": judge.who,
        "called": name if (name := known.get(judge.who, "")) != judge.who else "",
        "signed": judge.undertaken,
        "interests": len(assessor.declared),
        "kinds": ", ".join(interests),
        "given": len(judge.assigned),
        "done": len(judge.done),
        "abstained": len(judge.abstained & judge.assigned - judge.done - judge.barred),
        "recused": len(judge.barred),
        "open": judge.open,
    }


def _proposal(desk: Desk, stage: Stage, kept: Kept) -> dict[str, Any] | None:
    if not kept.version:
        return None
    before = desk.state.comparison(stage.id).assigned
    assessors = sorted(desk.state.roster.of("assessor", None))
    found = work.design(kept.data["readers"], before, assessors)
    loads = list(found.loads.values())
    return {
        "design": found,
        "least": min(loads, default=0),
        "most": max(loads, default=0),
        "se": f"{found.se / work.MICRO:.2f}" if found.se is not None else "",
        "loads": found.loads.items(),
        "letter": _letter(desk, stage, found.loads) if desk.round.is_open(stage.id) else None,
        "again": bool(before),
    }


def _letter(desk: Desk, stage: Stage, loads: Mapping[str, int]) -> Preview:
    """What judges will be told when the assignment is made, with the largest number of cases."""
    accounts = people.seated_as(desk.round_id, {who for who, load in loads.items() if load})
    facts = {"stage": stage.id, "last": str(desk.round.windows[stage.id].last), "cases": max(loads.values(), default=0)}
    return previewed(desk.round_id, accounts.values(), "queue-ready", facts, desk.at)


def _pictures(desk: Desk, stage: Stage, judges: list[progress.Judge], known: Mapping[str, str]) -> list[Picture]:
    """Coverage as soon as anybody reads; severities as last estimated."""
    key = (desk.round_id, stage.id, desk.mark, desk.language, *sorted(known.items()))
    found = [_covered.get(key, lambda: _coverage(desk, stage, judges, known))] if any(map(_reads, judges)) else []
    estimate = work.estimate(desk, stage)
    for category, report in estimate["reports"].items() if estimate else ():
        lines = [
            severity.AssessorRow(one["assessor"], one["severity"], one["low"], one["high"], one["load"])
            for one in report["assessors"]
        ]
        name, kind = stage.name or Text(zh=stage.id, en=stage.id), desk.charter.categories[category].name
        of_kind = Text(zh=f"{name.zh}：{kind.zh}", en=f"{name.said('en')}: {kind.said('en')}")
        corrected = report["round"]["method"] == "severity"
        data = severity.SeverityData(f"{stage.id}-{category}", of_kind, tuple(lines), corrected)
        drawn = severity.picture(data, desk.language)
        found.append(replace(drawn, note=f"{desk.said(kind)} · {drawn.note}"))
    return found


def _reads(judge: progress.Judge) -> set[str]:
    return judge.assigned | judge.done


def _coverage(desk: Desk, stage: Stage, judges: list[progress.Judge], known: Mapping[str, str]) -> Picture:
    assigned = desk.state.comparison(stage.id).assigned
    read = {judge.who: _reads(judge) for judge in judges}
    nominations = sorted(set().union(*read.values()))
    by_nomination = assigned or {n: tuple(who for who, own in read.items() if n in own) for n in nominations}
    return coverage.picture(judges, known, nominations, work.groups(by_nomination), desk.language)


@office
@require_POST
def assign(request: HttpRequest, desk: Desk, what: str) -> HttpResponse:
    """`propose` works an assignment out, `make` makes it, `drop` throws the proposal away."""
    stage = work.comparing(desk)
    if stage is None or what not in ("propose", "make", "drop"):
        raise Http404
    try:
        if what == "propose":
            work.work_out(desk, stage, request.user.pk)
        elif what == "drop":
            work.drop(desk, stage)
        elif work.found(desk, stage).version:
            desk.perform(SECRETARY, work.act(desk, stage))
            work.drop(desk, stage)
            done(request, gettext("The assignment is made."))
    except Refused as refused:
        return shown(request, desk, [(words(desk, refused), "")])
    return redirect("office:panel", desk.round_id)
