"""Any uploaded table as rows of cells, whatever the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from chucai.errors import Refused
from chucai.intake import delimited
from chucai.intake.shape import LIMITS, Cell, Limits, Origin
from chucai.intake.workbook import read_sheet

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_TEXT_ENDINGS = ("", ".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows from the first row of the sheet on; a row ends with its last cell."""

    form: Literal["csv", "xlsx"]
    rows: Iterable[Sequence[Cell]]
    total: int  # rows; for text an estimate from its line ends
    encoding: str | None = None
    delimiter: str | None = None
    sheet: int | None = None
    sheet_name: str | None = None
    sheet_names: tuple[str, ...] = ()
    merged: Sequence[tuple[int, int, int, int]] = ()

    def origin(self, header: int) -> Origin:
        return Origin(
            form=self.form,
            header=header,
            encoding=self.encoding,
            delimiter=self.delimiter,
            sheet=self.sheet,
            sheet_name=self.sheet_name,
        )


def open_grid(
    data: bytes, filename: str, titles: Sequence[str] = (), limits: Limits = LIMITS, origin: Origin | None = None
) -> Grid:
    """The rows of a file, which kind it is being told by its content. `origin`: read it as it was read before.

    Refused("file-empty"), ("file-too-big"), ("old-workbook"), ("macros"), ("unknown-format"), or what `decode` and
    `read_sheet` refuse.
    """
    ending = PurePath(filename).suffix.lower()
    _check_file(data, ending, filename, limits)
    if data.startswith(_ZIP):
        return _workbook(data, titles, limits, origin)
    if ending not in _TEXT_ENDINGS:
        raise Refused("unknown-format", filename=filename)
    return _text(data, limits, origin)


def _check_file(data: bytes, ending: str, filename: str, limits: Limits) -> None:
    if not data.strip():
        raise Refused("file-empty", filename=filename)
    if len(data) > limits.size:
        raise Refused("file-too-big", size=len(data), limit=limits.size)
    if data.startswith(_OLD_OFFICE):
        raise Refused("old-workbook", filename=filename)
    if ending in (".xlsm", ".xltm", ".xlam"):
        raise Refused("macros")


def _workbook(data: bytes, titles: Sequence[str], limits: Limits, origin: Origin | None) -> Grid:
    sheet = read_sheet(data, titles, limits, origin.sheet if origin else None)
    return Grid(
        form="xlsx",
        rows=sheet.rows,
        total=len(sheet.rows),
        sheet=sheet.place,
        sheet_name=sheet.name,
        sheet_names=sheet.names,
        merged=sheet.merged,
    )


def _text(data: bytes, limits: Limits, origin: Origin | None) -> Grid:
    decoded = delimited.decode(data)
    delimiter = origin.delimiter if origin and origin.delimiter else delimited.guess_delimiter(decoded.text)
    return Grid(
        form="csv",
        rows=delimited.rows_of(decoded.text, delimiter, limits),
        total=decoded.text.count("\n") + (not decoded.text.endswith("\n")),
        encoding=decoded.encoding,
        delimiter=delimiter,
    )
