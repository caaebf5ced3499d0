"""A table of nominees in columns: ids, merits in millionths, and attributes whose types are seen from their values."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice

from chucai.charter.predicate import Value
from chucai.engine.select.question import LARGEST_LOT, LARGEST_MERIT
from chucai.errors import Refused

MICRO = 1_000_000
EVERY = 50_000  # rows between two reports of progress
KNOWN = {
    "id": ("id", "nominee", "nomination", "编号", "人选", "提名"),
    "merit": ("merit", "score", "成绩", "得分", "总分"),
    "category": ("category", "类别"),
    "lot": ("lot", "签号"),
    "se": ("se", "standard_error", "标准误"),
}
TRUTH = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


@dataclass(frozen=True)
class Table:
    """n nominees: `merit` and `se` in millionths; attributes by column, None where a cell is empty."""

    ids: list[str]
    merit: list[int]
    category: list[str] | None
    lot: list[int] | None
    se: list[int] | None
    attributes: Mapping[str, Sequence[Value | None]]


def read_table(content: bytes, progress: Callable[[int], None] = lambda _: None) -> Table:
    """Read CSV (UTF-8 or GB 18030; comma, semicolon or tab). Raises `Refused` naming line, column and cure.

    `progress` is told how many rows have been read.
    """
    rows = _rows(_text(content), progress)
    header = rows[0] if rows else []
    place = {name: _column(header, spellings) for name, spellings in KNOWN.items()}
    for wanted in ("id", "merit"):
        if place[wanted] is None:
            raise Refused("table-column-missing", column=wanted, known=", ".join(header))
    body = _body(rows)
    columns = {name: [row[at].strip() for _, row in body] for name, at in place.items() if at is not None}
    lines = [line for line, _ in body]
    taken = {at for at in place.values() if at is not None}
    others = {name.strip(): at for at, name in enumerate(header) if at not in taken and name.strip()}
    return Table(
        ids=_ids(columns["id"], lines),
        merit=_numbers(columns["merit"], lines, "merit", _micro),
        category=columns.get("category"),
        lot=_numbers(columns["lot"], lines, "lot", _lot) if "lot" in columns else None,
        se=_numbers(columns["se"], lines, "se", _se) if "se" in columns else None,
        attributes={name: typed([row[at].strip() for _, row in body]) for name, at in others.items()},
    )


def read_ids(content: bytes) -> list[str]:
    """The ids of a list from CSV: of the rows marked chosen, where there is a column `place` as this product writes.

    Raises `Refused` as `read_table` does.
    """
    header, *rows = _rows(_text(content)) or [[]]
    at = _column(header, KNOWN["id"])
    if at is None:
        raise Refused("table-column-missing", column="id", known=", ".join(header))
    body = _body([header, *rows])
    place = _column(header, ("place",))
    kept = [(line, row) for line, row in body if place is None or row[place].strip() != "reserve"]
    return _ids([row[at].strip() for _, row in kept], [line for line, _ in kept])


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("table-encoding")


def _rows(text: str, progress: Callable[[int], None] = lambda _: None) -> list[list[str]]:
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader, rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), list[list[str]]()
    try:
        while part := list(islice(reader, EVERY)):
            rows += part
            progress(len(rows))
        return rows
    except csv.Error as error:
        raise Refused("table-unreadable", reason=str(error)) from error


def _body(rows: Sequence[Sequence[str]]) -> list[tuple[int, Sequence[str]]]:
    """The rows under the header that are not empty, with their lines; each as long as the header."""
    body = [(at, row) for at, row in enumerate(rows[1:], 2) if row and (row[0] or any(cell.strip() for cell in row))]
    for line, row in body:
        if len(row) != len(rows[0]):
            raise Refused("table-row-length", line=line, cells=len(row), columns=len(rows[0]))
    return body


def _column(header: Sequence[str], spellings: Sequence[str]) -> int | None:
    found = [at for at, name in enumerate(header) if name.strip().lower() in spellings]
    if len(found) > 1:
        raise Refused("table-column-twice", column=header[found[1]].strip(), first=header[found[0]].strip())
    return found[0] if found else None


def _ids(cells: list[str], lines: list[int]) -> list[str]:
    seen: dict[str, int] = {}
    for name, line in zip(cells, lines, strict=True):
        if not name:
            raise Refused("table-cell-wrong", line=line, column="id", found="")
        if name in seen:
            raise Refused("table-id-twice", line=line, first=seen[name], id=name)
        seen[name] = line
    return cells


def _numbers(cells: list[str], lines: list[int], column: str, read: Callable[[str], int]) -> list[int]:
    known: dict[str, int] = {}
    for cell, line in zip(cells, lines, strict=True):
        if cell not in known:
            try:
                known[cell] = read(cell)
            except (InvalidOperation, ValueError, OverflowError):
                raise Refused("table-cell-wrong", line=line, column=column, found=cell) from None
    return [known[cell] for cell in cells]


def _micro(cell: str) -> int:
    """Points to millionths, rounded half to even."""
    number = Decimal(cell)
    if not number.is_finite() or abs(number) * MICRO > LARGEST_MERIT:
        raise ValueError(cell)
    return int((number * MICRO).to_integral_value())


def _se(cell: str) -> int:
    found = _micro(cell)
    if found < 0:
        raise ValueError(cell)
    return found


def _lot(cell: str) -> int:
    number = int(cell or 0)
    if not 0 <= number <= LARGEST_LOT:
        raise ValueError(cell)
    return number


def typed(cells: Sequence[str]) -> list[Value | None]:
    """A column's values as the first type that fits all of them: yes or no, whole number, number, date, text."""
    distinct = {cell for cell in cells if cell}
    for read in (_truth, int, _decimal, date.fromisoformat):
        try:
            values: dict[str, Value] = {cell: read(cell) for cell in distinct}
        except (KeyError, ValueError, InvalidOperation):
            continue
        return [values.get(cell) for cell in cells]
    return [cell or None for cell in cells]


def _truth(cell: str) -> bool:
    return TRUTH[cell.lower()]


def _decimal(cell: str) -> Decimal:
    number = Decimal(cell)
    if not number.is_finite():
        raise ValueError(cell)
    return number
