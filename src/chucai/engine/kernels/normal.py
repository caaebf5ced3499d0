"""The normal distribution with arithmetic of our own, so that a result does not hang on a platform's erfc.

Source: Hart et al. 1968, algorithm 5666, as set out by West 2005 (relative error near 1e-15).
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TOP = (3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931)
_TOP_LAST = 220.206867912376
_BOTTOM = (
    8.83883476483184e-02,
    1.75566716318264,
    16.064177579207,
    86.7807322029461,
    296.564248779674,
    637.333633378831,
)
_BOTTOM_LAST = (793.826512519948, 440.413735824752)
_SWITCH = 7.07106781186547  # beyond it a continued fraction
_ROOT_TWO_PI = math.sqrt(2 * math.pi)


def cdf_and_density(x: Floats) -> tuple[Floats, Floats]:
    """Standard normal distribution function and density at every x."""
    size = np.abs(x)
    bell = np.exp(-0.5 * size * size)
    tail = _polynomial(_TOP, _TOP_LAST, size)
    tail /= _polynomial(_BOTTOM, _BOTTOM_LAST[0], size) * size + _BOTTOM_LAST[1]
    far = size >= _SWITCH
    if far.any():
        tail[far] = _fraction(size[far])
    tail *= bell
    return np.where(x > 0, 1.0 - tail, tail), bell / _ROOT_TWO_PI


def _polynomial(coefficients: tuple[float, ...], last: float, size: Floats) -> Floats:
    value = coefficients[0] * size
    for coefficient in coefficients[1:]:
        value += coefficient
        value *= size
    value += last
    return value


def _fraction(size: Floats) -> Floats:
    value = size + 0.65
    for k in (4.0, 3.0, 2.0, 1.0):
        value = size + k / value
    return 1.0 / (value * 2.506628274631)


def quantile(probability: float) -> float:
    """Where the distribution function reaches `probability`, strictly between 0 and 1; by Newton from 0, guarded."""
    low, high, x = -40.0, 40.0, 0.0
    for _ in range(200):
        cdf, density = cdf_and_density(np.array([x]))
        gap = float(cdf[0]) - probability
        low, high = (low, x) if gap > 0 else (x, high)
        step = gap / max(float(density[0]), 1e-300)
        if abs(step) < 1e-13 * max(1.0, abs(x)):
            return x - step
        x = x - step if low < x - step < high else (low + high) / 2
    return x
