"""What hangs on one assessor: who would enter or leave the places if that assessor's sheets were left out.

Severities and variances are held, which leaves one division for each sheet: with `d` the weight of a nominee's sheets
and `k` what shrinkage adds to it, merit without assessor j is ``((d + k) merit - w (y - leniency)) / (d + k - w)``. The
simple means have no severity to hold; a trimmed mean is trimmed anew.
`refitted` estimates all over again instead, for one assessor; tests hold the one against the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from chucai.engine.kernels import means
from chucai.engine.merit.columns import Columns
from chucai.engine.merit.fold import fold
from chucai.engine.merit.model import MICRO, Hanging, Influence, MeritReport, Nominees, Rating
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.engine.merit import Scale

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


METHODS = ("severity", "mean", "trimmed", "zscore")  # ways of taking merit that one sheet less changes by a division


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The places without one assessor; fields as in `Influence`, and how many sheets the assessor gave."""

    assessor: str
    load: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    shift: int
    unread: tuple[str, ...] = ()


def leave_one_out(
    report: MeritReport, ratings: Iterable[Rating], weights: Mapping[str, Fraction | int], scale: Scale | None
) -> tuple[LeftOut, ...]:
    """For every assessor of `report`, estimated from `ratings` with these weights and scale, assessors' spreads alike.

    Empty when there are no places, or merits of several parts cannot be held against each other. Raises Refused
    influence-unknown for a method not in METHODS: use `refitted`.
    """
    if report.round.method not in METHODS:
        raise Refused("influence-unknown", method=report.round.method)
    if report.round.cut is None:
        return ()
    found = zip(report.assessors, influences(report, fold(ratings, weights, scale)), strict=True)
    return tuple(LeftOut(a.assessor, a.load, i.enters or (), i.leaves or (), i.shift, i.unread) for a, i in found)


def influences(report: MeritReport, columns: Columns) -> tuple[Influence, ...]:
    """Of every assessor in the order of the report, whose method is one of METHODS."""
    held = _held(report, columns)
    cut = report.round.cut
    crossing = np.zeros(len(report.assessors), dtype=bool) if cut is None else _may_cross(held, cut)
    return tuple(_influence(held, at, cut, bool(crossing[at])) for at in range(len(report.assessors)))


def hanging(report: MeritReport, found: Sequence[Influence]) -> tuple[Hanging, ...]:
    """The same seen from the nominees whose place hangs on somebody, by rank."""
    without: dict[str, tuple[list[str], list[str]]] = {}
    for line, one in zip(report.assessors, found, strict=True):
        for side, names in enumerate((one.leaves, one.enters)):
            for name in names or ():
                without.setdefault(name, ([], []))[side].append(line.assessor)
    ranked = [line.nominee for line in report.nominees if line.nominee in without]
    return tuple(Hanging(name, tuple(without[name][0]), tuple(without[name][1])) for name in ranked)


@dataclass(frozen=True)
class _Held:
    """Sheets sorted by assessor, `ends` (J + 1,) delimiting each; nominees are numbered by rank.

    merit (n,) with everybody in, moved (N,) without the sheet's assessor, -inf where nobody else read the nominee.
    """

    ids: tuple[str, ...]
    ends: Codes
    nominee: Codes
    merit: Floats
    moved: Floats

    @cached_property
    def known(self) -> list[float]:
        """`merit` for looking at one after the other."""
        return [float(value) for value in self.merit]


def _held(report: MeritReport, columns: Columns) -> _Held:
    ids = tuple(line.nominee for line in report.nominees)
    at = {name: code for code, name in enumerate(ids)}
    nominee = np.array([at[name] for name in columns.nominee_ids])[columns.nominee]
    merit = np.array([line.merit for line in report.nominees]) / MICRO
    moved = np.round(_moved(report, columns, merit[nominee]), 6)
    moved[np.bincount(nominee)[nominee] == 1] = -np.inf
    order = np.argsort(columns.assessor, kind="stable")
    ends = np.searchsorted(columns.assessor[order], np.arange(len(columns.assessor_ids) + 1))
    return _Held(ids, ends, nominee[order], merit, moved[order])


def _moved(report: MeritReport, columns: Columns, merit: Floats) -> Floats:
    """Merit of each sheet's nominee without that sheet (N,); anything where it is the only one."""
    y = columns.mark / columns.unit
    if report.round.method == "trimmed":
        return means.trimmed_without(columns.nominee, y)
    weight, added = np.ones(len(y)), 0.0
    if report.round.method == "zscore":
        y = means.zscores(columns.assessor, y)
    elif report.round.method == "severity":
        y = y + (np.array([line.severity for line in report.assessors]) / MICRO)[columns.assessor]
        weight = columns.weight
        if report.round.nominees == "random" and report.round.variance_nominee > 0:
            added = report.round.variance_residual / report.round.variance_nominee
    total = np.bincount(columns.nominee, weight)[columns.nominee] + added
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray((total * merit - weight * y) / (total - weight))


def _may_cross(held: _Held, places: int) -> NDArray[np.bool_]:
    """Assessors (J,) without whom the lowest inside could fall below the highest outside; most cannot."""
    inside = held.nominee < places
    starts = held.ends[:-1]
    lowest = np.minimum.reduceat(np.where(inside, held.moved, np.inf), starts)
    highest = np.maximum.reduceat(np.where(inside, -np.inf, held.moved), starts)
    return np.asarray(np.minimum(lowest, held.merit[places - 1]) <= np.maximum(highest, held.merit[places]))


def _influence(held: _Held, at: int, cut: int | None, crossing: bool) -> Influence:
    rows = slice(held.ends[at], held.ends[at + 1])
    mine, moved = held.nominee[rows], held.moved[rows]
    read = np.isfinite(moved)
    shift = np.abs(moved - held.merit[mine])[read].max(initial=0.0)
    unread = tuple(held.ids[k] for k in np.sort(mine[~read]))
    enters, leaves = _crossed(held, mine, moved, cut) if crossing and cut else ((), ())
    known = cut is not None
    return Influence(round(float(shift) * MICRO), enters if known else None, leaves if known else None, unread)


def _crossed(held: _Held, mine: Codes, moved: Floats, places: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who enters and who leaves.

    Only nominees this assessor read move; the others keep their order, so of those it is enough to look at as many on
    each side of the cut as can change sides, and one more.
    """
    now, merit = dict(zip(mine.tolist(), moved.tolist(), strict=True)), held.known
    risen = sum(value >= merit[places - 1] for k, value in now.items() if k >= places)
    fallen = sum(value <= merit[places] for k, value in now.items() if k < places)
    sides = (range(places - 1, -1, -1), range(places, len(merit)))
    others = (islice((k for k in side if k not in now), risen + fallen + 1) for side in sides)
    looked = sorted([*now, *chain.from_iterable(others)], key=lambda k: (-now.get(k, merit[k]), k))
    inside = sum(k < places for k in looked)
    enters = sorted(k for k in looked[:inside] if k >= places)
    leaves = sorted(k for k in looked[inside:] if k < places)
    return tuple(held.ids[k] for k in enters), tuple(held.ids[k] for k in leaves)


def refitted(
    report: MeritReport,
    ratings: Iterable[Rating],
    weights: Mapping[str, Fraction | int],
    scale: Scale | None,
    assessor: str,
) -> LeftOut:
    """The same for one assessor by a whole estimate without the sheets of that assessor, variances included."""
    from chucai.engine.merit import estimate

    sheets = list(ratings)
    rest = [sheet for sheet in sheets if sheet.assessor != assessor]
    places, asked = report.round.places or 0, report.round
    kind: Nominees = asked.nominees
    new = estimate(
        rest, weights=weights, scale=scale, places=places, seed=asked.seed, method=asked.method, nominees=kind
    )
    before, after = {n.nominee: n.merit for n in report.nominees}, {n.nominee: n.merit for n in new.nominees}
    ids = [n.nominee for n in report.nominees]
    was, best = ids[:places], {n.nominee for n in new.nominees[:places]}
    return LeftOut(
        assessor=assessor,
        load=len(sheets) - len(rest),
        enters=tuple(name for name in ids if name in best and name not in was),
        leaves=tuple(name for name in was if name not in best),
        shift=max((abs(after[name] - before[name]) for name in after), default=0),
        unread=tuple(name for name in ids if name not in after),
    )
