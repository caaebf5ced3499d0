"""How well readings tie assessors together: groups, swaps that join them, and how well severities can be told.

Two assessors are comparable through the nominees they share. With B the nominee-by-assessor table of readings, the
judge Laplacian is L = D_assessor - B' D_nominee^-1 B; the variance of the difference of two severities, averaged over
all pairs, is 2 / (M - 1) * sum of 1 / eigenvalue over the non-zero eigenvalues (in units of one mark's error variance).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import product

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Edge = tuple[int, int]

TRIES = 20_000


def severity_variance(nominee: Ints, assessor: Ints) -> float | None:
    """The mean variance of a severity difference among assessors with readings; None if some cannot be compared."""
    active, who = np.unique(assessor, return_inverse=True)
    size = len(active)
    if size < 2:
        return None
    rows, what = np.unique(nominee, return_inverse=True)
    readings = np.bincount(what)
    from scipy.sparse import csr_array

    table = csr_array((np.ones(len(what)), (what, who)), shape=(len(rows), size))
    weighted = csr_array((1.0 / readings[what], (what, who)), shape=(len(rows), size))
    laplacian = np.diag(np.bincount(who).astype(float)) - (table.T @ weighted).toarray()
    values = np.linalg.eigvalsh((laplacian + laplacian.T) / 2)[1:]
    if values[0] < 1e-9 * size:
        return None
    return float(2.0 / (size - 1) * (1.0 / values).sum())


class _Groups:
    """Union-find over assessors and nominees that share readings."""

    def __init__(self) -> None:
        self._parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(self, node: tuple[str, int]) -> tuple[str, int]:
        parent = self._parent
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, edge: Edge) -> bool:
        """False if both ends were together already: the edge closes a circle."""
        one, other = self.root(("n", edge[0])), self.root(("a", edge[1]))
        self._parent[one] = other
        return one != other


def groups_of(edges: Iterable[Edge]) -> list[list[Edge]]:
    """The edges by connected group, largest group first."""
    return [edges for edges, _ in _groups(list(edges), frozenset())]


def _groups(edges: list[Edge], fixed: frozenset[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """By group: its edges, and those that are free and close a circle (without any one the group holds together)."""
    known = _Groups()
    ordered = sorted(edges, key=lambda edge: (edge not in fixed, edge))
    spare = [edge for edge in ordered if not known.join(edge) and edge not in fixed]
    by_root: dict[tuple[str, int], tuple[list[Edge], list[Edge]]] = {}
    for edge in sorted(edges):
        by_root.setdefault(known.root(("n", edge[0])), ([], []))[0].append(edge)
    for edge in spare:
        by_root[known.root(("n", edge[0]))][1].append(edge)
    return sorted(by_root.values(), key=lambda group: (-len(group[0]), group[0][0]))


def joined(
    edges: Iterable[Edge], allowed: Callable[[int, int], bool], value: Callable[[int, int], int], fixed: frozenset[Edge]
) -> list[Edge]:
    """Swap assessors between groups, each time at the least loss of value found, until all hang together or none can.

    (n1, a1), (n2, a2) become (n1, a2), (n2, a1): every nominee keeps its number of readings, every assessor the load.
    One of the two edges closes a circle in its group, so no group falls apart.
    """
    now = sorted(edges)
    while True:
        groups = _groups(now, fixed)
        swap = None if len(groups) < 2 else _best_swap(groups, allowed, value, fixed)
        if swap is None:
            return now
        (n1, a1), (n2, a2) = swap
        now = sorted({*now, (n1, a2), (n2, a1)} - {(n1, a1), (n2, a2)})


def _best_swap(
    groups: list[tuple[list[Edge], list[Edge]]],
    allowed: Callable[[int, int], bool],
    value: Callable[[int, int], int],
    fixed: frozenset[Edge],
) -> tuple[Edge, Edge] | None:
    """The allowed swap that loses least among the first TRIES, or the first later one."""
    best: tuple[int, Edge, Edge] | None = None
    for tries, (one, two) in enumerate(_across(groups)):
        (n1, a1), (n2, a2) = one, two
        if two not in fixed and allowed(n1, a2) and allowed(n2, a1):
            loss = value(n1, a1) + value(n2, a2) - value(n1, a2) - value(n2, a1)
            best = min(best or (loss, one, two), (loss, one, two))
        if (best and (tries > TRIES or best[0] <= 0)) or tries > 100 * TRIES:
            break
    return None if best is None else best[1:]


def _across(groups: list[tuple[list[Edge], list[Edge]]]) -> Iterator[tuple[Edge, Edge]]:
    """A spare edge of one group with any edge of another."""
    for at, (_, spare) in enumerate(groups):
        for other, (edges, _) in enumerate(groups):
            if at != other:
                yield from product(spare, edges)
