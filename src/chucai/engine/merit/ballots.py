"""Merit from ranked ballots and choices of two, alone or together with score sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from chucai.engine.kernels import plackett_luce
from chucai.engine.kernels.plackett_luce import Anchor, Pile, Worths
from chucai.engine.merit import measures, run
from chucai.engine.merit.columns import Columns, arrange
from chucai.engine.merit.complete import completed
from chucai.engine.merit.fold import fold
from chucai.engine.merit.model import MICRO, AssessorSeverity, Ballot, MeritReport, MeritWarning, Rating
from chucai.engine.merit.options import Options
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.engine.merit import Scale

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

ENGINE = "plackett-luce-1"
MOST_NOMINEES = 4_000
MADE_UP = 0.5  # wins and losses against an average nominee, for everybody, where one side never lost
BORDA_TOP = 100
LINK_ROUNDS = 60
NAMED = 4


@dataclass(frozen=True)
class _Cast:
    """Ballots as codes into sorted ids."""

    nominees: tuple[str, ...]
    assessors: tuple[str, ...]
    coded: list[tuple[int, list[int], list[int]]]
    piles: list[Pile]


def report(
    ballots: Iterable[Ballot],
    ratings: Iterable[Rating],
    weights: Mapping[str, Fraction | int] | None,
    scale: Scale | None,
    options: Options,
    *,
    consistency: bool,
) -> MeritReport:
    """As `chucai.engine.merit.estimate_ballots` says."""
    options.check()
    if (options.method, options.nominees, options.spreads, options.groups) != ("severity", "fixed", "alike", None):
        raise Refused("ballots-alone-or-with-severity", method=options.method)
    return completed(_report(ballots, ratings, weights, scale, options, consistency=consistency), None, options)


def _report(
    ballots: Iterable[Ballot],
    ratings: Iterable[Rating],
    weights: Mapping[str, Fraction | int] | None,
    scale: Scale | None,
    options: Options,
    *,
    consistency: bool,
) -> MeritReport:
    cast = _cast(sorted(ballots, key=lambda b: (b.assessor, b.ranked, b.others)))
    sheets = list(ratings)
    if sheets:
        return _joint(cast, fold(sheets, weights or {}, scale), options)
    table = plackett_luce.wins(cast.piles, len(cast.nominees))
    _connected(cast.nominees, plackett_luce.groups(table, both_ways=False))
    one_sided = int(plackett_luce.groups(table, both_ways=True).max()) > 0
    size = len(cast.nominees), len(cast.assessors)
    found = plackett_luce.fit(cast.piles, *size, consistency=consistency, made_up=MADE_UP if one_sided else 0.0)
    notes = [MeritWarning("comparisons-one-sided", {"added": str(MADE_UP)})] if one_sided else []
    return measures.report(_borda(cast, options), _measured(cast, found, notes, consistency=consistency), options)


def _cast(ballots: Sequence[Ballot]) -> _Cast:
    if not ballots:
        raise Refused("no-ratings")
    for ballot in ballots:
        named = [*ballot.ranked, *ballot.others]
        twice = next((name for name in named if named.count(name) > 1), None)
        if twice is not None:
            raise Refused("ballot-repeats", assessor=ballot.assessor, nominee=twice)
        if not ballot.ranked or len(named) < 2:
            raise Refused("ballot-says-nothing", assessor=ballot.assessor)
    nominees = sorted({name for ballot in ballots for name in (*ballot.ranked, *ballot.others)})
    assessors = sorted({ballot.assessor for ballot in ballots})
    if len(nominees) > MOST_NOMINEES:
        raise Refused("too-many-to-compare", nominees=len(nominees), most=MOST_NOMINEES)
    at = {name: code for code, name in enumerate(nominees)}
    by = {name: code for code, name in enumerate(assessors)}
    coded = [(by[b.assessor], [at[name] for name in b.ranked], [at[name] for name in b.others]) for b in ballots]
    return _Cast(tuple(nominees), tuple(assessors), coded, plackett_luce.piles(coded))


def _connected(names: Sequence[str], group: Codes) -> None:
    """Refuse nominees that no chain of comparisons joins, naming the groups."""
    many = int(group.max()) + 1
    if many == 1:
        return
    sides = [[name for name, at in zip(names, group, strict=True) if at == number] for number in range(many)]
    said = [", ".join(side[:NAMED]) + (", …" if len(side) > NAMED else "") for side in sides[:NAMED]]
    raise Refused("comparisons-not-connected", groups=many, named=" | ".join(said) + (" | …" if many > NAMED else ""))


def _borda(cast: _Cast, options: Options) -> MeritReport:
    """The report of the plain mean of Borda points: 100 for the first of a ballot, 0 for the last, in even steps."""
    points: dict[tuple[int, int], list[Fraction]] = {}
    for assessor, ranked, others in cast.coded:
        last = len(ranked) + len(others) - 1
        shared = Fraction(BORDA_TOP * (len(others) - 1), 2 * last)
        for place, nominee in enumerate(ranked):
            points.setdefault((nominee, assessor), []).append(Fraction(BORDA_TOP * (last - place), last))
        for nominee in others:
            points.setdefault((nominee, assessor), []).append(shared)
    pairs = sorted(points)
    marks = [round(sum(points[pair]) / len(points[pair]) * MICRO) for pair in pairs]
    codes = np.array(pairs, dtype=np.int64)
    columns = arrange(codes[:, 0], codes[:, 1], np.array(marks), MICRO, cast.nominees, cast.assessors)
    return run.bare(columns, replace(options, method="mean"))


def _measured(cast: _Cast, found: Worths, notes: list[MeritWarning], *, consistency: bool) -> measures.Measured:
    if not found.converged:
        notes.append(MeritWarning("not-converged", {"iterations": found.iterations}))
    return measures.Measured(
        engine=ENGINE,
        ids=cast.nominees,
        value=found.worth,
        error=np.sqrt(np.maximum(np.diag(found.covariance), 0.0)),
        covariance=found.covariance,
        assessors=dict(zip(cast.assessors, _assessors(found, consistency=consistency), strict=True)),
        noise=float(np.pi**2 / 6),
        iterations=found.iterations,
        warnings=tuple(notes),
        method="plackett-luce",
        apart=False,
    )


def _assessors(found: Worths, *, consistency: bool) -> list[measures.AssessorMeasure]:
    spreads = np.exp(found.log_consistency) if consistency else np.ones(len(found.log_consistency))
    return [
        measures.AssessorMeasure(0.0, 0.0, None if np.isnan(infit) else float(infit), float(spread))
        for infit, spread in zip(found.infit, spreads, strict=True)
    ]


def _joint(cast: _Cast, columns: Columns, options: Options) -> MeritReport:
    """Scores and ballots share the merits: ballots pull on those of the severity model, both at their own precision."""
    scored = run.bare(columns, options)
    missing = sorted(set(cast.nominees) - set(columns.nominee_ids))
    if missing:
        raise Refused("nominee-unscored", nominee=missing[0])
    if len(columns.nominee_ids) > MOST_NOMINEES:
        raise Refused("too-many-to-compare", nominees=len(columns.nominee_ids), most=MOST_NOMINEES)
    at = {name: code for code, name in enumerate(columns.nominee_ids)}
    moved = [(a, [at[cast.nominees[k]] for k in r], [at[cast.nominees[k]] for k in o]) for a, r, o in cast.coded]
    cast = _Cast(columns.nominee_ids, cast.assessors, moved, plackett_luce.piles(moved))
    _connected(cast.nominees, _joined(cast, scored))
    merit = {line.nominee: line.merit / MICRO for line in scored.nominees}
    centre = float(np.mean(list(merit.values())))
    away = np.array([merit[name] - centre for name in cast.nominees])
    found, link, settled = _linked(cast, away, _information(columns, scored))
    measured = _measured(cast, found, [], consistency=False)
    notes = () if settled else (MeritWarning("not-converged", {"iterations": found.iterations}),)
    severities = {
        line.assessor: measures.AssessorMeasure(line.severity / MICRO, line.se / MICRO, None, None)
        for line in scored.assessors
    }
    covariance = link**2 * found.covariance
    together = replace(
        measured,
        value=centre + link * found.worth,
        error=np.sqrt(np.maximum(np.diag(covariance), 0.0)),
        covariance=covariance,
        assessors=severities,
        noise=scored.round.variance_residual / MICRO,
        warnings=notes,
        method="joint",
    )
    return _with_voters(measures.report(scored, together, options), cast, measured)


def _joined(cast: _Cast, scored: MeritReport) -> Codes:
    """Groups of nominees joined by comparisons or by panels that connect."""
    table = plackett_luce.wins(cast.piles, len(cast.nominees))
    at = {name: code for code, name in enumerate(cast.nominees)}
    pairs = [(at[p.nominees[0]], at[name]) for p in scored.round.parts for name in p.nominees]
    ends = np.array(pairs, dtype=np.int64).T
    linked = sparse.csr_array((np.ones(len(pairs)), (ends[0], ends[1])), shape=table.shape)
    return plackett_luce.groups((table + linked).tocsr(), both_ways=False)


def _information(columns: Columns, scored: MeritReport) -> Floats:
    """What the sheets know of the merits (n, n), severities taken out at the estimated variances."""
    n, j = len(columns.nominee_ids), len(columns.assessor_ids)
    residual = max(scored.round.variance_residual / MICRO, 1e-9)
    ratio = residual / max(scored.round.variance_assessor / MICRO, 1e-9)
    counts = sparse.csr_array((columns.weight, (columns.nominee, columns.assessor)), shape=(n, j))
    loads = np.asarray(counts.sum(axis=0)).ravel()
    taken = (counts @ sparse.diags_array(1.0 / (loads + ratio)) @ counts.T).toarray()
    known: Floats = (np.diag(np.asarray(counts.sum(axis=1)).ravel()) - taken) / residual
    return known


def _linked(cast: _Cast, away: Floats, information: Floats) -> tuple[Worths, float, bool]:
    """Worths and `link` (points for one unit of worth) that are most likely together: in turn, with Aitken's leap."""
    link = max(float(np.std(away)), 1e-3)
    for _ in range(LINK_ROUNDS):
        first, _ = _turn(cast, away, information, link)
        second, found = _turn(cast, away, information, first)
        if abs(second - first) < 1e-9 * first:
            return found, second, found.converged
        bend = second - 2 * first + link
        leapt = link - (first - link) ** 2 / bend if bend else second
        link = leapt if second / 10 < leapt < second * 10 else second
    return found, second, False


def _turn(cast: _Cast, away: Floats, information: Floats, link: float) -> tuple[float, Worths]:
    """Worths at a link, and the link that suits them best."""
    anchor = Anchor(away / link, information * link**2)
    found = plackett_luce.fit(cast.piles, len(away), len(cast.assessors), consistency=False, anchor=anchor)
    known = information @ found.worth
    return max(float(known @ away) / max(float(known @ found.worth), 1e-12), 1e-6), found


def _with_voters(report: MeritReport, cast: _Cast, measured: measures.Measured) -> MeritReport:
    """Assessors who cast ballots and no sheets, after those with sheets; who did both keeps the line of the sheets."""
    known = {line.assessor for line in report.assessors}
    loads = Counter(cast.assessors[assessor] for assessor, _, _ in cast.coded)
    more = []
    for name in cast.assessors:
        if name not in known:
            found = measured.assessors[name]
            infit = None if found.infit is None else round(found.infit * MICRO)
            more.append(AssessorSeverity(name, 0, 0, 0, 0, round((found.spread or 0) * MICRO), infit, loads[name], 0))
    return replace(report, assessors=tuple(sorted((*report.assessors, *more), key=lambda line: line.assessor)))
