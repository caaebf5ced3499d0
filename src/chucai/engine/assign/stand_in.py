"""Reserve judges: who may step in for each nomination when somebody drops out."""

from __future__ import annotations

import numpy as np

from chucai.engine.assign.model import Assignment
from chucai.engine.assign.table import Table
from chucai.engine.assign.terms import Terms, question


def stand_ins(table: Table, terms: Terms, assignment: Assignment, each: int = 2) -> dict[str, tuple[str, ...]]:
    """For every nominee at most `each` assessors who may read it, do not yet, and have room: best affinity first.

    Equal affinities are ordered by lot. When somebody drops out, `assign_among` with `previous` moves least; this list
    says beforehand whom to ask to be ready.
    """
    asked = question(table, terms)
    loads = np.array([assignment.loads[judge] for judge in table.assessors], dtype=np.int64)
    used = np.zeros(len(table.nominee), dtype=bool)
    used[table.find(assignment.pairs)] = True
    rows = np.flatnonzero(~used & (loads < asked.high)[table.assessor])
    rows = rows[np.lexsort((asked.lots(rows), -table.affinity[rows], table.nominee[rows]))]
    first = np.searchsorted(table.nominee[rows], np.arange(len(table.nominees) + 1)).tolist()
    return {
        name: tuple(table.assessors[by] for by in table.assessor[rows[start : min(stop, start + each)]].tolist())
        for name, start, stop in zip(table.nominees, first, first[1:], strict=False)
    }
