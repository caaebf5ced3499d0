"""What a selection is asked (candidates, rules) and what it answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

from chucai.gates.limits import Side
from chucai.gates.proof import Proof


@dataclass(frozen=True)
class Candidate:
    """One name that may be chosen.

    `merit` is an integer (micro-units); `member_of` names the sets the rules count. `lot` decides between equal
    lists (lower first, summed over the list); 0 means "drawn": see `chucai.gates.lots.drawn_lot`.
    """

    id: str
    merit: int
    category: str
    member_of: frozenset[str] = frozenset()
    lot: int = 0


@dataclass(frozen=True)
class Nominees:
    """Candidates in columns, for large numbers: n names in any order.

    ids         n names
    merit       [n] whole numbers
    category    [n] which of `categories`
    categories  names of the categories
    member_of   set -> [n] who belongs to it
    lot         [n] or None: every lot is drawn
    """

    ids: Sequence[str]
    merit: npt.NDArray[np.int64]
    category: npt.NDArray[np.integer]
    categories: Sequence[str]
    member_of: Mapping[str, npt.NDArray[np.bool_]]
    lot: npt.NDArray[np.int64] | None = None


@dataclass(frozen=True)
class Tally:
    """One side of one rule, counted over the chosen: `count` people (of `among`), `needed` people, and the room left.

    `needed` is the least (or greatest) number the rule lets pass here; `slack` how many people are between.
    `applies` is False when the rule's condition is not met.
    """

    rule: str
    side: Side
    count: int
    among: int | None
    needed: int
    slack: int
    applies: bool


@dataclass(frozen=True)
class Displaced:
    """Left out although somebody behind in the same category was chosen.

    `rules` is a smallest set of rules of which each swap with somebody behind breaks at least one; `blocked` says for
    every rule how many of the `swaps` it blocks. `above_cut`: would be in, were there no rules.
    """

    id: str
    merit: int
    above_cut: bool
    swaps: int
    rules: tuple[str, ...]
    blocked: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Needed:
    """Chosen although somebody ahead in the same category was left out; `rules` block every swap with those."""

    id: str
    merit: int
    below_cut: bool
    ahead: int
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Equal:
    """A list as good: `into` in the place of `out`, with the same merit and every rule kept. The lot decided."""

    out: str
    into: str
    merit: int


@dataclass(frozen=True)
class ConflictItem:
    """A side of a rule that cannot hold together with the others of the conflict.

    `bound` is in people where the rule is a count, else None; `standing` is how many candidates the rule could count.
    """

    rule: str
    side: Side | Literal["exact", "include"]
    bound: int | None
    standing: int


@dataclass(frozen=True)
class Change:
    """A rule moved by `people`; `to` is the new count where the rule is a count."""

    rule: str
    side: Side | Literal["exact", "include"]
    people: int
    to: int | None


@dataclass(frozen=True)
class Repair:
    """Changes that together make the rules hold; found by solving, so at least one list satisfies them."""

    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Selection:
    """The answer.

    status     "optimal" (proven: no allowed list is better, and of equal lists none has lower lots), "feasible"
               (the time limit came first: `bound` says how much better a list could be) or "infeasible"
    chosen     ids by category, merit (best first), lot
    reserves   per category, next in line: best first, each fit to take the place of at least one chosen name
    objective  sum of the merits of the chosen; no allowed list exceeds `bound`
    proof      what anybody can check the bound with; None where a range of places could not be filled
    """

    status: Literal["optimal", "feasible", "infeasible"]
    chosen: tuple[str, ...] = ()
    reserves: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    objective: int = 0
    bound: int = 0
    tallies: tuple[Tally, ...] = ()
    displaced: tuple[Displaced, ...] = ()
    needed_by: tuple[Needed, ...] = ()
    equals: tuple[Equal, ...] = ()
    conflict: tuple[ConflictItem, ...] = ()
    repairs: tuple[Repair, ...] = ()
    proof: Proof | None = None

    @property
    def gap(self) -> int:
        """How much better, at most, another allowed list could be."""
        return self.bound - self.objective
