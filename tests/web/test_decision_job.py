"""A large round is worked out by the jobs: once however often it is asked for, watched, left, killed, taken up again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from chucai.errors import Refused
from chucai.web.jobs import work as queue
from chucai.web.office.decision import tasks, work
from chucai.web.records import jobs, models
from tests.web.killed_program import Program
from tests.web.personas import signed_in_client
from tests.web.small_round import ROUND, School

DESK = f"/rounds/{ROUND}/office/decision/compare/judge/"
WORK_OUT = f"{DESK}work-out"


@pytest.fixture
def school(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> School:
    """Three nominations that have been read, in a house where any round is too large to wait for."""
    found = School().open()
    found.submit("an", "bo", "cen")
    found.assess({(judge, name): 5 - n for judge in found.judges for n, name in enumerate(("an", "bo", "cen"))})
    monkeypatch.setattr(work, "AT_ONCE", 0)
    stopped = tmp_path / "clock"  # named by a file it does not go on
    stopped.write_text(found.at.isoformat(), "ascii")
    monkeypatch.setenv("CHUCAI_CLOCK", str(stopped))
    return found


@pytest.fixture
def office(school: School) -> Client:
    return signed_in_client(school, "office", headers={"accept-language": "en"})


def job() -> jobs.Job:
    found = jobs.found(ROUND, tasks.KIND, "judge")
    assert found is not None
    return found


def page(client: Client, address: str = WORK_OUT) -> str:
    return client.get(address, follow=True).content.decode()


@pytest.mark.django_db
def test_a_small_round_is_worked_out_while_one_waits(office: Client, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(work, "AT_ONCE", 6)  # two judges, three nominations
    assert office.post(WORK_OUT)["Location"] == DESK
    assert models.Estimate.objects.count() == 1
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db
def test_a_large_one_is_asked_for_watched_and_found_on_the_desk(office: Client):
    assert office.post(WORK_OUT)["Location"] == WORK_OUT
    assert not models.Estimate.objects.exists()
    waiting = page(office)
    assert "it is next in the queue" in waiting
    assert "You can leave this page" in waiting
    assert 'hx-trigger="every 3s"' in waiting
    assert "It is being worked out" in page(office, DESK)
    queue.drain()
    assert office.get(WORK_OUT)["Location"] == DESK
    assert office.get(WORK_OUT, headers={"hx-request": "true"})["HX-Redirect"] == DESK
    assert "Worked out" in page(office, DESK)
    assert "It is being worked out" not in page(office, DESK)
    assert job().standing == "done"


@pytest.mark.django_db
def test_asked_twice_it_is_done_once_and_asked_again_afterwards_it_is_done_again(office: Client):
    for _ in range(3):
        office.post(WORK_OUT)
    assert DBTaskResult.objects.count() == 1
    queue.drain()
    office.post(WORK_OUT)
    assert job().standing == "waiting"
    assert (DBTaskResult.objects.count(), models.Job.objects.count()) == (2, 1)


@pytest.mark.django_db
def test_what_is_being_done_is_told_with_since_when(office: Client, monkeypatch: pytest.MonkeyPatch):
    office.post(WORK_OUT)
    seen = []

    def proposed(*_: object) -> dict[str, object]:
        seen.append(page(office))
        raise Refused("selection-unfinished", seconds=1)

    monkeypatch.setattr(work, "_list", proposed)
    queue.drain()
    assert "Merit is being estimated" in seen[0]
    assert "Being worked out since 2 March 2026 09:00" in seen[0]


@pytest.mark.django_db
def test_what_is_refused_is_told_with_its_cure_until_it_is_asked_for_again(
    office: Client, school: School, monkeypatch: pytest.MonkeyPatch
):
    def refused(*_: object, **__: object) -> None:
        raise Refused("selection-unfinished", seconds=7)

    monkeypatch.setattr(work, "work_out", refused)
    office.post(WORK_OUT)
    queue.drain()
    told = page(office)
    assert "It could not be worked out" in told
    assert "7" in told
    assert "selection-unfinished" not in told  # in words, not as a code
    assert "It could not be worked out when it was last asked for" in page(office, DESK)
    chinese = signed_in_client(school, "office", headers={"accept-language": "zh-CN"})
    assert "未能测算" in page(chinese)
    monkeypatch.undo()
    monkeypatch.setattr(work, "AT_ONCE", 0)
    office.post(WORK_OUT)
    queue.drain()
    assert job().standing == "done"
    assert "could not be worked out" not in page(office, DESK)


@pytest.mark.django_db
def test_a_fault_of_the_program_is_told_too(office: Client, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(work, "work_out", fails)
    office.post(WORK_OUT)
    queue.drain()
    assert job().standing == "broken"
    assert "the log of chucai jobs says which" in page(office)
    office.post(WORK_OUT)
    assert job().standing == "waiting"


@pytest.mark.django_db
def test_whoever_waits_for_nobody_is_told_what_to_look_at(
    office: Client, school: School, monkeypatch: pytest.MonkeyPatch
):
    office.post(WORK_OUT)
    assert "Is the command chucai jobs running?" not in page(office)
    monkeypatch.setenv("CHUCAI_CLOCK", (school.at + timedelta(minutes=2)).isoformat())
    assert "Is the command chucai jobs running?" in page(office)


@pytest.mark.django_db
def test_a_job_given_up_can_be_asked_for_again(office: Client):
    office.post(WORK_OUT)
    gone = [f"{queue.name().split(':')[0]}:999999999:x"] * queue.TRIES
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=gone)
    queue.put_back()
    assert job().standing == "broken"
    office.post(WORK_OUT)
    queue.drain()
    assert job().standing == "done"


@pytest.mark.django_db
def test_a_task_that_comes_late_for_a_job_that_is_done_does_nothing(office: Client):
    office.post(WORK_OUT)
    queue.drain()
    before = models.Estimate.objects.get().at
    tasks.work_out.func(job().id)
    assert models.Estimate.objects.get().at == before


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_leaves_nothing_half_done_and_the_next_one_does_it(tmp_path: Path):
    program = Program("tests.web.killed_desk", tmp_path)
    program.said("begin")
    assert program.said("tell") == "waiting 0 - 0\n"
    worker = program.begun("work")
    assert worker.stdout
    assert worker.stdout.readline() == "begun\n"
    worker.kill()
    worker.communicate(timeout=60)
    assert program.said("tell") == "running 1 merit 0\n"
    program.said("once")
    assert program.said("tell") == "done 1 reasons 1\n"
