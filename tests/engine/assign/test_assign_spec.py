"""Who reads what: what an assignment promises."""

from __future__ import annotations

import random
from collections import defaultdict

import numpy as np
import pytest

from chucai.engine import words
from chucai.engine.assign import assign, draw
from chucai.engine.kernels.matching_spread import groups_of, joined, severity_variance
from chucai.errors import Refused

NOMINEES = [f"n{number:03}" for number in range(60)]
ASSESSORS = {f"a{number:02}": 30 for number in range(12)}


def test_every_nominee_is_read_as_often_as_asked_and_loads_are_even() -> None:
    found = assign(NOMINEES, ASSESSORS, readings=3, seed="2026")
    assert len(set(found.pairs)) == 180
    assert set(found.loads.values()) == {15}
    assert found.components == 1
    assert found.idle == ()


def test_recusals_are_absolute() -> None:
    """Nobody reads the nominees of the own unit, even where that leaves just enough others."""
    barred = {(nominee, judge) for at, nominee in enumerate(NOMINEES) for judge in list(ASSESSORS)[at % 9 : at % 9 + 9]}
    found = assign(NOMINEES, dict.fromkeys(ASSESSORS, 60), readings=3, barred=barred, seed="2026")
    assert not barred & set(found.pairs)
    assert len(found.pairs) == 180


def test_fixed_pairs_are_kept_and_count_towards_readings_and_loads() -> None:
    fixed = {(nominee, "a00") for nominee in NOMINEES[:20]}
    found = assign(NOMINEES, ASSESSORS, readings=3, fixed=fixed, seed="2026")
    assert fixed <= set(found.pairs)
    assert found.loads["a00"] == 20
    assert max(load for judge, load in found.loads.items() if judge != "a00") == 15
    assert len(found.pairs) == 180


def test_after_a_drop_out_only_the_lost_readings_move() -> None:
    """One of twelve leaves: the other pairs stay, and what has to move goes to those with the fewest readings."""
    before = assign(NOMINEES, ASSESSORS, readings=3, seed="2026")
    left = {judge: load for judge, load in ASSESSORS.items() if judge != "a03"}
    after = assign(NOMINEES, left, readings=3, previous=before.pairs, seed="2026")
    stay = {pair for pair in before.pairs if pair[1] != "a03"}
    assert stay <= set(after.pairs)
    assert len(after.pairs) == 180
    assert {*after.loads.values()} <= {16, 17}
    liked = assign(NOMINEES, left, readings=3, previous=before.pairs, affinity={("n000", "a05"): 9}, seed="2026")
    assert stay <= set(liked.pairs)


def test_the_order_of_the_input_never_matters_and_the_seed_does() -> None:
    barred = {(NOMINEES[at], f"a{at % 12:02}") for at in range(60)}
    first = assign(NOMINEES, ASSESSORS, readings=3, barred=barred, seed="2026")
    mixed = random.Random(1).sample(NOMINEES, 60)
    again = assign(mixed, dict(reversed(ASSESSORS.items())), readings=3, barred=sorted(barred), seed="2026")
    assert again == first
    assert assign(NOMINEES, ASSESSORS, readings=3, barred=barred, seed="2027").pairs != first.pairs


def test_panels_are_mixed_nearly_as_well_as_can_be() -> None:
    """With loads of k and r readings each, no design brings the variance below 2/k * r/(r-1) * (M-1)/M or so."""
    found = assign([f"n{at}" for at in range(250)], {f"a{at}": 60 for at in range(40)}, readings=5, seed="2026")
    assert found.components == 1
    assert found.severity_variance is not None
    ideal = 2 / (250 * 5 / 40) * 5 / 4 * 39 / 40
    assert ideal < found.severity_variance / 1_000_000 < 1.05 * ideal


def test_affinity_is_followed_and_blocks_stay_comparable() -> None:
    """Four panels that like only their own subject: a few anchors are read across, so severities can be compared."""
    judges = {f"a{at:02}": 20 for at in range(16)}
    nominees = [f"n{at:03}" for at in range(80)]
    liking = {(nominees[at], f"a{by:02}"): 1000 for at in range(80) for by in range(16) if at % 4 == by % 4}
    blocks = {f"a{by:02}": f"panel {by % 4}" for by in range(16)}
    found = assign(nominees, judges, readings=3, affinity=liking, blocks=blocks, seed="2026")
    assert found.components == 1
    assert found.severity_variance is not None
    assert len(found.anchors) == 2
    readers = defaultdict(set)
    for nominee, judge in found.pairs:
        readers[nominee].add(blocks[judge])
    assert all(len(readers[anchor]) == 3 for anchor in found.anchors)
    assert found.affinity >= 1000 * (80 * 3 - 2 * 2 - 2 * 3)


def test_groups_are_joined_by_swaps_that_keep_readings_and_loads() -> None:
    """Two panels that share nothing: one swap ties them together."""
    liking = {(f"n{at}", f"a{by}"): 10 for at in range(12) for by in range(6) if at % 2 == by % 2}
    judges = {f"a{by}": 6 for by in range(6)}
    found = assign([f"n{at}" for at in range(12)], judges, readings=3, affinity=liking, seed="x")
    assert found.components == 1
    assert found.affinity == 12 * 3 * 10 - 2 * 10
    assert set(found.loads.values()) == {6}


def test_groups_that_may_not_be_joined_are_reported() -> None:
    barred = {(f"n{at}", f"a{by}") for at in range(6) for by in range(4) if at % 2 != by % 2}
    found = assign([f"n{at}" for at in range(6)], {f"a{by}": 6 for by in range(4)}, readings=2, barred=barred, seed="x")
    assert found.components == 2
    assert found.severity_variance is None


def test_joining_takes_the_swap_that_loses_least_and_leaves_fixed_pairs_alone() -> None:
    edges = [(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3)]
    value = {(0, 2): 3, (2, 0): 1, (1, 3): 9, (3, 1): 9}
    fixed = frozenset({(1, 1)})
    now = joined(edges, lambda n, a: True, lambda n, a: value.get((n, a), 0) - (5 if (n, a) == (3, 3) else 0), fixed)
    assert len(groups_of(now)) == 1
    assert fixed <= set(now)
    assert sorted(n for n, _ in now) == sorted(n for n, _ in edges)
    assert sorted(a for _, a in now) == sorted(a for _, a in edges)


def test_severity_variance_of_a_known_design() -> None:
    """Two assessors who read the same n nominees differ with variance 2/n: a plain mean of n differences."""
    nominee, assessor = np.repeat(np.arange(8), 2), np.tile([0, 1], 8)
    assert severity_variance(nominee, assessor) == pytest.approx(2 / 8)
    assert severity_variance(np.array([0, 1]), np.array([0, 1])) is None


def test_a_nomination_with_too_few_assessors_is_named() -> None:
    barred = {("n007", judge) for judge in list(ASSESSORS)[:10]}
    with pytest.raises(Refused) as refused:
        assign(NOMINEES, ASSESSORS, readings=3, barred=barred, seed="x")
    assert refused.value.code == "assignment-infeasible"
    assert refused.value.facts["nominees"] == ["n007"]
    assert refused.value.facts["eligible"] == [2]
    assert refused.value.facts["each"] == [3]


def test_loads_too_small_in_all_are_counted() -> None:
    with pytest.raises(Refused) as refused:
        assign(NOMINEES, dict.fromkeys(ASSESSORS, 14), readings=3, seed="x")
    facts = refused.value.facts
    assert (facts["needed"], facts["available"], facts["count"]) == (180, 168, 60)


def test_a_group_that_shares_too_few_assessors_is_named() -> None:
    """Three nominations can each find three assessors, but it is the same three, and they can take two each."""
    crowd = {"n000", "n001", "n002"}
    few = {"a00", "a01", "a02"}
    barred = {(nominee, judge) for nominee in crowd for judge in ASSESSORS if judge not in few}
    caps = {judge: 2 if judge in few else 60 for judge in ASSESSORS}
    with pytest.raises(Refused) as refused:
        assign(NOMINEES, caps, readings=3, barred=barred, seed="x")
    assert set(refused.value.facts["nominees"]) == crowd
    assert (refused.value.facts["needed"], refused.value.facts["available"]) == (9, 6)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nominees": ["n000", "n000"]}, "assignment-name-twice"),
        ({"readings": 0}, "assignment-readings-wrong"),
        ({"assessors": {"a00": -1}}, "assignment-load-wrong"),
        ({"fixed": {("n000", "nobody")}}, "assignment-pair-unknown"),
        ({"fixed": {("n000", "a00")}, "barred": {("n000", "a00")}}, "assignment-fixed-pair-barred"),
        ({"fixed": {("n000", judge) for judge in list(ASSESSORS)[:4]}}, "assignment-fixed-too-many"),
        ({"assessors": {"a00": 1, **{f"b{at}": 60 for at in range(5)}}, "fixed": {("n000", "a00"), ("n001", "a00")}},
         "assignment-fixed-over-load"),
        ({"affinity": {("n000", "a00"): 0.5}}, "assignment-affinity-wrong"),
    ],
)  # fmt: skip
def test_faulty_input_is_refused_with_words(change: dict[str, object], code: str) -> None:
    given: dict[str, object] = {"nominees": NOMINEES, "assessors": ASSESSORS, "readings": 3, "seed": "x", **change}
    with pytest.raises(Refused) as refused:
        assign(given.pop("nominees"), given.pop("assessors"), **given)  # type: ignore[arg-type]
    check_words(refused.value, code)


def test_sums_that_could_not_be_exact_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "SAFE", 10_000)
    with pytest.raises(Refused) as refused:
        assign(NOMINEES, ASSESSORS, readings=3, affinity={("n000", "a00"): 1000}, seed="x")
    check_words(refused.value, "assignment-affinity-too-large")


def check_words(refused: Refused, code: str) -> None:
    assert refused.code == code
    for language in ("zh", "en"):
        assert "{" not in words.REFUSALS[code][language].format_map(refused.facts)


def test_more_pairs_than_the_flow_takes_are_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond so many pairs only a drawn part of them is offered; loads stay as even, and nothing barred slips in."""
    monkeypatch.setattr(draw, "ALL_PAIRS", 100)
    judges = {f"a{at:02}": 60 for at in range(50)}
    barred = {(nominee, f"a{at % 50:02}") for at, nominee in enumerate(NOMINEES)}
    found = assign(NOMINEES, judges, readings=3, barred=barred, seed="2026")
    assert not barred & set(found.pairs)
    assert {*found.loads.values()} <= {3, 4}
    assert found.components == 1
