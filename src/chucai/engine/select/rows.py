"""A question as arrays: people who are alike to every rule, and the rules as rows over them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.choice import Choice
from chucai.engine.kernels.choice_columns import FAR
from chucai.engine.select.limits import Guard, Limit, Sets
from chucai.engine.select.question import Question

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
    numbers: dict[tuple[str, Sets], int] = {}
    of = [numbers.setdefault((one.category, one.member_of), len(numbers)) for one in question.candidates]
    kinds = {category: kind for kind, (category, _, _) in enumerate(question.places)}
    member = _Membership([sets for _, sets in numbers])
    shape = (len(question.limits), len(numbers))
    weight, guard = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    for row, limit in enumerate(question.limits):
        for sets, factor in limit.terms:
            weight[row] += factor * member.of_all(sets)
        if limit.guard:
            guard[row] = member.of_all(limit.guard.sets)
    kind = np.array([kinds[category] for category, _ in numbers], dtype=np.int64)
    return Signatures(np.array(of, dtype=np.int64), kind, weight, guard)


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


def rows_of(question: Question, known: Signatures, most: Ints, total: int) -> Rows:
    """`most` is how many of each signature, `total` how many in all, can be chosen at all; they size the waivers."""
    waivers = [(row, end) for row, limit in enumerate(question.limits) for end in _ends(limit)]
    builder = _RowBuilder(len(waivers), most, total)
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
    def __init__(self, waivers: int, most: Ints, total: int) -> None:
        self._waivers, self._most, self._total = waivers, most, total
        self._parts: list[tuple[Ints, Ints, int, int, int]] = []

    def _largest(self, weight: Ints) -> int:
        """An upper bound on the sum of `weight` over any list."""
        positive = np.maximum(weight, 0)
        return min(int(positive @ self._most), int(positive.max(initial=0)) * self._total)

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


def arrays(question: Question) -> tuple[Choice, tuple[int, ...]]:
    """The kernel's arrays, the forced taken out and what they use up deducted; and the indexes of the forced."""
    known = signatures(question)
    names = [one.id for one in question.candidates]
    forced = np.array([name in question.forced for name in names], dtype=bool)
    most = np.minimum(known.sizes, most_seats(question)[known.kind])
    rows = rows_of(question, known, most, int(most_seats(question).sum()))
    used = np.bincount(known.of[forced], minlength=len(known.kind)).astype(np.int64)
    taken = rows.weight @ used
    seats = np.bincount(known.kind[known.of[forced]], minlength=len(question.places)).astype(np.int64)
    hashed = np.array([question.second_lot(one) for one in question.candidates], dtype=np.int64)
    choice = Choice(
        merit=np.array([one.merit for one in question.candidates], dtype=np.int64)[~forced],
        lot=np.array([one.lot for one in question.candidates], dtype=np.int64)[~forced],
        tie=hashed[~forced],
        sign=known.of[~forced],
        kind=known.kind,
        kind_low=np.maximum(np.array([low for _, low, _ in question.places], dtype=np.int64) - seats, 0),
        kind_high=most_seats(question) - seats,
        weight=rows.weight,
        waiver=rows.waiver,
        low=np.where(rows.low > -FAR, rows.low - taken, -FAR),
        high=np.where(rows.high < FAR, rows.high - taken, FAR),
    )
    return choice, tuple(np.flatnonzero(forced).tolist())


def most_seats(question: Question) -> Ints:
    """[category] the most places."""
    return np.array([high for _, _, high in question.places], dtype=np.int64)
