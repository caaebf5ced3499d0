"""Last days as people plan by them: the date, the weekday, and how many working days are left."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language, gettext, ngettext

from chucai.charter.workdays import Calendar
from chucai.publish import figures

SOON = 3  # working days


def left(last: date, today: date, calendar: Calendar) -> int:
    """Working days left, today not counted; negative when the day is over (then plain days)."""
    return (last - today).days if last < today else calendar.count(today + timedelta(days=1), last)


def told(last: date, today: date, calendar: Calendar) -> dict[str, Any]:
    """What the part `deadline.html` shows."""
    number = left(last, today, calendar)
    return {
        "day": last,
        "written": figures.day_and_weekday(last, get_language() or "zh-hans"),
        "left": said(number, last == today),
        "soon": 0 <= number <= SOON,
        "past": number < 0,
    }


def said(number: int, is_today: bool) -> str:
    """`number` as of `left`."""
    if number < 0:
        return ngettext("%(number)d day ago", "%(number)d days ago", -number) % {"number": -number}
    if is_today:
        return gettext("today is the last day")
    return ngettext("%(number)d working day left", "%(number)d working days left", number) % {"number": number}
