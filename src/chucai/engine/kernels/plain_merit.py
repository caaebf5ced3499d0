"""Slow and obvious twins of the merit kernels: the whole covariance matrix, written out. For tests and small cases.

Source: Searle, Casella & McCulloch 1992, Variance Components, ch. 6-7.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Setting:
    """A small table (N,) with its variances; nominees are fixed where theirs is None, else about their group's mean."""

    nominee: Codes
    assessor: Codes
    weight: Floats
    group: Codes
    assessors: int
    nominee_variance: float | None
    assessor_variance: float
    residual: float

    @property
    def z_nominee(self) -> Floats:
        return np.eye(len(self.group))[self.nominee]

    @property
    def z_assessor(self) -> Floats:
        return np.eye(self.assessors)[self.assessor]

    @property
    def x(self) -> Floats:
        """Columns of the fixed part: one a nominee, or one a group."""
        if self.nominee_variance is None:
            return self.z_nominee
        return np.eye(int(self.group.max()) + 1)[self.group][self.nominee]

    @property
    def v(self) -> Floats:
        """Covariance of the ratings (N, N)."""
        noise = np.diag(self.residual / self.weight)
        both = noise + self.assessor_variance * self.z_assessor @ self.z_assessor.T
        return both + (self.nominee_variance or 0.0) * self.z_nominee @ self.z_nominee.T

    @property
    def p(self) -> Floats:
        """``V^-1 - V^-1 X (X' V^-1 X)^-1 X' V^-1``."""
        inverse = np.linalg.inv(self.v)
        middle = np.linalg.inv(self.x.T @ inverse @ self.x)
        return np.asarray(inverse - inverse @ self.x @ middle @ self.x.T @ inverse, dtype=np.float64)


def criterion(setting: Setting, y: Floats) -> float:
    """-2 log restricted likelihood."""
    v, x = setting.v, setting.x
    middle = x.T @ np.linalg.inv(v) @ x
    logs = float(np.linalg.slogdet(v)[1]) + float(np.linalg.slogdet(middle)[1])
    return logs + float(y @ setting.p @ y) + int(len(y) - x.shape[1]) * math.log(2 * math.pi)


def merits(setting: Setting, y: Floats) -> tuple[Floats, Floats]:
    """Merit of each nominee and its prediction-error variance."""
    n = len(setting.group)
    inverse = np.linalg.inv(setting.v)
    blue = np.linalg.inv(setting.x.T @ inverse @ setting.x) @ setting.x.T @ inverse
    if setting.nominee_variance is None:
        return blue @ y, np.diag(blue @ setting.v @ blue.T)
    level = np.eye(int(setting.group.max()) + 1)[setting.group]
    cross = setting.nominee_variance * setting.z_nominee.T
    linear = level @ blue + cross @ setting.p
    error = linear @ setting.v @ linear.T - linear @ cross.T - cross @ linear.T + setting.nominee_variance * np.eye(n)
    return linear @ y, np.diag(error)


def leniencies(setting: Setting, y: Floats) -> tuple[Floats, Floats]:
    """Assessors' effects (J,) and the covariance of their prediction errors (J, J)."""
    cross = setting.assessor_variance * setting.z_assessor.T
    linear = cross @ setting.p
    error = setting.assessor_variance * np.eye(setting.assessors) - linear @ cross.T
    return linear @ y, error


def leverages(setting: Setting) -> Floats:
    """How much each fitted value follows its own rating."""
    return 1 - np.diag(np.diag(setting.residual / setting.weight) @ setting.p)


def reml(settings_at: Callable[[Floats], Setting], start: Sequence[float], y: Floats) -> tuple[Floats, float]:
    """Least criterion over log variances by trying each one up and down with ever smaller steps.

    `settings_at` turns log variances into a Setting.
    """
    at = np.array(start, dtype=float)
    best = criterion(settings_at(at), y)
    step = 1.0
    while step > 1e-4:
        tries = [at + sign * step * unit for unit in np.eye(len(at)) for sign in (1, -1)]
        values = [criterion(settings_at(there), y) for there in tries]
        if min(values) < best - 1e-12:
            best, at = min(values), tries[int(np.argmin(values))]
        else:
            step /= 2
    return at, best


def place_probability(means: Floats, spread: Floats, places: int) -> Floats:
    """As `places.place_probability`, one nominee and one bisection at a time."""
    total = np.zeros(len(spread))
    for row in means:
        low, high = row.min() - 20 * spread.max(), row.max() + 20 * spread.max()
        for _ in range(100):
            threshold = (low + high) / 2
            chances = [_above(centre, width, threshold) for centre, width in zip(row, spread, strict=True)]
            low, high = (threshold, high) if sum(chances) > places else (low, threshold)
        total += np.array(chances)
    return total / len(means)


def _above(centre: float, width: float, threshold: float) -> float:
    return math.erfc((threshold - centre) / width / math.sqrt(2)) / 2


def trimmed_mean(marks: Sequence[Fraction]) -> Fraction:
    """Rule J5: with more than five marks drop one highest and one lowest."""
    ordered = sorted(marks)
    kept = ordered[1:-1] if len(ordered) > 5 else ordered
    return sum(kept, Fraction(0)) / len(kept)


def parts(pairs: Sequence[tuple[int, int]]) -> list[tuple[set[int], set[int]]]:
    """Connected parts as (nominees, assessors), by merging until nothing changes; ordered by first nominee."""
    found: list[tuple[set[int], set[int]]] = []
    for nominee, assessor in pairs:
        joined = ({nominee}, {assessor})
        apart = []
        for part in found:
            if nominee in part[0] or assessor in part[1]:
                joined = (joined[0] | part[0], joined[1] | part[1])
            else:
                apart.append(part)
        found = [*apart, joined]
    return sorted(found, key=lambda part: min(part[0]))
