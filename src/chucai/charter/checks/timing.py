"""Dates and durations against the calendar of working days."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chucai.charter.calendar import deadline, notice_window
from chucai.charter.faults import Fault, fault, warning
from chucai.charter.model import Charter
from chucai.charter.plan import plan
from chucai.charter.stages import Body, Notice, Stage
from chucai.charter.workdays import Calendar, Window


def check(charter: Charter, calendar: Calendar) -> Iterator[Fault]:
    yield from _timezone(charter)
    for name, notice in charter.notices.items():
        yield from _length(f"notices.{name}", "notice-without-length", notice)
    for name, body in charter.bodies.items():
        yield from _length(f"bodies.{name}", "body-without-deadline", body)
    for n, stage in enumerate(charter.stages):
        yield from _ends(charter, n, stage)
        yield from _days_off(calendar, n, stage)
    yield from _sequence(charter, calendar)
    yield from _provisional(charter, calendar)


def _timezone(charter: Charter) -> Iterator[Fault]:
    try:
        ZoneInfo(charter.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        yield fault("timezone-unknown", "timezone", timezone=charter.timezone)


def _length(path: str, code: str, item: Notice | Body) -> Iterator[Fault]:
    if item.working_days is None and item.days is None:
        yield fault(code, path)
    if item.working_days is not None and item.days is not None:
        yield fault("two-lengths", f"{path}.days", keys="working_days, days")
    if isinstance(item, Body) and item.valid_from and item.valid_until and item.valid_until < item.valid_from:
        yield fault("low-above-high", f"{path}.valid_until", low=str(item.valid_from), high=str(item.valid_until))


def _ends(charter: Charter, n: int, stage: Stage) -> Iterator[Fault]:
    ends = [key for key in ("closes", "working_days", "days") if getattr(stage, key) is not None]
    if len(ends) > 1:
        yield fault("two-lengths", f"stage[{n}].{ends[-1]}", keys=", ".join(ends))
    lent = stage.notice is not None or any(body in charter.bodies for body in stage.bodies)
    if not ends and not lent:
        yield fault("stage-without-end", f"stage[{n}]", stage=stage.id)
    if stage.opens and stage.closes and stage.closes < stage.opens:
        yield fault("closes-before-opens", f"stage[{n}].closes", opens=str(stage.opens), closes=str(stage.closes))


def _days_off(calendar: Calendar, n: int, stage: Stage) -> Iterator[Fault]:
    if stage.opens is not None and not calendar.working(stage.opens):
        after = calendar.next_working_day(stage.opens)
        yield fault("opens-on-day-off", f"stage[{n}].opens", day=str(stage.opens), next=str(after))
    if stage.closes is not None and not calendar.working(stage.closes):
        after = calendar.next_working_day(stage.closes)
        yield warning("closes-on-day-off", f"stage[{n}].closes", day=str(stage.closes), next=str(after))


def _sequence(charter: Charter, calendar: Calendar) -> Iterator[Fault]:
    former: Window | None = None
    for n, planned in enumerate(plan(charter, calendar)):
        stage, window = planned.stage, planned.window
        if window is None:
            return  # what follows has no date either, or its fault is told already
        if former is not None:
            yield from _after(n, stage, former)
        if window.last >= window.first:
            yield from _inside(charter, calendar, n, stage, window)
        former = window


def _after(n: int, stage: Stage, former: Window) -> Iterator[Fault]:
    if stage.opens is not None and stage.opens <= former.last:
        yield fault("opens-before-former-ends", f"stage[{n}].opens", day=str(stage.opens), former=str(former.last))
    elif stage.closes is not None and stage.closes <= former.last:
        yield fault("closes-before-former-ends", f"stage[{n}].closes", day=str(stage.closes), former=str(former.last))


def _inside(charter: Charter, calendar: Calendar, n: int, stage: Stage, window: Window) -> Iterator[Fault]:
    if calendar.count(window.first, window.last) == 0:
        yield fault("no-working-day", f"stage[{n}]", first=str(window.first), last=str(window.last))
    notice = charter.notices.get(stage.notice or "")
    if notice is not None and _has_length(notice):
        needed = notice_window(notice, calendar, window.first).last
        if window.last < needed:
            yield fault("notice-longer-than-stage", f"stage[{n}]", last=str(window.last), needed=str(needed))
    for name in stage.bodies:
        if name in charter.bodies:
            yield from _slow_body(charter.bodies[name], calendar, f"stage[{n}]", window, name)


def _slow_body(body: Body, calendar: Calendar, path: str, window: Window, name: str) -> Iterator[Fault]:
    answer = deadline(body, calendar, window.first) if _has_length(body) else None
    if answer is not None and window.last < answer.last:
        yield warning("body-slower-than-stage", path, body=name, last=str(window.last), needed=str(answer.last))


def _has_length(item: Notice | Body) -> bool:
    return item.working_days is not None or item.days is not None


def _provisional(charter: Charter, calendar: Calendar) -> Iterator[Fault]:
    """Windows that touch a year without a holiday table may still move (told once for each year)."""
    told: set[int] = set()
    for n, planned in enumerate(plan(charter, calendar)):
        for year in _years(planned.window):
            if planned.window and planned.window.provisional and year not in told and not calendar.published(year):
                told.add(year)
                yield warning("year-without-table", f"stage[{n}]", year=year, calendar=calendar.id)


def _years(window: Window | None) -> range:
    return range(window.first.year, window.last.year + 1) if window else range(0)
