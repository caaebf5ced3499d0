"""How many more assessments would settle the cut.

A nominee whose merit lies `a` from the cut is settled when its standard error is so small that the cut lies outside
the toss-up band: ``s = a / 1.645`` (chance of a place below 5 or above 95 in a hundred). It needs ``d = var_e / s^2 -
var_e / var_u`` sheets for that. Merits are taken where they stand, shrunk as the chances are; they will move as
sheets come in, so plan again after them. Under the severity model a sheet tells with the variance of its error; under
any other it is taken to tell as much as the nominee's sheets have told so far.
"""

from __future__ import annotations

import math

from chucai.engine.merit.model import ENGINE, MICRO, MeritReport, NomineeMerit, Plan, PlanLine
from chucai.errors import Refused

REACH = 1.6448536269514722  # standard errors between a chance of 50 and one of 95 in a hundred


def plan(report: MeritReport, *, se: int | None = None, most: int = 40) -> Plan:
    """Sheets that would settle the cut, or (`se`, micro) bring everybody's standard error down to that.

    most: sheets of one nominee beyond which it counts as too close. With `se` everybody is planned for, else the
    nominees of the toss-up band. Raises Refused plan-unfit (se or most not above zero).
    """
    if most < 1 or (se is not None and se <= 0):
        raise Refused("plan-unfit", most=most)
    band = set(report.round.toss_up)
    chosen = [line for line in report.nominees if se is not None or line.nominee in band]
    lines = tuple(_line(report, line, se, most) for line in chosen)
    return Plan(lines, sum(line.more or 0 for line in lines), tuple(x.nominee for x in lines if x.more is None), se)


def _line(report: MeritReport, line: NomineeMerit, se: int | None, most: int) -> PlanLine:
    wanted = se / MICRO if se is not None else _away(report, line) / REACH
    noise = _noise(report, line)
    spread = report.round.variance_nominee / MICRO
    shrinks = noise / spread if spread > 0 and (se is None or report.round.nominees == "random") else 0.0
    needed = math.inf if wanted <= 0 else noise / wanted**2 - shrinks
    if needed > most:
        return PlanLine(line.nominee, line.readings, None, None)
    whole = max(math.ceil(needed - 1e-9), 1)
    return PlanLine(line.nominee, line.readings, whole, max(0, whole - line.readings))


def _noise(report: MeritReport, line: NomineeMerit) -> float:
    """Variance of what one more sheet would tell: of its error, or as much as the sheets there are told on average."""
    if report.round.method == "severity" and report.round.engine == ENGINE:
        return report.round.variance_residual / MICRO
    return (line.se_relative / MICRO) ** 2 * line.readings


def _away(report: MeritReport, line: NomineeMerit) -> float:
    """Points between a nominee and the cut, half way between the last place and the next, shrunk as chances are."""
    places = report.round.places or 0
    cut = (report.nominees[places - 1].merit + report.nominees[places].merit) / 2
    shrunk = 1.0 if report.round.nominees == "random" else report.round.reliability / MICRO
    return abs(line.merit - cut) * shrunk / MICRO
