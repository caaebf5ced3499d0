"""The kernels of assignment: prices prove, spread equals least squares, swaps link."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chucai.engine.kernels import matching_spread, plain_spread
from chucai.engine.kernels.matching import flow
from chucai.engine.kernels.matching_network import Network, laid_out, priced
from chucai.engine.kernels.matching_proof import Prices, kept, most, potentials, prices_of, worth


def network(chance: random.Random) -> Network:
    """A possible case: somebody's readings, and other pairs beside them."""
    nominees, assessors = chance.randint(1, 8), chance.randint(2, 6)
    pairs = [(n, a) for n in range(nominees) for a in range(assessors) if chance.random() < 0.8]
    used = [pair for pair in pairs if chance.random() < 0.5]
    nominee, assessor = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    loads = np.bincount([a for _, a in used], minlength=assessors)
    return Network(
        nominee=nominee,
        assessor=assessor,
        cost=np.array([chance.randint(-9, 5) for _ in pairs], dtype=np.int64),
        need=np.bincount([n for n, _ in used], minlength=nominees),
        room=loads + [chance.randint(0, 2) for _ in loads],
        carried=np.array([chance.randint(0, 1) for _ in loads]),
        load_price=chance.randint(0, 3),
        side=np.full(len(pairs), -1),
        low=np.array([chance.randint(0, load) for load in loads.tolist()], dtype=np.int64),
    )


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32))
def test_prices_prove_the_best_flow_and_any_other_prices_prove_no_less(number: int) -> None:
    case = network(random.Random(number))
    layout = laid_out(case)
    found = flow(layout)
    assert found is not None
    used = found[: layout.pairs] > 0
    assert kept(case, used)
    prices = prices_of(case, potentials(layout, found))
    assert most(case, prices) == worth(case, used)
    chance = np.random.default_rng(number)
    other = Prices(
        prices.nominee + chance.integers(-3, 4, len(prices.nominee)),
        prices.assessor + chance.integers(-3, 4, len(prices.assessor)),
        prices.side,
    )
    assert most(case, other) >= worth(case, used)


def test_a_flow_that_is_not_the_cheapest_has_no_prices() -> None:
    case = Network(*(np.array(part) for part in ([0, 0], [0, 1], [1, 5], [1], [1, 1], [0, 0])), 0, np.full(2, -1))
    layout = laid_out(case)
    dear = np.array([0, 1, 0, 1])
    with pytest.raises(ArithmeticError):
        potentials(layout, dear)


def test_the_price_of_loads_is_one_two_three_times_the_price() -> None:
    case = Network(*(np.zeros(0, dtype=np.int64) for _ in range(3)), np.array([6]), np.array([5, 5]), np.array([0, 2]),
                   7, np.zeros(0, dtype=np.int64))  # fmt: skip
    assert priced(case, np.array([3, 2])) == 7 * (1 + 2 + 3) + 7 * (3 + 4)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(2, 3))
def test_spread_equals_least_squares(number: int, readings: int) -> None:
    chance = np.random.default_rng(number)
    nominees, assessors = int(chance.integers(2, 14)), int(chance.integers(readings, 8))
    nominee = np.repeat(np.arange(nominees), readings)
    assessor = np.concatenate([chance.choice(assessors, readings, replace=False) for _ in range(nominees)])
    fast, slow = matching_spread.spread(nominee, assessor), plain_spread.spread(nominee, assessor)
    if slow is None:
        assert fast is None
        return
    assert fast is not None
    assert (fast.severity, fast.merit) == pytest.approx(slow)
