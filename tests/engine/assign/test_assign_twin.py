"""Assignment against augmenting paths and against trying everything."""

from __future__ import annotations

import random
from collections import Counter
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chucai.engine.assign import assign
from chucai.engine.kernels.matching import bottleneck, match
from chucai.engine.kernels.matching_network import Network
from chucai.engine.kernels.plain_matching import best_total, even_loads
from chucai.errors import Refused

Barred = set[tuple[str, str]]


def random_case(chance: random.Random) -> tuple[list[str], dict[str, int], int, Barred]:
    nominees = [f"n{number}" for number in range(chance.randint(1, 7))]
    assessors = {f"a{number}": chance.randint(0, 6) for number in range(chance.randint(1, 6))}
    share = chance.choice([0.0, 0.2, 0.4, 0.6])
    barred = {(one, judge) for one in nominees for judge in assessors if chance.random() < share}
    return nominees, assessors, chance.randint(1, 3), barred


def check(chance: random.Random) -> bool:
    nominees, assessors, readings, barred = random_case(chance)
    judges = list(assessors)
    may_read = [[at for at, judge in enumerate(judges) if (one, judge) not in barred] for one in nominees]
    expected = even_loads(may_read, [readings] * len(nominees), list(assessors.values()))
    if expected is None:
        with pytest.raises(Refused) as refused:
            assign(nominees, assessors, readings=readings, barred=barred, seed="s")
        check_refusal(refused.value, assessors, readings, barred)
        return False
    found = assign(nominees, assessors, readings=readings, barred=barred, seed="s")
    assert Counter(nominee for nominee, _ in found.pairs) == dict.fromkeys(nominees, readings)
    assert len(set(found.pairs)) == len(found.pairs)
    assert not barred & set(found.pairs)
    assert all(found.loads[judge] <= assessors[judge] for judge in judges)
    assert sorted(found.loads.values(), reverse=True) == expected
    return True


def check_refusal(refused: Refused, assessors: dict[str, int], readings: int, barred: Barred) -> None:
    """The nominations named really need more than everybody who may read them can give."""
    assert refused.code == "assignment-infeasible"
    group = refused.facts["nominees"]
    assert refused.facts["needed"] == readings * len(group)
    offers = sum(min(cap, sum((one, judge) not in barred for one in group)) for judge, cap in assessors.items())
    assert refused.facts["available"] >= offers or len(group) < refused.facts["count"]
    assert refused.facts["available"] < refused.facts["needed"]


def test_possible_or_not_and_how_even_equal_the_twin() -> None:
    chance = random.Random(4)
    outcomes = [check(chance) for _ in range(400)]
    assert 100 < sum(outcomes) < 300, "the cases should hold both possible and impossible ones"


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32))
def test_the_same_on_any_case(number: int) -> None:
    check(random.Random(number))


@settings(max_examples=60, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_flow_finds_the_most_affinity_less_the_price_of_load(chance: random.Random) -> None:
    nominees, assessors = chance.randint(1, 4), chance.randint(1, 4)
    pairs = [(one, judge) for one in range(nominees) for judge in range(assessors) if chance.random() < 0.8]
    affinity = {pair: chance.randint(0, 9) for pair in pairs}
    needs = [chance.randint(0, 2) for _ in range(nominees)]
    caps = [chance.randint(0, 4) for _ in range(assessors)]
    price = chance.randint(0, 3)
    may_read = [[judge for one, judge in pairs if one == nominee] for nominee in range(nominees)]
    expected = best_total(may_read, needs, caps, affinity, price)
    nominee, assessor = (np.array([pair[at] for pair in pairs], dtype=np.int64) for at in (0, 1))
    used = match(
        Network(
            nominee=nominee,
            assessor=assessor,
            cost=-np.array([affinity[pair] for pair in pairs], dtype=np.int64),
            need=np.array(needs),
            room=np.array(caps),
            carried=np.zeros(assessors, dtype=np.int64),
            load_price=price,
            side=np.full(len(pairs), -1),
        )
    )
    if expected is None:
        assert used is None
        assert bottleneck(nominee, assessor, np.array(needs), np.array(caps)) is not None
        return
    assert used is not None
    loads = np.bincount(assessor[used], minlength=assessors)
    total = sum(affinity[pair] for pair, taken in zip(pairs, used, strict=True) if taken)
    assert total - price * int((loads * (loads + 1) // 2).sum()) == expected


def test_a_side_admits_only_so_many_of_a_nominees_assessors() -> None:
    """Two panels of two; an anchor's two assessors come from both, although the first panel is liked better."""
    network = Network(
        nominee=np.zeros(4, dtype=np.int64),
        assessor=np.arange(4),
        cost=np.array([-9, -8, -1, -2]),
        need=np.array([2]),
        room=np.ones(4, dtype=np.int64),
        carried=np.zeros(4, dtype=np.int64),
        load_price=0,
        side=np.array([0, 0, 1, 1]),
        side_room=np.array([1, 1]),
    )
    used = match(network)
    assert used is not None
    assert used.tolist() == [True, False, False, True]


def test_even_loads_twin_against_every_assignment() -> None:
    """The twin's own twin: the least sum of squares over all assignments of three nominees."""
    chance = random.Random(9)
    for _ in range(100):
        may_read = [[judge for judge in range(4) if chance.random() < 0.7] for _ in range(3)]
        caps = [chance.randint(0, 3) for _ in range(4)]
        squares = [
            sum(load * load for load in loads)
            for first in combinations(may_read[0], 2)
            for second in combinations(may_read[1], 2)
            for third in combinations(may_read[2], 2)
            for loads in [[(*first, *second, *third).count(judge) for judge in range(4)]]
            if all(load <= cap for load, cap in zip(loads, caps, strict=True))
        ]
        found = even_loads(may_read, [2, 2, 2], caps)
        assert (found is None) == (not squares)
        assert found is None or sum(load * load for load in found) == min(squares)
