"""One sheet of a workbook as rows of cells, in one walk over its XML. Nothing is ever calculated.

Formulas and errors come as `Odd` cells, for nobody should take them for what somebody typed. Only cells that hold
something count, rows and columns are held to the limits as they come, and a shared text is never copied: neither a
stray cell in the last corner nor a long text used a million times fills the memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite

from chucai.errors import Refused
from chucai.intake.formats import is_date, moment, unescaped
from chucai.intake.places import column_of, place_of
from chucai.intake.shape import Cell, Limits, Odd
from chucai.intake.walk import Attributes, walk

_HOLDS_TEXT = frozenset(("v", "t"))
_TEXTS = frozenset(("inlineStr", "str"))
Merged = tuple[int, int, int, int]  # top, left, bottom, right, from 0


@dataclass(frozen=True, slots=True)
class Aside:
    """What cells point to: shared texts, which styles show dates, and since when days are counted."""

    texts: Sequence[str] = ()
    dates: Sequence[bool] = ()
    since_1904: bool = False


def read_cells(part: bytes, aside: Aside, limits: Limits) -> tuple[list[list[Cell]], list[Merged]]:
    """Rows from the first row of the sheet on, each as long as its last cell, and the merged ranges.

    Refused("too-many-rows"), ("too-many-columns"), ("too-many-cells") or ("broken-workbook").
    """
    cells = _Cells(aside, limits)
    walk(part, cells.start, cells.end, cells.text)
    return cells.rows, cells.merged


class _Cells:
    def __init__(self, aside: Aside, limits: Limits) -> None:
        self.aside = aside
        self.limits = limits
        self.rows: list[list[Cell]] = []
        self.merged: list[Merged] = []
        self.filled = 0
        self.letters: dict[str, int] = {}
        self.row = -1
        self.column = -1
        self.type: str | None = None
        self.style: str | None = None
        self.formula = False
        self.found: list[str] | None = None  # the text of the cell so far
        self.wanted = False
        self.phonetic = False  # reading aids are no text

    # --- the walk

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "c":
            self._cell(attributes)
        elif name in _HOLDS_TEXT:
            self.wanted = not self.phonetic
            if self.found is None:
                self.found = []
        elif name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "f":
            self.formula = True
        elif name == "rPh":
            self.phonetic = True
        elif name == "mergeCell" and len(self.merged) < self.limits.faults:
            first, _, last = attributes.get("ref", "").partition(":")
            self.merged.append((*place_of(first), *place_of(last or first)))

    def text(self, found: str) -> None:
        if self.wanted and self.found is not None:
            self.found.append(found)

    def end(self, name: str) -> None:
        if name in _HOLDS_TEXT:
            self.wanted = False
        elif name == "c" and (self.found or self.formula):
            self._put(self._value("".join(self.found or ())))
        elif name == "rPh":
            self.phonetic = False

    # --- a cell

    def _cell(self, attributes: Attributes) -> None:
        self.type = attributes.get("t")
        self.style = attributes.get("s")
        self.formula = False
        self.found = None
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip("0123456789")
        column = self.letters.get(letters)
        if column is None:
            column = self.letters[letters] = column_of(letters)
        self.column = column
        self.row = int(reference[len(letters) :]) - 1
        if self.row < 0:
            raise ValueError(f"no cell reference: {reference[:20]}")

    def _value(self, text: str) -> Cell:
        value = self._plain(text)
        if self.formula:
            return Odd("formula", value)
        return value

    def _plain(self, text: str) -> Cell:
        kind = self.type
        if kind == "s":
            return self.aside.texts[int(text)] if text else None
        if kind in _TEXTS:
            return unescaped(text)
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return Odd("error-cell", text)
        if not text:
            return None
        if kind == "d":
            return _iso(text)
        number = float(text)
        if not isfinite(number):
            return Odd("error-cell", text)
        return moment(number, self.aside.since_1904) if is_date(self.aside.dates, self.style) else number

    def _put(self, value: Cell) -> None:
        if value is None or value == "":
            return
        if self.row >= len(self.rows):
            self._check()
            self.rows.extend([] for _ in range(self.row + 1 - len(self.rows)))
        row = self.rows[self.row]
        missing = self.column + 1 - len(row)
        if missing == 1:
            row.append(value)
        else:
            row.extend([None] * missing)
            row[self.column] = value
        self.filled += max(missing, 0)
        if self.filled > self.limits.cells or self.column >= self.limits.columns:
            self._check()

    def _check(self) -> None:
        limits = self.limits
        if self.row >= limits.rows:
            raise Refused("too-many-rows", rows=self.row + 1, limit=limits.rows)
        if self.column >= limits.columns:
            raise Refused("too-many-columns", columns=self.column + 1, limit=limits.columns)
        if self.filled > limits.cells:
            raise Refused("too-many-cells", cells=self.filled, limit=limits.cells)


def _iso(text: str) -> Cell:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return date(found.year, found.month, found.day) if len(text) == 10 else found
