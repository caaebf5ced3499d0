"""Who uses the whole scale and who does not: an error variance for each assessor, where the marks show a difference.

The mean squares of the residuals (infit) are drawn together on the log scale: with `f_j` degrees of freedom their logs
scatter by ``2 / f_j`` even when all assessors are alike; what scatters beyond that is real. If nothing does, nothing is
fitted. Else sheets are weighed by the inverse of the variances and the model is estimated once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from chucai.engine.merit.columns import Columns
from chucai.engine.merit.fold import fold
from chucai.engine.merit.model import MICRO, MeritReport, Rating

if TYPE_CHECKING:
    from chucai.engine.merit import Scale

Floats = NDArray[np.float64]

FEWEST = 3  # sheets before an assessor's own spread is looked at


@dataclass(frozen=True, slots=True)
class Spreads:
    """report: with sheets weighed, or as it was where assessors do not differ. spread: of each one's errors, micro.

    seen, expected: scatter of the log mean squares in millionths, and what chance alone makes of it.
    """

    report: MeritReport
    spread: Mapping[str, int]
    seen: int
    expected: int

    @property
    def differ(self) -> bool:
        return self.seen > self.expected


def own_spreads(
    ratings: Iterable[Rating], weights: Mapping[str, Fraction | int], scale: Scale | None, **asked: Any
) -> Spreads:
    """The severity model with a spread for each assessor; `asked` as `estimate` takes it (places, seed, level ...)."""
    columns = fold(ratings, weights, scale)
    report = _estimated(columns, columns.weight, asked)
    squares, seen, expected = _drawn_together(report)
    sizes = [round(float(np.sqrt(report.round.variance_residual * MICRO * s))) for s in squares]
    spread = dict(zip((line.assessor for line in report.assessors), sizes, strict=True))
    if seen > expected:
        report = _estimated(columns, columns.weight / squares[columns.assessor], asked)
    return Spreads(report, spread, round(seen * MICRO), round(expected * MICRO))


def _estimated(columns: Columns, weight: Floats, asked: Mapping[str, Any]) -> MeritReport:
    from chucai.engine.merit import estimate_columns

    return estimate_columns(
        columns.nominee,
        columns.assessor,
        columns.mark,
        unit=columns.unit,
        nominee_ids=columns.nominee_ids,
        assessor_ids=columns.assessor_ids,
        weight=weight,
        **asked,
    )


def _drawn_together(report: MeritReport) -> tuple[Floats, float, float]:
    """Error variances (J,) about a mean of 1, the scatter seen and the scatter that chance makes."""
    levels = len(report.nominees) + len(report.assessors) - 1
    share = max(0.0, 1 - levels / report.round.readings)
    loads = np.array([line.load for line in report.assessors], dtype=np.float64)
    infit = np.array([(line.infit or 0) / MICRO for line in report.assessors])
    free = np.maximum(loads * share, 1.0)
    known = (loads >= FEWEST) & (infit > 0)
    if known.sum() < 2 or share <= 0:
        return np.ones(len(loads)), 0.0, 0.0
    logs = np.log(infit[known])
    middle, seen, expected = float(logs.mean()), float(logs.var(ddof=1)), float((2 / free[known]).mean())
    beyond = max(0.0, seen - expected)
    squares = np.ones(len(loads))
    squares[known] = np.exp(beyond / (beyond + 2 / free[known]) * (logs - middle))
    return squares / squares.mean(), seen, expected
