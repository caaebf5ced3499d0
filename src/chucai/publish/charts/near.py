"""Those near the cut, one row each, with the rules that moved a name across it."""

from __future__ import annotations

from collections.abc import Sequence

from chucai.publish.charts.notes import SIZE, Notes
from chucai.publish.charts.ranking import MeritData, MeritRow, cut
from chucai.publish.charts.scale import around
from chucai.publish.figures import points
from chucai.publish.markup import Markup, join
from chucai.publish.measure import fit, width
from chucai.publish.picture import Sheet
from chucai.publish.svg import disc, hint, line, mark, text

_ROW, _SKIP, _NOTE = 16.0, 13.0, 13.0


def near_rows(data: MeritData, rows: Sequence[MeritRow], sheet: Sheet, top: float) -> tuple[Markup, float]:
    """The drawing, and the y where it ends."""
    plot = _Near(data, rows, sheet, top)
    key, high = plot.notes.key(plot.bottom + 26)
    return join((plot.back(), plot.lines(), plot.axis(), key)), plot.bottom + 20 + (high + 8 if high else 0)


class _Near:
    def __init__(self, data: MeritData, rows: Sequence[MeritRow], sheet: Sheet, top: float) -> None:
        self.data, self.rows, self.sheet, self.top = data, rows, sheet, top + 36
        self.notes = Notes(data, rows, sheet)
        self.left = 84.0 if sheet.narrow else 196.0 if data.names else 110.0
        self.right = sheet.width - (8 if sheet.narrow else self.notes.room + 14)
        self.label_room = self.left - 42
        values = [value for row in rows for value in (row.low, row.high, row.mean)]
        self.along = around(values, self.left, self.right)
        self.order = {row.nomination: n for n, row in enumerate(data.ranked, 1)}
        self.y, self.skipped, self.bottom = self._places()

    def _places(self) -> tuple[dict[str, float], list[tuple[float, int]], float]:
        """Base line of each row, the gaps where ranks are left out, and the end."""
        at, before = self.top + 4, 0
        found: dict[str, float] = {}
        skipped: list[tuple[float, int]] = []
        for row in self.rows:
            order = self.order[row.nomination]
            if before and order > before + 1:
                skipped.append((at + _SKIP / 2, order - before - 1))
                at += _SKIP
            found[row.nomination] = at + _ROW / 2
            at += _ROW + (_NOTE if self.sheet.narrow and self.notes.of(row) else 0)
            before = order
        return found, skipped, at + 4

    def back(self) -> Markup:
        heading = self.sheet.say("merit-near", shown=len(self.rows))
        ticks = self.along.ticks(4 if self.sheet.narrow else 6)
        return join(
            (
                text(0, self.top - 22, heading, size=12.5, bold=True),
                [line(self.along.at(t), self.top, self.along.at(t), self.bottom, "grid") for t in ticks],
                self._cut(),
                [self._gap(y, ranks) for y, ranks in self.skipped],
            )
        )

    def _cut(self) -> Markup:
        at = cut(self.data)
        if at is None:
            return Markup()
        x = self.along.within(at)
        return line(x, self.top, x, self.bottom, "stroke", thick=1.4, dash="6 4")

    def _gap(self, y: float, ranks: int) -> Markup:
        words = self.sheet.say("merit-skipped", ranks=ranks)
        start = max(self.left, 34 + width(words, 10) + 6)
        return join((line(start, y, self.right, y, "grid", dash="1 4"), text(34, y + 3.5, words, "soft", size=10)))

    def lines(self) -> Markup:
        return join([self._row(row) for row in self.rows])

    def _row(self, row: MeritRow) -> Markup:
        y, at = self.y[row.nomination], self.along.at
        note = self.notes.of(row)
        shapes = (
            line(at(row.low), y, at(row.high), y, "axis", thick=1.4),
            line(at(row.mean), y - 5, at(row.mean), y + 5, "axis", thick=1.4),
            mark(row.standing, at(row.merit), y, 4.2),
            disc(at(row.merit), y, 7, "ring", thick=1.2) if note else None,
        )
        return hint(self._spoken(row), self._label(row, y), *shapes, self._note_text(note, y))

    def _label(self, row: MeritRow, y: float) -> Markup:
        name = self.data.names.get(row.nomination)
        label = row.nomination if self.sheet.narrow or not name else f"{row.nomination} {name}"
        return join(
            (
                text(26, y + 4, str(row.rank), "soft", size=11, anchor="end"),
                text(34, y + 4, fit(label, self.label_room, 11), size=11, bold=row.standing == "chosen"),
            )
        )

    def _note_text(self, note: str, y: float) -> Markup | None:
        if not note:
            return None
        if self.sheet.narrow:
            return text(34, y + 4 + _NOTE, note, size=SIZE)
        return text(self.right + 12, y + 4, note, size=SIZE)

    def _spoken(self, row: MeritRow) -> str:
        standing = self.sheet.say(f"standing-{row.standing}")
        facts = {"merit": points(row.merit), "low": points(row.low), "high": points(row.high), "mean": points(row.mean)}
        return self.sheet.say("merit-spoken", rank=row.rank, nomination=row.nomination, standing=standing, **facts)

    def axis(self) -> Markup:
        found = [
            text(self.along.at(tick), self.bottom + 14, points(tick, 0), "soft", size=11, anchor="middle")
            for tick in self.along.ticks(4 if self.sheet.narrow else 6)
        ]
        at = cut(self.data)
        if at is None:
            return join(found)
        words = self.sheet.say("merit-cut", cut=points(at))
        half = width(words, 11) * 0.55
        x = min(max(self.along.within(at), half), self.sheet.width - half)
        return join((found, text(x, self.top - 5, words, size=11, bold=True, anchor="middle")))
