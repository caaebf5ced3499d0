"""The parts of a bundle as values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from chucai.ledger.canonical import JSON
from chucai.ledger.event import Event

VERSION = 1
DEPTHS = ("public", "auditor")
SECTIONS = ("attachments", "events", "checkpoints", "openings")

T_co = TypeVar("T_co", covariant=True)


class Counted(Protocol[T_co]):
    """Anything whose length is known before it is walked: a list, or rows still in a database."""

    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[T_co]: ...


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong, and on which line (counted from 1). `facts` fill the words for `code`."""

    code: str
    line: int
    facts: Mapping[str, JSON] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A named file that travels with the events: exact `text`, or a `json` value when text is None."""

    name: str
    text: str | None = None
    json: JSON = field(default=None, hash=False)


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a bundle. Events are `Event`s or their canonical bytes, in ledger order."""

    round: str
    depth: str
    attachments: Counted[Attachment] = ()
    events: Counted[Event | bytes] = ()
    checkpoints: Counted[str] = ()
    openings: Counted[JSON] = ()


@dataclass(frozen=True, slots=True)
class Header:
    """The first line: which round, in which depth, signed with which key, and how many lines of each kind follow."""

    round: str
    depth: str
    key: str
    counts: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Placed:
    """An event line: place `n` (from 0), the leaf hash it states and the one its bytes have; no event if malformed."""

    line: int
    n: int
    stated: str
    leaf: bytes
    event: Event | None


@dataclass(frozen=True, slots=True)
class Signed:
    """A signed note and its line."""

    line: int
    note: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that could be read, and the faults of form met on the way. `digest`: hex SHA-256 of all but the last line."""

    header: Header | None
    attachments: Mapping[str, Attachment] = field(hash=False)
    placed: tuple[Placed, ...]
    checkpoints: tuple[Signed, ...]
    openings: tuple[JSON, ...] = field(hash=False)
    seal: Signed | None
    counted: Mapping[str, int] = field(hash=False)
    digest: str
    lines: int
    faults: tuple[Fault, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Every readable event, in the order of the lines."""
        return tuple(each.event for each in self.placed if each.event)
