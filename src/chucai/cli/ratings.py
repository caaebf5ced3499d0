"""Score sheets from a plain table: judge, nominee, criterion, score; bad rows are told with their line and the cure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from chucai.cli import talk
from chucai.engine.merit import Rating
from chucai.intake.grid import open_grid
from chucai.intake.shape import LIMITS, Cell, Limits, Wrong

HEADS = {
    "assessor": ("judge", "assessor", "rater", "评委", "评委编号", "评审人"),
    "nominee": ("nominee", "nomination", "candidate", "被推荐对象", "对象", "候选人", "提名编号"),
    "criterion": ("criterion", "trait", "item", "评分项", "指标"),
    "score": ("score", "mark", "rating", "分数", "评分", "得分"),
    "group": ("group", "category", "类别", "组别"),
}
NEEDED = ("assessor", "nominee", "score")
ONLY = "score"  # the one criterion of a table that names none
MOST_DECIMALS = 6
TOLD = 10
BIGGEST = replace(LIMITS, rows=50_000_000, size=4 * 2**30, cells=400_000_000)
EVERY = 20_000
IN_STEPS = ("mark", "low", "high")  # facts of a refusal that count steps

Heads = Mapping[str, Sequence[str]]
Fault = tuple[int, str, dict[str, object]]  # line, key of its words, facts


@dataclass
class Sheets:
    """Sheets with marks counted in steps of ``1 / 10 ** decimals``; groups: of nominees, where the table has them."""

    ratings: list[Rating] = field(default_factory=list)
    decimals: int = 0
    groups: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def criteria(self) -> list[str]:
        return sorted({name for rating in self.ratings for name in rating.marks})

    def in_marks(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """Facts of a refusal with marks as they stand in the table."""

        def plain(name: str, value: Any) -> Any:
            return f"{Decimal(str(value)).scaleb(-self.decimals):f}" if name in IN_STEPS else value

        return {name: plain(name, value) for name, value in facts.items()}


@dataclass(frozen=True)
class _Row:
    line: int
    nominee: str
    assessor: str
    criterion: str
    score: Decimal
    group: str


def read(path: Path, limits: Limits = BIGGEST) -> Sheets:
    """The sheets of a CSV or XLSX. With any fault `ratings` is empty. Refused as `intake.grid.open_grid` says."""
    sheets = Sheets()
    rows = lines(path, HEADS, NEEDED, sheets.faults, limits)
    good = [row for line, said in rows if (row := _row(line, said, sheets.faults))]
    _together(good, sheets)
    return sheets


def lines(
    path: Path, heads: Heads, needed: Sequence[str], faults: list[Fault], limits: Limits = BIGGEST
) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, texts by column) of every row with something in it; what is wrong with the table is put to `faults`."""
    grid = open_grid(talk.read(path), path.name, (), limits)
    rows, line, progress = iter(grid.rows), 0, talk.Progress()
    found: dict[str, int] | None = None
    try:
        for line, cells in enumerate(rows, 1):
            if line % EVERY == 0:
                progress("rows", line, max(line, grid.total))
            texts = [_text(cell) for cell in cells]
            if found is None:
                found = _heads(texts, heads, needed, faults)
                if faults:
                    return
            elif any(texts):
                yield line, {name: texts[at] if at < len(texts) else "" for name, at in found.items()}
    except Wrong as wrong:
        faults.append((line + 1, f"merit-{wrong.code}", dict(wrong.facts)))
    finally:
        progress.end()


def _heads(texts: Sequence[str], heads: Heads, needed: Sequence[str], faults: list[Fault]) -> dict[str, int]:
    """Column numbers by name. A column that is missing is a fault, and so is one whose header comes twice; of two
    headers for one thing the one named first in `heads` is read, and that is said."""
    lower = [text.lower() for text in texts]
    found: dict[str, int] = {}
    for name, words in heads.items():
        there = [word for word in words if word in lower]
        places = [at for word in there for at, text in enumerate(lower) if text == word]
        if not places:
            continue
        found[name] = places[0]
        first = f"{places[0] + 1} ({texts[places[0]]})"
        if lower.count(there[0]) > 1:
            faults.append(
                (1, "merit-column-twice", {"first": first, "second": f"{places[1] + 1} ({texts[places[1]]})"})
            )
        elif len(there) > 1:
            talk.say("merit-column-aside", first=first, second=f"{places[1] + 1} ({texts[places[1]]})")
    missing = [heads[name][0] for name in needed if name not in found]
    if missing:
        faults.append((1, "merit-no-column", {"columns": ", ".join(missing), "wanted": ", ".join(_asked(heads))}))
    return found


def _asked(heads: Heads) -> Iterator[str]:
    for words in heads.values():
        chinese = next(word for word in words if not word.isascii())
        yield f"{words[0]} ({chinese})"


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _row(line: int, said: Mapping[str, str], faults: list[Fault]) -> _Row | None:
    """One row, or None with its fault told."""
    blank = blank_in(said, ("assessor", "nominee", "criterion", "score", "group"))
    if blank:
        faults.append((line, "merit-blank-cell", {"column": HEADS[blank][0]}))
        return None
    try:
        score = Decimal(said["score"])
    except InvalidOperation:
        score = Decimal("NaN")
    if not score.is_finite() or abs(score) >= 10**9 or _decimals(score) > MOST_DECIMALS:
        faults.append((line, "merit-not-a-number", {"score": said["score"][:30], "most": MOST_DECIMALS}))
        return None
    return _Row(line, said["nominee"], said["assessor"], said.get("criterion", ONLY), score, said.get("group", ""))


def blank_in(said: Mapping[str, str], columns: Sequence[str]) -> str | None:
    """The first of these columns that is there and has nothing in this row."""
    return next((name for name in columns if said.get(name) == ""), None)


def _decimals(score: Decimal) -> int:
    exponent = score.as_tuple().exponent
    if exponent == 0:
        return 0
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
        if sheets.groups.setdefault(row.nominee, row.group) != row.group:
            both = {"group": row.group, "other": sheets.groups[row.nominee]}
            sheets.faults.append((row.line, "merit-two-groups", {"nominee": row.nominee, **both}))
        marks.setdefault(cell[:2], {})[row.criterion] = int(row.score.scaleb(sheets.decimals))
    sheets.faults.sort(key=lambda fault: fault[0])
    if not any(sheets.groups.values()):
        sheets.groups = {}
    if not sheets.faults:
        sheets.ratings = [Rating(nominee, assessor, given) for (nominee, assessor), given in marks.items()]


def told(faults: Sequence[Fault]) -> Iterator[str]:
    """The faults in words, the first of them, and how many more there are."""
    for line, key, facts in faults[:TOLD]:
        yield talk.words(key, line=line, **facts)
    if len(faults) > TOLD:
        yield talk.words("merit-more-faults", more=len(faults) - TOLD)
