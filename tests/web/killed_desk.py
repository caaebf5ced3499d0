"""A desk that is worked out by a job which can be killed, for test_decision_job.py: `python -m tests.web.killed_desk WHAT`."""

from __future__ import annotations

import os
import sys

from chucai.web.start import ready


def begin() -> None:
    from chucai.web.office.decision import tasks
    from chucai.web.records import jobs
    from tests.web.small_round import School

    school = School().open()
    school.submit("an", "bo", "cen")
    school.assess({(judge, name): 5 - n for judge in school.judges for n, name in enumerate(("an", "bo", "cen"))})
    jobs.ask(school.round_id, tasks.KIND, "judge", school.at, tasks.work_out.enqueue)


def work() -> None:
    """Begins, says so when the merits are there, and waits for standard input to end: where a test kills it."""
    from chucai.web.jobs.work import drain
    from chucai.web.office.decision import work

    proposed = work._list

    def slowly(*given: object) -> object:
        print("begun", flush=True)
        sys.stdin.read()
        return proposed(*given)  # type: ignore[arg-type]

    work._list = slowly  # type: ignore[assignment]
    drain()


def once() -> None:
    from chucai.web.jobs.loop import once as all_once

    all_once()


def tell() -> None:
    from chucai.web.office.decision import tasks
    from chucai.web.records import jobs, models
    from tests.web.small_round import ROUND

    job = jobs.found(ROUND, tasks.KIND, "judge")
    assert job is not None
    print(job.standing, job.tries, job.step or "-", models.Estimate.objects.count())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chucai.web.settings")
    ready()
    {"begin": begin, "work": work, "once": once, "tell": tell}[sys.argv[1]]()
