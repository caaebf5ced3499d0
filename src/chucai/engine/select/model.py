"""What a selection is asked (candidates, rules) and what it answers."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Side = Literal["low", "high"]
LOT_BITS = 40


@dataclass(frozen=True)
class Candidate:
    """One name that may be chosen.

    `merit` is an integer (micro-units); `member_of` names the sets the rules count. `lot` decides between equal
    lists (lower first, summed over the list); 0 means "drawn": see `drawn_lot`.
    """

    id: str
    merit: int
    category: str
    member_of: frozenset[str] = frozenset()
    lot: int = 0


@dataclass(frozen=True)
class Bound:
    """Of the chosen, `low` to `high` are members of a set."""

    id: str
    members: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class ShareBound:
    """Of the chosen in `among`, a share of `low` to `high` are also in `members`. The denominator may vary (Q5).

    A share of nobody breaks no rule. `round` says how the share becomes people: "exact" compares the fractions;
    "down" lets a minimum, "up" a maximum, be missed by less than one person. `if_at_least`, `if_at_most`: the rule
    applies only while the number in `among` lies there.
    """

    id: str
    members: str
    among: str
    low: Fraction | None = None
    high: Fraction | None = None
    strict_low: bool = False
    strict_high: bool = False
    round: Literal["exact", "up", "down"] = "exact"
    if_at_least: int = 0
    if_at_most: int | None = None


@dataclass(frozen=True)
class Conditional:
    """A `Bound` that applies only while `if_at_least` <= number chosen in `if_members` <= `if_at_most` (Q8)."""

    id: str
    members: str
    if_members: str
    if_at_least: int = 0
    low: int | None = None
    high: int | None = None
    if_at_most: int | None = None


@dataclass(frozen=True)
class AtMostOne:
    """Of these names at most one is chosen (the same person alone and in a team; two who exclude each other)."""

    id: str
    ids: frozenset[str]


Rule = Bound | ShareBound | Conditional | AtMostOne


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
    """

    status: Literal["optimal", "feasible", "infeasible"]
    chosen: tuple[str, ...] = ()
    reserves: Mapping[str, tuple[str, ...]] = frozenset()  # type: ignore[assignment]
    objective: int = 0
    bound: int = 0
    tallies: tuple[Tally, ...] = ()
    displaced: tuple[Displaced, ...] = ()
    needed_by: tuple[Needed, ...] = ()
    conflict: tuple[ConflictItem, ...] = ()
    repairs: tuple[Repair, ...] = ()

    @property
    def gap(self) -> int:
        """How much better, at most, another allowed list could be."""
        return self.bound - self.objective


def drawn_lot(tie_seed: str, candidate_id: str) -> int:
    """The lot of a candidate: the first 40 bits of SHA-256 over seed and id, plus one (0 means "none given")."""
    digest = hashlib.sha256((tie_seed + candidate_id).encode()).digest()
    return int.from_bytes(digest[: LOT_BITS // 8], "big") + 1
