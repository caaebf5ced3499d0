"""Who may read what, laid out as a flow: nominee (need) -> assessor (one per pair) -> sink (load, dearer by and by).

No solver here: the checker of an assignment imports this module too.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Nodes = npt.NDArray[np.int32]

FINE = 8  # beyond twice the mean load and this much, loads are priced in one piece
NO_SIDES = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Network:
    """P possible pairs of N nominees and M assessors.

    nominee, assessor, cost [P]; need [N] readings wanted; room [M] readings an assessor may still take on, low [M]
    those each must take on (none if left out); carried [M] those fixed already. The k-th reading of an assessor, the
    carried included, costs `load_price` * k. side [P]: pairs of one nominee with the same number s >= 0 may together be
    used only side_room[s] times (-1: no such limit).
    """

    nominee: Ints
    assessor: Ints
    cost: Ints
    need: Ints
    room: Ints
    carried: Ints
    load_price: int
    side: Ints
    side_room: Ints = field(default_factory=lambda: NO_SIDES)
    low: Ints = field(default_factory=lambda: NO_SIDES)

    @property
    def least(self) -> Ints:
        """[M] `low`, also where it was left out."""
        return self.low if len(self.low) else np.zeros(len(self.room), dtype=np.int64)


@dataclass(frozen=True)
class Sides:
    """S limits of one nominee on pairs of one kind: whose, how many; of [P] which limit holds a pair (-1: none)."""

    nominee: Ints
    room: Ints
    of_pair: Ints


@dataclass(frozen=True)
class Loads:
    """Readings above the least load: whose, how many, at which price each."""

    assessor: Ints
    capacity: Ints
    price: Ints


@dataclass(frozen=True)
class Layout:
    """Arcs of the flow: pairs first, then limits, then loads. Nodes: 0 the sink, then nominees, assessors, limits."""

    tail: Nodes
    head: Nodes
    capacity: Ints
    cost: Ints
    supply: Ints
    pairs: int


def sides_of(network: Network) -> Sides:
    sided = np.flatnonzero(network.side >= 0)
    of_pair = np.full(len(network.side), -1, dtype=np.int64)
    kinds = len(network.side_room)
    if not len(sided):
        return Sides(NO_SIDES, NO_SIDES, of_pair)
    keys, of_pair[sided] = np.unique(network.nominee[sided] * kinds + network.side[sided], return_inverse=True)
    return Sides(keys // kinds, network.side_room[keys % kinds], of_pair)


def loads_of(network: Network) -> Loads:
    """One arc per reading, each dearer than the one before; far above the mean one arc for all the rest."""
    least = network.least
    open_ = network.room - least
    if not network.load_price:
        who = np.flatnonzero(open_ > 0)
        return Loads(who, open_[who], np.zeros(len(who), dtype=np.int64))
    mean = int(network.need.sum() + network.carried.sum()) // max(1, len(network.room)) + 1
    fine = np.minimum(open_, np.maximum(2 * mean + FINE - network.carried - least, 1))
    who = np.repeat(np.arange(len(fine)), fine)
    step = (network.carried + least)[who] + np.arange(len(who)) - np.repeat(np.cumsum(fine) - fine, fine) + 1
    coarse = np.flatnonzero(open_ > fine)
    return Loads(
        np.concatenate([who, coarse]),
        np.concatenate([np.ones(len(who), dtype=np.int64), (open_ - fine)[coarse]]),
        network.load_price * np.concatenate([step, (network.carried + network.room)[coarse]]),
    )


def priced(network: Network, loads: Ints) -> int:
    """What the `loads` [M] cost above those carried, at the prices `loads_of` asks."""
    if not network.load_price:
        return 0
    least, above = network.least, loads_of(network)
    order = np.lexsort((above.price, above.assessor))
    who, capacity, price = above.assessor[order], above.capacity[order], above.price[order]
    before = np.cumsum(capacity) - capacity
    first = np.searchsorted(who, np.arange(len(loads)))
    started = before[np.minimum(first, len(before) - 1)] if len(before) else before
    taken = np.clip((loads - least)[who] - (before - started[who]), 0, capacity)
    must = network.load_price * (least * network.carried + least * (least + 1) // 2)
    return int((taken * price).sum() + must.sum())


def laid_out(network: Network) -> Layout:
    nominees, assessors = len(network.need), len(network.room)
    first_assessor, first_side = 1 + nominees, 1 + nominees + assessors
    sides, loads = sides_of(network), loads_of(network)
    limits, open_ = len(sides.nominee), len(loads.assessor)
    tails = np.where(sides.of_pair >= 0, first_side + sides.of_pair, 1 + network.nominee)
    supply = np.concatenate([[0], network.need, -network.least, np.zeros(limits, dtype=np.int64)])
    supply[0] = -supply.sum()
    return Layout(
        np.concatenate([tails, 1 + sides.nominee, first_assessor + loads.assessor]).astype(np.int32),
        np.concatenate(
            [first_assessor + network.assessor, first_side + np.arange(limits), np.zeros(open_, dtype=np.int64)]
        ).astype(np.int32),
        np.concatenate([np.ones(len(tails), dtype=np.int64), sides.room, loads.capacity]),
        np.concatenate([network.cost, np.zeros(limits, dtype=np.int64), loads.price]),
        supply,
        len(tails),
    )
