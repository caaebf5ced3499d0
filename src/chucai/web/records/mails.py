"""Rows of the outbox: written with what they tell, claimed before they are sent, and kept to show what came of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Q, QuerySet

from chucai.web.records.models import Account, Mail

TRIES = 8
FIRST_WAIT = timedelta(minutes=2)  # doubled with each try: the last comes some four hours after the first
LONGEST_FAILURE = 300
AT_ONCE = 500
STATES: dict[str, Q] = {
    "queued": Q(sent=None, failure="", tries__lt=TRIES),
    "sent": Q(sent__isnull=False),
    "failing": Q(sent=None, tries__lt=TRIES) & ~Q(failure=""),
    "failed": Q(sent=None, tries__gte=TRIES),
}


@dataclass(frozen=True, slots=True)
class Board:
    """What became of the letters of a round: numbers by kind and state."""

    kind: str
    queued: int
    sent: int
    failing: int  # will be tried again
    failed: int  # will not


def write(
    round_id: str | None,
    account: Account | None,
    address: str,
    kind: str,
    facts: Mapping[str, Any],
    *,
    language: str,
    digest: bool,
    key: str,
    at: datetime,
    due: datetime,
) -> bool:
    """A letter in the outbox, in the transaction that is open; False where one with this key was written before."""
    if key and Mail.objects.filter(key=key).exists():
        return False
    row = Mail(
        round_id=round_id,
        account=account,
        address=address,
        kind=kind,
        facts=dict(facts),
        language=language,
        digest=digest,
        key=key,
        created=at,
        due=due,
    )
    Mail.objects.bulk_create([row], ignore_conflicts=True)
    return True


def write_all(rows: Sequence[Mail]) -> None:
    """Letters in the outbox, in the transaction that is open; those whose key was written before are left out."""
    Mail.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)


def written(account_id: int, kind: str, since: datetime) -> int:
    """How many letters of a kind were written to an account since a moment."""
    return Mail.objects.filter(account_id=account_id, kind=kind, created__gte=since).count()


def due(at: datetime, most: int) -> list[Mail]:
    """Letters to be sent now, those to one address together."""
    rows = _open().filter(due__lte=at).select_related("account")
    return list(rows.order_by("address", "round_id", "language", "id")[:most])


def with_them(first: Sequence[Mail], at: datetime) -> list[Mail]:
    """Letters that would go in the same digest later today: they go now, so that one mail comes and not two."""
    one = first[0]
    rows = _open().filter(address=one.address, round_id=one.round_id, language=one.language, digest=True)
    return list(rows.filter(due__gt=at, tries=0).select_related("account").order_by("id"))


def claim(rows: Sequence[Mail], at: datetime) -> bool:
    """Take letters to send them: whoever else looks sees them due later, also if the sender is killed meanwhile."""
    ids = [row.pk for row in rows]
    wait = FIRST_WAIT * 2 ** min(max(row.tries for row in rows), TRIES)
    seen = Q()
    for row in rows:
        seen |= Q(pk=row.pk, tries=row.tries)
    with transaction.atomic():
        taken = _open().filter(seen).update(tries=F("tries") + 1, due=at + wait)
        if taken != len(ids):
            transaction.set_rollback(True)
            return False
    return True


def sent(rows: Sequence[Mail], at: datetime) -> None:
    Mail.objects.filter(pk__in=[row.pk for row in rows]).update(sent=at, failure="")


def failed(rows: Sequence[Mail], why: str) -> None:
    Mail.objects.filter(pk__in=[row.pk for row in rows]).update(failure=why[:LONGEST_FAILURE])


def again(ids: Sequence[int], at: datetime) -> int:
    """Try these once more from the beginning; returns how many were not sent yet."""
    return Mail.objects.filter(pk__in=ids, sent=None).update(tries=0, due=at, failure="")


def board(round_id: str | None) -> list[Board]:
    """The delivery board of a round (None: of letters about the installation itself)."""
    rows = (
        Mail.objects.filter(round_id=round_id)
        .values("kind")
        .annotate(
            queued=Count("id", filter=STATES["queued"]),
            done=Count("id", filter=STATES["sent"]),
            failing=Count("id", filter=STATES["failing"]),
            failed=Count("id", filter=STATES["failed"]),
        )
        .order_by("kind")
    )
    return [Board(row["kind"], row["queued"], row["done"], row["failing"], row["failed"]) for row in rows]


def troubled(round_id: str | None, most: int = 50) -> list[Mail]:
    """Letters that could not be sent so far, the latest first."""
    return list(Mail.objects.filter(round_id=round_id, sent=None).exclude(failure="").order_by("-id")[:most])


def undelivered(round_id: str) -> int:
    """How many letters of a round will not be tried again, and were not sent."""
    return Mail.objects.filter(round_id=round_id, sent=None, tries__gte=TRIES).count()


def listed(round_id: str, kind: str, state: str, page: int, size: int) -> tuple[list[Mail], int]:
    """One page of a round's letters, the latest first, and how many there are; empty `kind` or `state`: any."""
    rows = Mail.objects.filter(round_id=round_id, **({"kind": kind} if kind else {}))
    rows = rows.filter(STATES[state]) if state in STATES else rows
    start = (page - 1) * size
    return list(rows.select_related("account").order_by("-id")[start : start + size]), rows.count()


def state_of(row: Mail) -> str:
    """`queued`, `sent`, `failing` (will be tried again) or `failed`."""
    if row.sent is not None:
        return "sent"
    if not row.failure and row.tries < TRIES:
        return "queued"
    return "failed" if row.tries >= TRIES else "failing"


def again_in(round_id: str, ids: Sequence[int], at: datetime) -> int:
    """Try these letters of a round once more, if they failed; returns how many."""
    rows = Mail.objects.filter(round_id=round_id, pk__in=ids).filter(STATES["failing"] | STATES["failed"])
    return again(list(rows.values_list("pk", flat=True)), at)


def _open() -> QuerySet[Mail]:
    return Mail.objects.filter(sent=None, tries__lt=TRIES)
