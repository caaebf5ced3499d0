"""What any multipliers prove about a choice: an upper bound, and who is settled.

For multipliers l (one integer per row, in units of 1/scale) no list that keeps the rows is worth more than
U(l) = sum over rows of max(l*low, l*high) + the best list by adjusted goal, goal - l @ weight, under the places alone.
Forcing somebody in or out of that best list costs at least `loss`, so whoever costs more than U minus the value of a
known list is settled in every better or equal list. Exact whatever the multipliers: they may come from floats.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.choice_columns import FAR, Columns, Ints, Mask

Floats = npt.NDArray[np.float64]

SAFE = 2.0**61


@dataclass(frozen=True)
class Proof:
    """`upper` and `loss` [m] are in units of 1/`scale`; `inside` [m] is the best list by adjusted goal."""

    scale: int
    upper: int
    inside: Mask
    loss: Ints


def multipliers(columns: Columns, goal: Ints) -> tuple[Ints, int, bool]:
    """Integer multipliers [R] from the duals of the linear relaxation, and their scale.

    True at the end: the relaxation has no solution (says a solver with floats), the multipliers are all zero.
    """
    from scipy.optimize import linprog

    size = max(1, int(np.abs(goal).max(initial=1)))
    scale = _scale(columns, size)
    matrix, upper, factor, row = _linear_rows(columns)
    cost = np.concatenate([-goal / size, np.zeros(columns.waiver.shape[1])])
    result = linprog(cost, A_ub=matrix, b_ub=upper, bounds=(0, 1), method="highs-ds")
    if result.status != 0:
        return np.zeros(len(columns.low), dtype=np.int64), scale, True
    duals = np.zeros(len(columns.low) + len(columns.kind_low))
    np.add.at(duals, row, -result.ineqlin.marginals * factor)
    rounded = np.rint(duals[: len(columns.low)] * size * scale)
    return _usable(columns, rounded), scale, False


def _linear_rows(columns: Columns) -> tuple[Any, Floats, Floats, Ints]:
    """Every finite side of every row, then of the places, as matrix @ x <= upper, each scaled to entries of at most 1.

    Also the factor by which each side was multiplied, and which row it is a side of.
    """
    from scipy.sparse import csr_array

    kinds, waivers = len(columns.kind_low), columns.waiver.shape[1]
    places = np.zeros((kinds, len(columns.kind)), dtype=np.int64)
    places[columns.kind, np.arange(len(columns.kind))] = 1
    waiver = np.vstack([columns.waiver, np.zeros((kinds, waivers), dtype=np.int64)])
    weight = np.hstack([np.vstack([columns.weight, places]), waiver])
    low = np.concatenate([columns.low, columns.kind_low])
    high = np.concatenate([columns.high, columns.kind_high])
    has_low, has_high = np.flatnonzero(low > -FAR), np.flatnonzero(high < FAR)
    row = np.concatenate([has_low, has_high])
    sign = np.concatenate([-np.ones(len(has_low)), np.ones(len(has_high))])
    factor = sign / np.maximum(np.abs(weight).max(axis=1, initial=1), 1)[row]
    upper = factor * np.concatenate([low[has_low], high[has_high]])
    return csr_array(weight[row] * factor[:, None]), upper, factor, row


def _scale(columns: Columns, size: int) -> int:
    """The finest unit, at most 1/1024, in which a whole list's worth still fits into 64 bits."""
    scale = 1024
    while scale > 1 and float(size) * scale * (int(columns.kind_high.sum()) + 1) > SAFE / 8:
        scale //= 2
    return scale


def _usable(columns: Columns, rounded: Floats) -> Ints:
    """Multipliers whose bound is finite and fits into 64 bits; all zero where that cannot be had."""
    wrong_side = ((rounded > 0) & (columns.high >= FAR)) | ((rounded < 0) & (columns.low <= -FAR))
    kept = np.where(wrong_side, 0.0, rounded)
    ends = np.maximum(
        np.where(columns.low > -FAR, np.abs(columns.low), 0), np.where(columns.high < FAR, np.abs(columns.high), 0)
    )
    people = float(columns.kind_high.sum() + 1)
    per_person = (np.abs(kept) @ np.abs(columns.weight.astype(float))).max(initial=0.0) * people
    per_waiver = (np.abs(kept) @ np.abs(columns.waiver.astype(float))).sum()
    if float(np.abs(kept) @ ends.astype(float)) + per_person + per_waiver > SAFE / 4:
        return np.zeros(len(columns.low), dtype=np.int64)
    return kept.astype(np.int64)


def lagrangian(columns: Columns, goal: Ints, by_row: Ints, scale: int) -> Proof | None:
    """The bound these multipliers prove, and each column's loss; None if the places alone cannot be filled."""
    adjusted = goal * scale - by_row @ columns.weight
    upper = int(
        (by_row[by_row > 0] * columns.high[by_row > 0]).sum() + (by_row[by_row < 0] * columns.low[by_row < 0]).sum()
    )
    upper += int(np.maximum(-(by_row @ columns.waiver), 0).sum())
    inside = np.zeros(len(goal), dtype=bool)
    loss = np.zeros(len(goal), dtype=np.int64)
    for kind in range(len(columns.kind_low)):
        members = np.flatnonzero(columns.kind == kind)
        best = _best_of_kind(adjusted[members], int(columns.kind_low[kind]), int(columns.kind_high[kind]))
        if best is None:
            return None
        value, chosen, cost = best
        upper += value
        inside[members] = chosen
        loss[members] = cost
    return Proof(scale, upper, inside, loss)


def _best_of_kind(adjusted: Ints, low: int, high: int) -> tuple[int, Mask, Ints] | None:
    """The best `low` to `high` of one kind, and what it costs to force each one to the other side."""
    if len(adjusted) < low or high < low:
        return None
    order = np.argsort(-adjusted, kind="stable")
    count = max(low, min(high, int((adjusted > 0).sum())))
    chosen = np.zeros(len(adjusted), dtype=bool)
    chosen[order[:count]] = True
    worst_in = int(adjusted[order[count - 1]]) if count else FAR
    best_out = int(adjusted[order[count]]) if count < len(order) else -FAR
    bar_in = worst_in if count == high else min(worst_in, 0)  # with a free place nobody has to go
    bar_out = best_out if count == low else max(best_out, 0)  # with a place to spare nobody has to come
    cost = np.where(chosen, adjusted - bar_out, bar_in - adjusted)
    return int(adjusted[chosen].sum()), chosen, cost
