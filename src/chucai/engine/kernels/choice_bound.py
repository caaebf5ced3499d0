"""What any multipliers prove about a choice: an upper bound, and who is settled.

For multipliers l (one integer per row, in units of 1/scale) no list that keeps the rows is worth more than
U(l) = sum over rows of max(l*low, l*high) + the best list by adjusted goal, goal - l @ weight, under the places alone.
Forcing somebody in or out of that best list costs at least `loss`, so whoever costs more than U minus the value of a
known list is settled in every better or equal list. Exact whatever the multipliers: they may come from floats.
"""

from __future__ import annotations

from dataclasses import dataclass

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


def scale_of(columns: Columns, size: int) -> int:
    """The finest unit, at most 1/1024, in which a whole list's worth still fits into 64 bits."""
    scale = 1024
    while scale > 1 and float(size) * scale * (int(columns.kind_high.sum()) + 1) > SAFE / 8:
        scale //= 2
    return scale


def usable(columns: Columns, rounded: Floats) -> Ints:
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
    adjusted = goal * scale - (by_row @ columns.weight)[columns.sign]
    kinds = columns.kinds
    upper = int(
        (by_row[by_row > 0] * columns.high[by_row > 0]).sum() + (by_row[by_row < 0] * columns.low[by_row < 0]).sum()
    )
    upper += int(np.maximum(-(by_row @ columns.waiver), 0).sum())
    inside = np.zeros(len(goal), dtype=bool)
    loss = np.zeros(len(goal), dtype=np.int64)
    for kind in range(len(columns.kind_low)):
        members = np.flatnonzero(kinds == kind)
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
    count = max(low, min(high, int((adjusted > 0).sum())))
    chosen = _foremost(adjusted, count)
    worst_in = int(adjusted[chosen].min(initial=FAR))
    best_out = int(adjusted[~chosen].max(initial=-FAR))
    bar_in = worst_in if count == high else min(worst_in, 0)  # with a free place nobody has to go
    bar_out = best_out if count == low else max(best_out, 0)  # with a place to spare nobody has to come
    cost = np.where(chosen, adjusted - bar_out, bar_in - adjusted)
    return int(adjusted[chosen].sum()), chosen, cost


def _foremost(values: Ints, count: int) -> Mask:
    """The `count` greatest; of equal ones those that stand first."""
    chosen = np.zeros(len(values), dtype=bool)
    if count:
        last = np.partition(values, len(values) - count)[len(values) - count]
        chosen = values > last
        chosen[np.flatnonzero(values == last)[: count - int(chosen.sum())]] = True
    return chosen
