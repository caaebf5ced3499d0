"""Is another list as good as the one proved, or better? Every list that a bound leaves open, with whole numbers alone.

A bound by multipliers settles most names: a list that differs in one of them is worth less. What a list is worth below
the bound adds up: the losses of the names in which it differs from the bound's own list, and for every row its
multiplier times the distance from its end. So lists that are as good differ only in names whose losses together stay
below the budget, and each row must end up near its end: exactly there, where its multiplier is above the budget.

Name after name is decided, those first who share a row with few others; whatever can no longer bring a row to where it
must be is dropped, so that few differences remain at any time. What is left is counted rule by rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from chucai.errors import Refused
from chucai.gates.limits import Limit, Sets

MOST = 150_000  # differences kept at any time; beyond, the search is given up

FAR = 2**80  # no end

Sums = tuple[int, ...]
Lots = Callable[[str], tuple[int, ...]]  # the lot of a name, and what decides after that


@dataclass(frozen=True)
class Name:
    """An open name: it may leave the bound's own list or enter it (`enters`), which costs `loss` of the budget."""

    id: str
    category: str
    merit: int
    sets: Sets
    enters: bool
    loss: int

    @property
    def way(self) -> int:
        return 1 if self.enters else -1


@dataclass(frozen=True)
class Base:
    """The bound's own list: its merit; for each limit the weighted sum and the number its guard counts."""

    merit: int
    totals: Sequence[int]
    guarded: Sequence[int]


@dataclass(frozen=True)
class Rivalry:
    """What is searched: lists worth at least `worth` that differ from the base in some of `names`.

    `prices`: the multiplier of each limit; `budget`: by how much less than the bound such a list may be. Both in the
    units of the proof.
    """

    base: Base
    names: Sequence[Name]
    limits: Sequence[Limit]
    prices: Sequence[int]
    budget: int
    worth: int


class TooMany(Exception):  # noqa: N818 - no fault: the search was given up
    """More lists are open than can be tried here."""


def tried(asked: Rivalry, base: frozenset[str], chosen: frozenset[str], lots: Lots | None) -> bool:
    """Try every list that is left open; False where there are too many. `base`: the names of the bound's own list.

    Raises Refused("proof-better-list") and ("proof-tie-lost") naming who would come and go.
    """
    try:
        for ways, merit in rivals(asked):
            other = base ^ ways
            came, went = sorted(other - chosen), sorted(chosen - other)
            if merit > asked.worth:
                raise Refused("proof-better-list", more=merit - asked.worth, enters=came, leaves=went)
            if lots and _less(came, went, lots):
                raise Refused("proof-tie-lost", enters=came, leaves=went)
    except TooMany:
        return False
    return True


def swapped(
    chosen: Collection[str], everybody: Iterable[tuple[str, int, Hashable]], forced: Collection[str], lots: Lots
) -> None:
    """Between people whom no rule can tell apart, with the same merit, the lower lot goes first.

    `everybody`: id, merit, and what kind of person it is. Seen even where the lists left open are too many to try.
    Raises Refused("proof-tie-lost").
    """
    listed, level = set(chosen), dict[tuple[int, Hashable], tuple[list[str], list[str]]]()
    for name, merit, kind in everybody:
        level.setdefault((merit, kind), ([], []))[name in listed].append(name)
    for left, taken in level.values():
        free = [name for name in taken if name not in forced]
        if left and free:
            enters, leaves = min(left, key=lots), max(free, key=lots)
            if lots(enters) < lots(leaves):
                raise Refused("proof-tie-lost", enters=[enters], leaves=[leaves])


def _less(enters: Iterable[str], leaves: Iterable[str], lots: Lots) -> bool:
    """Whether the lots of those who come are lower in all than of those who go: the first lots, then the second."""
    came, went = (tuple(map(sum, zip(*map(lots, names), strict=True))) for names in (enters, leaves))
    return came < went


def rivals(asked: Rivalry) -> Iterator[tuple[frozenset[str], int]]:
    """Every allowed list worth at least `worth`, as the names in which it differs from the base, with its merit.

    Raises TooMany.
    """
    rows = list(_rows(asked))
    order = _ordered(asked.names, rows)
    for taken in _differences(order, rows, asked.budget):
        yield from _counted(asked, [name for at, name in enumerate(order) if taken >> at & 1])


@dataclass(frozen=True)
class _Row:
    """By how much a sum may change in all, from `low` to `high` (None: no end); what each name changes it by."""

    low: int | None
    high: int | None
    step: Mapping[str, int]


def _rows(asked: Rivalry) -> Iterator[_Row]:
    """The limits without a condition, no further from their ends than the budget pays for; and the places."""
    for limit, total, price in zip(asked.limits, asked.base.totals, asked.prices, strict=True):
        if limit.guard is None:
            end, far = limit.bound - total, asked.budget // abs(price) if price else None
            step = {name.id: name.way * weight_of(limit, name.sets) for name in asked.names}
            if limit.side == "low":
                yield _Row(end, None if far is None else end + far, step)
            else:
                yield _Row(None if far is None else end - far, end, step)
    for category in sorted({name.category for name in asked.names}):
        yield _Row(0, 0, {name.id: name.way * (name.category == category) for name in asked.names})


def _ordered(names: Sequence[Name], rows: Sequence[_Row]) -> list[Name]:
    """Row after row of those that must be met exactly, the one with the fewest undecided names first."""
    left, order = {name.id: name for name in names}, list[Name]()
    members = [
        {name for name, step in row.step.items() if step} for row in rows if row.low is not None or row.high is not None
    ]
    while left:
        members = [mine for mine in members if mine]
        first = min(members, key=len, default=left.keys())
        taken = sorted((left.pop(name) for name in first), key=lambda name: (-name.loss, name.id))
        order += taken
        gone = {name.id for name in taken}
        members = [mine - gone for mine in members]
    return order


def _differences(order: Sequence[Name], rows: Sequence[_Row], budget: int) -> list[int]:
    """Sets of names (bit by bit, in this order) within the budget that bring every row to where it must be."""
    states: list[tuple[int, Sums, int]] = [(0, (0,) * len(rows), 0)]
    reach = _reach(order, rows)
    for at, name in enumerate(order):
        steps = tuple(row.step[name.id] for row in rows)
        touched = [(place, *reach[at + 1][place]) for place, step in enumerate(steps) if step]
        found = []
        for loss, sums, taken in states:
            if all(low <= sums[place] <= high for place, low, high in touched):
                found.append((loss, sums, taken))
            if loss + name.loss <= budget:
                moved = tuple(map(add, sums, steps))
                if all(low <= moved[place] <= high for place, low, high in touched):
                    found.append((loss + name.loss, moved, taken | 1 << at))
        if len(found) > MOST:
            raise TooMany
        states = found
    whole = reach[len(order)]
    return [t for _, sums, t in states if all(low <= one <= high for one, (low, high) in zip(sums, whole, strict=True))]


def _reach(order: Sequence[Name], rows: Sequence[_Row]) -> list[list[tuple[int, int]]]:
    """[names decided] between what each row's sum must lie for the others to be able to bring it to its end."""
    ends = [(-FAR if row.low is None else row.low, FAR if row.high is None else row.high) for row in rows]
    found = [ends]
    for name in reversed(order):
        steps = [row.step[name.id] for row in rows]
        ends = [(low - max(0, step), high - min(0, step)) for (low, high), step in zip(ends, steps, strict=True)]
        found.append(ends)
    return found[::-1]


def weight_of(limit: Limit, sets: Sets) -> int:
    """By how much one chosen person moves the limit's sum."""
    return sum(factor for needed, factor in limit.terms if needed <= sets)


def _counted(asked: Rivalry, ways: Sequence[Name]) -> Iterator[tuple[frozenset[str], int]]:
    """The list with these differences, if it is worth enough and every rule holds."""
    merit = asked.base.merit + sum(name.way * name.merit for name in ways)
    if merit < asked.worth:
        return
    for limit, before, held in zip(asked.limits, asked.base.totals, asked.base.guarded, strict=True):
        total = before + sum(name.way * weight_of(limit, name.sets) for name in ways)
        guard = limit.guard.sets if limit.guard else None
        guarded = held + sum(name.way for name in ways if guard is not None and guard <= name.sets)
        if not limit.holds(total, guarded):
            return
    yield frozenset(name.id for name in ways), merit
