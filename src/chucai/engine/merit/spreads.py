"""Who uses the whole scale and who does not: an error variance for each assessor, where the marks show a difference.

The mean squares of the residuals (infit) are drawn together on the log scale: with `f_j` degrees of freedom their logs
scatter by ``2 / f_j`` even when all assessors are alike; what scatters beyond that is real. If nothing does, nothing is
fitted. Else sheets are weighed by the inverse of the variances and the model is estimated once more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from chucai.engine.merit.columns import Columns
from chucai.engine.merit.model import MICRO, MeritReport, MeritWarning

Floats = NDArray[np.float64]

FEWEST = 3  # sheets before an assessor's own spread is looked at


def own_spreads(columns: Columns, estimated: Callable[[Columns], MeritReport]) -> tuple[MeritReport, Columns]:
    """The report with a spread for each assessor, and the columns as weighed; with a warning where none differs."""
    report = estimated(columns)
    squares, seen, expected = drawn_together(report)
    differ = seen > expected
    noise = [round(float(np.sqrt(report.round.variance_residual * MICRO * s))) for s in squares]
    if differ:
        columns = replace(columns, weight=columns.weight / squares[columns.assessor])
        report = estimated(columns)
    notes = () if differ else (MeritWarning("spreads-alike", {"seen": f"{seen:.3f}", "expected": f"{expected:.3f}"}),)
    summary = replace(
        report.round,
        spreads="own" if differ else "alike",
        spread_seen=round(seen * MICRO),
        spread_expected=round(expected * MICRO),
        warnings=(*report.round.warnings, *notes),
    )
    lines = tuple(replace(line, noise=size) for line, size in zip(report.assessors, noise, strict=True))
    return replace(report, assessors=lines, round=summary), columns


def drawn_together(report: MeritReport) -> tuple[Floats, float, float]:
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
