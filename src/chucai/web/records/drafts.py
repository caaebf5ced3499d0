"""Drafts: what is being written, kept as typed. Two who write the same are told, and nothing is overwritten unseen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from chucai.errors import Refused
from chucai.web.records import models


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it lies there. `version` 0: there is none yet."""

    key: str
    data: Mapping[str, Any]
    version: int
    updated: datetime | None


OFFICE = "office"  # the owner of the office's drafts: whoever is its secretary


def of_unit(unit: str) -> str:
    """The owner of a unit's drafts: whoever coordinates it."""
    return f"unit/{unit}"


def found(round_id: str, owner: str, kind: str, key: str) -> Kept:
    """The draft; an empty one of version 0 where there is none."""
    rows = models.Draft.objects.filter(round_id=round_id, owner=owner, kind=kind, key=key)
    row = rows.values_list("data", "version", "updated").first()
    return Kept(key, *row) if row else Kept(key, {}, 0, None)


def of_owners(round_id: str, owners: Iterable[str], kind: str) -> list[Kept]:
    """All drafts of a kind that these owners have, the last written first."""
    rows = models.Draft.objects.filter(round_id=round_id, owner__in=list(owners), kind=kind).order_by("-updated", "key")
    return [Kept(*row) for row in rows.values_list("key", "data", "version", "updated")]


def parts_of_units(round_id: str, kind: str, *parts: str) -> list[tuple[Any, ...]]:
    """These parts of every draft of a kind that units have, and nothing else of what they say."""
    rows = models.Draft.objects.filter(round_id=round_id, kind=kind, owner__startswith=of_unit(""))
    return list(rows.values_list(*(f"data__{part}" for part in parts)))


def save(
    round_id: str,
    owner: str,
    kind: str,
    key: str,
    data: Mapping[str, Any],
    seen: int,
    at: datetime,
    account: int | None = None,
) -> int:
    """Keep `data` over version `seen` (0: a new draft); returns the new version.

    Raises Refused("draft-moved-on", version=...) when somebody else has saved since: what they saved stays.
    """
    fields = {"data": dict(data), "updated": at, "account_id": account}
    rows = models.Draft.objects.filter(round_id=round_id, owner=owner, kind=kind, key=key)
    if seen and rows.filter(version=seen).update(version=F("version") + 1, **fields):
        return seen + 1
    if not seen:
        try:
            with transaction.atomic():
                models.Draft.objects.create(round_id=round_id, owner=owner, kind=kind, key=key, **fields)
            return 1
        except IntegrityError:
            pass
    raise Refused("draft-moved-on", key=key, version=found(round_id, owner, kind, key).version)


def drop(round_id: str, owner: str, kind: str, key: str) -> None:
    """The draft has become an act, or is thrown away."""
    models.Draft.objects.filter(round_id=round_id, owner=owner, kind=kind, key=key).delete()
