"""Rows that cannot hold together: a smallest-by-inclusion set of them, and the cheapest way out.

Works on counts: columns that are alike in the rows at hand are one integer variable, so a million people are some
thousand variables. Rows belong to items (sides of rules); a row with item -1 is part of the model and always holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.choice_columns import FAR, Ints
from chucai.engine.kernels.choice_exact import Allowance, solver


@dataclass(frozen=True)
class Counts:
    """R rows over V counted columns: low <= weight[R, V] @ x <= high, 0 <= x <= most [V]; item [R]."""

    weight: Ints
    low: Ints
    high: Ints
    most: Ints
    item: Ints

    def only(self, items: Sequence[int]) -> Counts:
        """The rows of these items and the rows of the model, columns that are alike in them merged."""
        rows = np.isin(self.item, [-1, *items])
        weight = self.weight[rows]
        merged, group = np.unique(weight, axis=1, return_inverse=True)
        most = np.bincount(group.ravel(), weights=self.most, minlength=merged.shape[1]).astype(np.int64)
        return Counts(merged, self.low[rows], self.high[rows], most, self.item[rows])


@dataclass(frozen=True)
class Moves:
    """How far each item is moved (in its own unit), and whether no cheaper set of moves exists."""

    by: tuple[int, ...]
    proven: bool


def minimal_conflict(counts: Counts, items: int) -> tuple[int, ...]:
    """Items that cannot hold together, while without any one of them the others can.

    Starts from the items a linear relaxation blames and drops one after the other, each time asking the exact solver.
    Raises ValueError when all items can hold together.
    """
    kept = _blamed(counts)
    if not kept or _possible(counts.only(kept)):
        kept = list(range(items))
        if _possible(counts.only(kept)):
            raise ValueError("the rows can hold together")
    for item in list(kept):
        without = [other for other in kept if other != item]
        if not _possible(counts.only(without)):
            kept = without
    return tuple(kept)


def _possible(counts: Counts) -> bool:
    """Whether some counts satisfy all rows; exact."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    columns = _counted(model, counts)
    for row in range(len(counts.low)):
        if not _row(model, columns, counts.weight[row], int(counts.low[row]), int(counts.high[row])):
            return False
    return solver().solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _counted(model: Any, counts: Counts) -> list[Any]:
    return [model.new_int_var(0, int(most), "") for most in counts.most]


def _row(model: Any, columns: list[Any], weight: Ints, low: int, high: int, extra: Sequence[tuple[Any, int]] = ()) -> bool:
    from ortools.sat.python import cp_model

    terms = [(columns[at], int(weight[at])) for at in np.flatnonzero(weight)] + list(extra)
    if not terms:
        return low <= 0 <= high
    variables, factors = zip(*terms, strict=True)
    domain = cp_model.Domain(low if low > -FAR else -(2**62), high if high < FAR else 2**62)
    model.add_linear_expression_in_domain(cp_model.LinearExpr.weighted_sum(variables, factors), domain)
    return True


def _blamed(counts: Counts) -> list[int]:
    """Items whose rows carry a price when the total shortfall is made as small as possible (a Farkas certificate)."""
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
    ends = [*((0, int(most)) for most in counts.most), *((0, None) for _ in elastic)]
    result = linprog(cost, A_ub=matrix, b_ub=upper, bounds=ends, method="highs-ds")
    if result.status != 0 or result.fun < 1e-7:
        return []
    priced = counts.item[row][np.abs(result.ineqlin.marginals) > 1e-7]
    return sorted({int(item) for item in priced if item >= 0})


def cheapest_moves(
    counts: Counts, unit: Ints, most: Ints, fixed_cost: Ints, unit_cost: Ints, seconds: float
) -> Moves | None:
    """Move items, each by at most `most` of its `unit`s, so that all rows hold; None if that cannot be.

    Cost: `fixed_cost` for every item moved, `unit_cost` for every unit. `seconds` (deterministic) bounds the search;
    what was found by then is valid, if perhaps not the cheapest.
    """
    from ortools.sat.python import cp_model

    merged = counts.only(range(len(unit)))
    model = cp_model.CpModel()
    columns = _counted(model, merged)
    moved = [model.new_int_var(0, int(limit), "") for limit in most]
    touched = [model.new_bool_var("") for _ in most]
    for item, limit in enumerate(most.tolist()):
        model.add(moved[item] <= limit * touched[item])
    for row, item in enumerate(merged.item.tolist()):
        low, high = int(merged.low[row]), int(merged.high[row])
        if not _elastic(model, columns, merged.weight[row], low, high, [] if item < 0 else [(moved[item], int(unit[item]))]):
            return None
    model.minimize(
        cp_model.LinearExpr.weighted_sum(touched, fixed_cost.tolist()) + cp_model.LinearExpr.weighted_sum(moved, unit_cost.tolist())
    )
    made = solver()
    Allowance(seconds).limit(made)
    status = made.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return Moves(tuple(made.value(one) for one in moved), status == cp_model.OPTIMAL)


def _elastic(model: Any, columns: list[Any], weight: Ints, low: int, high: int, move: list[tuple[Any, int]]) -> bool:
    """The row, each side weakened by the move."""
    down = [(variable, -unit) for variable, unit in move]
    below = low <= -FAR or _row(model, columns, weight, low, FAR, move)
    above = high >= FAR or _row(model, columns, weight, -FAR, high, down)
    return below and above
