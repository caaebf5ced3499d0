"""What the list of a stage hangs on: what each rule of the charter costs it, the next lists, who would come and go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import sqrt

import numpy as np

from chucai.engine.explain import Explanation, explain, other_lists
from chucai.engine.merit import MeritReport
from chucai.engine.select import chances, normal_draws, shrunk
from chucai.engine.select.model import Displaced, Needed
from chucai.engine.stage import MICRO, Asked, Shortlist

PARTS = "@:"  # what stands between a charter's rule and the part of it: per-bureau@b07, one-honour-each:a+b


@dataclass(frozen=True, slots=True)
class Weighed:
    """`explanation` has a price for each rule of the charter (its parts together), a turn for everybody whom a rule
    moved across the cut, and the next best lists. `chances`: on how many of `draws` best lists each name is.
    """

    explanation: Explanation
    draws: int = 0
    chances: Mapping[str, int] = field(default_factory=dict)


def weighed(shortlist: Shortlist, *, others: int = 3) -> Weighed:
    """Everything that is worked out by solving again, but the draws; nothing where no list could be made."""
    asked, selection = shortlist.asked, shortlist.selection
    moved: list[Displaced | Needed] = [one for one in selection.displaced if one.above_cut]
    moved += [one for one in selection.needed_by if one.below_cut]
    explanation = explain(
        asked.candidates, selection, **asked.rules, price_of=_by_rule(asked), turns_of=[one.id for one in moved]
    )
    if selection.status == "infeasible":
        return Weighed(explanation)
    return Weighed(replace(explanation, others=other_lists(asked.candidates, selection, others, **asked.rules)))


def _by_rule(asked: Asked) -> dict[str, set[str]]:
    """The ids of all parts, by the rule of the charter they are parts of."""
    found: dict[str, set[str]] = {}
    for rule in asked.rules["bounds"]:
        name = rule.id
        for sign in PARTS:
            name = name.partition(sign)[0]
        found.setdefault(name, set()).add(rule.id)
    return found


def drawn(
    known: Weighed, shortlist: Shortlist, reports: Mapping[str, MeritReport], *, number: int, seed: int
) -> Weighed:
    """The same with merits drawn so often from their posterior (see `select.shrunk`), each draw solved exactly.

    `reports` by category. Unchanged where a candidate has no merit with an error.
    """
    asked = shortlist.asked
    error = {line.nominee: line.se_relative for report in reports.values() for line in report.nominees}
    if not asked.candidates or any(one.id not in error for one in asked.candidates):
        return known
    centre = np.array([one.merit for one in asked.candidates], dtype=np.int64)
    spread = np.array([error[one.id] for one in asked.candidates], dtype=np.int64)
    for category, report in reports.items():
        mine = np.array([one.category == category for one in asked.candidates], dtype=bool)
        true = sqrt(max(0, report.round.variance_nominee) / MICRO) * MICRO
        centre[mine], spread[mine] = shrunk(centre[mine], spread[mine], true)
    counts = chances(asked.candidates, normal_draws(centre, spread, number, seed), **asked.rules)
    return replace(known, draws=number, chances=counts)
