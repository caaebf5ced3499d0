"""Streams from rows: where each stands, and what its events add up to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from chucai.gates.evolve import evolve
from chucai.gates.model import Stream
from chucai.ledger.event import Event
from chucai.web.records import models
from chucai.web.records.remembered import Remembered

AT_ONCE = 500  # rows written in one statement
NAMED = 10_000  # keys or ids in one question; SQLite takes 32,766 since 3.32
REMEMBERED = 10_000  # streams kept in memory in each process: those of a round of 73,421 sheets, all in use at once

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stream stands: its row (None: it has none), how many events, and the hash over them."""

    id: int | None = None
    version: int = 0
    head: bytes = b""


NOWHERE = Place()


def chained(head: bytes, leaf: bytes) -> bytes:
    """The hash over a stream's events so far, from the hash before and the new event's leaf hash."""
    return sha256(head + leaf).digest()


def family(key: str) -> str:
    """`nomination` of `nomination/n-1`."""
    return key.partition("/")[0]


def chunks(items: Sequence[T], size: int = NAMED) -> Iterator[Sequence[T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def places(round_id: str, keys: Collection[str]) -> dict[str, Place]:
    """Where the streams with these keys stand; keys without a row are left out."""
    found = {}
    for some in chunks(sorted(keys)):
        rows = models.Stream.objects.filter(round_id=round_id, key__in=some)
        for id_, key, version, head in rows.values_list("id", "key", "version", "head"):
            found[key] = Place(id_, version, bytes(head))
    return found


def loaded(round_id: str, keys: Collection[str]) -> tuple[dict[str, Place], dict[str, Stream | None]]:
    """Where these streams stand, and what each is: `places` and `evolved` in one.

    Streams this process has never met come with their events in the first question.
    """
    strange = [key for key in sorted(keys) if _met.found((round_id, key)) is None]
    found = places(round_id, set(keys) - set(strange))
    events: dict[str, list[bytes | memoryview]] = defaultdict(list)
    for some in chunks(strange):
        rows = models.Stream.objects.filter(round_id=round_id, key__in=some).order_by("id", "events__version")
        for id_, key, version, head, data in rows.values_list("id", "key", "version", "head", "events__data"):
            found[key] = Place(id_, version, bytes(head))
            if version:
                events[key].append(data)
    for key, stored in events.items():
        _keep(found[key], _from_bytes(stored))
    for key in strange:
        _met.keep((round_id, key), True)
    return found, evolved({key: found.get(key, NOWHERE) for key in keys})


def keys_of(round_id: str, prefix: str) -> list[str]:
    """Keys of streams that have events and begin so, sorted."""
    rows = models.Stream.objects.filter(round_id=round_id, family=family(prefix), version__gt=0)
    return sorted(key for key in rows.values_list("key", flat=True) if key.startswith(prefix))


def evolved(known: Mapping[str, Place]) -> dict[str, Stream | None]:
    """What the streams at these places are. A stream that has grown meanwhile is given as it stood at its place."""
    found = {key: RECENT.found(place.head) for key, place in known.items()}
    missing = {place.id: key for key, place in known.items() if place.version and found[key] is None}
    for some in chunks(sorted(filter(None, missing))):
        events = defaultdict(list)
        rows = models.Event.objects.filter(stream_id__in=some).order_by("stream_id", "version")
        for stream_id, version, data in rows.values_list("stream_id", "version", "data"):
            if version <= known[missing[stream_id]].version:
                events[stream_id].append(data)
        for stream_id, stored in events.items():
            key = missing[stream_id]
            found[key] = stream = _from_bytes(stored)
            _keep(known[key], stream)
    return found


def _from_bytes(stored: Iterable[bytes | memoryview]) -> Stream | None:
    """Not read as strictly as a bundle is: these bytes were canonical when we wrote them, and `replay` checks them."""
    stream: Stream | None = None
    for data in stored:
        stream = evolve(stream, Event.from_json(json.loads(bytes(data))))
    return stream


def _keep(place: Place, stream: Stream | None) -> None:
    if stream is not None:
        RECENT.keep(place.head, stream)


# By the hash over their events: what is found is never out of date, whoever wrote last.
RECENT: Remembered[Stream] = Remembered(REMEMBERED)
_met: Remembered[bool] = Remembered(2 * REMEMBERED)  # by round and key, also of those that have no row
