"""A kind of table in words: the data dictionary of a template and the reference page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chucai.charter.values import Text
from chucai.intake.shape import Column, TableKind

YES = Text(zh="是", en="yes")
NO = Text(zh="否", en="no")

TYPES: dict[str, Text] = {
    "key": Text(zh="编号", en="ID"),
    "text": Text(zh="文字", en="text"),
    "identity": Text(zh="号码（文本格式）", en="number kept as text"),
    "choice": Text(zh="选择", en="choice"),
    "yes-no": Text(zh="是或否", en="yes or no"),
    "number": Text(zh="数字", en="number"),
    "date": Text(zh="日期", en="date"),
    "unit": Text(zh="单位编号或名称", en="ID or name of a unit"),
    "nomination": Text(zh="推荐编号或名称", en="ID or name of a nomination"),
    "assessor": Text(zh="评委编号或姓名", en="ID or name of an assessor"),
    "names": Text(zh="若干姓名，用分号隔开", en="names, separated by semicolons"),
}

HEADINGS = (
    Text(zh="表头", en="Header"),
    Text(zh="键名", en="Key"),
    Text(zh="类型", en="Type"),
    Text(zh="必填", en="Required"),
    Text(zh="可填内容", en="Values"),
    Text(zh="说明", en="Notes"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One column, described: the cells under `HEADINGS`."""

    header: str
    key: str
    type: str
    required: str
    values: str
    notes: str

    @property
    def cells(self) -> tuple[str, ...]:
        return self.header, self.key, self.type, self.required, self.values, self.notes


def described(kind: TableKind, language: str) -> Iterator[Line]:
    """Every column of a kind in one language, in order."""
    for column in kind.columns:
        yield Line(
            f"{column.words.zh} / {column.words.en}",
            column.key,
            TYPES[column.type].said(language),
            YES.said(language) if column.required else "",
            _values(column, language),
            column.help.said(language) if column.help else "",
        )


def _values(column: Column, language: str) -> str:
    if column.choices:
        return "; ".join(f"{choice.words.said(language)} ({choice.id})" for choice in column.choices)
    if column.type == "number":
        return _range(column)
    if column.max_length is not None:
        return f"≤ {column.max_length}"
    return "YYYY-MM-DD" if column.type == "date" else ""


def _range(column: Column) -> str:
    parts = []
    if column.low is not None:
        parts.append(f"≥ {column.low}")
    if column.high is not None:
        parts.append(f"≤ {column.high}")
    if column.step is not None:
        parts.append("0, 1, 2 …" if column.step == 1 else f"× {column.step}")
    return ", ".join(parts)


def page_table(kind: TableKind) -> str:
    """The columns of a kind as a Markdown table in English, headers in both languages, as the reference page has it."""
    lines = ["| header | key | type | required | values | notes |", "|---|---|---|---|---|---|"]
    for line in described(kind, "en"):
        cells = (line.header, f"`{line.key}`", *line.cells[2:])
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines)
