"""Workbooks to fill in, made from the charter: headers in both languages, drop-downs, notes, an example, a dictionary.

What comes back filled is what `read_table` takes. The same arguments give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from chucai.charter.model import Charter
from chucai.charter.values import Text
from chucai.gates.acts import Unit
from chucai.intake.describe import HEADINGS, NO, YES, described
from chucai.intake.headers import EXAMPLE_WORDS, REMARK_WORDS
from chucai.intake.people import normal_name
from chucai.intake.references import labelled
from chucai.intake.shape import LIMITS, Column, TableKind, Value

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_AS_TEXT = 49  # the built-in format that keeps what is typed as text
_DAY_ZERO = datetime(2000, 1, 1)  # noqa: DTZ001 - workbooks carry no time zone; a fixed date keeps bytes equal
_EARLIEST = date(1900, 1, 1)
_DICTIONARY = Text(zh="填写说明", en="Data dictionary")
_LISTS = "lists"
_PICK = Text(zh="请从列表中选择", en="Choose from the list")
_HOW = (
    Text(
        zh="在第一张表中填写，每行一项；带 * 的列必填；示例行导入时跳过。",
        en="Fill in the first sheet, one row each; columns with * must be filled; the example row is skipped.",
    ),
    Text(
        zh="列的次序可以改变，列可以删去（必填的除外），表头不要改动，不要合并单元格，不要使用公式。",
        en="Columns may be moved, or removed (not those with *). Keep the headers; no merged cells, no formulas.",
    ),
)


def template(
    charter: Charter,
    kind: TableKind,
    language: str,
    units: Sequence[Unit] = (),
    rows: Iterable[Mapping[str, Value]] = (),
) -> bytes:
    """An XLSX to fill in. `units` fill the drop-down of unit columns; `rows` (key -> value) are written beforehand."""
    target = io.BytesIO()
    workbook = xlsxwriter.Workbook(target, _OPTIONS)
    workbook.set_properties({"title": charter.name.said(language), "created": _DAY_ZERO})
    _Filler(workbook, kind, language, units).fill(rows)
    _dictionary(workbook, charter, kind, language)
    workbook.close()
    return target.getvalue()


class _Filler:
    """The sheet to fill in, and the hidden one its drop-downs draw from."""

    def __init__(self, workbook: Any, kind: TableKind, language: str, units: Sequence[Unit]) -> None:
        self.kind = kind
        self.language = language
        self.sheet = workbook.add_worksheet(kind.title.said(language)[:31])
        self.lists = workbook.add_worksheet(_LISTS)
        self.lists.hide()
        self.unit_labels = _labels(units)
        self.used = 0
        common = {"valign": "top", "text_wrap": True}
        head = {"bold": True, "bg_color": "#EDEDED", "border": 1, **common}
        self.head = workbook.add_format(head)
        self.must = workbook.add_format({**head, "bg_color": "#FFF2CC"})
        self.example = workbook.add_format({"italic": True, "font_color": "#808080", "num_format": _AS_TEXT, **common})
        self.text = workbook.add_format({"num_format": _AS_TEXT, **common})
        self.date = workbook.add_format({"num_format": "yyyy-mm-dd", **common})
        self.number = workbook.add_format({"num_format": "General", **common})

    def fill(self, rows: Iterable[Mapping[str, Value]]) -> None:
        self.sheet.set_row(0, 48)
        self.sheet.set_column(0, 0, 20, self.text)
        self.sheet.write_string(0, 0, self._both(REMARK_WORDS), self.head)
        self.sheet.write_string(1, 0, EXAMPLE_WORDS.said(self.language), self.example)
        for index, column in enumerate(self.kind.columns, 1):
            self._column(index, column)
        for number, row in enumerate(rows, 2):
            for index, column in enumerate(self.kind.columns, 1):
                self._cell(number, index, column, row.get(column.key))
        self.sheet.freeze_panes(1, 0)

    def _both(self, words: Text) -> str:
        return f"{words.zh}\n{words.en}" if self.language.startswith("zh") else f"{words.en}\n{words.zh}"

    def _column(self, index: int, column: Column) -> None:
        star = "*" if column.required else ""
        self.sheet.set_column(index, index, _width(column), self._format(column))
        self.sheet.write_string(0, index, star + self._both(column.words), self.must if star else self.head)
        self.sheet.write_string(1, index, self._example(column), self.example)
        if column.help:
            self.sheet.write_comment(0, index, self._both(column.help), {"x_scale": 2, "author": ""})
        rule = self._rule(column)
        if rule:
            self.sheet.data_validation(1, index, LIMITS.rows - 1, index, {"ignore_blank": True, **rule})

    def _format(self, column: Column) -> Any:
        if column.type == "date":
            return self.date
        return self.number if column.type == "number" else self.text

    def _cell(self, row: int, index: int, column: Column, value: Value | None) -> None:
        if value is None:
            return
        if isinstance(value, bool):
            self.sheet.write_string(row, index, (YES if value else NO).said(self.language), self.text)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, index, value, self.date)
        elif isinstance(value, int | Decimal) and column.type == "number":
            self.sheet.write_number(row, index, value, self.number)
        elif isinstance(value, tuple):
            self.sheet.write_string(row, index, "; ".join(value), self.text)
        else:
            self.sheet.write_string(row, index, self._said(column, str(value)), self.text)

    def _said(self, column: Column, value: str) -> str:
        """The words of a choice where they stand for it alone, else its id."""
        said = {choice.id: choice.words.said(self.language) for choice in column.choices}
        words = said.get(value, value)
        return words if list(said.values()).count(words) <= 1 else value

    def _rule(self, column: Column) -> dict[str, Any] | None:
        """The check a spreadsheet makes while somebody types; reading makes every check again."""
        listed = self._listed(column)
        if listed:
            place = self._list(listed)
            # A unit may also be given by its id, so the list of units warns and does not stop.
            style = "warning" if column.type == "unit" else "stop"
            return {"validate": "list", "source": place, "error_type": style, "error_title": _PICK.said(self.language)}
        if column.type == "number":
            return _bounds(column)
        if column.type == "date":
            return {"validate": "date", "criteria": ">=", "value": _EARLIEST}
        if column.max_length is not None:
            return {"validate": "length", "criteria": "<=", "value": column.max_length}
        return None

    def _listed(self, column: Column) -> list[str]:
        if column.type == "yes-no":
            return [YES.said(self.language), NO.said(self.language)]
        if column.type == "unit":
            return self.unit_labels
        return [self._said(column, choice.id) for choice in column.choices]

    def _list(self, values: Sequence[str]) -> str:
        column, self.used = self.used, self.used + 1
        for row, value in enumerate(values):
            self.lists.write_string(row, column, value)
        letters = xlsxwriter.utility.xl_col_to_name(column)
        return f"={_LISTS}!${letters}$1:${letters}${len(values)}"

    def _example(self, column: Column) -> str:
        listed = self._listed(column)
        if listed:
            return listed[0]
        if column.type == "number":
            return str(column.high if column.high is not None else column.low if column.low is not None else 1)
        if column.type == "names":
            return "甲一; 乙二" if self.language.startswith("zh") else "Ann Example; Ben Example"
        return _EXAMPLES.get(column.type, _TEXT).said(self.language)


_TEXT = Text(zh="（虚构内容）", en="(invented)")
_EXAMPLES = {
    "key": Text(zh="A-001", en="A-001"),
    "identity": Text(zh="X00000001", en="X00000001"),
    "date": Text(zh="2026-03-02", en="2026-03-02"),
    "unit": Text(zh="示例单位", en="Example unit"),
    "nomination": Text(zh="A-001", en="A-001"),
    "assessor": Text(zh="J-01", en="J-01"),
}


def _labels(units: Sequence[Unit]) -> list[str]:
    """Names, with the id beside those that several units share."""
    names = [normal_name(unit.name) for unit in units]
    return [
        unit.name if names.count(name) == 1 else labelled(unit.id, unit.name)
        for unit, name in zip(units, names, strict=True)
    ]


def _bounds(column: Column) -> dict[str, Any] | None:
    validate = "integer" if column.step == 1 else "decimal"
    low = None if column.low is None else float(column.low)
    high = None if column.high is None else float(column.high)
    if low is not None and high is not None:
        return {"validate": validate, "criteria": "between", "minimum": low, "maximum": high}
    if low is not None:
        return {"validate": validate, "criteria": ">=", "value": low}
    return None if high is None else {"validate": validate, "criteria": "<=", "value": high}


def _width(column: Column) -> int:
    if column.key in ("statement", "members", "note", "comment"):
        return 50
    letters = max(2 * len(column.words.zh), len(column.words.en))
    return min(40, max(12, letters + 2))


def _dictionary(workbook: Any, charter: Charter, kind: TableKind, language: str) -> None:
    sheet = workbook.add_worksheet(_DICTIONARY.said(language))
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrap = workbook.add_format({"text_wrap": True, "valign": "top"})
    title = f"{charter.name.said(language)} · {charter.edition} · {kind.title.said(language)}"
    sheet.write_string(0, 0, title, bold)
    for row, text in enumerate(_HOW, 1):
        sheet.write_string(row, 0, text.said(language))
    start = len(_HOW) + 2
    for index, heading in enumerate(HEADINGS):
        sheet.write_string(start, index, heading.said(language), bold)
    for row, line in enumerate(described(kind, language), start + 1):
        for index, cell in enumerate(line.cells):
            sheet.write_string(row, index, cell[: LIMITS.cell], wrap)
    for index, width in enumerate((44, 20, 22, 10, 50, 50)):
        sheet.set_column(index, index, width)
