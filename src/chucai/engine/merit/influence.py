"""What hangs on one assessor: who would enter or leave the places if that assessor's sheets were left out.

Severities and variances are held, which leaves one division for each sheet: with `d` the weight of a nominee's sheets
and `k` what shrinkage adds to it, merit without assessor j is ``((d + k) merit - w (y - leniency)) / (d + k - w)``.
`refitted` estimates all over again instead, for one assessor; tests hold the one against the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from chucai.engine.merit.fold import fold
from chucai.engine.merit.model import MICRO, MeritReport, Nominees, Rating
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.engine.merit import Scale

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]


METHODS = ("severity", "mean")  # ways of taking merit that one sheet less changes by a division


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The places without one assessor. enters, leaves: nominees, by their rank with everybody in.

    shift: the largest move of any merit, micro. unread: nominees that nobody else read; they have no merit then, and
    count as leaving where they had a place.
    """

    assessor: str
    load: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    shift: int
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Sheets:
    """Sheets as arrays (N,): codes into ids by rank, the mark corrected for severity in points, and its weight."""

    ids: tuple[str, ...]
    assessors: tuple[str, ...]
    nominee: Codes
    assessor: Codes
    corrected: Floats
    weight: Floats
    merit: Floats
    added: float


def leave_one_out(
    report: MeritReport, ratings: Iterable[Rating], weights: Mapping[str, Fraction | int], scale: Scale | None
) -> tuple[LeftOut, ...]:
    """For every assessor of `report`, estimated from `ratings` with these weights and scale by "severity" or "mean".

    Empty when there are no places, or merits of several parts cannot be held against each other. Raises Refused
    influence-unknown for another method: use `refitted`.
    """
    if report.round.method not in METHODS:
        raise Refused("influence-unknown", method=report.round.method)
    places = report.round.places
    if not places or places >= len(report.nominees) or not report.round.comparable:
        return ()
    sheets = _sheets(report, ratings, weights, scale)
    order = np.argsort(sheets.assessor, kind="stable")
    ends = np.searchsorted(sheets.assessor[order], np.arange(len(sheets.assessors) + 1))
    totals: Floats = np.bincount(sheets.nominee, sheets.weight, len(sheets.ids)).astype(np.float64) + sheets.added
    counts = np.bincount(sheets.nominee, minlength=len(sheets.ids))
    parts = ((name, order[ends[at] : ends[at + 1]]) for at, name in enumerate(sheets.assessors))
    return tuple(_without(name, rows, sheets, totals, counts, places) for name, rows in parts)


def _sheets(
    report: MeritReport, ratings: Iterable[Rating], weights: Mapping[str, Fraction | int], scale: Scale | None
) -> _Sheets:
    columns = fold(ratings, weights, scale)
    severe = report.round.method == "severity"
    ids, assessors = tuple(n.nominee for n in report.nominees), tuple(a.assessor for a in report.assessors)
    at = {name: code for code, name in enumerate(ids)}
    by = {name: code for code, name in enumerate(assessors)}
    nominee = np.array([at[name] for name in columns.nominee_ids])[columns.nominee]
    assessor = np.array([by[name] for name in columns.assessor_ids])[columns.assessor]
    severity = np.array([a.severity for a in report.assessors]) / MICRO * severe
    random = severe and report.round.nominees == "random" and report.round.variance_nominee > 0
    return _Sheets(
        ids,
        assessors,
        nominee,
        assessor,
        columns.mark / columns.unit + severity[assessor],
        columns.weight if severe else np.ones(len(columns.weight)),
        np.array([n.merit for n in report.nominees]) / MICRO,
        report.round.variance_residual / report.round.variance_nominee if random else 0.0,
    )


def _without(name: str, rows: Codes, sheets: _Sheets, totals: Floats, counts: Codes, places: int) -> LeftOut:
    """Only the nominees this assessor read move; the others keep their order, so few need looking at."""
    mine, weight = sheets.nominee[rows], sheets.weight[rows]
    alone = counts[mine] == 1
    room = np.where(alone, 1.0, totals[mine] - weight)
    moved = (totals[mine] * sheets.merit[mine] - weight * sheets.corrected[rows]) / room
    moved = np.where(alone, -np.inf, np.round(moved, 6))
    far = len(mine)
    near = np.arange(max(0, places - far), min(len(sheets.ids), places + far))
    looked = np.union1d(near, mine)
    merit = sheets.merit[looked]
    merit[np.searchsorted(looked, mine)] = moved
    sure = max(0, places - far) - int((mine < max(0, places - far)).sum())
    best = looked[np.lexsort((looked, -merit))][: places - sure]
    was = looked[looked < places]
    shift = np.abs(moved - sheets.merit[mine])[~alone]
    return LeftOut(
        assessor=name,
        load=far,
        enters=tuple(sheets.ids[k] for k in np.setdiff1d(best, was)),
        leaves=tuple(sheets.ids[k] for k in np.setdiff1d(was, best)),
        shift=round(float(shift.max(initial=0.0)) * MICRO),
        unread=tuple(sheets.ids[k] for k in sorted(mine[alone])),
    )


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
