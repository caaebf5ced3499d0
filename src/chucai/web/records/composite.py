"""The plain mean of a nomination's sheets, exactly: lists show it beside the merit, and before there is one."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil, lcm

from chucai.charter.judging import Criterion, Judging
from chucai.charter.model import Charter
from chucai.gates.model import Nomination

MICRO = 1_000_000
TOP = 100  # a composite runs from 0 to this, as the engine's does

Scale = Mapping[str, tuple[int, int]]  # criterion -> lowest mark in steps, factor of each step above it


class Plain:
    """Plain means under one charter. Marks are folded as `chucai.engine.merit` folds them, in whole numbers."""

    def __init__(self, charter: Charter) -> None:
        self._ways = {
            stage.id: _scale(charter, judging)
            for stage in reversed(charter.stages)
            if stage.gate == "compare" and (judging := charter.judging_of(stage)) is not None
        }

    def mean(self, nomination: Nomination) -> int | None:
        """In millionths of a point from 0 to 100, halves to even: the sheets of the last stage that has any."""
        for stage, (scale, unit) in self._ways.items():
            sheets = nomination.sheets.get(stage)
            if sheets:
                total = sum(_composite(sheet.marks, scale) for sheet in sheets.values())
                return round(Fraction(total * MICRO * TOP, unit * len(sheets)))
        return None


def _scale(charter: Charter, judging: Judging) -> tuple[Scale, int]:
    """Whole factors for each criterion, and the unit that a sheet with every mark at the top adds up to."""
    criteria = charter.criteria_of(judging)
    steps = {name: _steps(criterion) for name, criterion in criteria.items()}
    common = lcm(*(high - low for low, high in steps.values()))
    factors = {name: (low, criteria[name].weight * (common // (high - low))) for name, (low, high) in steps.items()}
    return factors, common * sum(criterion.weight for criterion in criteria.values())


def _steps(criterion: Criterion) -> tuple[int, int]:
    low, high = criterion.scale
    return ceil(low / criterion.step), int(high / criterion.step)


def _composite(marks: Mapping[str, int], scale: Scale) -> int:
    return sum(factor * (marks[name] - low) for name, (low, factor) in scale.items() if name in marks)
