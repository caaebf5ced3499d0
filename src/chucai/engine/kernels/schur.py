"""The mixed-model equations of crossed effects without a factorisation: nominees eliminated, assessors by iteration.

``S v = (sum_j + ratio_j) v - A' D^-1 A v`` with ``D = sum_i + ratio_i`` is applied block by block, and solved by
conjugate gradients with its diagonal as preconditioner. The prior on assessors bounds the condition number by
``1 + largest load / ratio``, and on random designs the number of iterations does not grow with the table.

With shrunk nominees every group has its own mean in every connected part. Parts never meet in a rating, so one column
a group serves all parts at once.

Sources: Henderson's equations (Searle, Casella & McCulloch 1992); Hestenes & Stiefel 1952;
Pandolfi, Papaspiliopoulos & Zanella 2024 (iterations). Twin: `crossed`, which factorises.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .blocks import Block, Blocks, Floats, tree_sum
from .crossed import Variances

EXACT = 1e-12  # of the right-hand side: results are rounded far above it
ROUGH_DRAWS = 1e-3  # the same for draws, which are noise themselves
MOST_ITERATIONS = 2_000
AnyFloats = NDArray[Any]


@dataclass(frozen=True)
class Table:
    """The blocks with what is read off them once.

    load, marks (J,): weights and weighted marks of each assessor; squares: weighted sum of squared marks;
    part (J,): connected part; parts, groups: their number; counts (parts, groups): nominees in each.
    """

    blocks: Blocks
    readings: int
    nominees: int
    load: Floats
    marks: Floats
    squares: float
    part: NDArray[np.int64]
    counts: Floats

    @property
    def assessors(self) -> int:
        return len(self.load)


def gather(blocks: Blocks, part: NDArray[np.int64], groups: int) -> Table:
    """Read the sums; part (J,) of each assessor."""
    read = blocks.each(_read, int(part.max()) + 1, groups)
    sizes, load, marks, squares, counts = (tree_sum(column) for column in zip(*read, strict=True))
    return Table(blocks, int(sizes[0]), int(sizes[1]), load, marks, float(squares), part, counts)


def _read(block: Block, parts: int, groups: int) -> tuple[Any, ...]:
    weighted = block.weighted(block.mark)
    marks, squares = block.by_assessor(weighted), np.array(np.multiply(weighted, block.mark, out=weighted).sum())
    counts = np.bincount(block.part.astype(np.int64) * groups + block.group, minlength=parts * groups)
    return (
        np.array([len(weighted), block.nominees]),
        block.counts.T @ np.ones(block.nominees),
        marks,
        squares,
        counts.reshape(parts, groups).astype(np.float64),
    )


def apply_block(block: Block, v: AnyFloats, ratio: float) -> AnyFloats:
    """``A' D^-1 A v`` (J, c)."""
    table = block.of(v.dtype)
    middle = table @ v
    middle /= (block.readings + ratio).astype(v.dtype)[:, None]
    product: AnyFloats = table.T @ middle
    return product


def _reduce(block: Block, right: Floats, ratio: float) -> Floats:
    reduced: Floats = block.counts.T @ (right / (block.readings + ratio)[:, None])
    return reduced


def _diagonal(block: Block, ratio: float) -> tuple[Floats, Floats]:
    """Diagonals of ``A' D^-1 A`` and of ``A' D^-2 A``."""
    given = 1.0 / (block.readings + ratio)
    squares = block.counts if block.root is None else block.table(block.weights() ** 2)
    return squares.T @ given, squares.T @ given**2


def members(block: Block, groups: int) -> Floats:
    """Nominees by groups, 1 where a nominee belongs (n, groups)."""
    return np.eye(groups)[block.group]


def level(block: Block, beta: Floats) -> Floats:
    """Mean of each nominee's group (n, c) from beta (parts, groups, c)."""
    means: Floats = beta[block.part, block.group]
    return means


def _back(block: Block, right: Floats | None, beta: Floats | None, assessor: Floats, ratio: float) -> Floats:
    left: Floats = -(block.counts @ assessor)
    if right is not None:
        left += right
    if beta is not None:
        left -= block.readings[:, None] * level(block, beta)
    left /= (block.readings + ratio)[:, None]
    return left


@dataclass(frozen=True)
class Solution:
    """beta (parts, groups, c), None with fixed nominees; nominee: (n, c) a block, as departures; assessor (J, c)."""

    beta: Floats | None
    nominee: list[Floats]
    assessor: Floats


class Schur:
    """The equations at given variances. `shrunk` nominees are random about the means of their groups, else fixed."""

    def __init__(self, table: Table, variances: Variances, near: Schur | None = None) -> None:
        """`near`: equations at other variances, whose group columns start the iteration."""
        self.table, self.variances = table, variances
        self.shrunk = variances.nominee is not None
        self.nominee_ratio = variances.ratio(variances.nominee)
        self.assessor_ratio = variances.ratio(variances.assessor)
        self.iterations = 0
        own = table.blocks.each(_diagonal, self.nominee_ratio)
        first, self.second = (tree_sum(column) for column in zip(*own, strict=True))
        self.diagonal = table.load + self.assessor_ratio - first
        self.groups = table.counts.shape[1] if self.shrunk else 0
        if self.shrunk:
            self._group_columns(None if near is None else near.w)

    def _group_columns(self, start: Floats | None) -> None:
        """``w = S^-1 R`` and the inverse ``q`` (parts, groups, groups) of what is left of the means' equations."""
        read = self.table.blocks.each(_group_sums, self.nominee_ratio, self.table.counts.shape)
        right, own = (tree_sum(column) for column in zip(*read, strict=True))
        self.right = right
        self.w = self.iterate(right, start=start)
        square = -self.by_part(right, self.w)
        at = np.arange(self.groups)
        square[:, at, at] += np.where(self.table.counts > 0, own, 1.0)
        self.q = np.linalg.inv((square + square.transpose(0, 2, 1)) / 2)

    def by_part(self, left: Floats, right: Floats) -> Floats:
        """``left' right`` over the assessors of each part: (parts, columns of left, columns of right)."""
        shape = (len(self.table.counts), left.shape[1], right.shape[1])
        if shape[0] == 1:
            return np.asarray(np.einsum("jg,jh->gh", left, right))[None]
        found = np.empty(shape)
        for g, h in np.ndindex(shape[1:]):
            found[:, g, h] = np.bincount(self.table.part, left[:, g] * right[:, h], shape[0])
        return found

    def times(self, v: AnyFloats) -> AnyFloats:
        """``S v`` (J, c)."""
        taken = tree_sum(self.table.blocks.each(apply_block, v, self.nominee_ratio))
        product: AnyFloats = (self.table.load + self.assessor_ratio).astype(v.dtype)[:, None] * v - taken
        return product

    def iterate(self, right: AnyFloats, start: AnyFloats | None = None, tolerance: float = EXACT) -> AnyFloats:
        """``S^-1 right`` (J, c) by preconditioned conjugate gradients, in the precision of `right`."""
        diagonal = self.diagonal.astype(right.dtype)[:, None]
        x = np.zeros_like(right) if start is None else start.copy()
        left = right.copy() if start is None else right - self.times(x)
        goal = tolerance**2 * np.maximum(_dot(right, right / diagonal), 1e-300)
        scaled = left / diagonal
        size, ahead = _dot(left, scaled), scaled
        for _ in range(MOST_ITERATIONS):
            if (size <= goal).all():
                break
            product = self.times(ahead)
            self.iterations += 1
            step = (size / np.maximum(_dot(ahead, product), 1e-300)).astype(right.dtype)
            x += step * ahead
            left -= step * product
            scaled = left / diagonal
            before, size = size, _dot(left, scaled)
            ahead = scaled + (size / np.maximum(before, 1e-300)).astype(right.dtype) * ahead
        return x

    def solve(
        self,
        nominee: list[Floats] | None,
        assessor: Floats,
        start: Floats | None = None,
        tolerance: float = EXACT,
    ) -> Solution:
        """For right-hand sides a nominee ((n, c) a block) and an assessor (J, c); the means' is the nominees' sum."""
        blocks, ratio = self.table.blocks, self.nominee_ratio
        right = assessor if nominee is None else assessor - tree_sum(blocks.each(_reduce, ratio, own=nominee))
        first = self.iterate(right, start, tolerance)
        beta = None
        if self.shrunk:
            beta = np.einsum("pgh,phc->pgc", self.q, self._mean_right(nominee, right))
            first = first - self.lifted(beta)
        none = [None] * len(blocks.each(_nothing)) if nominee is None else nominee
        return Solution(beta, blocks.each(_back, beta, first, ratio, own=none), first)

    def _mean_right(self, nominee: list[Floats] | None, right: Floats) -> Floats:
        own = -self.by_part(self.w, right)
        if nominee is None:
            return own
        shape = self.table.counts.shape
        sums: Floats = own + tree_sum(self.table.blocks.each(_mean_sums, self.nominee_ratio, shape, own=nominee))
        return sums

    def lifted(self, beta: Floats) -> Floats:
        """What the means (parts, groups, c) take from assessors (J, c): each part's rows of ``w beta``."""
        if len(beta) == 1:
            return np.asarray(np.einsum("jg,gc->jc", self.w, beta[0]))
        return np.asarray(np.einsum("jg,jgc->jc", self.w, beta[self.table.part]))


def _nothing(block: Block) -> None:
    """Counts blocks."""


def _group_sums(block: Block, ratio: float, shape: tuple[int, int]) -> tuple[Floats, Floats]:
    given = ratio / (block.readings + ratio)
    right: Floats = block.counts.T @ (given[:, None] * members(block, shape[1]))
    return right, _summed(block, block.readings * given, shape)


def _mean_sums(block: Block, right: Floats, ratio: float, shape: tuple[int, int]) -> Floats:
    """Sums over each group of right-hand sides less what the elimination takes from them."""
    left = right * (ratio / (block.readings + ratio))[:, None]
    return np.stack([_summed(block, column, shape) for column in left.T], axis=-1)


def _summed(block: Block, values: Floats, shape: tuple[int, int]) -> Floats:
    codes = block.part.astype(np.int64) * shape[1] + block.group
    return np.asarray(np.bincount(codes, values, shape[0] * shape[1]), dtype=np.float64).reshape(shape)


def _dot(left: AnyFloats, right: AnyFloats) -> Floats:
    """Column by column, added in one order (no linear algebra library, whose order hangs on its threads)."""
    return np.asarray((left * right).sum(axis=0, dtype=np.float64))
