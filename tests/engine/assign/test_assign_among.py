"""Assignment over a table of allowed pairs: what is promised, and that it is the best there is."""

from __future__ import annotations

import os
import random
from collections import Counter, defaultdict
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from chucai.engine import words
from chucai.engine.assign import Table, Terms, among, assign_among, columns, fair, pairs
from chucai.engine.assign.check import faults
from chucai.engine.assign.plan import expected_se, plan
from chucai.engine.assign.stand_in import stand_ins
from chucai.errors import Refused

Rows = list[tuple[str, str, int]]


def grid(nominees: int, assessors: int, seed: int = 1, share: float = 1.0, most: int = 100) -> Rows:
    """Affinities by subject: who is near in subject fits better."""
    chance = random.Random(seed)
    return [
        (f"n{n:03}", f"a{a:03}", most * (n % 4 == a % 4) + chance.randint(0, most))
        for n in range(nominees)
        for a in range(assessors)
        if chance.random() < share
    ]


def solved(rows: Rows, **terms: object) -> tuple[Table, Terms, among.Assignment]:
    table, asked = pairs(rows), Terms(**{"readings": 3, "seed": "2026", **terms})  # type: ignore[arg-type]
    found = assign_among(table, asked)
    assert faults(table, asked, found) == ()
    return table, asked, found


def every_assignment(rows: Rows, readings: int, low: int, high: int) -> list[list[tuple[str, str, int]]]:
    """All of them: the slow and obvious way."""
    of = defaultdict(list)
    for row in rows:
        of[row[0]].append(row)
    judges = {row[1] for row in rows}
    found = []
    for lists in product(*(combinations(own, readings) for own in of.values())):
        chosen = [row for own in lists for row in own]
        loads = Counter(row[1] for row in chosen)
        if all(low <= loads[judge] <= high for judge in judges):
            found.append(chosen)
    return found


def worst(chosen: Rows) -> int:
    sums: Counter[str] = Counter()
    for nominee, _, value in chosen:
        sums[nominee] += value
    return min(sums.values())


CASES = int(os.environ.get("CHUCAI_CASES", "2000"))
MODES = ("", "pair", "sum", "price", "experts", "fixed")


@pytest.mark.parametrize("mode", MODES)
def test_small_cases_equal_trying_every_assignment(mode: str) -> None:
    """With ties, with impossible ones, with affinities as fine as files may have them, in any order of the rows."""
    chance = random.Random(f"cases {mode}")
    outcomes = Counter(check_small(mode, chance) for _ in range(-(-CASES // len(MODES))))
    assert min(outcomes[True], outcomes[False]) > CASES // 100, "both possible and impossible cases are needed"


def check_small(mode: str, chance: random.Random) -> bool:
    share, most = chance.choice([0.5, 0.7, 0.9]), chance.choice([1, 3, 9, 10**9])
    rows = grid(chance.randint(2, 4), chance.randint(2, 4), chance.randint(0, 10**6), share, most)
    low, high, readings = chance.randint(0, 1), chance.randint(1, 3), chance.randint(1, 2)
    price = 2 if mode == "price" else 0
    rows = rows or [("n000", "a000", 1)]
    choices = every_assignment(rows, readings, low, high)
    terms = {"readings": readings, "low": low, "high": high, "load_price": price}
    if mode == "experts":
        terms |= {"experts": 1, "expert_from": most}
        choices = [one for one in choices if experts_of(one, most) == len({row[0] for row in rows})]
    if mode in {"pair", "sum"}:
        terms["fair"] = mode
    if mode == "fixed":
        kept = chance.choice(rows)[:2]
        terms["fixed"] = [kept]
        choices = [one for one in choices if kept in {row[:2] for row in one}]
    if not choices:
        with pytest.raises(Refused) as refused:
            solved(rows, **terms)
        assert refused.value.code.startswith("assignment-")
        return False
    _, _, found = solved(rows, **terms)
    if mode == "pair":
        top = max(min(row[2] for row in one) for one in choices)
        assert found.worst_pair >= top
        choices = [one for one in choices if min(row[2] for row in one) >= top]
    if mode == "sum":
        top = max(map(worst, choices))
        assert found.worst == found.worst_bound == top
        choices = [one for one in choices if worst(one) >= top]
    assert found.objective == found.bound == max(value_of(one, price) for one in choices)
    assert found.status == "optimal"
    assert solved(chance.sample(rows, len(rows)), **terms)[2] == found
    return True


def experts_of(chosen: Rows, least: int) -> int:
    return len({row[0] for row in chosen if row[2] >= least})


def value_of(chosen: Rows, price: int) -> int:
    loads = Counter(row[1] for row in chosen)
    return sum(row[2] for row in chosen) - price * sum(load * (load + 1) // 2 for load in loads.values())


def test_any_order_of_the_input_gives_the_same_pairs_also_among_equals() -> None:
    """Two values only, so a great many assignments are equally good: lots from the seed decide."""
    rows = [(n, a, value // 100) for n, a, value in grid(60, 15)]
    _, _, first = solved(rows, high=20)
    _, _, again = solved(random.Random(3).sample(rows, len(rows)), high=20)
    assert again == first
    _, _, other = solved(rows, high=20, seed="2027")
    assert other.objective == first.objective
    assert other.pairs != first.pairs


def test_conflicts_are_taken_out_and_counted_by_reason() -> None:
    rows = grid(20, 8)
    barred = [("n000", "a000"), ("n001", "a001"), ("nobody", "a000")]
    table = pairs(rows).without("kin", barred).without("own unit", [("n002", "a002")])
    found = assign_among(table, Terms(readings=3, high=10, seed="1"))
    assert found.removed == {"kin": 2, "own unit": 1}
    assert not {*barred, ("n002", "a002")} & set(found.pairs)


def test_fixed_pairs_are_kept_whatever_they_are_worth() -> None:
    fixed = [("n000", "a001"), ("n000", "a002"), ("n001", "a002")]
    for terms in ({}, {"load_price": 7}, {"fair": "sum"}, {"experts": 1, "expert_from": 100}):
        _, _, found = solved(grid(20, 8), high=10, low=3, fixed=fixed, **terms)
        assert set(fixed) <= set(found.pairs)
        assert found.objective == found.bound


def test_after_a_drop_out_only_the_lost_readings_move() -> None:
    """One of ten judges leaves; the others have room, so every other pair stays."""
    rows = grid(40, 10)
    _, _, before = solved(rows, high=20)
    gone = before.loads["a003"]
    assert gone > 0
    left = [row for row in rows if row[1] != "a003"]
    _, _, after = solved(left, high=20, previous=before.pairs)
    assert after.kept == 120 - gone
    assert len(set(after.pairs) - set(before.pairs)) == gone


def test_a_reserve_list_names_eligible_judges_with_room_best_first() -> None:
    table, terms, found = solved(grid(20, 8), high=8)
    reserves = stand_ins(table, terms, found, each=2)
    affinity = {(n, a): value for n, a, value in grid(20, 8)}
    for nominee, judges in reserves.items():
        free = [a for a, load in found.loads.items() if load < 8 and (nominee, a) not in found.pairs]
        assert [affinity[nominee, a] for a in judges] == sorted((affinity[nominee, a] for a in free), reverse=True)[:2]


def test_load_price_evens_loads() -> None:
    rows = [(f"n{n:03}", f"a{a:03}", 10 - a) for n in range(30) for a in range(6)]  # everybody likes the same three
    _, _, greedy = solved(rows)
    _, _, even = solved(rows, load_price=1)
    assert sorted(greedy.loads.values()) == [0, 0, 0, 30, 30, 30]
    assert max(even.loads.values()) - min(even.loads.values()) <= 5


def panels() -> tuple[Rows, dict[str, str]]:
    """Eight panels that only fit their own subject; across panels pairs are allowed, but worth little."""
    chance = random.Random(5)
    rows = [
        (f"n{n:03}", f"a{a:02}", chance.randint(0, 9) + 100 * (n % 8 == a % 8)) for n in range(240) for a in range(32)
    ]
    return rows, {f"a{a:02}": f"panel {a % 8}" for a in range(32)}


def test_groups_are_linked_by_as_few_swaps_as_there_are_groups_less_one() -> None:
    rows, _ = panels()
    _, _, apart = solved(rows, high=40)
    assert (apart.components, apart.severity_variance, apart.merit_se) == (8, None, None)
    _, _, linked = solved(rows, high=40, connect=True)
    assert (linked.components, linked.swaps, linked.status) == (1, 7, "linked")
    assert linked.loads == apart.loads
    assert apart.objective - linked.objective <= 7 * 2 * 109


def test_groups_are_linked_however_many_better_pairs_lie_inside_them() -> None:
    """Each panel has thousands of unused pairs of its own, all worth more than any that leads out of it."""
    chance = random.Random(7)
    rows = [
        (f"n{n:04}", f"a{a:03}", 900 + chance.randint(0, 99) if n % 2 == a % 2 else chance.randint(0, 9))
        for n in range(200)
        for a in range(60)
        if n % 2 == a % 2 or chance.random() < 0.1
    ]
    _, _, apart = solved(rows, high=20)
    _, _, linked = solved(rows, high=20, connect=True)
    assert (apart.components, linked.components, linked.swaps) == (2, 1, 1)


def test_linking_leaves_floors_experts_and_fixed_pairs_alone() -> None:
    rows, _ = panels()
    fixed = [("n000", "a00"), ("n001", "a01")]
    _, _, one = solved(rows, high=40, connect=True, experts=2, expert_from=100, fixed=fixed)
    _, _, two = solved(rows, high=40, connect=True, fair="sum")
    assert set(fixed) <= set(one.pairs)
    assert two.worst >= 200 or two.components > 1
    assert one.components == 1


def test_anchors_tie_panels_together_better_than_swaps() -> None:
    rows, blocks = panels()
    _, _, swapped = solved(rows, high=40, connect=True)
    _, _, anchored = solved(rows, high=40, connect=True, blocks=blocks, anchors=20)
    assert len(anchored.anchors) == 48
    readers = defaultdict(set)
    for nominee, judge in anchored.pairs:
        readers[nominee].add(blocks[judge])
    assert all(len(readers[name]) == 3 for name in anchored.anchors)
    assert anchored.severity_variance is not None
    assert swapped.severity_variance is not None
    assert anchored.severity_variance < 0.5 * swapped.severity_variance
    assert anchored.merit_se is not None
    assert swapped.merit_se is not None
    assert anchored.merit_se < swapped.merit_se


def test_who_lacks_assessors_is_named_also_by_unit() -> None:
    rows = [row for row in grid(12, 8) if not (row[0] == "n007" and row[1] > "a001")]
    check_refusal(rows, "assignment-infeasible", {"nominees": ["n007"], "eligible": [2], "each": [3]})
    units = {f"n{n:03}": f"unit {n % 4}" for n in range(12)}
    check_refusal(rows, "assignment-units-short", {"units": ["unit 3: 2/3"]}, units=units)


def test_a_group_that_shares_too_few_is_the_smallest_one() -> None:
    """Two crowds lack assessors; the smaller one is named."""
    few = {"n000": {"a000", "a001", "a002"}, "n001": {"a000", "a001", "a002"}}
    few |= {f"n{n:03}": {"a003", "a004", "a005"} for n in (2, 3, 4)}
    rows = [row for row in grid(12, 12) if row[1] in few.get(row[0], {f"a{a:03}" for a in range(6, 12)})]
    high = {f"a{a:03}": 1 if a < 6 else 20 for a in range(12)}
    check_refusal(rows, "assignment-infeasible", {"nominees": ["n000", "n001"], "needed": 6, "available": 3}, high=high)


def test_nominations_without_experts_are_named() -> None:
    rows = [(n, a, min(value, 99) if n == "n005" else value) for n, a, value in grid(12, 8)]
    check_refusal(rows, "assignment-experts-short", {"nominees": ["n005"], "have": [0]}, experts=1, expert_from=100)


def test_least_loads_that_cannot_be_met_name_the_assessors() -> None:
    rows = [row for row in grid(12, 8) if row[1] != "a007" or row[0] == "n000"]
    check_refusal(rows, "assignment-loads-idle", {"assessors": ["a007"], "wanted": 2, "available": 1}, low=2)
    check_refusal(grid(12, 8), "assignment-loads-idle", {"wanted": 40, "available": 36}, low=5)


def check_refusal(rows: Rows, code: str, facts: dict[str, object], **terms: object) -> None:
    with pytest.raises(Refused) as refused:
        solved(rows, **terms)
    assert refused.value.code == code
    assert {name: refused.value.facts[name] for name in facts} == facts
    for language in ("zh", "en"):
        assert "{" not in words.REFUSALS[code][language].format_map(refused.value.facts)


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"readings": 0}, "assignment-readings-wrong"),
        ({"experts": 4}, "assignment-experts-wrong"),
        ({"load_price": -1}, "assignment-load-price-wrong"),
        ({"low": 3, "high": 2}, "assignment-loads-wrong"),
        ({"fixed": [("n000", "nobody")]}, "assignment-pair-unknown"),
        ({"fixed": [("n000", f"a{a:03}") for a in range(4)]}, "assignment-fixed-too-many"),
        ({"fixed": [("n000", "a000"), ("n001", "a000")], "high": {"a000": 1}}, "assignment-fixed-over-load"),
        ({"experts": 3, "expert_from": 201}, "assignment-experts-short"),
        ({"experts": 2, "expert_from": 100, "high": {"a000": 2}}, "assignment-terms-too-tight"),
    ],
)
def test_faulty_terms_are_refused_with_words(terms: dict[str, object], code: str) -> None:
    check_refusal(grid(12, 8), code, {}, **terms)


def test_faulty_tables_are_refused_with_words() -> None:
    check_refusal([*grid(4, 4), ("n000", "a000", 1)], "assignment-pair-twice", {"nominee": "n000", "assessor": "a000"})
    check_refusal([*grid(4, 4), ("x", "a000", 2**60)], "assignment-affinity-wrong", {"nominee": "x"})
    check_refusal(grid(200, 8, most=2**54), "assignment-affinity-too-large", {}, high=100)
    barred = pairs(grid(12, 8)).without("kin", [("n000", "a000")])
    with pytest.raises(Refused, match="fixed-pair-barred"):
        assign_among(barred, Terms(readings=3, seed="1", fixed=[("n000", "a000")]))
    with pytest.raises(Refused, match="name-twice"):
        columns(["n", "n"], ["a"], np.array([0]), np.array([0]))
    with pytest.raises(Refused, match="affinity-wrong"):
        columns(["n"], ["a"], np.array([0]), np.array([0]), np.array([0.5]))


def test_the_floor_on_a_sum_is_refused_where_it_cannot_be_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "LARGEST", 50)
    check_refusal(grid(12, 8), "assignment-fair-too-large", {"pairs": 96, "most": 50}, fair="sum")


def test_a_wrong_assignment_or_proof_does_not_stand_the_check() -> None:
    table, terms, found = solved(grid(20, 8), high=8, low=5)
    (n, _), *rest = found.pairs
    other = next(judge for judge in found.loads if (n, judge) not in found.pairs)
    assert found.proof is not None
    prices = found.proof.prices
    lower = replace(prices, nominee=prices.nominee - 1)
    for wrong, fault in (
        (replace(found, pairs=tuple(rest)), "readings-wrong"),
        (replace(found, pairs=((n, other), *rest)), "loads-misstated"),
        (replace(found, pairs=((n, "nobody"), *rest)), "pair-not-allowed"),
        (replace(found, pairs=(*rest, rest[0])), "pair-twice"),
        (replace(found, objective=found.objective + 1), "objective-misstated"),
        (replace(found, worst=found.worst + 1), "worst-misstated"),
        (replace(found, bound=(found.bound or 0) - 1), "bound-not-proved"),
        (replace(found, proof=replace(found.proof, prices=lower)), "bound-not-proved"),
    ):
        assert any(one.startswith(fault) for one in faults(table, terms, wrong)), fault
    assert any(one.startswith("load-out") for one in faults(table, replace(terms, low=9, high=9), found))
    assert any(one.startswith("fixed") for one in faults(table, replace(terms, fixed=[(n, other)]), found))


def test_the_worst_off_sum_is_proved_at_the_size_of_a_small_conference() -> None:
    """118 nominations, 177 assessors: the worst sum equals what a relaxation allows at most, so none is larger."""
    chance = np.random.default_rng(1)
    shares = chance.dirichlet(np.full(8, 0.3), 118) @ chance.dirichlet(np.full(8, 0.3), 177).T
    affinity = np.rint(9000 * shares + 1000 * chance.random((118, 177))).astype(np.int64)
    names, judges = [f"n{at:03}" for at in range(118)], [f"a{at:03}" for at in range(177)]
    table = columns(names, judges, np.repeat(np.arange(118), 177), np.tile(np.arange(177), 118), affinity.ravel())
    free = assign_among(table, Terms(readings=3, high=4, seed="1"))
    terms = Terms(readings=3, high=4, seed="1", fair="sum")
    kind = assign_among(table, terms)
    assert faults(table, terms, kind) == ()
    assert kind.worst == kind.worst_bound > free.worst
    assert 0.99 * free.objective < kind.objective == kind.bound <= free.objective


def test_the_worst_off_sum_is_proved_with_nine_decimals_and_a_floor_that_can_only_just_be_kept() -> None:
    """The relaxation calls such a floor impossible, and its prices are too large to be told as finely as others."""
    chance = np.random.default_rng(3)
    shares = chance.dirichlet(np.full(12, 0.15), 118) @ chance.dirichlet(np.full(12, 0.2), 177).T
    affinity = np.rint(1e9 * np.clip(1.6 * shares + 0.1 * chance.random((118, 177)), 0, 1)).astype(np.int64)
    names, judges = [f"p{at}" for at in range(118)], [f"r{at}" for at in range(177)]
    table = columns(names, judges, np.repeat(np.arange(118), 177), np.tile(np.arange(177), 118), affinity.ravel())
    pair = assign_among(table, Terms(readings=3, high=4, seed="1", fair="pair"))
    terms = Terms(readings=3, high=4, seed="1", fair="sum")
    kind = assign_among(table, terms)
    assert faults(table, terms, kind) == ()
    assert pair.worst <= kind.worst == kind.worst_bound
    assert kind.status == "optimal"


def test_the_plan_agrees_with_designs_drawn_by_lot() -> None:
    """The expected standard error before anybody is asked is that of a mixed design, within two in a hundred."""
    chance = random.Random(8)
    for nominees, judges, readings in ((300, 30, 3), (400, 50, 2), (200, 40, 5)):
        rows = [(f"n{n:03}", f"a{a:02}", chance.randint(0, 999)) for n in range(nominees) for a in range(judges)]
        load = readings * nominees // judges
        _, _, found = solved(rows, readings=readings, low=load, high=load)
        foretold = expected_se(nominees, judges, readings)
        assert foretold is not None
        assert found.merit_se == pytest.approx(foretold, rel=0.02)


def test_a_plan_reaches_the_precision_with_the_fewest_readings() -> None:
    ways = plan(1000, 500_000, most_load=60)
    assert [way.readings for way in ways] == [5, 5]
    assert all(way.merit_se <= 500_000 and way.load <= 60 for way in ways)
    fewer = expected_se(1000, 84, 4)
    assert fewer is not None
    assert fewer > 500_000
    more = expected_se(1000, ways[-1].assessors + 1, 5)
    assert more is None or more > 500_000
    assert expected_se(10, 10, 2) is None
    for wrong, code in (((10, 1, 2), "plan-wrong"), ((10, 5, 6), "plan-wrong")):
        with pytest.raises(Refused, match=code):
            expected_se(*wrong)
    with pytest.raises(Refused, match="out-of-reach"):
        plan(10, 1, 5)
