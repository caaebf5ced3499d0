"""Replay: everything in rows once more from the events, and what differs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from chucai.charter.calendar import Calendar
from chucai.charter.digest import digest
from chucai.charter.load import read
from chucai.errors import Refused
from chucai.gates.dossier import Opening
from chucai.gates.evolve import evolve
from chucai.gates.model import Stream
from chucai.gates.openings import commitments_in
from chucai.ledger.canonical import parse
from chucai.ledger.checkpoint import verify_checkpoint
from chucai.ledger.event import Event
from chucai.ledger.tree import Tree, leaf_hash
from chucai.web.records import models
from chucai.web.records.attaching import CALENDAR, CHARTER
from chucai.web.records.relisting import Relisting
from chucai.web.records.streams import chained

COLUMNS = ("version", "kind", "actor", "role", "at")
AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows that do not say what the events say. `code` has words (`chucai.web.words.DIFFERENCES`)."""

    code: str
    where: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What was looked at, and what differs; `differences` empty: rows and events say the same."""

    events: int
    streams: int
    differences: tuple[Difference, ...]


def replay(round_id: str, progress: Callable[[int], None] | None = None) -> Replayed:
    """Recompute streams, lists, leaves, openings, attachments and checkpoints of a round; `progress` counts events."""
    run = _Replay(round_id, progress or (lambda done: None))
    differences = [*run.streams(), *run.lists(), *_ledger(round_id, run.vkey), *_attachments(round_id)]
    return Replayed(run.done, run.number, tuple(differences))


class _Replay:
    def __init__(self, round_id: str, progress: Callable[[int], None]) -> None:
        self.round_id = round_id
        self.progress = progress
        self.done = 0
        self.number = 0
        self.vkey = ""
        self.lists_again = Relisting(round_id)

    def streams(self) -> Iterator[Difference]:
        """Each stream with its events and openings; then streams that claim events they do not have."""
        rows = {row.pk: row for row in models.Stream.objects.filter(round_id=self.round_id).order_by("id")}
        events = models.Event.objects.filter(round_id=self.round_id).order_by("stream_id", "version")
        for stream_id, own in groupby(events.iterator(chunk_size=AT_ONCE), key=lambda event: event.stream_id):
            yield from self._stream(rows.pop(stream_id), own)
        for row in rows.values():
            if row.version:
                yield Difference("stream-differs", row.key)

    def _stream(self, row: models.Stream, own: Iterator[models.Event]) -> Iterator[Difference]:
        openings: dict[int, list[models.Opening]] = {}
        for opening in row.openings.all():
            openings.setdefault(opening.version, []).append(opening)
        stream: Stream | None = None
        version, head = 0, b""
        for version, stored in enumerate(own, 1):
            where = f"{row.key}@{version}"
            event = _event(stored, self.round_id, row.key, version)
            head = chained(head, bytes(stored.leaf))
            self._count()
            if event is None:
                yield Difference("event-differs", where)
                continue
            told = openings.pop(version, [])
            yield from _openings(event, told)
            self.lists_again.name(event, told)
            stream = evolve(stream, event)
            if event.kind == "round-opened":
                self.vkey = str(event.data["key"])
        yield from (Difference("opening-differs", f"{row.key}@{number}") for number in openings)
        if (row.version, bytes(row.head)) != (version, head):
            yield Difference("stream-differs", row.key)
        self.number += 1
        self.lists_again.take(row.key, stream)

    def _count(self) -> None:
        self.done += 1
        if self.done % AT_ONCE == 0:
            self.progress(self.done)

    def lists(self) -> Iterator[Difference]:
        """Rows of lists that do not follow, and rows of nominations that have no events."""
        yield from (Difference("list-differs", name) for name in self.lists_again.differing())


def _event(stored: models.Event, round_id: str, key: str, version: int) -> Event | None:
    """The event its bytes say, if the columns and the leaf say the same; None if anything is off."""
    data = bytes(stored.data)
    try:
        event = Event.from_json(parse(data))
    except Refused:
        return None
    same = all(getattr(event, name) == getattr(stored, name) for name in COLUMNS)
    in_place = (event.round, event.stream, event.version) == (round_id, key, version)
    return event if same and in_place and leaf_hash(data) == bytes(stored.leaf) else None


def _openings(event: Event, stored: list[models.Opening]) -> Iterator[Difference]:
    """Openings that are there must fit; those that are not have been erased."""
    promised = commitments_in(event.data)
    for row in stored:
        opening = Opening(row.field, bytes(row.salt), json.loads(row.value))
        if promised.get(row.field) != opening.commitment:
            yield Difference("opening-differs", f"{event.receipt} {row.field}")


def _ledger(round_id: str, vkey: str) -> Iterator[Difference]:
    """Positions without gap or double, and each checkpoint over the events it covers."""
    events = models.Event.objects.filter(round_id=round_id, position__isnull=False).order_by("position")
    leaves: Any = events.values_list("position", "leaf").iterator(chunk_size=AT_ONCE)
    tree, expected = Tree(), 0
    for checkpoint in models.Checkpoint.objects.filter(round_id=round_id).order_by("size"):
        batch = []
        while expected < checkpoint.size and (found := next(leaves, None)):
            if found[0] != expected:
                yield Difference("position-differs", str(found[0]))
                return
            batch.append(bytes(found[1]))
            expected += 1
        tree = tree.extend(batch)
        if not _signed(checkpoint, tree, vkey):
            yield Difference("checkpoint-differs", str(checkpoint.size))
    for position, _ in leaves:
        yield Difference("position-differs", str(position))


def _signed(checkpoint: models.Checkpoint, tree: Tree, vkey: str) -> bool:
    try:
        signed = verify_checkpoint(checkpoint.text, vkey)
    except Refused:
        return False
    columns = (checkpoint.size, bytes(checkpoint.root), bytes(checkpoint.hashes))
    return (signed.size, signed.root) == (tree.size, tree.root) and columns == (
        tree.size,
        tree.root,
        b"".join(tree.hashes),
    )


def _attachments(round_id: str) -> Iterator[Difference]:
    """Texts under their own digests, and a text for every digest that the round's events name."""
    attached = set()
    for row in models.Attachment.objects.filter(round_id=round_id):
        attached.add(row.digest)
        if _digest(row) != row.digest:
            yield Difference("attachment-differs", f"{row.kind} {row.digest}")
    for kind, named in sorted(_named(round_id)):
        if named not in attached:
            yield Difference("attachment-missing", f"{kind} {named}")


def _named(round_id: str) -> set[tuple[str, str]]:
    """(kind, digest) of every attachment that the round's own events name."""
    named = set()
    events = models.Event.objects.filter(round_id=round_id, stream__key="round")
    for data in events.values_list("data", flat=True):
        said = json.loads(bytes(data))["data"]
        named |= {(kind, str(said[kind])) for kind in (CHARTER, CALENDAR) if kind in said}
    return named


def _digest(row: models.Attachment) -> str | None:
    try:
        if row.kind == CHARTER:
            return digest(read(row.text).wanted())
        return Calendar.from_json(row.text).digest()
    except (Refused, ValueError):
        return None
