"""The slow and obvious twins of `matching`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations, product

Step = tuple[int, int, int]  # a nominee, the assessor it loses (-1: none), the assessor it gains


def even_loads(may_read: Sequence[Sequence[int]], needs: Sequence[int], caps: Sequence[int]) -> list[int] | None:
    """The loads of an assignment whose sum of squares is least, most loaded first; None if the needs cannot be met.

    Reading by reading along augmenting paths; then, as long as a path leads from an assessor to one with two readings
    fewer, one reading moves along it (Harvey, Ladner, Lovasz and Tamir 2003: no such path, no evener assignment).
    """
    table = _Readers(may_read, len(caps))
    for nominee, need in enumerate(needs):
        for _ in range(need):
            starts = dict.fromkeys(table.others(nominee), (nominee, -1))
            if not table.move(starts, lambda assessor: table.loads[assessor] < caps[assessor]):
                return None
    while any(table.relieve(assessor, caps) for assessor in range(len(caps))):
        pass
    return sorted(table.loads, reverse=True)


class _Readers:
    """Who reads whom, and the loads."""

    def __init__(self, may_read: Sequence[Sequence[int]], assessors: int) -> None:
        self._may_read = may_read
        self._readers: list[set[int]] = [set() for _ in may_read]
        self.loads = [0] * assessors

    def others(self, nominee: int) -> list[int]:
        return [assessor for assessor in self._may_read[nominee] if assessor not in self._readers[nominee]]

    def relieve(self, busy: int, caps: Sequence[int]) -> bool:
        """Move one reading from `busy` to somebody with at least two fewer."""
        enough = self.loads[busy] - 1
        return self.move(self._taken_over_from(busy), lambda one: self.loads[one] < min(caps[one], enough))

    def _taken_over_from(self, assessor: int) -> dict[int, tuple[int, int]]:
        """Who could read, instead of this assessor, a nominee this assessor reads now."""
        nominees = [nominee for nominee, who in enumerate(self._readers) if assessor in who]
        return {other: (nominee, assessor) for nominee in nominees for other in self.others(nominee)}

    def move(self, starts: Mapping[int, tuple[int, int]], free: Callable[[int], bool]) -> bool:
        """Along the shortest chain from one of the starts to a free assessor, everybody takes over one reading."""
        came = dict(starts)
        waiting = list(came)
        while waiting:
            assessor = waiting.pop(0)
            if free(assessor):
                self._follow(assessor, came, starts)
                return True
            for other, step in self._taken_over_from(assessor).items():
                if other not in came:
                    came[other] = step
                    waiting.append(other)
        return False

    def _follow(self, last: int, came: Mapping[int, tuple[int, int]], starts: Mapping[int, tuple[int, int]]) -> None:
        gains = last
        while True:
            nominee, loses = came[gains]
            self._readers[nominee].add(gains)
            self.loads[gains] += 1
            if loses >= 0:
                self._readers[nominee].remove(loses)
                self.loads[loses] -= 1
            if gains in starts:
                return
            gains = loses


def best_total(
    may_read: Sequence[Sequence[int]],
    needs: Sequence[int],
    caps: Sequence[int],
    affinity: Mapping[tuple[int, int], int],
    load_price: int,
) -> int | None:
    """The most affinity, less `load_price` * (1 + 2 + ... + load) of every assessor: every assignment is tried."""
    best = None
    for lists in product(*(combinations(may, need) for may, need in zip(may_read, needs, strict=True))):
        loads = [sum(assessor in who for who in lists) for assessor in range(len(caps))]
        if all(load <= cap for load, cap in zip(loads, caps, strict=True)):
            total = sum(affinity.get((nominee, one), 0) for nominee, who in enumerate(lists) for one in who)
            total -= load_price * sum(load * (load + 1) // 2 for load in loads)
            best = total if best is None else max(best, total)
    return best
