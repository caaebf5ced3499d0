"""Judges by nominations: what is done, open, given up or barred, and whether all of it hangs together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from django.utils.translation import gettext, override

from chucai.publish.markup import Markup, join
from chucai.publish.measure import fit
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, legend, text
from chucai.publish.table import Cell, Table
from chucai.web.office.progress import Judge

COLUMNS, ROWS = 160, 60  # more nominations are drawn some to a cell; more judges as the busiest
PAINTS = {"done": "chosen", "open": "load", "abstained": "held", "barred": "out"}


def picture(
    judges: Sequence[Judge], called: Mapping[str, str], nominations: Sequence[str], groups: int, language: str
) -> Picture:
    """`called`: pseudonym -> name, of those that have one. `groups` as of `panel.groups`."""
    with override(language):
        title = _title(judges, groups)
        wide, small = both(partial(_draw, judges, called, nominations, title), "coverage", language)
        note = gettext("Each row is a judge, each column a nomination, in the order of their numbers.")
        return Picture("coverage", title, note, _table(judges, called), wide, small)


def _title(judges: Sequence[Judge], groups: int) -> str:
    wanted = sum(len(judge.assigned) - len(judge.barred) for judge in judges)
    done = sum(len(judge.assigned & judge.done) for judge in judges)
    said = gettext("%(done)d of %(wanted)d sheets are in") % {"done": done, "wanted": wanted}
    if groups <= 1:
        return said + gettext("; all judges can be compared with each other")
    return said + gettext("; the judges fall into %(n)d groups that share no nomination") % {"n": groups}


def _draw(
    judges: Sequence[Judge], called: Mapping[str, str], nominations: Sequence[str], title: str, sheet: Sheet
) -> Drawing:
    names = 64.0 if sheet.narrow else 110.0
    shown = sorted(judges, key=lambda judge: -len(judge.assigned))[:ROWS]
    shown = sorted(shown, key=lambda judge: judge.who)
    each = max(1, -(-len(nominations) // COLUMNS))
    cells = -(-len(nominations) // each) or 1
    wide = (sheet.width - names - 2) / cells
    high = 12.0 if len(shown) > 24 else 16.0
    place = {name: index // each for index, name in enumerate(nominations)}
    key, head = _key(sheet)
    parts: list[Markup] = [key]
    for row, judge in enumerate(shown):
        top = head + row * high
        parts.append(text(0, top + high - 4, fit(called.get(judge.who, judge.who), names - 6, 10.5), "soft", size=10.5))
        for column, number, state in _runs(_cells(judge, place), merged=each > 1):
            broad = max(number * wide - 0.8, 0.8)
            parts.append(box(names + column * wide, top + 1, broad, high - 2, PAINTS[state]))
    described = gettext("%(judges)d judges, %(nominations)d nominations") % {
        "judges": len(judges),
        "nominations": len(nominations),
    }
    return Drawing(sheet.name, sheet.width, head + 4 + len(shown) * high, title, described, join(parts))


def _key(sheet: Sheet) -> tuple[Markup, float]:
    """What the colours say, and the height it takes."""
    signs = [
        (box(-6, -6, 12, 12, PAINTS["done"]), 12.0, gettext("done")),
        (box(-6, -6, 12, 12, PAINTS["open"]), 12.0, gettext("still open")),
        (box(-6, -6, 12, 12, PAINTS["abstained"]), 12.0, gettext("abstained")),
        (box(-6, -6, 12, 12, PAINTS["barred"]), 12.0, gettext("recused")),
    ]
    key, high = legend(0, 8, sheet.width, signs, size=11)
    return key, high + 12


def _cells(judge: Judge, place: dict[str, int]) -> dict[int, str]:
    """Column -> state; where several fall into one cell, what is still open shows."""
    found: dict[int, str] = {}
    for name in judge.done | judge.assigned:
        if name not in place:
            continue
        state = _state(judge, name)
        if found.get(place[name]) != "open":
            found[place[name]] = state
    return found


def _runs(cells: Mapping[int, str], *, merged: bool) -> Iterator[tuple[int, int, str]]:
    """(first column, how many, state): cells that stand for several nominations run together where they are alike."""
    first, number, state = 0, 0, ""
    for column in sorted(cells):
        if number and merged and column == first + number and cells[column] == state:
            number += 1
            continue
        if number:
            yield first, number, state
        first, number, state = column, 1, cells[column]
    if number:
        yield first, number, state


def _state(judge: Judge, name: str) -> str:
    if name in judge.barred:
        return "barred"
    if name in judge.done:
        return "done"
    return "abstained" if name in judge.abstained else "open"


def _table(judges: Sequence[Judge], called: Mapping[str, str]) -> Table:
    counted = (gettext("Done"), gettext("Abstained"), gettext("Recused"), gettext("Still open"))
    headers = (gettext("Judge"), gettext("Given"), *counted)
    rows: list[tuple[Cell, ...]] = [
        (called.get(one.who, one.who), len(one.assigned), len(one.done), len(one.abstained), len(one.barred), one.open)
        for one in judges
    ]
    return Table("coverage", gettext("Sheets of every judge"), headers, tuple(rows))
