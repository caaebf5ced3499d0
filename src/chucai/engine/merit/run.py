"""From sorted columns to the report: fit, draw, and hand over to the tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from chucai.engine.kernels import places
from chucai.engine.kernels.crossed import DENSE_LEVELS
from chucai.engine.kernels.panels import parts
from chucai.engine.merit import tables, wide
from chucai.engine.merit.columns import Columns
from chucai.engine.merit.complete import completed
from chucai.engine.merit.fit import Company, Estimates, Fit, plain_fit, severity_fit
from chucai.engine.merit.model import MeritReport
from chucai.engine.merit.notes import notes
from chucai.engine.merit.options import Options
from chucai.engine.merit.spreads import own_spreads
from chucai.engine.merit.steady import one_thread
from chucai.errors import Refused

Codes = NDArray[np.int64]

RANK_DRAWS = (200, 1_000)  # fewest and most; in between as many as make RANK_VALUES numbers
RANK_VALUES = 4_000_000
PLACE_DRAWS = (64, 250)  # the same for chances, which need fewer: each draw carries a whole normal for everybody
PLACE_VALUES = 1_000_000


def report(columns: Columns, options: Options) -> MeritReport:
    """The whole estimate. Raises Refused as `chucai.engine.merit.estimate` says."""
    options.check()
    if options.spreads == "own":
        found, columns = own_spreads(columns, partial(bare, options=options))
    else:
        found = bare(columns, options)
    return completed(found, columns, options)


def bare(columns: Columns, options: Options) -> MeritReport:
    """The estimate without what is worked out from it afterwards."""
    with one_thread():
        return _report(columns, options)


def _report(columns: Columns, options: Options) -> MeritReport:
    n, j = len(columns.nominee_ids), len(columns.assessor_ids)
    part = parts(columns.nominee, columns.assessor, n, j)
    apart = part[0] if options.method == "severity" else np.zeros_like(part[0])
    simple = tables.simple_means(columns)
    severity, merit, points, ranks = (_wide if min(n, j) > DENSE_LEVELS else _exact)(
        columns, part, apart, simple, options
    )
    facts = tables.Facts(columns, part, apart, options.level)
    nominees = tables.nominees(facts, merit, points, simple, ranks)
    assessors = tables.assessors(facts, severity)
    summary = tables.summary(
        facts, severity, merit, nominees, options, notes(columns, part, severity, merit, assessors)
    )
    return MeritReport(nominees, assessors, summary)


Fitted = tuple[Estimates, Estimates, Codes, tables.Ranks]


def _exact(
    columns: Columns, part: tuple[Codes, Codes], apart: Codes, simple: tables.Simple, options: Options
) -> Fitted:
    """By factorising the smaller side."""
    severity, merit = _fits(columns, part, options)
    points = simple.of(options.method, merit)
    return severity, merit, points, _ranks(merit, points, apart, options)


def _wide(columns: Columns, part: tuple[Codes, Codes], apart: Codes, simple: tables.Simple, options: Options) -> Fitted:
    """By iteration and draws, where both sides are too many to factorise; a warning says so."""
    group = _groups(columns, options.groups)
    severity, merit = wide.fits(columns, part, group, options)
    points = simple.of(options.method, merit)
    wanted = None if apart.any() else options.places
    low, high = wide.rank_interval(merit, apart, options.level)
    rank = tables.competition(points, apart)
    chance = None if wanted is None else wide.chances(merit, wanted)
    return severity, merit, points, tables.Ranks(rank, np.minimum(low, rank), np.maximum(high, rank), chance)


def _fits(columns: Columns, part: tuple[Codes, Codes], options: Options) -> tuple[Fit, Fit]:
    """The severity model, which always says how strict assessors are, and the fit that merit is taken from."""
    group = _groups(columns, options.groups)
    fixed = options.nominees == "fixed"
    sizes = np.bincount(part[1]) if fixed else np.full(int(part[1].max()) + 1, len(part[1]))
    company = Company(sizes[part[0]], sizes[part[1]])
    severity = severity_fit(columns, _combined(part[0], group) if fixed else group, company, fixed=fixed)
    return severity, severity if options.method == "severity" else plain_fit(columns, group, company, options.method)


def _groups(columns: Columns, groups: Mapping[str, str] | None) -> Codes:
    if groups is None:
        return np.zeros(len(columns.nominee_ids), dtype=np.int64)
    for nominee in columns.nominee_ids:
        if nominee not in groups:
            raise Refused("group-missing", nominee=nominee)
    names = [groups[nominee] for nominee in columns.nominee_ids]
    number = {name: code for code, name in enumerate(sorted(set(names)))}
    return np.array([number[name] for name in names], dtype=np.int64)


def _combined(part: Codes, group: Codes) -> Codes:
    _, code = np.unique(part * (int(group.max()) + 1) + group, return_inverse=True)
    codes: Codes = code.astype(np.int64)
    return codes


def _ranks(fit: Fit, points: Codes, apart: Codes, options: Options) -> tables.Ranks:
    """Ranks by rounded merit, with intervals and chances from seeded draws."""
    n = len(points)
    rank = tables.competition(points, apart)
    generator = np.random.Generator(np.random.PCG64(options.seed))
    count = int(np.clip(RANK_VALUES // n, *RANK_DRAWS))
    few = int(np.clip(PLACE_VALUES // n, *PLACE_DRAWS))
    centres, spread = places.draws(fit.shrunk, fit.shrunk_effects, fit.variances.residual, generator, count)
    drawn = places.rank_draws(centres + spread * generator.standard_normal(centres.shape), apart)
    low, high = places.rank_interval(drawn, options.level)
    chance = None
    if options.places is not None and not apart.any():
        chance = places.place_probability(centres[:few], spread, options.places)
    return tables.Ranks(rank, np.minimum(low, rank), np.maximum(high, rank), chance)
