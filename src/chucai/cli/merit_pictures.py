"""The pictures of a merit report on plain tables, as those of a round: SVG files in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chucai.charter.values import Text
from chucai.publish.charts import chance, leave_one_out, merit, severity
from chucai.publish.charts.ranking import MeritData, MeritRow, Standing
from chucai.publish.picture import Picture, picture_file

if TYPE_CHECKING:
    from chucai.engine.merit import MeritReport

ALL = "all"
WORDS = Text(zh="全部对象", en="All nominees")
LANGUAGES = ("zh", "en")


def pictures(report: MeritReport, decimals: int) -> Iterator[tuple[str, str]]:
    """(name of the file, SVG): severity; and where there is a cut merit, chances, and what hangs on one assessor.

    decimals: marks were counted in steps of ``1 / 10 ** decimals``. Merit has to be in points.
    """
    for language in LANGUAGES:
        for name, drawn in _drawn(report, 10**decimals, language):
            yield f"{name}.{language}.svg", picture_file(drawn)


def _drawn(report: MeritReport, steps: int, language: str) -> Iterator[tuple[str, Picture]]:
    yield "severity", severity.picture(_severities(report, steps), language)
    if report.round.cut is not None:
        yield "merit", merit.picture(_merits(report, steps), language)
        yield "chance", chance.picture(_chances(report), language)
        if report.round.influence == "given":
            yield "without", leave_one_out.picture(_leaving(report), language)


def _standing(report: MeritReport, place: int) -> Standing:
    return "chosen" if place <= (report.round.cut or 0) else "not-chosen"


def _merits(report: MeritReport, steps: int) -> MeritData:
    rows = []
    for place, line in enumerate(report.nominees, 1):
        found, low, high, mean = (round(value / steps) for value in (line.merit, line.low, line.high, line.plain_mean))
        rows.append(MeritRow(line.nominee, place, found, low, high, mean, line.readings, _standing(report, place)))
    return MeritData(ALL, WORDS, "work", report.round.cut or 0, tuple(rows))


def _severities(report: MeritReport, steps: int) -> severity.SeverityData:
    rows = []
    for line in report.assessors:
        found, low, high = (round(value / steps) for value in (line.severity, line.low, line.high))
        rows.append(severity.AssessorRow(line.assessor, found, low, high, line.load))
    corrected = report.round.method in ("severity", "joint")
    return severity.SeverityData(ALL, WORDS, tuple(rows), corrected)


def _chances(report: MeritReport) -> chance.ChanceData:
    rows = tuple(
        chance.ChanceRow(line.nominee, place, line.p_place or 0, _standing(report, place))
        for place, line in enumerate(report.nominees, 1)
    )
    return chance.ChanceData(ALL, WORDS, "work", report.round.cut or 0, rows)


def _leaving(report: MeritReport) -> leave_one_out.LeaveData:
    rows = tuple(
        leave_one_out.LeftRow(line.assessor, line.load, line.influence.enters or (), line.influence.leaves or ())
        for line in report.assessors
        if line.influence is not None
    )
    ranks = {line.nominee: place for place, line in enumerate(report.nominees, 1)}
    return leave_one_out.LeaveData(ALL, WORDS, "work", report.round.cut or 0, rows, ranks)
