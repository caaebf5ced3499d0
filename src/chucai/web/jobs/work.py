"""Queued tasks, run here."""

from __future__ import annotations

from datetime import datetime

from django_tasks_db.management.commands.db_worker import Worker


def drain(at: datetime) -> None:
    """Run every task that is queued, then stop."""
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="drain",
        excluded_queue_names=[],
    )
    worker.run()
