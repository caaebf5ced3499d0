"""XLSX workbooks: which sheets there are, which one is meant, and that none brings macros.

Written here and not left to a native reader: those we tried reserve memory for whatever count a file declares, and a
file of one kilobyte then ends the whole process (docs/reference/tables.md, "What is refused").
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chucai.errors import Refused
from chucai.intake.formats import date_styles, shared_texts
from chucai.intake.shape import Cell, Limits
from chucai.intake.sheet import Aside, Merged, read_cells
from chucai.intake.unpack import Archive
from chucai.intake.walk import Attributes, local, walk

_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_MACROS = ("vbaproject.bin", "macrosheets/", "vbadata.xml")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet read. `place` counts from 0; `names` are the visible sheets there are."""

    place: int
    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Merged]
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    part: str
    visible: bool


def read_sheet(data: bytes, titles: Sequence[str], limits: Limits, place: int | None = None) -> Sheet:
    """The sheet at `place`, or named by one of `titles`, or the first that can be seen.

    Refused("macros"), ("broken-workbook"), ("no-worksheet"), or what `Archive` and `read_cells` refuse.
    """
    archive = Archive(data, limits)
    _no_macros(archive)
    book = archive.read(_BOOK)
    listed = _listed(book, archive.read(_LINKS))
    place = _choose(listed, titles) if place is None else place
    aside = Aside(
        shared_texts(archive.read("xl/sharedStrings.xml")),
        date_styles(archive.read("xl/styles.xml")),
        _since_1904(book),
    )
    rows, merged = read_cells(archive.read(listed[place].part), aside, limits)
    return Sheet(place, listed[place].name, rows, merged, tuple(sheet.name for sheet in listed if sheet.visible))


def _no_macros(archive: Archive) -> None:
    named = any(mark in name for name in archive.names for mark in _MACROS)
    if named or b"macroenabled" in archive.read("[Content_Types].xml").lower():
        raise Refused("macros")


def _listed(book: bytes, links: bytes) -> list[_Listed]:
    if not book:
        raise Refused("broken-workbook", reason=f"{_BOOK} is missing")
    targets: dict[str, str] = {}
    found: list[_Listed] = []

    def link(name: str, attributes: Attributes) -> None:
        if local(name) == "Relationship":
            targets[attributes["Id"]] = _part(attributes["Target"])

    def sheet(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            visible = attributes.get("state", "visible") == "visible"
            found.append(_Listed(attributes["name"], targets.get(relation, ""), visible))

    if links:
        walk(links, link)
    walk(book, sheet)
    return found


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else target if target.startswith("xl/") else f"xl/{target}"


def _since_1904(book: bytes) -> bool:
    found: list[str] = []

    def properties(name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            found.append(attributes.get("date1904", "0"))

    walk(book, properties)
    return bool(found) and found[0] in ("1", "true")


def _choose(listed: Sequence[_Listed], titles: Sequence[str]) -> int:
    sheets = [n for n, sheet in enumerate(listed) if sheet.visible and "worksheets/" in sheet.part]
    titled = [n for n in sheets if listed[n].name in titles]
    if not sheets:
        raise Refused("no-worksheet")
    return (titled or sheets)[0]
