"""Holiday tables as files, and the windows of stages, notices and vetting bodies counted with them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from chucai.charter.model import Charter
from chucai.charter.stages import Body, Notice, Stage
from chucai.charter.tables import modelled, summary, text_of
from chucai.charter.workdays import Calendar, Window, Year
from chucai.errors import Refused

FORMAT = 1
_SHIPPED = Path(__file__).parent / "calendars"

__all__ = [
    "Calendar",
    "Window",
    "Year",
    "calendar_ids",
    "deadline",
    "load_calendar",
    "notice_window",
    "read_calendar",
    "shipped",
    "stage_window",
]


def read_calendar(text: str) -> Calendar:
    """Read a holiday table; Refused("calendar-faulty") with its faults when it cannot be used."""
    tables = modelled(Calendar, text, "calendar", FORMAT)
    if tables.model is None:
        raise Refused("calendar-faulty", **summary(tables.faults))
    return tables.model


def load_calendar(path: Path | str) -> Calendar:
    """Read a holiday table from a file, e.g. one that an administrator edited."""
    text, unreadable = text_of(Path(path))
    if unreadable:
        raise Refused("calendar-faulty", **summary(unreadable))
    return read_calendar(text)


def calendar_ids() -> tuple[str, ...]:
    """The holiday tables that ship with the product."""
    return tuple(sorted(path.stem for path in _SHIPPED.glob("*.toml")))


@cache
def shipped(calendar_id: str) -> Calendar:
    """A shipped holiday table; Refused("calendar-unknown") when there is none of this name."""
    if calendar_id not in calendar_ids():
        raise Refused("calendar-unknown", calendar=calendar_id, known=", ".join(calendar_ids()))
    return read_calendar((_SHIPPED / f"{calendar_id}.toml").read_text("utf-8"))


def stage_window(charter: Charter, calendar: Calendar, stage: Stage, opened_on: date) -> Window:
    """From the day a stage opens (not before its `opens`) to the day it ends; the first day counts.

    A stage without an end of its own lasts as long as its notice, or as its slowest body; Refused("stage-without-end")
    where the charter says neither (`check` finds that before a round opens).
    """
    first = max(stage.opens, opened_on) if stage.opens else opened_on
    if stage.closes is not None:
        return calendar.span(first, stage.closes)
    if stage.working_days is not None or stage.days is not None:
        return calendar.window(first, working_days=stage.working_days, days=stage.days)
    notice = charter.notices.get(stage.notice or "")
    if notice is not None and (notice.working_days or notice.days):
        return notice_window(notice, calendar, first)
    asked = (charter.bodies[body] for body in stage.bodies if body in charter.bodies)
    answers = [answer for body in asked if (answer := deadline(body, calendar, first))]
    if not answers:
        raise Refused("stage-without-end", stage=stage.id)
    return max(answers, key=lambda answer: answer.last)


def notice_window(notice: Notice, calendar: Calendar, published_on: date) -> Window:
    """From the day a notice is published to the last day on which an objection may arrive (P2, P3, P4).

    Whether the day of publication is the first day is the charter's word (`count_first_day`).
    """
    return calendar.window(
        published_on,
        working_days=notice.working_days,
        days=notice.days,
        count_first_day=notice.count_first_day,
    )


def deadline(body: Body, calendar: Calendar, asked_on: date) -> Window | None:
    """From the day a body is asked to its last day to answer (T7); the day of asking does not count.

    None: the charter gives this body no time of its own.
    """
    if body.working_days is None and body.days is None:
        return None
    return calendar.window(asked_on, working_days=body.working_days, days=body.days, count_first_day=False)
