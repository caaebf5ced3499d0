"""Numbers, shares, days and lists in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from chucai.charter.catalogue.phrases import MEASURES, MONTHS, PHRASES, SHARES
from chucai.charter.workdays import Window


def tongue_of(language: str) -> str:
    """zh or en: the two languages a charter speaks; anything that is not Chinese is told in English."""
    return "zh" if language.startswith("zh") else "en"


def phrase(key: str, language: str, **facts: Any) -> str:
    return PHRASES[key][tongue_of(language)].format_map(facts)


def worded(table: Mapping[str, Mapping[str, str]], key: str, language: str) -> str:
    """The words a small catalogue has for a key; the key itself where it has none."""
    words = table.get(key)
    return words[tongue_of(language)] if words else key


def share(value: Fraction, language: str) -> str:
    """A share as people say it: one half, 20 %, 3/7."""
    words = SHARES.get(str(value))
    if words:
        return words[tongue_of(language)]
    percent = value * 100
    if (percent * 10).denominator != 1:
        return str(value)
    number = f"{Decimal(percent.numerator) / percent.denominator:f}"  # at most one decimal
    return f"{number}%" if tongue_of(language) == "zh" else f"{number} %"


def day(value: date, language: str) -> str:
    if tongue_of(language) == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def measure(number: int | Decimal, unit: str | None, language: str) -> str:
    """A number with its measure: 2 years, 5000元."""
    words = MEASURES.get(unit or "")
    if words is None:
        return f"{number} {unit}" if unit else str(number)
    said = words[tongue_of(language)]
    if not isinstance(said, str):
        said = said[0] if number == 1 else said[1]
    return said.format(n=number)


def quoted(text: str, language: str) -> str:
    """The text in quotation marks; those inside become single."""
    return phrase("quoted", language, value=text.replace("“", "‘").replace("”", "’"))


def listed(parts: Iterable[str], language: str) -> str:
    return ("、" if tongue_of(language) == "zh" else ", ").join(parts)


def clauses(parts: Iterable[str], language: str) -> str:
    return ("；" if tongue_of(language) == "zh" else "; ").join(part for part in parts if part)


def time(working_days: int | None, days: int | None, language: str) -> str:
    """A length: five working days, ten days."""
    number, name = (working_days, "working-day") if working_days is not None else (days, "day")
    if number is None:
        return ""
    return phrase(name if number == 1 else f"{name}s", language, n=number)


def window(value: Window, language: str) -> str:
    key = "on-day" if value.first == value.last else "from-to"
    dates = phrase(key, language, first=day(value.first, language), last=day(value.last, language))
    return dates + (phrase("provisional", language) if value.provisional else "")
