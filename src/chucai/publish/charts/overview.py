"""The whole ranking in one small curve: rank along, merit up."""

from __future__ import annotations

from collections.abc import Sequence

from chucai.publish.charts.ranking import MeritData, MeritRow, brought_in, cut, left_out, toss_ups
from chucai.publish.charts.scale import Scale, around
from chucai.publish.figures import points
from chucai.publish.markup import Markup, join
from chucai.publish.measure import width
from chucai.publish.picture import Sheet
from chucai.publish.svg import box, disc, line, mark, text

_LEFT = 34


def overview(data: MeritData, sheet: Sheet, top: float) -> tuple[Markup, float]:
    """The drawing, and the y where it ends."""
    high = 150 if sheet.narrow else 210
    rows = data.ranked
    values = [value for row in rows for value in (row.low, row.high)]
    up = around(values, top + 18 + high, top + 18)
    along = Scale(0, max(len(rows), 1), _LEFT, sheet.width - 2)
    plot = _Overview(data, sheet, rows, along, up)
    parts = (plot.band(), plot.grid(), plot.everybody(), plot.cut_line(), plot.ranks())
    return join(parts), top + 18 + high + 20


class _Overview:
    def __init__(self, data: MeritData, sheet: Sheet, rows: Sequence[MeritRow], along: Scale, up: Scale) -> None:
        self.data, self.sheet, self.rows, self.along, self.up = data, sheet, rows, along, up
        self.top, self.bottom = up.end, up.start
        self.place = {row.nomination: n for n, row in enumerate(rows)}

    def x(self, row: MeritRow) -> float:
        return self.along.at(self.place[row.nomination] + 0.5)

    def band(self) -> Markup:
        """The ranks from the first to the last toss-up, shaded and named."""
        near = toss_ups(self.data)
        if not near:
            return Markup()
        first, last = self.place[near[0].nomination], self.place[near[-1].nomination] + 1
        left, right = self.along.at(first), self.along.at(last)
        words = self.sheet.say("merit-band", first=first + 1, last=last)
        room = width(words, 12) / 2
        middle = min(max((left + right) / 2, _LEFT + room), self.sheet.width - room - 2)
        return join(
            (
                box(left, self.top, right - left, self.bottom - self.top, "band"),
                [line(x, self.top, x, self.bottom, "edge", dash="2 3") for x in (left, right)],
                text(middle, self.top - 6, words, "gold", size=12, anchor="middle"),
            )
        )

    def grid(self) -> Markup:
        ticks = self.up.ticks(4)
        marked = [
            (
                line(_LEFT, self.up.at(tick), self.sheet.width, self.up.at(tick), "grid"),
                text(_LEFT - 6, self.up.at(tick) + 4, points(tick, 0), "soft", size=11, anchor="end"),
            )
            for tick in ticks
        ]
        return join(marked)

    def everybody(self) -> Markup:
        step = self.along.at(1) - self.along.at(0)
        radius = min(4.0, max(1.5, step * 0.42))
        moved = {row.nomination for row in (*left_out(self.data), *brought_in(self.data))}
        thick = min(1.2, max(0.6, step * 0.35))
        intervals = [
            line(self.x(row), self.up.at(row.low), self.x(row), self.up.at(row.high), thick=thick) for row in self.rows
        ]
        marks = [mark(row.standing, self.x(row), self.up.at(row.merit), radius) for row in self.rows]
        rings = [
            disc(self.x(row), self.up.at(row.merit), radius + 2.5, "ring", thick=1.2)
            for row in self.rows
            if row.nomination in moved
        ]
        return join((intervals, marks, rings))

    def cut_line(self) -> Markup:
        """The cut, named at the right where the curve lies below it."""
        at = cut(self.data)
        if at is None:
            return Markup()
        y = self.up.at(at)
        words = self.sheet.say("merit-cut", cut=points(at))
        wide = width(words, 12) + 8
        return join(
            (
                line(_LEFT, y, self.sheet.width, y, "stroke", thick=1.4, dash="6 4"),
                box(self.sheet.width - wide, y - 20, wide, 17, "paper"),
                text(self.sheet.width - 4, y - 7, words, size=12, anchor="end", bold=True),
            )
        )

    def ranks(self) -> Markup:
        """Rank 1, the last place and the last rank along the bottom; the middle one gives way to its neighbours."""
        y = self.bottom + 15
        last = len(self.rows)
        first_words, last_words = self.sheet.say("merit-rank", rank=1), str(last)
        found = [text(_LEFT, y, first_words, "soft", size=11)]
        if last > 1:
            found.append(text(self.sheet.width, y, last_words, "soft", size=11, anchor="end"))
        if cut(self.data) is not None:
            words = self.sheet.say("merit-places", places=self.data.places)
            x, half = self.along.at(self.data.places), width(words, 11) / 2
            clear = (
                x - half > _LEFT + width(first_words, 11) + 6
                and x + half < self.sheet.width - width(last_words, 11) - 6
            )
            found.append(line(x, self.bottom, x, self.bottom + 4, "stroke"))
            if clear:
                found.append(text(x, y, words, size=11, anchor="middle"))
        return join(found)
