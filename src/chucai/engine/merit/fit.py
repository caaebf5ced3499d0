"""The fits behind a report: variances, merits and severities as floats, with what is to be said about them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chucai.engine.kernels import means
from chucai.engine.kernels.crossed import Design, Effects, Equations, Variances, equations
from chucai.engine.kernels.precision import Precision, merit_spread, precision
from chucai.engine.kernels.reml import Reml, reml
from chucai.engine.merit.columns import Columns
from chucai.engine.merit.model import MeritWarning, Method

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

LEAST_SPREAD = 1e-6  # of the residual variance: shrinks all merits to their mean, yet can be divided by
MOST_SPREAD = 1e10  # the same above, where assessors agree to the last mark: their equations would be singular
TINY = 1e-18  # squared points: stands for a variance when all marks are equal
ZERO = {
    "nominee": MeritWarning("variance-zero-nominee"),
    "assessor": MeritWarning("variance-zero-assessor"),
    "residual": MeritWarning("variance-zero-residual"),
}
LEVEL = ("marks-all-equal", "no-nominee-read-twice", "variance-zero-nominee")  # each says that nominees look alike


@dataclass(frozen=True)
class Estimates:
    """What a fitted model says; everything in points of the composite, centred on `base`.

    `variances.nominee` is the spread of true merits, also where the fit itself held nominees fixed. Shapes: merit,
    merit_se (n,); severity, severity_se, infit (J,), severity above zero being strict and infit nan where nothing is
    left over.
    merit_se counts all error; relative_se leaves out the mean severity of the panel, which the marks cannot show and
    all nominees share; severity_se is about that mean.
    """

    base: float
    variances: Variances
    iterations: int
    reliability: float
    merit: Floats
    merit_se: Floats
    relative_se: Floats
    severity: Floats
    severity_se: Floats
    infit: Floats
    warnings: tuple[MeritWarning, ...]


@dataclass(frozen=True)
class Fit(Estimates):
    """Factorised. `shrunk` and `shrunk_effects` are the posterior that ranks and chances are drawn from."""

    shrunk: Equations
    shrunk_effects: Effects


@dataclass(frozen=True)
class Company:
    """How many assessors each nominee (n,) and each assessor (J,) is held against, those of its part or all."""

    of_nominee: Codes
    of_assessor: Codes


def severity_fit(columns: Columns, group: Codes, company: Company, *, fixed: bool) -> Fit:
    """The crossed model. `group` (n,): whose mean a nominee is shrunk to."""
    y = columns.mark / columns.unit
    base = float(np.mean(y))
    y = y - base
    design = Design(columns.nominee, columns.assessor, columns.weight, group, len(columns.assessor_ids))
    notes: list[MeritWarning] = []
    if not np.ptp(y):
        notes.append(MeritWarning("marks-all-equal", {"readings": len(y)}))
        return _finish(design, y, base, company, Variances(None, 0.0, TINY), notes)
    if len(y) == design.nominees:
        notes.append(MeritWarning("no-nominee-read-twice", {"nominees": design.nominees}))
        return _finish(design, y, base, company, Variances(None, 0.0, float(y @ y) / (len(y) - 1)), notes)
    read_once = len(y) == design.assessors
    fitted = reml(design, y, fixed=fixed, held=("assessor",) if read_once else ())
    if read_once or "assessor" in fitted.unknown:
        notes.append(MeritWarning("severity-unknown"))
    if "nominee" in fitted.unknown:
        notes.append(MeritWarning("no-nominee-read-twice", {"nominees": design.nominees}))
    notes += [ZERO[name] for name in fitted.zero]
    if not fitted.converged:
        notes.append(MeritWarning("not-converged", {"iterations": fitted.iterations}))
    return _finish(design, y, base, company, fitted.variances, notes, fitted)


def plain_fit(columns: Columns, group: Codes, company: Company, method: Method) -> Fit:
    """Merit as a simple mean, its error from the spread of marks inside nominees; no assessor effect."""
    nominee, assessor, y, base = plain_marks(columns, method)
    design = Design(nominee, assessor, np.ones(len(y)), group, len(columns.assessor_ids))
    return _finish(design, y, base, company, Variances(None, 0.0, within(nominee, y)), [])


def plain_marks(columns: Columns, method: Method) -> tuple[Codes, Codes, Floats, float]:
    """Nominee, assessor and centred mark of the ratings that a simple mean is taken of, and the centre."""
    y = columns.mark / columns.unit
    keep = np.ones(len(y), dtype=bool)
    if method == "trimmed":
        keep = means.untrimmed(columns.nominee, columns.mark)
    elif method == "zscore":
        y = means.zscores(columns.assessor, y)
    base = float(np.mean(y[keep]))
    return columns.nominee[keep], columns.assessor[keep], y[keep] - base, base


def within(nominee: Codes, y: Floats) -> float:
    """Pooled variance inside nominees; the whole spread where no nominee has two readings."""
    counts = np.bincount(nominee)
    left = y - (np.bincount(nominee, y) / counts)[nominee]
    free = len(y) - len(counts)
    if free > 0:
        return max(float(left @ left) / free, TINY)
    return max(float(y @ y) / max(len(y) - 1, 1), TINY)


def _finish(
    design: Design,
    y: Floats,
    base: float,
    company: Company,
    variances: Variances,
    notes: list[MeritWarning],
    fitted: Reml | None = None,
) -> Fit:
    eq = fitted.eq if fitted else equations(design, variances)
    effects = fitted.effects if fitted else eq.solve(y[:, None])
    sure = precision(eq)
    residual = variances.residual
    merit = effects.nominee[:, 0] + (effects.beta[design.group, 0] if eq.shrunk else 0.0)
    spread, reliability = _spread(eq, merit, sure, variances)
    if spread == 0.0 and design.nominees > design.groups and not any(note.code in LEVEL for note in notes):
        notes = [*notes, ZERO["nominee"]]
    shrunk, shrunk_effects = (eq, effects) if eq.shrunk else _shrink(design, y, variances, spread)
    return Fit(
        base=base,
        variances=Variances(spread, variances.assessor, residual),
        iterations=fitted.iterations if fitted else 0,
        reliability=reliability,
        merit=base + merit,
        merit_se=np.sqrt(residual * sure.nominee),
        relative_se=_relative(residual * sure.nominee, variances.assessor / company.of_nominee),
        severity=-effects.assessor[:, 0],
        severity_se=_relative(residual * sure.assessor, variances.assessor / company.of_assessor),
        infit=_infit(design, y - effects.fitted(design)[:, 0], sure, residual),
        shrunk=shrunk,
        shrunk_effects=shrunk_effects,
        warnings=tuple(notes),
    )


def _relative(error: Floats, shared: Floats) -> Floats:
    """Standard errors without the mean of the assessors' effects.

    Adding a constant to every assessor and taking it from every nominee changes no mark, so nothing is learnt about
    that mean: its variance stays that of a mean of so many assessors, independent of all differences.
    """
    return np.sqrt(np.maximum(error - shared, 0.0))


def _spread(eq: Equations, merit: Floats, sure: Precision, variances: Variances) -> tuple[float, float]:
    """Variance of true merits and reliability (0 to 1)."""
    if variances.nominee is not None:
        error = variances.residual * float(sure.nominee_given.mean())
        return variances.nominee, max(0.0, 1 - error / variances.nominee) if variances.nominee > 0 else 0.0
    spread, error = merit_spread(eq, merit, sure.nominee, variances.residual)
    return spread, spread / (spread + error) if spread > 0 else 0.0


def _shrink(design: Design, y: Floats, variances: Variances, spread: float) -> tuple[Equations, Effects]:
    least, most = LEAST_SPREAD * variances.residual, MOST_SPREAD * variances.residual
    eq = equations(design, Variances(min(max(spread, least), most), variances.assessor, variances.residual))
    return eq, eq.solve(y[:, None])


def _infit(design: Design, left: Floats, sure: Precision, residual: float) -> Floats:
    squares = np.bincount(design.assessor, design.weight * left**2, design.assessors)
    room = np.bincount(design.assessor, 1 - sure.leverage, design.assessors)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(room > 1e-6, squares / (residual * room), np.nan)
