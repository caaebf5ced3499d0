"""Choose exactly the places under every composition rule, provably best, and say why."""

from chucai.engine.select.model import (
    AtMostOne,
    Bound,
    Candidate,
    Change,
    Conditional,
    ConflictItem,
    Displaced,
    Needed,
    Repair,
    Rule,
    Selection,
    ShareBound,
    Tally,
    drawn_lot,
)
from chucai.engine.select.solve import select

__all__ = [
    "AtMostOne",
    "Bound",
    "Candidate",
    "Change",
    "Conditional",
    "ConflictItem",
    "Displaced",
    "Needed",
    "Repair",
    "Rule",
    "Selection",
    "ShareBound",
    "Tally",
    "drawn_lot",
    "select",
]
