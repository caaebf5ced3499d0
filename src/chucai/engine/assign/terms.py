"""What is asked of an assignment over a table of allowed pairs, and the same as arrays."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.table import Pair, Table
from chucai.engine.kernels.matching_network import Network
from chucai.errors import Refused

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Fair = Literal["", "pair", "sum"]


@dataclass(frozen=True)
class Terms:
    """The terms of an assignment.

    readings      different assessors for each nominee, exactly
    low, high     least and greatest load: one for all, or by assessor (whoever is not named: 0, and any number)
    load_price    an assessor's k-th reading costs k times so much affinity: loads come out evener
    fixed         pairs that are kept, whatever they are worth
    previous      an earlier assignment: as many of its pairs as can be are kept, before affinity counts
    experts       so many of a nominee's assessors have an affinity of at least `expert_from`
    fair          "pair": first the worst pair is made as good as can be; "sum": first the worst-off nominee's sum
    blocks        assessor -> panel; `anchors` nominees of a hundred are read across panels
    connect       swap assessors until all groups are linked by readings
    units         nominee -> unit, to explain a shortage by units
    effort        of the exact solver, in its deterministic seconds (work, not time)
    seed          of the lots that decide between assignments of equal worth
    """

    readings: int
    seed: str
    low: int | Mapping[str, int] = 0
    high: int | Mapping[str, int] | None = None
    load_price: int = 0
    fixed: Collection[Pair] = ()
    previous: Collection[Pair] = ()
    experts: int = 0
    expert_from: int = 0
    fair: Fair = ""
    blocks: Mapping[str, str] = field(default_factory=dict)
    anchors: int = 3
    connect: bool = False
    units: Mapping[str, str] = field(default_factory=dict)
    effort: float = 60.0


@dataclass(frozen=True)
class Question:
    """Table and terms, checked. Rows are rows of the table; `fixed` rows are settled, `rows` [P] are to choose from."""

    table: Table
    terms: Terms
    rows: Ints
    fixed: Ints
    bonus: Ints
    low: Ints
    high: Ints

    @property
    def carried(self) -> Ints:
        """[M] readings fixed already."""
        return np.bincount(self.table.assessor[self.fixed], minlength=len(self.table.assessors)).astype(np.int64)

    @property
    def need(self) -> Ints:
        """[N] readings still to be given out."""
        given = np.bincount(self.table.nominee[self.fixed], minlength=len(self.table.nominees))
        return (self.terms.readings - given).astype(np.int64)

    def network(self, mask: Mask | None = None, side: Ints | None = None, side_room: Ints | None = None) -> Network:
        """The flow over the rows in the mask (all, if there is none)."""
        rows = self.rows if mask is None else self.rows[mask]
        carried = self.carried
        return Network(
            nominee=self.table.nominee[rows],
            assessor=self.table.assessor[rows],
            cost=-(self.table.affinity[rows] + self.bonus[rows]),
            need=self.need,
            room=np.minimum(self.high - carried, len(self.table.nominees)),
            carried=carried,
            load_price=self.terms.load_price,
            side=np.full(len(rows), -1, dtype=np.int64) if side is None else side,
            side_room=np.zeros(0, dtype=np.int64) if side_room is None else side_room,
            low=np.maximum(self.low - carried, 0),
        )

    def lots(self, rows: Ints) -> Ints:
        """Of each pair, from the two ids and the seed alone."""
        nominee = _words(self.terms.seed, "nominee", self.table.nominees)[self.table.nominee[rows]]
        assessor = _words(self.terms.seed, "assessor", self.table.assessors)[self.table.assessor[rows]]
        with np.errstate(over="ignore"):  # the finaliser of splitmix64 (Steele, Lea, Flood 2014)
            word = nominee ^ assessor
            word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((word ^ (word >> np.uint64(31))) >> np.uint64(24)).astype(np.int64)


def _words(seed: str, role: str, ids: tuple[str, ...]) -> npt.NDArray[np.uint64]:
    digests = (hashlib.sha256(f"{seed}\0{role}\0{name}".encode()).digest()[:8] for name in ids)
    return np.array([int.from_bytes(digest, "big") for digest in digests], dtype=np.uint64)


def question(table: Table, terms: Terms) -> Question:
    """Check the terms against the table. Raises `Refused` naming what is wrong."""
    if terms.readings < 1:
        raise Refused("assignment-readings-wrong", readings=terms.readings)
    if not 0 <= terms.experts <= terms.readings:
        raise Refused("assignment-experts-wrong", experts=terms.experts, readings=terms.readings)
    if terms.load_price < 0:
        raise Refused("assignment-load-price-wrong", price=terms.load_price)
    low, high = _each(table, terms.low, 0), _each(table, terms.high, len(table.nominees))
    for at in np.flatnonzero((low < 0) | (low > high))[:1].tolist():
        raise Refused("assignment-loads-wrong", assessor=table.assessors[at], low=int(low[at]), high=int(high[at]))
    fixed = _fixed(table, terms)
    rows = np.setdiff1d(np.arange(len(table.nominee)), fixed, assume_unique=True)
    before = table.find(sorted(set(terms.previous)))
    made = Question(table, terms, rows, fixed, _bonus(table, terms, before[before >= 0]), low, high)
    _check_fixed(made)
    return made


def _each(table: Table, given: int | Mapping[str, int] | None, default: int) -> Ints:
    if isinstance(given, Mapping):
        return np.array([given.get(judge, default) for judge in table.assessors], dtype=np.int64)
    return np.full(len(table.assessors), default if given is None else given, dtype=np.int64)


def _fixed(table: Table, terms: Terms) -> Ints:
    wanted = sorted(set(terms.fixed))
    rows = table.find(wanted)
    for at in np.flatnonzero(rows < 0)[:1].tolist():
        code = "assignment-pair-unknown" if rows[at] == -2 else "assignment-fixed-pair-barred"
        raise Refused(code, nominee=wanted[at][0], assessor=wanted[at][1])
    return np.sort(rows)


def _bonus(table: Table, terms: Terms, before: Ints) -> Ints:
    """[rows of the table] so much for each pair of before that no affinity and no load outweighs it."""
    bonus = np.zeros(len(table.nominee), dtype=np.int64)
    if len(before):
        total = terms.readings * len(table.nominees)
        spread = int(table.affinity.max(initial=0)) - min(0, int(table.affinity.min(initial=0)))
        heavy = total * (spread + terms.load_price * total) + 1
        if heavy * total > 2**62:
            raise Refused("assignment-affinity-too-large", largest=spread)
        bonus[before] = heavy
    return bonus


def _check_fixed(asked: Question) -> None:
    table, terms = asked.table, asked.terms
    for at in np.flatnonzero(asked.need < 0)[:1].tolist():
        count = int(terms.readings - asked.need[at])
        raise Refused("assignment-fixed-too-many", nominee=table.nominees[at], fixed=count, readings=terms.readings)
    for at in np.flatnonzero(asked.carried > asked.high)[:1].tolist():
        count, cap = int(asked.carried[at]), int(asked.high[at])
        raise Refused("assignment-fixed-over-load", assessor=table.assessors[at], fixed=count, load=cap)
