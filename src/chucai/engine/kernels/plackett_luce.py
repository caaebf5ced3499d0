"""Ranked ballots and choices: Plackett-Luce with each assessor's consistency; a choice of two is Bradley-Terry.

A ballot names the best first: at each place the chance of the one named is ``exp(a w)`` over the sum for all that are
left, ``w`` the worth of a nominee and ``a`` the consistency of the assessor (1 is ordinary, 0 is a lot). Severity plays
no part: it cancels within a ballot. The likelihood is concave in the worths, so Newton's maximum is the only one.

Sources: Plackett 1975; Luce 1959; Bradley & Terry 1952; Hunter 2004 (conditions for a maximum). Twin: `plain_ballots`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

MOST_STEPS = 100
MOST_ROUNDS = 200
SMALL = 1e-10
SETTLED = 1e-9
LEAST_VARIANCE = 1e-4  # of log consistency: below it assessors count as equally consistent


@dataclass(frozen=True)
class Pile:
    """Ballots of one shape: ids (B, m), the first `ranked` of them in order and the rest behind; assessor (B,)."""

    ids: Codes
    ranked: int
    assessor: Codes

    @property
    def stages(self) -> int:
        """Places at which something was chosen: the last one left is no choice."""
        return min(self.ranked, int(self.ids.shape[1]) - 1)


@dataclass(frozen=True)
class Anchor:
    """Normal knowledge from elsewhere: precision (n, n) about mean (n,), in the unit of the worths."""

    mean: Floats
    precision: Floats


@dataclass(frozen=True)
class Worths:
    """worth (n,), centred on zero unless anchored; covariance (n, n) at the consistencies found.

    log_consistency, its error and infit (J,): infit is nan where an assessor chose nothing.
    """

    worth: Floats
    covariance: Floats
    log_consistency: Floats
    infit: Floats
    log_likelihood: float
    iterations: int
    converged: bool


@dataclass
class _Sums:
    """At given worths: log-likelihood, its slope and curvature, and what it says of each assessor's consistency."""

    value: float
    slope: Floats
    curvature: Floats
    pull: Floats  # slope in log consistency (J,)
    room: Floats  # its information (J,)
    missed: Floats  # squared surprises (J,)


def piles(ballots: Sequence[tuple[int, Sequence[int], Sequence[int]]]) -> list[Pile]:
    """Ballots (assessor, ranked from the best, others behind) sorted into shapes, in a fixed order."""
    shapes: dict[tuple[int, int], list[tuple[int, ...]]] = {}
    for assessor, ranked, others in ballots:
        shape = (len(ranked) + len(others), len(ranked))
        shapes.setdefault(shape, []).append((assessor, *ranked, *sorted(others)))
    found = []
    for (_, ranked_count), rows in sorted(shapes.items()):
        table = np.array(sorted(rows), dtype=np.int64)
        found.append(Pile(table[:, 1:], ranked_count, table[:, 0]))
    return [pile for pile in found if pile.stages > 0]


def wins(ballots: Sequence[Pile], nominees: int) -> sparse.csr_array:
    """How often one stood before another (n, n)."""
    table = sparse.csr_array((nominees, nominees), dtype=np.float64)
    for pile in ballots:
        for at in range(pile.stages):
            behind = pile.ids[:, at + 1 :]
            before = np.repeat(pile.ids[:, at], behind.shape[1])
            ones = np.ones(behind.size)
            table = table + sparse.csr_array((ones, (before, behind.ravel())), shape=(nominees, nominees))
    return table.tocsr()


def groups(table: sparse.csr_array, *, both_ways: bool) -> Codes:
    """Group of each nominee (n,): joined by comparisons, or by chains of wins in both directions."""
    kind = "strong" if both_ways else "weak"
    found: Codes = csgraph.connected_components(table, directed=True, connection=kind)[1].astype(np.int64)
    return found


def fit(
    ballots: Sequence[Pile],
    nominees: int,
    assessors: int,
    *,
    consistency: bool,
    made_up: float = 0.0,
    anchor: Anchor | None = None,
) -> Worths:
    """Newton in the worths, in turn with consistencies about their mean (variance by EM).

    made_up: wins and losses, each so many, against a nominee of average worth, added for everybody.
    """
    worth = np.zeros(nominees) if anchor is None else anchor.mean.copy()
    log_a, variance = np.zeros(assessors), 0.1
    rounds, converged = 0, False
    while not converged and rounds < MOST_ROUNDS:
        rounds += 1
        before = worth, log_a
        worth, sums, settled = _newton(ballots, worth, log_a, made_up, anchor)
        if not consistency:
            converged = settled
            break
        log_a, variance = _consistencies(sums, log_a, variance)
        moved = max(float(np.abs(worth - before[0]).max()), float(np.abs(log_a - before[1]).max()))
        converged = settled and moved < SETTLED
    with np.errstate(divide="ignore", invalid="ignore"):
        infit = np.where(sums.room > 0, sums.missed / sums.room, np.nan)
    return Worths(worth, _covariance(sums, anchor), log_a, infit, sums.value, rounds, converged)


def _consistencies(sums: _Sums, log_a: Floats, variance: float) -> tuple[Floats, float]:
    """One step towards the consistencies given the worths, and the variance they show."""
    says = sums.room > 0
    precision = sums.room + 1 / variance
    moved = np.where(says, log_a + np.clip((sums.pull - log_a / variance) / precision, -0.5, 0.5), 0.0)
    if not says.any():
        return moved, variance
    moved[says] -= moved[says].mean()
    return moved, max(LEAST_VARIANCE, float((moved[says] ** 2 + 1 / precision[says]).mean()))


def _newton(
    ballots: Sequence[Pile], worth: Floats, log_a: Floats, made_up: float, anchor: Anchor | None
) -> tuple[Floats, _Sums, bool]:
    sums = _sums(ballots, worth, log_a, made_up, anchor)
    for _ in range(MOST_STEPS):
        step = np.linalg.solve(_held(sums.curvature, anchor), sums.slope)
        for _ in range(40):
            reached = _sums(ballots, worth + step, log_a, made_up, anchor)
            if reached.value >= sums.value - 1e-10 * max(1.0, abs(sums.value)):
                break
            step = step / 2
        worth = worth + step
        if anchor is None:
            worth = worth - worth.mean()
        sums = reached
        if float(np.abs(step).max()) < SMALL:
            return worth, sums, True
    return worth, sums, False


def _held(curvature: Floats, anchor: Anchor | None) -> Floats:
    """Adding the same to all worths changes nothing: without an anchor their sum is held."""
    return curvature if anchor is not None else curvature + np.ones_like(curvature) / len(curvature)


def _covariance(sums: _Sums, anchor: Anchor | None) -> Floats:
    full = np.asarray(np.linalg.inv(_held(sums.curvature, anchor)), dtype=np.float64)
    return full if anchor is not None else full - 1.0 / len(full)


def _sums(ballots: Sequence[Pile], worth: Floats, log_a: Floats, made_up: float, anchor: Anchor | None) -> _Sums:
    n, j = len(worth), len(log_a)
    sums = _Sums(0.0, np.zeros(n), np.zeros((n, n)), np.zeros(j), np.zeros(j), np.zeros(j))
    for pile in ballots:
        for at in range(pile.stages):
            _choice(sums, pile, at, worth, np.exp(log_a))
    if made_up:
        won = 1 / (1 + np.exp(-worth))
        sums.value += made_up * float((np.log(won) + np.log1p(-won)).sum())
        sums.slope += made_up * (1 - 2 * won)
        sums.curvature += np.diag(2 * made_up * won * (1 - won))
    if anchor is not None:
        pulled = anchor.precision @ (worth - anchor.mean)
        sums.value -= float((worth - anchor.mean) @ pulled) / 2
        sums.slope -= pulled
        sums.curvature += anchor.precision
    return sums


def _choice(sums: _Sums, pile: Pile, at: int, worth: Floats, consistency: Floats) -> None:
    """Add what the choice for one place says, over all ballots of a pile."""
    n = len(worth)
    left = pile.ids[:, at:]
    a = consistency[pile.assessor]
    said = a[:, None] * worth[left]
    most = said.max(axis=1, keepdims=True)
    chance = np.exp(said - most)
    total = chance.sum(axis=1, keepdims=True)
    chance /= total
    sums.value += float((said[:, 0] - most[:, 0] - np.log(total[:, 0])).sum())
    sums.slope += np.bincount(left[:, 0], a, n)
    sums.slope -= np.bincount(left.ravel(), (a[:, None] * chance).ravel(), n)
    own = np.bincount(left.ravel(), (a[:, None] ** 2 * chance).ravel(), n)
    scaled = a[:, None] * chance
    rows = np.repeat(np.arange(len(left)), left.shape[1])
    spread = sparse.csr_array((scaled.ravel(), (rows, left.ravel())), shape=(len(left), n))
    sums.curvature += np.diag(own) - (spread.T @ spread).toarray()
    mean = (chance * said).sum(axis=1)
    surprise = said[:, 0] - mean
    sums.pull += np.bincount(pile.assessor, surprise, len(sums.pull))
    sums.room += np.bincount(pile.assessor, (chance * said**2).sum(axis=1) - mean**2, len(sums.room))
    sums.missed += np.bincount(pile.assessor, surprise**2, len(sums.missed))
