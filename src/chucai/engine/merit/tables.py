"""Fits as tables of integers: one line a nominee, one line an assessor, one summary of the round."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from chucai.engine.kernels import means
from chucai.engine.kernels.normal import quantile
from chucai.engine.merit.columns import Columns
from chucai.engine.merit.fit import Estimates
from chucai.engine.merit.model import (
    ENGINE,
    MICRO,
    AssessorSeverity,
    MeritWarning,
    Method,
    NomineeMerit,
    Part,
    RoundMerit,
)
from chucai.engine.merit.options import Options

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

TOSS_UP = (50_000, 950_000)  # chances per million; both ends outside the band


@dataclass(frozen=True)
class Facts:
    """What every table needs. `part`: of nominees and of assessors; `apart`: parts ranked apart, else all 0."""

    columns: Columns
    part: tuple[Codes, Codes]
    apart: Codes
    level: int

    @cached_property
    def reach(self) -> float:
        """Standard errors on each side of an interval."""
        return quantile(0.5 + self.level / 200)


@dataclass(frozen=True)
class Ranks:
    """Rank with its interval, and chance of a place; all (n,)."""

    rank: Codes
    low: Codes
    high: Codes
    chance: Floats | None


@dataclass(frozen=True)
class Simple:
    """The simple means in micro (n,)."""

    plain: Codes
    trimmed: Codes
    zscore: Codes

    def of(self, method: Method, fit: Estimates) -> Codes:
        """The merit that `method` takes: plain and trimmed means exactly, the rest from the fit."""
        if method == "mean":
            return self.plain
        return self.trimmed if method == "trimmed" else self.zscore if method == "zscore" else micro(fit.merit)


def simple_means(columns: Columns) -> Simple:
    """Plain, trimmed and z-score means. Sheets count alike here, whole or not."""
    keep = means.untrimmed(columns.nominee, columns.mark)
    zscores = means.zscores(columns.assessor, columns.mark / columns.unit)
    return Simple(
        np.array(means.mean_micro(columns.nominee, columns.mark, columns.unit), dtype=np.int64),
        np.array(means.mean_micro(columns.nominee[keep], columns.mark[keep], columns.unit), dtype=np.int64),
        micro(np.bincount(columns.nominee, zscores) / np.bincount(columns.nominee)),
    )


def micro(values: Floats) -> Codes:
    """Rounded to millionths, halves to even; a value that is a half but for rounding counts as one on every machine."""
    return np.rint(np.round(values * MICRO, 3)).astype(np.int64)


def micro_of(value: float) -> int:
    """The same of one number, however large: variances of long scales leave 64 bits."""
    return int(np.rint(np.round(value * MICRO, 3)))


def competition(value: Codes, apart: Codes) -> Codes:
    """Rank 1 for the largest of each part; equal values share the better rank ("1, 2, 2, 4")."""
    order = np.lexsort((-value, apart))
    at = np.arange(len(value))
    new_part = np.diff(apart[order], prepend=-1) != 0
    new_value = new_part | (np.diff(value[order], prepend=0) != 0)
    first_of_part = np.maximum.accumulate(np.where(new_part, at, 0))
    first_of_value = np.maximum.accumulate(np.where(new_value, at, 0))
    rank = np.empty_like(order)
    rank[order] = first_of_value - first_of_part + 1
    return rank


def nominees(facts: Facts, fit: Estimates, points: Codes, simple: Simple, ranks: Ranks) -> tuple[NomineeMerit, ...]:
    """Lines from best to worst, parts that cannot be compared one after the other."""
    reach = micro(facts.reach * fit.merit_se)
    everybody = np.zeros_like(facts.apart)
    chance = [None] * len(points) if ranks.chance is None else micro(ranks.chance).tolist()
    readings = np.bincount(facts.columns.nominee)
    numbers = (
        *(column.tolist() for column in (points, micro(fit.merit_se), micro(fit.relative_se))),
        *(column.tolist() for column in (points - reach, points + reach)),
        *(column.tolist() for column in (ranks.rank, ranks.low, ranks.high)),
        chance,
        *(column.tolist() for column in (simple.plain, competition(simple.plain, everybody), simple.trimmed)),
        *(column.tolist() for column in (simple.zscore, readings, facts.part[0])),
    )
    lines = [NomineeMerit(*line) for line in zip(facts.columns.nominee_ids, *numbers, strict=True)]
    order = np.lexsort((np.arange(len(lines)), ranks.rank, facts.apart))
    return tuple(lines[at] for at in order)


def assessors(facts: Facts, fit: Estimates) -> tuple[AssessorSeverity, ...]:
    """Lines by id."""
    columns = facts.columns
    many = len(columns.assessor_ids)
    reach = micro(facts.reach * fit.severity_se)
    severity = micro(fit.severity)
    spread = means.spread_by_assessor(columns.assessor, columns.mark / columns.unit, many)
    numbers = (
        *(column.tolist() for column in (severity, micro(fit.severity_se), severity - reach, severity + reach)),
        _micro_or_none(spread),
        _micro_or_none(fit.infit),
        np.bincount(columns.assessor, minlength=many).tolist(),
        facts.part[1].tolist(),
    )
    return tuple(AssessorSeverity(*line) for line in zip(columns.assessor_ids, *numbers, strict=True))


def _micro_or_none(values: Floats) -> list[int | None]:
    known = ~np.isnan(values)
    rounded = micro(np.where(known, values, 0.0)).tolist()
    return [number if there else None for number, there in zip(rounded, known, strict=True)]


def summary(
    facts: Facts,
    severity: Estimates,
    merit: Estimates,
    lines: tuple[NomineeMerit, ...],
    options: Options,
    warnings: tuple[MeritWarning, ...],
) -> RoundMerit:
    """The round. Variances and shares are the severity model's; reliability is that of the merits reported."""
    components = severity.variances
    variances = [components.nominee or 0.0, components.assessor, components.residual]
    total = sum(variances)
    sizes = [micro_of(size) for size in variances]
    shares = [micro_of(size / total) for size in variances]
    return RoundMerit(
        method=options.method,
        nominees=options.nominees,
        engine=ENGINE,
        level=options.level,
        places=options.places,
        seed=options.seed,
        readings=len(facts.columns.mark),
        iterations=severity.iterations,
        variance_nominee=sizes[0],
        variance_assessor=sizes[1],
        variance_residual=sizes[2],
        share_nominee=shares[0],
        share_assessor=shares[1],
        share_residual=shares[2],
        reliability=micro_of(merit.reliability),
        toss_up=tuple(line.nominee for line in lines if _open(line.p_place)),
        parts=_parts(facts),
        warnings=warnings,
    )


def _open(chance: int | None) -> bool:
    return chance is not None and TOSS_UP[0] < chance < TOSS_UP[1]


def _parts(facts: Facts) -> tuple[Part, ...]:
    columns, (nominee_part, assessor_part) = facts.columns, facts.part
    readings = np.bincount(nominee_part[columns.nominee])
    names: list[tuple[list[str], list[str]]] = [([], []) for _ in readings]
    for name, at in zip(columns.nominee_ids, nominee_part.tolist(), strict=True):
        names[at][0].append(name)
    for name, at in zip(columns.assessor_ids, assessor_part.tolist(), strict=True):
        names[at][1].append(name)
    return tuple(
        Part(tuple(nominee), tuple(assessor), int(count))
        for (nominee, assessor), count in zip(names, readings, strict=True)
    )
