"""Where the readers of one case are far apart: their sheets in points, with each reader's strictness taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from math import ceil

from chucai.charter.judging import Judging
from chucai.gates.compare import sheets
from chucai.web.office.decision.desk import Decision

MICRO = 1_000_000  # strictness is kept in millionths of a point
SCALE = 100.0
APART = SCALE / 4  # points from the lowest sheet of a case to its highest
TOP = 10  # and among the widest tenth


def disagreed(decision: Decision) -> frozenset[str]:
    """The cases of a comparison whose sheets lie over a quarter of the scale apart, and are among the widest tenth:
    far apart in themselves, and far for this panel.
    """
    judging = decision.desk.charter.judging_of(decision.stage)
    if judging is None or decision.work is None:
        return frozenset()
    wide = _ranges(decision, judging)
    if not wide:
        return frozenset()
    least = sorted(wide.values(), reverse=True)[ceil(len(wide) / TOP) - 1]
    return frozenset(name for name, points in wide.items() if points > APART and points >= least)


def _ranges(decision: Decision, judging: Judging) -> dict[str, float]:
    """Of every case with more than one sheet, how far these are apart: read off streams that the desk has loaded, and
    those of assessors dismissed since.
    """
    state, stage, strict = decision.state, decision.stage, _strictness(decision)
    told = [state.nomination(name).sheets.get(stage.id, {}) for name in state.nominations()]
    state.foresee({f"assessor/{who}" for read in told for who in read})
    per_step, lowest = _points(decision, judging)
    found: dict[str, list[float]] = defaultdict(list)
    for name, who, marks in sheets(decision.desk.charter, state, stage):
        if per_step.keys() <= marks.keys():
            points = sum(each * (marks[one] - lowest[one]) for one, each in per_step.items())
            found[name].append(points + strict.get((state.nomination(name).category, who), 0.0))
    return {name: max(each) - min(each) for name, each in found.items() if len(each) > 1}


def _points(decision: Decision, judging: Judging) -> tuple[dict[str, float], dict[str, int]]:
    """Points of the composite for one step of each criterion, and the lowest step: marks are counted in steps."""
    criteria = decision.desk.charter.criteria_of(judging)
    total = float(sum(one.weight for one in criteria.values()))
    per_step, lowest = {}, {}
    for name, one in criteria.items():
        low, high = ceil(one.scale[0] / one.step), int(one.scale[1] / one.step)
        per_step[name], lowest[name] = SCALE * float(one.weight) / total / max(high - low, 1), low
    return per_step, lowest


def _strictness(decision: Decision) -> Mapping[tuple[str, str], float]:
    """How many points under the others each assessor marks, by category; nothing where no correction is made."""
    assert decision.work is not None
    return {
        (category, each["assessor"]): each["severity"] / MICRO
        for category, report in decision.work["reports"].items()
        if report["round"]["method"] == "severity"
        for each in report["assessors"]
    }
