"""Who reads what, as a flow: source -> nominee (need) -> assessor (one per pair) -> sink (load, dearer by and by).

The solver is a min-cost flow in integers: the answer is exact. The price of an assessor's k-th reading grows with k, so
loads come out even without being forced to. Slow twins: `plain_matching`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

SAFE = 2.0**62
FINE = 8  # beyond twice the mean load and this much, loads are priced in one piece


@dataclass(frozen=True)
class Network:
    """P possible pairs of N nominees and M assessors.

    nominee, assessor, cost [P]; need [N] readings wanted; room [M] readings an assessor may still take on; carried [M]
    those already fixed. The k-th reading of an assessor costs `load_price` * k. side [P]: pairs of one nominee with the
    same number >= 0 may together be used only `side_room` times (-1: no such limit).
    """

    nominee: Ints
    assessor: Ints
    cost: Ints
    need: Ints
    room: Ints
    carried: Ints
    load_price: int
    side: Ints
    side_room: int = 1


@dataclass(frozen=True)
class Arcs:
    tail: Ints
    head: Ints
    capacity: Ints
    cost: Ints


def match(network: Network) -> Mask | None:
    """[P] the pairs used, at the least total cost; None when the needs cannot be met.

    Raises OverflowError when costs are too large for the solver's 64 bits: scale them down.
    """
    from ortools.graph.python import min_cost_flow

    if not len(network.need) or not network.need.any():
        return np.zeros(len(network.nominee), dtype=bool)
    arcs, pairs = _arcs(network)
    nodes = int(max(arcs.tail.max(), arcs.head.max())) + 1
    if float(np.abs(arcs.cost).max()) * (nodes + 1) > SAFE:
        raise OverflowError("costs times nodes exceed 64 bits")
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(arcs.tail, arcs.head, arcs.capacity, arcs.cost)
    supply = np.zeros(nodes, dtype=np.int64)
    supply[0], supply[1] = network.need.sum(), -network.need.sum()
    solver.set_nodes_supplies(np.arange(nodes), supply)
    if solver.solve() != solver.OPTIMAL:
        return None  # flows must not be read now: the solver would crash
    used: Mask = solver.flows(np.arange(pairs.start, pairs.stop)) > 0
    return used


def _arcs(network: Network) -> tuple[Arcs, slice]:
    """Nodes: 0 source, 1 sink, then nominees, assessors, sides. The slice says which arcs are the pairs."""
    nominees, assessors = len(network.need), len(network.room)
    first_assessor = 2 + nominees
    sided = network.side >= 0
    keys, side_of = np.unique(
        network.nominee[sided] * (network.side.max(initial=0) + 1) + network.side[sided], return_inverse=True
    )
    first_side = first_assessor + assessors
    tails = 2 + network.nominee
    tails[sided] = first_side + side_of
    side_nominee = keys // (network.side.max(initial=0) + 1)
    parts = [
        Arcs(
            np.zeros(nominees, dtype=np.int64),
            2 + np.arange(nominees),
            network.need,
            np.zeros(nominees, dtype=np.int64),
        ),
        Arcs(tails, first_assessor + network.assessor, np.ones(len(tails), dtype=np.int64), network.cost),
        Arcs(
            2 + side_nominee, first_side + np.arange(len(keys)), np.full(len(keys), network.side_room), 0 * side_nominee
        ),
        _load_arcs(network, first_assessor),
    ]
    joined = Arcs(*(np.concatenate([getattr(part, name) for part in parts]) for name in Arcs.__dataclass_fields__))
    return joined, slice(nominees, nominees + len(tails))


def _load_arcs(network: Network, first_assessor: int) -> Arcs:
    """One arc per reading, each dearer than the one before; far above the mean one arc for all the rest."""
    mean = int(network.need.sum() + network.carried.sum()) // max(1, len(network.room)) + 1
    fine = np.minimum(network.room, np.maximum(2 * mean + FINE - network.carried, 1))
    who = np.repeat(np.arange(len(fine)), fine)
    starts = np.repeat(np.cumsum(fine) - fine, fine)
    step = network.carried[who] + np.arange(len(who)) - starts + 1
    rest = network.room - fine
    coarse = np.flatnonzero(rest > 0)
    tail = first_assessor + np.concatenate([who, coarse])
    capacity = np.concatenate([np.ones(len(who), dtype=np.int64), rest[coarse]])
    price = network.load_price * np.concatenate([step, (network.carried + network.room)[coarse]])
    return Arcs(tail, np.ones(len(tail), dtype=np.int64), capacity, price)


def bottleneck(nominee: Ints, assessor: Ints, need: Ints, room: Ints) -> Mask | None:
    """[N] nominees who together need more than all who may read them can give; None if every need can be met.

    A minimum cut (Hall's condition); the group is the whole source side, not necessarily the smallest one.
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
    return short
