"""What the ranking of a stage hangs on: the places of every category without any one assessor."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from chucai.charter.judging import Criterion
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.engine.merit import MeritReport, Rating
from chucai.engine.merit.influence import METHODS, LeftOut, leave_one_out
from chucai.engine.stage import Ranking
from chucai.gates import compare
from chucai.gates.state import State


def left_out(charter: Charter, state: State, stage: Stage, ranking: Ranking) -> dict[str, tuple[LeftOut, ...]]:
    """By category; a category is absent where nothing can be said: another way of taking merit, or no cut."""
    judging = charter.judging_of(stage)
    if judging is None or judging.merit not in METHODS:
        return {}
    criteria = charter.criteria_of(judging)
    scale = {name: _steps(criterion) for name, criterion in criteria.items()}
    weights = {name: criterion.weight for name, criterion in criteria.items()}
    sheets = [
        Rating(nomination, assessor, {name: marks[name] for name in criteria})
        for nomination, assessor, marks in compare.sheets(charter, state, stage)
    ]
    found = {}
    for category, report in ranking.reports.items():
        mine = _of(report, sheets)
        lines = leave_one_out(report, mine, weights, scale)
        if lines:
            found[category] = lines
    return found


def _steps(criterion: Criterion) -> tuple[int, int]:
    """The scale counted in steps, as marks are."""
    low, high = criterion.scale
    return ceil(low / criterion.step), int(high / criterion.step)


def _of(report: MeritReport, sheets: list[Rating]) -> list[Rating]:
    ranked: Mapping[str, int] = {line.nominee: line.rank for line in report.nominees}
    return [sheet for sheet in sheets if sheet.nominee in ranked]
