"""Rows for lists of nominations: each follows from the nomination's own events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chucai.gates.model import Nomination
from chucai.web.records.models import NominationRow
from chucai.web.records.streams import AT_ONCE

KEY = ("round", "nomination")
FOLLOWING = ("version", "category", "unit", "theme", "returned", "ended", "sheets", "honour", "updated")


def row(nomination: Nomination) -> Mapping[str, Any]:
    """The columns of its row, but for the round."""
    award = nomination.award
    ended = (award.lost or "conferred") if award else "declined" if nomination.declined else nomination.ended
    return {
        "nomination": nomination.id,
        "version": nomination.version,
        "category": nomination.category,
        "unit": nomination.unit,
        "theme": nomination.theme or "",
        "returned": nomination.returned,
        "ended": ended or "",
        "sheets": sum(len(sheets) for sheets in nomination.sheets.values()),
        "honour": award.honour if award else "",
        "updated": nomination.at,
    }


def keep(round_id: str, nominations: Iterable[Nomination]) -> None:
    """Bring the rows of these nominations up to date."""
    rows = [NominationRow(round_id=round_id, **row(nomination)) for nomination in nominations]
    NominationRow.objects.bulk_create(
        rows, batch_size=AT_ONCE, update_conflicts=True, unique_fields=KEY, update_fields=FOLLOWING
    )
