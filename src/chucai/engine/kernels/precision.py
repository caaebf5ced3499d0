"""How sure a crossed fit is: prediction-error variances, leverages, and the spread of the nominees' true merits.

All in units of the residual variance unless said otherwise. Source: Searle, Casella & McCulloch 1992, ch. 7.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from .crossed import Codes, Design, Equations, Floats


@dataclass(frozen=True)
class Precision:
    """Prediction-error variances over the residual variance.

    nominee (n,): of beta + u; nominee_given (n,): of u with beta held (lme4's condVar); assessor (J,): of b;
    leverage (N,): of each rating's fitted value.
    """

    nominee: Floats
    nominee_given: Floats
    assessor: Floats
    leverage: Floats


def precision(eq: Equations) -> Precision:
    """Every diagonal that is reported, from one pass over B S^-1."""
    design = eq.design
    kept = np.diag(eq.inverse_lower).copy()
    far, between = _far_diagonal(eq)
    nominee, assessor = eq.sides(kept, far)
    nominee_w, assessor_w = eq.sides(eq.kept_w, eq.far_w)
    own = (design.members if eq.shrunk else np.empty((design.nominees, 0))) - nominee_w
    gap = own[design.nominee] - assessor_w[design.assessor]
    leverage = nominee[design.nominee] + assessor[design.assessor] + 2.0 * between + _quadratic(gap, eq.q)
    return Precision(
        nominee=nominee + _quadratic(own, eq.q),
        nominee_given=nominee,
        assessor=assessor + _quadratic(assessor_w, eq.q),
        leverage=design.weight * leverage,
    )


def _quadratic(rows: Floats, q: Floats) -> Floats:
    return np.einsum("ip,pq,iq->i", rows, q, rows) if len(q) else np.zeros(len(rows))


def _far_diagonal(eq: Equations) -> tuple[Floats, Floats]:
    """Diagonal of the eliminated block (far,), and its covariance with the kept level at each rating (N,)."""
    design = eq.design
    far, kept = (design.assessor, design.nominee) if design.keeps_nominees else (design.nominee, design.assessor)
    at_rating = design.gram.through(eq.inverse_lower.T)[_entries(far, kept, design.cross)]
    diagonal = eq.far_inverse + eq.far_inverse**2 * np.bincount(far, design.weight * at_rating, len(eq.far_inverse))
    return diagonal, -eq.far_inverse[far] * at_rating


def _entries(far: Codes, kept: Codes, cross: sparse.csr_array) -> Codes:
    """Where each rating (N,) stands among the entries of the table."""
    many = cross.shape[1]
    row = np.repeat(np.arange(cross.shape[0]), np.diff(cross.indptr))
    found: Codes = np.searchsorted(row * many + cross.indices, far * many + kept).astype(np.int64)
    return found


def merit_spread(eq: Equations, merit: Floats, diagonal: Floats, residual: float) -> tuple[float, float]:
    """Variance of the true merits inside their groups, and the mean error variance of a merit there (squared units).

    By moments, from a fit with fixed nominees: the spread seen less the spread that error explains. Never below zero.
    `diagonal` is `Precision.nominee`. With one nominee in each group both are zero.
    """
    design = eq.design
    free = design.nominees - design.groups
    if free <= 0:
        return 0.0, 0.0
    sizes = np.bincount(design.group, minlength=design.groups)
    centred = merit - (np.bincount(design.group, merit, design.groups) / sizes)[design.group]
    error = residual * (float(diagonal.sum()) - float((_group_sums(eq) / sizes).sum())) / free
    return max(0.0, float(centred @ centred) / free - error), error


def _group_sums(eq: Equations) -> Floats:
    """``1_g' C 1_g`` for each group g, C being the nominees' block of the inverse (fixed nominees)."""
    design: Design = eq.design
    members = design.members
    if design.keeps_nominees:
        return np.asarray(np.einsum("ig,ig->g", members, eq.inverse @ members))
    scaled = eq.far_inverse[:, None] * members
    through = design.cross.T @ scaled
    return np.asarray(scaled.sum(axis=0) + np.einsum("jg,jg->g", through, eq.inverse @ through))
