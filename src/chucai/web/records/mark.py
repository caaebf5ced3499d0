"""A mark of a round, or of all: as long as it is the same, so is all that follows from events and their openings."""

from __future__ import annotations

from django.db.models import Subquery

from chucai.web.records.models import Event, Round


def mark(round_id: str | None = None) -> str:
    """Changes with every event and every erasure (of one round, or of any); a round that is not there has one too."""
    events = Event.objects.all() if round_id is None else Event.objects.filter(round_id=round_id)
    # By its number first: an index has that. Asked for at once, PostgreSQL may walk back over all that came since.
    last = events.order_by("-id").values("id")[:1]
    leaf = Event.objects.filter(id=last).values("leaf")
    rounds = Round.objects.all() if round_id is None else Round.objects.filter(id=round_id)
    rows = list(rounds.annotate(last=Subquery(last), leaf=Subquery(leaf)).values_list("last", "leaf", "erased"))
    id_, hash_, _ = rows[0] if rows else (None, None, 0)
    return f"{id_ or 0}.{bytes(hash_ or b'').hex()[:16]}.{sum(erased for *_, erased in rows)}"
