"""The best assignment in which no nominee's sum lies below a floor: exact integers, with a bound that proves it.

A floor on a sum is not a flow. But with a price y on every floor it is: the pairs of a nominee then weigh (D + y) / D
as much. The linear relaxation (scipy's HiGHS) gives the prices, rounded to integers over D; a flow gives the bound;
pairs that would cost more than bound minus the best at hand are settled; the rest goes to CP-SAT (one worker, fixed
seed).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.matching import flow
from chucai.engine.kernels.matching_network import Network, laid_out, loads_of, sides_of
from chucai.engine.kernels.matching_proof import (
    Floors,
    Prices,
    lifted,
    most,
    most_above,
    potentials,
    prices_of,
    worth,
)

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

FINEST = 20  # the prices of floors are rounded to 2 ** -20, or less finely where 64 bits ask for it
EASED = (0.0, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3)  # of the largest weight
FIRST_CORE = 2_000  # pairs that go to the exact solver at first; a much smaller core is harder to search


@dataclass(frozen=True)
class Proof:
    """`floor` [N] prices in parts of `parts`; `rest` the prices of the flow that remains."""

    floor: Ints
    parts: int
    rest: Prices


@dataclass(frozen=True)
class Floored:
    """used [P], None if nothing was found; `bound` on the worth of any such assignment; proven: no better one, or none.

    `priced` is the bound that the prices prove by themselves; the exact search closed what lies between.
    """

    used: Mask | None
    bound: int | None
    proof: Proof | None
    proven: bool
    priced: int | None = None


def above_floors(network: Network, floors: Floors, effort: float) -> Floored:
    """The assignment worth most in which all sums reach their floors. `effort`: CP-SAT's deterministic seconds."""
    proof, loss, at_most = _proved(network, floors)
    if proof is None:
        return Floored(None, None, None, proven=True)
    order = np.argsort(np.abs(loss), kind="stable")
    size, hint = max(FIRST_CORE, 6 * int(network.need.sum())), None
    while True:
        core = np.zeros(len(loss), dtype=bool)
        core[order[:size]] = True
        used, closed = _exact(network, floors, core, loss < 0, hint, effort)
        hint = hint if used is None else used
        needed = len(order)
        if hint is not None:
            gap = proof.parts * (at_most - worth(network, hint))
            needed = int((np.abs(loss) <= gap).sum()) if gap else 0
        if closed and size >= needed:
            return Floored(hint, None if hint is None else worth(network, hint), proof, True, at_most)
        if not closed:
            return Floored(hint, at_most, proof, False, at_most)
        size = min(2 * size, needed)


def highest_floor(network: Network, weight: Ints, given: Ints) -> int | None:
    """No assignment has a larger worst sum, `given` [N] included; in whole numbers. None if that gives no bound."""
    program = _Program(network)
    share = program.sums(weight)
    nominees = len(network.need)
    from scipy.sparse import csr_array, hstack

    unit = max(1.0, float(np.abs(weight).max(initial=1)))
    rows = hstack([-share / unit, csr_array(np.ones((nominees, 1)))])
    found = program.solved(np.append(np.zeros(program.columns), -1.0), rows, given / unit, free=True)
    if found is None:
        return None
    parts = _parts(network, Floors(weight, given))
    prices = np.maximum(np.rint(-found.ineqlin.marginals[:nominees] * parts), 0).astype(np.int64)
    total = int(prices.sum())
    bare = replace(network, cost=-(prices[network.nominee] * weight), load_price=0)
    layout = laid_out(bare)
    best = flow(layout)
    if best is None or not total:
        return None
    return (most(bare, prices_of(bare, potentials(layout, best))) + int((prices * given).sum())) // total


def _parts(network: Network, floors: Floors) -> int:
    """As fine as 64 bits allow, when a floor's price is a few times that of the worth itself."""
    largest = max(1.0, float(np.abs(network.cost).max(initial=0)), float(np.abs(floors.weight).max(initial=0)))
    room = 2.0**58 / largest / (2 * len(network.need) + len(network.room) + 2)
    return 1 << max(0, min(FINEST, int(np.log2(max(1.0, room)))))


def _floor_prices(network: Network, floors: Floors) -> Floats:
    """The relaxation's prices of the floors. Whatever they are, they prove a bound; bad ones a weak one.

    A floor that can only just be kept is often called impossible by a solver with floats, so its word on that is not
    taken: the floors are eased a little and a little more, for the prices' sake alone.
    """
    program = _Program(network)
    share = program.sums(floors.weight)
    cost = np.concatenate([network.cost, loads_of(network).price]).astype(float)
    scale = max(1.0, float(np.abs(cost).max(initial=1.0)))
    unit = max(1.0, float(np.abs(floors.weight).max(initial=1)))
    for ease in EASED:
        found = program.solved(cost / scale, -share / unit, ease - floors.least / unit)
        if found is not None:
            prices: Floats = np.maximum(-found.ineqlin.marginals[: len(floors.least)] * scale / unit, 0.0)
            return prices
    return np.zeros(len(floors.least))


def _proved(network: Network, floors: Floors) -> tuple[Proof | None, Ints, int]:
    """The proof, [P] what it costs at least to use a pair (positive) or to do without it (negative), and the bound.

    No proof if there is no assignment at all. Prices are rounded as finely as 64 bits turn out to allow.
    """
    found, parts = _floor_prices(network, floors), _parts(network, floors)
    while True:
        prices = np.rint(np.minimum(found * parts, 2.0**62)).astype(np.int64)
        try:
            rest, loss = _rest(lifted(network, floors, prices, parts))
            if rest is None:
                return None, loss, 0
            return Proof(prices, parts, rest), loss, most_above(network, floors, prices, parts, rest)
        except OverflowError:
            if parts == 1:
                raise
            parts = max(1, parts // 8)


def _rest(bare: Network) -> tuple[Prices | None, Ints]:
    """The prices of the flow, and [P] the loss of each pair; None if there is no flow."""
    layout = laid_out(bare)
    best = flow(layout)
    if best is None:
        return None, bare.cost
    rest = prices_of(bare, potentials(layout, best))
    loss = bare.cost + rest.nominee[bare.nominee] + rest.assessor[bare.assessor]
    of_pair = sides_of(bare).of_pair
    held = np.flatnonzero(of_pair >= 0)
    loss[held] += rest.side[of_pair[held]]
    return rest, loss


class _Program:
    """The linear program of a network: pairs, then loads, as columns."""

    def __init__(self, network: Network) -> None:
        self.network, self.loads, self.limits = network, loads_of(network), sides_of(network)
        self.columns = len(network.nominee) + len(self.loads.assessor)

    def sums(self, weight: Ints) -> Any:
        """[N, columns] the sum of every nominee."""
        return self._rows(self.network.nominee, weight, len(self.network.need))

    def _rows(self, row: Ints, weight: Ints, rows: int) -> Any:
        from scipy.sparse import csr_array

        return csr_array((weight.astype(float), (row, np.arange(len(row)))), shape=(rows, self.columns))

    def _equalities(self) -> tuple[Any, Floats]:
        """Every need met; every assessor's readings are the least load and what is paid for."""
        from scipy.sparse import csr_array, vstack

        network, loads = self.network, self.loads
        pairs, ones = len(network.nominee), np.ones(len(network.nominee), dtype=np.int64)
        paid = csr_array(
            (-np.ones(len(loads.assessor)), (loads.assessor, pairs + np.arange(len(loads.assessor)))),
            shape=(len(network.room), self.columns),
        )
        rows = [
            self._rows(network.nominee, ones, len(network.need)),
            self._rows(network.assessor, ones, len(network.room)) + paid,
        ]
        return vstack(rows), np.concatenate([network.need, network.least]).astype(float)

    def solved(self, cost: Floats, rows: Any, at_most: Floats, free: bool = False) -> Any:
        """scipy's result, or None if there is none. `free`: one more column, without bounds."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, hstack, vstack

        more = len(cost) - self.columns
        equal, right = self._equalities()
        held = np.flatnonzero(self.limits.of_pair >= 0)
        ones = np.zeros(len(self.limits.of_pair), dtype=np.int64)
        ones[held] = 1
        limited = self._rows(np.maximum(self.limits.of_pair, 0), ones, max(1, len(self.limits.room)))
        room = self.limits.room if len(self.limits.room) else np.zeros(1)
        if more:
            equal = hstack([equal, csr_array((equal.shape[0], more))])
            limited = hstack([limited, csr_array((limited.shape[0], more))])
        pairs = len(self.network.nominee)
        upper = np.concatenate([np.ones(pairs), self.loads.capacity, np.full(more, np.inf if free else 0.0)])
        bounds = np.stack([np.where(np.arange(len(cost)) < self.columns, 0.0, -np.inf), upper], axis=1)
        found = linprog(
            cost, vstack([rows, limited]), np.concatenate([at_most, room]), equal, right, bounds, method="highs-ds"
        )
        return found if found.status == 0 else None


def _exact(
    network: Network, floors: Floors, core: Mask, settled: Mask, hint: Mask | None, effort: float
) -> tuple[Mask | None, bool]:
    """The best choice among the pairs of the core, the others as settled; and was the search carried to its end."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    chosen = np.flatnonzero(core)
    variables = {row: model.new_bool_var("") for row in chosen.tolist()}
    outside = settled & ~core
    for row, one in variables.items() if hint is not None else ():
        model.add_hint(one, bool(hint is not None and hint[row]))
    _rows_of(model, network, floors, variables, outside)
    price = _load_terms(model, network, variables, outside)
    model.maximize(sum(-int(network.cost[row]) * one for row, one in variables.items()) - price)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = effort
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, status == cp_model.INFEASIBLE
    used = outside.copy()
    used[[row for row, one in variables.items() if solver.boolean_value(one)]] = True
    return used, status == cp_model.OPTIMAL


def _rows_of(model: Any, network: Network, floors: Floors, variables: dict[int, Any], outside: Mask) -> None:
    """Needs, floors and limits."""
    given = np.bincount(network.nominee[outside], minlength=len(network.need))
    summed = np.zeros(len(network.need), dtype=np.int64)
    np.add.at(summed, network.nominee[outside], floors.weight[outside])
    sides = sides_of(network)
    limited = sides.of_pair[outside]
    spent = np.bincount(limited[limited >= 0], minlength=len(sides.room))
    for at, rows in _by(network.nominee, variables).items():
        model.add(sum(variables[row] for row in rows) == int(network.need[at] - given[at]))
        least = int(floors.least[at] - summed[at])
        model.add(sum(int(floors.weight[row]) * variables[row] for row in rows) >= least)
    for at, rows in _by(sides.of_pair, variables).items():
        if at >= 0:
            model.add(sum(variables[row] for row in rows) <= int(sides.room[at] - spent[at]))
    alone = np.setdiff1d(np.arange(len(given)), network.nominee[list(variables)])
    if ((given != network.need) | (summed < floors.least))[alone].any():
        model.add_bool_or([])  # a nominee outside the core lacks something: impossible here


def _load_terms(model: Any, network: Network, variables: dict[int, Any], outside: Mask) -> Any:
    """Least and greatest loads; the answer is what the loads cost."""
    given = np.bincount(network.assessor[outside], minlength=len(network.room))
    readings = _by(network.assessor, variables)
    arcs, price = loads_of(network), 0
    steps_of = _by(arcs.assessor, dict.fromkeys(range(len(arcs.assessor))))
    for at in range(len(network.room)):
        load = model.new_int_var(int(network.least[at]), int(network.room[at]), "")
        model.add(load == int(given[at]) + sum(variables[row] for row in readings.get(at, [])))
        if network.load_price:
            steps = [
                (model.new_int_var(0, int(arcs.capacity[k]), ""), int(arcs.price[k])) for k in steps_of.get(at, [])
            ]
            model.add(load == int(network.least[at]) + sum(one for one, _ in steps))
            price = price + sum(cost * one for one, cost in steps)
    return price


def _by(keys: Ints, rows: dict[int, Any]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(int(keys[row]), []).append(row)
    return found
