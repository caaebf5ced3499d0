"""The door as a rehearsal sees it: hand in acts, read the state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from chucai.charter.calendar import Calendar
from chucai.charter.model import Charter
from chucai.gates.acts import Act, Actor, OpenBallot, Slip
from chucai.gates.decide import decide
from chucai.gates.dossier import Opening
from chucai.gates.state import Memory, State
from chucai.ledger.event import Event

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Handed:
    """One act as it is handed in: by whom, when, with the texts behind its commitments and its slip for the box."""

    by: Actor
    act: Act
    at: datetime
    openings: tuple[Opening, ...] = ()
    slip: Slip | None = None


class Door(Protocol):
    """Whatever performs acts: the records room, or memory."""

    @property
    def state(self) -> State: ...

    def perform(self, batch: Sequence[Handed], progress: Progress | None = None) -> None:
        """All of the batch, or none of it: Refused names the act that was refused."""

    def slips(self, ballot: str) -> list[Slip]:
        """The papers in the box of a secret ballot, in order of their numbers."""


class MemoryDoor:
    """Decides and keeps everything in memory: for rehearsals that leave nothing behind, and for tests."""

    def __init__(self, charter: Charter, calendar: Calendar, round_id: str) -> None:
        self.charter = charter
        self.memory = Memory(round_id, calendar)
        self.events: list[Event] = []
        self.openings: dict[str, Mapping[str, Opening]] = {}
        self._boxes: dict[str, list[Slip]] = {}

    @property
    def state(self) -> State:
        return self.memory

    def perform(self, batch: Sequence[Handed], progress: Progress | None = None) -> None:
        for number, handed in enumerate(batch, 1):
            events = decide(self.charter, self.memory, handed.act, handed.at, handed.by)
            for event in events:
                self.memory.apply(event)
            self.events.extend(events)
            if handed.openings:
                self.openings[events[0].receipt] = {opening.field: opening for opening in handed.openings}
            if isinstance(handed.act, OpenBallot):  # held again, it begins with an empty box
                self._boxes[handed.act.ballot] = []
            if handed.slip is not None:
                self._boxes.setdefault(handed.act.ballot, []).append(handed.slip)  # type: ignore[attr-defined]  # a Cast
            if progress:
                progress(number)

    def slips(self, ballot: str) -> list[Slip]:
        return sorted(self._boxes.get(ballot, []), key=lambda slip: slip.number)


class OnTop(MemoryDoor):
    """Decides on a round as its rows say, and keeps what comes of it in memory: what would happen, if."""

    def __init__(self, charter: Charter, rows: State) -> None:
        super().__init__(charter, rows.calendar, rows.round_id)
        self.memory = rows  # type: ignore[assignment]  # any state that takes events on top
