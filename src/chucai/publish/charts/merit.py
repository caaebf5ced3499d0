"""Merit with intervals and the cut: everybody small, those near the cut in full."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from chucai.publish.charts.near import near_rows
from chucai.publish.charts.overview import overview
from chucai.publish.charts.ranking import MeritData, MeritRow, brought_in, cut, left_out, near_cut, rule_words, toss_ups
from chucai.publish.figures import points
from chucai.publish.markup import Markup, join
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, disc, legend, line, mark
from chucai.publish.table import Cell, Points, Table
from chucai.publish.words import say

ROWS = 60  # of those that cannot be told apart, at most so many are drawn one by one
_STANDINGS = ("chosen", "reserve", "not-chosen")


def picture(data: MeritData, language: str) -> Picture:
    """The caterpillar of one category."""
    title = _title(data, language)
    wide, small = both(partial(_draw, data, title), data.name, language)
    note = say(language, "merit-note" if cut(data) is not None else "merit-note-no-cut")
    return Picture(data.name, title, note, _table(data, language), wide, small)


def _title(data: MeritData, language: str) -> str:
    chosen = sum(row.standing == "chosen" for row in data.rows)
    facts = {
        "category": data.said(language),
        "chosen": chosen,
        "all": len(data.rows),
        "near": len(toss_ups(data)),
        "unit": say(language, f"unit-{data.kind}"),
    }
    return say(language, "merit-title" if cut(data) is not None else "merit-title-no-cut", **facts)


def _draw(data: MeritData, title: str, sheet: Sheet) -> Drawing:
    signs, used = legend(0, 10, sheet.width, _legend(data, sheet))
    whole, top = overview(data, sheet, used + 8)
    rows = near_cut(data, ROWS)
    near, top = near_rows(data, rows, sheet, top + 22) if rows else (Markup(), top)
    return Drawing(sheet.name, sheet.width, top + 4, title, _description(data, rows, sheet), join((signs, whole, near)))


def _legend(data: MeritData, sheet: Sheet) -> Iterator[tuple[Markup, float, str]]:
    for standing in _STANDINGS:
        number = sum(row.standing == standing for row in data.rows)
        if number:
            yield mark(standing, 0, 0), 10, f"{sheet.say(f'standing-{standing}')} {number}"
    if any(row.low < row.high for row in data.rows):
        yield line(-11, 0, 11, 0, "axis", thick=1.4), 22, sheet.say("merit-interval")
    if near_cut(data, ROWS):
        yield line(0, -5, 0, 5, "axis", thick=1.4), 4, sheet.say("merit-mean")
    if left_out(data) or brought_in(data):
        yield disc(0, 0, 6, "ring", thick=1.2), 13, sheet.say("merit-moved")


def _description(data: MeritData, shown: Sequence[MeritRow], sheet: Sheet) -> str:
    at = cut(data)
    if at is None:
        return sheet.say("merit-description-no-cut", all=len(data.rows))
    return sheet.say(
        "merit-description",
        all=len(data.rows),
        cut=points(at),
        near=len(toss_ups(data)),
        out=len(left_out(data)),
        brought=len(brought_in(data)),
        shown=len(shown),
    )


def _table(data: MeritData, language: str) -> Table:
    keys = ("rank", "nomination", "merit", "low", "high", "mean", "readings", "standing", "near-cut", "rules")
    near = {row.nomination for row in toss_ups(data)}
    return Table(
        name=data.name,
        caption=say(language, "merit-table", category=data.said(language)),
        headers=tuple(say(language, f"column-{key}") for key in keys),
        rows=tuple(_cells(data, row, row.nomination in near, language) for row in data.ranked),
    )


def _cells(data: MeritData, row: MeritRow, near: bool, language: str) -> tuple[Cell, ...]:
    return (
        row.rank,
        row.nomination,
        Points(row.merit),
        Points(row.low),
        Points(row.high),
        Points(row.mean),
        row.readings,
        say(language, f"standing-{row.standing}"),
        say(language, "yes" if near else "no"),
        "; ".join(rule_words(data, row, language)) or None,
    )
