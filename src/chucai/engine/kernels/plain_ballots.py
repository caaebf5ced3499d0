"""Slow and obvious twin of `plackett_luce`: the likelihood as it is told, and its maximum by Hunter's MM steps.

Source: Hunter 2004, MM algorithms for generalized Bradley-Terry models.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

Ballot = tuple[Sequence[int], Sequence[int]]  # ranked from the best; others, behind all of them


def log_likelihood(ballots: Sequence[Ballot], worth: Sequence[float]) -> float:
    """Of ballots whose assessors are all equally consistent."""
    total = 0.0
    for ranked, others in ballots:
        left = [*ranked, *others]
        for chosen in ranked:
            total += worth[chosen] - math.log(sum(math.exp(worth[k]) for k in left))
            left.remove(chosen)
    return total


def worths(ballots: Sequence[Ballot], nominees: int, cycles: int = 20_000) -> list[float]:
    """Log strengths that sum to zero: each strength is its number of choices over what it was up against."""
    strength = [1.0] * nominees
    for _ in range(cycles):
        chosen, against = [0.0] * nominees, [0.0] * nominees
        for ranked, others in ballots:
            left = [*ranked, *others]
            for winner in ranked[: len(left) - 1]:
                chosen[winner] += 1
                total = sum(strength[k] for k in left)
                for k in left:
                    against[k] += 1 / total
                left.remove(winner)
        new = [c / a for c, a in zip(chosen, against, strict=True)]
        scale = math.exp(sum(map(math.log, new)) / nominees)
        new = [value / scale for value in new]
        if max(abs(math.log(a / b)) for a, b in zip(new, strength, strict=True)) < 1e-13:
            break
        strength = new
    return [math.log(value) for value in strength]
