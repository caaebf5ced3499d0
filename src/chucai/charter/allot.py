"""Places shared out among units by their figures (domain-rules N7)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from chucai.charter.nominee import Allotment
from chucai.errors import Refused

Figures = Mapping[str, int | Fraction]


def allot(allotment: Allotment, units: Mapping[str, Figures]) -> dict[str, int]:
    """Places for each unit, `allotment.places` in all, by largest remainders (Hamilton's method) in exact arithmetic.

    Every unit gets `least` places first; the rest is shared by the weighted share each unit has of every figure. Equal
    remainders go to the larger share, then to the unit whose id comes first. Refused("figure-missing") names a unit
    without a figure, Refused("too-few-for-least") units that cannot all have the least.
    """
    rest = allotment.places - allotment.least * len(units)
    if rest < 0:
        raise Refused("too-few-for-least", places=allotment.places, units=len(units), least=allotment.least)
    shares = _shares(allotment, units)
    exact = {unit: rest * share for unit, share in shares.items()}
    whole = {unit: int(quota) for unit, quota in exact.items()}
    by_remainder = sorted(exact, key=lambda unit: (whole[unit] - exact[unit], -exact[unit], unit))
    for unit in by_remainder[: rest - sum(whole.values())]:
        whole[unit] += 1
    return {unit: allotment.least + places for unit, places in whole.items()}


def _shares(allotment: Allotment, units: Mapping[str, Figures]) -> dict[str, Fraction]:
    shares = dict.fromkeys(units, Fraction(0))
    for figure, weight in allotment.by.items():
        total = sum((_figure(units, unit, figure) for unit in units), Fraction(0))
        for unit in units:
            shares[unit] += weight * (_figure(units, unit, figure) / total if total else Fraction(1, len(units)))
    return shares


def _figure(units: Mapping[str, Figures], unit: str, figure: str) -> Fraction:
    if figure not in units[unit]:
        raise Refused("figure-missing", unit=unit, figure=figure)
    return Fraction(units[unit][figure])
