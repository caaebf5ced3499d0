"""Bodies that were asked and did not answer in time: the clock notes it, the charter says what it means."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from chucai.errors import Refused
from chucai.gates.acts import Actor, NoteSilence
from chucai.web.acts import perform
from chucai.web.records.state import Rows

CLOCK = Actor(id="clock", role="system")


def note(rows: Rows, at: datetime) -> int:
    """Note every silence that fell due; returns how many. What somebody answers meanwhile is no silence."""
    charter = rows.charter()
    if not any(stage.gate == "vet" and stage.id in rows.round.windows for stage in charter.stages):
        return 0
    today = at.astimezone(ZoneInfo(charter.timezone)).date()
    due = [
        NoteSilence(nomination=name, body=body)
        for name in rows.nominations()
        for body, opinion in sorted(rows.nomination(name).opinions.items())
        if opinion.answer is None and opinion.due and opinion.due < today
    ]
    return sum(_noted(rows.round_id, act, at) for act in due)


def _noted(round_id: str, act: NoteSilence, at: datetime) -> bool:
    try:
        perform(round_id, CLOCK, act, at)
    except Refused:  # answered, withdrawn or ended since; tomorrow it is looked at again
        return False
    return True
