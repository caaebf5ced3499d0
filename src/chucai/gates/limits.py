"""Rules on a list as integer rows: every side of every rule is one sum of whole numbers against one whole number.

The solver and those who check it read the rules here, so that they mean the same by them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

Side = Literal["low", "high"]
Standing = Literal["statute", "policy", "wish"]  # what is relaxed last stands first
Sets = frozenset[str]


@dataclass(frozen=True)
class Bound:
    """Of the chosen, `low` to `high` are members of a set."""

    id: str
    members: str
    low: int | None = None
    high: int | None = None
    standing: Standing = "policy"


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
    standing: Standing = "policy"


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
    standing: Standing = "policy"


@dataclass(frozen=True)
class AtMostOne:
    """Of these names at most one is chosen (the same person alone and in a team; two who exclude each other)."""

    id: str
    ids: frozenset[str]
    standing: Standing = "policy"


Rule = Bound | ShareBound | Conditional | AtMostOne


@dataclass(frozen=True)
class Guard:
    """The row counts only while `at_least` <= number chosen in all of `sets` <= `at_most`."""

    sets: Sets
    at_least: int = 0
    at_most: int | None = None

    def open(self, count: int) -> bool:
        return self.at_least <= count and (self.at_most is None or count <= self.at_most)


@dataclass(frozen=True)
class Limit:
    """sum(weight * number chosen in all of `sets`) >= bound (side "low") or <= bound (side "high").

    The first term counts the members; a second one, with a share, the denominator: a share p/q of at least so much is
    q*members - p*among >= 0. One person moves the sum by `person`.
    """

    rule: str
    side: Side
    terms: tuple[tuple[Sets, int], ...]
    bound: int
    guard: Guard | None = None
    standing: Standing = "policy"

    @property
    def person(self) -> int:
        return self.terms[0][1]

    @property
    def is_count(self) -> bool:
        return len(self.terms) == 1

    def holds(self, total: int, guarded: int = 0) -> bool:
        """`total` is the weighted sum, `guarded` the number in the guard's sets."""
        if self.guard and not self.guard.open(guarded):
            return True
        return total >= self.bound if self.side == "low" else total <= self.bound

    def needed(self, among: int) -> int:
        """The bound in people, given the denominator."""
        rest = self.bound - (self.terms[1][1] * among if len(self.terms) > 1 else 0)
        return -(-rest // self.person) if self.side == "low" else rest // self.person

    def moved(self, people: int) -> Limit:
        """Relaxed by so many people."""
        step = people * self.person
        return replace(self, bound=self.bound - step if self.side == "low" else self.bound + step)


def limits_of(rules: Iterable[Rule]) -> tuple[Limit, ...]:
    """Both sides of every rule, ordered by rule id, so that the order of the input never matters.

    One rule may come in several parts (a count and a share) under the same id.
    """
    ordered = sorted(rules, key=lambda rule: (rule.id, repr(rule)))
    return tuple(limit for rule in ordered for limit in _limits(rule))


def group_set(rule: AtMostOne) -> str:
    """The set that stands for "one of these names"; no set given by a user can have this name."""
    return f"\0{rule.id}"


def _limits(rule: Rule) -> Iterator[Limit]:
    match rule:
        case Bound():
            yield from _counts(rule, rule.members, rule.low, rule.high, None)
        case Conditional():
            guard = Guard(frozenset({rule.if_members}), rule.if_at_least, rule.if_at_most)
            yield from _counts(rule, rule.members, rule.low, rule.high, guard)
        case ShareBound():
            yield from _shares(rule)
        case AtMostOne():
            yield from _counts(rule, group_set(rule), None, 1, None)


def _counts(rule: Rule, members: str, low: int | None, high: int | None, guard: Guard | None) -> Iterator[Limit]:
    term = ((frozenset({members}), 1),)
    if low is not None:
        yield Limit(rule.id, "low", term, low, guard, rule.standing)
    if high is not None:
        yield Limit(rule.id, "high", term, high, guard, rule.standing)


def _shares(rule: ShareBound) -> Iterator[Limit]:
    if rule.low is not None:
        lenient = rule.low.denominator - 1 if rule.round == "down" else 0
        bound = 1 if rule.strict_low else -lenient
        yield _share(rule, "low", rule.low, bound, rule.strict_low)
    if rule.high is not None:
        lenient = rule.high.denominator - 1 if rule.round == "up" else 0
        bound = -1 if rule.strict_high else lenient
        yield _share(rule, "high", rule.high, bound, rule.strict_high)


def _share(rule: ShareBound, side: Side, share: Fraction, bound: int, strict: bool) -> Limit:
    among = frozenset({rule.among})
    terms = ((among | {rule.members}, share.denominator), (among, -share.numerator))
    at_least = max(rule.if_at_least, 1 if strict else 0)  # a strict share of nobody would be 0 > 0
    guard = Guard(among, at_least, rule.if_at_most) if at_least > 0 or rule.if_at_most is not None else None
    return Limit(rule.id, side, terms, bound, guard, rule.standing)


def asked_sets(limit: Limit) -> list[Sets]:
    """What the limit asks about people: whoever agrees in these is alike to it."""
    return [sets for sets, _ in limit.terms] + ([limit.guard.sets] if limit.guard else [])


def count_in(sets: Sets, memberships: Sequence[Sets]) -> int:
    """How many of the given (chosen) people are in all of `sets`."""
    return sum(sets <= member_of for member_of in memberships)
