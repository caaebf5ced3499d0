"""Composition rules together: whether any list at all could fill the places, and if not, which rules are to blame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import ceil, floor

from chucai.charter.checks.cells import Bound, Cell, bounds_of, cells_of
from chucai.charter.checks.whole import Row, solvable
from chucai.charter.faults import Fault, fault, warning
from chucai.charter.model import Charter
from chucai.charter.rules import Condition, Pool, Rule

SYSTEMS = 64  # ways in which conditional rules may or may not bind
SMALLER = 300  # smaller sets of rules tried before the one at hand is told

Rows = tuple[Row, ...]
Ways = tuple[Rows, ...]  # the rows of one rule, or of another way to keep it


def check(charter: Charter) -> Iterator[Fault]:
    """Faults of the rules taken together; run only when each rule is in order by itself."""
    bounds = bounds_of(charter)
    if not bounds and not charter.pools:
        return
    cells = cells_of(charter, bounds)
    if cells is None:
        yield warning("composition-not-checked", "rule")
        return
    system = System(charter, bounds, cells)
    blamed = system.blamed()
    if blamed is not None:
        path = f"rule[{charter.rules.index(blamed[0])}]" if blamed else "pool"
        names = ", ".join(rule.id for rule in blamed)
        yield fault("places-cannot-be-filled", path, rules=names, sums=system.sums(blamed))


@dataclass(frozen=True)
class System:
    """All bounds over the cells; `blamed` finds a smallest set of rules that no list can keep."""

    charter: Charter
    bounds: Sequence[Bound]
    cells: Sequence[Cell]

    def blamed(self) -> tuple[Rule, ...] | None:
        """None when some list keeps every rule (or when the search could not tell)."""
        rules = tuple(dict.fromkeys(bound.rule for bound in self.bounds))
        if not self._impossible(rules):
            return None
        for rule in rules:
            rest = tuple(each for each in rules if each != rule)
            if self._impossible(rest):
                rules = rest
        return self._smallest(rules)

    def _smallest(self, found: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """A set of fewest rules: dropping one rule at a time stops at a set that need not be the smallest."""
        rules = tuple(dict.fromkeys(bound.rule for bound in self.bounds))
        tries = 0
        for size in range(len(found)):
            for few in combinations(rules, size):
                tries += 1
                if tries > SMALLER:
                    return found
                if self._impossible(few):
                    return few
        return found

    def _impossible(self, rules: Sequence[Rule]) -> bool:
        fixed = self._places()
        ways = [self._ways(n, bound) for n, bound in enumerate(self.bounds) if bound.rule in rules]
        several = [way for way in ways if len(way) > 1]
        if 2 ** len(several) > SYSTEMS:
            return False
        fixed += [row for way in ways if len(way) == 1 for row in way[0]]
        sums = [weights for n in range(len(self.bounds)) for weights in self._sums(n)]
        return all(
            solvable([*fixed, *(row for rows in choice for row in rows)], len(self.cells), sums) is False
            for choice in product(*several)
        )

    def _places(self) -> list[Row]:
        rows = []
        for name, category in self.charter.categories.items():
            if category.places is not None:
                weights = tuple(int(cell.category == name) for cell in self.cells)
                rows.append(Row(weights, "<=" if category.may_leave_empty else "==", category.places))
        ring_fenced = (
            pool for pool in self.charter.pools if not self.charter.categories[pool.category].may_leave_empty
        )
        return rows + [Row(self._inside(pool), ">=", pool.places) for pool in ring_fenced]

    def _inside(self, pool: Pool) -> tuple[int, ...]:
        return tuple(int(pool.id in cell.pools) for cell in self.cells)

    def known(self, n: int) -> int | None:
        """The denominator of a bound, where the places alone fix it."""
        total = 0
        for name, category in self.charter.categories.items():
            inside = {cell.among[n] for cell in self.cells if cell.category == name}
            if inside == {True} and category.places is not None and not category.may_leave_empty:
                total += category.places
            elif True in inside:
                return None
        return total

    def _sums(self, n: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Which cells a bound has in its denominator, and which it counts."""
        return tuple(int(cell.among[n]) for cell in self.cells), tuple(int(cell.counted[n]) for cell in self.cells)

    def _ways(self, n: int, bound: Bound) -> Ways:
        among, counted = self._sums(n)
        known = self.known(n)
        if known is not None:
            low, high = limits(bound.rule, known)
            rows = [Row(counted, ">=", low)] if low is not None else []
            return ((*rows, *([Row(counted, "<=", high)] if high is not None else ())),)
        kept = tuple(_share_rows(bound.rule, among, counted))
        ways: list[Rows] = [kept, *_excused(bound.rule.if_among, among)]
        if bound.rule.share_above is not None:
            ways.append((Row(among, "<=", 0),))  # of nobody, no share can be asked
        return tuple(ways)

    def sums(self, rules: Sequence[Rule]) -> str:
        """The bounds of these rules as plain sums, e.g. ``front-line >= 42 / 83``."""
        said = [
            f"{name} = {category.places}"
            for name, category in self.charter.categories.items()
            if category.places is not None
        ]
        for n, bound in enumerate(self.bounds):
            if bound.rule in rules:
                said.append(_sum(bound, self.known(n)))
        return "; ".join(said)


def limits(rule: Rule, among: int) -> tuple[int | None, int | None]:
    """The fewest and the most that may be counted among so many (Q3: rounded as the rule says)."""
    condition = rule.if_among
    if condition and not _binds(condition, among):
        return None, None
    lows = [] if rule.at_least is None else [rule.at_least]
    highs = [] if rule.at_most is None else [rule.at_most]
    if rule.share_at_least is not None:
        lows.append((floor if rule.round == "down" else ceil)(rule.share_at_least * among))
    if rule.share_above is not None and among:
        lows.append(floor(rule.share_above * among) + 1)
    if rule.share_at_most is not None:
        highs.append((ceil if rule.round == "up" else floor)(rule.share_at_most * among))
    return max(lows, default=None), min(highs, default=None)


def _binds(condition: Condition, among: int) -> bool:
    enough = condition.at_least is None or among >= condition.at_least
    return enough and (condition.at_most is None or among <= condition.at_most)


def _share_rows(rule: Rule, among: Sequence[int], counted: Sequence[int]) -> Iterator[Row]:
    """The bounds where the denominator is itself chosen: q * counted against p * among, in whole numbers."""
    if rule.at_least is not None:
        yield Row(tuple(counted), ">=", rule.at_least)
    if rule.at_most is not None:
        yield Row(tuple(counted), "<=", rule.at_most)
    if rule.share_at_least is not None:
        p, q = rule.share_at_least.as_integer_ratio()
        yield Row(_mixed(q, counted, p, among), ">=", 1 - q if rule.round == "down" else 0)
    if rule.share_above is not None:
        p, q = rule.share_above.as_integer_ratio()
        yield Row(_mixed(q, counted, p, among), ">=", 1)
    if rule.share_at_most is not None:
        p, q = rule.share_at_most.as_integer_ratio()
        yield Row(_mixed(q, counted, p, among), "<=", q - 1 if rule.round == "up" else 0)


def _mixed(q: int, counted: Sequence[int], p: int, among: Sequence[int]) -> tuple[int, ...]:
    return tuple(q * inside - p * total for inside, total in zip(counted, among, strict=True))


def _excused(condition: Condition | None, among: Sequence[int]) -> Iterator[Rows]:
    """The ways in which a conditional rule does not bind at all (Q8)."""
    if condition is not None and condition.at_least:
        yield (Row(tuple(among), "<=", condition.at_least - 1),)
    if condition is not None and condition.at_most is not None:
        yield (Row(tuple(among), ">=", condition.at_most + 1),)


def _sum(bound: Bound, known: int | None) -> str:
    name = f"{bound.rule.id} ({bound.value})" if bound.value else bound.rule.id
    if known is not None:
        low, high = limits(bound.rule, known)
        return " ".join(
            [name, *([f"≥ {low}"] if low is not None else []), *([f"≤ {high}"] if high is not None else [])]
        )
    rule = bound.rule
    shares = (("≥", rule.share_at_least), (">", rule.share_above), ("≤", rule.share_at_most))
    counts = (("≥", rule.at_least), ("≤", rule.at_most))
    parts = [f"{sign} {value}" for sign, value in (*counts, *shares) if value is not None]
    return " ".join([name, *parts])
