"""The fast kernels against their slow twins, on tables small enough to write out."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from chucai.engine.kernels import means, panels, places, plain_merit
from chucai.engine.kernels.crossed import Design, Variances, equations, traces
from chucai.engine.kernels.gram import MOST_PAIRS, Gram
from chucai.engine.kernels.normal import cdf_and_density, quantile
from chucai.engine.kernels.precision import merit_spread, precision
from chucai.engine.kernels.reml import _at, _score, reml

seeds = st.integers(0, 2**32 - 1)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


def table(seed: int, *, groups: int = 2, weighted: bool = True) -> tuple[Design, np.ndarray]:
    """A random table of up to 7 nominees and 7 assessors, with every level read."""
    generator = np.random.Generator(np.random.PCG64(seed))
    n, j = generator.integers(2, 8, size=2)
    chosen = generator.random((n, j)) < generator.uniform(0.3, 1.0)
    chosen[np.arange(n), generator.integers(0, j, n)] = True
    chosen[generator.integers(0, n, j), np.arange(j)] = True
    nominee, assessor = (codes.astype(np.int64) for codes in np.nonzero(chosen))
    weight = generator.uniform(0.5, 2.0, len(nominee)) if weighted else np.ones(len(nominee))
    group = np.minimum(np.arange(n), generator.integers(0, groups)).astype(np.int64)
    y = generator.normal(size=n)[nominee] + generator.normal(size=j)[assessor] + generator.normal(size=len(nominee))
    return Design(nominee, assessor, weight, group, int(j)), y


def plainly(design: Design, variances: Variances) -> plain_merit.Setting:
    return plain_merit.Setting(
        design.nominee,
        design.assessor,
        design.weight,
        design.group,
        design.assessors,
        variances.nominee,
        variances.assessor,
        variances.residual,
    )


def some_variances(seed: int, shrunk: bool) -> Variances:
    nominee, assessor, residual = np.exp(np.random.Generator(np.random.PCG64(seed)).normal(size=3))
    return Variances(float(nominee) if shrunk else None, float(assessor), float(residual))


@few
@given(seeds, st.booleans())
def test_solution_and_errors_are_those_of_the_full_covariance_matrix(seed: int, shrunk: bool) -> None:
    design, y = table(seed)
    variances = some_variances(seed, shrunk)
    setting = plainly(design, variances)
    eq = equations(design, variances)
    effects, sure = eq.solve(y[:, None]), precision(eq)
    merit = effects.nominee[:, 0] + (effects.beta[design.group, 0] if shrunk else 0)
    expected_merit, expected_variance = plain_merit.merits(setting, y)
    np.testing.assert_allclose(merit, expected_merit, atol=1e-9)
    np.testing.assert_allclose(sure.nominee * variances.residual, expected_variance, rtol=1e-8)
    expected_leniency, expected_error = plain_merit.leniencies(setting, y)
    np.testing.assert_allclose(effects.assessor[:, 0], expected_leniency, atol=1e-9)
    np.testing.assert_allclose(sure.assessor * variances.residual, np.diag(expected_error), rtol=1e-8)
    np.testing.assert_allclose(sure.leverage, plain_merit.leverages(setting), atol=1e-9)


@few
@given(seeds, st.booleans())
def test_criterion_and_slope_are_those_of_the_full_covariance_matrix(seed: int, shrunk: bool) -> None:
    design, y = table(seed)
    variances = some_variances(seed, shrunk)
    point = _at(design, y, variances)
    assert point.criterion == pytest.approx(plain_merit.criterion(plainly(design, variances), y), abs=1e-8)
    names = ["nominee", "assessor", "residual"] if shrunk else ["assessor", "residual"]
    score = _score(point, names)
    for name, slope in zip(names, score, strict=True):
        up, down = (_nudged(design, y, variances, name, by) for by in (1e-4, -1e-4))
        assert -2 * slope == pytest.approx((up - down) / 2e-4, abs=2e-5)


def _nudged(design: Design, y: np.ndarray, variances: Variances, name: str, by: float) -> float:
    sizes = {"nominee": variances.nominee, "assessor": variances.assessor, "residual": variances.residual}
    sizes[name] = sizes[name] * math.exp(by)
    return plain_merit.criterion(plainly(design, Variances(**sizes)), y)


@settings(few, max_examples=30)
@given(seeds, st.booleans())
def test_reml_does_at_least_as_well_as_a_search(seed: int, shrunk: bool) -> None:
    design, y = table(seed, groups=1)
    assume(len(y) > design.nominees + 2)
    found = reml(design, y, fixed=not shrunk)

    def at(logs: np.ndarray) -> plain_merit.Setting:
        sizes = np.exp(np.clip(logs, -16, 16))
        return plainly(design, Variances(float(sizes[2]) if shrunk else None, float(sizes[0]), float(sizes[1])))

    start = [0.0, 0.0, 0.0] if shrunk else [0.0, 0.0]
    _, best = plain_merit.reml(at, start, y)
    assert found.converged
    assert found.criterion <= best + 1e-3


@few
@given(seeds)
def test_the_mean_severity_of_a_connected_panel_is_beyond_the_marks(seed: int) -> None:
    """So severities beside that mean have exactly the variance that `fit` gives them."""
    design, y = table(seed)
    part, _ = panels.parts(design.nominee, design.assessor, design.nominees, design.assessors)
    assume(not part.any())
    variances = some_variances(seed, shrunk=False)
    _, error = plain_merit.leniencies(plainly(design, variances), y)
    beside = np.eye(design.assessors) - 1 / design.assessors
    shared = variances.assessor / design.assessors
    np.testing.assert_allclose(np.diag(beside @ error @ beside.T), np.diag(error) - shared, atol=1e-9)


def test_balanced_variances_have_their_textbook_form() -> None:
    """With every assessor reading every nominee, REML inside its bounds equals the analysis of variance."""
    generator = np.random.Generator(np.random.PCG64(5))
    n, j = 6, 9
    y = (generator.normal(0, 2, n)[:, None] + generator.normal(0, 1, j) + generator.normal(0, 0.5, (n, j))).ravel()
    nominee, assessor = (codes.ravel().astype(np.int64) for codes in np.indices((n, j)))
    square = y.reshape(n, j)
    rows, columns = square.mean(axis=1), square.mean(axis=0)
    left = square - rows[:, None] - columns + square.mean()
    residual = float((left**2).sum()) / (n - 1) / (j - 1)
    design = Design(nominee, assessor, np.ones(n * j), np.zeros(n, dtype=np.int64), j)
    both = reml(design, y - y.mean(), fixed=False).variances
    assert both.residual == pytest.approx(residual, rel=1e-7)
    assert both.assessor == pytest.approx(columns.var(ddof=1) - residual / n, rel=1e-7)
    assert both.nominee == pytest.approx(rows.var(ddof=1) - residual / j, rel=1e-7)
    one = reml(design, y - y.mean(), fixed=True)
    assert one.variances.assessor == pytest.approx(both.assessor, rel=1e-7)
    sure = precision(one.eq)
    spread, error = merit_spread(one.eq, one.effects.nominee[:, 0], sure.nominee, one.variances.residual)
    assert spread == pytest.approx(both.nominee, rel=1e-7)
    assert error == pytest.approx(residual / j, rel=1e-7)


def test_a_component_that_is_not_there_is_put_at_zero() -> None:
    """Residuals that alternate inside every assessor make assessors' means more alike than chance would."""
    n, j = 4, 6
    nominee, assessor = (codes.ravel().astype(np.int64) for codes in np.indices((n, j)))
    y = np.array([10.0, 20.0, 30.0, 40.0])[nominee] + np.where((nominee + assessor) % 2, 1.0, -1.0)
    design = Design(nominee, assessor, np.ones(n * j), np.zeros(n, dtype=np.int64), j)
    found = reml(design, y - y.mean(), fixed=True)
    assert found.zero == ("assessor",)
    assert found.variances.assessor == 0.0
    np.testing.assert_allclose(found.effects.assessor, 0.0, atol=1e-9)


@few
@given(seeds, st.booleans())
def test_spread_of_merits_by_moments(seed: int, swap: bool) -> None:
    design, y = table(seed)
    if swap:
        design = Design(design.nominee, design.assessor, design.weight, design.group, design.assessors + 7)
    assume(design.nominees > design.groups)
    variances = some_variances(seed, shrunk=False)
    eq = equations(design, variances)
    merit = eq.solve(y[:, None]).nominee[:, 0]
    setting = plainly(design, variances)
    inverse = np.linalg.inv(setting.v)
    covariance = np.linalg.inv(setting.x.T @ inverse @ setting.x)
    members = np.eye(design.groups)[design.group]
    centring = np.eye(design.nominees) - members @ np.linalg.inv(members.T @ members) @ members.T
    free = design.nominees - design.groups
    error = float(np.trace(centring @ covariance)) / free
    spread = max(0.0, float(merit @ centring @ merit) / free - error)
    found = merit_spread(eq, merit, precision(eq).nominee, variances.residual)
    assert found == pytest.approx((spread, error), abs=1e-8)


@few
@given(seeds, st.booleans())
def test_traces_are_sums_of_the_errors_of_the_effects(seed: int, shrunk: bool) -> None:
    design, _ = table(seed)
    eq = equations(design, some_variances(seed, shrunk))
    sure, (nominee_w, _) = precision(eq), eq.sides(eq.kept_w, eq.far_w)
    by_mean = float(np.einsum("ip,pq,iq->", nominee_w, eq.q, nominee_w)) if shrunk else 0.0
    assert traces(eq) == pytest.approx((sure.nominee_given.sum() + by_mean, sure.assessor.sum()))


@few
@given(seeds, st.booleans(), st.sampled_from(["kept", "paired", "dense"]))
def test_every_way_to_form_a_product_of_columns_agrees(seed: int, weighted: bool, way: str) -> None:
    """The twin is the dense product, written out."""
    design, _ = table(seed, weighted=weighted)
    scale = np.linspace(0.1, 1.0, design.cross.shape[0])
    dense = design.cross.toarray()
    gram = Gram(design.cross)
    gram.sparse = way != "dense"
    gram.pairs = MOST_PAIRS + 1 if way == "paired" else gram.pairs
    np.testing.assert_allclose(np.triu(gram.upper(scale)), np.triu(dense.T @ (scale[:, None] * dense)), atol=1e-12)
    chance = np.random.Generator(np.random.PCG64(seed)).normal(size=(dense.shape[1], dense.shape[1]))
    symmetric = chance + chance.T
    rows, columns = np.nonzero(dense)
    np.testing.assert_allclose(gram.through(np.triu(symmetric)), (dense @ symmetric)[rows, columns], atol=1e-12)


def test_pairs_are_kept_where_rows_are_short() -> None:
    codes = np.arange(60, dtype=np.int64)
    wide = Design(codes, codes, np.ones(60), np.zeros(60, dtype=np.int64), 60)
    assert wide.gram.kept
    np.testing.assert_allclose(wide.gram.upper(np.full(60, 0.5)), np.eye(60) / 2)
    full = Design(np.repeat(codes, 60), np.tile(codes, 60), np.ones(3600), np.zeros(60, dtype=np.int64), 60)
    assert not full.gram.sparse


@few
@given(seeds, st.booleans())
def test_draws_have_the_errors_of_the_fit(seed: int, wide: bool) -> None:
    design, y = table(seed)
    eq = equations(design, some_variances(seed, shrunk=True))
    effects, residual = eq.solve(y[:, None]), 1.0
    generator = np.random.Generator(np.random.PCG64(seed))
    centres, spread = places.draws(eq, effects, residual, generator, 4000)
    merit = (effects.beta[design.group] + effects.nominee)[:, 0]
    expected = precision(eq).nominee
    total = centres.var(axis=0) + spread**2
    np.testing.assert_allclose(total, expected, rtol=0.12)
    assert np.abs(centres.mean(axis=0) - merit).max() < 5 * math.sqrt(expected.max() / 4000)


@few
@given(seeds, st.integers(0, 8))
def test_chances_of_a_place_as_by_bisection_and_they_add_up(seed: int, wanted: int) -> None:
    generator = np.random.Generator(np.random.PCG64(seed))
    n = int(generator.integers(2, 8))
    centres, spread = generator.normal(size=(5, n)), np.exp(generator.normal(-1, 1, n))
    chance = places.place_probability(centres, spread, wanted)
    assert chance.sum() == pytest.approx(min(wanted, n), abs=1e-6)
    if 0 < wanted < n:
        np.testing.assert_allclose(chance, plain_merit.place_probability(centres, spread, wanted), atol=1e-7)


def test_chances_hold_when_errors_are_tiny_beside_the_gaps() -> None:
    chance = places.place_probability(np.array([[1.0, 2.0, 3.0, 4.0]]), np.full(4, 1e-7), 2)
    np.testing.assert_allclose(chance, [0, 0, 1, 1], atol=1e-6)


def test_ranks_of_draws_count_inside_each_part() -> None:
    values = np.array([[3.0, 9.0, 2.0, 1.0], [1.0, 0.0, 2.0, 8.0]])
    part = np.array([0, 1, 0, 1])
    np.testing.assert_array_equal(places.rank_draws(values, part), [[1, 1, 2, 2], [2, 2, 1, 1]])
    low, high = places.rank_interval(np.arange(1, 101)[:, None], 90)
    assert (low[0], high[0]) == (6, 95)


@few
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=1, max_size=20, unique=True))
def test_parts_as_by_merging(pairs: list[tuple[int, int]]) -> None:
    nominees = {name: code for code, name in enumerate(sorted({nominee for nominee, _ in pairs}))}
    coded = [(nominees[nominee], assessor) for nominee, assessor in pairs]
    nominee, assessor = (np.array(column, dtype=np.int64) for column in zip(*coded, strict=True))
    found = panels.parts(nominee, assessor, len(nominees), 6)
    expected = plain_merit.parts(coded)
    assert [set(np.flatnonzero(found[0] == k)) for k in range(len(expected))] == [part[0] for part in expected]
    assert [set(np.flatnonzero(found[1] == k)) for k in range(len(expected))] == [part[1] for part in expected]
    assert set(np.flatnonzero(found[1] == -1)) == set(range(6)) - set(assessor)


@few
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-30, 300)), min_size=1, max_size=40), st.integers(1, 30))
def test_plain_and_trimmed_means_are_exact(rows: list[tuple[int, int]], unit: int) -> None:
    names = {name: code for code, name in enumerate(sorted({name for name, _ in rows}))}
    rows = sorted((names[name], mark) for name, mark in rows)
    nominee, mark = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    keep = means.untrimmed(nominee, mark)
    for code in names.values():
        marks = [Fraction(value, unit) for name, value in rows if name == code]
        assert means.mean_micro(nominee, mark, unit)[code] == round(sum(marks) / len(marks) * 1_000_000)
        trimmed = means.mean_micro(nominee[keep], mark[keep], unit)[code]
        assert trimmed == round(plain_merit.trimmed_mean(marks) * 1_000_000)


def test_z_scores_take_severity_and_spread_out_and_a_flat_assessor_says_nothing() -> None:
    assessor = np.array([0, 0, 0, 1, 1, 1, 2, 2])
    y = np.array([1.0, 2.0, 3.0, 70.0, 80.0, 90.0, 5.0, 5.0])
    z = (means.zscores(assessor, y) - y.mean()) / y.std(ddof=1)
    np.testing.assert_allclose(z, [-1, 0, 1, -1, 0, 1, 0, 0], atol=1e-12)


def test_normal_distribution_against_the_library() -> None:
    x = np.linspace(-37, 12, 2001)
    cdf, density = cdf_and_density(x)
    np.testing.assert_allclose(cdf, [math.erfc(-v / math.sqrt(2)) / 2 for v in x], rtol=2e-8, atol=1e-15)
    np.testing.assert_allclose(density, np.exp(-x * x / 2) / math.sqrt(2 * math.pi))
    assert quantile(0.975) == pytest.approx(1.959963984540054, abs=1e-12)
    assert quantile(0.5) == pytest.approx(0.0, abs=1e-12)
