"""The roll of honour as a table."""

from __future__ import annotations

from chucai.charter.model import Charter
from chucai.publish.roll import Roll, RollEntry
from chucai.publish.table import Cell, csv_text
from chucai.publish.words import WORDS, say

_COLUMNS = (
    "nomination",
    "name",
    "category",
    "honour",
    "grade",
    "unit",
    "theme",
    "citation",
    "document",
    "conferred",
    "lost",
)


def roll_csv(roll: Roll, charter: Charter, language: str) -> str:
    """One line for each award, lost ones too; headers in both languages."""
    headers = [f"{WORDS[key]['zh']} {WORDS[key]['en']}" for key in (f"roll-column-{name}" for name in _COLUMNS)]
    return csv_text(headers, (_cells(roll, entry, charter, language) for entry in roll.entries))


def _cells(roll: Roll, entry: RollEntry, charter: Charter, language: str) -> tuple[Cell, ...]:
    return (
        entry.nomination,
        entry.name or say(language, "roll-erased"),
        charter.categories[entry.category].name.said(language),
        charter.honours[entry.honour].name.said(language),
        grade_words(entry, charter, language) or None,
        roll.unit(entry),
        charter.themes[entry.theme].said(language) if entry.theme in charter.themes else None,
        entry.citation,
        entry.document,
        entry.conferred_on,
        say(language, f"roll-{entry.lost}") if entry.lost else None,
    )


def grade_words(entry: RollEntry, charter: Charter, language: str) -> str:
    grades = {grade.id: grade.name for grade in charter.categories[entry.category].grades}
    return grades[entry.grade].said(language) if entry.grade in grades else ""
