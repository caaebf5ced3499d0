"""The brief to the office, each working morning on which something blocks, is late, new, or was not sent or sealed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse

from chucai.charter.stages import Stage
from chucai.gates.acts import Actor, CloseStage
from chucai.gates.asked import Asked
from chucai.gates.consult import answer_due
from chucai.gates.model import Notice
from chucai.gates.people import SECRETARY, secretaries
from chucai.gates.rounds import BLOCKERS
from chucai.web.jobs.reminders import waited_for
from chucai.web.look.days import left
from chucai.web.mail import outbox
from chucai.web.records import mails, people
from chucai.web.records.models import Event
from chucai.web.records.state import Rows

MORNING = time(8)
CLOSE = 2  # working days before the last within which whoever is not done counts as late
SEALED_WITHIN = timedelta(hours=1)  # it takes seconds: what waits longer waits for a sealer that fails
MATTERS = ("blocks", "late", "fresh", "unanswered", "undelivered", "unsealed")


def post(rows: Rows, at: datetime) -> int:
    """Post today's brief to every secretary who has a seat; returns to how many. Nothing to say: no letter."""
    charter = rows.charter()
    zone = ZoneInfo(charter.timezone)
    today = at.astimezone(zone).date()
    stage = next((each for each in charter.stages if rows.round.is_open(each.id)), None)
    if stage is None or not rows.calendar.working(today):
        return 0
    office = people.seated_as(rows.round_id, secretaries(rows))
    if not office:
        return 0
    facts = _facts(rows, stage, today, at)
    if not any(facts[each] for each in MATTERS):
        return 0
    onward = reverse("office:control", args=[rows.round_id])
    due = max(at, datetime.combine(today, MORNING, zone).astimezone(UTC))
    return sum(
        outbox.post(
            rows.round_id,
            account,
            "brief",
            {**facts, "onward": onward},
            at=at,
            key=f"brief/{rows.round_id}/{today}/{actor}",
            due=due,
        )
        for actor, account in office.items()
    )


def _facts(rows: Rows, stage: Stage, today: date, at: datetime) -> dict[str, object]:
    last = rows.round.windows[stage.id].last
    notices = [notice for name in rows.notices() if (notice := rows.notice(name))]
    objections = [one for notice in notices for one in notice.objections.values()]
    since = _last_brief(rows, today)
    asked = Asked(rows.charter(), rows, CloseStage(stage=stage.id), at, Actor(id=rows.round.secretary, role=SECRETARY))
    return {
        "stage": stage.id,
        "last": str(last),
        "blocks": len(BLOCKERS[stage.gate](asked, stage)),
        "late": len({who for who, _ in waited_for(rows, stage)}) if left(last, today, rows.calendar) <= CLOSE else 0,
        "fresh": sum(one.at >= since for one in objections),
        "unanswered": sum(one.outcome is None for one in objections),
        "overdue": sum(_overdue(rows, notice, today) for notice in notices),
        "undelivered": mails.undelivered(rows.round_id),
        "unsealed": Event.objects.filter(round_id=rows.round_id, position=None, at__lt=at - SEALED_WITHIN).count(),
    }


def _overdue(rows: Rows, notice: Notice, today: date) -> int:
    """Its objections without an answer by the day that their objectors were told."""
    waiting = [one for one in notice.objections.values() if one.outcome is None]
    due = [answer_due(rows.charter(), rows.calendar, notice, one) for one in waiting]
    return sum(day is not None and day < today for day in due)


def _last_brief(rows: Rows, today: date) -> datetime:
    """The morning of the working day before."""
    day = today - timedelta(days=1)
    while not rows.calendar.working(day):
        day -= timedelta(days=1)
    return datetime.combine(day, MORNING, ZoneInfo(rows.charter().timezone))
