"""The chance of a place against the rank: where the marks decide, and where they leave it open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from chucai.charter.values import Text
from chucai.publish.charts.ranking import Kind, Standing
from chucai.publish.charts.scale import Scale
from chucai.publish.figures import per_cent
from chucai.publish.markup import Markup, join
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Anchor, Drawing, box, hint, legend, line, mark, text
from chucai.publish.table import Table, Whole
from chucai.publish.words import say

WHOLE = 1_000_000
BAND = (50_000, 950_000)  # inside it the marks leave the place open
SPARE = 4  # ranks drawn beyond the last that has a chance worth drawing
LEAST = 5_000
_HIGH = 220.0
_STANDINGS: tuple[Standing, ...] = ("chosen", "reserve", "not-chosen")


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """`chance` per million, of being among the best, as many as there are places."""

    nomination: str
    rank: int
    chance: int
    standing: Standing


@dataclass(frozen=True, slots=True)
class ChanceData:
    """One category at one comparison. `places` is what the chances add up to."""

    category: str
    words: Text
    kind: Kind
    places: int
    rows: tuple[ChanceRow, ...]

    @property
    def name(self) -> str:
        return f"chance-{self.category}"

    @property
    def ranked(self) -> list[ChanceRow]:
        return sorted(self.rows, key=lambda row: (row.rank, row.nomination))

    @property
    def open(self) -> list[ChanceRow]:
        return [row for row in self.ranked if BAND[0] < row.chance < BAND[1]]


def picture(data: ChanceData, language: str) -> Picture:
    """Chances from the first rank to the last that has one."""
    sure = sum(row.chance >= BAND[1] for row in data.rows)
    unit = say(language, f"unit-{data.kind}")
    facts = {"category": data.words.said(language), "open": len(data.open), "sure": sure, "unit": unit}
    title = say(language, "chance-title", places=data.places, **facts)
    wide, small = both(partial(_draw, data, title), data.name, language)
    return Picture(data.name, title, say(language, "chance-note"), _table(data, language), wide, small)


def _shown(data: ChanceData) -> list[ChanceRow]:
    last = max((n for n, row in enumerate(data.ranked) if row.chance >= LEAST), default=0)
    return data.ranked[: max(last, data.places) + 1 + SPARE]


def _draw(data: ChanceData, title: str, sheet: Sheet) -> Drawing:
    rows = _shown(data)
    counted = [(standing, sum(row.standing == standing for row in data.rows)) for standing in _STANDINGS]
    words = [(mark(s, 0, 0), 10.0, f"{sheet.say(f'standing-{s}')} {n}") for s, n in counted if n]
    signs, used = legend(0, 10, sheet.width, words)
    top = used + 22
    plot = join((signs, *_back(data, rows, sheet, top), *_marks(rows, sheet, top)))
    facts = {"all": len(data.rows), "shown": len(rows), "open": len(data.open), "places": data.places}
    return Drawing(sheet.name, sheet.width, top + _HIGH + 42, title, sheet.say("chance-description", **facts), plot)


def _axes(rows: list[ChanceRow], sheet: Sheet, top: float) -> tuple[Scale, Scale]:
    return Scale(0, len(rows) + 1, 46, sheet.width - 8), Scale(0, WHOLE, top + _HIGH, top)


def _back(data: ChanceData, rows: list[ChanceRow], sheet: Sheet, top: float) -> list[Markup]:
    along, up = _axes(rows, sheet, top)
    left, right = along.start, along.end
    drawn = [box(left, up.at(BAND[1]), right - left, up.at(BAND[0]) - up.at(BAND[1]), "band")]
    for tenths in (0, 25, 50, 75, 100):
        y = up.at(tenths * WHOLE // 100)
        drawn.append(line(left, y, right, y, "grid"))
        drawn.append(text(left - 6, y + 4, f"{tenths} %", "soft", size=11, anchor="end"))
    ticks = [tick for tick in along.ticks(5 if sheet.narrow else 10) if 0 < tick <= len(rows)]
    drawn += [text(along.at(tick), top + _HIGH + 16, str(tick), "soft", size=11, anchor="middle") for tick in ticks]
    cut = along.at(data.places + 0.5)
    drawn.append(line(cut, top - 4, cut, top + _HIGH, "edge", thick=1.4, dash="4 3"))
    anchor: Anchor = "end" if cut > (left + right) / 2 else "start"
    drawn.append(text(cut, top - 9, sheet.say("chance-cut", places=data.places), "gold", size=11, anchor=anchor))
    drawn.append(text(right, top + _HIGH + 34, sheet.say("chance-rank"), "soft", size=11, anchor="end"))
    return drawn


def _marks(rows: list[ChanceRow], sheet: Sheet, top: float) -> list[Markup]:
    along, up = _axes(rows, sheet, top)
    radius = 3.0 if sheet.narrow or len(rows) > 120 else 4.0
    return [
        hint(_spoken(row, sheet), mark(row.standing, along.at(place), up.at(row.chance), radius))
        for place, row in enumerate(rows, 1)
    ]


def _spoken(row: ChanceRow, sheet: Sheet) -> str:
    chance = per_cent(row.chance, WHOLE, sheet.language)
    return sheet.say("chance-spoken", nomination=row.nomination, rank=row.rank, chance=chance)


def _table(data: ChanceData, language: str) -> Table:
    keys = ("rank", "nomination", "chance", "open", "standing")
    open_ = {row.nomination for row in data.open}
    rows = tuple(
        (
            row.rank,
            row.nomination,
            Whole(per_cent(row.chance, WHOLE, language)),
            say(language, "yes" if row.nomination in open_ else "no"),
            say(language, f"standing-{row.standing}"),
        )
        for row in data.ranked
    )
    caption = say(language, "chance-table", category=data.words.said(language))
    return Table(data.name, caption, tuple(say(language, f"column-{key}") for key in keys), rows)
