"""What a desk has worked out after the answer, where there are too many sheets to wait for it."""

from __future__ import annotations

from functools import partial

from django_tasks import task

from chucai.errors import Refused
from chucai.web import clock
from chucai.web.office.decision import work
from chucai.web.records import jobs
from chucai.web.records.state import Rows

KIND = "work-out"
LATER = -10  # letters that wait go first


@task(priority=LATER)
def work_out(job: int) -> None:
    """Work a comparison out on the sheets as they are when this begins. Killed and begun again, it finds the same."""
    at = clock.now()
    row = jobs.taken_up(job, at)
    if row is None:
        return
    try:
        state = Rows(row.round_id)
        charter = state.charter()
        work.work_out(charter, state, charter.stage(row.key), at, partial(jobs.stands_at, job))
    except Refused as refused:
        jobs.ended(job, clock.now(), refused)
    else:
        jobs.ended(job, clock.now())
