"""How severe each assessor is, with intervals, and how much each has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from chucai.charter.values import Text
from chucai.publish.charts.scale import Scale, around
from chucai.publish.figures import grouped, points
from chucai.publish.markup import Markup, join
from chucai.publish.measure import fit, width
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, disc, hint, legend, line, polygon, text
from chucai.publish.table import Points, Table
from chucai.publish.words import say

ROWS = 48  # more assessors than this are drawn as the outermost at both ends
_ROW = 15.0


@dataclass(frozen=True, slots=True)
class AssessorRow:
    """`severity` in millionths of a point: by how much this assessor marks lower (+) or higher (-) than others do."""

    assessor: str
    severity: int
    low: int
    high: int
    sheets: int

    @property
    def side(self) -> str:
        """harsh or mild where the interval leaves zero out, else even."""
        return "harsh" if self.low > 0 else "mild" if self.high < 0 else "even"


@dataclass(frozen=True, slots=True)
class SeverityData:
    """The assessors of one comparison; `stage` is its id. `corrected`: the merit used takes severity out."""

    stage: str
    words: Text
    rows: tuple[AssessorRow, ...]
    corrected: bool = True


def picture(data: SeverityData, language: str) -> Picture:
    """Dots and whiskers from the most lenient to the most severe."""
    title = _title(data, language)
    name = f"severity-{data.stage}"
    wide, small = both(partial(_draw, data, title), name, language)
    note = say(language, "severity-note") + say(language, f"severity-{'' if data.corrected else 'not-'}corrected")
    return Picture(name, title, note, _table(data, language), wide, small)


def _sorted(data: SeverityData) -> list[AssessorRow]:
    return sorted(data.rows, key=lambda row: (-row.severity, row.assessor))


def _title(data: SeverityData, language: str) -> str:
    rows = _sorted(data)
    apart = sum(row.side != "even" for row in rows)
    span = rows[0].severity - rows[-1].severity if rows else 0
    key = "severity-title" if apart else "severity-title-even"
    return say(language, key, all=len(rows), apart=apart, span=points(span))


def _draw(data: SeverityData, title: str, sheet: Sheet) -> Drawing:
    rows = _sorted(data)
    shown, hidden = (rows, 0) if len(rows) <= ROWS else ([*rows[: ROWS // 2], *rows[-ROWS // 2 :]], len(rows) - ROWS)
    signs, top = legend(0, 10, sheet.width, _legend(sheet))
    drawn, bottom = _Plot(shown, hidden, sheet, top + 26).draw()
    facts = {"all": len(rows), "shown": len(shown)}
    return Drawing(
        sheet.name, sheet.width, bottom, title, sheet.say("severity-description", **facts), join((signs, drawn))
    )


def _legend(sheet: Sheet) -> list[tuple[Markup, float, str]]:
    return [(_sign(side, 0, 0), 11, sheet.say(f"severity-{side}")) for side in ("harsh", "even", "mild")]


def _sign(side: str, x: float, y: float) -> Markup:
    if side == "even":
        return disc(x, y, 3.6, "out")
    way = 1 if side == "harsh" else -1
    return polygon(((x - 4 * way, y - 4.5), (x + 5 * way, y), (x - 4 * way, y + 4.5)), side)


class _Plot:
    def __init__(self, rows: Sequence[AssessorRow], hidden: int, sheet: Sheet, top: float) -> None:
        self.rows, self.hidden, self.sheet, self.top = rows, hidden, sheet, top
        self.left, self.right = (70.0, sheet.width - 74.0) if sheet.narrow else (110.0, sheet.width - 200.0)
        self.along = around([0, *(v for row in rows for v in (row.low, row.high))], self.left, self.right)
        gap = 18.0 if hidden else 0.0
        self.half = len(rows) // 2
        self.ys = [top + (n + 0.5) * _ROW + (gap if hidden and n >= self.half else 0) for n in range(len(rows))]
        self.bottom = top + len(rows) * _ROW + gap

    def draw(self) -> tuple[Markup, float]:
        return join((self._back(), self._lines(), self._loads(), self._gap())), self.bottom + 22

    def _back(self) -> Markup:
        ticks = self.along.ticks(4 if self.sheet.narrow else 8)
        at = self.along.at
        return join(
            (
                [line(at(tick), self.top, at(tick), self.bottom, "grid") for tick in ticks],
                [
                    text(at(t), self.bottom + 14, points(t, 0, sign=True), "soft", size=11, anchor="middle")
                    for t in ticks
                ],
                line(at(0), self.top, at(0), self.bottom, "stroke", thick=1.2),
                text(self.left, self.top - 8, self.sheet.say("severity-axis-mild"), "soft", size=11),
                text(self.right, self.top - 8, self.sheet.say("severity-axis-harsh"), "soft", size=11, anchor="end"),
                text(self.right + 12, self.top - 8, self.sheet.say("severity-load"), "soft", size=11),
            )
        )

    def _lines(self) -> Markup:
        return join([self._row(row, y) for row, y in zip(self.rows, self.ys, strict=True)])

    def _row(self, row: AssessorRow, y: float) -> Markup:
        facts = {"severity": points(row.severity, sign=True), "low": points(row.low, sign=True)}
        facts["high"] = points(row.high, sign=True)
        spoken = self.sheet.say("severity-spoken", assessor=row.assessor, sheets=row.sheets, **facts)
        return hint(
            spoken,
            text(0, y + 4, fit(row.assessor, self.left - 8, 11), size=11),
            line(self.along.at(row.low), y, self.along.at(row.high), y, "axis", thick=1.4),
            _sign(row.side, self.along.at(row.severity), y),
        )

    def _loads(self) -> Markup:
        most = max((row.sheets for row in self.rows), default=1) or 1
        start = self.right + 12
        along = Scale(0, most, start, self.sheet.width - width(grouped(most), 10.5) - 8)
        return join(
            [
                (
                    box(start, y - 4, along.at(row.sheets) - start, 8, "load"),
                    text(along.at(row.sheets) + 5, y + 4, grouped(row.sheets), "soft", size=10.5),
                )
                for row, y in zip(self.rows, self.ys, strict=True)
            ]
        )

    def _gap(self) -> Markup | None:
        if not self.hidden:
            return None
        y = self.top + self.half * _ROW + 9
        words = self.sheet.say("severity-hidden", hidden=self.hidden)
        rest = line(width(words, 10.5) + 8, y, self.right, y, "grid", dash="1 4")
        return join((text(0, y + 4, words, "soft", size=10.5), rest))


def _table(data: SeverityData, language: str) -> Table:
    keys = ("assessor", "severity", "low", "high", "sheets")
    rows = tuple(
        (
            row.assessor,
            Points(row.severity, sign=True),
            Points(row.low, sign=True),
            Points(row.high, sign=True),
            row.sheets,
        )
        for row in _sorted(data)
    )
    caption = say(language, "severity-table", stage=data.words.said(language))
    return Table(f"severity-{data.stage}", caption, tuple(say(language, f"column-{key}") for key in keys), rows)
