"""Reading a table: all rows or none, and every fault with its row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from chucai.errors import Refused
from chucai.intake.cells import Reader, reader_of
from chucai.intake.grid import Grid, open_grid
from chucai.intake.headers import SEARCHED, Headers, find_headers, is_example, one_line, score
from chucai.intake.people import normal_name
from chucai.intake.places import letters_of
from chucai.intake.shape import (
    EVERY,
    LIMITS,
    Cell,
    Column,
    Fault,
    Known,
    Limits,
    Progress,
    Table,
    TableKind,
    Value,
    Wrong,
    silent,
)


def read_table(
    data: bytes,
    filename: str,
    kind: TableKind,
    known: Known,
    limits: Limits = LIMITS,
    progress: Progress = silent,
) -> Table:
    """Read an uploaded XLSX or CSV. With any fault `rows` is empty; faults come in the order of the sheet.

    `progress` is called with (rows done, rows in all), the last time with both equal. Refused (words.REFUSALS) when
    the file as a whole cannot be read: its form, its size, no headers, no rows.
    """
    kinds = [kind, kind.other] if kind.other else [kind]
    grid = open_grid(data, filename, (kind.title.zh, kind.title.en), limits)
    rows = iter(grid.rows)
    head, broken = _first(rows)
    kind = max(kinds, key=lambda each: score(each, head)[0])
    headers = find_headers(kind, head, grid.merged)
    if headers is None:
        raise _no_headers(kind, grid)
    if headers.faults:
        return Table(kind=kind, rows=(), faults=headers.faults, origin=grid.origin(headers.row))
    return _Reading(kind, known, grid, headers, limits, progress).read(chain(head, _rest(rows, broken)))


def _first(rows: Iterator[Sequence[Cell]]) -> tuple[list[Sequence[Cell]], Wrong | None]:
    """The rows the headers are looked for in, and why they end early if they do."""
    head: list[Sequence[Cell]] = []
    try:
        for row in rows:
            head.append(row)
            if len(head) == SEARCHED:
                break
    except Wrong as wrong:
        if not head:
            raise Refused(wrong.code, **wrong.facts) from None
        return head, wrong
    return head, None


def _rest(rows: Iterator[Sequence[Cell]], broken: Wrong | None) -> Iterator[Sequence[Cell]]:
    if broken is not None:
        raise broken
    yield from rows


def _no_headers(kind: TableKind, grid: Grid) -> Refused:
    wanted = "; ".join(one_line(column.heading) for column in kind.columns if column.required)
    if grid.form == "csv":
        return Refused("no-headers", headers=wanted)
    sheets = ", ".join(grid.sheet_names)
    return Refused("no-headers-in-sheet", headers=wanted, sheet=grid.sheet_name, sheets=sheets)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A column of the table that the file has."""

    column: Column
    index: int
    read: Reader


@dataclass(slots=True)
class _Reading:
    kind: TableKind
    known: Known
    grid: Grid
    headers: Headers
    limits: Limits
    progress: Progress
    faults: list[Fault] = field(default_factory=list)
    rows: list[Any] = field(default_factory=list)
    skipped: int = 0
    filled: int = 0
    seen: list[dict[tuple[object, ...], int]] = field(default_factory=list)
    plan: list[_Planned] = field(default_factory=list)
    last: int = 0
    width: int = 0
    gaps: frozenset[int] = frozenset()  # columns between the headers that have none
    blank_heads: set[int] = field(default_factory=set)
    written: frozenset[str] = frozenset()  # columns of free text, compared as names are

    def read(self, rows: Iterator[Sequence[Cell]]) -> Table:
        self.plan = self._plan()
        self.seen = [{} for _ in self.kind.unique]
        places = {*self.headers.places.values(), *self.headers.ours}
        self.width = max(places) + 1
        self.gaps = frozenset(range(self.width)) - places
        self.written = frozenset(column.key for column in self.kind.columns if column.type == "text")
        self._merged_cells()
        try:
            self._read_rows(rows)
        except Wrong as wrong:
            self._fault(self.last + 1, wrong)
        if not self.filled and not self.faults:
            raise Refused("no-rows", skipped=self.skipped)
        self._settle()
        self.progress(self.last, self.last)
        self.faults.sort(key=_place)
        return Table(
            kind=self.kind,
            rows=() if self.faults else tuple(self.rows),
            faults=tuple(self.faults),
            origin=self.grid.origin(self.headers.row),
            skipped=self.skipped,
        )

    def _plan(self) -> list[_Planned]:
        places = self.headers.places
        columns = [column for column in self.kind.columns if column.key in places]
        return [_Planned(column, places[column.key], reader_of(column, self.known)) for column in columns]

    def _read_rows(self, rows: Iterator[Sequence[Cell]]) -> None:
        for number, cells in enumerate(rows, 1):
            if number > self.limits.rows:
                raise Refused("too-many-rows", rows=number, limit=self.limits.rows)
            self.last = number
            if number <= self.headers.last:
                continue
            if number % EVERY == 0:
                self.progress(number, max(number, self.grid.total))
            self._row(number, cells)
            if len(self.faults) >= self.limits.faults:
                self._fault(number, Wrong("more-faults", None, limit=self.limits.faults))
                return

    def _row(self, number: int, cells: Sequence[Cell]) -> None:
        remark = self.headers.remark
        if remark is not None and remark < len(cells) and is_example(cells[remark]):
            self.skipped += 1
            return
        if all(_blank(cell) for index, cell in enumerate(cells) if index not in self.headers.ours):
            return
        self.filled += 1
        before = len(self.faults)
        self._shape(number, cells)
        values, faulty = self._values(number, cells)
        for wrong in self._checks(values, faulty):
            self._fault(number, wrong)
        self._unique(number, values, faulty)
        if len(self.faults) == before:
            self.rows.append(self.kind.build(values, number))

    def _values(self, number: int, cells: Sequence[Cell]) -> tuple[dict[str, Value | None], set[str]]:
        values: dict[str, Value | None] = {}
        faulty: set[str] = set()
        width = len(cells)
        for planned in self.plan:
            key, index = planned.column.key, planned.index
            cell = cells[index] if index < width else None
            try:
                if isinstance(cell, str) and len(cell) > self.limits.cell:
                    raise Wrong("cell-too-long", limit=self.limits.cell)
                value = values[key] = planned.read(cell)
                if value is None and planned.column.required:
                    raise Wrong("missing")
            except Wrong as wrong:
                faulty.add(key)
                self._fault(number, Wrong(wrong.code, key, **wrong.facts))
        return values, faulty

    def _checks(self, values: Mapping[str, Value | None], faulty: set[str]) -> Iterator[Wrong]:
        for wrong in self.kind.check(values, faulty, self.known):
            if wrong.column:
                faulty.add(wrong.column)
            yield wrong

    def _shape(self, number: int, cells: Sequence[Cell]) -> None:
        """Rows of text have as many cells as the headers; cells outside the headers are blank."""
        width = self.width
        if len(cells) == width and not self.gaps:
            return
        if self.grid.form == "csv" and len(cells) < width:
            self._fault(number, Wrong("too-few-cells", None, found=len(cells), wanted=width))
        known = {*self.headers.places.values(), *self.headers.ours}
        for index, cell in enumerate(cells):
            if index not in known and not _blank(cell) and index not in self.blank_heads:
                self.blank_heads.add(index)
                code = "no-header" if index < width else "too-many-cells"
                facts = {"cell": f"{letters_of(index)}{number}"}
                self.faults.append(Fault(number, None, code, facts, index))

    def _unique(self, number: int, values: Mapping[str, Value | None], faulty: set[str]) -> None:
        for keys, seen in zip(self.kind.unique, self.seen, strict=True):
            if not faulty.isdisjoint(keys):
                continue
            group = tuple(self._comparable(key, values.get(key)) for key in keys)
            if all(value is None for value in group):
                continue
            first = seen.setdefault(group, number)
            if first != number:
                self._fault(number, Wrong("duplicate-row", keys[0], other=first))
                return

    def _comparable(self, key: str, value: object) -> object:
        return normal_name(value) if key in self.written and isinstance(value, str) else value

    def _settle(self) -> None:
        if self.faults:
            return
        settled, wrongs = self.kind.settle(self.rows, self.known)
        self.rows = list(settled)
        for row, wrong in wrongs[: self.limits.faults]:
            self._fault(row, wrong)

    def _merged_cells(self) -> None:
        for top, left, _, _ in self.grid.merged:
            if top >= self.headers.last:
                facts = {"cell": f"{letters_of(left)}{top + 1}"}
                self.faults.append(Fault(top + 1, None, "merged-cells", facts, left))

    def _fault(self, row: int, wrong: Wrong) -> None:
        key = wrong.column
        column = self.headers.written.get(key or "")
        if column is None and key:
            column = one_line(self.kind.column(key).heading)
        self.faults.append(Fault(row, column, wrong.code, wrong.facts, self.headers.places.get(key or "")))


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _place(fault: Fault) -> tuple[bool, int, int]:
    return fault.code == "more-faults", fault.row, -1 if fault.cell is None else fault.cell
