"""The simple means beside the merit: plain, trimmed (rule J5) and of z-scores (rule J7).

Marks are integers in units of ``1 / unit``, so plain and trimmed means are exact until they are rounded.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.int64]
Floats = NDArray[np.float64]

TRIM_ABOVE = 5  # one highest and one lowest mark are dropped when there are more readings than this (J5)


def untrimmed(nominee: Codes, mark: Codes) -> NDArray[np.bool_]:
    """Which ratings (N,) stay: all, but for one highest and one lowest of each nominee with more than five.

    `nominee` is sorted; of equal marks the first is dropped as lowest and the last as highest.
    """
    order = np.lexsort((mark, nominee))
    readings = np.bincount(nominee)
    last = np.cumsum(readings) - 1
    many = readings > TRIM_ABOVE
    keep = np.ones(len(nominee), dtype=bool)
    keep[order[last[many]]] = False
    keep[order[(last - readings + 1)[many]]] = False
    return keep


def trimmed_without(nominee: Codes, y: Floats) -> Floats:
    """Trimmed mean of each rating's nominee without that rating (N,), trimmed anew; anything where it is the only one.

    `nominee` is sorted.
    """
    order = np.lexsort((y, nominee))
    readings = np.bincount(nominee)
    last = np.cumsum(readings) - 1
    ordered = y[order]
    sums = np.bincount(nominee, y)
    place = np.empty(len(y), dtype=np.int64)
    place[order] = np.arange(len(y))
    top, bottom = last[nominee], (last - readings + 1)[nominee]
    highest = ordered[np.where(place == top, np.maximum(top - 1, 0), top)]
    lowest = ordered[np.where(place == bottom, np.minimum(bottom + 1, len(y) - 1), bottom)]
    left = readings[nominee] - 1
    trim = left > TRIM_ABOVE
    total = sums[nominee] - y - np.where(trim, highest + lowest, 0.0)
    return np.asarray(total / np.maximum(left - 2 * trim, 1))


def mean_micro(nominee: Codes, mark: Codes, unit: int) -> list[int]:
    """Mean of each nominee's marks in millionths, rounded half to even from the exact fraction."""
    readings = np.bincount(nominee)
    starts = np.concatenate(([0], np.cumsum(readings)[:-1]))
    sums = np.add.reduceat(mark[np.argsort(nominee, kind="stable")], starts)
    return [
        round_half_even(int(total) * 1_000_000, unit * int(count)) for total, count in zip(sums, readings, strict=True)
    ]


def round_half_even(numerator: int, denominator: int) -> int:
    """Nearest integer of a fraction with a positive denominator; halves go to the even neighbour."""
    whole, rest = divmod(numerator, denominator)
    if 2 * rest > denominator or (2 * rest == denominator and whole % 2):
        return whole + 1
    return whole


def zscores(assessor: Codes, y: Floats) -> Floats:
    """Each mark (N,) as z-score of its assessor, rescaled to the mean and spread of all marks.

    Sample standard deviations; an assessor with one reading or flat marks says nothing: z is 0.
    """
    load = np.maximum(np.bincount(assessor), 1)
    away = y - (np.bincount(assessor, y) / load)[assessor]
    spread = np.sqrt(np.bincount(assessor, away**2) / np.maximum(load - 1, 1))
    says = spread > 1e-12 * max(1.0, float(np.abs(y).max()))
    z = np.where(says[assessor], away / np.where(says, spread, 1.0)[assessor], 0.0)
    return float(y.mean()) + (float(np.std(y, ddof=1)) if len(y) > 1 else 0.0) * np.asarray(z, dtype=np.float64)


def spread_by_assessor(assessor: Codes, y: Floats, assessors: int) -> Floats:
    """Sample standard deviation (J,) of each assessor's marks; nan for one reading."""
    load = np.bincount(assessor, minlength=assessors)
    away = y - (np.bincount(assessor, y, assessors) / np.maximum(load, 1))[assessor]
    squares = np.bincount(assessor, away**2, assessors)
    return np.where(load > 1, np.sqrt(squares / np.maximum(load - 1, 1)), np.nan)
