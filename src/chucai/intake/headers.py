"""Which column of the file is which column of the table: by key or by the words of either language, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from chucai.charter.values import Text
from chucai.intake.places import letters_of
from chucai.intake.shape import Cell, Fault, Odd, TableKind

SEARCHED = 20  # rows looked through for the headers
# Two columns that our own sheets have and that are never imported.
FAULT_WORDS = Text(zh="有什么问题", en="What is wrong")
REMARK_WORDS = Text(zh="备注（不导入）", en="Remark (not imported)")
EXAMPLE_WORDS = Text(zh="示例（虚构，导入时跳过）", en="Example (invented, skipped on import)")
_EXAMPLE = ("示例", "example")
_OURS = "ours"
_NOISE = re.compile(r"[\s*＊]+")
_CUT = re.compile(r"[\n/|]")


@dataclass(frozen=True, slots=True)
class Headers:
    """The header row found (`row` from 1; `last` when it takes more than one) and the place of each column."""

    row: int
    last: int
    places: dict[str, int]
    written: dict[str, str]
    remark: int | None = None
    ours: frozenset[int] = frozenset()
    faults: tuple[Fault, ...] = field(default_factory=tuple)


def plain(header: object) -> str:
    """A header without what does not distinguish: width, case, spaces, stars, a colon at the end."""
    text = unicodedata.normalize("NFKC", str(header))
    return _NOISE.sub("", text).rstrip(":").casefold()


class Vocabulary:
    """The headers of one kind of table. Words that would fit two columns fit none; keys always fit."""

    def __init__(self, kind: TableKind) -> None:
        self.kind = kind
        self.names: dict[str, str] = {}
        doubtful: set[str] = set()
        for column in kind.columns:
            for name in (column.words.zh, column.words.en, *column.also):
                if self.names.setdefault(plain(name), column.key) != column.key:
                    doubtful.add(plain(name))
        for name in doubtful:
            del self.names[name]
        self.names.update({plain(column.key): column.key for column in kind.columns})

    def key(self, header: Cell) -> str | None:
        """The key of the column a header names, "ours" for the two columns never imported, None when it names none."""
        if header is None or header == "":
            return None
        if _ours(str(header)):
            return _OURS
        whole = self.names.get(plain(header))
        if whole is not None:
            return whole
        parts = {self.names.get(plain(part)) for part in _CUT.split(str(header)) if part.strip()}
        return parts.pop() if len(parts) == 1 else None

    def near(self, header: str) -> str | None:
        found = get_close_matches(plain(header), self.names, n=1, cutoff=0.6)
        return self.names[found[0]] if found else None


def _ours(header: str) -> bool:
    written = plain(header)
    return any(written.startswith(plain(words)) for text in (FAULT_WORDS, REMARK_WORDS) for words in (text.zh, text.en))


def is_fault_column(header: Cell) -> bool:
    return isinstance(header, str) and plain(header).startswith((plain(FAULT_WORDS.zh), plain(FAULT_WORDS.en)))


def is_example(remark: Cell) -> bool:
    return isinstance(remark, str) and plain(remark).startswith(_EXAMPLE)


def score(kind: TableKind, rows: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """The most headers of this kind any row has, and that row, from 0."""
    vocabulary = Vocabulary(kind)
    counts = [len({key for cell in row if (key := vocabulary.key(cell))} - {_OURS}) for row in rows]
    best = max(counts, default=0)
    return best, counts.index(best) if counts else 0


def find_headers(
    kind: TableKind, rows: Sequence[Sequence[Cell]], merged: Sequence[tuple[int, int, int, int]] = ()
) -> Headers | None:
    """The headers among the first rows, with every fault in them; None when no row has any.

    A second row that repeats the same columns (in the other language) belongs to the headers.
    """
    best, at = score(kind, rows)
    if best == 0:
        return None
    vocabulary = Vocabulary(kind)
    keys = [vocabulary.key(cell) for cell in rows[at]]
    last = at + 1 if at + 1 < len(rows) and _repeats(vocabulary, keys, rows[at + 1]) else at
    places: dict[str, int] = {}
    written: dict[str, str] = {}
    for index, key in enumerate(keys):
        if key is not None and key != _OURS:
            places.setdefault(key, index)
            written.setdefault(key, one_line(rows[at][index]))
    ours = frozenset(index for index, key in enumerate(keys) if key == _OURS)
    remark = next((index for index in ours if not is_fault_column(rows[at][index])), None)
    faults = (*_faults(vocabulary, rows[at], keys, at + 1), *_missing(kind, places, at + 1))
    merges = tuple(_merged(rows[at], merged, at))
    return Headers(at + 1, last + 1, places, written, remark, ours, (*merges, *faults))


def _repeats(vocabulary: Vocabulary, keys: Sequence[str | None], row: Sequence[Cell]) -> bool:
    pairs = [(key, vocabulary.key(cell)) for key, cell in zip(keys, row, strict=False) if cell not in (None, "")]
    return bool(pairs) and all(above == below and above is not None for above, below in pairs)


def _faults(vocabulary: Vocabulary, row: Sequence[Cell], keys: Sequence[str | None], number: int) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for index, (cell, key) in enumerate(zip(row, keys, strict=True)):
        if key is None and cell not in (None, ""):
            yield _unknown(vocabulary, one_line(cell), number, index)
        if key is None or key == _OURS:
            continue
        if key in seen:
            facts = {"first": letters_of(seen[key]), "second": letters_of(index)}
            yield Fault(number, one_line(cell), "duplicate-column", facts, index)
        seen.setdefault(key, index)


def _unknown(vocabulary: Vocabulary, header: str, row: int, index: int) -> Fault:
    near = vocabulary.near(header)
    if near is None or near == _OURS:
        return Fault(row, header, "unknown-column", {"found": header}, index)
    words = vocabulary.kind.column(near).words
    return Fault(row, header, "unknown-column-near", {"found": header, "zh": words.zh, "en": words.en}, index)


def _missing(kind: TableKind, places: dict[str, int], row: int) -> Iterator[Fault]:
    for column in kind.columns:
        if column.required and column.key not in places:
            words = column.words
            yield Fault(row, None, "missing-column", {"zh": words.zh, "en": words.en, "key": column.key})


def _merged(row: Sequence[Cell], merged: Sequence[tuple[int, int, int, int]], at: int) -> Iterator[Fault]:
    for top, left, bottom, _ in merged:
        if top <= at <= bottom and left < len(row):
            facts = {"cell": f"{letters_of(left)}{top + 1}"}
            yield Fault(at + 1, one_line(row[left]) or None, "merged-cells", facts, left)


def one_line(cell: Cell) -> str:
    """A header as faults tell it."""
    cell = cell.looks if isinstance(cell, Odd) else cell
    return " / ".join(part.strip() for part in str("" if cell is None else cell).splitlines() if part.strip())[:80]
