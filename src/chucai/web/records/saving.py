"""From decided events to rows: all of a batch in the transaction of its acts."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from chucai.gates.acts import Slip
from chucai.ledger.event import Event
from chucai.ledger.tree import leaf_hash
from chucai.web.records import box, listing, openings
from chucai.web.records.locks import Conflict, hold
from chucai.web.records.openings import Opened
from chucai.web.records.state import Rows
from chucai.web.records.streams import RECENT, chained, chunks
from chucai.web.records.touched import TOLD, Touched

INSERT = "INSERT INTO records_event (round_id, stream_id, version, kind, actor, role, at, data, leaf, batch) VALUES "
ROW = "(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
EVENT_ROWS = 90  # in one statement: 900 values, within what every SQLite takes


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as its row has it; its canonical bytes are made once, here.

    `told`: what it says of nominations beside the one whose stream it is in, for lists.
    """

    stream: str
    version: int
    kind: str
    actor: str
    role: str
    at: datetime
    data: bytes
    leaf: bytes
    told: Mapping[str, Any] | None = None

    @staticmethod
    def of(event: Event) -> Entry:
        data = event.to_bytes()
        told = event.data if event.kind in TOLD else None
        who = (event.actor, event.role, event.at)
        return Entry(event.stream, event.version, event.kind, *who, data, leaf_hash(data), told)


def save(
    state: Rows, entries: Sequence[Entry], opened: Collection[Opened], dropped: Collection[tuple[str, Slip]]
) -> None:
    """Write everything. Raises Conflict when anything the batch relied on has changed since it was read."""
    written = {entry.stream for entry in entries}
    touched = _touched(entries)
    rows = listing.own(state, touched)
    wanted = state.wanted(written)
    held = hold(state.round_id, wanted)
    if not state.agrees(held):
        raise Conflict(wanted)
    ids = {key: place.id for key, place in held.items() if place.id is not None}
    _append(state.round_id, entries, ids)
    _move(state, entries, ids)
    openings.keep(state.round_id, opened, ids)
    box.drop(state.round_id, dropped)
    names = ((each.stream, each.opening.value) for each in opened if each.opening.field == "name")
    listing.keep(state, touched, rows, listing.names_in(names))


def _touched(entries: Sequence[Entry]) -> Touched:
    touched = Touched()
    for entry in entries:
        touched.note(entry.kind, entry.stream, entry.told)
    return touched


def _append(round_id: str, entries: Sequence[Entry], ids: Mapping[str, int]) -> None:
    """Written as plain SQL: a hundred thousand events are a matter of seconds, and model objects would double it."""
    batch = secrets.randbelow(2**62)
    moment = lru_cache(connection.ops.adapt_datetimefield_value)
    for some in chunks(entries, EVENT_ROWS):
        values = [
            value
            for entry in some
            for value in (
                round_id,
                ids[entry.stream],
                entry.version,
                entry.kind,
                entry.actor,
                entry.role,
                moment(entry.at),
                entry.data,
                entry.leaf,
                batch,
            )
        ]
        with connection.cursor() as cursor:
            cursor.execute(INSERT + ", ".join([ROW] * len(some)), values)


def _move(state: Rows, entries: Sequence[Entry], ids: Mapping[str, int]) -> None:
    """Each stream to its new version, once, however many events it got."""
    heads: dict[str, bytes] = {}
    for entry in entries:
        before = heads.get(entry.stream)
        heads[entry.stream] = chained(state.place(entry.stream).head if before is None else before, entry.leaf)
    moves = []
    for key, head in heads.items():
        stream = state.read(key)
        if stream is not None:
            RECENT.keep(head, stream)
        moves.append((stream.version if stream else 0, head, ids[key]))
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE records_stream SET version = %s, head = %s WHERE id = %s", moves)
