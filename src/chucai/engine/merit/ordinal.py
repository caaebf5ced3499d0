"""Merit by the many-facet rating scale model: for short scales, where steps between marks need not be alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from chucai.engine.kernels.rating_scale import Marks, RatingScale, fit
from chucai.engine.merit import measures, run
from chucai.engine.merit.columns import Columns
from chucai.engine.merit.complete import completed
from chucai.engine.merit.fold import fold
from chucai.engine.merit.model import RATING_SCALE, MeritReport, MeritWarning, Rating
from chucai.engine.merit.options import Options
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.engine.merit import Scale

MOST_LEVELS = 4_000
LONGEST = 40  # categories: a longer scale is better taken as a measurement
LOGIT_NOISE = np.pi**2 / 3  # variance of one standard logistic comparison


def report(
    ratings: Iterable[Rating], weights: Mapping[str, Fraction | int], scale: Scale | None, options: Options
) -> MeritReport:
    """The report in logits. Raises Refused: scale-not-shared, scale-too-long, facets-not-connected, and as `fold`."""
    options.check()
    sheets = sorted(ratings, key=lambda sheet: (sheet.nominee, sheet.assessor))
    columns = fold(sheets, weights, scale)
    base = run.bare(columns, replace(options, method="mean"))
    marks, gaps = _marks(sheets, columns, base, sorted(weights), scale)
    try:
        found = fit(marks)
    except np.linalg.LinAlgError:
        used = int(marks.category.max()) + 1
        raise Refused("facets-not-connected", criteria=len(weights), categories=used) from None
    return completed(measures.report(base, _measured(found, columns, marks, gaps), options), None, options)


def _marks(
    sheets: list[Rating], columns: Columns, base: MeritReport, criteria: list[str], scale: Scale | None
) -> tuple[Marks, list[int]]:
    """Every mark with the category it is in, unused categories closed up; and the marks that nobody gave."""
    if scale is not None and len({tuple(map(Fraction, scale[name])) for name in criteria}) > 1:
        raise Refused("scale-not-shared", criteria=", ".join(criteria))
    nominee = {name: code for code, name in enumerate(columns.nominee_ids)}
    assessor = {name: code for code, name in enumerate(columns.assessor_ids)}
    rows = [
        (nominee[sheet.nominee], assessor[sheet.assessor], number, sheet.marks[name])
        for sheet in sheets
        for number, name in enumerate(criteria)
        if name in sheet.marks
    ]
    values = np.array(rows, dtype=np.int64)
    used, category = np.unique(values[:, 3], return_inverse=True)
    if len(used) > LONGEST or len(nominee) + len(assessor) + len(criteria) > MOST_LEVELS:
        raise Refused("scale-too-long", categories=len(used), most=LONGEST, levels=MOST_LEVELS)
    if len(used) < 2:
        raise Refused("one-category-only", mark=int(used[0]))
    low, high = (int(used[0]), int(used[-1])) if scale is None else scale[criteria[0]]
    gaps = sorted(set(range(ceil(low), floor(high) + 1)) - set(used.tolist()))
    part = np.array([line.part for line in base.assessors], dtype=np.int64)
    who = (values[:, 0], values[:, 1], values[:, 2], category.ravel().astype(np.int64))
    return Marks(*who, part, len(nominee), len(criteria)), gaps


def _measured(found: RatingScale, columns: Columns, marks: Marks, gaps: list[int]) -> measures.Measured:
    numbers = zip(columns.assessor_ids, found.assessor, found.assessor_se, found.assessor_infit, strict=True)
    return measures.Measured(
        engine=RATING_SCALE,
        ids=columns.nominee_ids,
        value=found.nominee,
        error=found.nominee_se,
        covariance=found.covariance,
        assessors={name: measures.AssessorMeasure(float(c), float(se), float(fit)) for name, c, se, fit in numbers},
        noise=float(LOGIT_NOISE),
        iterations=found.iterations,
        warnings=tuple(_warnings(found, columns, marks, gaps)),
    )


def _warnings(found: RatingScale, columns: Columns, marks: Marks, gaps: list[int]) -> list[MeritWarning]:
    notes = []
    names = [columns.nominee_ids[at] for at in found.extreme[0]] + [columns.assessor_ids[at] for at in found.extreme[1]]
    if names or len(found.extreme[2]):
        notes.append(MeritWarning("extreme-marks", {"count": len(names), "named": ", ".join(names[:3])}))
    if gaps:
        notes.append(MeritWarning("category-unused", {"marks": ", ".join(map(str, gaps[:9]))}))
    if marks.criteria > 1:
        notes.append(MeritWarning("criteria-as-rows", {"criteria": marks.criteria}))
    if not found.converged:
        notes.append(MeritWarning("not-converged", {"iterations": found.iterations}))
    return notes
