"""After the estimate: what hangs on one assessor, what would settle the cut, and who uses the whole scale."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chucai.engine.merit import Rating
from chucai.engine.merit.influence import LeftOut, leave_one_out, refitted
from chucai.engine.merit.planner import plan
from chucai.errors import Refused
from tests.engine.merit.examples import POINT, codes, judged, ring, sheets

WEIGHTS, SCALE = {"deeds": 1}, {"deeds": (0, 100)}


def looked(ratings: list[Rating], places: int = 4, **options: Any) -> dict[str, LeftOut]:
    report = judged(ratings, places=places, **options)
    return {line.assessor: line for line in leave_one_out(report, ratings, WEIGHTS, SCALE)}


@pytest.mark.parametrize("options", [{"method": "mean"}, {}, {"nominees": "random"}])
def test_the_short_cut_is_what_the_sums_without_that_assessor_give(options: dict[str, str]) -> None:
    """By hand, severities held: the mean of the corrected marks that are left, drawn in where nominees are random."""
    ratings = ring({"J0": 9, "J5": -6})
    report = judged(ratings, places=4, **options)
    severity = {a.assessor: a.severity / POINT if options.get("method") != "mean" else 0.0 for a in report.assessors}
    noise, spread = report.round.variance_residual / POINT, report.round.variance_nominee / POINT
    added = noise / spread if "nominees" in options else 0.0
    for left, line in looked(ratings, **options).items():
        merit = {}
        for n in report.nominees:
            sheet = next((r for r in ratings if r.nominee == n.nominee and r.assessor == left), None)
            kept = n.merit / POINT
            if sheet:
                mine = sheet.marks["deeds"] + severity[left]
                kept = ((4 + added) * kept - mine) / (3 + added)
            merit[n.nominee] = kept
        best = sorted(merit, key=lambda name: -merit[name])[:4]
        was = [n.nominee for n in report.nominees[:4]]
        assert set(line.enters) == set(best) - set(was)
        assert set(line.leaves) == set(was) - set(best)


def test_a_whole_estimate_without_the_assessor_says_much_the_same() -> None:
    ratings = ring({"J0": 9}, nominees=16)
    report = judged(ratings, places=5)
    for left, line in looked(ratings, 5).items():
        exact = refitted(report, ratings, WEIGHTS, SCALE, left)
        assert abs(exact.shift - line.shift) < 1.5 * POINT
        assert len(set(exact.enters) ^ set(line.enters)) <= 1


def test_somebody_whom_only_one_assessor_read_loses_the_place_without_that_assessor() -> None:
    ratings = [*ring(), Rating("Star", "J0", {"deeds": 99})]
    line = looked(ratings, 1)["J0"]
    assert line.unread == ("Star",)
    assert line.leaves == ("Star",)
    assert len(line.enters) == 1


def short_scale() -> list[Rating]:
    chance = random.Random(4)
    return [Rating(f"N{k}", f"J{j}", {"deeds": chance.randint(1, 5)}) for k in range(8) for j in range(5)]


def test_nothing_hangs_on_anybody_where_there_is_no_cut() -> None:
    assert looked(ring(), 12) == {}
    apart = [*ring(), *(replace(r, nominee=f"{r.nominee}x", assessor=f"{r.assessor}x") for r in ring())]
    assert looked(apart, 3) == {}, "two parts that nobody connects"
    with pytest.raises(Refused, match="influence-unknown"):
        looked(short_scale(), 3, method="rating-scale")


def test_the_plan_asks_for_as_many_sheets_as_the_error_wanted_takes() -> None:
    """Noise variance over error squared: half the error takes four times the sheets."""
    report = judged(ring(noise=8), places=4)
    noise = report.round.variance_residual / POINT
    asked = plan(report, se=round((noise / 10) ** 0.5 * POINT) + 1)
    assert {line.needed for line in asked.lines} == {10}
    assert asked.more == 12 * 6, "twelve nominees with four sheets each"


def test_the_cut_is_planned_for_the_toss_ups_alone_and_ties_stay_open() -> None:
    report = judged(ring(noise=8), places=4)
    settled = plan(report)
    assert tuple(line.nominee for line in settled.lines) == report.round.toss_up
    tied = judged(sheets({"A": {"J": 60, "K": 50, "L": 70}, "B": {"J": 50, "K": 60, "L": 70}, "C": {"J": 1, "K": 5}}))
    assert set(plan(tied).open) == {"A", "B"} & set(tied.round.toss_up)
    with pytest.raises(Refused, match="plan-unfit"):
        plan(report, se=0)


def scattered(wild: dict[str, float]) -> list[Rating]:
    chance = random.Random(2)
    return [
        Rating(f"N{k:02}", f"J{j}", {"deeds": round(40 + k / 2 + chance.gauss(0, wild.get(f"J{j}", 2)))})
        for k in range(40)
        for j in range(6)
    ]


def test_a_wild_assessor_is_given_a_spread_and_less_weight() -> None:
    found = judged(scattered({"J3": 9}), places=5, spreads="own")
    assert found.round.spreads == "own"
    noise = {line.assessor: line.noise or 0 for line in found.assessors}
    assert noise["J3"] > 2 * noise["J0"]
    alone = judged(scattered({"J3": 9}), places=5)
    assert found.nominees[0].se_relative < alone.nominees[0].se_relative
    assert {line.noise for line in alone.assessors} == {None}


def test_where_assessors_are_alike_nothing_is_fitted_and_that_is_said() -> None:
    alike = [r for r in scattered({}) if r.assessor < "J4"]
    found = judged(alike, spreads="own")
    assert (found.round.spread_seen or 0) < 3 * (found.round.spread_expected or 0)
    plain = judged(alike)
    if found.round.spreads == "alike":
        assert [line.merit for line in found.nominees] == [line.merit for line in plain.nominees]
        assert codes(found)[-1] == "spreads-alike"
    with pytest.raises(Refused, match="spreads-unfit"):
        judged(alike, spreads="own", method="mean")


# All of it in one estimate


def test_one_estimate_says_what_hangs_on_whom_and_what_would_settle_the_cut() -> None:
    ratings = ring({"J0": 9, "J5": -6}, noise=8)
    report = judged(ratings, places=4)
    assert report.round.influence == "given"
    alone = looked(ratings)
    for line in report.assessors:
        assert line.influence is not None
        held = alone[line.assessor]
        assert (line.influence.enters, line.influence.leaves) == (held.enters, held.leaves)
        assert line.influence.shift == held.shift > 0
    seen = {(one.nominee, by) for one in report.round.hanging for by in one.leaves_without}
    assert seen == {(name, by) for by, line in alone.items() for name in line.leaves}
    assert report.round.plan == plan(report)


def test_what_is_not_asked_or_not_known_is_said() -> None:
    assert judged(ring(), influence=False).round.influence == "not-asked"
    without = judged(ring(), places=None)
    assert without.round.influence == "moves-alone"
    assert without.round.plan is None
    assert all(line.influence and line.influence.enters is None for line in without.assessors)
    apart = judged([*ring(), *(replace(r, nominee=f"{r.nominee}x", assessor=f"{r.assessor}x") for r in ring())])
    assert apart.round.influence == "moves-alone"
    short = judged(short_scale(), method="rating-scale", places=4)
    assert short.round.influence == "other-model"
    assert short.round.plan is not None


def by_hand(method: str, marks: list[int]) -> float:
    kept = sorted(marks)[1:-1] if method == "trimmed" and len(marks) > 5 else marks
    return sum(kept) / len(kept)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(["mean", "trimmed"]), st.integers(1, 4))
def test_influence_on_a_simple_mean_is_that_mean_over_the_others(seed: int, method: str, places: int) -> None:
    """The twin: every mean over again without the assessor, and the places filled from the top."""
    chance = random.Random(seed)
    table = {f"N{k}": {f"J{j}": chance.randint(0, 100) for j in range(8) if chance.random() < 0.9} for k in range(6)}
    table = {name: row or {"J0": 50} for name, row in table.items()}
    report = judged(sheets(table), method=method, places=places)
    order = [line.nominee for line in report.nominees]
    for line in report.assessors:
        left = {n: [m for by, m in row.items() if by != line.assessor] for n, row in table.items()}
        merit = {n: round(by_hand(method, marks), 6) if marks else -1.0 for n, marks in left.items()}
        best = sorted(order, key=lambda n: (-merit[n], order.index(n)))[:places]
        assert line.influence is not None
        assert set(line.influence.enters or ()) == set(best) - set(order[:places])
        assert set(line.influence.leaves or ()) == set(order[:places]) - set(best)
        assert set(line.influence.unread) == {n for n, marks in left.items() if not marks}
