"""Whose place hangs on one assessor: who would enter or leave if the sheets of any one assessor were left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from chucai.charter.values import Text
from chucai.publish.charts.ranking import Kind
from chucai.publish.markup import Markup, join
from chucai.publish.measure import fit
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, hint, legend, lines, text
from chucai.publish.table import Table
from chucai.publish.words import say

ROWS = 40  # nominees drawn, those that hang on most assessors first
_ROW = 16.0
_STRIP = 40.0


@dataclass(frozen=True, slots=True)
class LeftRow:
    """One assessor: the nominations that would enter and leave the places by merit without those sheets."""

    assessor: str
    sheets: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeaveData:
    """One category at one comparison. `ranks`: of the nominations named in `rows`."""

    category: str
    words: Text
    kind: Kind
    places: int
    rows: tuple[LeftRow, ...]
    ranks: Mapping[str, int]

    @property
    def name(self) -> str:
        return f"leave-{self.category}"

    @property
    def matters(self) -> list[LeftRow]:
        """Assessors without whom the list would change, most changes first."""
        found = [row for row in self.rows if row.enters or row.leaves]
        return sorted(found, key=lambda row: (-len(row.leaves), row.assessor))

    def hangs(self, side: str) -> dict[str, int]:
        """Nomination -> number of assessors without whom it would enter, or leave."""
        found: dict[str, int] = {}
        for row in self.rows:
            for name in getattr(row, side):
                found[name] = found.get(name, 0) + 1
        return found


def picture(data: LeaveData, language: str) -> Picture:
    """A strip of all assessors, and beneath it the nominations whose place hangs on somebody."""
    title = _title(data, language)
    wide, small = both(partial(_draw, data, title), data.name, language)
    return Picture(data.name, title, say(language, "leave-note"), _table(data, language), wide, small)


def _title(data: LeaveData, language: str) -> str:
    facts = {"category": data.words.said(language), "all": len(data.rows), "matter": len(data.matters)}
    if not data.matters:
        return say(language, "leave-title-none", **facts)
    return say(language, "leave-title", safe=data.places - len(data.hangs("leaves")), places=data.places, **facts)


def _draw(data: LeaveData, title: str, sheet: Sheet) -> Drawing:
    words = [
        (box(-6, -5, 12, 10, "full"), 12.0, sheet.say("leave-leaves")),
        (box(-6, -5, 12, 10, "load"), 12.0, sheet.say("leave-enters")),
        (box(-6, -5, 12, 10, "empty"), 12.0, sheet.say("leave-nothing")),
    ]
    signs, used = legend(0, 10, sheet.width, words)
    strip = _strip(data, sheet, used + 26)
    drawn, bottom = _rows(data, sheet, used + 26 + _STRIP + 36)
    facts = {"all": len(data.rows), "matter": len(data.matters), "leaves": len(data.hangs("leaves"))}
    facts["enters"] = len(data.hangs("enters"))
    said = sheet.say("leave-description", **facts)
    return Drawing(sheet.name, sheet.width, bottom + 6, title, said, join((signs, strip, drawn)))


def _strip(data: LeaveData, sheet: Sheet, top: float) -> Markup:
    """One cell an assessor, those that matter first; as high as places that change."""
    quiet = [row for row in data.rows if not row.enters and not row.leaves]
    order = [*data.matters, *sorted(quiet, key=lambda row: row.assessor)]
    wide = sheet.width / max(len(order), 1)
    most = max((max(len(row.leaves), len(row.enters)) for row in order), default=0) or 1
    cells = []
    for at, row in enumerate(order):
        changed = max(len(row.leaves), len(row.enters))
        high = max(_STRIP * changed / most, 4.0)
        cell = box(at * wide, top + _STRIP - high, max(wide - 1, 0.6), high, "full" if changed else "empty")
        cells.append(hint(_spoken(row, sheet), cell))
    heading = text(0, top - 8, sheet.say("leave-strip", most=most), "soft", size=11)
    return join((heading, cells))


def _spoken(row: LeftRow, sheet: Sheet) -> str:
    facts = {"assessor": row.assessor, "leaves": len(row.leaves), "enters": len(row.enters), "sheets": row.sheets}
    return sheet.say("leave-spoken", **facts)


def _rows(data: LeaveData, sheet: Sheet, top: float) -> tuple[Markup, float]:
    """Nominations by rank, with how many assessors they hang on."""
    found = [(data.ranks[name], name, n, "leaves") for name, n in data.hangs("leaves").items()]
    found += [(data.ranks[name], name, n, "enters") for name, n in data.hangs("enters").items()]
    shown = sorted(sorted(found, key=lambda each: -each[2])[:ROWS])
    if not shown:
        return lines(0, top, [sheet.say("leave-nobody")], "soft", size=12), top + 4
    most = max(count for _, _, count, _ in shown)
    left, room = (110.0, sheet.width - 150) if sheet.narrow else (130.0, sheet.width - 190)
    drawn = [text(0, top - 6, sheet.say("leave-rows"), "soft", size=11)]
    for at, (rank, name, count, side) in enumerate(shown):
        y = top + (at + 0.5) * _ROW
        label = fit(f"{rank}  {name}", left - 10, 11.5)
        bar = box(left, y - 5, room * count / most, 10, "full" if side == "leaves" else "load")
        number = text(left + room * count / most + 6, y + 4, str(count), "soft", size=11)
        drawn += [text(0, y + 4, label, size=11.5), bar, number]
    hidden = len(found) - len(shown)
    bottom = top + len(shown) * _ROW
    if hidden:
        drawn.append(text(0, bottom + 14, sheet.say("leave-hidden", hidden=hidden), "soft", size=11))
    return join(drawn), bottom + (18 if hidden else 0)


def _table(data: LeaveData, language: str) -> Table:
    keys = ("assessor", "sheets", "leaves-without", "enters-without")
    quiet = sorted((row for row in data.rows if not row.enters and not row.leaves), key=lambda row: row.assessor)
    rows = tuple(
        (row.assessor, row.sheets, ", ".join(row.leaves) or None, ", ".join(row.enters) or None)
        for row in (*data.matters, *quiet)
    )
    caption = say(language, "leave-table", category=data.words.said(language))
    return Table(data.name, caption, tuple(say(language, f"column-{key}") for key in keys), rows)
