"""Choose exactly the places under every composition rule, provably best, and say why."""

from chucai.engine.select.compare import Difference, difference
from chucai.engine.select.likely import chances, normal_draws, shrunk
from chucai.engine.select.model import (
    Candidate,
    Change,
    ConflictItem,
    Displaced,
    Equal,
    Needed,
    Nominees,
    Repair,
    Selection,
    Tally,
)
from chucai.engine.select.proof import recheck
from chucai.engine.select.solve import select
from chucai.gates.limits import AtMostOne, Bound, Conditional, Rule, ShareBound
from chucai.gates.lots import drawn_lot

__all__ = [
    "AtMostOne",
    "Bound",
    "Candidate",
    "Change",
    "Conditional",
    "ConflictItem",
    "Difference",
    "Displaced",
    "Equal",
    "Needed",
    "Nominees",
    "Repair",
    "Rule",
    "Selection",
    "ShareBound",
    "Tally",
    "chances",
    "difference",
    "drawn_lot",
    "normal_draws",
    "recheck",
    "select",
    "shrunk",
]
