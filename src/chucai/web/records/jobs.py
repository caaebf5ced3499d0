"""Long work that somebody asked for: asked twice it is done once, and whoever looks is told how far it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from chucai.errors import Refused
from chucai.web.records import models

Standing = Literal["waiting", "running", "done", "refused", "broken"]
AT_WORK = ("waiting", "running")
IN_QUEUE: dict[str, Standing] = {TaskResultStatus.READY: "waiting", TaskResultStatus.RUNNING: "running"}


@dataclass(frozen=True, slots=True)
class Job:
    """One job. `broken`: it ended without an answer, whatever it was; `refused` has its reason in `failure`."""

    id: int
    standing: Standing
    asked: datetime
    begun: datetime | None
    step: str
    ended: datetime | None
    failure: dict[str, Any]
    tries: int  # how often it was taken up: more than once after somebody was killed at it

    @property
    def is_at_work(self) -> bool:
        return self.standing in AT_WORK

    @property
    def refusal(self) -> Refused | None:
        return Refused(self.failure["code"], **self.failure["facts"]) if self.failure else None


def found(round_id: str, kind: str, key: str) -> Job | None:
    """What was asked for last, and how far it is."""
    row = models.Job.objects.filter(round_id=round_id, kind=kind, key=key).first()
    return _told(row) if row else None


def _told(row: models.Job) -> Job:
    standing, tries = _standing(row)
    return Job(row.pk, standing, row.asked, row.begun, row.step, row.ended, row.failure, tries)


def _standing(row: models.Job) -> tuple[Standing, int]:
    """The job's own word once it has ended; until then the queue's, and a task the queue has lost is broken."""
    if row.ended is not None:
        return ("refused" if row.failure else "done"), 1
    task = DBTaskResult.objects.filter(pk=row.task).values_list("status", "worker_ids").first() if row.task else None
    if task is None:
        return "broken", 0
    return IN_QUEUE.get(task[0], "broken"), len(task[1])


def ask(round_id: str, kind: str, key: str, at: datetime, enqueue: Callable[[int], Any]) -> Job:
    """Ask for a job, unless it is at work already; `enqueue` puts the task for it into the queue."""
    with transaction.atomic():
        row, _ = models.Job.objects.get_or_create(round_id=round_id, kind=kind, key=key, defaults={"asked": at})
        row = models.Job.objects.select_for_update().get(pk=row.pk)
        if _standing(row)[0] not in AT_WORK:
            row.asked, row.begun, row.step, row.ended, row.failure = at, None, "", None, {}
            row.task = str(enqueue(row.pk).id)
            row.save()
    return _told(row)


def taken_up(job: int, at: datetime) -> models.Job | None:
    """The row of a job somebody begins at; None where it has been done, by whoever had it before."""
    row = models.Job.objects.filter(pk=job, ended=None).first()
    if row is not None:
        row.begun, row.step = at, ""
        row.save(update_fields=["begun", "step"])
    return row


def stands_at(job: int, step: str) -> None:
    models.Job.objects.filter(pk=job, ended=None).update(step=step)


def ended(job: int, at: datetime, refused: Refused | None = None) -> None:
    """It is done, or cannot be: then the refusal is kept, to be told with its cure to whoever looks."""
    failure = {"code": refused.code, "facts": refused.facts} if refused else {}
    models.Job.objects.filter(pk=job, ended=None).update(ended=at, failure=failure)
