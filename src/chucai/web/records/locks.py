"""Nobody changes what a batch relies on while it is being saved, and nobody else waits.

SQLite: a transaction is alone from its first word (IMMEDIATE), so there is nothing to do.
PostgreSQL: streams that will be written are locked, streams that were only read are held in share, and who listed the
streams of a family keeps new ones out. All locks are taken before the first event gets its id, so the order of ids is
an order in which everything could have happened one after another. docs/explanation/the-door.md tells the whole story.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby

from django.db import DatabaseError, connection

from chucai.web.records.models import Stream
from chucai.web.records.streams import AT_ONCE, Place, family, places

LOST = {"40001", "40P01", "23505"}  # serialization failure, deadlock, the same row made by two
RUNS = 6  # statements to lock with; what remains is locked in one, as if all of it were written

LOCK = "SELECT id, key, version FROM records_stream WHERE id = ANY(%s) ORDER BY id FOR {strength}"
SHARE, WRITE = "SHARE", "NO KEY UPDATE"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a batch relies on: streams read, streams written, families it listed and families it adds streams to.

    `known` are the ids of those streams that had a row.
    """

    read: frozenset[str]
    written: frozenset[str]
    listed: frozenset[str]
    grown: frozenset[str]
    known: Mapping[str, int]


class Conflict(Exception):  # noqa: N818 - somebody was quicker; nothing is wrong
    """What a batch relied on has changed. `wanted` is what to take hold of before reading again."""

    def __init__(self, wanted: Wanted) -> None:
        super().__init__("somebody else was quicker")
        self.wanted = wanted


def hold(round_id: str, wanted: Wanted) -> dict[str, Place]:
    """Keep all of it as it is until the transaction ends, and say where each stream stands.

    Streams that do not exist get a row to be held by.
    """
    alone = connection.vendor == "sqlite"
    if not alone:
        _hold_families(round_id, wanted)
    keys = wanted.read | wanted.written
    new = _made(round_id, keys - set(wanted.known))
    if alone:
        return places(round_id, keys)
    ids = {**wanted.known, **new}
    return _locked([ids[key] for key in keys], {ids[key] for key in wanted.written})


def _hold_families(round_id: str, wanted: Wanted) -> None:
    with connection.cursor() as cursor:
        for name in sorted(wanted.listed | wanted.grown):
            shared = "" if name in wanted.listed else "_shared"
            number = int.from_bytes(sha256(f"{round_id}/{name}".encode()).digest()[:8], "big", signed=True)
            cursor.execute(f"SELECT pg_advisory_xact_lock{shared}(%s)", [number])


def _made(round_id: str, keys: Collection[str]) -> dict[str, int]:
    """Ids of new rows for these streams. Two who make the same row wait for each other here, never fail."""
    if not keys:
        return {}
    rows = [Stream(round_id=round_id, family=family(key), key=key) for key in sorted(keys)]
    Stream.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
    return {key: place.id for key, place in places(round_id, keys).items() if place.id is not None}


def _locked(ids: Collection[int], written: Collection[int]) -> dict[str, Place]:
    """Everybody locks in the order of ids, so two who want the same streams queue up and do not wait in a ring."""
    found: dict[str, Place] = {}
    for strength, run in _runs(sorted(ids), written):
        with connection.cursor() as cursor:
            cursor.execute(LOCK.format(strength=strength), [run])
            found |= {key: Place(id_, version) for id_, key, version in cursor.fetchall()}
    return found


def _runs(ids: Sequence[int], written: Collection[int]) -> Iterator[tuple[str, list[int]]]:
    runs = [(writes, list(run)) for writes, run in groupby(ids, key=lambda id_: id_ in written)]
    for writes, run in runs[:RUNS]:
        yield (WRITE if writes else SHARE), run
    if rest := [id_ for _, run in runs[RUNS:] for id_ in run]:
        yield WRITE, rest


def is_lost_race(error: DatabaseError) -> bool:
    """Whether the database stopped us only because somebody else was in the way."""
    return getattr(error.__cause__, "sqlstate", None) in LOST
