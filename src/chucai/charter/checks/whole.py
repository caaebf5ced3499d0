"""Whether a small system of linear conditions has a solution in whole numbers: exact arithmetic, no solver package.

Variables count people and are never negative. The relaxation is solved by the simplex method on an integer tableau
(fraction-free pivoting after Edmonds 1967 and Bareiss 1968), whole numbers are found by branching. "No" is always
proved; when the search is cut short the answer is "not known", never a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

Sense = Literal["<=", ">=", "=="]
NODES = 40  # relaxations solved before the search gives up
GREEDY_PIVOTS = 200  # after these, Bland's rule rules out going round in circles


@dataclass(frozen=True, slots=True)
class Row:
    """sum(weights[j] * x[j]) is at most, at least or exactly `bound`."""

    weights: tuple[int, ...]
    sense: Sense
    bound: int

    def negated(self) -> Row:
        flipped: dict[Sense, Sense] = {"<=": ">=", ">=": "<=", "==": "=="}
        return Row(tuple(-weight for weight in self.weights), flipped[self.sense], -self.bound)


def solvable(rows: Sequence[Row], columns: int, sums: Sequence[tuple[int, ...]] = ()) -> bool | None:
    """Whether non-negative whole numbers keep every row; None when the search was cut short.

    `sums`: weights of sums that are whole when all variables are; branching on them first ends sooner, because many
    variables can stand in for each other but a sum cannot.
    """
    units = (tuple(int(n == column) for n in range(columns)) for column in range(columns))
    return _Search(columns, [*sums, *units]).run(list(rows))


class _Search:
    def __init__(self, columns: int, sums: Sequence[tuple[int, ...]]) -> None:
        self.columns = columns
        self.sums = sums
        self.left = NODES

    def run(self, rows: list[Row]) -> bool | None:
        if self.left == 0:
            return None
        self.left -= 1
        point = relaxed(rows, self.columns)
        if point is None:
            return False
        broken = self._broken(point)
        if broken is None:
            return True
        weights, below = broken
        above = self.run([*rows, Row(weights, ">=", below + 1)])
        if above:
            return True
        under = self.run([*rows, Row(weights, "<=", below)])
        return True if under else None if None in (above, under) else False

    def _broken(self, point: Sequence[Fraction]) -> tuple[tuple[int, ...], int] | None:
        """The first sum that is not whole, and the whole number below it."""
        for weights in self.sums:
            total = sum((value for weight, value in zip(weights, point, strict=True) if weight), Fraction(0))
            if total.denominator != 1:
                return weights, floor(total)
        return None


def relaxed(rows: Sequence[Row], columns: int) -> list[Fraction] | None:
    """A point of fractions that keeps every row, or None when there is none (phase one of the simplex method)."""
    tableau, basis, artificial = _tableau([row if row.bound >= 0 else row.negated() for row in rows], columns)
    scale = 1
    pivots = 0
    while (column := _entering(tableau[-1], greedy=pivots < GREEDY_PIVOTS)) is not None:
        row = _leaving(tableau, basis, column)
        scale = _pivot(tableau, row, column, scale)
        basis[row] = column
        pivots += 1
    if tableau[-1][-1] != 0:
        return None  # some artificial variable stays above nought
    point = [Fraction(0)] * columns
    for row, variable in enumerate(basis):
        if variable < columns:
            point[variable] = Fraction(tableau[row][-1], scale)
    assert all(tableau[row][-1] == 0 for row, variable in enumerate(basis) if variable >= artificial)
    return point


def _tableau(rows: Sequence[Row], columns: int) -> tuple[list[list[int]], list[int], int]:
    """Rows with slack and artificial variables, the bound last; below them what is left of the artificial ones."""
    slacks = [n for n, row in enumerate(rows) if row.sense != "=="]
    needy = [n for n, row in enumerate(rows) if row.sense != "<="]
    first_artificial = columns + len(slacks)
    width = first_artificial + len(needy)
    tableau, basis = [], []
    for n, row in enumerate(rows):
        line = [*row.weights, *([0] * (width - columns)), row.bound]
        if row.sense != "==":
            line[columns + slacks.index(n)] = 1 if row.sense == "<=" else -1
        if row.sense == "<=":
            basis.append(columns + slacks.index(n))
        else:
            basis.append(first_artificial + needy.index(n))
            line[basis[-1]] = 1
        tableau.append(line)
    goal = [-sum(tableau[n][column] for n in needy) for column in range(width + 1)]
    goal[first_artificial:width] = [0] * len(needy)
    return [*tableau, goal], basis, first_artificial


def _entering(goal: list[int], greedy: bool) -> int | None:
    candidates = [column for column, cost in enumerate(goal[:-1]) if cost < 0]
    if not candidates:
        return None
    return min(candidates, key=goal.__getitem__) if greedy else candidates[0]


def _leaving(tableau: list[list[int]], basis: list[int], column: int) -> int:
    """The row that limits the entering variable first; of equals the one with the lowest variable."""
    rows = [n for n in range(len(basis)) if tableau[n][column] > 0]
    return min(rows, key=lambda n: (Fraction(tableau[n][-1], tableau[n][column]), basis[n]))


def _pivot(tableau: list[list[int]], row: int, column: int, scale: int) -> int:
    pivot = tableau[row][column]
    source = tableau[row]
    for n, line in enumerate(tableau):
        if n != row and (line[column] or pivot != scale):
            factor = line[column]
            tableau[n] = [(value * pivot - factor * other) // scale for value, other in zip(line, source, strict=True)]
    return pivot
