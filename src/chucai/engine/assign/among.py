"""`assign_among`: the best assignment among allowed pairs, proved, linked and described."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.fair import fair_by_sum, worst_pair
from chucai.engine.assign.lack import refuse_lack, refuse_shortage
from chucai.engine.assign.limits import limited
from chucai.engine.assign.model import MICRO, Assignment, Proof
from chucai.engine.assign.table import Table
from chucai.engine.assign.terms import Question, Terms, question
from chucai.engine.kernels.matching import flow, settled
from chucai.engine.kernels.matching_join import Pool, join
from chucai.engine.kernels.matching_network import Network, laid_out, priced
from chucai.engine.kernels.matching_proof import most, potentials, prices_of
from chucai.engine.kernels.matching_spread import components, spread
from chucai.errors import Refused

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Found:
    """Rows of the table used; the bound on their worth, bonus included; how it was proved."""

    rows: Ints
    bound: int
    proof: Proof
    proven: bool = True
    floor_bound: int | None = None


def assign_among(table: Table, terms: Terms) -> Assignment:
    """The assignment of the greatest worth (affinity less the price of loads) that keeps the terms, with its proof.

    In this order: fixed pairs; the worst-off (`fair`); as many previous pairs as can be; worth; lots. The order of the
    input never matters. Raises Refused("assignment-infeasible") and ("assignment-units-short") naming nominations that
    cannot get their readings, ("assignment-loads-idle") when the least loads cannot be met, and a code of its own for
    each kind of faulty input.
    """
    asked = question(table, terms)
    refuse_shortage(asked)
    anchors = _anchors(asked)
    try:
        found = _found(asked, anchors)
        if found is None and len(anchors):
            anchors = anchors[:0]
            found = _found(asked, anchors)
    except OverflowError:
        raise Refused("assignment-affinity-too-large", largest=int(np.abs(table.affinity).max())) from None
    if found is None:
        refuse_lack(asked)
        raise Refused("assignment-terms-too-tight", experts=terms.experts, low=int(asked.low.max(initial=0)))
    rows, swaps = _linked(asked, found, anchors) if terms.connect else (found.rows, 0)
    return _described(asked, found, rows, swaps, anchors)


def _anchors(asked: Question) -> Ints:
    """Nominees with the lowest lots, when assessors come in panels."""
    panels = set(asked.terms.blocks.values())
    if len(panels) < 2 or asked.terms.anchors <= 0:
        return np.zeros(0, dtype=np.int64)
    nominees = len(asked.table.nominees)
    count = min(nominees, max(1, nominees * asked.terms.anchors // 100))
    first = np.searchsorted(asked.table.nominee, np.arange(nominees))
    lots = asked.lots(np.minimum(first, len(asked.table.nominee) - 1))
    return np.sort(np.argsort(lots, kind="stable")[:count])


def _found(asked: Question, anchors: Ints) -> Found | None:
    threshold = worst_pair(asked) if asked.terms.fair == "pair" else None
    mask = np.ones(len(asked.rows), dtype=bool)
    if threshold is not None:
        mask &= asked.table.affinity[asked.rows] >= threshold
    network, mask = limited(asked, mask, anchors)
    if asked.terms.fair == "sum":
        return _fair(asked, network, mask)
    layout = laid_out(network)
    first = flow(layout)
    if first is None:
        return None
    potential = potentials(layout, first)
    proof = Proof(prices_of(network, potential), threshold)
    best = settled(layout, first, potential, asked.lots(asked.rows[mask]))
    rows = np.sort(np.concatenate([asked.rows[mask][best[: layout.pairs] > 0], asked.fixed]))
    return Found(rows, most(network, proof.prices), proof)


def _fair(asked: Question, network: Network, mask: Mask) -> Found | None:
    won = fair_by_sum(asked, network, asked.rows[mask])
    if won is None:
        return None
    rows = np.sort(np.concatenate([asked.rows[mask][won.used], asked.fixed]))
    return Found(rows, won.bound, won.proof, won.proven, won.floor_bound)


def _linked(asked: Question, found: Found, anchors: Ints) -> tuple[Ints, int]:
    """Groups linked by swaps that leave alone what was asked for: fixed pairs, anchors, floors, experts."""
    table, terms = asked.table, asked.terms
    stuck = np.isin(table.nominee, anchors)
    stuck[asked.fixed] = True
    if found.proof.threshold is not None:
        stuck |= table.affinity < found.proof.threshold
    pool = Pool(
        table.nominee,
        table.assessor,
        table.affinity + asked.bonus,
        stuck,
        table.affinity,
        table.affinity >= terms.expert_from,
        found.proof.floor,
        terms.experts,
    )
    return join(pool, found.rows)


def _described(asked: Question, found: Found, rows: Ints, swaps: int, anchors: Ints) -> Assignment:
    table = asked.table
    nominee, assessor, affinity = table.nominee[rows], table.assessor[rows], table.affinity[rows]
    loads = np.bincount(assessor, minlength=len(table.assessors))
    sums = np.zeros(len(table.nominees), dtype=np.int64)
    np.add.at(sums, nominee, affinity)
    expected = spread(nominee, assessor)
    settled_rows = int(table.affinity[asked.fixed].sum())
    network = asked.network()
    price = priced(network, loads - asked.carried)
    objective = int(affinity.sum()) - price
    bonus = int(asked.bonus[rows].sum()) - int(asked.bonus[asked.fixed].sum())
    bound = found.bound - bonus + settled_rows
    first = found.bound == objective + bonus - settled_rows
    return Assignment(
        pairs=tuple(
            (table.nominees[at], table.assessors[by])
            for at, by in zip(nominee.tolist(), assessor.tolist(), strict=True)
        ),
        loads=dict(zip(table.assessors, loads.tolist(), strict=True)),
        components=components(nominee, assessor)[0],
        idle=tuple(table.assessors[by] for by in np.flatnonzero(loads == 0).tolist()),
        severity_variance=None if expected is None else round(expected.severity * MICRO),
        merit_se=None if expected is None else round(expected.merit**0.5 * MICRO),
        affinity=int(affinity.sum()),
        anchors=tuple(table.nominees[at] for at in anchors.tolist()),
        objective=objective,
        bound=bound,
        status="not-proven" if not found.proven else "optimal" if first else "linked",
        worst=int(sums.min()) if len(sums) else 0,
        worst_bound=found.floor_bound,
        worst_pair=int(affinity.min()) if len(affinity) else 0,
        swaps=swaps,
        kept=len(set(asked.terms.previous) & set(_pairs_of(table, rows))) if asked.terms.previous else 0,
        removed=table.removed,
        proof=found.proof,
    )


def _pairs_of(table: Table, rows: Ints) -> list[tuple[str, str]]:
    return [table.named(row) for row in rows.tolist()]
