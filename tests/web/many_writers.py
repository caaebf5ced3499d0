"""People who write at once. Run by test_many_writers.py: in this process, or as a program on a database file."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

from django.db import connection

from chucai.errors import Refused
from chucai.gates.acts import CloseStage, Declare
from chucai.web.acts import Signed, perform, perform_many
from chucai.web.records import models
from chucai.web.records.replay import replay
from chucai.web.records.sealing import seal
from tests.web.ledger_order import audited
from tests.web.small_round import SECRETARY, School, actor

NAMES = ("an", "bo", "cen", "deng")


def at_once(jobs: Sequence[Callable[[], str]]) -> list[str]:
    """Start all jobs at the same moment, each on a connection of its own."""
    gate = Barrier(len(jobs))

    def run(job: Callable[[], str]) -> str:
        try:
            gate.wait()
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def attempt(round_id: str, signed: Signed) -> str:
    """`done`, or the code of the refusal."""
    try:
        perform(round_id, signed.actor, signed.act, signed.at, signed.openings)
    except Refused as refused:
        return refused.code
    return "done"


def all_is_well(round_id: str) -> None:
    """Rows equal events, and the ledger's order is one in which every act would have been decided the same."""
    assert replay(round_id).differences == ()
    seal(round_id)
    assert replay(round_id).differences == ()
    assert audited(round_id) == models.Event.objects.filter(round_id=round_id).count()


def judges_save_at_once(judges: int = 20) -> None:
    """Every judge marks every nomination, all in the same order: as much in each other's way as can be."""
    school = School("at-once", judges).open()
    school.submit(*NAMES)

    def job(judge: str) -> Callable[[], str]:
        return lambda: " ".join(attempt(school.round_id, school.sheet(judge, name, 3)) for name in NAMES)

    assert set(at_once([job(judge) for judge in school.judges])) == {" ".join(["done"] * len(NAMES))}
    for name in NAMES:
        assert school.state().nomination(name).sheets["judge"].keys() == set(school.judges)
    all_is_well(school.round_id)


def the_same_sheet_arrives_twice() -> None:
    """Somebody presses twice: one is written, the other told."""
    school = School("twice").open()
    school.submit("an")
    sheet = school.sheet("judge-0", "an", 3)
    outcomes = at_once([lambda: attempt(school.round_id, sheet)] * 6)
    assert Counter(outcomes) == {"done": 1, "already-assessed": 5}
    all_is_well(school.round_id)


def the_stage_closes_while_units_submit() -> None:
    """Each submission is either in before the stage closes or refused; what the closing looked at was all there was."""
    school = School("deadline").open(nominating=True)
    late = school.at + timedelta(days=40)

    def submit(number: int) -> Callable[[], str]:
        return lambda: attempt(school.round_id, school.submission(f"n{number}"))

    def close() -> str:
        return attempt(school.round_id, Signed(SECRETARY, CloseStage(stage="nominate"), late))

    jobs = [submit(number) for number in range(12)]
    outcomes = at_once([*jobs[:6], close, *jobs[6:]])
    assert outcomes[6] == "done"
    submitted = [*outcomes[:6], *outcomes[7:]]
    assert set(submitted) <= {"done", "stage-not-open"}
    assert submitted.count("done") == len(school.state().nominations())
    all_is_well(school.round_id)


def the_ranking_is_adopted_while_units_submit() -> None:
    """A ranking names everybody there is; whoever comes in beside it must not have been overlooked."""
    for number in range(8):
        school = School(f"ranking-{number}").open()
        school.submit(*NAMES)
        school.assess({(judge, name): 3 for judge in school.judges for name in NAMES})
        adopt = Signed(SECRETARY, school.ranking(*NAMES), school.at)
        newcomers = [school.submission(f"n{n}") for n in range(3)]
        outcomes = at_once([partial(attempt, school.round_id, each) for each in (newcomers[0], adopt, *newcomers[1:])])
        assert outcomes.pop(1) in {"done", "unranked-differ"}
        assert outcomes == ["done"] * 3
        all_is_well(school.round_id)


def judges_save_while_interests_are_declared() -> None:
    """One writes what the other reads, both ways: whoever comes second is judged on what the first has done."""
    school = School("interests", judges=6).open()
    school.submit(*NAMES)

    def save(judge: str) -> Callable[[], str]:
        return lambda: " ".join(attempt(school.round_id, school.sheet(judge, name, 3)) for name in NAMES)

    def declare(judge: str) -> Callable[[], str]:
        acts = [Declare(assessor=judge, nomination=name, interest="other") for name in reversed(NAMES)]
        signed = [Signed(actor("assessor", judge), act, school.at) for act in acts]
        return lambda: " ".join(attempt(school.round_id, each) for each in signed)

    at_once([*map(save, school.judges), *map(declare, school.judges)])
    all_is_well(school.round_id)


def batches_and_single_saves() -> None:
    """An import in one transaction beside judges who save one by one."""
    school = School("import", judges=10).open()
    school.submit(*NAMES)
    half = school.judges[:5]

    def batch() -> str:
        sheets = [school.sheet(judge, name, 4) for judge in school.judges[5:] for name in NAMES]
        return str(len(perform_many(school.round_id, sheets)))

    def save(judge: str) -> Callable[[], str]:
        return lambda: " ".join(attempt(school.round_id, school.sheet(judge, name, 3)) for name in NAMES)

    outcomes = at_once([*map(save, half), batch])
    assert outcomes[-1] == str(5 * len(NAMES))
    for name in NAMES:
        assert school.state().nomination(name).sheets["judge"].keys() == set(school.judges)
    all_is_well(school.round_id)


def two_sealers() -> None:
    """Sealed at once, sealed once."""
    school = School("sealers", judges=8).open()
    school.submit(*NAMES)

    def save(judge: str) -> Callable[[], str]:
        return lambda: " ".join(attempt(school.round_id, school.sheet(judge, name, 3)) for name in NAMES)

    def sealer() -> str:
        return str(sum(seal(school.round_id) for _ in range(10)))

    at_once([*map(save, school.judges), sealer, sealer, sealer])
    all_is_well(school.round_id)


SCENES: dict[str, Callable[[], None]] = {
    scene.__name__: scene
    for scene in (
        judges_save_at_once,
        the_same_sheet_arrives_twice,
        the_stage_closes_while_units_submit,
        the_ranking_is_adopted_while_units_submit,
        judges_save_while_interests_are_declared,
        batches_and_single_saves,
        two_sealers,
    )
}

if __name__ == "__main__":
    SCENES[sys.argv[1]]()
