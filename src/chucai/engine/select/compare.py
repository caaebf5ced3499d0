"""Lists beside each other: other lists that are as good, and what a changed question changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chucai.engine.select.model import Equal, Selection
from chucai.engine.select.question import Question
from chucai.engine.select.swaps import BLOCK, Swaps


def equals_of(question: Question, swaps: Swaps) -> tuple[Equal, ...]:
    """Every swap of one name for another that breaks no rule and leaves the merit as it is: the lot decided."""
    found: list[Equal] = []
    for kind in range(len(question.places)):
        here = swaps.standing(kind)
        level = here.left[np.isin(question.merit[here.left], question.merit[here.chosen])]
        for start in range(0, len(level), BLOCK):
            block = level[start : start + BLOCK]
            fits = ~swaps.broken(block, here.chosen).any(axis=2)
            fits &= question.merit[block][:, None] == question.merit[here.chosen][None, :]
            found.extend(_pairs(question, block, here.chosen, fits))
    return tuple(sorted(found, key=lambda one: (one.out, one.into)))


def _pairs(
    question: Question, left: npt.NDArray[np.int64], chosen: npt.NDArray[np.int64], fits: npt.NDArray[np.bool_]
) -> list[Equal]:
    return [
        Equal(question.ids[chosen[column]], question.ids[left[row]], int(question.merit[left[row]]))
        for row, column in zip(*np.nonzero(fits), strict=True)
    ]


@dataclass(frozen=True)
class Difference:
    """What another answer changes: who comes and goes, and how much merit the list gains or loses."""

    status: str
    enters: tuple[str, ...]
    leaves: tuple[str, ...]
    merit: int
    places: int


def difference(adopted: Selection, other: Selection) -> Difference:
    """`other` against `adopted`: both are answers of `select`, which changes nothing."""
    before, after = set(adopted.chosen), set(other.chosen)
    return Difference(
        status=other.status,
        enters=tuple(name for name in other.chosen if name not in before),
        leaves=tuple(name for name in adopted.chosen if name not in after),
        merit=other.objective - adopted.objective,
        places=len(after) - len(before),
    )
