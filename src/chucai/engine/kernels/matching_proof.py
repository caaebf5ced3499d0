"""Is an assignment the best? Proved with whole-number prices; no solver here.

Give every nominee n a price u, every assessor j a price v, every limit (side) s a price m >= 0. Whatever these are, no
assignment is worth more than

    sum of need * u  +  sum of side room * m  +  what each load is worth at best, k * v less the price of load
    +  sum over the pairs of max(0, value - u - m - v)

(value = -cost; Lagrangian duality). At the right prices an optimal assignment is worth exactly that. The right ones are
distances in the residual network, found by Bellman and Ford's method (Ford 1956, Bellman 1958), all arcs at once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.matching_network import Layout, Network, loads_of, priced, sides_of

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

EXACT = 2.0**62


@dataclass(frozen=True)
class Prices:
    """nominee [N], assessor [M], and side by (nominee, kind of limit) in the order of `sides_of`."""

    nominee: Ints
    assessor: Ints
    side: Ints


def potentials(layout: Layout, flow: Ints) -> Ints:
    """[nodes] shortest distances in the residual network, from anywhere.

    Raises ArithmeticError if there is a circle of negative cost: then the flow is not a cheapest one.
    """
    free, taken = flow < layout.capacity, flow > 0
    tail = np.concatenate([layout.tail[free], layout.head[taken]])
    head = np.concatenate([layout.head[free], layout.tail[taken]])
    cost = np.concatenate([layout.cost[free], -layout.cost[taken]])
    order = np.argsort(head, kind="stable")
    tail, head, cost = tail[order], head[order], cost[order]
    starts = np.flatnonzero(np.concatenate([[True], head[1:] != head[:-1]])) if len(head) else order
    ends = head[starts]
    distance = np.zeros(len(layout.supply), dtype=np.int64)
    for _ in range(len(layout.supply) + 1):
        if not len(head):
            return distance
        nearest = np.minimum.reduceat(distance[tail] + cost, starts)
        if (nearest >= distance[ends]).all():
            return distance
        distance[ends] = np.minimum(distance[ends], nearest)
    raise ArithmeticError("a circle of negative cost: the assignment is not the best")


def prices_of(network: Network, potential: Ints) -> Prices:
    nominees, assessors = len(network.need), len(network.room)
    at = potential - potential[0]
    nominee = at[1 : 1 + nominees]
    sides = sides_of(network)
    side = np.maximum(at[1 + nominees + assessors :] - nominee[sides.nominee], 0)
    return Prices(nominee, -at[1 + nominees : 1 + nominees + assessors], side)


def most(network: Network, prices: Prices) -> int:
    """The bound above, for any prices. Raises OverflowError where 64 bits would not hold it, ValueError on m < 0."""
    if (prices.side < 0).any():
        raise ValueError("a price of a limit is negative")
    sides, loads = sides_of(network), loads_of(network)
    v = prices.assessor
    surplus = -network.cost - prices.nominee[network.nominee] - v[network.assessor]
    held = np.flatnonzero(sides.of_pair >= 0)
    surplus[held] -= prices.side[sides.of_pair[held]]
    gain = np.maximum(v[loads.assessor] - loads.price, 0)
    parts = [
        (network.need, prices.nominee),
        (sides.room, prices.side),
        (network.least, v),
        (loads.capacity, gain),
        (np.ones(1, dtype=np.int64), np.maximum(surplus, 0)),
    ]
    if sum(float(np.abs(a.astype(float) * b).sum()) for a, b in parts) > EXACT:
        raise OverflowError("the bound does not fit into 64 bits")
    return sum(int((a * b).sum()) for a, b in parts) - priced(network, network.least)


def worth(network: Network, used: Mask) -> int:
    """What an assignment is worth: minus its cost, the price of loads included."""
    loads = np.bincount(network.assessor[used], minlength=len(network.room))
    return -int(network.cost[used].sum()) - priced(network, loads)


def kept(network: Network, used: Mask) -> bool:
    """Does the assignment meet every need, load and limit?"""
    sides = sides_of(network)
    loads = np.bincount(network.assessor[used], minlength=len(network.room))
    limited = sides.of_pair[used]
    return bool(
        (np.bincount(network.nominee[used], minlength=len(network.need)) == network.need).all()
        and (loads >= network.least).all()
        and (loads <= network.room).all()
        and (np.bincount(limited[limited >= 0], minlength=len(sides.room)) <= sides.room).all()
    )


@dataclass(frozen=True)
class Floors:
    """weight [P] counts towards the sum of the pair's nominee; least [N] is the floor of each."""

    weight: Ints
    least: Ints


def lifted(network: Network, floors: Floors, prices: Ints, parts: int) -> Network:
    """The network in which floors are prices [N]: worth `parts` times as much, and the floors' shares on top.

    Raises OverflowError where a pair's worth would not fit into 64 bits.
    """
    largest = (float(np.abs(part).max(initial=0)) for part in (network.cost, prices, floors.weight))
    cost, price, weight = largest
    if parts * cost + price * weight > EXACT:
        raise OverflowError("the prices of floors do not fit into 64 bits")
    return replace(
        network,
        cost=parts * network.cost - prices[network.nominee] * floors.weight,
        load_price=parts * network.load_price,
    )


def most_above(network: Network, floors: Floors, prices: Ints, parts: int, rest: Prices) -> int:
    """No assignment that keeps the floors is worth more, whatever the prices of floors (in `parts`) and the rest."""
    if (prices < 0).any() or parts < 1:
        raise ValueError("a price of a floor is negative")
    lift = most(lifted(network, floors, prices, parts), rest)
    return (lift - int((prices * floors.least).sum())) // parts
