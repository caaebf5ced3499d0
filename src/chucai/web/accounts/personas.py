"""Rehearsals: anybody may enter as any persona of a round, with one press. Never where others can reach the server."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from chucai.errors import Refused
from chucai.gates.viewing import viewer
from chucai.web.accounts import roles
from chucai.web.records import people
from chucai.web.records.models import Account, Seat
from chucai.web.records.state import Rows

DOMAIN = "persona.invalid"  # nobody's address, on purpose


@dataclass(frozen=True, slots=True)
class Persona:
    seat: int
    label: str


@dataclass(frozen=True, slots=True)
class Group:
    """The personas of a round, by role."""

    round_id: str
    round_name: str
    edition: int
    personas: Sequence[Persona]


def invite(round_id: str, actors: Iterable[str]) -> list[Account]:
    """Accounts and seats for these actors of a round, so that they are offered where people sign in."""
    return [people.seat(round_id, actor, address(round_id, actor), actor).account for actor in actors]


def address(round_id: str, actor: str) -> str:
    """The address of an invented person: nobody can have it."""
    return f"{actor}.{round_id}@{DOMAIN}".lower().replace("/", "-")


FORWARDED = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")


def open_to(request: HttpRequest) -> bool:
    """Whether personas are offered at all: a rehearsal, asked for from this very machine and through no proxy on it."""
    if any(name in request.META for name in FORWARDED):
        return False
    try:
        return settings.PERSONAS and ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def offered(request: HttpRequest) -> list[Group]:
    """Every persona by round and role, in both languages as the reader has it."""
    if not open_to(request):
        return []
    seats = Seat.objects.filter(account__email__endswith=f"@{DOMAIN}").order_by("round_id", "id")
    rounds: dict[str, list[Seat]] = {}
    for each in seats:
        rounds.setdefault(each.round_id, []).append(each)
    found = (_group(round_id, own) for round_id, own in rounds.items())
    return [group for group in found if group]


def _group(round_id: str, seats: Sequence[Seat]) -> Group | None:
    state = Rows(round_id)
    try:
        charter = state.charter()
    except Refused:  # not opened
        return None
    language = get_language() or "zh-hans"
    held = {each.pk: _first_role(state, each.actor) for each in seats}
    ordered = sorted(seats, key=lambda each: (roles.rank(held[each.pk][0]), each.pk))
    scopes = {pk: roles.scope_name(state, role, scope, language) for pk, (role, scope) in held.items()}
    unnamed: dict[str, list[int]] = {}  # of each role, those who act for no unit or body
    for each in ordered:
        if not scopes[each.pk]:
            unnamed.setdefault(held[each.pk][0], []).append(each.pk)
    personas = []
    for each in ordered:
        role, several = held[each.pk][0], unnamed.get(held[each.pk][0], [])
        number = several.index(each.pk) + 1 if each.pk in several and len(several) > 1 else 0
        personas.append(Persona(each.pk, roles.titled(role, scopes[each.pk], number)))
    return Group(round_id, charter.name.said(language), charter.edition, personas)


def _first_role(state: Rows, actor: str) -> tuple[str, str | None]:
    """What an actor is above all."""
    held = viewer(state, actor).roles
    return min(held, key=lambda pair: (roles.rank(pair[0]), pair[1] or ""), default=("public", None))
