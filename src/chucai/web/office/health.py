"""Whether the ledger keeps up: how many events there are, and how far they are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from chucai.web.records.models import Checkpoint, Event


@dataclass(frozen=True, slots=True)
class Health:
    """`last`: when the last sealed event happened; `waiting`: events that no checkpoint covers yet."""

    events: int
    sealed: int
    last: datetime | None

    @property
    def waiting(self) -> int:
        return self.events - self.sealed


def health(round_id: str) -> Health:
    events = Event.objects.filter(round_id=round_id).count()
    found = Checkpoint.objects.filter(round_id=round_id).order_by("-size").values_list("size", flat=True).first()
    sealed = found or 0
    last = Event.objects.filter(round_id=round_id, position=sealed - 1).values_list("at", flat=True).first()
    return Health(events, sealed, last)
