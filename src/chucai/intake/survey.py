"""A first walk over the XML of a workbook, before any of it is turned into cells.

The reader of cells lays out every sheet as a full rectangle, copies a shared text once for each cell that uses it,
shows a formula's stored result as if it had been typed and an error as if nothing had. So a stray cell in the last
corner, or a long text used a million times, would fill the memory, and a formula or an error would pass unseen. This
walk counts all of that first, and holds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from xml.parsers import expat

from chucai.errors import Refused
from chucai.intake.shape import Limits

Attributes = dict[str, str]


@dataclass(slots=True)
class Survey:
    """What a sheet holds. Rows and columns count from 0; `odd` tells formulas and errors by place."""

    rows: int = 0
    columns: int = 0
    shared: int = 0  # cells that point to a shared text
    odd: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)  # top, left, bottom, right


def survey_sheet(part: bytes, limits: Limits) -> Survey:
    """Refused("too-many-rows"), ("too-many-columns"), ("too-many-cells") or ("broken-workbook")."""
    walk = _SheetWalk(limits)
    parse(part, walk.start)
    return walk.found


class _SheetWalk:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.found = Survey()
        self.row = -1
        self.column = -1
        self.type = ""
        self.letters: dict[str, int] = {}

    def start(self, name: str, attributes: Attributes) -> None:
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            self._cell(attributes)
        elif name in ("v", "is"):
            self._filled()
        elif name == "f":
            self._filled()
            self._odd("formula")
        elif name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _cell(self, attributes: Attributes) -> None:
        self.type = attributes.get("t", "")
        reference = attributes.get("r")
        if reference is None:
            self.column += 1
            return
        letters = reference.rstrip("0123456789")
        column = self.letters.get(letters)
        if column is None:
            column = self.letters[letters] = _column_of(letters)
        self.column = column
        self.row = int(reference[len(letters) :]) - 1

    def _filled(self) -> None:
        found = self.found
        if self.row >= found.rows:
            found.rows = self.row + 1
            if found.rows > self.limits.rows:
                raise Refused("too-many-rows", rows=found.rows, limit=self.limits.rows)
            self._area()
        if self.column >= found.columns:
            found.columns = self.column + 1
            if found.columns > self.limits.columns:
                raise Refused("too-many-columns", columns=found.columns, limit=self.limits.columns)
            self._area()
        if self.type == "s":
            found.shared += 1
        elif self.type == "e":
            self._odd("error-cell")

    def _area(self) -> None:
        area = self.found.rows * self.found.columns
        if area > self.limits.cells:
            raise Refused("too-many-cells", cells=area, limit=self.limits.cells)

    def _odd(self, code: str) -> None:
        if len(self.found.odd) < self.limits.faults:
            self.found.odd[self.row, self.column] = code

    def _merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        if last and len(self.found.merged) < self.limits.faults:
            self.found.merged.append((*place_of(first), *place_of(last)))


def place_of(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of a reference such as ``B7``; ValueError when it is none."""
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, _column_of(letters)


def _column_of(letters: str) -> int:
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError(f"no cell reference: {letters[:10]}")
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(column: int) -> str:
    """``A`` for 0, ``AB`` for 27: how a spreadsheet names its columns."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def check_text(shared: bytes, sheet: bytes, survey: Survey, limits: Limits) -> None:
    """Refused("too-much-text") when the shared texts, copied into every cell that uses them, exceed the limit."""
    longest = max((len(item) for item in shared.split(b"<si")), default=0)
    if longest * survey.shared <= limits.text:
        return
    lengths = _lengths(shared)
    total = 0

    def used(text: str) -> None:
        nonlocal total
        total += lengths[int(text)] if text.isdigit() and int(text) < len(lengths) else 0
        if total > limits.text:
            raise Refused("too-much-text", limit=limits.text)

    _texts(sheet, "v", used, only="s")


def _lengths(shared: bytes) -> list[int]:
    lengths: list[int] = []
    _texts(shared, "si", lambda text: lengths.append(len(text)))
    return lengths


def _texts(part: bytes, wanted: str, told: Callable[[str], None], only: str | None = None) -> None:
    """Tells the text inside every element `wanted`; `only`: in cells of this type."""
    kept: list[str] = []
    state = {"open": False, "type": ""}

    def start(name: str, attributes: Attributes) -> None:
        local = name.rpartition(":")[2]
        if local == "c":
            state["type"] = attributes.get("t", "")
        if local == wanted and (only is None or state["type"] == only):
            state["open"] = True
            kept.clear()

    def end(name: str) -> None:
        if state["open"] and name.rpartition(":")[2] == wanted:
            state["open"] = False
            told("".join(kept))

    def text(found: str) -> None:
        if state["open"]:
            kept.append(found)

    parse(part, start, end, text)


def parse(
    part: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Walk over one XML part. A document type is refused (nothing we read has one), so no entity can grow."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, KeyError) as error:
        raise Refused("broken-workbook", reason=str(error)) from None


def _no_doctype(*_: object) -> None:
    raise Refused("broken-workbook", reason="it declares a document type")
