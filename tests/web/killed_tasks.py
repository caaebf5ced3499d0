"""A task that can be killed while it works, for tests/web/test_jobs.py: `python -m tests.web.killed_tasks WHAT`."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime

from django_tasks import task

from chucai.web.start import ready

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@task
def write_slowly(email: str) -> None:
    """Writes a letter, says so, and then waits for standard input to end: where a test kills it."""
    from chucai.web.mail import outbox
    from chucai.web.records import people

    outbox.post(None, people.account(email)[0], "sign-in", {"onward": "/me/"}, at=AT, key=f"slow/{email}")
    print("written", flush=True)
    sys.stdin.read()


def begin() -> None:
    from tests.web.killed_tasks import write_slowly as slow  # under its own name, not that of the program

    slow.enqueue("slow@example.org")


def work() -> None:
    from chucai.web.jobs.work import drain

    drain()


def once() -> None:
    from chucai.web.jobs.loop import once as all_once

    all_once()


def tell() -> None:
    from django_tasks_db.models import DBTaskResult

    from chucai.web.records.models import Mail

    row = DBTaskResult.objects.get()
    print(row.status, len(row.worker_ids), Mail.objects.count())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chucai.web.settings")
    ready()
    {"begin": begin, "work": work, "once": once, "tell": tell}[sys.argv[1]]()
