"""How sure a fit is that was not factorised: draws by perturbing the right-hand side and solving.

A right-hand side with covariance S gives a solution with covariance ``S^-1``. Whatever is known given the assessors'
effects is taken exactly and only the rest is averaged over draws (Rao-Blackwell). The mean of a part's assessors is
beyond the marks and is taken out of every draw: its variance is known.

Sources: Papandreou & Yuille 2010 (perturb and solve); Laird & Louis 1989 (thresholds). Twins: `precision`, `places`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .blocks import Block, Floats, tree_sum
from .normal import cdf_and_density
from .sampled import part_means
from .schur import ROUGH_DRAWS, AnyFloats, Schur, Solution, Table, level
from .signs import signs

LEVERAGE_DRAWS = 8  # leverages are summed over an assessor's ratings, so a few draws do
SUBSET = 8  # one nominee in so many finds where thresholds lie; all are counted at the end
SUBSET_PASSES = 6
Singles = NDArray[np.float32]


@dataclass(frozen=True)
class Drawn:
    """Draws of departures from the solution, in roots of the residual variance, less each part's mean.

    shift: conditional means of the nominees, (n, draws) a block; given: their conditional variances, (n,) a block;
    error (n,) and severity (J,): variances; room (J,): degrees of freedom left in each assessor's ratings.
    """

    shift: list[Singles]
    given: list[Floats]
    error: Floats
    severity: Floats
    room: Floats


def draw(schur: Schur, seed: int, count: int) -> Drawn:
    """`count` draws, the same for the same seed."""
    table, ratio = schur.table, schur.nominee_ratio
    generator = np.random.Generator(np.random.PCG64(seed))
    noise = generator.standard_normal((table.assessors, count), dtype=np.float32)
    right = tree_sum(table.blocks.each(_perturbation, seed, count, ratio))
    right += np.float32(schur.assessor_ratio**0.5) * noise
    x = schur.iterate(right, None, ROUGH_DRAWS)
    beta = None
    given_others = x - right / schur.diagonal.astype(np.float32)[:, None]
    if schur.shrunk:
        roots = np.linalg.cholesky(schur.q)
        beta = np.einsum("pgh,phk->pgk", roots, generator.standard_normal((*roots.shape[:2], count)))
        lifted = schur.lifted(beta).astype(np.float32)
        x -= lifted
        given_others -= lifted
    x, shared = _centred(table, x)
    beta = None if beta is None else beta + shared[:, None, :]
    severity = 1 / schur.diagonal + (_centred(table, given_others)[0].astype(np.float64) ** 2).mean(axis=1)
    return _nominees(schur, x, beta, severity)


def _centred(table: Table, columns: Singles) -> tuple[Singles, Floats]:
    means = part_means(table, columns)
    return (columns - means[table.part]).astype(np.float32), means


def _nominees(schur: Schur, assessor: Singles, beta: Floats | None, severity: Floats) -> Drawn:
    read = schur.table.blocks.each(_shifts, assessor, beta, schur.nominee_ratio)
    shift, given, error, taken = (list(column) for column in zip(*read, strict=True))
    few = assessor[:, :LEVERAGE_DRAWS].astype(np.float64)
    used = tree_sum(taken) + schur.table.load * (few**2).mean(axis=1)
    used += 2 * (few * tree_sum(schur.table.blocks.each(_through, own=shift))).mean(axis=1)
    readings = tree_sum(schur.table.blocks.each(_loads))
    return Drawn(shift, given, np.concatenate(error), severity, readings - used)


def _loads(block: Block) -> NDArray[np.int64]:
    return np.bincount(block.assessor, minlength=block.assessors)


def _perturbation(block: Block, seed: int, count: int, ratio: float) -> Singles:
    """Noise of the marks as the eliminated equations see it (J, count)."""
    eps = signs(seed, block.first, len(block.assessor), count)
    by_nominee, by_assessor = block.gathers()
    share = (1 - np.sqrt(ratio / (block.readings + ratio))) / block.readings
    sums = by_nominee @ eps
    sums *= share.astype(np.float32)[:, None]
    noise: Singles = by_assessor @ eps
    noise -= block.light.T @ sums
    return noise


def _shifts(
    block: Block, assessor: Singles, beta: Floats | None, ratio: float
) -> tuple[Singles, Floats, Floats, Floats]:
    below = block.readings + ratio
    shift = -(block.light @ assessor)
    if beta is not None:
        shift += np.float32(ratio) * level(block, beta).astype(np.float32)
    shift /= below.astype(np.float32)[:, None]
    given = 1.0 / below
    few = shift[:, :LEVERAGE_DRAWS].astype(np.float64)
    taken = block.counts.T @ (given + (few**2).mean(axis=1))
    return shift, given, given + (shift.astype(np.float64) ** 2).mean(axis=1), taken


def _through(block: Block, shift: Singles) -> Floats:
    found: Floats = block.counts.T @ shift[:, :LEVERAGE_DRAWS].astype(np.float64)
    return found


def spread_of_merits(schur: Schur, found: Solution, drawn: Drawn) -> tuple[float, float]:
    """As `precision.merit_spread`, the trace from draws. `schur` has fixed nominees."""
    table, residual = schur.table, schur.variances.residual
    shape = table.counts.shape
    own = list(zip(found.nominee, drawn.shift, strict=True))
    read = table.blocks.each(_group_moments, np.maximum(table.counts.reshape(-1), 1), shape, own=own)
    sums, squares = (tree_sum(column) for column in zip(*read, strict=True))
    sizes = np.maximum(table.counts.reshape(-1), 1)[:, None]
    centred = squares - (sums**2 / sizes).sum(axis=0)
    free = table.nominees - int((table.counts > 0).sum())
    if free <= 0:
        return 0.0, 0.0
    error = residual * float(centred[1] + centred[2:].mean()) / free
    return max(0.0, float(centred[0]) / free - error), error


def _group_moments(
    block: Block, both: tuple[Floats, Singles], sizes: Floats, shape: tuple[int, int]
) -> tuple[Floats, Floats]:
    """Sums by group, and squares in all, of merits, of the noise of their own ratings, and of every draw.

    The noise is independent from nominee to nominee, so what centring takes from it is counted at once.
    """
    merit, shift = both
    codes = block.part.astype(np.int64) * shape[1] + block.group
    many = shape[0] * shape[1]
    columns = [merit[:, 0], *shift.T.astype(np.float64)]
    sums = [np.asarray(np.bincount(codes, column, many), dtype=np.float64) for column in columns]
    noise = 1.0 / block.readings
    sums.insert(1, np.zeros(many))
    squares = [float((column**2).sum()) for column in columns]
    squares.insert(1, float((noise * (1 - 1 / sizes[codes])).sum()))
    return np.column_stack(sums), np.array(squares)


def chances(table: Table, merit: list[Floats], drawn: Drawn, residual: float, places: int) -> Floats:
    """Chance (n,) of being among the best `places`; they add up to the places."""
    if places <= 0 or places >= table.nominees:
        return np.full(table.nominees, 1.0 if places > 0 else 0.0)
    own = list(zip(merit, drawn.shift, drawn.given, strict=True))
    blocks = table.blocks
    at = _start(blocks.each(_sample, residual, own=own), places / table.nominees)
    over, slope = _sums(blocks.each(_over, at, residual, own=own))
    at = at + (over - places) / np.maximum(slope, 1e-300)
    read = blocks.each(_chance, at, residual, own=own)
    chance, density = (np.concatenate(column) for column in zip(*read, strict=True))
    chance -= density * ((float(chance.sum()) - places) / max(float(density.sum()), 1e-300))
    bounded: Floats = np.clip(chance, 0.0, 1.0)
    return bounded


def _sums(read: list[Floats]) -> tuple[Floats, Floats]:
    both = tree_sum(read)
    return both[0], both[1]


Own = tuple[Floats, Singles, Floats]


def _sample(block: Block, own: Own, residual: float) -> tuple[Floats, Floats]:
    return _normals(tuple(one[::SUBSET] for one in own), residual)


def _normals(own: tuple[AnyFloats, ...], residual: float) -> tuple[Floats, Floats]:
    """Centres (n, draws) and spreads (n, 1) of the nominees' normals."""
    merit, shift, given = own
    return merit[:, None] + np.sqrt(residual) * shift, np.sqrt(residual * given)[:, None]


def _start(read: list[tuple[Floats, Floats]], share: float) -> Floats:
    """Thresholds from a sample of nominees: bisection of Newton's steps is not needed so near."""
    centre, spread = (np.concatenate(column) for column in zip(*read, strict=True))
    goal = share * len(centre)
    at: Floats = np.quantile(centre, 1 - share, axis=0)
    for _ in range(SUBSET_PASSES):
        chance, density = cdf_and_density((centre - at) / spread)
        step = (chance.sum(axis=0) - goal) / np.maximum((density / spread).sum(axis=0), 1e-300)
        reach = 3 * float(spread.max())
        at = at + np.clip(step, -reach, reach)
        if np.abs(step).max() < 1e-4 * float(spread.min()):
            break
    return at


PIECE = 4_096  # nominees at once, so that what is computed stays near the processor


def _pieces(own: Own) -> list[tuple[AnyFloats, ...]]:
    return [tuple(one[at : at + PIECE] for one in own) for at in range(0, len(own[0]), PIECE)]


def _over(block: Block, own: Own, at: Floats, residual: float) -> Floats:
    """How many are expected over each threshold, and how fast that falls (2, draws)."""
    found = np.zeros((2, len(at)))
    for piece in _pieces(own):
        centre, spread = _normals(piece, residual)
        chance, density = cdf_and_density((centre - at) / spread)
        found[0] += chance.sum(axis=0)
        found[1] += (density / spread).sum(axis=0)
    return found


def _chance(block: Block, own: Own, at: Floats, residual: float) -> tuple[Floats, Floats]:
    chances, densities = [], []
    for piece in _pieces(own):
        centre, spread = _normals(piece, residual)
        chance, density = cdf_and_density((centre - at) / spread)
        chances.append(chance.mean(axis=1))
        densities.append((density / spread).mean(axis=1))
    return np.concatenate(chances), np.concatenate(densities)
