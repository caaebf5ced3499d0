"""Which assessors can be compared at all: the connected parts of the reading graph."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

Codes = NDArray[np.int64]


def parts(nominee: Codes, assessor: Codes, nominees: int, assessors: int) -> tuple[Codes, Codes]:
    """Part of each nominee (n,) and of each assessor (J,), numbered from 0 in order of their first nominee.

    An assessor without readings is in part -1.
    """
    size = nominees + assessors
    edges = sparse.csr_array((np.ones(len(nominee), dtype=np.int8), (nominee, assessor + nominees)), shape=(size, size))
    _, label = csgraph.connected_components(edges, directed=False)
    seen, first = np.unique(label[:nominees], return_index=True)
    number = np.full(int(label.max()) + 1, -1)
    number[seen[np.argsort(first)]] = np.arange(len(seen))
    return number[label[:nominees]].astype(np.int64), number[label[nominees:]].astype(np.int64)
