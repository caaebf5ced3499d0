"""The same sheet given back, with one more column in front that says what is wrong in each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import Any, TypeAlias

import xlsxwriter

from chucai.intake.delimited import guarded
from chucai.intake.grid import open_grid
from chucai.intake.headers import FAULT_WORDS, is_fault_column
from chucai.intake.shape import EVERY, LIMITS, Cell, Limits, Odd, Progress, Table, Wrong, silent
from chucai.intake.words import fault_words

_Marked: TypeAlias = tuple[bool, list[Cell]]  # whether an old fault column was taken out, and the row
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_AS_TEXT = 49  # the built-in format that keeps what is typed as text
_DAY_ZERO = datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks carry no time zone; a fixed date keeps bytes equal


def fault_sheet(
    data: bytes, table: Table, language: str, limits: Limits = LIMITS, progress: Progress = silent
) -> bytes:
    """The file `data` was read from, as XLSX (CSV for CSV, in its own encoding and delimiter).

    Cells stand as they were, moved one to the right; only a column from an earlier fault sheet is replaced. Text that
    a spreadsheet might take for a formula is guarded. Refuses what `open_grid` refuses.
    """
    origin = table.origin
    grid = open_grid(data, "", (), limits, origin)
    told = _told(table, language)
    rows = _counted(_marked(grid.rows, told, origin.header, language), grid.total, progress)
    if origin.form == "csv":
        return _as_text(rows, origin.encoding or "utf-8", origin.delimiter or ",")
    marked = {(fault.row, fault.cell) for fault in table.faults if fault.cell is not None}
    return _as_workbook(rows, marked, origin.header, origin.sheet_name or "1")


def _told(table: Table, language: str) -> dict[int, str]:
    told: dict[int, list[str]] = {}
    for fault in table.faults:
        told.setdefault(fault.row, []).append(fault_words(fault, language))
    return {row: "\n".join(dict.fromkeys(lines)) for row, lines in told.items()}


def _marked(rows: Iterable[Sequence[Cell]], told: dict[int, str], header: int, language: str) -> Iterator[_Marked]:
    """Rows with the new column in front, and whether an old one was taken out."""
    old = False
    head: list[Sequence[Cell]] = []
    source = iter(rows)
    for row in source:
        head.append(row)
        if len(head) == header:
            old = bool(row) and is_fault_column(row[0])
            break
    for number, row in enumerate(_readable(head, source), 1):
        said = told.get(number, "")
        if number == header:
            title = FAULT_WORDS.said(language)
            said = f"{title}：\n{said}" if said else title
        yield old, [said, *(row[1:] if old else row)]


def _counted(rows: Iterable[_Marked], total: int, progress: Progress) -> Iterator[_Marked]:
    done = 0
    for done, row in enumerate(rows, 1):
        if done % EVERY == 0:
            progress(done, max(done, total))
        yield row
    progress(done, done)


def _readable(head: Iterable[Sequence[Cell]], rest: Iterator[Sequence[Cell]]) -> Iterator[Sequence[Cell]]:
    yield from head
    try:
        yield from rest
    except Wrong:
        return  # broken quotes: what follows cannot be cut into cells


def _as_text(rows: Iterable[_Marked], encoding: str, delimiter: str) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    for _, row in rows:
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in row])
    # With the byte order mark spreadsheets read the words as UTF-8.
    return target.getvalue().encode("utf-8-sig" if encoding == "utf-8" else encoding)


def _as_workbook(rows: Iterable[_Marked], marked: set[tuple[int, int]], header: int, name: str) -> bytes:
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, _OPTIONS)
    workbook.set_properties({"created": _DAY_ZERO})
    sheet = workbook.add_worksheet(name)
    writer = _Writer(workbook, sheet)
    for number, (old, row) in enumerate(rows, 1):
        for index, cell in enumerate(row):
            shift = 0 if old else 1
            bad = (number, index - shift) in marked if index else bool(cell)
            writer.write(number - 1, index, cell, bad, bold=number == header)
    sheet.set_column(0, 0, 60)
    sheet.set_column(1, LIMITS.columns, 16)
    sheet.freeze_panes(header, 1)
    workbook.close()
    return target.getvalue()


class _Writer:
    """Cells of every type, marked or not; formats are made once."""

    def __init__(self, workbook: Any, sheet: Any) -> None:
        self.workbook = workbook
        self.sheet = sheet
        self.formats: dict[tuple[str, bool, bool], Any] = {}

    def write(self, row: int, column: int, cell: Cell, bad: bool, bold: bool) -> None:
        if isinstance(cell, Odd):
            self.write(row, column, cell.looks, bad, bold)
        elif cell is None or cell == "":
            if bad:
                self.sheet.write_blank(row, column, None, self._format("", bad, bold))
        elif isinstance(cell, str):
            self.sheet.write_string(row, column, cell[: LIMITS.cell], self._format("text", bad, bold))
        elif isinstance(cell, bool):
            self.sheet.write_boolean(row, column, cell, self._format("", bad, bold))
        elif isinstance(cell, int | float):
            self.sheet.write_number(row, column, cell, self._format("", bad, bold))
        else:
            self.sheet.write_datetime(row, column, cell, self._format(_date_format(cell), bad, bold))

    def _format(self, kind: str, bad: bool, bold: bool) -> Any:
        key = (kind, bad, bold)
        if key not in self.formats:
            style: dict[str, Any] = {"bg_color": "#FFD7D7"} if bad else {}
            style |= {"bold": True} if bold else {}
            if kind == "text":
                style |= {"num_format": _AS_TEXT, "text_wrap": True, "valign": "top", "quote_prefix": True}
            elif kind:
                style |= {"num_format": kind}
            self.formats[key] = self.workbook.add_format(style) if style else None
        return self.formats[key]


def _date_format(cell: date | datetime | time) -> str:
    if isinstance(cell, datetime):
        return "yyyy-mm-dd hh:mm:ss"
    return "yyyy-mm-dd" if isinstance(cell, date) else "hh:mm:ss"
