"""What each rule costs the list in merit: a bar for the list without the rule, a tick for one person's room."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from chucai.charter.values import Text
from chucai.publish.charts.ranking import ONE_HONOUR_EACH
from chucai.publish.charts.scale import Scale
from chucai.publish.figures import exact_points, points
from chucai.publish.markup import Markup, join
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, hint, line, paragraph, text
from chucai.publish.table import Table, Whole
from chucai.publish.words import say

_BAR, _GAP = 16.0, 16.0
_FINE = 100_000


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One rule of the charter with all its parts; merit in millionths of a point.

    `dropped`: how much more merit the best list has without the rule, `places` how many more places it fills. `eased`:
    how much more with one person's room in each part; None where that was not asked.
    """

    rule: str
    words: Text | None
    dropped: int
    places: int = 0
    eased: int | None = None


@dataclass(frozen=True, slots=True)
class PriceData:
    """The rules of one stage; `total` is the merit of the list, in millionths of a point."""

    stage: str
    words: Text
    total: int
    rows: tuple[PriceRow, ...]

    @property
    def name(self) -> str:
        return f"price-{self.stage}"

    @property
    def ranked(self) -> list[PriceRow]:
        return sorted(self.rows, key=lambda row: (-row.places, -row.dropped, row.rule))


def picture(data: PriceData, language: str) -> Picture:
    """A bar for each rule, the dearest first."""
    title = _title(data, language)
    wide, small = both(partial(_draw, data, title), data.name, language)
    return Picture(data.name, title, say(language, "price-note"), _table(data, language), wide, small)


def _title(data: PriceData, language: str) -> str:
    costly = [row for row in data.ranked if row.dropped or row.places]
    if not costly:
        return say(language, "price-title-none", rules=len(data.rows))
    first = costly[0]
    facts = {"rule": said(first, language), "merit": merit_words(first.dropped), "total": points(data.total)}
    return say(language, "price-title", costly=len(costly), rules=len(data.rows), **facts)


def said(row: PriceRow, language: str) -> str:
    """The rule in words; its id where it has none."""
    if row.words:
        return row.words.said(language)
    return say(language, ONE_HONOUR_EACH) if row.rule == ONE_HONOUR_EACH else row.rule


def merit_words(micro: int) -> str:
    """Points; a small price exactly."""
    return exact_points(micro) if 0 < abs(micro) < _FINE else points(micro)


@dataclass(frozen=True, slots=True)
class _Columns:
    bar: float
    room: float

    @staticmethod
    def of(sheet: Sheet) -> _Columns:
        return _Columns(4, sheet.width - 130) if sheet.narrow else _Columns(330, sheet.width - 330 - 190)


def _draw(data: PriceData, title: str, sheet: Sheet) -> Drawing:
    columns, drawn, y = _Columns.of(sheet), list[Markup](), 12.0
    largest = max([1, *(max(row.dropped, row.eased or 0) for row in data.rows)])
    along = Scale(0, largest, columns.bar, columns.bar + columns.room)
    for row in data.ranked:
        part, y = _row(row, along, sheet, y)
        drawn.append(part)
        y += _GAP
    description = sheet.say("price-description", rules=len(data.rows), total=points(data.total))
    return Drawing(sheet.name, sheet.width, y, title, description, join(drawn))


def _row(row: PriceRow, along: Scale, sheet: Sheet, y: float) -> tuple[Markup, float]:
    room = sheet.width if sheet.narrow else 306
    words, used = paragraph(0, y + 12, said(row, sheet.language), room, size=12.5)
    top = y + used + 2 if sheet.narrow else y
    bar = box(along.start, top, along.at(row.dropped) - along.start, _BAR, "full")
    shapes = [line(along.start, top - 2, along.start, top + _BAR + 2, "axis"), bar]
    if row.eased:
        at = along.at(row.eased)
        shapes.append(line(at, top - 4, at, top + _BAR + 4, "stroke", thick=2))
    after = along.at(max(row.dropped, row.eased or 0)) + 8
    shapes.append(text(after, top + 13, _result(row, sheet), "ink" if row.dropped or row.places else "soft", size=12.5))
    spoken = sheet.say("price-spoken", rule=said(row, sheet.language), merit=merit_words(row.dropped))
    return hint(spoken, words, *shapes), max(y + used, top + _BAR + 4)


def _result(row: PriceRow, sheet: Sheet) -> str:
    if not (row.dropped or row.places):
        return sheet.say("price-nothing-said")
    places = sheet.say("price-places", places=row.places) if row.places else ""
    return sheet.say("price-said", merit=merit_words(row.dropped)) + places


def _table(data: PriceData, language: str) -> Table:
    keys = ("rule", "price-dropped", "price-places", "price-eased")
    rows = tuple(
        (said(row, language), _exact(row.dropped), row.places, None if row.eased is None else _exact(row.eased))
        for row in data.ranked
    )
    caption = say(language, "price-table", stage=data.words.said(language))
    return Table(data.name, caption, tuple(say(language, f"column-{key}") for key in keys), rows)


def _exact(micro: int) -> Whole:
    return Whole(exact_points(micro))
