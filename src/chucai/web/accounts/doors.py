"""Where an account may go: for each round and role of its seats, the address of the pages for that role."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.viewing import viewer
from chucai.web.accounts import roles
from chucai.web.desk import NOMINATOR
from chucai.web.records import people
from chucai.web.records.founding import Founded, founded
from chucai.web.records.models import Seat

ROOMS = {
    "secretary": "office/",
    "coordinator": "nominate/",
    "assessor": "judge/",
    "authority": "office/decision/",
    "auditor": "office/decision/",
}


@dataclass(frozen=True, slots=True)
class Door:
    """A role, for what, and where its pages are; `href` is empty where there are none (yet)."""

    role: str
    scopes: Sequence[str]
    href: str


@dataclass(frozen=True, slots=True)
class Round:
    id: str
    name: str
    edition: int
    doors: Sequence[Door]


def doors(account_id: int) -> list[Round]:
    """Every round the account has a seat in, with its doors, the newest seat first."""
    seats = people.seats_of(account_id)
    rounds = founded([round_id for round_id, _ in seats])
    found = (_round(rounds[round_id], actor) for round_id, actor in seats)
    return [each for each in found if each]


def first(seat: Seat) -> str:
    """Where whoever has a seat begins: the pages of the first role that has any, or the list of all."""
    found = [door.href for each in doors(seat.account_id) if each.id == seat.round_id for door in each.doors]
    return next(filter(None, found), reverse("accounts:me"))


def _round(state: Founded, actor: str) -> Round | None:
    language = get_language() or "zh-hans"
    try:
        charter = state.charter()
    except Refused:  # not opened yet
        return None
    held = viewer(state, actor).roles
    own_roles = sorted({role for role, _ in held}, key=roles.rank)
    own = [
        Door(
            roles.name(role),
            sorted(roles.scope_name(state, role, scope, language) for held_, scope in held if held_ == role and scope),
            _there(f"/rounds/{state.round_id}/{ROOMS[role]}") if role in ROOMS else "",
        )
        for role in own_roles
    ]
    every = own or list(_nominating(charter, state.round_id))
    return Round(state.round_id, charter.name.said(language), charter.edition, every)


def _nominating(charter: Charter, round_id: str) -> Iterator[Door]:
    """Who has no role sits there because they nominate."""
    if charter.nominating.by == "anyone":
        yield Door(roles.name(NOMINATOR), (), _there(f"/rounds/{round_id}/nominate/mine/"))


def _there(path: str) -> str:
    try:
        resolve(path)
    except Resolver404:
        return ""
    return path
