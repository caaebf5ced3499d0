"""How many assessors and readings are needed for a wished precision, before anybody is asked.

Everything is in units of the error of one mark (its standard deviation given severity). In a well mixed design of N
nominations with r readings each and J assessors with k = rN/J readings each, the standard error of a merit is about

    sqrt(1/r + 1/(rk - r - k))

The first part is what a mean of r marks has anyway; the second is what is not known of the assessors' severities. It
follows from the Green function of the infinite tree in which nominations have r and assessors k neighbours, which is
what a random assignment looks like from close by (McKay 1981; Godsil and Mohar 1988).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from chucai.engine.assign.model import MICRO
from chucai.errors import Refused

MOST_READINGS = 1_000


@dataclass(frozen=True)
class Plan:
    """readings of each nomination by `assessors` with about `load` each; `merit_se` to expect, in millionths."""

    readings: int
    assessors: int
    load: int
    merit_se: int


def expected_se(nominees: int, assessors: int, readings: int) -> int | None:
    """Expected standard error of a merit, in millionths of one mark's error; None if severities cannot be compared.

    Raises Refused("plan-wrong") for fewer than 2 readings, or more than assessors.
    """
    if not (nominees >= 1 and 2 <= readings <= assessors):
        raise Refused("plan-wrong", nominees=nominees, assessors=assessors, readings=readings)
    load = readings * nominees / assessors
    known = readings * load - readings - load
    if known <= 0:
        return None
    return round(sqrt(1 / readings + (assessors - 1) / assessors / known) * MICRO)


def plan(nominees: int, merit_se: int, most_load: int) -> tuple[Plan, ...]:
    """Ways to a standard error of at most `merit_se` (millionths of the error of one mark): fewest readings first.

    Each with the fewest assessors whose load stays within `most_load` and with the most that still reach the precision.
    Raises Refused("plan-out-of-reach") if no number of readings reaches it.
    """
    for readings in range(2, MOST_READINGS + 1):
        fewest = max(readings, -(-readings * nominees // max(1, most_load)))
        if _reached(nominees, fewest, readings, merit_se):
            most = _most_assessors(nominees, fewest, readings, merit_se)
            return tuple(_plan(nominees, count, readings) for count in sorted({fewest, most}))
    raise Refused("plan-out-of-reach", se=merit_se / MICRO, readings=MOST_READINGS)


def _reached(nominees: int, assessors: int, readings: int, merit_se: int) -> bool:
    found = expected_se(nominees, assessors, readings)
    return found is not None and found <= merit_se


def _most_assessors(nominees: int, fewest: int, readings: int, merit_se: int) -> int:
    """More assessors mean fewer readings of each, so severities are known less well: bisection."""
    low, high = fewest, max(fewest, readings * nominees)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if _reached(nominees, middle, readings, merit_se) else (low, middle - 1)
    return low


def _plan(nominees: int, assessors: int, readings: int) -> Plan:
    return Plan(
        readings, assessors, -(-readings * nominees // assessors), expected_se(nominees, assessors, readings) or 0
    )
