"""From measures with a covariance, whatever model made them, to the report that all of merit shares.

The simple means, the counts and the connected parts come from the report by the plain mean over the same sheets; the
model's own numbers take the place of merit, errors, ranks and chances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from chucai.engine.kernels.normal import quantile
from chucai.engine.kernels.places import rank_draws, rank_interval
from chucai.engine.merit.model import (
    MICRO,
    AssessorSeverity,
    MeritReport,
    MeritWarning,
    Method,
    NomineeMerit,
    RoundMerit,
)
from chucai.engine.merit.options import Options
from chucai.engine.merit.tables import micro_of

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

DRAWS = 4_000
DRAWN_VALUES = 8_000_000
TOSS_UP = (50_000, 950_000)  # chances per million; both ends outside the band
OF_THE_TABLE = ("panels-not-connected", "flat-marks", "too-few-readings", "criteria-missing")


@dataclass(frozen=True)
class AssessorMeasure:
    """One assessor in the unit of the merits. spread: None leaves that of the marks; infit: None where unknown."""

    severity: float
    error: float
    infit: float | None
    spread: float | None = None


@dataclass(frozen=True)
class Measured:
    """What a model found. Nominees by sorted id: value, error (n,), and covariance (n, n) of their differences.

    `noise`: variance of one reading (points or logits squared), None where the model has none.
    """

    engine: str
    ids: tuple[str, ...]
    value: Floats
    error: Floats
    covariance: Floats
    assessors: dict[str, AssessorMeasure]
    noise: float | None
    iterations: int
    warnings: tuple[MeritWarning, ...] = ()
    method: Method | None = None
    apart: bool = True


def report(base: MeritReport, found: Measured, options: Options) -> MeritReport:
    """`base` with the model's numbers. Ranks count inside a part unless the model compares across parts."""
    part = {line.nominee: line.part for line in base.nominees}
    apart = np.array([part[name] if found.apart else 0 for name in found.ids], dtype=np.int64)
    spread, reliability = _spread(found, apart)
    reach = quantile(0.5 + options.level / 200)
    nominees = _nominees(base, found, apart, rank_draws(_drawn(found, apart, spread, options.seed), apart), options)
    assessors = tuple(_assessor(line, found.assessors.get(line.assessor), reach) for line in base.assessors)
    summary = _summary(base, found, assessors, nominees, (spread, reliability))
    return MeritReport(nominees, assessors, replace(summary, method=found.method or options.method))


def _nominees(
    base: MeritReport, found: Measured, apart: Codes, ranks: Codes, options: Options
) -> tuple[NomineeMerit, ...]:
    value, error = _micro(found.value), _micro(found.error)
    relative = _micro(np.sqrt(np.maximum(np.diag(found.covariance), 0.0)))
    half = _micro(quantile(0.5 + options.level / 200) * found.error)
    rank = _competition(value, apart)
    low, high = rank_interval(ranks, options.level)
    chance = None if options.places is None or apart.any() else _micro((ranks <= options.places).mean(axis=0))
    known = {line.nominee: line for line in base.nominees}
    order = sorted(range(len(found.ids)), key=lambda i: (apart[i], rank[i], found.ids[i]))
    return tuple(
        replace(
            known[found.ids[i]],
            merit=int(value[i]),
            se=int(error[i]),
            se_relative=int(relative[i]),
            low=int(value[i] - half[i]),
            high=int(value[i] + half[i]),
            rank=int(rank[i]),
            rank_low=min(int(low[i]), int(rank[i])),
            rank_high=max(int(high[i]), int(rank[i])),
            p_place=None if chance is None else int(chance[i]),
        )
        for i in order
    )


def _assessor(line: AssessorSeverity, found: AssessorMeasure | None, reach: float) -> AssessorSeverity:
    if found is None:
        return line
    severity, half = micro_of(found.severity), micro_of(reach * found.error)
    return replace(
        line,
        severity=severity,
        se=micro_of(found.error),
        low=severity - half,
        high=severity + half,
        spread=line.spread if found.spread is None else micro_of(found.spread),
        infit=None if found.infit is None else micro_of(found.infit),
    )


def _summary(
    base: MeritReport,
    found: Measured,
    assessors: Sequence[AssessorSeverity],
    nominees: Sequence[NomineeMerit],
    spread: tuple[float, float],
) -> RoundMerit:
    severities = [line.severity / MICRO for line in assessors]
    between = float(np.var(severities, ddof=1)) if len(severities) > 1 else 0.0
    error = float(np.mean([(line.se / MICRO) ** 2 for line in assessors])) if severities else 0.0
    sizes = [spread[0], max(0.0, between - error), found.noise or 0.0]
    shares = [micro_of(size / (sum(sizes) or 1.0)) for size in sizes]
    kept = [note for note in base.round.warnings if note.code in OF_THE_TABLE]
    return replace(
        base.round,
        variance_nominee=micro_of(sizes[0]),
        variance_assessor=micro_of(sizes[1]),
        variance_residual=micro_of(sizes[2]),
        share_nominee=shares[0],
        share_assessor=shares[1],
        share_residual=shares[2],
        engine=found.engine,
        iterations=found.iterations,
        reliability=micro_of(spread[1]),
        toss_up=tuple(n.nominee for n in nominees if n.p_place is not None and TOSS_UP[0] < n.p_place < TOSS_UP[1]),
        warnings=(*kept, *found.warnings),
    )


def _spread(found: Measured, apart: Codes) -> tuple[float, float]:
    """Variance of the true measures inside parts by moments, and reliability."""
    free = len(apart) - len(np.unique(apart))
    if free <= 0:
        return 0.0, 0.0
    centring = _centring(apart)
    seen = float(found.value @ centring @ found.value) / free
    error = float(np.vdot(centring, found.covariance)) / free
    spread = max(0.0, seen - error)
    return spread, spread / seen if seen > 0 else 0.0


def _centring(apart: Codes) -> Floats:
    same = (apart[:, None] == apart[None, :]).astype(np.float64)
    centred: Floats = np.eye(len(apart)) - same / same.sum(axis=1, keepdims=True)
    return centred


def _drawn(found: Measured, apart: Codes, spread: float, seed: int) -> Floats:
    """Draws (count, n) of the measures shrunk to the mean of their part: posterior under a normal of that spread."""
    n = len(apart)
    centring = _centring(apart)
    error = centring @ found.covariance @ centring
    kept = error @ np.linalg.inv(error + max(spread, 1e-9) * np.eye(n))
    away = centring @ found.value
    level = found.value - away
    sizes, axes = np.linalg.eigh(max(spread, 1e-9) * (kept + kept.T) / 2)
    root = axes * np.sqrt(np.maximum(sizes, 0.0))
    count = int(np.clip(DRAWN_VALUES // n, 200, DRAWS))
    noise = np.random.Generator(np.random.PCG64(seed)).standard_normal((count, n))
    drawn: Floats = level + away - kept @ away + noise @ root.T
    return drawn


def _competition(value: Codes, apart: Codes) -> Codes:
    """Rank 1 for the largest of each part; equal values share the better rank."""
    rank = np.empty(len(value), dtype=np.int64)
    for name in np.unique(apart):
        mine = np.flatnonzero(apart == name)
        rank[mine] = 1 + len(mine) - np.searchsorted(np.sort(value[mine]), value[mine], side="right")
    return rank


def _micro(values: Floats) -> Codes:
    return np.rint(np.round(values * MICRO, 3)).astype(np.int64)
