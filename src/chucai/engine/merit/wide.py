"""The fits behind a report where both sides are too many to factorise: iteration, sampled traces and draws."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chucai.engine.kernels import perturbed
from chucai.engine.kernels.blocks import Block, Here, cut, tree_sum
from chucai.engine.kernels.crossed import DENSE_LEVELS, Variances
from chucai.engine.kernels.normal import quantile
from chucai.engine.kernels.perturbed import Drawn, draw, spread_of_merits
from chucai.engine.kernels.sampled import Sampled, mark_sums, sampled_reml
from chucai.engine.kernels.schur import Schur, Solution, Table, gather, level
from chucai.engine.merit.columns import Columns
from chucai.engine.merit.fit import LEAST_SPREAD, LEVEL, TINY, ZERO, Estimates, plain_marks, within
from chucai.engine.merit.model import MeritWarning
from chucai.engine.merit.options import Options

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Part = tuple[Codes, Codes]

DRAWS = (16, 64)  # fewest and most; in between as many as make DRAW_VALUES numbers
DRAW_VALUES = 4_000_000
QUANTILES = 16  # points that stand for a nominee's normal when ranks are counted


@dataclass(frozen=True)
class Wide(Estimates):
    """Iterated. `centre` (n,) and `spread` (n,) are the shrunken posterior, a normal for each nominee alone; `table`,
    `level` and `drawn` are what chances of a place need beside it."""

    table: Table
    level: list[Floats]
    drawn: Drawn
    centre: Floats
    spread: Floats


def fits(columns: Columns, part: Part, group: Codes, options: Options) -> tuple[Wide, Wide]:
    """The severity model and the fit that merit is taken from, as `run` has them for smaller tables."""
    fixed = options.nominees == "fixed"
    everyone = np.zeros_like(part[0]), np.zeros_like(part[1])
    y = columns.mark / columns.unit
    base = float(np.mean(y))
    ours = part if fixed else everyone
    table = _table((columns.nominee, columns.assessor, y - base, columns.weight), group, ours)
    severity = severity_fit(table, base, options.seed, fixed=fixed)
    if options.method == "severity":
        return severity, severity
    nominee, assessor, y, base = plain_marks(columns, options.method)
    table = _table((nominee, assessor, y, np.ones(len(y))), group, everyone)
    return severity, _finish(table, base, Variances(None, 0.0, within(nominee, y)), options.seed, [])


def _table(ratings: tuple[Codes, Codes, Floats, Floats], group: Codes, part: Part) -> Table:
    nominee, assessor, y, weight = ratings
    starts = np.searchsorted(nominee, np.arange(len(group) + 1))
    blocks = Here(cut(starts, assessor, y, weight, (group, part[0]), len(part[1])))
    return gather(blocks, part[1], int(group.max()) + 1)


def severity_fit(table: Table, base: float, seed: int, *, fixed: bool) -> Wide:
    """The crossed model of a table of centred marks."""
    notes: list[MeritWarning] = []
    if not table.squares > 1e-20 * table.readings * (1 + base**2):
        notes.append(MeritWarning("marks-all-equal", {"readings": table.readings}))
        return _finish(table, base, Variances(None, 0.0, TINY), seed, notes)
    if table.readings == table.nominees:
        notes.append(MeritWarning("no-nominee-read-twice", {"nominees": table.nominees}))
        return _finish(table, base, Variances(None, 0.0, table.squares / (table.readings - 1)), seed, notes)
    read_once = table.readings == table.assessors
    fitted = sampled_reml(table, fixed=fixed, held=("assessor",) if read_once else ())
    if read_once or "assessor" in fitted.unknown:
        notes.append(MeritWarning("severity-unknown"))
    if "nominee" in fitted.unknown:
        notes.append(MeritWarning("no-nominee-read-twice", {"nominees": table.nominees}))
    notes += [ZERO[name] for name in fitted.zero]
    if not fitted.converged:
        notes.append(MeritWarning("not-converged", {"iterations": fitted.iterations}))
    return _finish(table, base, fitted.variances, seed, notes, fitted)


def draws_for(nominees: int) -> int:
    """How many draws a table of so many nominees gets."""
    return int(np.clip(DRAW_VALUES // nominees, *DRAWS))


def _finish(
    table: Table,
    base: float,
    variances: Variances,
    seed: int,
    notes: list[MeritWarning],
    fitted: Sampled | None = None,
) -> Wide:
    schur = Schur(table, variances)
    found = fitted.solution if fitted else solve(schur)
    count, residual = draws_for(table.nominees), variances.residual
    drawn = draw(schur, seed, count)
    merit = _levels(table, found)
    spread, reliability = _spread(schur, found, drawn)
    if spread == 0.0 and not any(note.code in LEVEL for note in notes):
        notes = [*notes, ZERO["nominee"]]
    notes = [*notes, sampled_note(fitted, count)] if fitted else notes
    posterior = (merit, drawn) if schur.shrunk else _shrunk(table, variances, spread, found, seed + 1)
    return Wide(
        base=base,
        variances=Variances(spread, variances.assessor, residual),
        iterations=fitted.iterations if fitted else 0,
        reliability=reliability,
        merit=base + np.concatenate(merit),
        merit_se=np.sqrt(residual * drawn.error + _shared(table, variances.assessor)),
        relative_se=np.sqrt(residual * drawn.error),
        severity=-found.assessor[:, 0],
        severity_se=np.sqrt(residual * drawn.severity),
        infit=_infit(schur, found, drawn),
        warnings=tuple(notes),
        table=table,
        level=posterior[0],
        drawn=posterior[1],
        centre=np.concatenate(posterior[0]),
        spread=np.sqrt(residual * posterior[1].error),
    )


def sampled_note(fitted: Sampled, draws: int) -> MeritWarning:
    """That traces were sampled, and by how much that may have moved a variance (parts per million, one standard
    error)."""
    error = max(fitted.error.values(), default=0.0)
    facts = {"most": DENSE_LEVELS, "probes": fitted.probes, "draws": draws, "error": int(np.ceil(error * 1_000_000))}
    return MeritWarning("traces-sampled", facts)


def solve(schur: Schur, start: Floats | None = None) -> Solution:
    """Effects for the marks."""
    return schur.solve(schur.table.blocks.each(mark_sums), schur.table.marks[:, None], start)


def _levels(table: Table, found: Solution) -> list[Floats]:
    """Merits less the centre, (n,) a block."""
    if found.beta is None:
        return [nominee[:, 0] for nominee in found.nominee]
    levels: list[Floats] = table.blocks.each(_level, found.beta, own=found.nominee)
    return levels


def _level(block: Block, nominee: Floats, beta: Floats) -> Floats:
    return (nominee + level(block, beta))[:, 0]


def _spread(schur: Schur, found: Solution, drawn: Drawn) -> tuple[float, float]:
    variance = schur.variances.nominee
    if variance is not None:
        error = schur.variances.residual * float(drawn.error.mean())
        return variance, max(0.0, 1 - error / variance) if variance > 0 else 0.0
    spread, error = spread_of_merits(schur, found, drawn)
    return spread, spread / (spread + error) if spread > 0 else 0.0


def _shrunk(
    table: Table, variances: Variances, spread: float, found: Solution, seed: int
) -> tuple[list[Floats], Drawn]:
    least = LEAST_SPREAD * variances.residual
    schur = Schur(table, Variances(max(spread, least), variances.assessor, variances.residual))
    return _levels(table, solve(schur, found.assessor)), draw(schur, seed, draws_for(table.nominees))


def _shared(table: Table, variance: float) -> Floats:
    """Variance of the mean of the assessors' effects in the part of each nominee (n,)."""
    shares = variance / np.maximum(np.bincount(table.part, minlength=len(table.counts)), 1)
    return np.asarray(shares[np.concatenate(table.blocks.each(_part_of))])


def _part_of(block: Block) -> NDArray[np.int32]:
    return block.part


def _infit(schur: Schur, found: Solution, drawn: Drawn) -> Floats:
    squares = tree_sum(schur.table.blocks.each(_left, found.assessor, found.beta, own=found.nominee))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(drawn.room > 1e-3, squares / (schur.variances.residual * drawn.room), np.nan)


def _left(block: Block, nominee: Floats, assessor: Floats, beta: Floats | None) -> Floats:
    merit = (nominee if beta is None else nominee + level(block, beta))[:, 0]
    left = block.mark - np.repeat(merit, np.diff(block.starts)) - assessor[block.assessor, 0]
    return np.asarray(np.bincount(block.assessor, block.weights() * left**2, block.assessors), dtype=np.float64)


def chances(fit: Wide, places: int) -> Floats:
    """Chance (n,) of being among the best `places` of all."""
    return perturbed.chances(fit.table, fit.level, fit.drawn, fit.variances.residual, places)


def rank_interval(fit: Wide, apart: Codes, level: int) -> tuple[Codes, Codes]:
    """Lowest and highest rank (n,) inside each part: how many are expected above a nominee's own quantiles."""
    reach = quantile(0.5 + level / 200)
    points = np.array([quantile((at + 0.5) / QUANTILES) for at in range(QUANTILES)])
    pool = fit.centre[:, None] + fit.spread[:, None] * points
    low, width = float(pool.min()), float(np.ptp(pool)) or 1.0
    within_part = 0.9 / width  # keeps a part's values inside its own unit of the sorted line
    line = np.sort((apart[:, None] + within_part * (pool - low)).ravel())
    ends = np.searchsorted(line, np.arange(int(apart.max()) + 1) + 0.95)
    size = np.bincount(apart)[apart]
    ranks = []
    for side in (reach, -reach):
        at = apart + np.clip(within_part * (fit.centre + side * fit.spread - low), 0.0, 0.95)
        above = (ends[apart] - np.searchsorted(line, at)) / QUANTILES
        ranks.append(np.clip(np.rint(above + 0.5), 1, size).astype(np.int64))
    return ranks[0], ranks[1]
