"""Ratings in blocks of whole nominees, for tables too large to factorise: sums in a fixed order, whoever computes them.

How many blocks there are follows from the ratings, never from the machine; every block adds up its rows in order and
the blocks' sums are added pairwise in a fixed tree. So one thread, many threads and a cluster give the same bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]

BLOCK_RATINGS = 50_000  # fewest in a block
MOST_BLOCKS = 8


@dataclass(frozen=True)
class Block:
    """Consecutive nominees with all their ratings.

    `starts` (n + 1,) delimits each nominee's ratings; assessor, mark, root (N,) hold who, what, and the root of the
    precision weight (None: all 1). A nominee is shrunk to the mean of its group (n,) inside its connected part (n,).
    `first` numbers the first rating among all.
    """

    first: int
    assessors: int
    starts: NDArray[np.int32]
    assessor: NDArray[np.int32]
    mark: Floats
    root: Floats | None
    group: NDArray[np.int32]
    part: NDArray[np.int32]

    @property
    def nominees(self) -> int:
        return len(self.starts) - 1

    def weights(self, kind: type = np.float64) -> NDArray[Any]:
        """Precision weights (N,)."""
        return np.ones(len(self.assessor), dtype=kind) if self.root is None else (self.root**2).astype(kind)

    def weighted(self, values: NDArray[Any]) -> Floats:
        """Weights times values of ratings (N,)."""
        exact = values.astype(np.float64)
        if self.root is not None:
            exact *= self.root
            exact *= self.root
        return exact

    def by_assessor(self, values: Floats) -> Floats:
        """Sums of values of ratings (N,) for each assessor (J,), in the order of the ratings."""
        return np.asarray(self.table(values).T @ np.ones(self.nominees))

    def roots(self) -> NDArray[np.float32]:
        return np.ones(len(self.assessor), dtype=np.float32) if self.root is None else self.root.astype(np.float32)

    @cached_property
    def counts(self) -> sparse.csr_array:
        """Weights, nominees by assessors."""
        return self.table(self.weights())

    @cached_property
    def light(self) -> sparse.csr_array:
        """The same in single precision, for sums that need three digits."""
        return self.table(self.weights(np.float32))

    def gathers(self) -> tuple[sparse.csr_array, sparse.csc_array]:
        """Nominees by ratings and assessors by ratings, holding roots of weights: each adds rating columns up."""
        roots, own = self.roots(), np.arange(len(self.assessor) + 1, dtype=np.int32)
        by_nominee = sparse.csr_array((roots, own[:-1], self.starts), shape=(self.nominees, len(roots)), copy=False)
        by_assessor = sparse.csc_array((roots, self.assessor, own), shape=(self.assessors, len(roots)), copy=False)
        return by_nominee, by_assessor

    def table(self, data: NDArray[Any]) -> sparse.csr_array:
        """Values of ratings (N,) as nominees by assessors, sharing the codes."""
        return sparse.csr_array((data, self.assessor, self.starts), shape=(self.nominees, self.assessors), copy=False)

    def of(self, kind: Any) -> sparse.csr_array:
        """`counts` or `light`, whichever has the precision of `kind`."""
        return self.light if kind == np.float32 else self.counts

    @cached_property
    def readings(self) -> Floats:
        """Sums of weights a nominee (n,)."""
        if self.root is None:
            return np.diff(self.starts).astype(np.float64)
        return np.asarray(self.counts.sum(axis=1)).ravel()

    @cached_property
    def mark_sums(self) -> Floats:
        """Weighted sums of marks a nominee (n,)."""
        return np.add.reduceat(self.weighted(self.mark), self.starts[:-1])

    def rows(self) -> NDArray[np.int32]:
        """The nominee of each rating (N,), counted inside the block."""
        return np.repeat(np.arange(self.nominees, dtype=np.int32), np.diff(self.starts))


class Blocks(Protocol):
    """Where blocks lie: in this process, or on the workers of a cluster."""

    def each(self, task: Callable[..., Any], *shared: Any, own: Sequence[Any] | None = None) -> list[Any]:
        """``task(block, *shared)`` of every block in order; with `own`, ``task(block, own[k], *shared)``."""


class Here:
    """Blocks in memory, on as many threads as asked (or as there are processors)."""

    def __init__(self, blocks: Sequence[Block], threads: int | None = None) -> None:
        self.blocks = tuple(blocks)
        self._pool = ThreadPoolExecutor(min(threads or os.cpu_count() or 1, len(self.blocks)))

    def each(self, task: Callable[..., Any], *shared: Any, own: Sequence[Any] | None = None) -> list[Any]:
        if own is None:
            return list(self._pool.map(lambda block: task(block, *shared), self.blocks))
        return list(self._pool.map(lambda block, mine: task(block, mine, *shared), self.blocks, own))


def tree_sum(values: Sequence[Any]) -> Any:
    """Sum in a fixed tree: neighbours first."""
    values = list(values)
    while len(values) > 1:
        pairs = [values[at] + values[at + 1] for at in range(0, len(values) - 1, 2)]
        values = pairs + values[len(values) - len(values) % 2 :]
    return values[0]


def cut(
    starts: NDArray[np.integer],
    assessor: NDArray[np.integer],
    mark: Floats,
    weight: Floats | None,
    belongs: tuple[NDArray[np.integer], NDArray[np.integer]],
    assessors: int,
) -> list[Block]:
    """Blocks of ratings (N,) sorted by nominee: `starts` (n + 1,) delimits nominees, each with a rating at least.

    belongs: group and part of each nominee (n,).
    """
    many = int(np.clip(len(mark) // BLOCK_RATINGS, 1, MOST_BLOCKS))
    edges = np.unique(np.searchsorted(starts, np.linspace(0, len(mark), many + 1).astype(np.int64)))
    blocks = []
    for low, high in pairwise(edges.tolist()):
        here = slice(starts[low], starts[high])
        own = (starts[low : high + 1] - starts[low]).astype(np.int32)
        root = None if weight is None or (weight == 1.0).all() else np.sqrt(weight[here])
        codes = np.ascontiguousarray(assessor[here], dtype=np.int32)
        group, part = (one[low:high].astype(np.int32) for one in belongs)
        blocks.append(Block(int(starts[low]), assessors, own, codes, mark[here], root, group, part))
    return blocks
