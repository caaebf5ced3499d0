"""Allowed pairs, conflicts and fixed pairs from CSV; decimals become whole numbers, exactly, nine places at least."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from io import StringIO

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.table import Pair, Table, columns
from chucai.errors import Refused

HEADERS = {
    "nominee": ("nominee", "nomination", "paper", "submission", "提名", "人选", "候选人"),
    "assessor": ("assessor", "judge", "reviewer", "评委", "评审"),
    "affinity": ("affinity", "score", "bid", "契合度", "匹配度"),
    "unit": ("unit", "单位"),
    "block": ("block", "panel", "组", "评审组"),
    "low": ("low", "least", "at_least", "下限"),
    "high": ("high", "load", "at_most", "上限"),
    "reason": ("reason", "原因", "理由"),
}
MOST_DECIMALS = 9  # finer ones are rounded to so many, half to even, and the reader is told
FINEST = 12  # where sums over so few names stay within 64 bits
ROOM = 2**60
EVERY = 200_000  # rows between two reports of progress


@dataclass(frozen=True)
class PairsRead:
    """The table, the power of ten its affinities were multiplied with, and nominee -> unit where the file says.

    `rounded` affinities were finer than these decimals.
    """

    table: Table
    decimals: int
    units: dict[str, str]
    rounded: int = 0


def read_pairs(content: bytes, name: str, progress: Callable[[int], None] = lambda _: None) -> PairsRead:
    """Columns nominee, assessor, and if there is one affinity (else 0 for all) and unit; a row for each allowed pair.

    Raises Refused("pairs-encoding"), ("pairs-column-missing"), ("pairs-cell-wrong"), ("pairs-none") with file and line,
    and what `columns` raises.
    """
    nominees: dict[str, int] = {}
    assessors: dict[str, int] = {}
    nominee, assessor, texts, units = [], [], [], {}
    lines = _rows(content, name, ("nominee", "assessor"), ("affinity", "unit"))
    for line, (n, a, text, unit) in lines:
        nominee.append(nominees.setdefault(n, len(nominees)))
        assessor.append(assessors.setdefault(a, len(assessors)))
        texts.append(text)
        if unit:
            units[n] = unit
        if line % EVERY == 0:
            progress(line)
    if not nominee:
        raise Refused("pairs-none", file=name)
    affinity, decimals, rounded = _whole(texts, name, len(nominees) + len(assessors))
    table = columns(list(nominees), list(assessors), np.array(nominee), np.array(assessor), affinity)
    return PairsRead(table, decimals, units, rounded)


def read_named(content: bytes, name: str) -> list[tuple[Pair, str]]:
    """Pairs with their reason, if there is such a column. Raises as `read_pairs` does."""
    rows = _rows(content, name, ("nominee", "assessor"), ("reason",))
    return [((n, a), reason or "conflict") for _, (n, a, reason) in rows]


def read_blocks(content: bytes, name: str) -> dict[str, str]:
    """Assessor -> panel. Raises as `read_pairs` does, and ("assignment-name-twice")."""
    return dict(_once(_rows(content, name, ("assessor", "block"), ())))


def read_loads(content: bytes, name: str, known: Collection[str]) -> tuple[dict[str, int], dict[str, int]]:
    """Least and greatest load by assessor; an empty cell leaves it open.

    Raises as `read_blocks` does, and Refused("assignment-assessor-unknown") for somebody who is not `known`.
    """
    low, high = dict[str, int](), dict[str, int]()
    for line, cells in _rows(content, name, ("assessor",), ("low", "high")):
        if cells[0] not in known:
            raise Refused("assignment-assessor-unknown", assessor=cells[0], file=name)
        for found, column, text in ((low, "low", cells[1]), (high, "high", cells[2])):
            if text and not text.isdecimal():
                raise Refused("pairs-cell-wrong", file=name, line=line, column=column, found=text)
            if text and cells[0] in found:
                raise Refused("assignment-name-twice", role="assessor", id=cells[0])
            if text:
                found[cells[0]] = int(text)
    return low, high


def _once(rows: Iterator[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[str, str]]:
    seen = set[str]()
    for _, (first, second) in rows:
        if first in seen:
            raise Refused("assignment-name-twice", role="assessor", id=first)
        seen.add(first)
        yield first, second


def whole(text: str, decimals: int) -> int | None:
    """A decimal as a whole number of units of 10 ** -decimals; None if it is none, or finer."""
    try:
        value = Decimal(text.strip()).scaleb(decimals)
    except InvalidOperation:
        return None
    return int(value) if value.is_finite() and value == value.to_integral_value() else None


def _rows(content: bytes, name: str, must: Sequence[str], may: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Line and cells, in the order asked for; a column that may be missing gives empty cells."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("pairs-encoding", file=name) from None
    rows = csv.reader(StringIO(text, newline=""))
    head = [cell.strip().lower() for cell in next(rows, [])]
    at = [next((head.index(word) for word in HEADERS[column] if word in head), None) for column in (*must, *may)]
    for column, place in zip(must, at, strict=False):
        if place is None:
            raise Refused("pairs-column-missing", file=name, column=column, known=", ".join(head))
    for row in rows:
        if not row:
            continue
        cells = tuple(row[place].strip() if place is not None and place < len(row) else "" for place in at)
        for column, cell in zip(must, cells, strict=False):
            if not cell:
                raise Refused("pairs-cell-wrong", file=name, line=rows.line_num, column=column, found="")
        yield rows.line_num, cells


def _whole(texts: list[str], name: str, names: int) -> tuple[npt.NDArray[np.int64], int, int]:
    """All affinities in the finest unit any of them needs and 64 bits take; and how many were rounded to that."""
    known: dict[str, Decimal] = {}
    for at, text in enumerate(texts):
        if text not in known:
            try:
                value = Decimal(text or "0")
            except InvalidOperation:
                value = Decimal("NaN")
            if not value.is_finite() or abs(value) > 10**15:
                raise Refused("pairs-cell-wrong", file=name, line=at + 2, column="affinity", found=text)
            known[text] = value
    decimals = min(_finest(known.values(), names), max(0, *(_decimals(value) for value in known.values()), 0))
    scaled = {text: int(value.scaleb(decimals).to_integral_value()) for text, value in known.items()}
    finer = {text for text, value in known.items() if _decimals(value) > decimals}
    if max(map(abs, scaled.values())) > 2**62:
        raise Refused("assignment-affinity-too-large", largest=max(map(abs, scaled.values())))
    rounded = sum(text in finer for text in texts) if finer else 0
    return np.array([scaled[text] for text in texts], dtype=np.int64), decimals, rounded


def _finest(values: Iterable[Decimal], names: int) -> int:
    """Twelve decimals where they fit, nine at least: previous pairs weigh as much as all others together."""
    largest = int(max(map(abs, values))) + 1
    fits = (at for at in range(FINEST, MOST_DECIMALS, -1) if 10 * largest * 10**at * names**2 < ROOM)
    return next(fits, MOST_DECIMALS)


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
