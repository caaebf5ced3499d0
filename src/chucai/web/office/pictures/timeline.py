"""The programme on the working-day calendar: stages as bars, days off, and today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.utils.translation import gettext, override

from chucai.charter.workdays import Calendar
from chucai.publish import figures
from chucai.publish.markup import Markup, join
from chucai.publish.measure import fit, width
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, hint, line, text
from chucai.publish.table import Cell, Table

ROW, HEAD, NAMED = 30.0, 40.0, 18.0  # a row, what stands above them, and a name of its own line on narrow paper
TODAY, MONTH = 24.0, 50.0  # px that half the one word needs, and the other
BOLD = 1.08  # how much wider a name is than plain
DAYS_DRAWN = 400  # of longer programmes no single day is told
Place = Callable[[date], float]  # where a day begins, in px


@dataclass(frozen=True, slots=True)
class Span:
    """One stage: its window as opened or, before that, as planned. `state`: closed, open, planned."""

    name: str
    first: date
    last: date
    state: str
    provisional: bool


def picture(spans: Sequence[Span], calendar: Calendar, today: date, language: str) -> Picture:
    """`spans` in the charter's order, at least one."""
    with override(language):
        title = _title(spans, calendar, today, language)
        wide, small = both(partial(_draw, spans, calendar, today, title), "timeline", language)
        note = gettext("Red: open now; grey: closed; light: planned by the charter. Shaded days are off.")
        return Picture("timeline", title, note, _table(spans, calendar, language), wide, small)


def _title(spans: Sequence[Span], calendar: Calendar, today: date, language: str) -> str:
    end = figures.day(max(span.last for span in spans), language)
    open_ = next((span for span in spans if span.state == "open"), None)
    if open_ is None:
        return gettext("By the charter and the calendar the programme ends on %(end)s") % {"end": end}
    left = calendar.count(today + timedelta(days=1), open_.last) if open_.last > today else 0
    return gettext("“%(stage)s” has %(left)d working days left; by the charter all ends on %(end)s") % {
        "stage": open_.name,
        "left": left,
        "end": end,
    }


def _draw(spans: Sequence[Span], calendar: Calendar, today: date, title: str, sheet: Sheet) -> Drawing:
    names, row = (0.0, ROW + NAMED) if sheet.narrow else (_column(spans, sheet), ROW)
    first = min(span.first for span in spans)
    last = max(*(span.last for span in spans), today)
    scale = (sheet.width - names - 4) / ((last - first).days + 1)
    bottom = HEAD + row * len(spans)

    def x(day: date) -> float:
        return names + (day - first).days * scale

    parts = [*_off(first, last, calendar, x, scale, bottom), *_months(first, last, x, bottom, sheet)]
    for n, span in enumerate(spans):
        parts.append(_bar(span, HEAD + n * row, names, x, scale, sheet))
    if first <= today <= last:
        parts.append(line(x(today) + scale / 2, HEAD - 8, x(today) + scale / 2, bottom, "stroke", thick=1.6))
        middle = min(max(x(today) + scale / 2, TODAY), sheet.width - TODAY)
        parts.append(text(middle, HEAD - 12, gettext("today"), size=11, anchor="middle", bold=True))
    described = gettext("%(n)d stages from %(first)s to %(last)s") % {
        "n": len(spans),
        "first": figures.day(first, sheet.language),
        "last": figures.day(last, sheet.language),
    }
    return Drawing(sheet.name, sheet.width, bottom + 6, title, described, join(parts))


def _column(spans: Sequence[Span], sheet: Sheet) -> float:
    """As wide as the longest name needs, bold, but never more than leaves the days the greater part."""
    return min(max(width(span.name, 12) for span in spans) * BOLD + 16, 0.45 * sheet.width)


def _bar(span: Span, top: float, names: float, x: Place, scale: float, sheet: Sheet) -> Markup:
    """The name before the bar; on narrow paper above it, at the left."""
    language, down = sheet.language, 0 if names else NAMED
    at = x(span.first)
    wide = ((span.last - span.first).days + 1) * scale
    paint = {"closed": "exit", "open": "bad"}.get(span.state, "load")
    days = f"{span.name}: {figures.day(span.first, language)} – {figures.day(span.last, language)}"
    return join(
        (
            text(
                0,
                top + (19 if names else 17),
                fit(span.name, (names or sheet.width) - 8, 12),
                size=12,
                bold=span.state == "open",
            ),
            hint(days, box(at, top + 7 + down, max(wide, 2), 16, paint)),
        )
    )


def _off(first: date, last: date, calendar: Calendar, x: Place, scale: float, bottom: float) -> Iterator[Markup]:
    """Days on which nobody works, weekends on duty left out."""
    number = (last - first).days + 1
    if number > DAYS_DRAWN:
        return
    day = first
    while day <= last:
        run = 0
        while day + timedelta(days=run) <= last and not calendar.working(day + timedelta(days=run)):
            run += 1
        if run:
            yield box(x(day), HEAD, run * scale, bottom - HEAD, "panel")
        day += timedelta(days=max(run, 1))


def _months(first: date, last: date, x: Place, bottom: float, sheet: Sheet) -> Iterator[Markup]:
    day = first.replace(day=1)
    shown = -99.0
    while day <= last:
        if day >= first:
            at = x(day)
            yield line(at, HEAD - 4, at, bottom, "grid")
            if at - shown > MONTH and at + MONTH < sheet.width:
                yield text(at + 2, 12, f"{day.year}-{day.month:02}", "soft", size=10.5)
                shown = at
        day = (day + timedelta(days=32)).replace(day=1)


def _table(spans: Sequence[Span], calendar: Calendar, language: str) -> Table:
    words = {"closed": gettext("closed"), "open": gettext("open"), "planned": gettext("planned")}
    headers = (
        gettext("Stage"),
        gettext("First day"),
        gettext("Last day"),
        gettext("Working days"),
        gettext("State"),
    )
    rows: list[tuple[Cell, ...]] = []
    for span in spans:
        days = calendar.count(span.first, span.last)
        state = words[span.state] + (" " + gettext("(calendar not published yet)") if span.provisional else "")
        rows.append((span.name, span.first, span.last, days, state))
    return Table("timeline", gettext("Stages and their windows"), headers, tuple(rows))
