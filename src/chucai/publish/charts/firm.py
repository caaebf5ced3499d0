"""How firm the list is: on how many of the best lists each name is, when merits are drawn from what the marks allow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from chucai.charter.values import Text
from chucai.publish.charts.ranking import Standing
from chucai.publish.charts.scale import Scale
from chucai.publish.figures import per_cent
from chucai.publish.markup import Markup, join
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, hint, legend, line, mark, text
from chucai.publish.table import Table, Whole
from chucai.publish.words import say

_HIGH = 200.0
_SURE, _NEVER = 95, 5  # in a hundred
_STANDINGS: tuple[Standing, ...] = ("chosen", "reserve", "not-chosen")


@dataclass(frozen=True, slots=True)
class FirmRow:
    """`count`: on how many of the drawn lists; `category` is a key of the data's `categories`."""

    nomination: str
    category: str
    count: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class FirmData:
    """One stage. `draws` lists were drawn; whoever is on none of them and not chosen needs no row."""

    stage: str
    words: Text
    draws: int
    categories: Mapping[str, Text]
    rows: tuple[FirmRow, ...]

    @property
    def name(self) -> str:
        return f"firm-{self.stage}"

    @property
    def ranked(self) -> list[FirmRow]:
        return sorted(self.rows, key=lambda row: (-row.count, row.standing != "chosen", row.nomination))

    def sure(self, row: FirmRow) -> bool:
        return 100 * row.count >= _SURE * self.draws

    @property
    def chosen(self) -> list[FirmRow]:
        return [row for row in self.rows if row.standing == "chosen"]


def picture(data: FirmData, language: str) -> Picture:
    """Everybody on any of the lists, from the surest on."""
    firm = sum(map(data.sure, data.chosen))
    facts = {"chosen": len(data.chosen), "firm": firm, "open": len(data.chosen) - firm, "draws": data.draws}
    title = say(language, "firm-title", **facts)
    wide, small = both(partial(_draw, data, title), data.name, language)
    note = say(language, "firm-note", draws=data.draws)
    return Picture(data.name, title, note, _table(data, language), wide, small)


def _draw(data: FirmData, title: str, sheet: Sheet) -> Drawing:
    counted = [(standing, sum(row.standing == standing for row in data.rows)) for standing in _STANDINGS]
    words = [(mark(s, 0, 0), 10.0, f"{sheet.say(f'standing-{s}')} {n}") for s, n in counted if n]
    signs, used = legend(0, 10, sheet.width, words)
    plot = join((signs, *_back(data, sheet, used + 14), *_marks(data, sheet, used + 14)))
    description = sheet.say("firm-description", all=len(data.rows), draws=data.draws)
    return Drawing(sheet.name, sheet.width, used + 14 + _HIGH + 42, title, description, plot)


def _axes(data: FirmData, sheet: Sheet, top: float) -> tuple[Scale, Scale]:
    return Scale(0, len(data.rows) + 1, 46, sheet.width - 8), Scale(0, data.draws, top + _HIGH, top)


def _back(data: FirmData, sheet: Sheet, top: float) -> list[Markup]:
    along, up = _axes(data, sheet, top)
    high, low = up.at(data.draws * _SURE / 100), up.at(data.draws * _NEVER / 100)
    drawn = [box(along.start, high, along.end - along.start, low - high, "band")]
    for share in (0, 25, 50, 75, 100):
        y = up.at(data.draws * share / 100)
        drawn.append(line(along.start, y, along.end, y, "grid"))
        drawn.append(text(along.start - 6, y + 4, f"{share} %", "soft", size=11, anchor="end"))
    ticks = [tick for tick in along.ticks(5 if sheet.narrow else 10) if 0 < tick <= len(data.rows)]
    drawn += [text(along.at(tick), top + _HIGH + 16, str(tick), "soft", size=11, anchor="middle") for tick in ticks]
    drawn.append(text(along.end, top + _HIGH + 34, sheet.say("firm-axis"), "soft", size=11, anchor="end"))
    return drawn


def _marks(data: FirmData, sheet: Sheet, top: float) -> list[Markup]:
    along, up = _axes(data, sheet, top)
    radius = 3.0 if sheet.narrow or len(data.rows) > 120 else 4.0
    return [
        hint(_spoken(data, row, sheet), mark(row.standing, along.at(place), up.at(row.count), radius))
        for place, row in enumerate(data.ranked, 1)
    ]


def _spoken(data: FirmData, row: FirmRow, sheet: Sheet) -> str:
    standing = sheet.say(f"standing-{row.standing}")
    facts = {"nomination": row.nomination, "count": row.count, "draws": data.draws}
    return sheet.say("firm-spoken", standing=standing, **facts)


def _table(data: FirmData, language: str) -> Table:
    keys = ("nomination", "category", "standing", "on-lists", "share-of-lists")
    rows = tuple(
        (
            row.nomination,
            data.categories[row.category].said(language),
            say(language, f"standing-{row.standing}"),
            row.count,
            Whole(per_cent(row.count, data.draws, language)),
        )
        for row in data.ranked
    )
    caption = say(language, "firm-table", stage=data.words.said(language))
    return Table(data.name, caption, tuple(say(language, f"column-{key}") for key in keys), rows)
