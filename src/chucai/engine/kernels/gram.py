"""``B' diag(s) B`` of one sparse table B for many scales s: which levels meet in which rows is found out once.

A row with k entries adds to k (k + 1) / 2 places of the product. Those places are kept, so that a new scale costs one
pass over them, added up in one order whatever the machine.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

MOST_PAIRS = 20_000_000  # kept at once, at most 24 bytes each
DENSE_WORTH = 20  # multiplications of a dense product that take as long as one pair
CHUNK = 8_000_000  # numbers held at once while rows of B M are formed


class Gram:
    """`cross`: (rows, m), each entry once."""

    def __init__(self, cross: sparse.csr_array) -> None:
        cross.sort_indices()
        self.cross = cross
        lengths = np.diff(cross.indptr).astype(np.int64)
        self.in_row = lengths * (lengths + 1) // 2
        self.pairs = int(self.in_row.sum())
        self.sparse = self.pairs * DENSE_WORTH < cross.shape[0] * float(cross.shape[1]) ** 2

    @property
    def kept(self) -> bool:
        """Whether pairs are few enough to be kept."""
        return self.sparse and self.pairs <= MOST_PAIRS

    def upper(self, scale: Floats) -> Floats:
        """The product (m, m) for scale (rows,), on and above its diagonal; what lies below is not to be read."""
        many = self.cross.shape[1]
        if self.kept:
            place, weight = self._places
            shares = np.repeat(scale, self.in_row)
            if weight is not None:
                shares *= weight
            filled: Floats = np.bincount(place, shares, many * many).astype(np.float64, copy=False)
            return filled.reshape(many, many)
        if self.sparse:
            scaled = sparse.diags_array(scale) @ self.cross
            paired: Floats = (self.cross.T @ scaled).toarray()
            return paired
        dense: Floats = self.cross.toarray() * np.sqrt(scale)[:, None]
        return dense.T @ dense

    @cached_property
    def _entries(self) -> tuple[Codes, Codes]:
        """Both entries of every pair of one row, the earlier first; pair by pair in the order of the later."""
        starts = self.cross.indptr.astype(np.int64)
        row_start = np.repeat(starts[:-1], np.diff(starts))
        pairs = np.arange(starts[-1]) - row_start + 1  # of each entry with those up to itself
        later = np.repeat(np.arange(starts[-1]), pairs)
        back = np.arange(len(later)) - np.repeat(np.cumsum(pairs) - pairs, pairs)
        return np.repeat(row_start, pairs) + back, later

    @cached_property
    def _places(self) -> tuple[Codes, Floats | None]:
        """Of every pair its place in the flat product, and the product of its entries (None: all 1)."""
        earlier, later = self._entries
        column, value = self.cross.indices.astype(np.int64), self.cross.data
        weight = None if (value == 1.0).all() else value[earlier] * value[later]
        return column[earlier] * self.cross.shape[1] + column[later], weight

    def through(self, upper: Floats) -> Floats:
        """For a symmetric matrix (m, m), given on and above its diagonal: ``(B M)[r, c]`` at every entry of B."""
        if not self.kept:
            return self._through_whole(upper)
        earlier, later = self._entries
        value, met = self.cross.data, upper.ravel()[self._places[0]]
        found = np.bincount(later, value[earlier] * met, len(value))
        apart = earlier != later
        return np.asarray(found + np.bincount(earlier, value[later] * met * apart, len(value)))

    def _through_whole(self, upper: Floats) -> Floats:
        whole = np.triu(upper) + np.triu(upper, 1).T
        starts, step = self.cross.indptr, max(1, CHUNK // self.cross.shape[1])
        found = np.empty(len(self.cross.data))
        for first in range(0, self.cross.shape[0], step):
            last = min(first + step, self.cross.shape[0])
            block, here = self.cross[first:last] @ whole, slice(starts[first], starts[last])
            rows = np.repeat(np.arange(last - first), np.diff(starts[first : last + 1]))
            found[here] = block[rows, self.cross.indices[here]]
        return found
