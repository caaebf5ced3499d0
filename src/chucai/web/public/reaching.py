"""How the office of a round is reached: what it wrote in the last notice of the round that it has published."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from chucai.publish.bilingual import own_part
from chucai.web.desk import Desk
from chucai.web.noticing import NUMBER, last_published
from chucai.web.public import openly


@dataclass(frozen=True, slots=True)
class Reach:
    """Its name, lines of what is called what, and the number of the notice they stood in; empty where it had none."""

    name: str
    lines: tuple[tuple[str, str], ...]
    number: str


def of_round(desk: Desk) -> Reach | None:
    """None before the first notice of the round, and of a sealed programme, which publishes none."""
    if openly.sealed(desk.charter, desk.round, desk.today):
        return None
    return of_rounds([desk.round_id], desk.language).get(desk.round_id)


def of_rounds(rounds: Collection[str], language: str) -> dict[str, Reach]:
    """In one query for all of them; whoever calls leaves out what is sealed."""
    found = {round_id: reach(typed, language) for round_id, typed in last_published(rounds).items()}
    return {round_id: each for round_id, each in found.items() if each}


def reach(typed: Mapping[str, str], language: str) -> Reach | None:
    lines = tuple((label, own_part(typed[name], language)) for name, label in _labels() if typed.get(name))
    name = own_part(typed.get("name", ""), language)
    return Reach(name, lines, typed.get(NUMBER, "")) if name or lines else None


def _labels() -> Iterable[tuple[str, str]]:
    return (
        ("phone", _("Telephone")),
        ("mail", _("E-mail")),
        ("address", _("Address")),
        ("postcode", _("Postcode")),
        ("hours", _("Hours")),
    )
