"""The exact end of a choice: CP-SAT over the columns that are still open, integers throughout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from chucai.engine.kernels.choice_columns import FAR, Columns, Ints, Mask


class Allowance:
    """Deterministic seconds left for all exact solves together; None is no limit.

    Deterministic seconds count the solver's work, not the clock, so a limited run repeats on any machine.
    """

    def __init__(self, seconds: float | None) -> None:
        self._left = seconds

    def spend(self, seconds: float) -> None:
        if self._left is not None:
            self._left = max(0.0, self._left - seconds)

    def limit(self, solver: Any) -> None:
        if self._left is not None:
            solver.parameters.max_deterministic_time = self._left


@dataclass(frozen=True)
class Found:
    """`status`: optimal, feasible, infeasible or unknown; `picked` [m] mask; no list of this problem beats `bound`."""

    status: str
    picked: Mask
    value: int
    bound: int


def exact(
    columns: Columns, goal: Ints, free: Mask, inside: Mask, allowance: Allowance, hint: Mask | None = None
) -> Found:
    """Maximise `goal` over the free columns, those `inside` chosen and all others not."""
    part = columns.narrowed(free, inside)
    hinted = None if hint is None else hint[free]
    status, chosen, bound = _solve(part, goal[free], allowance, hinted)
    picked = inside.copy()
    picked[np.flatnonzero(free)[chosen]] = True
    value = int(goal[picked].sum())
    return Found(status, picked, value, value if status == "optimal" else int(goal[inside].sum()) + bound)


def solver() -> Any:
    """One worker and a fixed seed: the same input gives the same answer on any machine."""
    from ortools.sat.python import cp_model  # 0.5 s to import: only when something is to be solved

    made = cp_model.CpSolver()
    made.parameters.num_workers = 1
    made.parameters.random_seed = 1
    made.parameters.relative_gap_limit = 0.0
    return made


def _solve(part: Columns, goal: Ints, allowance: Allowance, hint: Mask | None) -> tuple[str, Ints, int]:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    people = [model.new_bool_var("") for _ in range(len(part.who))]
    waived = [model.new_bool_var("") for _ in range(part.waiver.shape[1])]
    nobody = np.zeros(0, dtype=np.int64)
    weights, kinds = part.weights, part.kinds
    for row in range(len(part.low)):
        terms = _terms(people, weights[row]) + _terms(waived, part.waiver[row])
        if not constrain(model, terms, int(part.low[row]), int(part.high[row])):
            return "infeasible", nobody, 0
    for kind, (low, high) in enumerate(zip(part.kind_low.tolist(), part.kind_high.tolist(), strict=True)):
        terms = [(people[column], 1) for column in np.flatnonzero(kinds == kind)]
        if high < low or not constrain(model, terms, low, high):
            return "infeasible", nobody, 0
    if people:
        model.maximize(cp_model.LinearExpr.weighted_sum(people, goal.tolist()))
    for column in [] if hint is None else range(len(people)):
        model.add_hint(people[column], bool(hint[column]))  # type: ignore[index]
    return _outcome(model, people, allowance)


def _terms(variables: list[Any], factors: Ints) -> list[tuple[Any, int]]:
    return [(variables[column], int(factors[column])) for column in np.flatnonzero(factors)]


def constrain(model: Any, terms: list[tuple[Any, int]], low: int, high: int) -> bool:
    """Add the row; False when it has no variables and does not hold."""
    from ortools.sat.python import cp_model

    if not terms:
        return low <= 0 <= high
    variables, factors = zip(*terms, strict=True)
    bounds = cp_model.Domain(low if low > -FAR else -(2**62), high if high < FAR else 2**62)
    model.add_linear_expression_in_domain(cp_model.LinearExpr.weighted_sum(variables, factors), bounds)
    return True


def _outcome(model: Any, people: list[Any], allowance: Allowance) -> tuple[str, Ints, int]:
    made = solver()
    allowance.limit(made)
    status = made.status_name(made.solve(model))
    allowance.spend(made.response_proto.deterministic_time)
    nobody = np.zeros(0, dtype=np.int64)
    if status == "INFEASIBLE":
        return "infeasible", nobody, 0
    if status not in ("OPTIMAL", "FEASIBLE"):
        return "unknown", nobody, 0
    chosen = np.array([at for at, one in enumerate(people) if made.boolean_value(one)], dtype=np.int64)
    return status.lower(), chosen, round(made.best_objective_bound) if people else 0
