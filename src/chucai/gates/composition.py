"""Memberships that composition rules count, and the count itself: no solver, only addition.

A nomination carries the names of the sets it belongs to (`sets_of`), never the attributes behind them. From these
and the unit tree every list can be re-counted by anybody (`count`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from chucai.charter.model import Charter
from chucai.charter.predicate import Facts, Moments, holds
from chucai.charter.rules import Pool, Rule
from chucai.charter.stages import Stage
from chucai.gates.model import Nomination, Tree


@dataclass(frozen=True, slots=True)
class Count:
    """One rule (for one unit or value where it says `each`) on one list: how many counted, among how many."""

    rule: str
    each: str | None
    among: int
    counted: int
    low: int | None
    high: int | None
    binding: bool = True

    @property
    def holds(self) -> bool:
        return (self.low is None or self.counted >= self.low) and (self.high is None or self.counted <= self.high)


def sets_of(charter: Charter, facts: Facts, moments: Moments) -> tuple[str, ...]:
    """The names of all sets a nominee with these attributes belongs to, sorted.

    `facts` holds the attributes and, beside them, `category`, `unit` and `theme`. Sets: ``rule:among``,
    ``rule:count``, ``attribute=value`` where a rule says each, ``pool:id``, ``body:id`` (is to be asked),
    ``asked:attribute``.
    """
    pools = [
        pool for pool in charter.pools if facts.get("category") == pool.category and holds(pool.where, facts, moments)
    ]
    outside = {rule for pool in pools for rule in pool.outside}
    found = {f"pool:{pool.id}" for pool in pools}
    for rule in charter.rules:
        if rule.id not in outside and holds(rule.among, facts, moments):
            found.add(f"{rule.id}:among")
            if holds(rule.count, facts, moments):
                found.add(f"{rule.id}:count")
    found.update(f"{name}={facts[name]}" for name in _counted_each(charter) if facts.get(name) is not None)
    found.update(f"body:{name}" for name, body in charter.bodies.items() if holds(body.about, facts, moments))
    votes = (stage.vote for stage in charter.stages if stage.vote and stage.vote.only_if)
    found.update(f"asked:{vote.only_if}" for vote in votes if facts.get(vote.only_if or "") is True)
    return tuple(sorted(found))


def _counted_each(charter: Charter) -> set[str]:
    return {rule.each.partition("@")[2] for rule in charter.rules if rule.each and rule.each.startswith("attribute@")}


def count(charter: Charter, tree: Tree, chosen: Sequence[Nomination]) -> tuple[Count, ...]:
    """Every rule of the charter on a list of nominations, in the charter's order."""
    return tuple(line for rule in charter.rules for line in _count_rule(charter, tree, rule, chosen))


def short_pools(charter: Charter, stage: Stage, chosen: Sequence[Nomination]) -> frozenset[str]:
    """Pools that have fewer of their own on a list than the places ring-fenced for them (N8), where rules bind."""
    if not stage.composition:
        return frozenset()
    return frozenset(pool.id for pool in charter.pools if in_pool(pool, chosen) < pool_places(pool, stage))


def in_pool(pool: Pool, chosen: Iterable[Nomination]) -> int:
    return sum(f"pool:{pool.id}" in nomination.sets for nomination in chosen)


def pool_places(pool: Pool, stage: Stage) -> int:
    """Places ring-fenced at a stage, which may keep more names than there are places."""
    return ceil(pool.places * stage.keep)


def broken(charter: Charter, tree: Tree, chosen: Sequence[Nomination]) -> tuple[Count, ...]:
    """The binding rules that a list does not keep."""
    return tuple(line for line in count(charter, tree, chosen) if line.binding and not line.holds)


def _count_rule(charter: Charter, tree: Tree, rule: Rule, chosen: Sequence[Nomination]) -> Iterator[Count]:
    among = [nomination for nomination in chosen if f"{rule.id}:among" in nomination.sets]
    counted = [nomination for nomination in among if f"{rule.id}:count" in nomination.sets]
    if rule.each is None:
        yield _line(rule, None, len(among), len(counted))
        return
    totals = Counter(_keys(tree, rule.each, among))
    hits = Counter(_keys(tree, rule.each, counted))
    for key in each_keys(charter, tree, rule.each, totals):
        yield _line(rule, key, totals[key], hits[key])


def _keys(tree: Tree, each: str, chosen: Iterable[Nomination]) -> Iterator[str]:
    for nomination in chosen:
        key = key_of(tree, each, nomination)
        if key is not None:
            yield key


def key_of(tree: Tree, each: str, nomination: Nomination) -> str | None:
    """Which part of an `each` a nomination falls into: a unit of the tier, or a value of the attribute."""
    kind, _, name = each.partition("@")
    if kind == "unit":
        return tree.ancestor(nomination.unit, name)
    prefix = f"{name}="
    return next((entry.removeprefix(prefix) for entry in nomination.sets if entry.startswith(prefix)), None)


def each_keys(charter: Charter, tree: Tree, each: str, seen: Iterable[str]) -> list[str]:
    """All parts an `each` has: every unit of the tier, every choice or theme, and what was met besides."""
    kind, _, name = each.partition("@")
    if kind == "unit":
        known = {unit.id for unit in tree.units.values() if unit.tier == name}
    else:
        known = set(charter.themes) if name == "theme" else set(charter.attributes[name].of)
    return sorted(known | set(seen))


def _line(rule: Rule, key: str | None, among: int, counted: int) -> Count:
    low, high = bounds(rule, among)
    return Count(rule.id, key, among, counted, low, high, not rule.report_only)


def bounds(rule: Rule, among: int) -> tuple[int | None, int | None]:
    """The fewest and the most that may be counted, for a denominator of `among` (Q3: rounding as the rule says)."""
    condition = rule.if_among
    if condition and not (
        (condition.at_least or 0) <= among and (condition.at_most is None or among <= condition.at_most)
    ):
        return None, None
    lows, highs = [rule.at_least], [rule.at_most]
    if rule.share_at_least is not None:
        lows.append((floor if rule.round == "down" else ceil)(rule.share_at_least * among))
    if rule.share_above is not None and among:  # a share of nobody breaks no rule
        lows.append(floor(rule.share_above * among) + 1)
    if rule.share_at_most is not None:
        highs.append((ceil if rule.round == "up" else floor)(rule.share_at_most * among))
    low = [bound for bound in lows if bound is not None]
    high = [bound for bound in highs if bound is not None]
    return max(low, default=None), min(high, default=None)
