"""People whom no rule can tell apart are of one kind: the same category, the same memberships that rules ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chucai.engine.select.model import Nominees
from chucai.gates.limits import Limit, Sets, asked_sets

Ints = npt.NDArray[np.int64]
WORD = 62  # memberships that go into one number


@dataclass(frozen=True)
class Kind:
    category: str
    sets: Sets


def kinds_of(
    named: Nominees, order: Ints | None, limits: Iterable[Limit], groups: Mapping[str, Ints]
) -> tuple[Ints, tuple[Kind, ...]]:
    """Which kind everybody is of, in `order`, and the kinds. `groups`: sets that hold but a few, as indexes."""
    asked = sorted({name for limit in limits for sets in asked_sets(limit) for name in sets})
    known = [name for name in asked if name in named.member_of]
    category = named.category if order is None else named.category[order]
    of = category.astype(np.int64)
    for start in range(0, len(known), WORD):
        word = np.zeros(len(of), dtype=np.int64)
        for bit, name in enumerate(known[start : start + WORD]):
            member = named.member_of[name]
            word |= (member if order is None else member[order]).astype(np.int64) << bit
        of = _numbered(of, word)
    grouped: dict[int, list[str]] = {}
    for group, members in groups.items():
        for at in members.tolist():
            grouped.setdefault(at, []).append(group)
    start, apart = int(of.max(initial=0)) + 1, dict[tuple[int, tuple[str, ...]], int]()
    for at, names in sorted(grouped.items()):
        of[at] = start + apart.setdefault((int(of[at]), tuple(sorted(names))), len(apart))
    first, of = _first_of_each(of)
    return of, tuple(_kinds(named, first, order, known, grouped))


def set_apart(of: Ints, kinds: tuple[Kind, ...], name: str, members: Ints) -> tuple[Ints, tuple[Kind, ...]]:
    """The same kinds with one more set, which holds these people (indexes)."""
    inside = np.zeros(len(of), dtype=np.int64)
    inside[members] = 1
    first, finer = _first_of_each(2 * of + inside)
    before = [kinds[kind] for kind in of[first].tolist()]
    added = [frozenset({name}) if within else frozenset() for within in inside[first].tolist()]
    return finer, tuple(Kind(one.category, one.sets | more) for one, more in zip(before, added, strict=True))


def _numbered(of: Ints, word: Ints) -> Ints:
    """One number for every pair that occurs."""
    values, inverse = np.unique(word, return_inverse=True)
    return _first_of_each(of * len(values) + inverse.ravel())[1]


def _first_of_each(of: Ints) -> tuple[Ints, Ints]:
    _, first, inverse = np.unique(of, return_index=True, return_inverse=True)
    return first, inverse.ravel().astype(np.int64)


def _kinds(
    named: Nominees, first: Ints, order: Ints | None, known: list[str], grouped: Mapping[int, list[str]]
) -> list[Kind]:
    """Category and memberships of the first person of each kind."""
    original = first if order is None else order[first]
    sets: list[list[str]] = [list(grouped.get(at, ())) for at in first.tolist()]
    for name in known:
        for kind in np.flatnonzero(named.member_of[name][original]).tolist():
            sets[kind].append(name)
    categories = named.category[original].tolist()
    return [Kind(named.categories[number], frozenset(mine)) for number, mine in zip(categories, sets, strict=True)]
