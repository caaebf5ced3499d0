"""Crossed effects of nominee and assessor: one solve at given variances, exact to rounding.

Model: ``y = x beta + u[nominee] + b[assessor] + e``, ``e ~ N(0, residual / weight)``, ``b ~ N(0, assessor)``.
With ``shrunk`` the nominees are random about the mean of their group (``x``); otherwise they are fixed and there is no
``x``. The larger side of the table is eliminated, which is a diagonal, and the smaller one is factorised densely:
its Schur complement is ``S = diag(sum + ratio) - B' D^-1 B``.

Sources: Henderson's mixed-model equations (Searle, Casella & McCulloch 1992, ch. 7); recovery of inter-block
information (Yates 1940). Twin: `plain_merit`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, sparse

from .gram import Gram

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

DENSE_LEVELS = 4_000  # the smaller side at most: its matrix is factorised and inverted in memory
ZERO_RATIO = 1e12  # residual over a variance that is zero: the effect shrinks to nothing and every formula stays finite


@dataclass(frozen=True)
class Variances:
    """Variance components in squared units of y. `nominee` is None while nominees are fixed."""

    nominee: float | None
    assessor: float
    residual: float

    def ratio(self, variance: float | None) -> float:
        """Residual over `variance`: how strongly its effects are drawn to zero."""
        if variance is None:
            return 0.0
        return min(self.residual / variance, ZERO_RATIO) if variance > 0 else ZERO_RATIO


@dataclass(frozen=True)
class Design:
    """Who read whom. Codes count from 0; `group` is a nominee's group, whose mean it is shrunk to.

    Shapes: nominee, assessor, weight (N,); group (n,).
    """

    nominee: Codes
    assessor: Codes
    weight: Floats
    group: Codes
    assessors: int

    @property
    def nominees(self) -> int:
        return len(self.group)

    @cached_property
    def groups(self) -> int:
        return int(self.group.max()) + 1

    @cached_property
    def counts(self) -> sparse.csr_array:
        """Sums of weights, nominees by assessors (n, J)."""
        shape = (self.nominees, self.assessors)
        return sparse.csr_array((self.weight, (self.nominee, self.assessor)), shape=shape)

    @property
    def keeps_nominees(self) -> bool:
        """Whether nominees are the smaller side, the one kept."""
        return self.nominees <= self.assessors

    @cached_property
    def cross(self) -> sparse.csr_array:
        """Sums of weights, eliminated side by kept side."""
        return (self.counts.T.tocsr() if self.keeps_nominees else self.counts.copy()).astype(np.float64)

    @cached_property
    def gram(self) -> Gram:
        """Products of the kept side's columns, whose pattern all variances share."""
        return Gram(self.cross)

    @cached_property
    def members(self) -> Floats:
        """Nominees by groups, 1 where a nominee belongs."""
        return np.eye(self.groups)[self.group]

    def by_nominee(self, columns: Floats) -> Floats:
        """Weighted sums of rating columns (N, c) for each nominee (n, c)."""
        return _sums(self.nominee, self.weight, columns, self.nominees)

    def by_assessor(self, columns: Floats) -> Floats:
        """Weighted sums of rating columns (N, c) for each assessor (J, c)."""
        return _sums(self.assessor, self.weight, columns, self.assessors)


def _sums(codes: Codes, weight: Floats, columns: Floats, levels: int) -> Floats:
    return np.column_stack([np.bincount(codes, weight * column, levels) for column in columns.T])


@dataclass(frozen=True)
class Effects:
    """Solution for c columns: beta (groups, c), nominee (n, c), assessor (J, c). Nominees are departures from beta."""

    beta: Floats
    nominee: Floats
    assessor: Floats

    def fitted(self, design: Design) -> Floats:
        """Fitted values (N, c)."""
        level = self.nominee + (self.beta[design.group] if len(self.beta) else 0.0)
        return level[design.nominee] + self.assessor[design.assessor]


@dataclass(frozen=True)
class Equations:
    """The mixed-model equations, reduced to the kept side and factorised.

    Sides are "kept" (m levels) and "far"; p is the number of groups when shrunk, else 0.
    Shapes: factor (m, m) lower Cholesky of S; far_inverse (far,); far_x (far, p); kept_w (m, p); q (p, p).
    """

    design: Design
    shrunk: bool
    nominee_ratio: float
    assessor_ratio: float
    factor: Floats
    far_inverse: Floats
    far_x: Floats
    kept_w: Floats
    q: Floats

    def solve(self, columns: Floats) -> Effects:
        """Effects for rating columns (N, c)."""
        design = self.design
        nominee, assessor = design.by_nominee(columns), design.by_assessor(columns)
        kept, far = (nominee, assessor) if design.keeps_nominees else (assessor, nominee)
        right = kept - design.cross.T @ (self.far_inverse[:, None] * far)
        first = self._back(right)
        x_right = self._x_sums(nominee) - self.far_x.T @ (self.far_inverse[:, None] * far) - self.kept_w.T @ right
        beta = self.q @ x_right
        kept = first - self.kept_w @ beta
        far = self.far_inverse[:, None] * (far - self.far_x @ beta - design.cross @ kept)
        return Effects(beta, kept, far) if design.keeps_nominees else Effects(beta, far, kept)

    def _back(self, right: Floats) -> Floats:
        solved: Floats = linalg.cho_solve((self.factor, True), right, check_finite=False)
        return solved

    def _x_sums(self, nominee: Floats) -> Floats:
        return self.design.members.T @ nominee if self.shrunk else np.empty((0, nominee.shape[1]))

    @cached_property
    def inverse_lower(self) -> Floats:
        """S^-1 below and on its diagonal, zero above (m, m)."""
        lower: Floats = linalg.lapack.dpotri(self.factor, lower=1)[0]
        return lower

    @cached_property
    def inverse(self) -> Floats:
        """S^-1 in full (m, m)."""
        full = self.inverse_lower + self.inverse_lower.T
        full[np.diag_indices_from(full)] /= 2
        return full

    @cached_property
    def far_w(self) -> Floats:
        """What one unit of each group's mean takes from the eliminated effects (far, p)."""
        taken: Floats = self.far_inverse[:, None] * (self.far_x - self.design.cross @ self.kept_w)
        return taken

    def sides(self, kept: Floats, far: Floats) -> tuple[Floats, Floats]:
        """(nominee, assessor) from (kept, far)."""
        return (kept, far) if self.design.keeps_nominees else (far, kept)

    def log_determinant(self) -> float:
        """Of the full coefficient matrix, in units of the residual variance."""
        kept = 2.0 * float(np.log(np.diag(self.factor)).sum())
        beta = -float(np.linalg.slogdet(self.q)[1]) if self.shrunk else 0.0
        return kept + beta - float(np.log(self.far_inverse).sum())


def equations(design: Design, variances: Variances) -> Equations:
    """Reduce and factorise at given variances.

    Raises numpy.linalg.LinAlgError when the matrix is not positive definite (no assessor variance and no connection).
    """
    shrunk = variances.nominee is not None
    ratios = variances.ratio(variances.nominee), variances.ratio(variances.assessor)
    sums = np.asarray(design.counts.sum(axis=1)).ravel(), np.asarray(design.counts.sum(axis=0)).ravel()
    near, far = (0, 1) if design.keeps_nominees else (1, 0)
    far_inverse = 1.0 / (sums[far] + ratios[far])
    schur = design.gram.upper(far_inverse)
    np.negative(schur, out=schur)
    schur[np.diag_indices_from(schur)] += sums[near] + ratios[near]
    factor = linalg.cholesky(schur.T, lower=True, overwrite_a=True, check_finite=False)
    kept_x, far_x, x_x = _x_blocks(design, sums[0], shrunk)
    right = kept_x - design.cross.T @ (far_inverse[:, None] * far_x)
    kept_w = linalg.cho_solve((factor, True), right, check_finite=False)
    q = np.linalg.inv(x_x - far_x.T @ (far_inverse[:, None] * far_x) - right.T @ kept_w)
    return Equations(design, shrunk, ratios[0], ratios[1], factor, far_inverse, far_x, kept_w, q)


def _x_blocks(design: Design, readings: Floats, shrunk: bool) -> tuple[Floats, Floats, Floats]:
    """Weighted products of the group columns with the kept side, the eliminated side and themselves."""
    members = design.members if shrunk else np.empty((design.nominees, 0))
    nominee = readings[:, None] * members
    assessor = design.counts.T @ members
    pair = (nominee, assessor) if design.keeps_nominees else (assessor, nominee)
    return pair[0], pair[1], members.T @ nominee


def traces(eq: Equations) -> tuple[float, float]:
    """Traces of the nominee and assessor blocks of the inverse coefficient matrix (what REML's scores need)."""
    spread = eq.design.gram.upper(eq.far_inverse**2)
    diagonal = np.diag(eq.inverse_lower)
    kept = float(diagonal.sum()) + float(np.vdot(eq.kept_w @ eq.q, eq.kept_w))
    far = float(eq.far_inverse.sum()) + float(np.vdot(eq.far_w @ eq.q, eq.far_w))
    far += 2 * float(np.vdot(eq.inverse_lower.T, spread)) - float(diagonal @ np.diag(spread))
    return (kept, far) if eq.design.keeps_nominees else (far, kept)
