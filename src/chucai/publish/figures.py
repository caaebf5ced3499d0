"""Numbers, dates and lists as they are written in each language."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

MICRO = 1_000_000
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = {
    "zh": ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


def language_of(language: str) -> str:
    """ "zh" for any Chinese, else "en"."""
    return "zh" if language.startswith("zh") else "en"


def points(micro: int, places: int = 1, sign: bool = False) -> str:
    """Millionths of a point as points, rounded half away from zero: 71_340_000 is ``71.3``."""
    scale = 10 ** (6 - places)
    whole = (abs(micro) + scale // 2) // scale
    mark = "−" if micro < 0 and whole else "+" if sign and whole else ""
    text = f"{whole:0{places + 1}d}"
    return f"{mark}{text[:-places]}.{text[-places:]}" if places else mark + text


def exact_points(micro: int) -> str:
    """Millionths of a point as an exact decimal, for machines: ``71.34``."""
    text = f"{Decimal(micro).scaleb(-6):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def per_cent(part: int, whole: int, language: str) -> str:
    """``56.6 %``; an en dash when there is no whole."""
    if not whole:
        return "–"
    tenths = (2000 * part + whole) // (2 * whole)
    text = f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
    return f"{text}%" if language_of(language) == "zh" else f"{text} %"


def grouped(value: int) -> str:
    """Thousands set apart by a narrow space that does not break: ``73 421``."""
    return f"{value:,}".replace(",", "\u202f")


def day(value: date, language: str) -> str:
    """``2026年5月8日`` or ``8 May 2026``."""
    if language_of(language) == "zh":
        return f"{value.year}年{value.month}月{value.day}日"
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def as_of(text: str, language: str) -> str:
    """A year, month or day in ISO form as it is said: ``2020年``, ``December 2020``. Anything else stays as it is."""
    try:
        first = date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return text
    if len(text) == len("2020-12-31"):
        return day(first, language)
    zh, monthly = language_of(language) == "zh", len(text) == len("2020-12")
    if zh:
        return f"{first.year}年{first.month}月" if monthly else f"{first.year}年"
    return f"{_MONTHS[first.month - 1]} {first.year}" if monthly else str(first.year)


_BOUNDS = {"at-least": {"zh": "不少于", "en": "at least "}, "at-most": {"zh": "不超过", "en": "at most "}}


def claimed(figure: str | None, bound: str, unit: str, language: str) -> str:
    """The figure of a claim as it is said: ``at least 300,000 views``, ``不少于300,000次``; empty where there is none.

    `bound`: exact, at-least or at-most. What is no number stays as it was written.
    """
    if not figure:
        return ""
    try:
        number = f"{Decimal(figure):,f}"
    except InvalidOperation:
        number = figure
    spoken = language_of(language)
    apart = " " if spoken == "en" and not unit.startswith("%") else ""
    return _BOUNDS.get(bound, {}).get(spoken, "") + f"{number}{apart}{unit}".strip()


def day_and_weekday(value: date, language: str) -> str:
    weekday = _WEEKDAYS[language_of(language)][value.weekday()]
    return (
        f"{day(value, language)}（{weekday}）" if language_of(language) == "zh" else f"{weekday} {day(value, language)}"
    )


def listed(items: Sequence[str], language: str) -> str:
    """``a, b and c`` or ``a、b和c``."""
    if language_of(language) == "zh":
        return "和".join(filter(None, ("、".join(items[:-1]), *items[-1:])))
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
