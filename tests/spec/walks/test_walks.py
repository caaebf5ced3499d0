"""Random walks over each of the six charters that ship: whatever is asked, in whatever order, the rules hold.

Each walk is a round from its opening on: acts that make sense and acts that do not, by those who may and those who may
not, at moving time. A modest number runs with every test; a long look is::

    CHUCAI_WALKS=1000 ./run test tests/spec/walks
"""

from __future__ import annotations

import os
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from chucai.charter.examples import example_ids
from tests.spec.walks import menu, work, world
from tests.spec.walks.invariants import check_end
from tests.spec.walks.walker import Walk

WALKS = int(os.environ.get("CHUCAI_WALKS", "40"))
STEPS = 24
# Making a failing walk short takes minutes: only for whoever wants to look at one.
PHASES = [Phase.generate, Phase.shrink] if os.environ.get("CHUCAI_SHRINK") else [Phase.generate]
SEEDS = st.integers(0, 2**32 - 1)


class Rounds(RuleBasedStateMachine):
    """A round of one charter. Hypothesis chooses what happens next, and by which lot."""

    example = ""

    @initialize(seed=SEEDS)
    def found(self, seed: int) -> None:
        self.walk = Walk(world.small(self.example, places=2 + seed % 2), Random(seed))
        self.walk.found(Random(seed))
        work.move_on(self.walk, Random(seed))  # opens the first stage

    @rule(seed=SEEDS, times=st.integers(1, 12))
    def somebody_asks(self, seed: int, times: int) -> None:
        lot = Random(seed)
        for _ in range(times):
            menu.poke(self.walk, lot)

    @rule(hours=st.integers(1, 120))
    def time_goes_by(self, hours: int) -> None:
        self.walk.pass_time(hours)

    @rule(seed=SEEDS)
    def the_stage_is_finished(self, seed: int) -> None:
        work.move_on(self.walk, Random(seed))

    @invariant()
    def everything_is_somewhere(self) -> None:
        if hasattr(self, "walk"):
            self.walk.look()

    def teardown(self) -> None:
        if not hasattr(self, "walk"):
            return
        lot = Random(len(self.walk.events))
        for _ in range(2 * len(self.walk.charter.stages)):
            work.move_on(self.walk, lot)
        for _ in range(5):
            menu.poke(self.walk, lot)
        self.walk.look()
        check_end(self.walk)


@pytest.mark.parametrize("example", example_ids())
def test_no_walk_breaks_a_rule(example: str) -> None:
    machine = type(f"Rounds_{example}", (Rounds,), {"example": example})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=WALKS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )
