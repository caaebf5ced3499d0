"""The clock of the pages. A rehearsal may set it: `CHUCAI_CLOCK` is a moment, or names a file that holds one."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

_STARTED = datetime.now(UTC)


def now() -> datetime:
    """This moment, in UTC and whole seconds."""
    return (_set() or datetime.now(UTC)).replace(microsecond=0)


def rehearsed() -> bool:
    """Whether the clock shows something else than the time of day: pages then say so."""
    return bool(os.environ.get("CHUCAI_CLOCK"))


def _set() -> datetime | None:
    told = os.environ.get("CHUCAI_CLOCK")
    if not told:
        return None
    if "/" in told:  # the file is read each time, so that whoever rehearses can move the clock
        return datetime.fromisoformat(Path(told).read_text("ascii").strip()).astimezone(UTC)
    return datetime.fromisoformat(told).astimezone(UTC) + _passed()


def _passed() -> timedelta:
    """Since this process started: a rehearsal that runs on."""
    return datetime.now(UTC) - _STARTED
