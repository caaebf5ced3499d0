"""The roll: every award of a round, as the events say."""

from __future__ import annotations

from dataclasses import dataclass

from chucai.charter.model import Charter
from chucai.gates.model import Nomination
from chucai.gates.state import State


@dataclass(frozen=True, slots=True)
class RollLine:
    """One award, without a name: names are openings of the commitment `name` of the nomination."""

    nomination: str
    category: str
    honour: str
    grade: str | None
    unit: str
    theme: str | None
    document: str
    conferred: str  # ISO moment
    name: str  # commitment
    citation: str | None  # commitment
    lost: str | None  # forfeited, annulled


def roll(charter: Charter, state: State) -> tuple[RollLine, ...]:
    """Every award ever conferred in the round, in the charter's order of categories, then by nomination."""
    order = list(charter.categories)
    held = [nomination for nomination in map(state.nomination, state.nominations()) if nomination.award]
    held.sort(key=lambda nomination: (order.index(nomination.category), nomination.id))
    return tuple(_line(charter, nomination) for nomination in held)


def _line(charter: Charter, nomination: Nomination) -> RollLine:
    award = nomination.award
    assert award is not None
    return RollLine(
        nomination=nomination.id,
        category=nomination.category,
        honour=award.honour,
        grade=charter.honours[award.honour].grade,
        unit=nomination.unit,
        theme=nomination.theme,
        document=award.document,
        conferred=award.at.isoformat()[:19] + "Z",
        name=nomination.commitments["name"],
        citation=award.citation,
        lost=award.lost,
    )
