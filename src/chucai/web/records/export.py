"""Everything a bundle is made of, in the order of the ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from chucai.ledger.canonical import JSON
from chucai.web.records import models


@dataclass(frozen=True, slots=True)
class Attached:
    """A text under its digest; `kind` is charter (TOML) or calendar (canonical JSON)."""

    kind: str
    digest: str
    text: str


@dataclass(frozen=True, slots=True)
class Opened:
    """The text behind a commitment: `field` of the event with this receipt."""

    event: str
    field: str
    value: JSON
    salt: bytes

    def to_json(self) -> JSON:
        return {"event": self.event, "field": self.field, "salt": self.salt.hex(), "value": self.value}


class Sealed:
    """The canonical bytes of all sealed events, in order; read from the rows while one walks over them."""

    def __init__(self, round_id: str) -> None:
        self._rows = models.Event.objects.filter(round_id=round_id, position__isnull=False).order_by("position")
        self._number = self._rows.count()

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[bytes]:
        rows = self._rows.filter(position__lt=self._number).values_list("data", flat=True)
        return (bytes(data) for data in rows.iterator(chunk_size=2_000))


@dataclass(frozen=True, slots=True)
class Collected:
    """A round as its rows have it. `unsealed`: how many events wait for the next seal and are not in `events`."""

    round: str
    events: Sealed
    checkpoints: tuple[str, ...]
    attachments: tuple[Attached, ...]
    openings: tuple[Opened, ...]
    unsealed: int


def collect(round_id: str) -> Collected:
    """What to build a round's bundle from; seal first, or the newest events stay out."""
    checkpoints = models.Checkpoint.objects.filter(round_id=round_id).order_by("size")
    attachments = models.Attachment.objects.filter(round_id=round_id).order_by("kind", "id")
    openings = models.Opening.objects.filter(round_id=round_id, stream__round_id=round_id)
    values = openings.order_by("stream__key", "version", "field").values_list(
        "stream__key", "version", "field", "value", "salt"
    )
    return Collected(
        round=round_id,
        events=Sealed(round_id),
        checkpoints=tuple(checkpoints.values_list("text", flat=True)),
        attachments=tuple(Attached(each.kind, each.digest, each.text) for each in attachments),
        openings=tuple(
            Opened(f"{key}@{version}", field, json.loads(value), bytes(salt))
            for key, version, field, value, salt in values
        ),
        unsealed=models.Event.objects.filter(round_id=round_id, position__isnull=True).count(),
    )
