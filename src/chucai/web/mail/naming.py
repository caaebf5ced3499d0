"""Facts of a letter with the names that the charter and the tree give to what they name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from chucai.gates.words import named as by_charter
from chucai.publish import figures
from chucai.publish.bilingual import own_part
from chucai.web.records.state import Rows

DAYS = ("last", "first", "day", "until")


def named(state: Rows | None, facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Keys become names, days are written out with their weekday. A nomination stays its number."""
    found = dict(facts)
    for key in DAYS:
        if isinstance(found.get(key), str):
            found[key] = figures.day_and_weekday(date.fromisoformat(found[key]), language)
    _count(found, language)
    if state is None:
        return found
    unit = found.get("unit")
    if isinstance(unit, str) and unit in state.tree.units:
        found["unit"] = own_part(state.tree.units[unit].name, language)
    return by_charter(found, "zh" if language.startswith("zh") else "en", state.charter())


def _count(found: dict[str, Any], language: str) -> None:
    """Nominations of one letter in a line, and how many they are."""
    several = found.get("nomination")
    if isinstance(several, list):
        found["nomination"] = ("、" if language.startswith("zh") else ", ").join(several)
    if several:
        found.setdefault("cases", len(several) if isinstance(several, list) else 1)
