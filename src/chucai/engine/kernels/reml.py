"""Variance components by restricted maximum likelihood: average-information Newton on log variances.

Sources: Patterson & Thompson 1971 (REML); Gilmour, Thompson & Cullis 1995 (average information); Gao & Owen 2017
(moment start). Twin: `plain_merit.reml`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from .crossed import Design, Effects, Equations, Floats, Variances, equations, traces

NAMES = ("nominee", "assessor", "residual")
LONGEST_STEP = 1.5  # in log variance
TOLERANCE = 1e-8  # of the last step, in log variance: far below the grid results are rounded to
NEXT = 3e-8  # of the step after the last, by how fast they shrink: as good, and a step less
ROUGH_TOLERANCE = 1e-5  # the same once the residual is at its floor, where sums lose digits
LAST_SHRINKS = 0.1  # a step that is this much shorter than the one before says that the next will be so again
MOST_STEPS = 200
PATIENCE = 12  # steps by average information, of which five to ten are usual, before the curvature itself is measured
NUDGE = 1e-4  # in log variance, to measure it
HALVINGS = 25
SMALL = 1e-3  # a variance this small beside the residual is tried at zero
FAR_SIDE = (0.5, 0.05)  # of the total variance: effects and residual at the second start
ABOVE_ZERO = 0.1  # of the residual: a component that went to zero, at the third start
DISTINCT = 1e-6  # difference in criterion that makes two ends different
RESIDUAL_FLOOR = 1e-6  # of the total variance: marks that the effects explain perfectly
RIDGE = 1e-13
CONFOUNDED = 1e-10  # squared sine between two directions of the average information
SUSPICIOUS = 1e-4


@dataclass(frozen=True)
class Reml:
    """`zero`: components held at their floor; `unknown`: components the ratings cannot tell from the residual.

    `criterion` is -2 times the restricted log likelihood; `eq` and `effects` are the fit at `variances`.
    """

    variances: Variances
    criterion: float
    iterations: int
    converged: bool
    eq: Equations = field(repr=False)
    effects: Effects = field(repr=False)
    zero: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Point:
    variances: Variances
    eq: Equations
    effects: Effects
    residuals: Floats
    criterion: float

    @cached_property
    def information(self) -> Floats:
        """Average information in the logs of all variances, in the order of `NAMES`."""
        effects, design = self.effects, self.eq.design
        directions = np.column_stack(
            [effects.nominee[design.nominee, 0], effects.assessor[design.assessor, 0], self.residuals]
        )
        left = directions - self.eq.solve(directions).fitted(design)
        found = directions.T @ (design.weight[:, None] * left) / (2 * self.variances.residual)
        return np.asarray(found + found.T) / 2


def reml(design: Design, y: Floats, *, fixed: bool, held: tuple[str, ...] = ()) -> Reml:
    """Fit the components of ``y`` (N,), best centred; those in `held` stay at zero.

    `fixed`: nominees are fixed effects, so there is no nominee component. A fit that ends at zero is tried again from
    other starts, because the likelihood of a small table may have two peaks; the highest end counts.
    """
    total = float(np.average((y - np.average(y, weights=design.weight)) ** 2, weights=design.weight))
    free = [name for name in NAMES if name not in held and not (fixed and name == "nominee")]
    point = _at(design, y, _zeroed(moments(design, y), free, fixed))
    unknown = _confounded(point, free)
    free = [name for name in free if name not in unknown]
    first = _zeroed(point.variances, free, fixed)
    found = _climb(point if first == point.variances else _at(design, y, first), y, free, total, unknown)
    for start in _other_starts(found, total):
        again = _climb(_at(design, y, _zeroed(start, free, fixed)), y, free, total, unknown)
        found = again if again.criterion < found.criterion - DISTINCT else found
    return found


def _other_starts(found: Reml, total: float) -> list[Variances]:
    """Effects large and residual small; and the end found, with what went to zero a little above it."""
    if not found.zero:
        return []
    far_side = Variances(FAR_SIDE[0] * total, FAR_SIDE[0] * total, FAR_SIDE[1] * total)
    above = {name: ABOVE_ZERO * found.variances.residual for name in found.zero if name != "residual"}
    return [far_side, replace(found.variances, **above)]


def _zeroed(variances: Variances, free: list[str], fixed: bool) -> Variances:
    """Only the free components above zero."""
    nominee = None if fixed else variances.nominee if "nominee" in free else 0.0
    return Variances(nominee, variances.assessor if "assessor" in free else 0.0, variances.residual)


def _climb(point: _Point, y: Floats, free: list[str], total: float, unknown: tuple[str, ...]) -> Reml:
    """Newton steps until none is worth taking, dropping components at their floor."""
    design = point.eq.design
    zero: list[str] = []
    last = 0.0
    for iteration in range(1, MOST_STEPS + 1):
        score = _score(point, free)
        floored = _at_boundary(point, score, free, y, total)
        if floored is not None:
            zero.append(floored)
            free = [name for name in free if name != floored]
            point, last = _at(design, y, _floored(point.variances, floored, total)), 0.0
            continue
        slow = iteration > PATIENCE
        step = _step(_curvature(point, y, free) if slow else _information(point, free), score)
        before, point = point, _move(point, y, free, step)
        near, longest = ROUGH_TOLERANCE if "residual" in zero else TOLERANCE, float(np.abs(step).max(initial=0.0))
        if point is before or longest < near or _settled(longest, last):
            return _answer(point, iteration, True, zero, unknown)
        last = longest
    return _answer(point, MOST_STEPS, False, zero, unknown)


def _settled(longest: float, last: float) -> bool:
    """Whether the step after the one just taken, as much shorter again as this one was, would be too short to take."""
    return longest < LAST_SHRINKS * last and longest**2 < NEXT * last


def _answer(point: _Point, iterations: int, converged: bool, zero: list[str], unknown: tuple[str, ...]) -> Reml:
    return Reml(point.variances, point.criterion, iterations, converged, point.eq, point.effects, tuple(zero), unknown)


def _at(design: Design, y: Floats, variances: Variances, eq: Equations | None = None) -> _Point:
    eq = eq or equations(design, variances)
    effects = eq.solve(y[:, None])
    residuals = y - effects.fitted(design)[:, 0]
    return _Point(variances, eq, effects, residuals, _criterion(eq, effects, residuals, variances))


def _criterion(eq: Equations, effects: Effects, residuals: Floats, variances: Variances) -> float:
    """-2 log restricted likelihood, as lme4 counts it for random nominees."""
    design, residual = eq.design, variances.residual
    n, j, ratings = design.nominees, design.assessors, len(design.nominee)
    free = ratings - (design.groups if eq.shrunk else n)
    squares = float(design.weight @ residuals**2) + eq.assessor_ratio * float(np.sum(effects.assessor**2))
    value = free * math.log(2 * math.pi * residual) - float(np.log(design.weight).sum())
    value += eq.log_determinant() - j * math.log(eq.assessor_ratio)
    if eq.shrunk:
        squares += eq.nominee_ratio * float(np.sum(effects.nominee**2))
        value -= n * math.log(eq.nominee_ratio)
    return value + squares / residual


def _score(point: _Point, free: list[str]) -> Floats:
    """Slope of the restricted log likelihood in log variances, for the free components in order."""
    eq, effects, design = point.eq, point.effects, point.eq.design
    nominee_trace, assessor_trace = traces(eq)
    residual = point.variances.residual
    lost = design.assessors - eq.assessor_ratio * assessor_trace
    score = {"assessor": (float(np.sum(effects.assessor**2)) * eq.assessor_ratio / residual - lost) / 2}
    if eq.shrunk:
        known = design.nominees - eq.nominee_ratio * nominee_trace
        score["nominee"] = (float(np.sum(effects.nominee**2)) * eq.nominee_ratio / residual - known) / 2
        lost += known + design.groups
    else:
        lost += design.nominees
    score["residual"] = (float(design.weight @ point.residuals**2) / residual - (len(design.nominee) - lost)) / 2
    return np.array([score[name] for name in free])


def _information(point: _Point, free: list[str]) -> Floats:
    """Average information in log variances, for the free components in order."""
    at = [NAMES.index(name) for name in free]
    return point.information[np.ix_(at, at)]


def _curvature(point: _Point, y: Floats, free: list[str]) -> Floats:
    """Observed information by differences of the score; the average information where that is not positive.

    Costs a fit a component, so it serves only small, awkward tables, on which average information creeps.
    """
    here = _score(point, free)
    rows = []
    for name in free:
        nudged = {name: getattr(point.variances, name) * math.exp(NUDGE)}
        there = _at(point.eq.design, y, replace(point.variances, **nudged))
        rows.append((here - _score(there, free)) / NUDGE)
    curvature = np.array(rows).reshape(len(free), len(free))
    curvature = (curvature + curvature.T) / 2
    positive = len(free) > 0 and float(np.linalg.eigvalsh(curvature)[0]) > 0
    return curvature if positive else _information(point, free)


def _confounded(point: _Point, free: list[str]) -> tuple[str, ...]:
    """Components that ratings of this shape cannot tell from the residual, whatever the marks.

    Seen on a made-up column, the same every time: only there do two directions coincide because of the shape alone.
    It is made up only where the marks themselves are suspicious, as they always are then.
    """
    if not _coincide(_information(point, free), free, SUSPICIOUS):
        return ()
    design = point.eq.design
    column = np.random.Generator(np.random.PCG64(0)).standard_normal(len(design.nominee))
    return _coincide(_information(_at(design, column, point.variances, point.eq), free), free, CONFOUNDED)


def _coincide(information: Floats, free: list[str], sine: float) -> tuple[str, ...]:
    """Components whose direction is that of the residual but for so small a squared sine."""
    last = free.index("residual")
    found = []
    for k, name in enumerate(free[:last]):
        size = information[k, k] * information[last, last]
        if size <= 0 or 1 - information[k, last] ** 2 / size < sine:
            found.append(name)
    return tuple(found)


def _at_boundary(point: _Point, score: Floats, free: list[str], y: Floats, total: float) -> str | None:
    """A component that belongs at its floor: falling, small, and no less likely at zero."""
    design = point.eq.design
    for name, slope in zip(free, score, strict=True):
        size = getattr(point.variances, name)
        if name == "residual":
            at_floor = size <= RESIDUAL_FLOOR * total
        else:
            falling = slope < 0 and size < SMALL * point.variances.residual
            at_floor = falling and _at(design, y, _floored(point.variances, name, total)).criterion <= point.criterion
        if at_floor:
            return name
    return None


def _floored(variances: Variances, name: str, total: float) -> Variances:
    return replace(variances, **{name: RESIDUAL_FLOOR * total if name == "residual" else 0.0})


def _step(information: Floats, score: Floats) -> Floats:
    # The ridge only matters where an effect is zero throughout and its information with it: then the step is very long.
    ridge = RIDGE * (1.0 + float(np.trace(information)))
    step: Floats = np.linalg.solve(information + ridge * np.eye(len(score)), score).astype(np.float64)
    return step


def _move(point: _Point, y: Floats, free: list[str], step: Floats) -> _Point:
    """One Newton step that does not lower the likelihood: cut in each direction, else shortened as a whole.

    The point itself when no step helps, which is as near as rounding allows.
    """
    longest = float(np.abs(step).max(initial=0.0))
    whole = step * min(1.0, LONGEST_STEP / longest) if longest else step
    tries = [np.clip(step, -LONGEST_STEP, LONGEST_STEP), *(whole / 2.0**halving for halving in range(HALVINGS))]
    for tried in tries:
        sizes = {name: getattr(point.variances, name) * math.exp(s) for name, s in zip(free, tried, strict=True)}
        there = _at(point.eq.design, y, replace(point.variances, **sizes))
        if there.criterion <= point.criterion + 1e-12 * (1 + abs(point.criterion)):
            return there
    return point


def moments(design: Design, y: Floats) -> Variances:
    """Start values from three sums of squares; each at least 1 % of the total variance. Weights are left aside."""
    n, j, ratings = design.nominees, design.assessors, len(y)
    d, load = np.bincount(design.nominee, minlength=n), np.bincount(design.assessor, minlength=j)
    inside = _inside(design.nominee, y, d) / max(ratings - n, 1)
    across = _inside(design.assessor, y, load) / max(ratings - j, 1)
    total = float(np.sum((y - y.mean()) ** 2))
    a, b = ratings - float(d @ d) / ratings, ratings - float(load @ load) / ratings
    divisor = (ratings - 1) - a - b
    residual = (total - across * a - inside * b) / divisor if abs(divisor) > 1e-9 * ratings else min(inside, across) / 2
    floor = 0.01 * total / ratings
    residual = min(max(residual, floor), max(min(inside, across), floor))
    return Variances(max(across - residual, floor), max(inside - residual, floor), residual)


def _inside(codes: np.ndarray, y: Floats, counts: np.ndarray) -> float:
    means = np.bincount(codes, y, len(counts)) / np.maximum(counts, 1)
    return float(np.sum((y - means[codes]) ** 2))
