"""The units of a tier by their places: area says how many, colour how their slates stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.utils.translation import gettext, ngettext, override

from chucai.publish.markup import Markup, join
from chucai.publish.measure import fit
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, hint, legend, text
from chucai.publish.table import Cell, Table

PAINTS = {"filled": "chosen", "sent": "load", "late": "held", "returned": "joined", "none": "empty"}
INK = {"filled": "paper", "returned": "paper"}
HIGH = 320.0
LEAST_NAMED = 46.0  # px of width below which no name fits


@dataclass(frozen=True, slots=True)
class UnitArea:
    """A unit with all its categories together. `state` as of `places.UnitLine`, the one that wants most."""

    name: str
    places: int
    nominated: int
    forwarded: int
    state: str


def words() -> dict[str, str]:
    return {
        "filled": gettext("all places used"),
        "sent": gettext("slate sent"),
        "late": gettext("no slate yet"),
        "returned": gettext("returned, to be mended"),
        "none": gettext("nobody nominated"),
    }


def picture(units: Sequence[UnitArea], language: str) -> Picture:
    """`units`: at least one with places or nominations."""
    with override(language):
        title = _title(units)
        wide, small = both(partial(_draw, units, title), "units", language)
        note = gettext("The area of a unit is the number of its places.")
        return Picture("units", title, note, _table(units), wide, small)


def _title(units: Sequence[UnitArea]) -> str:
    late = sum(unit.state in ("late", "none") or (unit.state == "returned" and not unit.forwarded) for unit in units)
    used, given = sum(unit.forwarded for unit in units), sum(unit.places for unit in units)
    said = gettext("%(used)d of %(given)d places are used") % {"used": used, "given": given}
    if not late:
        return said
    return said + ngettext("; %(n)d unit has sent no slate", "; %(n)d units have sent no slate", late) % {"n": late}


def _draw(units: Sequence[UnitArea], title: str, sheet: Sheet) -> Drawing:
    sized = sorted(units, key=lambda unit: (-_size(unit), unit.name))
    signs = [(box(-6, -6, 12, 12, PAINTS[key]), 12.0, said) for key, said in words().items()]
    key, head = legend(0, 10, sheet.width, signs, size=11)
    parts: list[Markup] = [key]
    room = (0.0, head + 14, sheet.width, HIGH)
    for unit, (x, y, wide, high) in zip(sized, _tiled([_size(unit) for unit in sized], room), strict=True):
        told = f"{unit.name}: {unit.forwarded}/{unit.places}, {words()[unit.state]}"
        inside = [box(x + 1, y + 1, wide - 2, high - 2, PAINTS[unit.state])]
        if wide > LEAST_NAMED and high > 32:
            ink = INK.get(unit.state, "ink")
            inside.append(text(x + 7, y + 18, fit(unit.name, wide - 12, 11.5), ink, size=11.5))
            inside.append(text(x + 7, y + 33, f"{unit.forwarded}/{unit.places}", ink, size=11.5, bold=True))
        parts.append(hint(told, *inside))
    described = gettext("%(n)d units") % {"n": len(units)}
    return Drawing(sheet.name, sheet.width, head + 18 + HIGH, title, described, join(parts))


def _size(unit: UnitArea) -> int:
    return max(unit.places, 1)


Box = tuple[float, float, float, float]


def _tiled(sizes: Sequence[int], room: Box) -> Iterator[Box]:
    """Halves of nearly equal weight, cut across the longer side, until each stands alone."""
    if len(sizes) <= 1:
        if sizes:
            yield room
        return
    total, taken, cut = sum(sizes), 0, 0
    while cut < len(sizes) - 1 and (cut == 0 or taken + sizes[cut] / 2 <= total / 2):
        taken += sizes[cut]
        cut += 1
    x, y, wide, high = room
    share = taken / total
    first, second = _halves(x, y, wide, high, share)
    yield from _tiled(sizes[:cut], first)
    yield from _tiled(sizes[cut:], second)


def _halves(x: float, y: float, wide: float, high: float, share: float) -> tuple[Box, Box]:
    if wide >= high:
        return (x, y, wide * share, high), (x + wide * share, y, wide * (1 - share), high)
    return (x, y, wide, high * share), (x, y + high * share, wide, high * (1 - share))


def _table(units: Sequence[UnitArea]) -> Table:
    headers = (gettext("Unit"), gettext("Places"), gettext("Nominated"), gettext("Forwarded"), gettext("State"))
    rows: list[tuple[Cell, ...]] = [
        (unit.name, unit.places, unit.nominated, unit.forwarded, words()[unit.state]) for unit in units
    ]
    return Table("units", gettext("Units and their places"), headers, tuple(rows))
