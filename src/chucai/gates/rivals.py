"""Is another list as good as the one proved, or better? Every list that a bound leaves open, with whole numbers alone.

A bound by multipliers settles most names: a list that differs in one of them is worth less. What a list is worth below
the bound adds up: the losses of the names in which it differs from the bound's own list, and for every row its
multiplier times the distance from its end. So lists that are as good differ only in names whose losses together stay
below the budget, and they meet every row exactly whose multiplier is larger than that. Halves of such differences are
listed and matched (Horowitz and Sahni 1974); what fits is counted rule by rule.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from chucai.errors import Refused
from chucai.gates.limits import Limit, Sets

MOST = 60_000  # halves listed, and matches counted, before the search is given up

Key = tuple[int, ...]
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
    tight = [
        at
        for at, (limit, price) in enumerate(zip(asked.limits, asked.prices, strict=True))
        if limit.guard is None and abs(price) > asked.budget
    ]
    need = (*(asked.limits[at].bound - asked.base.totals[at] for at in tight), *_level(asked.names))
    ordered = sorted(asked.names, key=lambda name: (name.loss, name.id))
    halves = [_Half(asked, part, tight) for part in (ordered[::2], ordered[1::2])]
    first = halves[0].by_key()
    matched = 0
    for loss, key, ways in halves[1].every():
        wanted = tuple(whole - part for whole, part in zip(need, key, strict=True))
        for other_loss, others in first.get(wanted, ()):
            if loss + other_loss <= asked.budget:
                matched += 1
                if matched > MOST:
                    raise TooMany
                yield from _counted(asked, (*others, *ways))


def _level(names: Sequence[Name]) -> Key:
    """As many leave as enter, in every category."""
    return (0,) * len({name.category for name in names})


class _Half:
    """Differences in half of the names: their loss, what they do to the tight rows and the places, and who they are."""

    def __init__(self, asked: Rivalry, names: Sequence[Name], tight: Sequence[int]) -> None:
        categories = sorted({name.category for name in asked.names})
        self._budget, self._names = asked.budget, names
        self._steps = [
            (
                *(name.way * weight_of(asked.limits[at], name.sets) for at in tight),
                *(name.way * (name.category == category) for category in categories),
            )
            for name in names
        ]
        self._nothing = (0,) * (len(tight) + len(categories))

    def every(self) -> list[tuple[int, Key, tuple[Name, ...]]]:
        found: list[tuple[int, Key, tuple[Name, ...]]] = [(0, self._nothing, ())]
        for name, step in zip(self._names, self._steps, strict=True):
            for loss, key, ways in found[:]:
                if loss + name.loss <= self._budget:
                    moved = tuple(a + b for a, b in zip(key, step, strict=True))
                    found.append((loss + name.loss, moved, (*ways, name)))
            if len(found) > MOST:
                raise TooMany
        return found

    def by_key(self) -> Mapping[Key, list[tuple[int, tuple[Name, ...]]]]:
        answer: dict[Key, list[tuple[int, tuple[Name, ...]]]] = {}
        for loss, key, ways in self.every():
            answer.setdefault(key, []).append((loss, ways))
        return answer


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
