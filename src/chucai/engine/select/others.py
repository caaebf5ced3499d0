"""Other lists beside the best: those that are as good, and when there are none, what the next one lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from chucai.engine.select.kinds import Ints, set_apart
from chucai.engine.select.question import Question
from chucai.engine.select.solve import best_list
from chucai.gates.limits import Limit


@dataclass(frozen=True)
class Alternative:
    """Another allowed list that fills as many places: `less` merit than the best (0: as good, the lots decided)."""

    less: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


def alternatives(question: Question, chosen: Iterable[str], most: int) -> tuple[Alternative, ...]:
    """The next best lists after this one, best first, at most so many; fewer where there are no more allowed ones.

    Each is exact: the best list that differs from all before it, so it leaves out somebody of each of them.
    """
    listed = question.indexes(chosen)
    return tuple(alternative for alternative, _ in zip(_next(question, listed), range(most), strict=False))


def _next(question: Question, listed: Ints) -> Iterator[Alternative]:
    worth = int(question.merit[listed].sum())
    asked, known, number = question, listed, 0
    while len(listed):
        asked = _other_than(asked, known, number)
        best = best_list(asked)
        if best.status == "infeasible" or len(best.picked) < len(listed):
            return
        known, number = np.sort(best.picked), number + 1
        yield Alternative(
            worth - best.objective,
            tuple(question.ids[at] for at in np.setdiff1d(known, listed).tolist()),
            tuple(question.ids[at] for at in np.setdiff1d(listed, known).tolist()),
        )


def _other_than(question: Question, listed: Ints, number: int) -> Question:
    """The question with one more row: of this list at least one is left out."""
    name = f"\0list {number}"
    of, kinds = set_apart(question.of, question.kinds, name, listed)
    row = Limit(name, "high", ((frozenset({name}), 1),), len(listed) - 1)
    return replace(question, of=of, kinds=kinds, limits=(*question.limits, row))
