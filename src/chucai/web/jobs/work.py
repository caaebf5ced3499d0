"""Queued tasks, run here; and those of a worker that was killed, put back."""

from __future__ import annotations

import os
import secrets
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

LIMIT = timedelta(minutes=10)  # no task of ours takes so long: its worker is gone
TRIES = 5  # a task that kills its worker each time is given up
KEPT = timedelta(days=7)  # how long finished tasks can be looked at


def name() -> str:
    """What this worker is called: whoever shares the machine can tell whether it still lives."""
    return f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}"


def drain(worker_id: str | None = None) -> None:
    """Run every task that is queued, then return. Tasks are idempotent: one that was cut short runs again."""
    mine = worker_id or name()
    worker = _worker(mine)
    while (row := _claimed(mine)) is not None:
        worker.run_task(row)


def _claimed(worker_id: str) -> DBTaskResult[..., object] | None:
    """The next task, taken so that nobody else takes it. Looking whether there is one takes no lock."""
    queued = DBTaskResult.objects.ready()
    if not queued.exists():
        return None
    with transaction.atomic():
        row = queued.get_locked()
        if row is not None:
            row.claim(worker_id)
    return row


def _worker(worker_id: str) -> Worker:
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    )


def put_back(at: datetime | None = None) -> int:
    """Queue the tasks of workers that are gone once more; give up what was tried too often. Returns how many."""
    now = at or timezone.now()
    lost = [row for row in DBTaskResult.objects.running() if _gone(row, now)]
    for row in lost:
        mine = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
        if len(row.worker_ids) < TRIES:
            mine.update(status=TaskResultStatus.READY)
        else:
            why = "the worker was killed each time"
            mine.update(status=TaskResultStatus.FAILED, finished_at=now, traceback=why, exception_class_path="")
    return len(lost)


def _gone(row: DBTaskResult[..., object], now: datetime) -> bool:
    """Its worker's process is not there any more, or has had more time than any task takes."""
    if row.started_at is None or now - row.started_at > LIMIT:
        return True
    host, _, rest = (row.worker_ids or [""])[-1].partition(":")
    process = rest.partition(":")[0]
    if host != socket.gethostname()[:32] or not process.isdecimal():
        return False
    return not _lives(int(process))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def forget(at: datetime) -> None:
    """Throw away what was done long ago."""
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()
