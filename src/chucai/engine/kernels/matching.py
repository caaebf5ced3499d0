"""Who reads what, as a min-cost flow in integers: the answer is exact. Slow twins: `plain_matching`.

`match` finds a cheapest flow; `settled` picks, of all flows as cheap, the one with the lowest sum of lots. Proofs that
need no solver are in `matching_proof`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.matching_network import Layout, Network, laid_out

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SAFE = 2.0**62
LOT_BITS = 40


def match(network: Network) -> Mask | None:
    """[P] the pairs used, at the least total cost; None when the needs or the least loads cannot be met.

    Raises OverflowError when costs are too large for the solver's 64 bits: scale them down.
    """
    layout = laid_out(network)
    found = flow(layout)
    return None if found is None else found[: layout.pairs] > 0


def flow(layout: Layout) -> Ints | None:
    """[arcs] a cheapest flow that meets all supplies; None if there is none. Raises OverflowError as `match` does."""
    from ortools.graph.python import min_cost_flow

    if not layout.supply.any():
        return np.zeros(len(layout.tail), dtype=np.int64)
    if not len(layout.tail) or layout.supply[0] > 0:
        return None
    if float(np.abs(layout.cost).max()) * (len(layout.supply) + 1) > SAFE:
        raise OverflowError("costs times nodes exceed 64 bits")
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(layout.tail, layout.head, layout.capacity, layout.cost)
    solver.set_nodes_supplies(np.arange(len(layout.supply), dtype=np.int32), layout.supply)
    status = solver.solve()
    if status == solver.BAD_COST_RANGE:
        raise OverflowError("costs times nodes exceed what the solver's 64 bits hold")
    if status in (solver.INFEASIBLE, solver.UNBALANCED):
        return None  # flows must not be read now: the solver would crash
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"the flow solver gave up: {status}")
    found: Ints = solver.flows(np.arange(len(layout.tail), dtype=np.int32))
    return found


def settled(layout: Layout, found: Ints, potential: Ints, lots: Ints) -> Ints:
    """Of all flows that cost as little as `found`, the one whose pairs have the lowest sum of `lots` [P].

    By complementary slackness (`potential` from `matching_proof.potentials`) arcs with a reduced cost other than 0 are
    settled, so only the others enter the second flow. Lots are non-negative, below 2 ** LOT_BITS.
    """
    open_ = layout.cost + potential[layout.tail] == potential[layout.head]
    if not (open_[: layout.pairs] & (found[: layout.pairs] == 0)).any():
        return found
    kept = np.where(open_, 0, found)
    moved = kept.nonzero()[0]
    supply = layout.supply.copy()
    np.subtract.at(supply, layout.tail[moved], kept[moved])
    np.add.at(supply, layout.head[moved], kept[moved])
    chance = np.zeros(len(open_), dtype=np.int64)
    chance[: layout.pairs] = lots >> _bits_too_many(lots, len(supply))
    part = Layout(
        layout.tail[open_], layout.head[open_], layout.capacity[open_], chance[open_], supply, int(open_.sum())
    )
    again = flow(part)
    if again is None:
        raise ArithmeticError("the flow solver found no flow though one is at hand")
    kept[open_] = again
    return kept


def _bits_too_many(lots: Ints, nodes: int) -> int:
    bits = 0
    while (float(lots.max(initial=0) >> bits)) * (nodes + 1) > SAFE:
        bits += 1
    return bits


def possible(network: Network) -> bool:
    """Can needs and least loads be met at all?"""
    return match(replace(network, cost=0 * network.cost, load_price=0)) is not None


def bottleneck(nominee: Ints, assessor: Ints, need: Ints, room: Ints) -> Mask | None:
    """[N] nominees who together need more than all who may read them can give; None if every need can be met.

    A minimum cut (Hall's condition), and of its parts that share no assessor the one with the fewest nominees that is
    short by itself.
    """
    from ortools.graph.python import max_flow

    nominees, assessors = len(need), len(room)
    solver = max_flow.SimpleMaxFlow()
    first = 2 + nominees
    solver.add_arcs_with_capacity(
        np.concatenate([np.zeros(nominees, dtype=np.int64), 2 + nominee, first + np.arange(assessors)]),
        np.concatenate([2 + np.arange(nominees), first + assessor, np.ones(assessors, dtype=np.int64)]),
        np.concatenate([need, np.ones(len(nominee), dtype=np.int64), room]),
    )
    if solver.solve(0, 1) != solver.OPTIMAL:
        raise ArithmeticError("the flow solver gave up")
    if solver.optimal_flow() == need.sum():
        return None
    side = np.array(solver.get_source_side_min_cut(), dtype=np.int64) - 2
    short = np.zeros(nominees, dtype=bool)
    short[side[(side >= 0) & (side < nominees)]] = True
    return _smallest_part(nominee, assessor, need, room, short)


def _smallest_part(nominee: Ints, assessor: Ints, need: Ints, room: Ints, short: Mask) -> Mask:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    inside = short[nominee]
    nodes = len(need) + len(room)
    edges = (np.ones(int(inside.sum())), (nominee[inside], len(need) + assessor[inside]))
    _, label = connected_components(coo_array(edges, shape=(nodes, nodes)), directed=False)
    mine = label[: len(need)]
    wanted = np.bincount(mine[short], weights=need[short], minlength=nodes)
    gives = np.minimum(room, np.bincount(assessor[inside], minlength=len(room)))
    given = np.bincount(label[len(need) :], weights=gives, minlength=nodes)
    lacking = np.flatnonzero(wanted > given)
    least = lacking[np.argmin(np.bincount(mine[short], minlength=nodes)[lacking])]
    part: Mask = short & (mine == least)
    return part
