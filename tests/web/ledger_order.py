"""Whether the order of a round's ledger is one in which everything could have happened one after another."""

from __future__ import annotations

from chucai.charter.calendar import Calendar
from chucai.charter.load import read
from chucai.gates.audit import audit
from chucai.ledger.event import Event
from chucai.web.records.export import collect


def audited(round_id: str) -> int:
    """Decide every act of the sealed ledger again, one by one; returns the number of events."""
    found = collect(round_id)
    events = [Event.from_bytes(data) for data in found.events]
    charters = {each.digest: read(each.text).wanted() for each in found.attachments if each.kind == "charter"}
    calendars = {
        each.digest: Calendar.model_validate_json(each.text) for each in found.attachments if each.kind == "calendar"
    }
    assert audit(round_id, events, charters, calendars).breaches == ()
    return len(events)
