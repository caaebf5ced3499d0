"""People nobody has invited: until when a round takes nominations from anybody, and the account they then get."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.model import Round
from chucai.web.records import people
from chucai.web.records.models import Account
from chucai.web.records.state import Rows

KEPT = timedelta(days=30)  # as long as the links that were sent to it


def last_day(charter: Charter, round_: Round, today: date) -> date | None:
    """The last day on which anybody may nominate; None where nobody may, or not today."""
    first = charter.stages[0].id
    if charter.nominating.by != "anyone" or round_.stage != first or not round_.is_open(first):
        return None
    last = round_.windows[first].last
    return last if today <= last else None


def welcomed(round_id: str, at: datetime) -> bool:
    """Whether a round takes nominations from anybody at a moment; False also where there is no such round."""
    state = Rows(round_id)
    try:
        charter = state.charter()
    except Refused:
        return False
    return last_day(charter, state.round, at.astimezone(ZoneInfo(charter.timezone)).date()) is not None


def forget(at: datetime) -> int:
    """Throw away accounts by which nobody ever came in and that have no seat; returns how many.

    Anybody can type anybody's address; what came of it must not stay.
    """
    unused = Account.objects.filter(last_login=None, seats=None, installs=False, joined__lt=at - KEPT)
    found = list(unused.values_list("pk", flat=True))
    Account.objects.filter(pk__in=found).delete()
    return len(found)


def account(email: str, language: str) -> Account | None:
    """The account of an address, made where there is none; None where it was closed, or there is no such address."""
    try:
        found = people.account(email, language=language)[0]
    except Refused:
        return None
    return found if found.is_active else None
