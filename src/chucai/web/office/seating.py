"""Giving somebody a role: under which pseudonym, and what keeps a nominee from their own case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from chucai.errors import Refused
from chucai.gates.acts import Act, Appoint, Recuse
from chucai.gates.people import LISTED, SCOPED
from chucai.intake.people import pseudonym
from chucai.web.desk import Desk
from chucai.web.home import round_secret
from chucai.web.office.alike import Like, likes
from chucai.web.office.doors import SECRETARY
from chucai.web.records import people as seats
from chucai.web.records.models import Account

FIELDS = ("role", "email", "name", "actor", "scope", "unit")
ASSESSOR, NOMINEE = "assessor", "nominee"
YES, NO = "yes", "no"
LONGEST, IDENTITY = 200, 40
_KEY = re.compile("p-[0-9a-f]{20}")


@dataclass(frozen=True, slots=True)
class Wish:
    """Who is to have which role. `key`: the pseudonym of their identity number; the number itself is not kept."""

    given: Mapping[str, str]
    key: str

    def __getitem__(self, name: str) -> str:
        return self.given[name]


def wish(desk: Desk, data: Mapping[str, str]) -> Wish:
    """What was filled in; an identity number is hashed at once, and asked for again as its hash alone."""
    given = {name: data.get(name, "").strip()[:LONGEST] for name in FIELDS}
    identity, key = data.get("identity", "").strip()[:IDENTITY], data.get("key", "")
    if identity:
        return Wish(given, pseudonym(round_secret(desk.round_id), given["name"], given["unit"], identity))
    return Wish(given, key if _KEY.fullmatch(key) else "")


@dataclass(frozen=True, slots=True)
class Sitter:
    """Whose address it is: the account if there is one, and as whom it sits in the round already."""

    account: Account | None
    actor: str


def sitter(desk: Desk, wanted: Wish) -> Sitter:
    address = wanted["email"].lower()
    for actor, account in seats.seated(desk.round_id).items():
        if account.email == address:
            return Sitter(account, actor)
    return Sitter(Account.objects.filter(email=address).first() if address else None, "")


def alike(desk: Desk, wanted: Wish, who: Sitter) -> list[Like]:
    """Nominees that may be this person, by the name typed or the account's; none that they are known to be."""
    if wanted["role"] not in LISTED:
        return []  # the gates refuse it
    names = {wanted["name"], who.account.name if who.account else ""} - {""}
    found = likes(desk, names, wanted["unit"], wanted.key) if names or wanted.key else []
    return [like for like in found if not like.person or like.person != who.actor]


def answered(found: Sequence[Like], data: Mapping[str, str]) -> list[Like] | None:
    """Those said to be the same person; None while one of them has no answer."""
    said = {like: data.get(like.field) for like in found}
    if not all(answer in (YES, NO) for answer in said.values()):
        return None
    return [like for like, answer in said.items() if answer == YES]


def seat(desk: Desk, wanted: Wish, who: Sitter, found: Sequence[Like], same: Sequence[Like]) -> tuple[Account, str]:
    """Account, seat and role: all, or nothing but the account. Returns it with the pseudonym.

    Raises what the door refuses, and Refused("nominee-in-role") for whom the charter bars.
    """
    actor = who.actor or _pseudonym(wanted, found, same)
    acts = _acts(desk, wanted, actor, same)
    before = actor in seats.seated(desk.round_id)
    seated = seats.seat(desk.round_id, actor, wanted["email"], wanted["name"], desk.language)
    try:
        desk.perform_many(SECRETARY, [(act, ()) for act in acts])
    except Refused:
        if not before:
            seats.unseat(desk.round_id, actor)
        raise
    return seated.account, actor


def _pseudonym(wanted: Wish, found: Sequence[Like], same: Sequence[Like]) -> str:
    """A nominee's own; or as typed; or of the identity number, unless that was said to be somebody else's."""
    own = [like.person for like in same if like.person]
    free = wanted.key and all(like.person != wanted.key for like in found)
    return next(iter(own), "") or wanted["actor"] or (wanted.key if free else seats.pseudonym(wanted["role"]))


def apart(actor: str, same: Sequence[Like]) -> list[str]:
    """The cases of this person that no rule knows for theirs, because they have another pseudonym there."""
    return sorted({like.nomination for like in same if like.person != actor})


def _acts(desk: Desk, wanted: Wish, actor: str, same: Sequence[Like]) -> list[Act]:
    """The appointment; a judge who sits under another pseudonym than the nominee's is recused from the case with it."""
    cases = apart(actor, same)
    if cases and wanted["role"] in desk.charter.nominating.barred_roles:
        raise Refused("nominee-in-role", role=wanted["role"], who=[actor])
    recused = desk.state.assessor(actor)
    new = [case for case in cases if not recused.barred(case)]
    return [
        Appoint(
            role=wanted["role"],
            who=(actor,),
            scope=(wanted["scope"].partition("|")[2] or None) if wanted["role"] in SCOPED else None,
            units={actor: wanted["unit"]} if wanted["unit"] else {},
        ),
        *(Recuse(assessor=actor, nomination=case, interest=NOMINEE) for case in new),
    ]


def why_not(desk: Desk, wanted: Wish, who: Sitter, same: Sequence[Like]) -> str:
    """Why a nominee cannot have the role: nothing would keep their own case from whoever is no judge."""
    own = next((like.person for like in same if like.person), "")
    cases = apart(who.actor or own, same)
    if not cases or wanted["role"] == ASSESSOR or wanted["role"] in desk.charter.nominating.barred_roles:
        return ""
    text = gettext(
        "Nothing would keep this person from their own case (%(cases)s) in this role: the case knows them by another "
        "pseudonym, or by none. Give the role to somebody else."
    )
    return text % {"cases": ", ".join(cases)}
