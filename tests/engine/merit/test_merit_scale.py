"""Beyond the dense limit: iteration, sampled traces and draws, held against the factorised kernels."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chucai.engine.kernels import panels, perturbed, places, precision
from chucai.engine.kernels.blocks import Here, cut, tree_sum
from chucai.engine.kernels.crossed import Design, Variances, equations
from chucai.engine.kernels.reml import reml
from chucai.engine.kernels.sampled import sampled_reml
from chucai.engine.kernels.schur import Schur, Table, gather
from chucai.engine.kernels.signs import signs
from chucai.engine.merit import MeritReport, estimate_columns, run, wide


def rated(
    n: int = 2_000, j: int = 200, seed: int = 3, *, parts: int = 1, groups: int = 1, weighted: bool = False
) -> tuple[Design, np.ndarray]:
    """Every nominee read by five of a window of twenty assessors, in parts that never meet."""
    chance = np.random.Generator(np.random.PCG64(seed))
    part = np.arange(n) * parts // n
    window = j // parts
    near = np.argsort(chance.random((n, 20)), axis=1)[:, :5]
    first = np.minimum((np.arange(n) * j // n) % window, window - 20)
    assessor = np.sort(part[:, None] * window + first[:, None] + near, axis=1).ravel()
    nominee = np.repeat(np.arange(n), 5)
    y = chance.normal(0, 1, n)[nominee] + chance.normal(0, 0.5, j)[assessor] + chance.normal(0, 1, 5 * n)
    weight = chance.uniform(0.5, 2.0, 5 * n) if weighted else np.ones(5 * n)
    return Design(nominee, assessor, weight, chance.integers(0, groups, n), j), y - np.average(y, weights=weight)


def table(design: Design, y: np.ndarray, *, threads: int = 2, pieces: int = 3, apart: bool = False) -> Table:
    """The same in `pieces` blocks."""
    part = panels.parts(design.nominee, design.assessor, design.nominees, design.assessors)
    ours = part if apart else (np.zeros_like(part[0]), np.zeros_like(part[1]))
    starts = np.searchsorted(design.nominee, np.arange(design.nominees + 1))
    blocks = []
    for rows in np.array_split(np.arange(design.nominees), pieces):
        low, high = starts[rows[0]], starts[rows[-1] + 1]
        blocks += [
            dataclasses.replace(block, first=int(low))
            for block in cut(
                starts[rows[0] : rows[-1] + 2] - low,
                design.assessor[low:high],
                y[low:high],
                design.weight[low:high],
                (design.group[rows], ours[0][rows]),
                design.assessors,
            )
        ]
    return gather(Here(blocks, threads), ours[1], design.groups)


@pytest.mark.parametrize("shrunk", [False, True])
def test_iteration_solves_what_is_factorised(shrunk: bool) -> None:
    design, y = rated(groups=3, weighted=True)
    variances = Variances(0.8 if shrunk else None, 0.3, 1.1)
    exact = equations(design, variances).solve(y[:, None])
    found = wide.solve(Schur(table(design, y), variances))
    np.testing.assert_allclose(found.assessor, exact.assessor, atol=1e-10)
    np.testing.assert_allclose(np.concatenate(found.nominee), exact.nominee, atol=1e-10)
    if shrunk:
        np.testing.assert_allclose(found.beta[0], exact.beta, atol=1e-10)


def test_each_part_has_its_own_means() -> None:
    """One column a group serves all parts: the same as a mean for every pair of part and group."""
    design, y = rated(parts=4, groups=2)
    part = np.arange(design.nominees) * 4 // design.nominees
    variances = Variances(0.8, 0.3, 1.1)
    apart = Design(design.nominee, design.assessor, design.weight, part * 2 + design.group, design.assessors)
    exact = equations(apart, variances).solve(y[:, None])
    found = wide.solve(Schur(table(design, y, apart=True), variances))
    np.testing.assert_allclose(found.beta.reshape(-1), exact.beta[:, 0], atol=1e-10)
    np.testing.assert_allclose(found.assessor, exact.assessor, atol=1e-10)


@pytest.mark.parametrize("fixed", [True, False])
def test_sampled_variances_are_within_the_error_they_state(fixed: bool) -> None:
    design, y = rated(weighted=True)
    exact = reml(design, y, fixed=fixed).variances
    found = sampled_reml(table(design, y), fixed=fixed)
    assert found.converged
    for name, error in found.error.items():
        assert getattr(found.variances, name) == pytest.approx(getattr(exact, name), rel=max(4 * error, 1e-5))
        assert error < 0.01


def test_a_component_that_is_not_there_is_put_at_zero() -> None:
    design, _ = rated()
    load = np.bincount(design.assessor)
    alternating = np.where((np.arange(len(design.nominee)) + design.nominee) % 2, 1.0, -1.0)
    y = 3.0 * (design.nominee % 7) + alternating - (np.bincount(design.assessor, alternating) / load)[design.assessor]
    found = sampled_reml(table(design, y - y.mean()), fixed=True)
    assert found.zero == ("assessor",)
    assert found.variances.assessor == 0.0


@pytest.mark.parametrize("shrunk", [False, True])
def test_draws_have_the_errors_of_the_factorised_fit(shrunk: bool) -> None:
    design, y = rated(weighted=True)
    variances = Variances(1.0 if shrunk else None, 0.25, 1.0)
    sure = precision.precision(equations(design, variances))
    drawn = perturbed.draw(Schur(table(design, y), variances), 7, 64)
    shared = 0.25 / design.assessors
    error, severity = np.sqrt(drawn.error + shared), np.sqrt(drawn.severity + shared)
    np.testing.assert_allclose(error, np.sqrt(sure.nominee), rtol=0.03)
    np.testing.assert_allclose(severity, np.sqrt(sure.assessor), rtol=0.15)
    assert (severity / np.sqrt(sure.assessor)).mean() == pytest.approx(1, abs=0.02)
    room = np.bincount(design.assessor, 1 - sure.leverage, design.assessors)
    np.testing.assert_allclose(drawn.room, room, rtol=0.1)
    assert drawn.room.sum() == pytest.approx(room.sum(), rel=0.005)


def test_spread_of_merits_and_chances_as_factorised() -> None:
    design, y = rated()
    fitted = reml(design, y, fixed=True)
    sure = precision.precision(fitted.eq)
    expected = precision.merit_spread(fitted.eq, fitted.effects.nominee[:, 0], sure.nominee, fitted.variances.residual)
    ours = wide.severity_fit(table(design, y), 0.0, 7, fixed=True)
    assert ours.variances.nominee == pytest.approx(expected[0], rel=0.01)
    shrunk = equations(design, Variances(expected[0], fitted.variances.assessor, fitted.variances.residual))
    generator = np.random.Generator(np.random.PCG64(5))
    centres, spread = places.draws(shrunk, shrunk.solve(y[:, None]), fitted.variances.residual, generator, 400)
    chance = wide.chances(ours, 200)
    assert chance.sum() == pytest.approx(200, abs=1e-6)
    np.testing.assert_allclose(chance, places.place_probability(centres, spread, 200), atol=0.06)
    low, high = places.rank_interval(
        places.rank_draws(centres + spread * generator.standard_normal(centres.shape), np.zeros(2_000, dtype=np.int64)),
        95,
    )
    ranks = wide.rank_interval(ours, np.zeros(2_000, dtype=np.int64), 95)
    assert np.abs(ranks[0] - low).mean() < 30
    assert np.abs(ranks[1] - high).mean() < 30


def test_threads_change_no_byte() -> None:
    design, y = rated(parts=2)
    one, two = (wide.severity_fit(table(design, y, threads=k, pieces=5), 0.0, 7, fixed=True) for k in (1, 2))
    for name in ("merit", "merit_se", "severity", "severity_se", "infit"):
        assert getattr(one, name).tobytes() == getattr(two, name).tobytes()
    assert wide.chances(one, 50).tobytes() == wide.chances(two, 50).tobytes()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**64 - 1), st.integers(0, 10_000), st.integers(1, 300), st.integers(1, 130))
def test_signs_depend_on_their_place_alone(key: int, first: int, count: int, columns: int) -> None:
    whole = signs(key, first, count, columns)
    assert set(np.unique(whole)) <= {-1.0, 1.0}
    at = count // 2
    np.testing.assert_array_equal(signs(key, first + at, count - at, columns), whole[at:])


def test_signs_are_fair_and_unrelated() -> None:
    drawn = signs(7, 0, 20_000, 70)
    assert np.abs(drawn.mean(axis=0)).max() < 0.035
    together = drawn.T @ drawn / 20_000
    assert np.abs(together - np.eye(70)).max() < 0.04


def test_sums_in_a_tree() -> None:
    assert tree_sum(["a", "b", "c", "d", "e"]) == "abcde"
    assert tree_sum([1.0]) == 1.0


def judged(design: Design, y: np.ndarray, order: np.ndarray | None = None, **options: object) -> MeritReport:
    order = np.arange(len(y)) if order is None else order
    return estimate_columns(
        design.nominee[order],
        design.assessor[order],
        np.rint(y * 1_000).astype(np.int64)[order],
        unit=1_000,
        nominee_ids=[f"N{k:05}" for k in range(design.nominees)],
        assessor_ids=[f"J{k:05}" for k in range(design.assessors)],
        seed=7,
        **{"places": 100, **options},
    )


@pytest.fixture
def small_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a hundred levels were too many to factorise."""
    monkeypatch.setattr(run, "DENSE_LEVELS", 100)


@pytest.mark.usefixtures("small_limit")
def test_a_large_round_says_that_it_was_sampled_and_order_changes_nothing() -> None:
    design, y = rated()
    report = judged(design, y)
    warning = next(note for note in report.round.warnings if note.code == "traces-sampled")
    assert 0 < warning.facts["error"] < 10_000
    assert sum(line.p_place for line in report.nominees) == pytest.approx(100_000_000, abs=2_000)
    assert all(line.rank_low <= line.rank <= line.rank_high for line in report.nominees)
    shuffled = np.random.Generator(np.random.PCG64(1)).permutation(len(y))
    assert judged(design, y, shuffled).digest() == report.digest()


@pytest.mark.parametrize("method", ["severity", "mean", "trimmed", "zscore"])
@pytest.mark.parametrize("nominees", ["fixed", "random"])
def test_large_and_small_say_the_same(monkeypatch: pytest.MonkeyPatch, method: str, nominees: str) -> None:
    design, y = rated(600, 60)
    options = {"method": method, "nominees": nominees}
    small = judged(design, y, **options)
    monkeypatch.setattr(run, "DENSE_LEVELS", 50)
    large = judged(design, y, **options)
    ours, theirs = ({line.nominee: line for line in report.nominees} for report in (large, small))
    for name, line in ours.items():
        assert line.merit == pytest.approx(theirs[name].merit, abs=2_000)
        assert line.se == pytest.approx(theirs[name].se, rel=0.05)
        assert line.plain_mean == theirs[name].plain_mean
        assert line.p_place == pytest.approx(theirs[name].p_place, abs=60_000)
    for line, other in zip(large.assessors, small.assessors, strict=True):
        assert line.severity == pytest.approx(other.severity, abs=2_000)
        assert line.se == pytest.approx(other.se, rel=0.2)
    assert large.round.reliability == pytest.approx(small.round.reliability, abs=10_000)


@pytest.mark.usefixtures("small_limit")
def test_parts_that_do_not_meet_are_named_and_not_compared() -> None:
    report = judged(*rated(parts=2))
    assert [note.code for note in report.round.warnings][:1] == ["panels-not-connected"]
    assert [len(part.nominees) for part in report.round.parts] == [1_000, 1_000]
    assert not report.round.comparable
    assert all(line.p_place is None for line in report.nominees)
    assert next(line.rank for line in report.nominees if line.part == 1) == 1


@pytest.mark.parametrize("case", ["equal", "once"])
@pytest.mark.usefixtures("small_limit")
def test_tables_with_nothing_to_learn(case: str) -> None:
    design, y = rated()
    if case == "equal":
        report = judged(design, np.zeros(len(y)))
        assert "marks-all-equal" in [note.code for note in report.round.warnings]
    else:
        first = np.arange(0, len(y), 5)
        report = judged(design, y, first)
        assert "no-nominee-read-twice" in [note.code for note in report.round.warnings]


@pytest.mark.usefixtures("small_limit")
def test_panels_of_unequal_strength_are_not_taken_for_severe_ones() -> None:
    """The trend test at scale: merit drifts along a chain of panels."""
    design, y = rated(4_000, 400)
    drift = 1.5 * np.sin(np.linspace(0, 2 * np.pi, design.nominees))
    chance = np.random.Generator(np.random.PCG64(3))
    chance.random((4_000, 20))
    truth = chance.normal(0, 1, design.nominees) + drift
    report = judged(design, y + drift[design.nominee])
    ours = {line.nominee: (line.merit, line.plain_mean) for line in report.nominees}
    both = np.array([ours[f"N{k:05}"] for k in range(design.nominees)]).T
    assert np.corrcoef(both[0], truth)[0, 1] >= np.corrcoef(both[1], truth)[0, 1]
    assert report.round.variance_assessor == pytest.approx(250_000, rel=0.2)
