"""Work after the answer: it is done once, survives being killed, and no part of it stops another."""

from __future__ import annotations

import queue
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from chucai.charter.calendar import shipped
from chucai.errors import Refused
from chucai.gates.acts import (
    AdoptShortlist,
    Appoint,
    AskOpinion,
    CloseStage,
    OpenRound,
    OpenStage,
    SetUnits,
    Undertake,
    Unit,
)
from chucai.web.accounts.tasks import send_link
from chucai.web.home import ledger_key
from chucai.web.jobs import beside, loop, reminders, silences, tick, work
from chucai.web.records.attaching import attach_calendar, attach_charter
from chucai.web.records.models import Event, Mail
from chucai.web.records.state import Rows
from tests.web.killed_program import Program
from tests.web.personas import account
from tests.web.sample_round import BODY, open_round
from tests.web.small_round import BEGAN, ROUND, SECRETARY, School, actor, charter_text

ROOT = Path(__file__).resolve().parents[2]


# --- killed


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_worker_is_killed_is_done_by_the_next_and_only_once(tmp_path: Path):
    program = Program("tests.web.killed_tasks", tmp_path)
    program.said("begin")
    worker = program.begun("work")
    assert worker.stdout
    assert worker.stdout.readline() == "written\n"
    worker.kill()
    worker.communicate(timeout=60)
    assert program.said("tell") == "RUNNING 1 1\n"
    program.said("once")
    assert program.said("tell") == "SUCCESSFUL 2 1\n"


@pytest.mark.django_db
def test_a_task_that_kills_its_worker_each_time_is_given_up():
    send_link.enqueue("a", "nobody@example.org", "", "en")
    gone = [f"{work.name().split(':')[0]}:999999999:x"] * work.TRIES
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=gone)
    assert work.put_back() == 1
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.mark.django_db
def test_a_task_of_a_worker_that_lives_is_left_alone_until_its_limit():
    send_link.enqueue("a", "nobody@example.org", "", "en")
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=[work.name()])
    assert work.put_back() == 0
    assert work.put_back(timezone.now() + work.LIMIT + timedelta(seconds=1)) == 1


@pytest.mark.django_db
def test_a_task_of_another_machine_is_left_alone_until_its_limit():
    send_link.enqueue("a", "nobody@example.org", "", "en")
    elsewhere = ["another-machine:999999999:x"]
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING, started_at=timezone.now(), worker_ids=elsewhere)
    assert work.put_back() == 0
    assert work.put_back(timezone.now() + work.LIMIT + timedelta(seconds=1)) == 1


@pytest.mark.django_db
def test_a_task_that_runs_twice_writes_one_letter():
    account("a@example.org")
    for _ in range(2):
        send_link.enqueue("the-same", "a@example.org", "", "en")
    work.drain()
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_finished_tasks_are_kept_for_a_week():
    send_link.enqueue("a", "nobody@example.org", "", "en")
    work.drain()
    work.forget(timezone.now())
    assert DBTaskResult.objects.count() == 1
    work.forget(timezone.now() + work.KEPT + timedelta(minutes=1))
    assert not DBTaskResult.objects.exists()


# --- what the clock asks for


@pytest.mark.django_db
def test_a_tick_seals_what_is_not_sealed_and_a_second_one_does_nothing():
    School().open()
    ticker = tick.Ticker()
    ticker.tick(BEGAN)
    assert not Event.objects.filter(position=None).exists()
    ticker.tick(BEGAN)


@pytest.mark.django_db
def test_what_fails_keeps_nothing_else_from_being_done(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fails(*_: object) -> None:
        raise Refused("ledger-key-unreadable", file="x")

    open_round()
    monkeypatch.setattr(tick.sealing, "seal", fails)
    ticker = tick.Ticker()
    ticker.tick(close_to_the_end(5))
    assert {row.kind for row in Mail.objects.exclude(sent=None)} == {"reminder", "brief"}
    assert "ledger-key-unreadable" in caplog.text


def close_to_the_end(days: int) -> datetime:
    """So many working days before the sample round's stage ends; its calendar knows weekdays alone."""
    window = Rows(ROUND).round.windows["nominate"]
    day, left = window.last, 0
    while left < days:
        left += shipped("plain").working(day)
        day -= timedelta(days=1)
    return datetime(day.year, day.month, day.day, 1, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "letters"), [(10, 1), (7, 0), (5, 1), (2, 1), (1, 1)])
def test_units_that_have_not_forwarded_are_reminded(days: int, letters: int):
    open_round()
    assert reminders.post(Rows(ROUND), close_to_the_end(days)) == letters
    assert reminders.post(Rows(ROUND), close_to_the_end(days)) == 0
    assert [each.account.email.partition(".")[0] for each in Mail.objects.all()] == ["desk-school"] * letters  # type: ignore[union-attr]


@pytest.mark.django_db
def test_judges_with_a_case_left_are_reminded_and_those_who_are_done_are_not():
    from tests.web.personas import seat

    school = School(judges=2).open()
    for judge in school.judges:
        seat(school, judge)
    school.submit("an", "bo")
    school.assess({("judge-0", "an"): 3, ("judge-0", "bo"): 4, ("judge-1", "an"): 2})
    last = Rows(ROUND).round.windows["judge"].last
    day = last - timedelta(days=1)
    while reminders.left(last, day, shipped("plain")) != 1:
        day -= timedelta(days=1)
    reminders.post(Rows(ROUND), datetime(day.year, day.month, day.day, 1, tzinfo=UTC))
    assert [each.address.partition(".")[0] for each in Mail.objects.all()] == ["judge-1"]


VETTING = """
[[stage]]
id = "vet"
gate = "vet"
tier = "school"
days = 30
bodies = ["discipline"]
"""


@pytest.mark.django_db
def test_silence_is_noted_when_its_time_is_over_and_not_before():
    school = vetted()
    assert silences.note(Rows(ROUND), school.at + timedelta(days=3)) == 0
    assert silences.note(Rows(ROUND), school.at + timedelta(days=40)) == 1
    assert Rows(ROUND).nomination("an").opinions["discipline"].answer == "silence"
    assert silences.note(Rows(ROUND), school.at + timedelta(days=41)) == 0


def vetted() -> School:
    """Two nominations on a shortlist, about one of which a body was asked."""
    school = School()
    text = (
        charter_text(nominating=False).replace('[[stage]]\nid = "confer"', VETTING + '\n[[stage]]\nid = "confer"')
        + BODY
    )
    charter = attach_charter(school.round_id, text)
    calendar = attach_calendar(school.round_id, shipped("plain"))
    school.do(SECRETARY, OpenRound(charter=charter, calendar=calendar, seed="s", key=ledger_key().verifier_key()))
    school.do(SECRETARY, SetUnits(units=(Unit(id="school", tier="school", name="Qingshi School"),)))
    school.do(SECRETARY, Appoint(role="assessor", who=tuple(school.judges)))
    school.do(SECRETARY, OpenStage(stage="judge"))
    for judge in school.judges:
        school.do(actor("assessor", judge), Undertake(assessor=judge))
    school.submit("an", "bo", "cen")
    school.assess({(judge, name): 5 - n for judge in school.judges for n, name in enumerate(("an", "bo", "cen"))})
    school.do(SECRETARY, school.ranking("an", "bo", "cen"))
    school.do(SECRETARY, AdoptShortlist(stage="judge", chosen={"person": ("an", "bo")}))
    school.do(SECRETARY, CloseStage(stage="judge"))
    school.do(SECRETARY, OpenStage(stage="vet"))
    school.do(SECRETARY, AskOpinion(nomination="an", body="discipline"))
    return school


# --- the loop


@pytest.mark.django_db
def test_once_does_all_that_is_queued_and_due():
    account("a@example.org")
    School().open()
    send_link.enqueue("x", "a@example.org", "", "en")
    loop.once()
    assert len(mail.outbox) == 1
    assert not Event.objects.filter(position=None).exists()


@pytest.mark.django_db
def test_the_loop_ends_when_it_is_told_to():
    stop = threading.Event()
    stop.set()
    loop.forever(stop)


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> queue.Queue[subprocess.Popen[bytes]]:
    """The processes that are begun beside a server, one after the other."""
    monkeypatch.setenv("CHUCAI_HOME", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setenv("PYTHONPATH", str(ROOT / "src"))
    begun: queue.Queue[subprocess.Popen[bytes]] = queue.Queue()
    real = subprocess.Popen

    def remembered(*arguments: object, **more: object) -> subprocess.Popen[bytes]:
        begun.put(process := real(*arguments, **more))  # type: ignore[call-overload]
        return process

    subprocess.run([sys.executable, "-c", "from chucai.web.start import ready; ready()"], check=True)
    monkeypatch.setattr(beside.subprocess, "Popen", remembered)
    return begun


def test_the_process_beside_a_server_ends_with_it(started: queue.Queue[subprocess.Popen[bytes]]):
    with beside.beside():
        process = started.get()
        assert process.poll() is None
    assert process.returncode == 0
    assert started.empty()


def test_a_process_beside_a_server_that_is_killed_is_followed_by_another(
    started: queue.Queue[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(beside, "PAUSE", 0)
    with beside.beside():
        started.get().kill()
        following = started.get(timeout=60)
        assert following.poll() is None
    assert following.returncode == 0
    assert started.empty()
