"""What openings prove: the text behind each commitment, and the memberships that follow from opened attributes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.asked import moments
from chucai.gates.composition import sets_of
from chucai.gates.dossier import Opening, facts_of, typed
from chucai.gates.evident import fits
from chucai.gates.recommend import screen
from chucai.gates.state import State
from chucai.ledger.commitment import opens
from chucai.ledger.event import Event

DOSSIERS = ("submitted", "revised")
# Fields that hold one commitment each.
SINGLE = frozenset(
    ("reason", "note", "comment", "finding", "text", "identity", "grounds", "answer", "citation", "minutes")
)


@dataclass(frozen=True, slots=True)
class Misfit:
    """An opening that does not fit its commitment: of which event and field, and why (`code`)."""

    receipt: str
    field: str
    code: str


def commitments_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Every commitment an event holds, by field: the named ones of a dossier, and single ones such as `reason`."""
    named = data.get("commitments")
    found = dict(named) if isinstance(named, dict) else {}
    for name in SINGLE & data.keys():
        value = data[name]
        if isinstance(value, str) and len(value) == 64:
            found[name] = value
    return found


def check_openings(events: Mapping[str, Event], openings: Iterable[tuple[str, Opening]]) -> list[Misfit]:
    """Each (receipt, opening) against the commitment in that event."""
    faults = []
    for receipt, opening in openings:
        event = events.get(receipt)
        expected = commitments_in(event.data).get(opening.field) if event else None
        if expected is None:
            faults.append(Misfit(receipt, opening.field, "opening-without-commitment"))
        elif not opens(expected, opening.salt, opening.value):
            faults.append(Misfit(receipt, opening.field, "opening-differs"))
    return faults


def dossier_follows(charter: Charter, state: State, event: Event, texts: Mapping[str, Any]) -> bool:
    """Whether sets, referrals and length of a dossier follow from its opened `texts` (field -> value).

    `state` is that before the event, `charter` the one then in force. A dossier that commits to no attributes has none.
    Where attributes stay closed, only what category, unit and theme make evident is asked (`gates.evident`).
    """
    data: Mapping[str, Any] = event.data
    category, unit = _place(state, event)
    closed = "attributes" in data["commitments"] and "attributes" not in texts
    when = moments(charter, state)
    if closed:
        return fits(charter, facts_of(category, unit, data["theme"], {}), when, data["sets"], data["referred"])
    try:
        long = len(texts["statement"]) if "statement" in texts else data["length"]
        facts = facts_of(category, unit, data["theme"], typed(charter, texts.get("attributes", {})))
        stops, referred = screen(charter, facts, when)
        sets = sets_of(charter, facts, when)
    except (Refused, ArithmeticError, AttributeError, TypeError, ValueError):  # a value the charter cannot mean
        return False
    found = (long, list(sets), list(referred))
    return not stops and found == (data["length"], data["sets"], data["referred"])


def _place(state: State, event: Event) -> tuple[str, str]:
    """Category and unit of the nomination a dossier belongs to."""
    data: Mapping[str, Any] = event.data
    if event.kind == "submitted":
        return data["category"], data["unit"]
    before = state.nomination(data["nomination"])
    return before.category, before.unit
