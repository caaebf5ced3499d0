"""What a table is, as data: its columns, what is known beforehand, what was read, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from chucai.charter.values import Text
from chucai.gates.acts import Unit


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell that must not be taken as it looks: `code` says why (formula, error-cell), `looks` what it shows."""

    code: str
    looks: Any


Cell: TypeAlias = str | bool | int | float | date | datetime | time | Odd | None
Value: TypeAlias = str | bool | int | Decimal | date | tuple[str, ...]
Values: TypeAlias = Mapping[str, Value | None]
Progress: TypeAlias = Callable[[int, int], None]  # rows done, rows in all (an estimate until the last call)

EVERY = 2_000  # rows between two calls of a Progress


def silent(done: int, total: int) -> None:
    """A Progress that shows nothing."""


ColumnType = Literal[
    "key",  # an identifier as acts take it
    "text",
    "identity",  # an identity number: kept as text, never told in a fault
    "choice",
    "yes-no",
    "number",
    "date",
    "unit",
    "nomination",
    "assessor",
    "names",  # several, separated by semicolons
]


@dataclass(frozen=True, slots=True)
class Choice:
    id: str
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column. Its header may be the key, the words of either language, both together, or one of `also`."""

    key: str
    words: Text
    type: ColumnType = "text"
    required: bool = False
    choices: tuple[Choice, ...] = ()
    low: int | Decimal | None = None
    high: int | Decimal | None = None
    step: int | Decimal | None = None
    max_length: int | None = None
    also: tuple[str, ...] = ()
    help: Text | None = None

    @property
    def heading(self) -> str:
        """Both languages, one above the other, as templates write it."""
        return f"{self.words.zh}\n{self.words.en}"


class Wrong(Exception):  # noqa: N818 - a finding about a cell, gathered into a Fault
    """A cell or a row does not fit; `column` is the key of the column, None for the row as a whole."""

    def __init__(self, code: str, column: str | None = None, /, **facts: Any) -> None:
        super().__init__(code)
        self.code = code
        self.column = column
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `row` counts from 1 as the sheet does; `column` is the header as the file writes it.

    `cell` is the place of the column in the sheet, from 0. `facts` are JSON-able and fill the words of `code`.
    """

    row: int
    column: str | None
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    cell: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What exists already. None means that it is not known yet and references to it are not looked up."""

    units: Mapping[str, Unit] | None = None
    nominations: Mapping[str, str] | None = None  # id -> name
    assessors: Mapping[str, str] | None = None  # id -> name
    moments: Mapping[str, date] = field(default_factory=dict)  # as gates.asked.moments gives


@dataclass(frozen=True, slots=True)
class Row:
    """What all typed rows share: where they stood in the sheet, from 1."""

    row: int


def _no_checks(values: Values, faulty: Collection[str], known: Known) -> Iterable[Wrong]:
    return ()


def _as_they_are(rows: Sequence[Any], known: Known) -> tuple[Sequence[Any], Sequence[tuple[int, Wrong]]]:
    return rows, ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """A kind of table: its columns, and how its rows are checked and built.

    `check` looks at one row (`faulty` are the keys of cells already found wrong); `build` makes the typed row of one
    without faults; `settle` looks at all rows together and may replace them. `unique` lists groups of columns whose
    values may occur once in a file (a group that is blank altogether does not count). `other` is a second form of
    the same table, taken when more of its headers are there.
    """

    name: str
    title: Text
    columns: tuple[Column, ...]
    build: Callable[[Values, int], Any]
    check: Callable[[Values, Collection[str], Known], Iterable[Wrong]] = _no_checks
    settle: Callable[[Sequence[Any], Known], tuple[Sequence[Any], Sequence[tuple[int, Wrong]]]] = _as_they_are
    unique: tuple[tuple[str, ...], ...] = ()
    other: TableKind | None = None

    def column(self, key: str) -> Column:
        """The column with this key; KeyError when there is none."""
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a stranger's file is looked at. Sizes in bytes, lengths in characters, filled cells."""

    size: int = 50_000_000
    unpacked: int = 400_000_000
    parts: int = 1_000
    rows: int = 200_000
    columns: int = 300
    cells: int = 5_000_000
    cell: int = 32_767  # what a spreadsheet cell holds
    faults: int = 5_000


LIMITS = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a file was read, so that it can be written back the same way and the reader told."""

    form: Literal["csv", "xlsx"]
    header: int  # row of the headers, from 1
    encoding: str | None = None  # utf-8, utf-8-sig or gb18030
    delimiter: str | None = None
    sheet: int | None = None  # place in the workbook, from 0
    sheet_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was read. All rows or none: with any fault `rows` is empty."""

    kind: TableKind
    rows: tuple[Any, ...]
    faults: tuple[Fault, ...]
    origin: Origin
    skipped: int = 0  # example rows
