"""When each stage would run: the charter's own dates and durations, laid on a calendar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from chucai.charter.calendar import stage_window
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.charter.workdays import ONE_DAY, Calendar, Window
from chucai.errors import Refused


@dataclass(frozen=True, slots=True)
class Planned:
    """A stage and its window; None when the charter alone does not fix it."""

    stage: Stage
    window: Window | None


def plan(
    charter: Charter,
    calendar: Calendar,
    opened_on: date | None = None,
    held: Mapping[str, Window] | None = None,
    today: date | None = None,
) -> tuple[Planned, ...]:
    """Every stage opens on its `opens`, or on the first working day after the stage before has ended.

    `opened_on`: the day the first stage opens where the charter does not say it. `held`: the days of stages that were
    opened, as they were, so that the rest follows them; `today`: nothing else is planned for a day before it.
    """
    planned = []
    day = max(opened_on, today) if opened_on and today else opened_on
    for stage in charter.stages:
        window = (held or {}).get(stage.id) or _window(charter, calendar, stage, day)
        planned.append(Planned(stage, window))
        after = window.last + ONE_DAY if window else None
        day = calendar.next_working_day(max(after, today or after)) if after else None
    return tuple(planned)


def _window(charter: Charter, calendar: Calendar, stage: Stage, day: date | None) -> Window | None:
    opens = stage.opens or day
    if opens is None:
        return None
    try:
        return stage_window(charter, calendar, stage, max(opens, day) if day else opens)
    except Refused:
        return None
