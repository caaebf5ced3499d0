"""Documents that somebody put in: kept under the digest of their content, exactly as they were given."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Sum

from chucai.errors import Refused
from chucai.gates.dossier import Evidence
from chucai.web.records import models
from chucai.web.records.documents import MOST, clean_name, media_of

ALTOGETHER = 500 * 1024 * 1024  # bytes that one owner may keep in a round
OF_ONE = 100 * 1024 * 1024  # the same for a single person, where anybody may nominate


@dataclass(frozen=True, slots=True)
class Document:
    """A document with its content."""

    digest: str
    name: str
    media: str
    size: int
    content: bytes


def keep(round_id: str, owner: str, name: str, content: bytes, at: datetime, altogether: int = ALTOGETHER) -> Evidence:
    """Keep a document for `owner` (as of a draft); the same content twice is kept once, under its first name.

    Raises Refused("upload-full", most=...) when the owner keeps too much already, and what `media_of` raises.
    """
    media = media_of(content)
    digest = sha256(content).hexdigest()
    rows = models.Upload.objects.filter(round_id=round_id, owner=owner)
    if (rows.exclude(digest=digest).aggregate(n=Sum("size"))["n"] or 0) + len(content) > altogether:
        raise Refused("upload-full", most=altogether // 1024 // 1024)
    row, _ = models.Upload.objects.get_or_create(
        round_id=round_id,
        owner=owner,
        digest=digest,
        defaults={"name": clean_name(name, media), "media": media, "size": len(content), "content": content, "at": at},
    )
    return Evidence(digest=row.digest, name=row.name, media=row.media, size=row.size)


def found(round_id: str, digest: str, owners: Collection[str] | None = None) -> Document | None:
    """The document with this digest that anybody keeps, or any of these owners."""
    rows = models.Upload.objects.filter(round_id=round_id, digest=digest)
    if owners is not None:
        rows = rows.filter(owner__in=owners)
    row = rows.values_list("digest", "name", "media", "size", "content").first()
    return Document(*row[:4], bytes(row[4])) if row else None


def drop_unused(round_id: str, owner: str, digest: str) -> bool:
    """Take a document away that neither a draft of its owner nor any dossier names; whether it went."""
    drafts = models.Draft.objects.filter(round_id=round_id, owner=owner, kind="nomination")
    if any(digest in json.dumps(data) for data in drafts.values_list("data", flat=True)):
        return False
    if models.Opening.objects.filter(round_id=round_id, field="evidence", value__contains=digest).exists():
        return False
    return bool(models.Upload.objects.filter(round_id=round_id, owner=owner, digest=digest).delete()[0])


def drop_all_unused(round_id: str, digests: Collection[str]) -> None:
    """Take these documents away wherever nothing names them any more."""
    rows = models.Upload.objects.filter(round_id=round_id, digest__in=digests)
    for owner, digest in rows.values_list("owner", "digest"):
        drop_unused(round_id, owner, digest)


__all__ = ["ALTOGETHER", "MOST", "OF_ONE", "Document", "drop_all_unused", "drop_unused", "found", "keep"]
