"""Variance components by REML where nothing can be factorised: average-information Newton with sampled traces.

The traces in the score are estimated with random signs (Hutchinson), the same ones in every step, so that the steps
climb one smooth function; what is known exactly is taken out first. How far the signs may have moved each variance is
measured from their own spread and returned.

Sources: Gilmour, Thompson & Cullis 1995 (average information); Hutchinson 1990 (traces); Gao & Owen 2017 (moment
start). Twin: `reml`, which factorises.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from .blocks import Block, Floats, tree_sum
from .crossed import Variances
from .schur import AnyFloats, Schur, Solution, Table, level, members
from .signs import signs

NAMES = ("nominee", "assessor", "residual")
PROBE_KEY = 0x5EED
PROBES = (4, 64)
PROBE_VALUES = 400_000  # probes times assessors
ROUGH = 1e-4  # relative, for probes and curvature
FINE = 1e-7  # relative, for the marks while variances still move
LONGEST_STEP = 1.5  # in log variance
TOLERANCE = 1e-5  # of the last step, which is still taken: the next would be a hundred times shorter
MOST_STEPS = 60
SMALL = 1e-4  # beside the residual: a falling variance below it is put at zero
RESIDUAL_FLOOR = 1e-6  # of the total variance
CONFOUNDED = 1e-5  # squared sine between two directions of the average information


@dataclass(frozen=True)
class Sampled:
    """`error`: standard error of each log variance because traces were sampled with `probes` columns of signs."""

    variances: Variances
    iterations: int
    converged: bool
    zero: tuple[str, ...]
    unknown: tuple[str, ...]
    probes: int
    error: dict[str, float]
    solution: Solution


@dataclass
class _Climb:
    """What is carried from step to step: solutions that start the next iteration."""

    table: Table
    marks: list[Floats]
    signs: AnyFloats
    solution: Solution | None = None
    traced: AnyFloats | None = None
    bent: list[Floats] | None = None
    schur: Schur | None = None


def sampled_reml(table: Table, *, fixed: bool, held: tuple[str, ...] = ()) -> Sampled:
    """Fit the components of the marks, best centred; those in `held` stay at zero. `fixed`: as in `reml.reml`."""
    names = [name for name in NAMES if not (fixed and name == "nominee")]
    free = [name for name in names if name not in held]
    total = table.squares / table.readings
    variances = _start(table, free, fixed)
    probes = int(np.clip(PROBE_VALUES // table.assessors, *PROBES))
    climb = _Climb(table, table.blocks.each(mark_sums), _probes(table, probes, fixed))
    zero: list[str] = []
    unknown: list[str] = []
    converged, error, steps = False, dict.fromkeys(names, 0.0), 0
    while not converged and steps < MOST_STEPS:
        steps += 1
        score, noise, information = _slopes(climb, variances, free)
        if steps == 1:
            unknown = _confounded(information, free)
        gone = unknown if steps == 1 and unknown else _fallen(variances, score, free, total)
        if gone:
            zero += [name for name in gone if name not in unknown]
            free = [name for name in free if name not in gone]
            variances = _without(variances, gone, total)
            continue
        step = np.clip(np.linalg.solve(information, score), -LONGEST_STEP, LONGEST_STEP)
        variances = _moved(variances, free, step)
        error = {**error, **dict(zip(free, _spread_of(information, noise), strict=True))}
        converged = bool(np.abs(step).max(initial=0.0) < TOLERANCE)
    return Sampled(variances, steps, converged, tuple(zero), tuple(unknown), probes, error, _solved(climb, variances))


def _probes(table: Table, probes: int, fixed: bool) -> AnyFloats:
    """Signs (J, probes); with fixed nominees less their mean in each part, whose share of the trace is known."""
    drawn: AnyFloats = signs(PROBE_KEY, 0, table.assessors, probes)
    if not fixed:
        return drawn
    return (drawn - part_means(table, drawn)[table.part]).astype(np.float32)


def part_means(table: Table, columns: AnyFloats) -> Floats:
    """Means over the assessors of each part (parts, c)."""
    many = len(table.counts)
    if many == 1:
        return np.asarray(columns.mean(axis=0, dtype=np.float64))[None]
    sizes = np.maximum(np.bincount(table.part, minlength=many), 1)
    return np.column_stack([np.bincount(table.part, column, many) / sizes for column in columns.T])


def mark_sums(block: Block) -> Floats:
    """Right-hand sides of the nominees (n, 1)."""
    return block.mark_sums[:, None]


def _solved(climb: _Climb, variances: Variances) -> Solution:
    schur = Schur(climb.table, variances, climb.schur)
    start = None if climb.solution is None else _unlifted(climb.schur, climb.solution)
    return schur.solve(climb.marks, climb.table.marks[:, None], start)


def _unlifted(schur: Schur | None, solution: Solution) -> Floats:
    """The iteration's own unknown behind a solution: what it was before the means took their part."""
    if schur is None or solution.beta is None:
        return solution.assessor
    return solution.assessor + schur.lifted(solution.beta)


def _slopes(climb: _Climb, variances: Variances, free: list[str]) -> tuple[Floats, Floats, Floats]:
    """Score in log variances (c,), its deviation from probe to probe (probes, c), and the average information."""
    table, residual = climb.table, variances.residual
    start = None if climb.solution is None else _unlifted(climb.schur, climb.solution)
    schur = Schur(table, variances, climb.schur)
    found = schur.solve(climb.marks, table.marks[:, None], start, FINE)
    climb.schur, climb.solution = schur, found
    squares = _squares(climb, schur, found)
    traces = _traces(climb, schur)
    score = {"assessor": (squares["assessor"] / residual - table.assessors + schur.assessor_ratio * traces[1]) / 2}
    lost = table.assessors - schur.assessor_ratio * traces[1] + (0 if schur.shrunk else table.nominees)
    if schur.shrunk:
        known = table.nominees - schur.nominee_ratio * traces[0]
        score["nominee"] = (squares["nominee"] / residual - known) / 2
        lost = lost + known + float((table.counts > 0).sum())
    score["residual"] = (squares["residual"] / residual - table.readings + lost) / 2
    each = np.array([np.broadcast_to(score[name], (climb.signs.shape[1],)) for name in free])
    mean = each.mean(axis=1)
    return mean, (each - mean[:, None]).T, _information(climb, schur, found, squares, free)


def _squares(climb: _Climb, schur: Schur, found: Solution) -> dict[str, float]:
    """u'u and b'b times their ratios, and e'We, all from sums already read."""
    own = tree_sum(climb.table.blocks.each(_nominee_squares, found.beta, own=found.nominee))
    assessor = schur.assessor_ratio * float((found.assessor**2).sum())
    nominee = schur.nominee_ratio * float(own[0])
    explained = float(own[1]) + float((found.assessor[:, 0] * climb.table.marks).sum())
    return {"nominee": nominee, "assessor": assessor, "residual": climb.table.squares - explained - nominee - assessor}


def _nominee_squares(block: Block, nominee: Floats, beta: Floats | None) -> Floats:
    fitted = nominee if beta is None else nominee + level(block, beta)
    return np.array([(nominee**2).sum(), (fitted[:, 0] * block.mark_sums).sum()])


def _traces(climb: _Climb, schur: Schur) -> tuple[Floats, Floats]:
    """Traces of the nominee and the assessor block of the inverse, one estimate a probe."""
    z = climb.signs
    x = climb.traced = schur.iterate(z, climb.traced, ROUGH)
    of_probe = (z * x).sum(axis=0, dtype=np.float64)
    if not schur.shrunk:
        return np.zeros(1), of_probe + len(climb.table.counts) / schur.assessor_ratio
    read = climb.table.blocks.each(_second, z, schur.nominee_ratio, schur.w, schur.q)
    mz, exact = (tree_sum(column) for column in zip(*read, strict=True))
    control = schur.second / schur.diagonal
    nominee = ((x - z / schur.diagonal[:, None].astype(np.float32)) * mz).sum(axis=0, dtype=np.float64)
    nominee += float(control.sum()) + float(exact)
    means = float(np.einsum("pgh,phg->", schur.q, schur.by_part(schur.w, schur.w)))
    return nominee, of_probe + means


def _second(block: Block, z: AnyFloats, ratio: float, w: Floats, q: Floats) -> tuple[AnyFloats, Floats]:
    """``A' D^-2 A z``, and the part of the nominees' trace that needs no sampling."""
    given = 1.0 / (block.readings + ratio)
    table = block.of(z.dtype)
    middle = (table @ z) * (given**2).astype(z.dtype)[:, None]
    taken = given[:, None] * (block.readings[:, None] * members(block, w.shape[1]) - block.counts @ w)
    exact = given.sum() + np.einsum("ig,igh,ih->", taken, q[block.part], taken)
    return table.T @ middle, np.array(exact)


def _information(climb: _Climb, schur: Schur, found: Solution, squares: dict[str, float], free: list[str]) -> Floats:
    """Average information in log variances. Its directions are the fitted effects, so no pass over ratings is needed
    but for the solves: with ``p = C (0, ratio_u u, 0)`` and ``q = C (0, 0, ratio_b b)`` all products are in (u, b)."""
    blocks = climb.table.blocks
    lu, lj, b = schur.nominee_ratio, schur.assessor_ratio, found.assessor
    right = lj * b
    nominee = [np.concatenate([lu * u, np.zeros_like(u)], axis=1) for u in found.nominee] if schur.shrunk else None
    both = np.concatenate([np.zeros_like(right), right], axis=1) if schur.shrunk else right
    start = None if climb.bent is None or climb.bent[0].shape != both.shape else climb.bent[0]
    bent = schur.solve(nominee, both, start, ROUGH)
    climb.bent = [bent.assessor if bent.beta is None else _unlifted(schur, bent)]
    of_b = lj * (b * bent.assessor).sum(axis=0)
    of_u = np.zeros(len(of_b))
    if schur.shrunk:
        of_u = lu * tree_sum(blocks.each(_products, own=list(zip(found.nominee, bent.nominee, strict=True))))
    else:
        of_b, of_u = np.array([0.0, of_b[0]]), np.zeros(2)
    through = of_u + of_b
    entry = {
        ("nominee", "nominee"): squares["nominee"] - of_u[0],
        ("nominee", "assessor"): -of_b[0],
        ("nominee", "residual"): through[0],
        ("assessor", "assessor"): squares["assessor"] - of_b[1],
        ("assessor", "residual"): through[1],
        ("residual", "residual"): squares["residual"] - through[0] - through[1],
    }
    rows = [[entry[_ordered(a, c)] for c in free] for a in free]
    return np.array(rows).reshape(len(free), len(free)) / (2 * schur.variances.residual)


def _ordered(one: str, other: str) -> tuple[str, str]:
    """A pair of components in the order of their names, which is that of `NAMES`."""
    first, second = sorted((one, other), key=NAMES.index)
    return first, second


def _products(block: Block, both: tuple[Floats, Floats]) -> Floats:
    return np.asarray((both[0] * both[1]).sum(axis=0))


def _confounded(information: Floats, free: list[str]) -> list[str]:
    """Components that cannot be told from the residual."""
    last = len(free) - 1
    found = []
    for k, name in enumerate(free[:-1]):
        size = information[k, k] * information[last, last]
        if size <= 0 or 1 - information[k, last] ** 2 / size < CONFOUNDED:
            found.append(name)
    return found


def _fallen(variances: Variances, score: Floats, free: list[str], total: float) -> list[str]:
    sizes = {name: getattr(variances, name) for name in free}
    floor = {"residual": RESIDUAL_FLOOR * total}
    small = SMALL * variances.residual
    return [
        name for name, slope in zip(free, score, strict=True) if slope < 0 and sizes[name] <= floor.get(name, small)
    ]


def _without(variances: Variances, gone: list[str], total: float) -> Variances:
    return replace(variances, **{name: RESIDUAL_FLOOR * total if name == "residual" else 0.0 for name in gone})


def _moved(variances: Variances, free: list[str], step: Floats) -> Variances:
    return replace(
        variances, **{name: getattr(variances, name) * math.exp(by) for name, by in zip(free, step, strict=True)}
    )


def _spread_of(information: Floats, noise: Floats) -> list[float]:
    """Standard errors of the log variances, from scores that differ from probe to probe."""
    many = len(noise)
    shifts = np.linalg.solve(information, noise.T)
    errors: list[float] = np.sqrt((shifts**2).sum(axis=1) / max(many - 1, 1) / many).tolist()
    return errors


def _start(table: Table, free: list[str], fixed: bool) -> Variances:
    """Moments: spread inside nominees, inside assessors, and in all; each at least 1 % of the total."""
    inside, d2 = tree_sum(table.blocks.each(_inside))
    across = (table.squares - float((table.marks**2 / np.maximum(table.load, 1e-300)).sum())) / max(
        table.readings - table.assessors, 1
    )
    inside /= max(table.readings - table.nominees, 1)
    weight = float(table.load.sum())
    a, b = weight - float(d2) / weight, weight - float((table.load**2).sum()) / weight
    divisor = (table.readings - 1) - a - b
    least = min(inside, across)
    residual = (table.squares - across * a - inside * b) / divisor if abs(divisor) > 1e-9 * weight else least / 2
    floor = 0.01 * table.squares / table.readings
    residual = float(min(max(residual, floor), max(least, floor)))
    nominee = float(max(across - residual, floor)) if "nominee" in free else 0.0
    assessor = float(max(inside - residual, floor)) if "assessor" in free else 0.0
    return Variances(None if fixed else nominee, assessor, residual)


def _inside(block: Block) -> Floats:
    mean = block.mark_sums / block.readings
    left = block.weights() * (block.mark - np.repeat(mean, np.diff(block.starts))) ** 2
    return np.array([left.sum(), (block.readings**2).sum()])
