"""Rows that cannot hold together: a smallest-by-inclusion set of them, and the cheapest way out.

Works on counts: columns that are alike in the rows at hand are one integer variable, so a million people are some
thousand variables. Rows belong to items (sides of rules); a row with item -1 is part of the model and always holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from chucai.engine.kernels.choice_columns import FAR, Ints, Mask
from chucai.engine.kernels.choice_exact import constrain, solver

FEW_COLUMNS = 400


@dataclass(frozen=True)
class Counts:
    """R rows over V counted columns: low <= weight[R, V] @ x <= high, 0 <= x <= most [V]; item [R]."""

    weight: Ints
    low: Ints
    high: Ints
    most: Ints
    item: Ints

    def only(self, items: Iterable[int]) -> Counts:
        """The rows of these items and the rows of the model, columns that are alike in them merged."""
        rows = np.isin(self.item, [-1, *items])
        weight = self.weight[rows]
        merged, group = np.unique(weight, axis=1, return_inverse=True)
        most = np.bincount(group.ravel(), weights=self.most, minlength=merged.shape[1]).astype(np.int64)
        return Counts(merged, self.low[rows], self.high[rows], most, self.item[rows])

    def moved(self, moves: Ints, unit: Ints) -> Counts:
        """Every row weakened by as many units as its item is moved."""
        step = np.where(self.item >= 0, (moves * unit)[self.item], 0)
        low = np.where(self.low > -FAR, self.low - step, -FAR)
        return replace(self, low=low, high=np.where(self.high < FAR, self.high + step, FAR))

    def columns(self, kept: Mask) -> Counts:
        return replace(self, weight=self.weight[:, kept], most=self.most[kept])


def minimal_conflict(counts: Counts) -> tuple[int, ...]:
    """Items that cannot hold together, while without any one of them the others can; empty if all can.

    Starts from the items a linear relaxation blames and drops one after the other, each time asking the exact solver.
    """
    kept = _shortfall(counts)[0]
    if not kept or _solvable(counts.only(kept)):
        kept = sorted({item for item in counts.item.tolist() if item >= 0})
        if possible(counts):
            return ()
    for item in list(kept):
        without = [other for other in kept if other != item]
        if not possible(counts.only(without)):
            kept = without
    return tuple(kept)


def possible(counts: Counts) -> bool:
    """Whether some counts satisfy all rows; exact. Tries the relaxation's columns and a few more first."""
    if counts.weight.shape[1] <= 2 * FEW_COLUMNS:
        return _solvable(counts)
    blamed, support = _shortfall(counts)
    if blamed and not _solvable(counts.only(blamed)):
        return False
    support[:: max(1, len(support) // FEW_COLUMNS)] = True
    return _solvable(counts.columns(support)) or _solvable(counts)


def _solvable(counts: Counts) -> bool:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [model.new_int_var(0, int(most), "") for most in counts.most]
    for row in range(len(counts.low)):
        if not constrain(model, _terms(columns, counts.weight[row]), int(counts.low[row]), int(counts.high[row])):
            return False
    return bool(solver().solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE))


def _terms(columns: Sequence[Any], weight: Ints) -> list[tuple[Any, int]]:
    return [(columns[at], int(weight[at])) for at in np.flatnonzero(weight).tolist()]


def _shortfall(counts: Counts) -> tuple[list[int], Mask]:
    """The linear relaxation with the total shortfall made as small as possible.

    Returns the items that carry a price (a Farkas certificate; none if there is no shortfall) and the columns used.
    """
    from scipy.optimize import linprog
    from scipy.sparse import csr_array, hstack

    has_low, has_high = np.flatnonzero(counts.low > -FAR), np.flatnonzero(counts.high < FAR)
    row = np.concatenate([has_low, has_high])
    sign = np.concatenate([-np.ones(len(has_low)), np.ones(len(has_high))])
    factor = sign / np.maximum(np.abs(counts.weight).max(axis=1, initial=1), 1)[row]
    upper = factor * np.concatenate([counts.low[has_low], counts.high[has_high]])
    elastic = np.flatnonzero(counts.item[row] >= 0)
    slack = csr_array((-np.ones(len(elastic)), (elastic, np.arange(len(elastic)))), shape=(len(row), len(elastic)))
    matrix = hstack([csr_array(counts.weight[row] * factor[:, None]), slack])
    columns = counts.weight.shape[1]
    cost = np.concatenate([np.zeros(columns), np.ones(len(elastic))])
    ends = np.vstack([np.column_stack([np.zeros(columns), counts.most]), np.tile([0, np.inf], (len(elastic), 1))])
    result = linprog(cost, A_ub=matrix, b_ub=upper, bounds=ends, method="highs-ds")
    if result.status != 0:
        return [], np.ones(columns, dtype=bool)
    priced = counts.item[row][np.abs(result.ineqlin.marginals) > 1e-7] if result.fun > 1e-7 else []
    return sorted({int(item) for item in priced if item >= 0}), result.x[:columns] > 1e-7


@dataclass(frozen=True)
class Prices:
    """Per item [I]: the `unit` it moves by, the `most` units, the cost of moving it at all and of every unit."""

    unit: Ints
    most: Ints
    touched: Ints
    each: Ints


def cheapest_moves(counts: Counts, prices: Prices) -> Ints | None:
    """Units [I] to move each item so that all rows hold, at the least cost there is; None if no moves can do it.

    Solved over few rows at first; as long as the answer leaves a conflict among the others, its rows join.
    """
    rows: set[int] = set(minimal_conflict(counts))
    while True:
        moves = _moves(counts.only(sorted(rows)), prices)
        if moves is None:
            return None
        found = minimal_conflict(counts.moved(moves, prices.unit))
        if not found:
            return moves
        if rows.issuperset(found):
            raise AssertionError("a repair left its own rows in conflict")
        rows.update(found)


def _moves(counts: Counts, prices: Prices) -> Ints | None:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = [model.new_int_var(0, int(most), "") for most in counts.most]
    items = sorted({item for item in counts.item.tolist() if item >= 0})
    moved = {item: model.new_int_var(0, int(prices.most[item]), "") for item in items}
    touched = {item: model.new_bool_var("") for item in items}
    for item in items:
        model.add(moved[item] <= int(prices.most[item]) * touched[item])
    for row, item in enumerate(counts.item.tolist()):
        move = [(moved[item], int(prices.unit[item]))] if item >= 0 else []
        terms = _terms(columns, counts.weight[row])
        if not _weakened(model, terms, int(counts.low[row]), int(counts.high[row]), move):
            return None
    model.minimize(
        sum(int(prices.touched[item]) * touched[item] + int(prices.each[item]) * moved[item] for item in items)
    )
    made = solver()
    if made.solve(model) != cp_model.OPTIMAL:
        return None
    answer = np.zeros(len(prices.unit), dtype=np.int64)
    answer[items] = [made.value(moved[item]) for item in items]
    return answer


def _weakened(model: Any, terms: list[tuple[Any, int]], low: int, high: int, move: list[tuple[Any, int]]) -> bool:
    """The row, with the move helping on both sides; False when it is empty and does not hold."""
    other_way = [(variable, -unit) for variable, unit in move]
    return (low <= -FAR or constrain(model, terms + move, low, FAR)) and (
        high >= FAR or constrain(model, terms + other_way, -FAR, high)
    )
