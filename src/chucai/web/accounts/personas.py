"""Rehearsals: anybody may enter as any persona of a round, with one press. Never where others can reach the server."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from chucai.errors import Refused
from chucai.gates.people import SECRETARY
from chucai.gates.viewing import viewer
from chucai.gates.words import word
from chucai.web.accounts.roles import ORDER, rank, scope_name
from chucai.web.records import people
from chucai.web.records.models import Account, Seat
from chucai.web.records.state import Rows

DOMAIN = "persona.invalid"  # nobody's address, on purpose


@dataclass(frozen=True, slots=True)
class Persona:
    seat: int
    label: str
    actor: str


@dataclass(frozen=True, slots=True)
class Group:
    """The personas of a role in a round."""

    round_id: str
    round_name: str
    role: str
    personas: Sequence[Persona]


def invite(round_id: str, actors: Iterable[str]) -> list[Account]:
    """Accounts and seats for these actors of a round, so that they are offered where people sign in."""
    return [people.seat(round_id, actor, address(round_id, actor), actor).account for actor in actors]


def address(round_id: str, actor: str) -> str:
    """The address of an invented person: nobody can have it."""
    return f"{actor}.{round_id}@{DOMAIN}".lower().replace("/", "-")


def open_to(request: HttpRequest) -> bool:
    """Whether personas are offered at all: a rehearsal, asked for from this very machine."""
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
    return [group for round_id, own in rounds.items() for group in _groups(round_id, own)]


def _groups(round_id: str, seats: Sequence[Seat]) -> list[Group]:
    state = Rows(round_id)
    try:
        charter = state.charter()
    except Refused:
        return []
    language = get_language() or "zh-hans"
    found: dict[str, list[Persona]] = {}
    for each in seats:
        role, scope = _first_role(state, each.actor)
        label = scope_name(state, role, scope, language) or each.actor
        found.setdefault(role, []).append(Persona(each.pk, label, each.actor))
    name = charter.name.said(language)
    return [Group(round_id, name, word("role", role, language), found[role]) for role in ORDER if role in found]


def _first_role(state: Rows, actor: str) -> tuple[str, str | None]:
    held = viewer(state, actor).roles
    return min(held, key=lambda pair: (rank(pair[0]), pair[1] or ""), default=(SECRETARY, None))
