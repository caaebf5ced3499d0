"""An assignment counted again, and its proof: no solver is imported here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.limits import limited
from chucai.engine.assign.model import Assignment, Proof
from chucai.engine.assign.table import Table
from chucai.engine.assign.terms import Question, Terms, question
from chucai.engine.kernels.matching_network import priced
from chucai.engine.kernels.matching_proof import Floors, most, most_above

Ints = npt.NDArray[np.int64]


def faults(table: Table, terms: Terms, assignment: Assignment) -> tuple[str, ...]:
    """What is wrong with an assignment under these terms, as codes with names; empty when all holds.

    Checked: every pair allowed and once; readings exact; loads within bounds; fixed pairs kept; experts; sums, loads,
    worst-off and objective as stated; and `bound` really a bound, by the prices of
    the proof (with `fair="sum"` to within `proof.searched`, which is the exact solver's word).
    """
    return tuple(_faults(question(table, terms), assignment))


def _faults(asked: Question, assignment: Assignment) -> Iterator[str]:
    table = asked.table
    rows = table.find(assignment.pairs)
    yield from (f"pair-not-allowed {n} {a}" for (n, a), row in zip(assignment.pairs, rows, strict=True) if row < 0)
    yield from (f"pair-twice {n} {a}" for (n, a), times in Counter(assignment.pairs).items() if times > 1)
    rows = np.unique(rows[rows >= 0])
    yield from (f"fixed-pair-missing {' '.join(table.named(row))}" for row in np.setdiff1d(asked.fixed, rows).tolist())
    yield from _count_faults(asked, assignment, rows)
    yield from _sum_faults(asked, assignment, rows)
    yield from _bound_faults(asked, assignment, rows)


def _count_faults(asked: Question, assignment: Assignment, rows: Ints) -> Iterator[str]:
    table, terms = asked.table, asked.terms
    readings = np.bincount(table.nominee[rows], minlength=len(table.nominees))
    loads = np.bincount(table.assessor[rows], minlength=len(table.assessors))
    for at in np.flatnonzero(readings != terms.readings).tolist():
        yield f"readings-wrong {table.nominees[at]} {readings[at]}"
    for at in np.flatnonzero((loads < asked.low) | (loads > asked.high)).tolist():
        yield f"load-out-of-bounds {table.assessors[at]} {loads[at]}"
    if dict(zip(table.assessors, loads.tolist(), strict=True)) != assignment.loads:
        yield "loads-misstated"
    if terms.experts:
        strong = rows[table.affinity[rows] >= terms.expert_from]
        count = np.bincount(table.nominee[strong], minlength=len(table.nominees))
        yield from (f"experts-missing {table.nominees[at]}" for at in np.flatnonzero(count < terms.experts).tolist())


def _sum_faults(asked: Question, assignment: Assignment, rows: Ints) -> Iterator[str]:
    table = asked.table
    affinity = int(table.affinity[rows].sum())
    loads = np.bincount(table.assessor[rows], minlength=len(table.assessors))
    price = priced(asked.network(), loads - asked.carried)
    if affinity != assignment.affinity or affinity - price != assignment.objective:
        yield "objective-misstated"
    sums = np.zeros(len(table.nominees), dtype=np.int64)
    np.add.at(sums, table.nominee[rows], table.affinity[rows])
    if len(sums) and int(sums.min()) != assignment.worst:
        yield "worst-misstated"


def _bound_faults(asked: Question, assignment: Assignment, rows: Ints) -> Iterator[str]:
    proof = assignment.proof
    if proof is None or assignment.bound is None:
        return
    bonus = int(asked.bonus[np.setdiff1d(rows, asked.fixed)].sum())
    try:
        proved = _proved(asked, proof, assignment) - bonus + int(asked.table.affinity[asked.fixed].sum())
    except (ValueError, OverflowError, IndexError):
        yield "proof-broken"
        return
    if proved > assignment.bound + proof.searched:
        yield "bound-not-proved"
    if assignment.objective > assignment.bound:
        yield "bound-exceeded"
    if assignment.status == "optimal" and assignment.objective != assignment.bound:
        yield "not-optimal"


def _proved(asked: Question, proof: Proof, assignment: Assignment) -> int:
    """What no assignment under the same terms is worth more than, computed from the prices."""
    table = asked.table
    number = {name: at for at, name in enumerate(table.nominees)}
    anchors = np.array(sorted(number[name] for name in assignment.anchors), dtype=np.int64)
    mask = np.ones(len(asked.rows), dtype=bool)
    if proof.threshold is not None:
        mask = table.affinity[asked.rows] >= proof.threshold
    network, mask = limited(asked, mask, anchors)
    if proof.floor is None:
        return most(network, proof.prices)
    given = np.zeros(len(table.nominees), dtype=np.int64)
    np.add.at(given, table.nominee[asked.fixed], table.affinity[asked.fixed])
    floors = Floors(table.affinity[asked.rows[mask]], proof.floor - given)
    return most_above(network, floors, proof.floor_prices, proof.parts, proof.prices)
