"""How well readings tie assessors together, and how well severities and merits can then be told.

Two assessors are comparable through the nominees they share. With B the nominee-by-assessor table of readings, the
judge Laplacian is L = D_assessor - B' D_nominee^-1 B; the variance of the difference of two severities, averaged over
all pairs, is 2 / (M - 1) * trace of L+ (its pseudo-inverse), in units of one mark's error variance. The estimate of a
nominee with r readings has the variance 1/r, and on top what the severities of its assessors are not known by: on
average over the N nominees (trace of L+ D_assessor - (M - 1)) / (sum of r), where all have the same r.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Edge = tuple[int, int]

TRIES = 20_000


@dataclass(frozen=True)
class Spread:
    """severity: mean variance of the difference of two severities; merit: mean variance of a nominee's estimate."""

    severity: float
    merit: float


def components(nominee: Ints, assessor: Ints) -> tuple[int, Ints]:
    """How many groups readings make, and [edges] the group of each reading."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    if not len(nominee):
        return 0, nominee
    rows, columns = int(nominee.max()) + 1, int(assessor.max()) + 1
    table = coo_array((np.ones(len(nominee), dtype=np.int8), (nominee, rows + assessor)), shape=[rows + columns] * 2)
    _, label = connected_components(table, directed=False)
    found, group = np.unique(label[nominee], return_inverse=True)
    return len(found), group.astype(np.int64)


def spread(nominee: Ints, assessor: Ints) -> Spread | None:
    """What this design lets one expect; None if the severities of some assessors with readings cannot be compared."""
    active, who = np.unique(assessor, return_inverse=True)
    if len(active) < 2 or components(nominee, assessor)[0] > 1:
        return None
    _, what = np.unique(nominee, return_inverse=True)
    readings = np.bincount(what)
    diagonal = _inverse_diagonal(_grounded(what, who, readings))
    excess = float((diagonal * np.bincount(who)).sum()) - (len(active) - 1)
    return Spread(2.0 / (len(active) - 1) * float(diagonal.sum()), float((1.0 / readings).mean()) + excess / len(what))


def severity_variance(nominee: Ints, assessor: Ints) -> float | None:
    """The mean variance of a severity difference among assessors with readings; None if some cannot be compared."""
    found = spread(nominee, assessor)
    return None if found is None else found.severity


def _grounded(nominee: Ints, assessor: Ints, readings: Ints) -> Floats:
    """[M - 1, M - 1] the judge Laplacian without the last assessor: positive definite where all hang together."""
    from scipy.sparse import csr_array

    shape = (len(readings), int(assessor.max()) + 1)
    weighted = csr_array((np.sqrt(1.0 / readings[nominee]), (nominee, assessor)), shape=shape)[:, :-1]
    laplacian: Floats = np.negative((weighted.T @ weighted).toarray(order="F"))
    where = np.arange(shape[1] - 1)
    laplacian[where, where] += np.bincount(assessor)[:-1]
    return laplacian


def _inverse_diagonal(grounded: Floats) -> Floats:
    """[M] the diagonal of L+, from L without its last row and column, which is overwritten.

    With G the inverse of that part, bordered by zeros, L+ = (I - 11'/M) G (I - 11'/M).
    """
    from scipy.linalg import lapack

    size = len(grounded) + 1
    factor, failed = lapack.dpotrf(grounded, lower=1, clean=1, overwrite_a=1)
    inverse, singular = lapack.dtrtri(factor, lower=1, overwrite_c=1)
    if failed or singular:
        raise ArithmeticError("the table of readings is singular though all hang together")
    sums = inverse @ np.ones(size - 1)
    own = np.append(np.einsum("ij,ij->j", inverse, inverse), 0.0)
    across = np.append(inverse.T @ sums, 0.0)
    return own - 2.0 * across / size + float(sums @ sums) / size**2


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
