"""Slow and obvious twin of `rating_scale`: one parameter at a time, a whole table of chances for each, until all rest.

Source: Linacre 1989 (joint maximum likelihood by cycles of one-dimensional Newton steps).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Mark = tuple[int, int, int, int]  # nominee, assessor, criterion, category


def chances(logit: float, thresholds: Sequence[float]) -> list[float]:
    """Chance of each category."""
    weights, total = [1.0], 0.0
    for threshold in thresholds:
        total += logit - threshold
        weights.append(math.exp(total))
    return [weight / sum(weights) for weight in weights]


class PlainRatingScale:
    """The fit as lists: nominee, assessor, criterion, threshold. No level may have extreme marks only."""

    def __init__(self, marks: Sequence[Mark], cycles: int = 400) -> None:
        self.marks = list(marks)
        sizes = [1 + max(mark[facet] for mark in marks) for facet in range(4)]
        self.facets = [[0.0] * size for size in sizes[:3]]
        self.threshold = [0.0] * (sizes[3] - 1)
        for _ in range(cycles):
            if self._cycle() < 1e-12:
                break

    def logit(self, mark: Mark) -> float:
        nominee, assessor, criterion = self.facets
        return nominee[mark[0]] - assessor[mark[1]] - criterion[mark[2]]

    def log_likelihood(self) -> float:
        return sum(math.log(chances(self.logit(mark), self.threshold)[mark[3]]) for mark in self.marks)

    def _cycle(self) -> float:
        moved = 0.0
        for facet, sign in enumerate((1, -1, -1)):
            for level in range(len(self.facets[facet])):
                mine = [mark for mark in self.marks if mark[facet] == level]
                step = self._step(mine, sign)
                self.facets[facet][level] += step
                moved = max(moved, abs(step))
            self._centre(facet, sign)
        for k in range(len(self.threshold)):
            at_least = [sum(chances(self.logit(mark), self.threshold)[k + 1 :]) for mark in self.marks]
            seen = sum(mark[3] > k for mark in self.marks)
            step = (sum(at_least) - seen) / sum(p * (1 - p) for p in at_least)
            self.threshold[k] += step
            moved = max(moved, abs(step))
        return moved

    def _step(self, marks: Sequence[Mark], sign: int) -> float:
        gap = information = 0.0
        for mark in marks:
            chance = chances(self.logit(mark), self.threshold)
            mean = sum(k * p for k, p in enumerate(chance))
            information += sum(k * k * p for k, p in enumerate(chance)) - mean**2
            gap += mark[3] - mean
        return sign * gap / information

    def _centre(self, facet: int, sign: int) -> None:
        mean = sum(self.facets[facet]) / len(self.facets[facet])
        self.facets[facet] = [value - mean for value in self.facets[facet]]
        self.threshold = [value - sign * mean for value in self.threshold]
