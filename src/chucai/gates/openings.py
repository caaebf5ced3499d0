"""What the openings of an auditor's bundle prove: the text behind each commitment, and the memberships that follow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.asked import moments
from chucai.gates.composition import sets_of
from chucai.gates.dossier import Opening, facts_of, typed
from chucai.gates.recommend import screen
from chucai.gates.state import State
from chucai.ledger.event import Event


@dataclass(frozen=True, slots=True)
class Opened:
    """An opening that does not fit, or a nominee whose attributes give other memberships than the event says."""

    receipt: str
    field: str
    code: str


def commitments_in(data: Mapping[str, Any]) -> dict[str, str]:
    """Every commitment an event holds, by field: the named ones of a dossier, and single ones such as `reason`."""
    named = data.get("commitments")
    found = dict(named) if isinstance(named, dict) else {}
    for name in (
        "reason",
        "note",
        "comment",
        "finding",
        "text",
        "identity",
        "grounds",
        "answer",
        "citation",
        "minutes",
    ):
        value = data.get(name)
        if isinstance(value, str) and len(value) == 64:
            found[name] = value
    return found


def check_openings(events: Mapping[str, Event], openings: Iterable[tuple[str, Opening]]) -> list[Opened]:
    """Each (receipt, opening) against the commitment in that event."""
    faults = []
    for receipt, opening in openings:
        event = events.get(receipt)
        expected = commitments_in(event.data).get(opening.field) if event else None
        if expected is None:
            faults.append(Opened(receipt, opening.field, "opening-without-commitment"))
        elif opening.commitment != expected:
            faults.append(Opened(receipt, opening.field, "opening-differs"))
    return faults


def check_memberships(
    charter: Charter, state: State, events: Sequence[Event], attributes: Mapping[str, Mapping[str, Any]]
) -> list[Opened]:
    """Whether sets and referrals of each dossier follow from its opened attributes (receipt -> attributes)."""
    faults = []
    places = {event.data["nomination"]: event for event in events if event.kind == "submitted"}
    for event in events:
        if event.kind not in ("submitted", "revised") or event.receipt not in attributes:
            continue
        first = places[event.data["nomination"]].data
        facts_given = (str(first["category"]), str(first["unit"]), event.data["theme"])
        if not _follows(charter, state, event, facts_given, attributes[event.receipt]):
            faults.append(Opened(event.receipt, "attributes", "memberships-differ"))
    return faults


def _follows(
    charter: Charter, state: State, event: Event, place: tuple[str, str, Any], values: Mapping[str, Any]
) -> bool:
    category, unit, theme = place
    try:
        facts = facts_of(category, unit, theme, typed(charter, values))
    except Refused:
        return False
    when = moments(charter, state)
    stops, referred = screen(charter, facts, when)
    same = sets_of(charter, facts, when) == tuple(event.data["sets"])
    return not stops and same and list(referred) == list(event.data["referred"])
