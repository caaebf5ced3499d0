"""The worst-off protected: the best possible worst pair, and the best possible worst sum."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.model import Proof
from chucai.engine.assign.terms import Question
from chucai.engine.kernels.matching import match, possible
from chucai.engine.kernels.matching_floor import Floored, above_floors, highest_floor
from chucai.engine.kernels.matching_network import Network
from chucai.engine.kernels.matching_proof import Floors
from chucai.errors import Refused

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

LARGEST = 200_000  # pairs; beyond, the floor on a sum is not searched for: protect the worst pair


@dataclass(frozen=True)
class Fairest:
    """used [P] of the network; `floor_bound`: no worst sum is larger; proven: floor and worth are the largest."""

    used: Mask
    bound: int
    proof: Proof
    proven: bool
    floor_bound: int


def worst_pair(asked: Question) -> int | None:
    """The largest affinity that every pair of some assignment reaches; None if there is no assignment at all."""
    affinity = asked.table.affinity[asked.rows]
    steps = np.unique(affinity)
    steps = steps[: np.searchsorted(steps, _ceiling(asked, affinity), "right")]
    low, high = -1, len(steps) - 1
    at = high  # the ceiling itself is often possible
    while low < high:
        if possible(asked.network(affinity >= steps[at])):
            low = at
        else:
            high = at - 1
        at = (low + high + 1) // 2
    return None if low < 0 else int(steps[low])


def _ceiling(asked: Question, affinity: Ints) -> int:
    """No worst pair is better: some nominee has fewer assessors from there up."""
    nominee, need = asked.table.nominee[asked.rows], asked.need
    order = np.lexsort((-affinity, nominee))
    last = np.searchsorted(nominee[order], np.arange(len(need))) + need - 1
    return int(affinity[order][np.minimum(last[need > 0], len(order) - 1)].min(initial=2**62))


def fair_by_sum(asked: Question, network: Network, rows: Ints) -> Fairest | None:
    """Of the assignments whose worst-off nominee has the largest sum, the one of the greatest worth.

    Raises Refused("assignment-fair-too-large") beyond LARGEST pairs.
    """
    if len(rows) > LARGEST:
        raise Refused("assignment-fair-too-large", pairs=len(rows), most=LARGEST)
    weight = asked.table.affinity[rows]
    start = match(network)
    if start is None:
        return None
    given = _fixed_sums(asked)
    top = _highest(network, weight, given)

    def at(floor: int) -> Floored:
        return above_floors(network, Floors(weight, floor - given), asked.terms.effort)

    low = bound = int(sums_of(network, weight, given, start).min())
    best, floor, proven = None, low, True
    grain = max(1, int(np.gcd.reduce(np.concatenate([weight, given]))))  # every sum is a multiple of it
    high = probe = max(top // grain * grain, low)
    while low < high:
        found = at(probe)
        if found.used is not None:
            best, floor = found, probe
            low = int(sums_of(network, weight, given, found.used).min())
        else:
            high = probe - grain
            proven = proven and found.proven
            bound = bound if found.proven else max(bound, probe)
        probe = low + ((high - low) // grain + 1) // 2 * grain
    best = best or at(floor)
    if best.used is None or best.bound is None or best.proof is None:
        return None
    proof = Proof(
        best.proof.rest,
        floor=floor,
        floor_prices=best.proof.floor,
        parts=best.proof.parts,
        searched=max(0, (best.priced or best.bound) - best.bound),
    )
    return Fairest(best.used, best.bound, proof, proven and best.proven, max(bound, low))


def _highest(network: Network, weight: Ints, given: Ints) -> int:
    """No worst sum is larger: by prices of floors, and because nobody's best pairs have more."""
    order = np.lexsort((-weight, network.nominee))
    who = network.nominee[order]
    place = np.arange(len(who)) - np.searchsorted(who, who)
    best = given.copy()
    np.add.at(best, who[place < network.need[who]], weight[order][place < network.need[who]])
    priced_ = highest_floor(network, weight, given)
    return int(best.min()) if priced_ is None else min(priced_, int(best.min()))


def sums_of(network: Network, weight: Ints, given: Ints, used: Mask) -> Ints:
    """[N] the sum of every nominee, what is `given` beforehand included."""
    sums = given.copy()
    np.add.at(sums, network.nominee[used], weight[used])
    return sums


def _fixed_sums(asked: Question) -> Ints:
    """[N] what the fixed pairs add to each sum."""
    sums = np.zeros(len(asked.need), dtype=np.int64)
    np.add.at(sums, asked.table.nominee[asked.fixed], asked.table.affinity[asked.fixed])
    return sums
