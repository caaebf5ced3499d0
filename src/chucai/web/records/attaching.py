"""Charters and holiday tables of a round, under the digests that its events name them by."""

from __future__ import annotations

from functools import lru_cache

from chucai.charter.calendar import Calendar
from chucai.charter.digest import digest
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.ledger.canonical import canonical
from chucai.web.records.models import Attachment, Round

CHARTER, CALENDAR = "charter", "calendar"


def attach_charter(round_id: str, text: str) -> str:
    """Keep a charter's text for a round, before `OpenRound` or `AmendRound` names it; returns its digest.

    The same text twice is no error. Raises Refused("charter-faulty").
    """
    return _attach(round_id, CHARTER, digest(read(text).wanted()), text)


def attach_calendar(round_id: str, table: Calendar) -> str:
    """Keep a holiday table for a round, before `OpenRound` or `AmendCalendar` names it; returns its digest."""
    return _attach(round_id, CALENDAR, table.digest(), canonical(table.to_json()).decode())


def _attach(round_id: str, kind: str, digest_: str, text: str) -> str:
    Round.objects.get_or_create(id=round_id)
    Attachment.objects.get_or_create(round_id=round_id, kind=kind, digest=digest_, defaults={"text": text})
    return digest_


@lru_cache(maxsize=256)
def charter(round_id: str, digest_: str) -> Charter:
    """The charter with this digest. Raises Refused("charter-not-attached")."""
    text = _text(round_id, CHARTER, digest_)
    if text is None:
        raise Refused("charter-not-attached", round=round_id, charter=digest_)
    return read(text).wanted()


@lru_cache(maxsize=256)
def calendar(round_id: str, digest_: str) -> Calendar:
    """The holiday table with this digest. Raises Refused("calendar-not-attached")."""
    text = _text(round_id, CALENDAR, digest_)
    if text is None:
        raise Refused("calendar-not-attached", round=round_id, calendar=digest_)
    return Calendar.from_json(text)


def _text(round_id: str, kind: str, digest_: str) -> str | None:
    rows = Attachment.objects.filter(round_id=round_id, kind=kind, digest=digest_)
    return rows.values_list("text", flat=True).first()
