"""Ratings as sorted columns: one order for one set of ratings, whatever order they came in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from chucai.errors import Refused

Codes = NDArray[np.int64]


@dataclass(frozen=True)
class Columns:
    """Ratings sorted by nominee and assessor id; codes count the sorted ids.

    `mark` is the composite in ``1 / unit`` points, `weight` a sheet's precision beside a whole one; all (N,).
    `partial` counts sheets that lacked criteria.
    """

    nominee_ids: tuple[str, ...]
    assessor_ids: tuple[str, ...]
    nominee: Codes
    assessor: Codes
    mark: Codes
    unit: int
    weight: NDArray[np.float64]
    partial: int = 0


def arrange(
    nominee: NDArray[np.integer],
    assessor: NDArray[np.integer],
    mark: NDArray[np.integer],
    unit: int,
    nominee_ids: Sequence[str],
    assessor_ids: Sequence[str],
    weight: NDArray[np.floating] | None = None,
    partial: int = 0,
) -> Columns:
    """Check, renumber by sorted id and sort. Refuses an empty table and a pair that comes twice."""
    precision = np.ones(len(mark)) if weight is None else np.asarray(weight, dtype=np.float64)
    _check_shapes(nominee, assessor, mark, precision)
    nominee, nominees = _renumber(np.asarray(nominee, dtype=np.int64), nominee_ids, "nominee")
    assessor, assessors = _renumber(np.asarray(assessor, dtype=np.int64), assessor_ids, "assessor")
    order = np.lexsort((assessor, nominee))
    nominee, assessor = nominee[order], assessor[order]
    twice = np.flatnonzero((np.diff(nominee) == 0) & (np.diff(assessor) == 0))
    if len(twice):
        at = twice[0]
        raise Refused("repeated-rating", nominee=nominees[nominee[at]], assessor=assessors[assessor[at]])
    marks = np.asarray(mark, dtype=np.int64)[order]
    return Columns(nominees, assessors, nominee, assessor, marks, unit, precision[order], partial)


def _check_shapes(
    nominee: NDArray[np.integer], assessor: NDArray[np.integer], mark: NDArray[np.integer], weight: NDArray[np.float64]
) -> None:
    if not len(mark):
        raise Refused("no-ratings")
    if not len(nominee) == len(assessor) == len(mark) == len(weight):
        lengths = {"nominees": len(nominee), "assessors": len(assessor), "marks": len(mark), "weights": len(weight)}
        raise Refused("columns-unequal", **lengths)
    if not np.issubdtype(np.asarray(mark).dtype, np.integer):
        raise Refused("composite-not-whole", mark=str(np.asarray(mark)[0]))
    if not (np.isfinite(weight) & (weight > 0)).all():
        raise Refused("sheet-weight-unfit", weight=str(weight[~(np.isfinite(weight) & (weight > 0))][0]))


def _renumber(codes: Codes, ids: Sequence[str], side: str) -> tuple[Codes, tuple[str, ...]]:
    """Codes into the sorted ids that occur. A nominee that nobody read is refused; such an assessor is left out."""
    if len(set(ids)) != len(ids):
        raise Refused("id-repeated", side=side, id=next(name for name in ids if list(ids).count(name) > 1))
    if codes.min() < 0 or codes.max() >= len(ids):
        raise Refused("code-unknown", side=side, code=int(codes.min() if codes.min() < 0 else codes.max()))
    used = np.bincount(codes, minlength=len(ids)) > 0
    if side == "nominee" and not used.all():
        raise Refused("nominee-unread", nominee=min(ids[at] for at in np.flatnonzero(~used).tolist()))
    kept = sorted((at for at in range(len(ids)) if used[at]), key=lambda at: ids[at])
    number = np.full(len(ids), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    return number[codes], tuple(ids[at] for at in kept)
