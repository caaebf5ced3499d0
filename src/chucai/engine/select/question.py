"""The question put to the solver: input checked and put in an order of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from chucai.engine.select.kinds import Kind, kinds_of
from chucai.engine.select.model import Candidate, Nominees
from chucai.errors import Refused
from chucai.gates.limits import AtMostOne, Limit, Rule, group_set, limits_of
from chucai.gates.lots import drawn_lot

Ints = npt.NDArray[np.int64]

LARGEST_MERIT = 2**40
LARGEST_LOT = 2**48


@dataclass(frozen=True)
class Question:
    """Candidates in columns, by id; rules as limits by rule id.

    ids, merit   n names, ascending, and their merits
    of           [n] which of `kinds`: category and memberships
    given        [n] lots the candidates brought, 0 where the lot is drawn; None: all are drawn
    places       (category, fewest, most), by category
    forced       must be chosen; the excluded are no candidates here
    """

    ids: Sequence[str]
    merit: Ints
    of: Ints
    kinds: tuple[Kind, ...]
    given: Ints | None
    tie_seed: str
    places: tuple[tuple[str, int, int], ...]
    limits: tuple[Limit, ...]
    forced: frozenset[str]

    def __len__(self) -> int:
        return len(self.ids)

    def index(self, candidate_id: str) -> int:
        """Where somebody stands. Raises `Refused("candidate-unknown")`."""
        at = bisect_left(self.ids, candidate_id)
        if at == len(self.ids) or self.ids[at] != candidate_id:
            raise Refused("candidate-unknown", candidate=candidate_id)
        return at

    def indexes(self, names: Iterable[str]) -> Ints:
        return np.array(sorted(self.index(name) for name in names), dtype=np.int64)

    def including(self, candidate_id: str) -> Question:
        return replace(self, forced=self.forced | {candidate_id})

    def excluding(self, *names: str) -> Question:
        """Without some of the candidates."""
        if not names:
            return self
        gone = self.indexes(names)
        kept = np.ones(len(self.ids), dtype=bool)
        kept[gone] = False
        out = set(gone.tolist())
        return replace(
            self,
            ids=[name for at, name in enumerate(self.ids) if at not in out],
            merit=self.merit[kept],
            of=self.of[kept],
            given=None if self.given is None else self.given[kept],
        )

    def lots(self, some: Ints) -> Ints:
        """What decides between equal merits."""
        if self.given is None:
            return self._drawn(some)
        given = self.given[some]
        return np.where(given > 0, given, self._drawn(some)) if (given == 0).any() else given

    def second_lots(self, some: Ints) -> Ints:
        """What decides between equal given lots; lots that were drawn decide by themselves."""
        return np.zeros(len(some), dtype=np.int64) if self.given is None else self._drawn(some)

    def _drawn(self, some: Ints) -> Ints:
        return np.array([drawn_lot(self.tie_seed, self.ids[at]) for at in some.tolist()], dtype=np.int64)

    def with_limits(self, limits: Iterable[Limit]) -> Question:
        return replace(self, limits=tuple(limits))


def ask(
    candidates: Iterable[Candidate] | Nominees,
    places: Mapping[str, int | tuple[int, int]],
    rules: Iterable[Rule],
    must_include: Collection[str],
    must_exclude: Collection[str],
    tie_seed: str,
) -> Question:
    """Check the input and put it in an order of its own. Raises `Refused` naming the id at fault."""
    rules = list(rules)
    seats = tuple(sorted((category, *_seats(category, wanted)) for category, wanted in places.items()))
    limits = limits_of(rules)
    named = candidates if isinstance(candidates, Nominees) else in_columns(candidates)
    order = _by_id(named.ids)
    ids = named.ids if order is None else [named.ids[at] for at in order.tolist()]
    _check(named, {seat[0] for seat in seats})
    groups = _groups(rules, ids)
    of, kinds = kinds_of(named, order, limits, groups)
    merit, given = (_ordered(column, order) for column in (named.merit, named.lot))
    assert merit is not None
    given = None if given is None or not given.any() else given
    question = Question(ids, merit, of, kinds, given, tie_seed, seats, limits, frozenset(must_include))
    _check_orders(question, must_include, must_exclude)
    return question.excluding(*sorted(set(must_exclude)))


def in_columns(candidates: Iterable[Candidate]) -> Nominees:
    """Candidates as columns. Raises `Refused` for a merit or a lot that is no whole number within bounds."""
    people = list(candidates)
    for one in people:
        if not _whole(one.merit) or abs(one.merit) > LARGEST_MERIT:
            raise _merit_wrong(one.id, one.merit)
        if not _whole(one.lot) or not 0 <= one.lot <= LARGEST_LOT:
            raise Refused("candidate-lot-wrong", candidate=one.id, lot=str(one.lot), largest=LARGEST_LOT)
    categories = sorted({one.category for one in people})
    number = {name: at for at, name in enumerate(categories)}
    member_of: dict[str, npt.NDArray[np.bool_]] = {}
    for at, one in enumerate(people):
        for name in one.member_of:
            member_of.setdefault(name, np.zeros(len(people), dtype=bool))[at] = True
    return Nominees(
        ids=[one.id for one in people],
        merit=np.array([one.merit for one in people], dtype=np.int64),
        category=np.array([number[one.category] for one in people], dtype=np.int64),
        categories=categories,
        member_of=member_of,
        lot=np.array([one.lot for one in people], dtype=np.int64),
    )


def _whole(value: object) -> bool:
    return isinstance(value, int)


def _merit_wrong(name: str, merit: object) -> Refused:
    return Refused("candidate-merit-wrong", candidate=name, merit=str(merit), largest=LARGEST_MERIT)


def _seats(category: str, wanted: int | tuple[int, int]) -> tuple[int, int]:
    low, high = (wanted, wanted) if isinstance(wanted, int) else wanted
    if not 0 <= low <= high:
        raise Refused("places-wrong", category=category, low=low, high=high)
    return low, high


def _by_id(ids: Sequence[str]) -> Ints | None:
    """The order by id, None where they stand in it. Raises `Refused("candidate-twice")`."""
    if all(map(str.__lt__, ids, ids[1:])):
        return None
    order = sorted(range(len(ids)), key=ids.__getitem__)
    for first, second in pairwise(order):
        if ids[first] == ids[second]:
            raise Refused("candidate-twice", candidate=ids[first])
    return np.array(order, dtype=np.int64)


def _ordered(column: Ints | None, order: Ints | None) -> Ints | None:
    return column if order is None or column is None else column[order]


def _check(named: Nominees, categories: Collection[str]) -> None:
    for number, category in enumerate(named.categories):
        if category not in categories:
            for at in np.flatnonzero(named.category == number)[:1].tolist():
                raise Refused("candidate-category-unknown", candidate=named.ids[at], category=category)
    for at in np.flatnonzero(np.abs(named.merit) > LARGEST_MERIT)[:1].tolist():
        raise _merit_wrong(named.ids[at], named.merit[at])


def _check_orders(question: Question, must_include: Collection[str], must_exclude: Collection[str]) -> None:
    for name in sorted({*must_include, *must_exclude}):
        question.index(name)
    for name in sorted(set(must_include) & set(must_exclude)):
        raise Refused("candidate-in-and-out", candidate=name)


def _groups(rules: Iterable[Rule], ids: Sequence[str]) -> dict[str, Ints]:
    """The set of every "at most one of these", as indexes of its members."""
    groups: dict[str, Ints] = {}
    place = None
    for rule in rules:
        if not isinstance(rule, AtMostOne):
            continue
        if group_set(rule) in groups:
            raise Refused("rule-twice", rule=rule.id)
        place = place or {name: at for at, name in enumerate(ids)}
        for name in sorted(rule.ids - place.keys()):
            raise Refused("rule-names-unknown-candidate", rule=rule.id, candidate=name)
        groups[group_set(rule)] = np.array(sorted(place[name] for name in rule.ids), dtype=np.int64)
    return groups
