"""Reports of contact: an assessor whom somebody has tried to influence tells the office, as the undertaking promises.

They are working papers of the office, not acts: nothing is decided by them, and the ledger does not know of them.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.urls import reverse

from chucai.gates.people import secretaries
from chucai.gates.viewing import viewer
from chucai.gates.visibility import Viewer
from chucai.web.desk import Desk
from chucai.web.mail import outbox
from chucai.web.records import drafts, lists, people

KIND = "contact"
LETTER = "influence-reported"


@dataclass(frozen=True, slots=True)
class Contact:
    at: datetime | None
    who: str
    nomination: str  # empty: about none, or about more than one
    text: str


def readers(desk: Desk, nomination: str) -> frozenset[str]:
    """Secretaries who may read a report about this case: not those who are recused from it, or nominated in it."""
    office = secretaries(desk.state)
    if not nomination:
        return office
    desk.state.foresee({f"assessor/{who}" for who in office})
    return frozenset(who for who in office if _seen(desk, viewer(desk.state, who), [nomination]))


def report(desk: Desk, who: str, nomination: str, text: str) -> None:
    """Keep what happened, and write to whoever may read it in the same transaction: the letter says nothing of it."""
    key = f"{who}/{secrets.token_hex(8)}"
    data = {"who": who, "nomination": nomination, "text": text}
    accounts = people.seated_as(desk.round_id, readers(desk, nomination))
    facts = {"onward": reverse("office:contacts", args=[desk.round_id])}
    with transaction.atomic():
        drafts.save(desk.round_id, drafts.OFFICE, KIND, key, data, 0, desk.at, desk.request.user.pk)
        outbox.post_many(desk.round_id, accounts.values(), LETTER, facts, at=desk.at, key=f"{LETTER}/{key}")


def reports(desk: Desk) -> list[Contact]:
    """Those the person at the desk may read, the last first."""
    kept = drafts.of_owners(desk.round_id, [drafts.OFFICE], KIND)
    found = [Contact(one.updated, one.data["who"], one.data["nomination"], one.data["text"]) for one in kept]
    seen = _seen(desk, desk.viewer, {one.nomination for one in found})
    return [one for one in found if not one.nomination or one.nomination in seen]


def _seen(desk: Desk, who: Viewer, names: Collection[str]) -> set[str]:
    rows = lists.at_work(desk.charter, desk.state, who, desk.today).filter(nomination__in=names)
    return set(rows.values_list("nomination", flat=True))
