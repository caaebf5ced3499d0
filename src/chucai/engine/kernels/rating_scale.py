"""Many-facet rating scale model by joint maximum likelihood: an adjacent-category logit with additive effects.

``log(P[x = k] / P[x = k - 1]) = nominee - assessor - criterion - threshold[k]``, k from 1 to the highest category.

The likelihood is that of an exponential family and concave, so Newton's step is Fisher's and the maximum is the only
one. Nominees and criteria sum to zero, assessors sum to zero inside their connected part; thresholds carry the level.

Source: Linacre 1989, Many-Facet Rasch Measurement; Andrich 1978. Twin: `plain_rating_scale`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

EXTREME = 0.3  # score points by which a level with only lowest or only highest marks is drawn in (Linacre's habit)
MOST_STEPS = 200
SMALL = 1e-10
MOST_HALVINGS = 40
WORST_CONDITION = 1e13


@dataclass(frozen=True)
class Marks:
    """Who gave whom which category (from 0) on which criterion: all (N,). `part`: of each assessor (J,)."""

    nominee: Codes
    assessor: Codes
    criterion: Codes
    category: Codes
    part: Codes
    nominees: int
    criteria: int

    @property
    def assessors(self) -> int:
        return len(self.part)

    @property
    def top(self) -> int:
        return int(self.category.max())

    @property
    def levels(self) -> int:
        return self.nominees + self.assessors + self.criteria

    @property
    def effects(self) -> sparse.csr_array:
        """Signs of the effects in each mark's logit (N, levels): nominees up, assessors and criteria down."""
        count = len(self.category)
        columns = (self.nominee, self.nominees + self.assessor, self.nominees + self.assessors + self.criterion)
        rows = np.tile(np.arange(count), 3)
        signs = np.repeat([1.0, -1.0, -1.0], count)
        return sparse.csr_array((signs, (rows, np.concatenate(columns))), shape=(count, self.levels))


@dataclass(frozen=True)
class RatingScale:
    """The fit, in logits. Assessors above zero are strict, criteria above zero hard.

    nominee, assessor, criterion: measures. threshold (top,). *_se: with all else held. covariance (n, n): of the
    nominees under the sums to zero; assessor_covariance (J, J) likewise. *_infit: squared residuals over the
    variance expected. extreme: levels (nominees, assessors, criteria) that had only lowest or only highest marks.
    """

    nominee: Floats
    assessor: Floats
    criterion: Floats
    threshold: Floats
    nominee_se: Floats
    assessor_se: Floats
    criterion_se: Floats
    covariance: Floats
    assessor_covariance: Floats
    nominee_infit: Floats
    assessor_infit: Floats
    criterion_infit: Floats
    extreme: tuple[Codes, Codes, Codes]
    log_likelihood: float
    iterations: int
    converged: bool


@dataclass(frozen=True)
class _Moments:
    """Of every mark at given parameters: mean, variance (N,), covariance with the steps (N, top), and log of the sum.

    steps: chance of at least k (N, top)."""

    mean: Floats
    variance: Floats
    with_steps: Floats
    steps: Floats
    log_sum: Floats


def fit(marks: Marks) -> RatingScale:
    """Newton with the sums to zero as side conditions, halving a step that lowers the likelihood.

    Every category from 0 to the highest must occur. Raises numpy.linalg.LinAlgError when marks do not connect the
    effects, so that no maximum is the only one.
    """
    effects = marks.effects
    target, extreme = _targets(marks, effects)
    sums = _side_conditions(marks)
    at = np.concatenate((np.zeros(marks.levels), _first_thresholds(marks)))
    value, moments = _value(marks, effects, target, at)
    converged, step_number = False, 0
    while not converged and step_number < MOST_STEPS:
        step_number += 1
        gradient = target - _expected(effects, moments)
        step = _constrained(_information(effects, moments), sums, gradient, -sums.T @ at)
        at, value, moments, moved = _along(marks, effects, target, at, step, value)
        converged = moved < SMALL
    return _finish(marks, effects, at, moments, sums, extreme, (step_number, converged))


def _targets(marks: Marks, effects: sparse.csr_array) -> tuple[Floats, tuple[Codes, Codes, Codes]]:
    """Sums that the fit must reproduce, extreme ones drawn in; and which levels were extreme."""
    sums = effects.T @ marks.category.astype(np.float64)
    most = effects.T @ np.full(len(marks.category), float(marks.top))
    low, high = sums == 0, sums == most
    sign = np.where(np.arange(marks.levels) < marks.nominees, 1.0, -1.0)
    sums = sums + sign * EXTREME * low - sign * EXTREME * high
    at_least = -np.array([(marks.category >= k).sum() for k in range(1, marks.top + 1)], dtype=np.float64)
    cuts = (marks.nominees, marks.nominees + marks.assessors)
    first, second, third = np.split(low | high, cuts)
    return np.concatenate((sums, at_least)), (np.flatnonzero(first), np.flatnonzero(second), np.flatnonzero(third))


def _side_conditions(marks: Marks) -> Floats:
    """Columns of ones over what sums to zero (levels + top, conditions)."""
    n, j = marks.nominees, marks.assessors
    sums = np.zeros((marks.levels + marks.top, 2 + int(marks.part.max()) + 1))
    sums[:n, 0] = 1
    sums[n + j : marks.levels, 1] = 1
    sums[n + np.arange(j), 2 + marks.part] = 1
    return sums


def _first_thresholds(marks: Marks) -> Floats:
    seen = np.bincount(marks.category, minlength=marks.top + 1).astype(np.float64)
    return np.asarray(np.log(seen[:-1] / seen[1:]))


def _moments(marks: Marks, effects: sparse.csr_array, at: Floats) -> _Moments:
    logit = effects @ at[: marks.levels]
    steps = np.concatenate(([0.0], np.cumsum(at[marks.levels :])))
    exponent = np.outer(logit, np.arange(marks.top + 1)) - steps
    most = exponent.max(axis=1, keepdims=True)
    weight = np.exp(exponent - most)
    total = weight.sum(axis=1, keepdims=True)
    chance = weight / total
    at_least = np.cumsum(chance[:, ::-1], axis=1)[:, ::-1][:, 1:]
    category = np.arange(marks.top + 1.0)
    mean = chance @ category
    tail = np.cumsum((chance * category)[:, ::-1], axis=1)[:, ::-1][:, 1:]
    with_steps = tail - mean[:, None] * at_least
    return _Moments(mean, chance @ category**2 - mean**2, with_steps, at_least, (np.log(total) + most)[:, 0])


def _value(marks: Marks, effects: sparse.csr_array, target: Floats, at: Floats) -> tuple[float, _Moments]:
    moments = _moments(marks, effects, at)
    return float(target @ at - moments.log_sum.sum()), moments


def _expected(effects: sparse.csr_array, moments: _Moments) -> Floats:
    return np.concatenate((effects.T @ moments.mean, -moments.steps.sum(axis=0)))


def _information(effects: sparse.csr_array, moments: _Moments) -> Floats:
    """Of all parameters together: covariances of the sums that the fit must reproduce."""
    own = (effects.T @ sparse.diags_array(moments.variance) @ effects).toarray()
    between = -(effects.T @ moments.with_steps)
    joint = np.diag(moments.steps.sum(axis=0))
    for k in range(len(joint)):
        joint[k, :k] = joint[:k, k] = moments.steps[:, k].sum()
    joint = joint - moments.steps.T @ moments.steps
    return np.block([[own, between], [between.T, joint]])


def _bordered(information: Floats, sums: Floats) -> Floats:
    side = sums.shape[1]
    return np.block([[information, sums], [sums.T, np.zeros((side, side))]])


def _constrained(information: Floats, sums: Floats, gradient: Floats, gap: Floats) -> Floats:
    solved = np.asarray(np.linalg.solve(_bordered(information, sums), np.concatenate((gradient, gap))), np.float64)
    return solved[: len(gradient)]


def _along(
    marks: Marks, effects: sparse.csr_array, target: Floats, at: Floats, step: Floats, value: float
) -> tuple[Floats, float, _Moments, float]:
    """Where the step leads, halved until the likelihood is no lower; and how far it went."""
    for _ in range(MOST_HALVINGS):
        reached, moments = _value(marks, effects, target, at + step)
        if reached >= value - 1e-9 * max(1.0, abs(value)):
            break
        step = step / 2
    return at + step, reached, moments, float(np.abs(step).max())


def _finish(
    marks: Marks,
    effects: sparse.csr_array,
    at: Floats,
    moments: _Moments,
    sums: Floats,
    extreme: tuple[Codes, Codes, Codes],
    end: tuple[int, bool],
) -> RatingScale:
    information = _information(effects, moments)
    if np.linalg.cond(_bordered(information, sums)) > WORST_CONDITION:
        raise np.linalg.LinAlgError("the marks do not connect the effects")
    n, cuts = marks.nominees, (marks.nominees, marks.nominees + marks.assessors, marks.levels)
    inverse = np.asarray(np.linalg.inv(_bordered(information, sums)), dtype=np.float64)
    nominee, assessor, criterion, threshold = np.split(at, cuts)
    errors = np.split(1.0 / np.sqrt(np.diag(information)), cuts)
    left = marks.category - moments.mean
    size = abs(effects)
    infits = np.split((size.T @ left**2) / (size.T @ moments.variance), cuts[:2])
    chosen = np.concatenate(([0.0], np.cumsum(threshold)))[marks.category]
    observed = float((marks.category * (effects @ at[: marks.levels]) - chosen - moments.log_sum).sum())
    return RatingScale(
        nominee=nominee,
        assessor=assessor,
        criterion=criterion,
        threshold=threshold,
        nominee_se=errors[0],
        assessor_se=errors[1],
        criterion_se=errors[2],
        covariance=inverse[:n, :n],
        assessor_covariance=inverse[n : cuts[1], n : cuts[1]],
        nominee_infit=infits[0],
        assessor_infit=infits[1],
        criterion_infit=infits[2],
        extreme=extreme,
        log_likelihood=observed,
        iterations=end[0],
        converged=end[1],
    )
