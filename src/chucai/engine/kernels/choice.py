"""Choose the best list under linear rules, exactly. Arrays in, arrays out.

The list is best in this order: as many as may be chosen, most merit, lowest sum of lots, lowest sum of ties. Each goal
is one exact integer solve over the lists that are best for the goals before it, so nothing is left to the order of the
input or to a solver's tolerance.

Each solve: multipliers from the linear relaxation, rounded to integers; the Lagrangian bound they give; everybody whose
inclusion or exclusion would cost more than the gap is settled; the rest, the core, goes to an exact solver
(`choice_bound`, `choice_exact`). The slow twin is `plain_choice.best`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from chucai.engine.kernels.choice_bound import Proof, lagrangian, multipliers
from chucai.engine.kernels.choice_columns import FAR, Columns, Ints, Mask
from chucai.engine.kernels.choice_conflict import Counts, possible
from chucai.engine.kernels.choice_exact import Allowance, Found, exact

FIRST_CORE = 200
DIRECT = 64  # so few columns go to the exact solver at once


@dataclass(frozen=True)
class Choice:
    """n people in S signatures (people whom no row tells apart) and C kinds; R rows; W waivers.

    merit, lot, tie [n]; sign [n] signature of each person; kind [S]; kind_low, kind_high [C] places;
    rows: low <= weight[R, S] @ (chosen per signature) + waiver[R, W] @ waived <= high, FAR where there is no bound.
    """

    merit: Ints
    lot: Ints
    tie: Ints
    sign: Ints
    kind: Ints
    kind_low: Ints
    kind_high: Ints
    weight: Ints
    waiver: Ints
    low: Ints
    high: Ints


@dataclass(frozen=True)
class Chosen:
    """`status`: optimal, feasible (stopped by the limit), infeasible or unknown (stopped before any list was found).

    `picked` [k] indexes of people, ascending; `value` their merit; no allowed list has more merit than `bound`.
    """

    status: str
    picked: Ints
    value: int = 0
    bound: int = 0


NOBODY = np.zeros(0, dtype=np.int64)


def choose(choice: Choice, *, limit: float | None = None) -> Chosen:
    """The best list. `limit`: deterministic seconds for all goals together."""
    columns = _columns(choice, matter(choice))
    allowance = Allowance(limit)
    taken, picked, bound = NOBODY, NOBODY, _best_without_rules(choice)
    for name, goal in _goals(choice):
        step = _maximise(columns, goal[columns.who], allowance)
        if step.status == "infeasible" or (step.status == "unknown" and not len(picked)):
            return Chosen(step.status, NOBODY)
        if step.status == "unknown":
            break
        picked = np.sort(np.concatenate([taken, columns.who[step.picked]]))
        if name == "merit":
            bound = int(goal[taken].sum()) + step.bound
        if step.status == "feasible":
            break
        taken = np.concatenate([taken, columns.who[step.always]])
        here = goal[columns.who]
        columns = columns.narrowed(step.maybe, step.always)
        columns = columns.with_row(here[step.maybe], int(here[step.picked & step.maybe].sum()))
    else:
        return Chosen("optimal", picked, int(choice.merit[picked].sum()), bound)
    return Chosen("feasible", picked, int(choice.merit[picked].sum()), bound)


def _goals(choice: Choice) -> list[tuple[str, Ints]]:
    goals = [("merit", choice.merit), ("lot", -choice.lot)]
    if (choice.kind_low < choice.kind_high).any():
        goals.insert(0, ("count", np.ones(len(choice.merit), dtype=np.int64)))
    if choice.tie.any():
        goals.append(("tie", -choice.tie))
    return goals


def _best_without_rules(choice: Choice) -> int:
    """A bound that always holds: the best places of every kind, whatever the rows."""
    total = 0
    for kind, (low, high) in enumerate(zip(choice.kind_low.tolist(), choice.kind_high.tolist(), strict=True)):
        merit = -np.sort(-choice.merit[choice.kind[choice.sign] == kind])
        sums = np.concatenate([[0], np.cumsum(merit)])
        total += int(sums[min(low, len(merit)) : max(high, low) + 1].max())
    return total


def matter(choice: Choice) -> Ints:
    """Indexes of the people who can be in a best list: of each signature the foremost, as many as may be chosen."""
    order = np.lexsort((choice.tie, choice.lot, -choice.merit, choice.sign))
    counts = np.bincount(choice.sign, minlength=len(choice.kind))
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    sign = choice.sign[order]
    place = np.arange(len(order)) - starts[sign]
    return np.sort(order[place < _at_most(choice)[sign]])


def _at_most(choice: Choice) -> Ints:
    """How many of each signature any allowed list can hold, at most."""
    most = choice.kind_high[choice.kind]
    for row in range(len(choice.high)):
        weight = choice.weight[row]
        if choice.high[row] < FAR and (weight >= 0).all() and not (choice.waiver[row] < 0).any():
            most = np.where(weight > 0, np.minimum(most, choice.high[row] // np.maximum(weight, 1)), most)
    return np.maximum(most, 0)


def _columns(choice: Choice, who: Ints) -> Columns:
    sign = choice.sign[who]
    return Columns(
        who=who,
        kind=choice.kind[sign],
        kind_low=choice.kind_low,
        kind_high=choice.kind_high,
        weight=choice.weight[:, sign],
        waiver=choice.waiver,
        low=choice.low,
        high=choice.high,
    )


@dataclass(frozen=True)
class _Step:
    """One goal reached: `maybe` [m] holds all columns that differ between best lists, `always` those in every one."""

    status: str
    picked: Mask
    bound: int
    maybe: Mask
    always: Mask


def _maximise(columns: Columns, goal: Ints, allowance: Allowance) -> _Step:
    everybody = np.ones(len(goal), dtype=bool)
    if len(goal) <= DIRECT:
        found = exact(columns, goal, everybody, ~everybody, allowance)
        return _Step(found.status, found.picked, found.bound, everybody, ~everybody)
    by_row, scale, doubtful = multipliers(columns, goal)
    proof = lagrangian(columns, goal, by_row, scale)
    if proof is None or (doubtful and not possible(_counted(columns))):
        return _Step("infeasible", ~everybody, 0, everybody, ~everybody)
    free, found = _first_list(columns, goal, proof, allowance)
    upper = proof.upper // proof.scale
    if found.status in ("infeasible", "unknown"):
        return _Step(found.status, found.picked, upper, everybody, ~everybody)
    if found.status == "optimal" and found.value < upper:
        core = _open(proof, found.value)
        if (core & ~free).any():
            found = _wider(columns, goal, core, proof, allowance, found)
        upper = min(upper, found.bound)
    maybe = _open(proof, found.value)
    return _Step(found.status, found.picked, upper, maybe, proof.inside & ~maybe)


def _counted(columns: Columns) -> Counts:
    """The same question without a goal: can the rows and places hold together at all?"""
    kinds, waivers = len(columns.kind_low), columns.waiver.shape[1]
    seats = np.zeros((kinds, len(columns.kind) + waivers), dtype=np.int64)
    seats[columns.kind, np.arange(len(columns.kind))] = 1
    weight = np.vstack([np.hstack([columns.weight, columns.waiver]), seats])
    low, high = np.append(columns.low, columns.kind_low), np.append(columns.high, columns.kind_high)
    items = np.arange(len(low))
    return Counts(weight, low, high, np.ones(weight.shape[1], dtype=np.int64), items).only(items)


def _wider(columns: Columns, goal: Ints, core: Mask, proof: Proof, allowance: Allowance, known: Found) -> Found:
    """The best list over the whole core; the one already known if the allowance runs out before."""
    found = exact(columns, goal, core, proof.inside & ~core, allowance, hint=known.picked)
    if found.status == "unknown":
        return Found("feasible", known.picked, known.value, FAR)
    return found


def _open(proof: Proof, value: int) -> Mask:
    """Whoever is not settled, given a list worth `value`: lists that differ elsewhere are worth less."""
    return proof.loss <= proof.upper - value * proof.scale


def _first_list(columns: Columns, goal: Ints, proof: Proof, allowance: Allowance) -> tuple[Mask, Found]:
    """The best list over the columns that are cheapest to decide either way, more of them until there is one."""
    order = np.argsort(proof.loss, kind="stable")
    size = FIRST_CORE
    while True:
        free = np.zeros(len(goal), dtype=bool)
        free[order[:size]] = True
        found = exact(columns, goal, free, proof.inside & ~free, allowance)
        if found.status != "infeasible" or size >= len(goal):
            return free, found
        size *= 4
