"""Swap assessors between groups that share no reading, until all hang together or no allowed swap is left.

(n1, a1), (n2, a2) become (n1, a2), (n2, a1): every nominee keeps its number of readings, every assessor the load. The
second reading closes a circle in the largest group, so that group holds together without it; whatever the first one
parts is joined to the largest group on both sides. Each group takes the swap that loses least of those looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.matching_spread import components

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

LOOKED_AT = 40_000  # swaps of one group, at most
OUTGOING = 2_000  # allowed pairs leading out of a group, the best ones


@dataclass(frozen=True)
class Pool:
    """P allowed pairs, by nominee, then assessor: nominee, assessor, value [P]; stuck [P] are left alone.

    worth [P] counts towards `floor`, the sum all must keep; strong [P] towards `experts`, how many each needs.
    """

    nominee: Ints
    assessor: Ints
    value: Ints
    stuck: Mask
    worth: Ints
    strong: Mask
    floor: int | None = None
    experts: int = 0

    @property
    def codes(self) -> Ints:
        return self.nominee * self.width + self.assessor

    @property
    def width(self) -> int:
        return int(self.assessor.max(initial=0)) + 1


def join(pool: Pool, used: Ints) -> tuple[Ints, int]:
    """Rows of `pool` used after the swaps, sorted, and how many swaps were made."""
    swaps = 0
    while True:
        count, group = components(pool.nominee[used], pool.assessor[used])
        used, done = _one_round(pool, used, group) if count > 1 else (used, 0)
        if not done:
            return used, swaps
        swaps += done


def _one_round(pool: Pool, used: Ints, group: Ints) -> tuple[Ints, int]:
    """Every smaller group swaps once with the largest one, no reading twice."""
    largest = int(np.argmax(np.bincount(group)))
    spare = used[(group == largest)][_closes_circle(pool, used[group == largest])]
    state = _State(pool, used, spare[~pool.stuck[spare]])
    sizes = np.bincount(group)
    for one in sorted(set(range(len(sizes))) - {largest}, key=lambda at: (sizes[at], at)):
        members = used[group == one]
        found = state.best(members[~pool.stuck[members]])
        if found is not None:
            state.swap(*found)
    return np.flatnonzero(state.taken), state.swaps


def _closes_circle(pool: Pool, used: Ints) -> Mask:
    """Readings without which, all taken away together, the group still hangs together: those outside one tree."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import minimum_spanning_tree

    nominee, assessor = pool.nominee[used], pool.assessor[used]
    first = int(nominee.max()) + 1
    size = first + int(assessor.max()) + 1
    weight = np.arange(1, len(used) + 1, dtype=np.float64)
    tree = minimum_spanning_tree(coo_array((weight, (nominee, first + assessor)), shape=(size, size)).tocsr())
    spare = np.ones(len(used), dtype=bool)
    spare[tree.data.astype(np.int64) - 1] = False
    return spare


class _State:
    """What is used now, and which readings of the largest group may still be swapped away."""

    def __init__(self, pool: Pool, used: Ints, spare: Ints) -> None:
        self.pool, self.swaps = pool, 0
        self.taken = np.zeros(len(pool.nominee), dtype=bool)
        self.taken[used] = True
        self._codes = pool.codes
        self._spare = np.zeros(len(pool.nominee), dtype=bool)
        self._spare[spare] = True
        order = spare[np.argsort(pool.assessor[spare], kind="stable")]
        self._of_assessor, self._who = order, pool.assessor[order]
        self._there = np.zeros(pool.width, dtype=bool)
        self._there[self._who] = True
        nominees = int(pool.nominee.max(initial=0)) + 1
        self._sum = np.zeros(nominees, dtype=np.int64)
        np.add.at(self._sum, pool.nominee[used], pool.worth[used])
        self._strong = np.bincount(pool.nominee[used], weights=pool.strong[used], minlength=nominees).astype(np.int64)

    def best(self, members: Ints) -> tuple[int, int, int, int] | None:
        """The swap that loses least: rows given up (this group, largest group) and taken (this, that)."""
        best: tuple[int, tuple[int, int, int, int]] | None = None
        for given, away, taken in self._offers(members):
            back = self._row(self.pool.nominee[away], self.pool.assessor[given])
            fine = np.flatnonzero(back >= 0)
            fine = fine[self._allowed(given[fine], taken[fine]) & self._allowed(away[fine], back[fine])]
            if len(fine):
                value = self.pool.value
                loss = value[given[fine]] + value[away[fine]] - value[taken[fine]] - value[back[fine]]
                at = fine[int(np.argmin(loss))]
                found = (int(loss.min()), (int(given[at]), int(away[at]), int(taken[at]), int(back[at])))
                best = min(best or found, found)
        return None if best is None else best[1]

    def _offers(self, members: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
        """In parts: a reading of this group, a spare one of the largest group, and the pair made of both."""
        rows = self._leading_out(np.unique(self.pool.nominee[members]))
        first, last = (np.searchsorted(self._who, self.pool.assessor[rows], side) for side in ("left", "right"))
        mine = members[np.argsort(self.pool.nominee[members], kind="stable")]
        low, high = (
            np.searchsorted(self.pool.nominee[mine], self.pool.nominee[rows], side) for side in ("left", "right")
        )
        sizes = (last - first) * (high - low)
        before = 0
        for at in np.flatnonzero(sizes > 0).tolist():
            away = self._of_assessor[first[at] : last[at]]
            away = away[self._spare[away]]
            given = mine[low[at] : high[at]]
            given = given[self.taken[given]]
            yield np.repeat(given, len(away)), np.tile(away, len(given)), np.full(len(given) * len(away), rows[at])
            before += int(sizes[at])
            if before > LOOKED_AT:
                return

    def _leading_out(self, nominees: Ints) -> Ints:
        """Allowed pairs of these nominees with those of the largest group who have readings to spare, best first."""
        starts, stops = (np.searchsorted(self.pool.nominee, nominees, side) for side in ("left", "right"))
        rows = np.concatenate([np.arange(a, b) for a, b in zip(starts.tolist(), stops.tolist(), strict=True)])
        rows = rows[~self.taken[rows] & ~self.pool.stuck[rows] & self._there[self.pool.assessor[rows]]]
        best: Ints = rows[np.argsort(-self.pool.value[rows], kind="stable")][:OUTGOING]
        return best

    def _row(self, nominee: Ints, assessor: Ints) -> Ints:
        """Rows of pairs, -1 where they may not be or are used."""
        codes = nominee * self.pool.width + assessor
        rows = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        good = (self._codes[rows] == codes) & ~self.taken[rows] & ~self.pool.stuck[rows]
        found: Ints = np.where(good, rows, -1)
        return found

    def _allowed(self, given: Ints, taken: Ints) -> Mask:
        pool, who = self.pool, self.pool.nominee[given]
        strong = self._strong[who] - pool.strong[given] + pool.strong[taken] >= pool.experts
        if pool.floor is None:
            return strong
        fair: Mask = self._sum[who] - pool.worth[given] + pool.worth[taken] >= pool.floor
        return strong & fair

    def swap(self, given: int, away: int, taken: int, back: int) -> None:
        for row, sign in ((given, -1), (away, -1), (taken, 1), (back, 1)):
            self.taken[row] = sign > 0
            self._spare[row] = False
            self._sum[self.pool.nominee[row]] += sign * self.pool.worth[row]
            self._strong[self.pool.nominee[row]] += sign * self.pool.strong[row]
        self.swaps += 1
