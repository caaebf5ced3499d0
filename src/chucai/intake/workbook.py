"""XLSX workbooks: hostile until surveyed; then one sheet of them as rows of cells. Nothing is ever calculated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from chucai.errors import Refused
from chucai.intake.shape import Cell, Limits
from chucai.intake.survey import Attributes, Survey, check_text, parse, survey_sheet
from chucai.intake.unpack import Archive, repacked

_BOOK = "xl/workbook.xml"
_LINKS = "xl/_rels/workbook.xml.rels"
_SHARED = "xl/sharedStrings.xml"
_KEPT = ("[Content_Types].xml", "_rels/.rels", _LINKS, "xl/styles.xml")
_MACROS = ("vbaproject.bin", "macrosheets/", "vbadata.xml")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, surveyed. `place` counts from 0; `names` are the visible sheets there are."""

    place: int
    name: str
    rows: Sequence[Sequence[Cell]]
    survey: Survey
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    part: str
    visible: bool


def read_sheet(data: bytes, titles: Sequence[str], limits: Limits, place: int | None = None) -> Sheet:
    """The sheet at `place`, or named by one of `titles`, or the first that can be seen.

    Refused("macros"), ("broken-workbook"), ("no-sheet"), or what `Archive` and the survey refuse.
    """
    archive = Archive(data, limits)
    kept = {name: archive.read(name) for name in _KEPT}
    _no_macros(archive, kept["[Content_Types].xml"])
    book = archive.read(_BOOK)
    listed = _listed(book, kept[_LINKS])
    place = _choose(listed, titles) if place is None else place
    part = archive.read(listed[place].part)
    shared = archive.read(_SHARED)
    survey = survey_sheet(part, limits)
    check_text(shared, part, survey, limits)
    parts = {**kept, _BOOK: book, _SHARED: shared, listed[place].part: part}
    rows = _cells({name: content for name, content in parts.items() if content}, place)
    return Sheet(place, listed[place].name, rows, survey, tuple(sheet.name for sheet in listed if sheet.visible))


def _no_macros(archive: Archive, types: bytes) -> None:
    named = any(mark in name for name in archive.names for mark in _MACROS)
    if named or b"macroenabled" in types.lower():
        raise Refused("macros")


def _listed(book: bytes, links: bytes) -> list[_Listed]:
    if not book:
        raise Refused("broken-workbook", reason=f"{_BOOK} is missing")
    targets: dict[str, str] = {}
    found: list[_Listed] = []

    def link(name: str, attributes: Attributes) -> None:
        if name.rpartition(":")[2] == "Relationship":
            targets[attributes["Id"]] = _part(attributes["Target"])

    def sheet(name: str, attributes: Attributes) -> None:
        if name.rpartition(":")[2] == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            visible = attributes.get("state", "visible") == "visible"
            found.append(_Listed(attributes["name"], targets.get(relation, ""), visible))

    if links:
        parse(links, link)
    parse(book, sheet)
    return found


def _part(target: str) -> str:
    return target[1:] if target.startswith("/") else target if target.startswith("xl/") else f"xl/{target}"


def _choose(listed: Sequence[_Listed], titles: Sequence[str]) -> int:
    sheets = [n for n, sheet in enumerate(listed) if sheet.visible and "worksheets/" in sheet.part]
    titled = [n for n in sheets if listed[n].name in titles]
    if not sheets:
        raise Refused("no-sheet")
    return (titled or sheets)[0]


def _cells(parts: dict[str, bytes], place: int) -> list[list[Any]]:
    try:
        with CalamineWorkbook.from_filelike(repacked(parts)) as workbook:
            return workbook.get_sheet_by_index(place).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, OverflowError, IndexError) as error:
        raise Refused("broken-workbook", reason=str(error)) from None
    except BaseException as error:  # a panic in native code is no Exception; anything else goes on its way
        if type(error).__name__ != "PanicException":
            raise
        raise Refused("broken-workbook", reason="a cell cannot be read") from None
