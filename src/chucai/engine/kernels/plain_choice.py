"""The slow and obvious twin of `choice`: try every list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product


def best(
    merit: Sequence[int],
    lot: Sequence[int],
    tie: Sequence[int],
    kind: Sequence[str],
    places: Mapping[str, tuple[int, int]],
    allowed: Callable[[frozenset[int]], bool],
) -> frozenset[int] | None:
    """Indexes of the best allowed list: most people, most merit, lowest lots, lowest ties. None if none is allowed."""

    def worth(chosen: frozenset[int]) -> tuple[int, int, int, int]:
        lots, ties = sum(lot[one] for one in chosen), sum(tie[one] for one in chosen)
        return len(chosen), sum(merit[one] for one in chosen), -lots, -ties

    return max((chosen for chosen in lists(kind, places) if allowed(chosen)), key=worth, default=None)


def lists(kind: Sequence[str], places: Mapping[str, tuple[int, int]]) -> Iterator[frozenset[int]]:
    """Every list that fills the places of every kind."""
    per_kind = []
    for name, (low, high) in sorted(places.items()):
        members = [one for one, its_kind in enumerate(kind) if its_kind == name]
        per_kind.append([chosen for size in range(low, high + 1) for chosen in combinations(members, size)])
    for parts in product(*per_kind):
        yield frozenset(one for part in parts for one in part)
