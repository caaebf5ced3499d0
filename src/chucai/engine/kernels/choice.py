"""Choose the best list under linear rules, exactly. Arrays in, arrays out.

The list is best in this order: as many as may be chosen, most merit, lowest sum of lots, lowest sum of ties. Each goal
is one exact integer solve over the lists that are best for the goals before it, so nothing is left to the order of the
input or to a solver's tolerance.

Each solve: multipliers from the linear relaxation, rounded to integers; the Lagrangian bound they give; everybody whose
inclusion or exclusion would cost more than the gap is settled; the rest, the core, goes to an exact solver
(`choice_bound`, `choice_exact`). The slow twin is `plain_choice.best`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from chucai.engine.kernels.choice_bound import Proof, lagrangian
from chucai.engine.kernels.choice_columns import FAR, Columns, Ints, Mask
from chucai.engine.kernels.choice_conflict import Counts, possible
from chucai.engine.kernels.choice_exact import Allowance, Found, exact
from chucai.engine.kernels.choice_sift import Relaxed, relaxed

FIRST_CORE = 80
DIRECT = 64  # so few columns go to the exact solver at once

Lots = Callable[[Ints], Ints]


@dataclass(frozen=True)
class Choice:
    """n people in S signatures (people whom no row tells apart) and C kinds; R rows; W waivers.

    merit [n]; lots, second_lots: of the people with these indexes (drawn only for those who are asked about);
    sign [n] signature of each person; kind [S]; kind_low, kind_high [C] places;
    rows: low <= weight[R, S] @ (chosen per signature) + waiver[R, W] @ waived <= high, FAR where there is no bound.
    """

    merit: Ints
    lots: Lots
    second_lots: Lots
    sign: Ints
    kind: Ints
    kind_low: Ints
    kind_high: Ints
    weight: Ints
    waiver: Ints
    low: Ints
    high: Ints

    @property
    def columns(self) -> Columns:
        """Everybody."""
        who = np.arange(len(self.merit), dtype=np.int64)
        places = (self.kind, self.kind_low, self.kind_high)
        return Columns(who, self.sign, *places, self.weight, self.waiver, self.low, self.high)


@dataclass(frozen=True)
class Chosen:
    """`status`: optimal, feasible (stopped by the limit), infeasible or unknown (stopped before any list was found).

    `picked` [k] indexes of people, ascending; `value` their merit; no allowed list has more merit than `bound`.
    `relaxation`: the multipliers over everybody, where they were asked for and the places are known.
    """

    status: str
    picked: Ints
    value: int = 0
    bound: int = 0
    relaxation: Relaxed | None = None


NOBODY = np.zeros(0, dtype=np.int64)


def choose(choice: Choice, *, limit: float | None = None, prove: bool = False) -> Chosen:
    """The best list. `limit`: deterministic seconds for all goals together. `prove`: multipliers are wanted."""
    allowance = Allowance(limit)
    everybody, kept = choice.columns, matter(choice)
    if (choice.kind_low < choice.kind_high).any():
        status, number = _filled(everybody.some(kept), allowance)
        if status != "optimal":
            return Chosen(status, NOBODY)
        everybody = everybody.with_number(number)
    columns = everybody.some(kept)
    small = len(kept) <= DIRECT
    relaxation = relaxed(everybody, choice.merit) if prove or not small else None
    known = None if small or relaxation is None else replace(relaxation, support=relaxation.support[kept])
    step = _maximise(columns, choice.merit[kept], allowance, known)
    if step.status in ("infeasible", "unknown"):
        return Chosen(step.status, NOBODY)
    bound = min(step.bound, _best_without_rules(choice))
    picked, status = kept[step.picked], step.status
    if step.status == "optimal":
        status, picked = _by_lot(choice, columns, step, allowance)
    shown = relaxation if prove and (everybody.kind_low == everybody.kind_high).all() else None
    return Chosen(status, picked, int(choice.merit[picked].sum()), bound, shown)


def _filled(columns: Columns, allowance: Allowance) -> tuple[str, int]:
    """As many as may be chosen."""
    if possible(_counted(replace(columns, kind_low=columns.kind_high))):
        return "optimal", int(columns.kind_high.sum())
    step = _maximise(columns, np.ones(len(columns.who), dtype=np.int64), allowance, None)
    return step.status, int(step.picked.sum())


def _by_lot(choice: Choice, columns: Columns, step: _Step, allowance: Allowance) -> tuple[str, Ints]:
    """Of the lists with equal merit the one with the lowest sum of lots, of these that with the lowest second lots."""
    taken, picked = NOBODY, np.sort(columns.who[step.picked])
    worth = choice.merit[columns.who]
    for lots in (choice.lots, choice.second_lots):
        taken = np.concatenate([taken, columns.who[step.always]])
        least = int(worth[step.picked & step.maybe].sum())
        columns = columns.narrowed(step.maybe, step.always).with_row(worth[step.maybe], least)
        worth = -lots(columns.who)
        if not worth.any():  # nothing left to decide, or no second lots
            break
        step = _maximise(columns, worth, allowance, None)
        if step.status in ("infeasible", "unknown"):
            return "feasible", picked
        picked = np.sort(np.concatenate([taken, columns.who[step.picked]]))
        if step.status == "feasible":
            return "feasible", picked
    return "optimal", picked


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
    order = np.lexsort((-choice.merit, choice.sign))
    counts = np.bincount(choice.sign, minlength=len(choice.kind))
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
    sign = choice.sign[order]
    quota = _at_most(choice)
    kept = np.arange(len(order)) - starts[sign] < quota[sign]
    cut = np.flatnonzero((counts > quota) & (quota > 0))
    last = np.full(len(counts), -FAR, dtype=np.int64)
    last[cut] = choice.merit[order[starts[cut] + quota[cut] - 1]]
    tied = (choice.merit[order] == last[sign]) & (quota[sign] > 0)
    doubled = np.zeros(len(counts), dtype=bool)
    doubled[sign[tied & ~kept]] = True
    tied &= doubled[sign]
    sure = order[kept & ~tied]
    return np.sort(np.concatenate([sure, _of_equals(choice, order[tied], sure, quota)]))


def _of_equals(choice: Choice, equals: Ints, sure: Ints, quota: Ints) -> Ints:
    """Of people with the same merit at the end of their signature's quota those with the lowest lots."""
    sign = choice.sign[equals]
    order = np.lexsort((choice.second_lots(equals), choice.lots(equals), sign))
    left = quota - np.bincount(choice.sign[sure], minlength=len(quota))
    counts = np.bincount(sign, minlength=len(quota))
    starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.int64)
    ordered = sign[order]
    return equals[order[np.arange(len(order)) - starts[ordered] < left[ordered]]]


def _at_most(choice: Choice) -> Ints:
    """How many of each signature any allowed list can hold, at most."""
    most = choice.kind_high[choice.kind]
    for row in range(len(choice.high)):
        weight = choice.weight[row]
        if choice.high[row] < FAR and (weight >= 0).all() and not (choice.waiver[row] < 0).any():
            most = np.where(weight > 0, np.minimum(most, choice.high[row] // np.maximum(weight, 1)), most)
    return np.maximum(most, 0)


@dataclass(frozen=True)
class _Step:
    """One goal reached: `maybe` [m] holds all columns that differ between best lists, `always` those in every one."""

    status: str
    picked: Mask
    bound: int
    maybe: Mask
    always: Mask


def _maximise(columns: Columns, goal: Ints, allowance: Allowance, known: Relaxed | None) -> _Step:
    everybody = np.ones(len(goal), dtype=bool)
    if len(goal) <= DIRECT:
        found = exact(columns, goal, everybody, ~everybody, allowance)
        return _Step(found.status, found.picked, found.bound, everybody, ~everybody)
    known = known or relaxed(columns, goal)
    proof = lagrangian(columns, goal, known.multipliers, known.scale)
    if proof is None or (known.doubtful and not possible(_counted(columns))):
        return _Step("infeasible", ~everybody, 0, everybody, ~everybody)
    free, found = _first_list(columns, goal, proof, known.support, allowance)
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
    sizes = np.bincount(columns.sign, minlength=len(columns.kind)).astype(np.int64)
    most = np.concatenate([sizes, np.ones(waivers, dtype=np.int64)])
    items = np.arange(len(low))
    return Counts(weight, low, high, most, items).only(items)


def _wider(columns: Columns, goal: Ints, core: Mask, proof: Proof, allowance: Allowance, known: Found) -> Found:
    """The best list over the whole core; the one already known if the allowance runs out before."""
    found = exact(columns, goal, core, proof.inside & ~core, allowance, hint=known.picked)
    if found.status == "unknown":
        return Found("feasible", known.picked, known.value, FAR)
    return found


def _open(proof: Proof, value: int) -> Mask:
    """Whoever is not settled, given a list worth `value`: lists that differ elsewhere are worth less."""
    return proof.loss <= proof.upper - value * proof.scale


def _first_list(columns: Columns, goal: Ints, proof: Proof, support: Mask, allowance: Allowance) -> tuple[Mask, Found]:
    """The best list over the columns that are cheapest to decide either way, more of them until there is one."""
    order = np.lexsort((~support, proof.loss))
    size = FIRST_CORE
    while True:
        free = np.zeros(len(goal), dtype=bool)
        free[order[:size]] = True
        found = exact(columns, goal, free, proof.inside & ~free, allowance)
        if found.status != "infeasible" or size >= len(goal):
            return free, found
        size *= 4
