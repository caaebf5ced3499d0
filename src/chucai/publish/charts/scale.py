"""From values to places on paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Scale:
    """Whole numbers `low` to `high` laid out from `start` to `end` (which may be the smaller, for axes that go up)."""

    low: int
    high: int
    start: float
    end: float

    def at(self, value: float) -> float:
        share = (value - self.low) / ((self.high - self.low) or 1)
        return self.start + share * (self.end - self.start)

    def within(self, value: int) -> float:
        """Like `at`, but never off the paper."""
        return self.at(min(max(value, self.low), self.high))

    def ticks(self, about: int) -> list[int]:
        """Round values within the scale, about so many of them."""
        step = _round_step(max(1, (self.high - self.low) // max(1, about)))
        first = -(-self.low // step) * step
        return list(range(first, self.high + 1, step))


def around(values: Iterable[int], start: float, end: float, margin: int = 40) -> Scale:
    """A scale that holds all values with one `margin`-th of their range to spare on each side."""
    found = list(values)
    low, high = min(found, default=0), max(found, default=1)
    spare = max(1, (high - low) // margin)
    return Scale(low - spare, high + spare, start, end)


def _round_step(least: int) -> int:
    power = 1
    while True:
        for step in _STEPS:
            if step * power >= least:
                return step * power
        power *= 10
