"""Openings: the personal text behind commitments, in rows that can be erased."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet

from chucai.errors import Refused
from chucai.gates.dossier import Opening
from chucai.gates.openings import commitments_in
from chucai.ledger.canonical import canonical
from chucai.ledger.event import Event
from chucai.web.records import listing, models, uploads


@dataclass(frozen=True, slots=True)
class Opened:
    """An opening and the event that commits to it."""

    stream: str
    version: int
    opening: Opening


def matched(events: Sequence[Event], openings: Sequence[Opening]) -> Iterator[Opened]:
    """Each opening with the event that commits to it. Raises Refused("opening-without-commitment")."""
    for opening in openings:
        for event in events:
            if commitments_in(event.data).get(opening.field) == opening.commitment:
                yield Opened(event.stream, event.version, opening)
                break
        else:
            raise Refused("opening-without-commitment", field=opening.field)


def keep(round_id: str, opened: Collection[Opened], ids: Mapping[str, int]) -> None:
    """Write the rows; `ids` are those of the streams."""
    rows = [
        models.Opening(
            round_id=round_id,
            stream_id=ids[each.stream],
            version=each.version,
            field=each.opening.field,
            value=canonical(each.opening.value).decode(),
            salt=each.opening.salt,
        )
        for each in opened
    ]
    models.Opening.objects.bulk_create(rows, batch_size=500)


def _rows(round_id: str, stream: str, fields: Collection[str] | None) -> QuerySet[models.Opening]:
    rows = models.Opening.objects.filter(round_id=round_id, stream__key=stream)
    return rows if fields is None else rows.filter(field__in=fields)


def fields_of(round_id: str, stream: str, fields: Collection[str] | None = None) -> dict[str, int]:
    """Which texts of a stream there are to erase, and how often (a text that was revised is there in every version)."""
    return dict(Counter(_rows(round_id, stream, fields).order_by("field").values_list("field", flat=True)))


def erase(round_id: str, stream: str, fields: Collection[str] | None = None) -> int:
    """Erase the personal text of a stream, or only these fields of it; returns how many openings went.

    Documents go with the evidence that named them, unless something else does. The events stay, and so does the ledger:
    what remains of the person there is a hash nobody can test a guess against.
    """
    with transaction.atomic():
        rows = _rows(round_id, stream, fields)
        named = [json.loads(value) for value in rows.filter(field="evidence").values_list("value", flat=True)]
        number, _ = rows.delete()
        uploads.drop_all_unused(round_id, {line["digest"] for lines in named for line in lines})
        if fields is None or "name" in fields:
            listing.blank_name(round_id, stream)
        models.Round.objects.filter(id=round_id).update(erased=F("erased") + number)
    return number
