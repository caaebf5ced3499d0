"""The door of the records room, as a rehearsal uses it: everything goes through `perform_many` and into the database."""

from __future__ import annotations

from collections.abc import Sequence

from chucai.charter.calendar import Calendar
from chucai.cli.rehearsal.door import Handed, Progress
from chucai.gates.acts import Slip
from chucai.gates.state import State
from chucai.web.acts import Signed, perform_many
from chucai.web.records import attaching, box
from chucai.web.records.state import Rows


class RecordsDoor:
    """A round in this installation's database."""

    def __init__(self, round_id: str, charter_text: str, calendar: Calendar) -> None:
        self.round_id = round_id
        attaching.attach_charter(round_id, charter_text)
        attaching.attach_calendar(round_id, calendar)
        self._rows: Rows | None = None

    @property
    def state(self) -> State:
        """The rows as they are now; read once between two batches."""
        if self._rows is None:
            self._rows = Rows(self.round_id)
        return self._rows

    def perform(self, batch: Sequence[Handed], progress: Progress | None = None) -> None:
        signed = [Signed(each.by, each.act, each.at, each.openings, each.slip) for each in batch]
        perform_many(self.round_id, signed, (lambda done, _: progress(done)) if progress else None)
        self._rows = None

    def slips(self, ballot: str) -> list[Slip]:
        return sorted(box.slips(self.round_id, ballot), key=lambda slip: slip.number)
