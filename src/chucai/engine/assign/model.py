"""What an assignment answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.matching_proof import Prices

MICRO = 1_000_000
NONE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Proof:
    """What the checker needs to see that no assignment is worth more, with no solver.

    `prices` of the flow; `threshold` below which pairs were left out, for the worst pair's sake; `floor` every sum
    had to reach, with the prices of that floor, in parts of `parts`. `searched` is how much worth the prices leave
    open under that floor: there the exact solver searched all that was left (nothing, in the other modes).
    """

    prices: Prices
    threshold: int | None = None
    floor: int | None = None
    floor_prices: npt.NDArray[np.int64] = field(default_factory=lambda: NONE)
    parts: int = 1
    searched: int = 0


@dataclass(frozen=True)
class Assignment:
    """Who reads what.

    pairs              (nominee, assessor), sorted
    loads              readings of every assessor, also of those with none
    components         groups linked by readings; severities can be compared within a group only
    idle               assessors without a reading
    severity_variance  mean variance of the difference of two assessors' severities, in millionths of the error variance
                       of one mark, to be expected from this design; None if some severities cannot be compared
    merit_se           expected standard error of a nominee's merit, in millionths of one mark's error; None likewise
    affinity           the sum over the pairs
    anchors            nominees whose assessors were drawn from different blocks
    status             optimal: proved by prices. linked: it was, before `swaps` linked the groups. not-proven: the
                       search was stopped
    swaps              made to link groups
    kept               pairs of the previous assignment that stay

    And of `assign_among` besides:

    objective          affinity less the price of loads
    bound              no assignment under the same terms has more; with previous pairs: none that keeps as many
    worst              the worst-off nominee's sum; worst_bound: none has a better one (fair by sum only)
    worst_pair         the least affinity among the pairs
    removed            pairs taken out beforehand, by reason
    """

    pairs: tuple[tuple[str, str], ...]
    loads: Mapping[str, int]
    components: int
    idle: tuple[str, ...]
    severity_variance: int | None
    merit_se: int | None = None
    affinity: int = 0
    anchors: tuple[str, ...] = ()
    objective: int = 0
    bound: int | None = None
    status: str = ""
    worst: int = 0
    worst_bound: int | None = None
    worst_pair: int = 0
    swaps: int = 0
    kept: int = 0
    removed: Mapping[str, int] = field(default_factory=dict)
    proof: Proof | None = field(default=None, compare=False, repr=False)
