"""Reminders at 10, 5, 2 and 1 working days before a stage ends, to those who still have something to do in it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse

from chucai.charter.stages import Stage
from chucai.gates.recusal import barred
from chucai.gates.standing import STANDING, in_play, standing
from chucai.web.look.days import left
from chucai.web.mail import outbox
from chucai.web.mail.whom import noticing
from chucai.web.records import people
from chucai.web.records.state import Rows

DAYS = (10, 5, 2, 1)  # working days before the last, which is counted as none


def post(rows: Rows, at: datetime) -> int:
    """Post today's reminders; each is posted once, however often this is asked. Returns how many were new."""
    charter = rows.charter()
    today = at.astimezone(ZoneInfo(charter.timezone)).date()
    stages = [stage for stage in charter.stages if rows.round.is_open(stage.id)]
    return sum(_of_stage(rows, stage, today, at) for stage in stages)


def _of_stage(rows: Rows, stage: Stage, today: date, at: datetime) -> int:
    window = rows.round.windows[stage.id]
    days = left(window.last, today, rows.calendar)
    if days not in DAYS:
        return 0
    seats = people.seated(rows.round_id)
    facts = {"stage": stage.id, "last": str(window.last), "days": days}
    return sum(
        outbox.post(
            rows.round_id,
            seats[actor],
            "reminder",
            {**facts, "onward": onward},
            at=at,
            key=f"reminder/{rows.round_id}/{stage.id}/{window.last}/{days}/{actor}",
            digest=days > 2,  # the last two do not wait for the morning
        )
        for actor, onward in sorted(waited_for(rows, stage))
        if actor in seats
    )


def waited_for(rows: Rows, stage: Stage) -> Iterable[tuple[str, str]]:
    """(actor, where to go) of those whom the stage waits for."""
    home = f"/rounds/{rows.round_id}"
    if stage.gate == "recommend":
        return {(who, f"{home}/nominate/") for who in _coordinators(rows, stage)}
    if stage.gate == "compare":
        return {(who, f"{home}/judge/") for who in _assessors(rows, stage)}
    if stage.gate == "vet":
        return {(who, "/me/") for who in _officers(rows, stage)}
    if stage.gate == "consult":
        return {(who, _page(rows, *page)) for who, page in noticing(rows.charter(), rows, stage).items()}
    return {(who, _page(rows, "decision:confer", stage.id)) for who in _authorities(rows, stage)}


def _page(rows: Rows, name: str, *rest: str) -> str:
    return reverse(name, args=[rows.round_id, *rest])


def _coordinators(rows: Rows, stage: Stage) -> set[str]:
    """Of units of the stage's tier that have not forwarded."""
    units = {unit.id for unit in rows.tree.units.values() if unit.tier == stage.tier}
    waiting = units - {unit for unit in rows.slates(stage.id) if rows.slate(stage.id, unit).lists}
    return set().union(*(rows.roster.of("coordinator", unit) for unit in waiting))


def _assessors(rows: Rows, stage: Stage) -> set[str]:
    """With a case of theirs that has neither a sheet nor an abstention."""
    charter = rows.charter()
    judging = charter.judging_of(stage)
    assigned = rows.comparison(stage.id).assigned
    panel = rows.roster.of("assessor", None)
    found: set[str] = set()
    for nomination in in_play(charter, rows, stage.id):
        done = nomination.sheets.get(stage.id, {}).keys() | nomination.abstained.get(stage.id, frozenset())
        readers = assigned.get(nomination.id, ()) if judging and judging.assigned else panel
        waiting = set(readers) - done - found
        found |= {who for who in waiting if judging and barred(charter, rows, judging, who, nomination) is None}
    return found


def _authorities(rows: Rows, stage: Stage) -> frozenset[str]:
    """As long as somebody who holds a place is not honoured yet."""
    here = in_play(rows.charter(), rows, stage.id)
    waiting = any(standing(rows.charter(), rows, one).status == STANDING for one in here)
    return rows.roster.of("authority", None) if waiting else frozenset()


def _officers(rows: Rows, stage: Stage) -> set[str]:
    """Of bodies that were asked and have not answered."""
    asked = {
        body
        for nomination in in_play(rows.charter(), rows, stage.id)
        for body, opinion in nomination.opinions.items()
        if opinion.answer is None
    }
    return set().union(*(rows.roster.of("officer", body) for body in asked))
