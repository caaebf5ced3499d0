"""Whether the ledger keeps up: how many events there are, and how far they are sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

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
    events = Event.objects.filter(round_id=round_id)
    sealed = Checkpoint.objects.filter(round_id=round_id).order_by("-size")
    covered = events.filter(position=OuterRef("size") - 1).values("at")
    size, last = sealed.annotate(at=Subquery(covered)).values_list("size", "at").first() or (0, None)
    return Health(events.count(), size, last)
