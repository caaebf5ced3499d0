"""From a fit to ranks: draws of the assessors' effects, the chance of a place, and intervals of rank.

Given the assessors' effects the nominees are independent normals, so each draw keeps those normals instead of one
value each (Rao-Blackwell), and each draw has one threshold over which exactly the places are expected.

Sources: Laird & Louis 1989 and Goldstein & Spiegelhalter 1996 (ranks); Henderson & Newton 2016 (thresholds).
Twin: `plain_merit.place_probability`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from .crossed import Effects, Equations, Floats
from .normal import cdf_and_density

MOST_PASSES = 80
CLOSE = 1e-8  # of the expected places over the threshold


def draws(
    eq: Equations, effects: Effects, residual: float, generator: np.random.Generator, count: int
) -> tuple[Floats, Floats]:
    """Conditional means of the nominees' merits in each draw (count, n), and their conditional spread (n,).

    `eq` has shrunk nominees and `effects` is its solution for one column; merits are beta + u.
    """
    design, root = eq.design, np.sqrt(residual)
    m, far = len(eq.factor), len(eq.far_inverse)
    beta = root * (np.linalg.cholesky(eq.q) @ generator.standard_normal((len(eq.q), count)))
    kept = root * _upper_solve(eq.factor, generator.standard_normal((m, count))) - eq.kept_w @ beta
    if design.keeps_nominees:
        noise = root * np.sqrt(eq.far_inverse)[:, None] * generator.standard_normal((far, count))
        assessor = noise - eq.far_inverse[:, None] * (eq.far_x @ beta + design.cross @ kept)
    else:
        assessor = kept
    readings = np.asarray(design.counts.sum(axis=1)).ravel()
    given = 1.0 / (readings + eq.nominee_ratio)
    level = beta[design.group]
    shift = level - given[:, None] * (readings[:, None] * level + design.counts @ assessor)
    merit = (effects.beta[design.group] + effects.nominee)[:, 0]
    return merit + shift.T, root * np.sqrt(given)


def _upper_solve(factor: Floats, right: Floats) -> Floats:
    solved: Floats = linalg.solve_triangular(factor, right, lower=True, trans="T", check_finite=False)
    return solved


def place_probability(means: Floats, spread: Floats, places: int) -> Floats:
    """Chance (n,) that each nominee is among the best `places`; the chances add up to the places.

    `means` (draws, n) and `spread` (n,) as `draws` gives them; spread above zero.
    """
    n = means.shape[1]
    if places <= 0 or places >= n:
        return np.full(n, 1.0 if places > 0 else 0.0)
    threshold = _thresholds(means, spread, places)
    chance, _ = cdf_and_density((means - threshold[:, None]) / spread)
    return np.asarray(chance.mean(axis=0))


def _thresholds(means: Floats, spread: Floats, places: int) -> Floats:
    """For each draw the value over which `places` nominees are expected: Newton inside a bracket."""
    n = means.shape[1]
    reach = 10.0 * spread.max()
    low, high = means.min(axis=1) - reach, means.max(axis=1) + reach
    at = np.partition(means, n - places, axis=1)[:, n - places]
    for _ in range(MOST_PASSES):
        chance, density = cdf_and_density((means - at[:, None]) / spread)
        gap = chance.sum(axis=1) - places
        if np.abs(gap).max() < CLOSE:
            break
        low, high = np.where(gap > 0, at, low), np.where(gap > 0, high, at)
        slope = np.maximum((density / spread).sum(axis=1), 1e-300)
        step = at + gap / slope
        at = np.where((step > low) & (step < high), step, (low + high) / 2)
    return at


def rank_draws(values: Floats, part: NDArray[np.int64]) -> NDArray[np.int64]:
    """Ranks from 1 (best) inside each part, for every draw: values (draws, n), part (n,)."""
    ranks = np.empty(values.shape, dtype=np.int64)
    for name in np.unique(part):
        columns = np.flatnonzero(part == name)
        order = np.argsort(-values[:, columns], axis=1, kind="stable")
        inside = np.empty_like(order)
        np.put_along_axis(inside, order, np.arange(1, len(columns) + 1)[None, :], axis=1)
        ranks[:, columns] = inside
    return ranks


def rank_interval(ranks: NDArray[np.int64], level: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Lowest and highest rank (n,): at most half of ``100 - level`` in a hundred draws lie outside on each side."""
    ordered = np.sort(ranks, axis=0)
    skip = len(ranks) * (100 - level) // 200
    return ordered[skip], ordered[len(ranks) - 1 - skip]
