"""A question as arrays: people who are alike to every rule, and the rules as rows over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.choice import Choice
from chucai.engine.kernels.choice_columns import FAR
from chucai.engine.select.question import Question
from chucai.gates.limits import Guard, Limit, Sets

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Signatures:
    """Candidates that no rule can tell apart share a signature: their category and what they are members of.

    of       signature of each candidate, in the order of the question
    kind     category (its place in `Question.places`) of each signature
    weight   [limit, signature] by how much one chosen person moves the limit's sum
    guard    [limit, signature] 1 where the person counts for the limit's guard
    """

    of: Ints
    kind: Ints
    weight: Ints
    guard: Ints

    @property
    def sizes(self) -> Ints:
        return np.bincount(self.of, minlength=len(self.kind)).astype(np.int64)


def signatures(question: Question) -> Signatures:
    numbers = {category: number for number, (category, _, _) in enumerate(question.places)}
    member = _Membership([kind.sets for kind in question.kinds])
    shape = (len(question.limits), len(question.kinds))
    weight, guard = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, limit in enumerate(question.limits):
        for sets, factor in limit.terms:
            weight[row] += factor * member.of_all(sets)
        if limit.guard:
            guard[row] = member.of_all(limit.guard.sets)
    kind = np.array([numbers[kind.category] for kind in question.kinds], dtype=np.int64)
    return Signatures(question.of, kind, weight, guard)


class _Membership:
    """Which signatures are members of which sets."""

    def __init__(self, memberships: list[Sets]) -> None:
        rows: dict[str, list[int]] = {}
        for column, sets in enumerate(memberships):
            for name in sets:
                rows.setdefault(name, []).append(column)
        self._columns = len(memberships)
        self._rows = rows

    def of_all(self, sets: Sets) -> Ints:
        held = np.ones(self._columns, dtype=np.int64)
        for name in sorted(sets):
            one = np.zeros(self._columns, dtype=np.int64)
            one[self._rows.get(name, [])] = 1
            held *= one
        return held


@dataclass(frozen=True)
class Rows:
    """The limits as rows low <= weight @ chosen + waiver @ waived <= high, with the rows that govern the waivers.

    A limit with a guard has one waiver for each end of the guard: a 0/1 variable that may be 1 only while the guard is
    shut at that end, and that then takes all force from the limit. `limit` is the limit of each row, -1 for governing.
    """

    weight: Ints
    waiver: Ints
    low: Ints
    high: Ints
    limit: Ints


def rows_of(question: Question, known: Signatures, most: Ints, seats: Ints) -> Rows:
    """`most` of each signature and `seats` of each category can be chosen at all; they size the waivers."""
    waivers = [(row, end) for row, limit in enumerate(question.limits) for end in _ends(limit)]
    builder = _RowBuilder(len(waivers), most, known.kind, seats)
    columns: dict[int, list[int]] = {}
    for column, (row, end) in enumerate(waivers):
        columns.setdefault(row, []).append(column)
        builder.govern(question.limits[row].guard, end, known.guard[row], column)
    for row, limit in enumerate(question.limits):
        builder.limit(row, limit, known.weight[row], columns.get(row, []))
    return builder.rows()


def _ends(limit: Limit) -> list[str]:
    if limit.guard is None:
        return []
    below = ["below"] if limit.guard.at_least > 0 else []
    return below + (["above"] if limit.guard.at_most is not None else [])


class _RowBuilder:
    def __init__(self, waivers: int, most: Ints, kind: Ints, seats: Ints) -> None:
        self._waivers, self._most, self._kind, self._seats = waivers, most, kind, seats
        self._parts: list[tuple[Ints, Ints, int, int, int]] = []

    def _largest(self, weight: Ints) -> int:
        """An upper bound on the sum of `weight` over any list."""
        positive = np.maximum(weight, 0)
        total = 0
        for kind, seats in enumerate(self._seats.tolist()):
            mine = self._kind == kind
            total += min(int(positive[mine] @ self._most[mine]), int(positive[mine].max(initial=0)) * seats)
        return total

    def govern(self, guard: Guard | None, end: str, counted: Ints, column: int) -> None:
        """A waiver may be 1 only while the guarded count is below `at_least` (or above `at_most`)."""
        assert guard is not None
        waiver = np.zeros(self._waivers, dtype=np.int64)
        if end == "below":
            largest = self._largest(counted)
            waiver[column] = max(0, largest - guard.at_least + 1)
            self._parts.append((counted, waiver, -FAR, largest, -1))
        else:
            waiver[column] = -(int(guard.at_most or 0) + 1)
            self._parts.append((counted, waiver, 0, FAR, -1))

    def limit(self, row: int, limit: Limit, weight: Ints, columns: list[int]) -> None:
        waiver = np.zeros(self._waivers, dtype=np.int64)
        if limit.side == "low":
            waiver[columns] = max(0, limit.bound + self._largest(-weight))
            self._parts.append((weight, waiver, limit.bound, FAR, row))
        else:
            waiver[columns] = -max(0, self._largest(weight) - limit.bound)
            self._parts.append((weight, waiver, -FAR, limit.bound, row))

    def rows(self) -> Rows:
        count = len(self._parts)
        weight = np.array([part[0] for part in self._parts], dtype=np.int64).reshape(count, len(self._most))
        waiver = np.array([part[1] for part in self._parts], dtype=np.int64).reshape(count, self._waivers)
        low, high, limit = (np.array([part[at] for part in self._parts], dtype=np.int64) for at in (2, 3, 4))
        return Rows(weight, waiver, low, high, limit)


@dataclass(frozen=True)
class Arrays:
    """A question as the kernel takes it: the forced taken out and what they use up deducted.

    free, forced   indexes of the others, and of the forced
    """

    choice: Choice
    rows: Rows
    free: Ints
    forced: Ints


def arrays(question: Question) -> Arrays:
    known = signatures(question)
    forced = question.indexes(question.forced)
    free = np.delete(np.arange(len(question), dtype=np.int64), forced)
    most = np.minimum(known.sizes, most_seats(question)[known.kind])
    rows = rows_of(question, known, most, most_seats(question))
    taken = rows.weight @ np.bincount(known.of[forced], minlength=len(known.kind)).astype(np.int64)
    seats = np.bincount(known.kind[known.of[forced]], minlength=len(question.places)).astype(np.int64)
    choice = Choice(
        merit=question.merit[free],
        lots=lambda some: question.lots(free[some]),
        second_lots=lambda some: question.second_lots(free[some]),
        sign=known.of[free],
        kind=known.kind,
        kind_low=np.maximum(np.array([low for _, low, _ in question.places], dtype=np.int64) - seats, 0),
        kind_high=most_seats(question) - seats,
        weight=rows.weight,
        waiver=rows.waiver,
        low=np.where(rows.low > -FAR, rows.low - taken, -FAR),
        high=np.where(rows.high < FAR, rows.high - taken, FAR),
    )
    return Arrays(choice, rows, free, forced)


def most_seats(question: Question) -> Ints:
    """[category] the most places."""
    return np.array([high for _, _, high in question.places], dtype=np.int64)
