"""Multipliers from the linear relaxation, solved over few columns: everybody is priced, the promising join.

A relaxation over a million columns takes minutes. Over some thousand it takes a tenth of a second, and whoever it
leaves out is no loss as long as nobody outside has a price in favour.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from chucai.engine.kernels.choice_bound import Floats, scale_of, usable
from chucai.engine.kernels.choice_columns import FAR, Columns, Ints, Mask

ALL_AT_ONCE = 4_000  # so many columns are a small relaxation
JOINING = 3_000
ROUNDS = 12
TOO_LITTLE = 1e-9  # a price in favour that is rounding
SHORT = 16.0  # a row missed by one costs so many times the greatest goal


@dataclass(frozen=True)
class Relaxed:
    """multipliers [R] in units of 1/`scale`; support [m] the columns the relaxation uses.

    `doubtful`: it misses rows (says a solver with floats), so perhaps the rows cannot hold together.
    """

    multipliers: Ints
    scale: int
    support: Mask
    doubtful: bool


def relaxed(columns: Columns, goal: Ints) -> Relaxed:
    """The linear relaxation of max goal @ chosen."""
    size = max(1, int(np.abs(goal).max(initial=1)))
    scale = scale_of(columns, size)
    rows = _Rows(columns)
    value = goal / size
    active = _first(columns, goal)
    for _ in range(ROUNDS):
        found = rows.solved(columns, active, value)
        if found is None:
            break
        duals, kind_duals, used, missed = found
        gain = value - (duals @ columns.weight)[columns.sign] - kind_duals[columns.kind][columns.sign]
        gain[active] = 0.0
        joining = _best(gain, JOINING)
        if not len(joining):
            break
        active = np.concatenate([active, joining])
    support = np.zeros(len(goal), dtype=bool)
    if found is None:
        return Relaxed(np.zeros(len(columns.low), dtype=np.int64), scale, support, True)
    support[active[: len(used)][used > 1e-7]] = True
    return Relaxed(usable(columns, np.rint(duals * size * scale)), scale, support, missed)


def _first(columns: Columns, goal: Ints) -> Ints:
    """Everybody, or the foremost of each kind."""
    if len(goal) <= ALL_AT_ONCE:
        return np.arange(len(goal))
    kinds = columns.kinds
    parts = []
    for kind, high in enumerate(columns.kind_high.tolist()):
        mine = np.flatnonzero(kinds == kind)
        wanted = min(len(mine), 2 * max(high, 0) + 500)
        parts.append(
            mine[np.argpartition(goal[mine], len(mine) - wanted)[len(mine) - wanted :]] if wanted else mine[:0]
        )
    return np.sort(np.concatenate(parts))


def _best(gain: Floats, most: int) -> Ints:
    better = np.flatnonzero(gain > TOO_LITTLE)
    if len(better) <= most:
        return better
    return better[np.argpartition(gain[better], len(better) - most)[len(better) - most :]]


class _Rows:
    """Every finite side of every row, then of the places, as matrix @ x <= upper, scaled to entries of at most 1."""

    def __init__(self, columns: Columns) -> None:
        kinds = len(columns.kind_low)
        places = np.zeros((kinds, len(columns.kind)), dtype=np.int64)
        places[columns.kind, np.arange(len(columns.kind))] = 1
        self.weight = np.vstack([columns.weight, places])
        waiver = np.vstack([columns.waiver, np.zeros((kinds, columns.waiver.shape[1]), dtype=np.int64)])
        low = np.concatenate([columns.low, columns.kind_low])
        high = np.concatenate([columns.high, columns.kind_high])
        has_low, has_high = np.flatnonzero(low > -FAR), np.flatnonzero(high < FAR)
        self.row = np.concatenate([has_low, has_high])
        sign = np.concatenate([-np.ones(len(has_low)), np.ones(len(has_high))])
        largest = np.maximum(np.abs(self.weight).max(axis=1, initial=1), np.abs(waiver).max(axis=1, initial=1))
        self.factor = sign / largest[self.row]
        self.upper = self.factor * np.concatenate([low[has_low], high[has_high]])
        self.waiver = waiver[self.row] * self.factor[:, None]
        self.rules = len(columns.low)

    def solved(self, columns: Columns, active: Ints, value: Floats) -> tuple[Floats, Floats, Floats, bool] | None:
        """Duals of rows and places, the solution, and whether rows are missed; None where the solver has no answer."""
        from scipy.optimize import linprog
        from scipy.sparse import csr_array, eye_array, hstack

        sides, waivers = len(self.row), self.waiver.shape[1]
        people = self.weight[:, columns.sign[active]][self.row] * self.factor[:, None]
        matrix: Any = hstack([csr_array(people), csr_array(self.waiver), -eye_array(sides)], format="csc")
        cost = np.concatenate([-value[active], np.zeros(waivers), SHORT * (1 + np.zeros(sides))])
        ends = np.zeros((len(cost), 2))
        ends[:, 1] = 1.0
        ends[len(active) + waivers :, 1] = np.inf
        result = linprog(cost, A_ub=matrix, b_ub=self.upper, bounds=ends, method="highs-ds")
        if result.status != 0:
            return None
        duals = np.zeros(len(self.weight))
        np.add.at(duals, self.row, -result.ineqlin.marginals * self.factor)
        missed = bool(result.x[len(active) + waivers :].max(initial=0.0) > 1e-7)
        return duals[: self.rules], duals[self.rules :], result.x[: len(active)], missed
