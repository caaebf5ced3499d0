"""What an assignment answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MICRO = 1_000_000


@dataclass(frozen=True)
class Assignment:
    """Who reads what.

    pairs              (nominee, assessor), sorted
    loads              readings of every assessor, also of those with none
    components         groups linked by readings; severities can be compared within a group only
    idle               assessors without a reading
    severity_variance  mean variance of the difference of two assessors' severities, in millionths of the error variance
                       of one mark, to be expected from this design; None if some severities cannot be compared
    affinity           the sum over the pairs
    anchors            nominees whose assessors were drawn from different blocks
    """

    pairs: tuple[tuple[str, str], ...]
    loads: Mapping[str, int]
    components: int
    idle: tuple[str, ...]
    severity_variance: int | None
    affinity: int = 0
    anchors: tuple[str, ...] = ()
