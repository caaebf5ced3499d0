"""Score sheets from a plain table: judge, nominee, criterion, score; bad rows are told with their line and the cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path

from chucai.cli import talk
from chucai.engine.merit import Rating
from chucai.intake.grid import open_grid
from chucai.intake.shape import LIMITS, Cell, Limits

HEADS = {
    "assessor": ("judge", "assessor", "rater", "评委", "评委编号", "评审人"),
    "nominee": ("nominee", "nomination", "candidate", "被推荐对象", "对象", "候选人", "提名编号"),
    "criterion": ("criterion", "trait", "item", "评分项", "指标"),
    "score": ("score", "mark", "rating", "分数", "评分", "得分"),
}
NEEDED = ("assessor", "nominee", "score")
ONLY = "score"  # the one criterion of a table that names none
MOST_DECIMALS = 6
TOLD = 10
BIGGEST = replace(LIMITS, rows=50_000_000, size=4 * 2**30, cells=400_000_000)
EVERY = 20_000


@dataclass
class Sheets:
    """Sheets with marks counted in steps of ``1 / 10 ** decimals``; faults: (line, key of its words, facts)."""

    ratings: list[Rating] = field(default_factory=list)
    decimals: int = 0
    faults: list[tuple[int, str, dict[str, object]]] = field(default_factory=list)

    @property
    def criteria(self) -> list[str]:
        return sorted({name for rating in self.ratings for name in rating.marks})


@dataclass(frozen=True)
class _Row:
    line: int
    nominee: str
    assessor: str
    criterion: str
    score: Decimal


def read(path: Path, limits: Limits = BIGGEST) -> Sheets:
    """The sheets of a CSV or XLSX. With any fault `ratings` is empty. Refused as `intake.grid.open_grid` says."""
    grid = open_grid(talk.read(path), path.name, (), limits)
    rows = iter(grid.rows)
    found, sheets, progress = _heads(next(rows, ())), Sheets(), talk.Progress()
    missing = [name for name in NEEDED if name not in found]
    if missing:
        sheets.faults.append((1, "merit-no-column", {"columns": ", ".join(HEADS[name][0] for name in missing)}))
        return sheets
    good = []
    for line, cells in enumerate(rows, 2):
        if line % EVERY == 0:
            progress("rows", line, max(line, grid.total))
        if any(_text(cell) for cell in cells):
            row = _row(line, cells, found, sheets)
            good += [row] if row else []
    progress.end()
    _together(good, sheets)
    return sheets


def _heads(cells: Sequence[Cell]) -> dict[str, int]:
    written = [_text(cell).lower() for cell in cells]
    return {
        name: written.index(known[0])
        for name, words in HEADS.items()
        if (known := [word for word in words if word in written])
    }


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _row(line: int, cells: Sequence[Cell], found: dict[str, int], sheets: Sheets) -> _Row | None:
    """One row, or None with its fault told."""
    said = {name: _text(cells[at]) if at < len(cells) else "" for name, at in found.items()}
    blank = [name for name in found if not said[name]]
    if blank:
        sheets.faults.append((line, "merit-blank-cell", {"column": HEADS[blank[0]][0]}))
        return None
    try:
        score = Decimal(said["score"])
    except InvalidOperation:
        score = Decimal("NaN")
    if not score.is_finite() or abs(score) >= 10**9 or _decimals(score) > MOST_DECIMALS:
        sheets.faults.append((line, "merit-not-a-number", {"score": said["score"][:30], "most": MOST_DECIMALS}))
        return None
    return _Row(line, said["nominee"], said["assessor"], said.get("criterion", ONLY), score)


def _decimals(score: Decimal) -> int:
    exponent = score.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _together(rows: Iterable[_Row], sheets: Sheets) -> None:
    """Rows folded into sheets; the same cell twice is a fault of the later row."""
    kept = list(rows)
    sheets.decimals = max((_decimals(row.score) for row in kept), default=0)
    marks: dict[tuple[str, str], dict[str, int]] = {}
    first: dict[tuple[str, str, str], int] = {}
    for row in kept:
        cell = (row.nominee, row.assessor, row.criterion)
        if cell in first:
            facts = {"nominee": row.nominee, "assessor": row.assessor, "criterion": row.criterion}
            sheets.faults.append((row.line, "merit-repeated", {**facts, "other": first[cell]}))
            continue
        first[cell] = row.line
        marks.setdefault(cell[:2], {})[row.criterion] = int(row.score.scaleb(sheets.decimals))
    sheets.faults.sort(key=lambda fault: fault[0])
    if not sheets.faults:
        sheets.ratings = [Rating(nominee, assessor, given) for (nominee, assessor), given in marks.items()]


def told(sheets: Sheets) -> Iterator[str]:
    """The faults in words, the first of them."""
    for line, key, facts in sheets.faults[:TOLD]:
        yield talk.words(key, line=line, **facts)
