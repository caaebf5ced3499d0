"""How merit is estimated from score sheets: a manual of `chucai.engine.merit.estimate` in examples."""

from __future__ import annotations

import random
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from chucai.engine.merit import Rating, estimate, estimate_columns
from chucai.errors import Refused
from tests.engine.merit.examples import POINT, codes, judged, lines, ring, sheets

# Why not the plain mean


def test_a_nominee_read_by_strict_assessors_is_not_punished() -> None:
    """Strict and lenient agree on whom they both read; Wei met only the strict pair, Lan only the lenient pair."""
    table = {
        "both-1": {"strict-a": 60, "strict-b": 61, "lenient-a": 81, "lenient-b": 80},
        "both-2": {"strict-a": 64, "strict-b": 63, "lenient-a": 83, "lenient-b": 84},
        "both-3": {"strict-a": 58, "strict-b": 58, "lenient-a": 78, "lenient-b": 78},
        "Wei": {"strict-a": 70, "strict-b": 71},
        "Lan": {"lenient-a": 80, "lenient-b": 81},
    }
    found = lines(judged(sheets(table)))
    assert found["Lan"].plain_mean > found["Wei"].plain_mean
    assert found["Wei"].merit > found["Lan"].merit
    assert (found["Wei"].rank, found["Wei"].plain_rank) == (1, 3)


def test_more_severity_of_one_assessor_moves_no_rank_while_panels_connect() -> None:
    mild, harsh = judged(ring(noise=1)), judged(ring({"J3": 15}, noise=1))
    assert [line.nominee for line in harsh.nominees] == [line.nominee for line in mild.nominees]
    severity = {line.assessor: line.severity for line in harsh.assessors}
    assert max(severity, key=lambda name: severity[name]) == "J3"
    assert severity["J3"] > 10 * POINT


def test_severity_is_above_zero_for_the_strict_and_sums_to_zero() -> None:
    found = judged(ring({"J1": 8, "J5": -8}))
    severity = {line.assessor: line for line in found.assessors}
    assert severity["J1"].low > 0 > severity["J5"].high
    assert abs(sum(line.severity for line in found.assessors)) <= len(found.assessors)


# The composite of one sheet


def test_criteria_are_folded_into_one_composite_on_a_scale_of_100() -> None:
    ratings = [Rating("Wei", "J1", {"daring": 8, "doing": 5}), Rating("Wei", "J2", {"daring": 8, "doing": 5})]
    weights, scale = {"daring": Fraction(30), "doing": Fraction(70)}, {"daring": (0, 10), "doing": (1, 6)}
    found = estimate(ratings, weights=weights, scale=scale, places=None, seed=0)
    assert found.nominees[0].plain_mean == (30 * 80 + 70 * 80) * POINT // 100


def test_scales_may_be_decimal_and_weights_fractions() -> None:
    ratings = [Rating("Wei", "J1", {"a": 2, "b": 1})]
    weights, scale = {"a": Fraction(1, 3), "b": Fraction(1, 7)}, {"a": (Decimal("0.5"), 3), "b": (0, 2)}
    found = estimate(ratings, weights=weights, scale=scale, places=None, seed=0)
    exact = (Fraction(1, 3) * Fraction(3, 2) / Fraction(5, 2) + Fraction(1, 7) / 2) / Fraction(10, 21) * 100
    assert found.nominees[0].plain_mean == round(exact * POINT)


def test_without_a_scale_marks_stand_as_they_are() -> None:
    found = estimate([Rating("Wei", "J1", {"a": 4})], weights={"a": 3}, scale=None, places=None, seed=0)
    assert found.nominees[0].merit == 4 * POINT


def test_weights_too_fine_for_exact_sums_are_rounded_to_a_billionth() -> None:
    ratings = [Rating("Wei", "J1", {"a": 1, "b": 2}), Rating("Lan", "J1", {"a": 2, "b": 1})]
    weights = {"a": Fraction(10**17 + 3, 10**17 + 1), "b": Fraction(10**18 + 9, 10**18 + 7)}
    found = estimate(ratings, weights=weights, scale=None, places=None, seed=0)
    assert lines(found)["Wei"].plain_mean == lines(found)["Lan"].plain_mean == 1_500_000


def test_a_missing_criterion_is_not_a_zero() -> None:
    ratings = [
        Rating("Wei", "J1", {"a": 6, "b": 6}),
        Rating("Wei", "J2", {"a": 6}),
        Rating("Lan", "J1", {"a": 5, "b": 5}),
        Rating("Lan", "J2", {"a": 5, "b": 5}),
    ]
    found = estimate(ratings, weights={"a": 1, "b": 1}, scale={"a": (0, 10), "b": (0, 10)}, places=1, seed=0)
    assert lines(found)["Wei"].plain_mean == 60 * POINT
    assert "criteria-missing" in codes(found)


def test_a_sheet_that_lacks_a_criterion_weighs_less() -> None:
    """Marks differ between criteria at random, so half a sheet is half as sure, and pulls less."""
    chance = random.Random(5)
    names = ("a", "b", "c", "d")

    def sheet(who: str, by: str, level: int) -> Rating:
        return Rating(who, by, {name: level + chance.randint(-20, 20) for name in names})

    ratings = [sheet(f"N{k}", f"J{j}", 50) for k in range(10) for j in range(5)]
    ratings += [Rating("Wei", "J0", dict.fromkeys(names, 80)), Rating("Wei", "J1", {"a": 20})]
    options = {"weights": dict.fromkeys(names, 1), "scale": dict.fromkeys(names, (0, 100)), "places": 1, "seed": 1}
    assert lines(estimate(ratings, **options))["Wei"].merit > 60 * POINT


# What stands beside the merit


def test_the_trimmed_mean_drops_one_highest_and_one_lowest_of_more_than_five() -> None:
    marks = [10, 70, 72, 74, 76, 100]
    six = {
        "six": {f"J{k}": mark for k, mark in enumerate(marks)},
        "five": {f"J{k}": m for k, m in enumerate(marks[:5])},
    }
    found = lines(judged(sheets(six)))
    assert found["six"].trimmed_mean == 73 * POINT
    assert found["five"].trimmed_mean == found["five"].plain_mean == 60_400_000


@pytest.mark.parametrize(
    ("method", "field"), [("mean", "plain_mean"), ("trimmed", "trimmed_mean"), ("zscore", "zscore_mean")]
)
def test_a_plain_method_takes_its_own_mean_as_merit(method: str, field: str) -> None:
    report = judged(ring({"J3": 15}), method=method, places=4)
    assert all(line.merit == getattr(line, field) for line in report.nominees)
    assert [line.merit for line in report.nominees] == sorted((line.merit for line in report.nominees), reverse=True)
    severities = [line.severity for line in judged(ring({"J3": 15})).assessors]
    assert [line.severity for line in report.assessors] == severities
    assert sum(line.p_place or 0 for line in report.nominees) == pytest.approx(4 * POINT, abs=12)


def test_equal_merits_share_a_rank() -> None:
    table = {name: {"J1": 70, "J2": 80} for name in ("a", "b")} | {"c": {"J1": 60, "J2": 68}, "d": {"J1": 90, "J2": 99}}
    assert [(line.nominee, line.rank) for line in judged(sheets(table)).nominees] == [
        ("d", 1),
        ("a", 2),
        ("b", 2),
        ("c", 4),
    ]


# How sure it is


@pytest.mark.parametrize("places", [0, 1, 5, 11, 12, 30])
def test_chances_of_a_place_add_up_to_the_places(places: int) -> None:
    report = judged(ring(), places=places)
    assert sum(line.p_place or 0 for line in report.nominees) == pytest.approx(min(places, 12) * POINT, abs=12)


def test_no_chance_is_named_when_no_places_are_asked() -> None:
    report = judged(ring(), places=None)
    assert {line.p_place for line in report.nominees} == {None}
    assert report.round.toss_up == ()


def test_the_toss_up_band_lies_around_the_cut() -> None:
    report = judged(ring(noise=9), places=6)
    chance = {line.nominee: line.p_place or 0 for line in report.nominees}
    assert report.round.toss_up == tuple(name for name, p in chance.items() if 50_000 < p < 950_000)
    ranks = [line.rank for line in report.nominees if line.nominee in report.round.toss_up]
    assert min(ranks) <= 6 < max(ranks)


def test_intervals_hold_their_values_and_widen_with_the_level() -> None:
    narrow, wide = judged(ring(), level=80), judged(ring(), level=99)
    for inner, outer in zip(narrow.nominees, wide.nominees, strict=True):
        assert outer.low < inner.low < inner.merit < inner.high < outer.high
        assert outer.rank_low <= inner.rank_low <= inner.rank <= inner.rank_high <= outer.rank_high


def test_fewer_readings_give_a_wider_interval() -> None:
    ratings = [rating for rating in ring() if not (rating.nominee == "N05" and rating.assessor != "J6")]
    found = lines(judged(ratings))
    assert found["N05"].readings == 1
    assert found["N05"].se > 1.5 * found["N06"].se


def test_groups_are_shrunk_to_their_own_mean() -> None:
    """A weak group's best is doubted when all are one group, and less so among its own."""
    ratings = ring(noise=9)
    groups = {f"N{k:02}": "low" if k < 6 else "high" for k in range(12)}
    together, apart = judged(ratings, places=6), judged(ratings, places=6, groups=groups)
    assert [line.merit for line in together.nominees] == [line.merit for line in apart.nominees]
    assert sum(line.p_place or 0 for line in apart.nominees if groups[line.nominee] == "high") > sum(
        line.p_place or 0 for line in together.nominees if groups[line.nominee] == "high"
    )


def test_random_nominees_are_drawn_to_the_mean() -> None:
    fixed, shrunk = judged(ring(noise=9)), judged(ring(noise=9), nominees="random")
    assert shrunk.nominees[0].merit < fixed.nominees[0].merit
    assert shrunk.nominees[-1].merit > fixed.nominees[-1].merit


def test_the_round_says_where_differences_come_from() -> None:
    facts = judged(ring({"J1": 8, "J5": -8})).round
    assert facts.share_nominee + facts.share_assessor + facts.share_residual == pytest.approx(POINT, abs=2)
    assert facts.share_assessor > facts.share_residual
    assert 900_000 < facts.reliability < POINT


def test_an_erratic_assessor_shows_in_the_infit() -> None:
    chance = random.Random(2)
    ratings = [
        Rating(r.nominee, r.assessor, {"deeds": chance.randint(30, 90)}) if r.assessor == "J2" else r for r in ring()
    ]
    infit = {line.assessor: line.infit or 0 for line in judged(ratings).assessors}
    assert max(infit, key=lambda name: infit[name]) == "J2"
    assert infit["J2"] > 2 * POINT


# Same input, same bytes


@pytest.mark.parametrize("method", ["severity", "mean", "trimmed", "zscore"])
def test_the_order_of_sheets_and_criteria_changes_no_byte(method: str) -> None:
    criteria = ("daring", "doing")
    ratings = [
        Rating(r.nominee, r.assessor, {c: r.marks["deeds"] % 90 + n for n, c in enumerate(criteria)}) for r in ring()
    ]
    ratings[3] = Rating(ratings[3].nominee, ratings[3].assessor, {"daring": 40})
    shuffled = [Rating(r.nominee, r.assessor, dict(reversed(r.marks.items()))) for r in ratings]
    random.Random(1).shuffle(shuffled)
    options: dict[str, Any] = {"scale": None, "places": 4, "seed": 3, "method": method}
    first = estimate(ratings, weights={"daring": 3, "doing": 7}, **options)
    again = estimate(shuffled, weights={"doing": 7, "daring": 3}, **options)
    assert first.to_json() == again.to_json()
    assert first.digest() == again.digest()


def test_another_seed_moves_chances_by_little_and_merit_not_at_all() -> None:
    one, two = judged(ring(), places=5, seed=1), judged(ring(), places=5, seed=2)
    assert one.digest() != two.digest()
    for a, b in zip(one.nominees, two.nominees, strict=True):
        assert (a.merit, a.se, a.rank) == (b.merit, b.se, b.rank)
        assert abs((a.p_place or 0) - (b.p_place or 0)) < 40_000


def test_columns_give_the_same_report_as_sheets() -> None:
    ratings = ring()
    nominees, assessors = sorted({r.nominee for r in ratings}, reverse=True), sorted({r.assessor for r in ratings})
    found = estimate_columns(
        np.array([nominees.index(r.nominee) for r in ratings]),
        np.array([assessors.index(r.assessor) for r in ratings]),
        np.array([r.marks["deeds"] for r in ratings]),
        nominee_ids=nominees,
        assessor_ids=[*assessors, "unused"],
        places=1,
        seed=7,
    )
    assert found == judged(ratings)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"composite": np.array([1.5, 2.0])}, "composite-not-whole"),
        ({"composite": np.array([1])}, "columns-unequal"),
        ({"nominee_codes": np.array([0, 2])}, "code-unknown"),
        ({"nominee_ids": ["a", "b", "c"]}, "nominee-unread"),
        ({"nominee_ids": ["a", "a"]}, "id-repeated"),
        ({"weight": np.array([1.0, 0.0])}, "sheet-weight-unfit"),
    ],
)
def test_unfit_columns_are_refused(change: dict[str, Any], code: str) -> None:
    columns: dict[str, Any] = {
        "nominee_codes": np.array([0, 1]),
        "assessor_codes": np.array([0, 0]),
        "composite": np.array([1, 2]),
        "nominee_ids": ["a", "b"],
        "assessor_ids": ["J"],
        **change,
    }
    with pytest.raises(Refused, match=code):
        estimate_columns(**columns, places=1, seed=0)


def test_a_report_holds_integers_and_strings_alone() -> None:
    def kinds(value: Any) -> set[type]:
        if isinstance(value, dict | list):
            items = [*value, *value.values()] if isinstance(value, dict) else value
            return {kind for item in items for kind in kinds(item)}
        return {type(value)}

    for places in (None, 3):
        assert kinds(judged([*ring(), Rating("late", "J9", {"deeds": 70})], places=places).to_json()) == {int, str}


def test_importing_the_engine_does_not_load_numpy() -> None:
    code = "import sys, chucai.engine.merit; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
