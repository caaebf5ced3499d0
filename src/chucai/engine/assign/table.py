"""The allowed pairs, as columns: who may read what, and how well they fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from chucai.errors import Refused

Ints = npt.NDArray[np.int64]
Pair = tuple[str, str]

LARGEST = 2**56


@dataclass(frozen=True)
class Table:
    """P allowed pairs of named nominees and assessors.

    `nominees` and `assessors` are sorted; `nominee` and `assessor` [P] say which, sorted by nominee, then assessor,
    none twice; `affinity` [P] in whole units, more is better. `removed` counts the pairs taken out, by reason.
    """

    nominees: tuple[str, ...]
    assessors: tuple[str, ...]
    nominee: Ints
    assessor: Ints
    affinity: Ints
    removed: Mapping[str, int] = field(default_factory=dict)

    def codes(self) -> Ints:
        """[P] nominee * number of assessors + assessor, rising."""
        return self.nominee * len(self.assessors) + self.assessor

    def named(self, row: int) -> Pair:
        return self.nominees[self.nominee[row]], self.assessors[self.assessor[row]]

    def find(self, pairs: Iterable[Pair]) -> Ints:
        """Row of each pair in turn: -1 where it is not allowed, -2 where a name is unknown."""
        nominees = {name: at for at, name in enumerate(self.nominees)}
        assessors = {name: at for at, name in enumerate(self.assessors)}
        width = len(self.assessors)
        wanted = np.array(
            [nominees[n] * width + assessors[a] if n in nominees and a in assessors else -1 for n, a in pairs],
            dtype=np.int64,
        )
        if not len(self.nominee):
            return np.where(wanted < 0, -2, -1)
        codes = self.codes()
        rows = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
        return np.where(wanted < 0, -2, np.where(codes[rows] == wanted, rows, -1))

    def without(self, reason: str, pairs: Iterable[Pair]) -> Table:
        """Without these pairs; those it does not hold are passed over, so one list of recusals serves many tables."""
        rows = self.find(sorted(set(pairs)))
        keep = np.ones(len(self.nominee), dtype=bool)
        keep[rows[rows >= 0]] = False
        removed = {**self.removed, reason: self.removed.get(reason, 0) + int((~keep).sum())}
        return replace(
            self,
            nominee=self.nominee[keep],
            assessor=self.assessor[keep],
            affinity=self.affinity[keep],
            removed=removed,
        )


def columns(
    nominees: Sequence[str], assessors: Sequence[str], nominee: Ints, assessor: Ints, affinity: Ints | None = None
) -> Table:
    """A table from arrays of codes: `nominee` [P] counts in `nominees`, `assessor` [P] in `assessors`, in any order.

    Raises Refused("assignment-name-twice"), ("assignment-pair-twice"), ("assignment-affinity-wrong") naming the place.
    """
    names, rank = _ranked(nominees, "nominee")
    judges, judge_rank = _ranked(assessors, "assessor")
    who, by = rank[np.asarray(nominee, dtype=np.int64)], judge_rank[np.asarray(assessor, dtype=np.int64)]
    worth = np.zeros(len(who), dtype=np.int64) if affinity is None else np.asarray(affinity)
    if worth.dtype.kind not in "iu":
        raise Refused("assignment-affinity-wrong", nominee="-", assessor="-", affinity=str(worth.dtype))
    codes = who * len(judges) + by
    if (codes[1:] < codes[:-1]).any():
        order = np.argsort(codes, kind="stable")
        who, by, worth, codes = who[order], by[order], worth[order], codes[order]
    made = Table(names, judges, who, by, worth.astype(np.int64))
    for row in np.flatnonzero(codes[1:] == codes[:-1])[:1].tolist():
        raise Refused("assignment-pair-twice", nominee=made.named(row)[0], assessor=made.named(row)[1])
    for row in np.flatnonzero(np.abs(made.affinity) > LARGEST)[:1].tolist():
        n, a = made.named(row)
        raise Refused("assignment-affinity-wrong", nominee=n, assessor=a, affinity=str(made.affinity[row]))
    return made


def _ranked(ids: Sequence[str], role: str) -> tuple[tuple[str, ...], Ints]:
    """Sorted, and where each went."""
    order = sorted(range(len(ids)), key=ids.__getitem__)
    names = tuple(ids[at] for at in order)
    for at in range(1, len(names)):
        if names[at] == names[at - 1]:
            raise Refused("assignment-name-twice", role=role, id=names[at])
    rank = np.empty(len(ids), dtype=np.int64)
    rank[order] = np.arange(len(ids))
    return names, rank


def pairs(rows: Iterable[tuple[str, str, int]]) -> Table:
    """A table from (nominee, assessor, affinity in whole units). Raises what `columns` raises."""
    nominees: dict[str, int] = {}
    assessors: dict[str, int] = {}
    coded = [
        (nominees.setdefault(n, len(nominees)), assessors.setdefault(a, len(assessors)), worth) for n, a, worth in rows
    ]
    parts = np.array(coded, dtype=np.int64).reshape(-1, 3).T
    return columns(list(nominees), list(assessors), *parts)
