"""From score sheets to one composite per sheet, exactly, before any estimate is made.

Folding first matters: on real sheets with five criteria, rows per criterion understated the error of merit by half,
because one impression colours all five (halo).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from chucai.engine.merit.columns import Columns, arrange
from chucai.engine.merit.model import Rating
from chucai.errors import Refused

TOP = 100  # the composite runs from 0 to this when marks have a scale
GRID = 10**9  # the composite's unit when the exact common one is too fine for 64-bit sums
LARGEST = 2**62
MARK_LIMIT = 10**9  # of a mark without a scale
ABSENT = np.iinfo(np.int64).min

Scale = Mapping[str, tuple[Decimal | int, Decimal | int]]
Line = tuple[Fraction, dict[int, Fraction]]  # constant, and factor of each criterion present


def fold(ratings: Iterable[Rating], weights: Mapping[str, Fraction | int], scale: Scale | None) -> Columns:
    """Sorted columns with one exact composite per sheet; see `chucai.engine.merit.estimate` for the refusals."""
    sheets = sorted(ratings, key=lambda sheet: (sheet.nominee, sheet.assessor))
    if not sheets:
        raise Refused("no-ratings")
    criteria = _criteria(weights, scale)
    marks = _marks(sheets, criteria)
    _check_scale(sheets, marks, criteria, scale)
    nominees, nominee = _codes([sheet.nominee for sheet in sheets])
    assessors, assessor = _codes([sheet.assessor for sheet in sheets])
    share = {name: Fraction(weights[name]) for name in criteria}
    mark, unit = _composite(marks, criteria, share, scale)
    partial = (marks == ABSENT).any(axis=1)
    weight = _sheet_weights(marks, criteria, share, scale, nominee, assessor) if partial.any() else None
    return arrange(nominee, assessor, mark, unit, nominees, assessors, weight, int(partial.sum()))


def _criteria(weights: Mapping[str, Fraction | int], scale: Scale | None) -> list[str]:
    if not weights:
        raise Refused("weights-unfit", criterion="")
    for name in sorted(weights):
        if not weights[name] > 0:
            raise Refused("weights-unfit", criterion=name)
        if scale is not None and (name not in scale or not scale[name][0] < scale[name][1]):
            raise Refused("scale-unfit", criterion=name)
    return sorted(weights)


def _marks(sheets: list[Rating], criteria: list[str]) -> NDArray[np.int64]:
    """Marks (N, criteria); ABSENT where a sheet has none."""
    known = set(criteria)
    for sheet in sheets:
        if not sheet.marks:
            raise Refused("sheet-empty", nominee=sheet.nominee, assessor=sheet.assessor)
        for name, mark in sheet.marks.items():
            if name not in known:
                raise Refused("criterion-unknown", nominee=sheet.nominee, assessor=sheet.assessor, criterion=name)
            if type(mark) is not int:
                who = {"nominee": sheet.nominee, "assessor": sheet.assessor}
                raise Refused("mark-not-whole", **who, criterion=name, mark=str(mark))
            if not -MARK_LIMIT <= mark <= MARK_LIMIT:
                raise _off_scale(sheet, name, -MARK_LIMIT, MARK_LIMIT)
    rows = [[sheet.marks.get(name, ABSENT) for name in criteria] for sheet in sheets]
    return np.array(rows, dtype=np.int64)


def _check_scale(sheets: list[Rating], marks: NDArray[np.int64], criteria: list[str], scale: Scale | None) -> None:
    if scale is None:
        return
    for column, name in enumerate(criteria):
        low, high = scale[name]
        given = marks[:, column]
        off = (given != ABSENT) & ((given < math.ceil(low)) | (given > math.floor(high)))
        if off.any():
            raise _off_scale(sheets[int(np.flatnonzero(off)[0])], name, low, high)


def _off_scale(sheet: Rating, name: str, low: Decimal | int, high: Decimal | int) -> Refused:
    who = {"nominee": sheet.nominee, "assessor": sheet.assessor}
    return Refused("mark-off-scale", **who, criterion=name, mark=sheet.marks[name], low=str(low), high=str(high))


def _codes(names: list[str]) -> tuple[list[str], NDArray[np.int64]]:
    ids = sorted(set(names))
    number = {name: code for code, name in enumerate(ids)}
    return ids, np.array([number[name] for name in names], dtype=np.int64)


def _composite(
    marks: NDArray[np.int64], criteria: list[str], share: Mapping[str, Fraction], scale: Scale | None
) -> tuple[NDArray[np.int64], int]:
    """Composite of every sheet as integers, and their unit: exact unless that unit is too fine, then to 1e-9."""
    patterns, pattern = np.unique(marks != ABSENT, axis=0, return_inverse=True)
    lines = [_line(present, criteria, share, scale) for present in patterns]
    unit = math.lcm(*(part.denominator for constant, factors in lines for part in (constant, *factors.values())))
    largest = max(int(np.abs(marks[marks != ABSENT]).max(initial=0)), 1)
    size = max(abs(constant) + largest * sum(map(abs, factors.values())) for constant, factors in lines)
    if unit * size * len(marks) >= LARGEST:
        return _rounded(marks, lines, pattern.ravel()), GRID
    mark = np.zeros(len(marks), dtype=np.int64)
    for at, (constant, factors) in enumerate(lines):
        rows = pattern.ravel() == at
        mark[rows] = int(constant * unit)
        for column, factor in factors.items():
            mark[rows] += int(factor * unit) * marks[rows, column]
    return mark, unit


def _line(present: NDArray[np.bool_], criteria: list[str], share: Mapping[str, Fraction], scale: Scale | None) -> Line:
    """The composite over the criteria present as constant plus factors."""
    columns = [int(at) for at in np.flatnonzero(present)]
    total = sum((share[criteria[at]] for at in columns), Fraction(0))
    constant, factors = Fraction(0), {}
    for at in columns:
        factor = share[criteria[at]] / total
        if scale is not None:
            low, high = (Fraction(bound) for bound in scale[criteria[at]])
            factor *= TOP / (high - low)
            constant -= factor * low
        factors[at] = factor
    return constant, factors


def _rounded(marks: NDArray[np.int64], lines: list[Line], pattern: NDArray[np.int64]) -> NDArray[np.int64]:
    values = []
    for row, at in zip(marks.tolist(), pattern.tolist(), strict=True):
        constant, factors = lines[at]
        values.append(round((constant + sum(factor * row[column] for column, factor in factors.items())) * GRID))
    return np.array(values, dtype=np.int64)


def _sheet_weights(
    marks: NDArray[np.int64],
    criteria: list[str],
    share: Mapping[str, Fraction],
    scale: Scale | None,
    nominee: NDArray[np.int64],
    assessor: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Precision of each sheet beside a whole one, if every two criteria share the same error correlation.

    The error variance of a composite is then ``(1 - halo) sum(w^2) / sum(w)^2 + halo``.
    """
    present = marks != ABSENT
    spans = [1.0 if scale is None else float(scale[name][1] - scale[name][0]) for name in criteria]
    values = np.where(present, marks, 0) / np.array(spans)
    halo = _halo(values, present, nominee, assessor)
    w = np.where(present, np.array([float(share[name]) for name in criteria]), 0.0)
    variance = (1 - halo) * (w**2).sum(axis=1) / w.sum(axis=1) ** 2 + halo
    whole = np.array([float(share[name]) for name in criteria])
    precision: NDArray[np.float64] = ((1 - halo) * (whole**2).sum() / whole.sum() ** 2 + halo) / variance
    return precision


def _halo(
    values: NDArray[np.float64], present: NDArray[np.bool_], nominee: NDArray[np.int64], assessor: NDArray[np.int64]
) -> float:
    """Correlation of two criteria's errors on one sheet: what is left without nominees and then assessors."""
    left = values.copy()
    for codes in (nominee, assessor):
        for column in range(values.shape[1]):
            seen = present[:, column]
            count = np.maximum(np.bincount(codes, seen), 1)
            left[:, column] -= (np.bincount(codes, left[:, column] * seen) / count)[codes]
    left = np.where(present, left, 0.0)
    number = present.sum(axis=1)
    squares, pairs = float((left**2).sum()), float((left.sum(axis=1) ** 2).sum())
    room = float((number * (number - 1)).sum())
    if squares <= 0 or room <= 0:
        return 1.0
    return min(1.0, max(0.0, (pairs - squares) / room / (squares / float(number.sum()))))
