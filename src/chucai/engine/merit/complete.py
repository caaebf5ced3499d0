"""What is worked out from an estimate once it stands: what hangs on whom, and how many more sheets settle the cut."""

from __future__ import annotations

from dataclasses import replace

from chucai.engine.merit import planner
from chucai.engine.merit.columns import Columns
from chucai.engine.merit.influence import METHODS, hanging, influences
from chucai.engine.merit.model import InfluenceSays, MeritReport
from chucai.engine.merit.options import Options


def completed(report: MeritReport, columns: Columns | None, options: Options) -> MeritReport:
    """The report with influence and plan; `columns` None where the model has no formula for influence."""
    plan = planner.plan(report) if report.round.cut is not None else None
    if not options.influence or columns is None or report.round.method not in METHODS:
        says: InfluenceSays = "other-model" if options.influence else "not-asked"
        return replace(report, round=replace(report.round, plan=plan, influence=says))
    found = influences(report, columns)
    lines = tuple(replace(line, influence=one) for line, one in zip(report.assessors, found, strict=True))
    summary = replace(
        report.round,
        plan=plan,
        influence="moves-alone" if report.round.cut is None else "given",
        hanging=hanging(report, found),
    )
    return replace(report, assessors=lines, round=summary)
