"""One event: what happened, in which stream, by whom, when. Its canonical bytes are a leaf of the Merkle tree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from chucai.errors import Refused
from chucai.ledger.canonical import JSON, MAX_INTEGER, canonical, parse

_KEYS = frozenset(("actor", "at", "cause", "data", "kind", "role", "round", "stream", "version"))
_TEXTS = ("round", "stream", "kind", "actor", "role")
_RECEIPT = re.compile(r".+@[1-9][0-9]*", re.DOTALL | re.ASCII)
_NO_OFFSET = timedelta(0)


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of one stream; `version` counts 1, 2, 3 ... within the stream.

    `at` is aware, UTC, whole seconds. `cause` is the receipt of the first event when one act produced several.
    Raises Refused("malformed-event", field): an event that cannot be read back must not come into being.
    """

    round: str
    stream: str
    version: int
    kind: str
    actor: str
    role: str
    at: datetime
    data: Mapping[str, JSON] = field(hash=False)
    cause: str | None = None

    def __post_init__(self) -> None:
        for name in _TEXTS:
            value = getattr(self, name)
            if not (isinstance(value, str) and value):
                raise Refused("malformed-event", field=name)
        if type(self.version) is not int or not 0 < self.version <= MAX_INTEGER:
            raise Refused("malformed-event", field="version")
        if not _is_whole_second(self.at):
            raise Refused("malformed-event", field="at")
        if not isinstance(self.data, Mapping):
            raise Refused("malformed-event", field="data")
        if self.cause is not None and not _is_receipt(self.cause):
            raise Refused("malformed-event", field="cause")

    @property
    def receipt(self) -> str:
        return f"{self.stream}@{self.version}"

    @property
    def at_text(self) -> str:
        return self.at.isoformat()[:19] + "Z"

    def to_json(self) -> dict[str, JSON]:
        return {
            "actor": self.actor,
            "at": self.at_text,
            "cause": self.cause,
            "data": dict(self.data),
            "kind": self.kind,
            "role": self.role,
            "round": self.round,
            "stream": self.stream,
            "version": self.version,
        }

    def to_bytes(self) -> bytes:
        """Canonical bytes: the data of this event's leaf. Raises Refused("not-canonical")."""
        return canonical(self.to_json())

    @staticmethod
    def from_json(value: JSON) -> Event:
        """Strict: exactly the nine keys, each of its type. Raises Refused("malformed-event", field)."""
        if not isinstance(value, dict):
            raise Refused("malformed-event", field="$")
        odd = _KEYS.symmetric_difference(value)
        if odd:
            raise Refused("malformed-event", field=min(map(str, odd)))
        return Event(**{**value, "at": _moment(value["at"])})

    @staticmethod
    def from_bytes(data: bytes) -> Event:
        """Raises Refused("not-canonical") or Refused("malformed-event")."""
        return Event.from_json(parse(data))


def _is_whole_second(at: object) -> bool:
    return isinstance(at, datetime) and not at.microsecond and at.utcoffset() == _NO_OFFSET


def _is_receipt(text: object) -> bool:
    return isinstance(text, str) and _RECEIPT.fullmatch(text) is not None


def _moment(text: Any) -> datetime:
    """`2026-05-08T09:30:00Z` and no other way of writing it."""
    if isinstance(text, str) and len(text) == 20 and text[10] == "T" and text[19] == "Z":
        try:
            at = datetime.fromisoformat(text[:19]).replace(tzinfo=UTC)
        except ValueError:
            pass
        else:
            if at.isoformat()[:19] == text[:19]:
                return at
    raise Refused("malformed-event", field="at")
