"""Tables of data: the same rows as HTML under a picture and as CSV beside it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import TypeAlias

from chucai.publish.figures import exact_points, grouped, points
from chucai.publish.markup import Markup, element
from chucai.publish.measure import width

BOM = "\ufeff"
_SHORT = 6.0  # ems
_FORMULA_STARTS = (*"=+-@＝＋－＠", "\t", "\r", "\n")


class Whole(str):
    """Text that stays on one line: a date, a number with its unit."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Points:
    """Millionths of a point: one decimal on a page, exact in a file."""

    micro: int
    sign: bool = False


Cell: TypeAlias = str | int | Points | date | None


@dataclass(frozen=True, slots=True)
class Table:
    """`name` is the file name without its end; every row has a cell for each header."""

    name: str
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def table_html(table: Table) -> Markup:
    """The table as HTML; numbers stand to the right."""
    numeric = [_is_numeric(column) for column in zip(*table.rows, strict=True)] or [False] * len(table.headers)
    heads = zip(table.headers, numeric, strict=True)
    head = element(
        "tr", [element("th", header, scope="col", class_=_classes(header, right)) for header, right in heads]
    )
    body = [element("tr", [_cell(cell, first=n == 0) for n, cell in enumerate(row)]) for row in table.rows]
    caption = element("caption", table.caption)
    # What scrolls must be reachable by key.
    return element(
        "div",
        element("table", caption, element("thead", head), element("tbody", body)),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label=table.caption,
    )


def _is_numeric(column: Iterable[Cell]) -> bool:
    cells = [cell for cell in column if cell is not None]
    return bool(cells) and all(isinstance(cell, int | Points) for cell in cells)


def _cell(cell: Cell, *, first: bool) -> Markup:
    words = shown(cell)
    classes = _classes(words, isinstance(cell, int | Points), isinstance(cell, Whole))
    if first:
        return element("th", words, scope="row", class_=classes)
    return element("td", words, class_=classes)


def _classes(words: str, right: bool, whole: bool = False) -> str | None:
    """Numbers to the right; short words on one line, which Chinese would otherwise break anywhere."""
    return " ".join(["n"] * right + ["whole"] * (whole or width(words) <= _SHORT)) or None


def shown(cell: Cell) -> str:
    """A cell as people read it."""
    if cell is None:
        return "–"
    if isinstance(cell, Points):
        return points(cell.micro, sign=cell.sign)
    if isinstance(cell, int):
        return grouped(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def table_csv(table: Table) -> str:
    """The table as a file; see `csv_text`."""
    return csv_text(table.headers, table.rows)


def csv_text(headers: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """CSV (RFC 4180) that a spreadsheet opens safely: BOM first, ISO dates, no text that would run as a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(_plain, headers))
    writer.writerows(map(_plain, row) for row in rows)
    return BOM + out.getvalue()


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before whatever could begin one."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Points):
        return exact_points(cell.micro)
    if isinstance(cell, str):
        return guarded(cell)
    return cell.isoformat() if isinstance(cell, date) else str(cell)
