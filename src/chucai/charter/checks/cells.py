"""The kinds of nominee that composition rules can tell apart, found by trying every value an attribute may take.

Two nominees are of one kind (a cell) when the same rules, pools and category count them. Only the sets matter, so a
million nominees become a few dozen cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from math import prod

from chucai.charter.known import asked_in, choices_of, kind_of
from chucai.charter.model import Charter
from chucai.charter.predicate import ALWAYS, Compare, Predicate_, Value, compares, holds
from chucai.charter.rules import Rule

LIMIT = 40_000  # combinations of values tried before giving up


@dataclass(frozen=True, slots=True)
class Bound:
    """A rule, or one of its repetitions: for the value `value` of the attribute `each`."""

    rule: Rule
    each: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Which bounds have this kind of nominee in their denominator, and which count it."""

    category: str
    pools: tuple[str, ...]
    among: tuple[bool, ...]
    counted: tuple[bool, ...]


def bounds_of(charter: Charter) -> tuple[Bound, ...]:
    """The bounds a list as a whole must keep; rules for each unit are left out: there may be any number of units."""
    found: list[Bound] = []
    for rule in charter.rules:
        kind, _, name = (rule.each or "").partition("@")
        if rule.report_only or kind == "unit" or not _decidable(charter, rule.among, rule.count):
            continue
        if kind == "attribute":
            found.extend(Bound(rule, name, value) for value in choices_of(charter, name))
        else:
            found.append(Bound(rule))
    return tuple(found)


def _decidable(charter: Charter, *parts: Predicate_) -> bool:
    """Whether predicates compare only with values written in the charter, not with moments of the round."""
    dated = (each for part in parts for each in compares(part) if _is_date(charter, each))
    return all(each.op in ("absent", "present") or isinstance(each.value, date) for each in dated)


def _is_date(charter: Charter, compare: Compare) -> bool:
    return kind_of(charter, compare.attribute) == "date"


def cells_of(charter: Charter, bounds: Sequence[Bound]) -> tuple[Cell, ...] | None:
    """Every kind of nominee there can be; None when that cannot be listed: too many values, or moments unknown."""
    whens = (attribute.when for attribute in charter.attributes.values())
    if not _decidable(charter, *whens, *(pool.where for pool in charter.pools)):
        return None
    domains = _domains(charter, bounds)
    by_category = [_asked(charter, category, domains) for category in charter.categories]
    if sum(prod(map(len, each.values())) for each in by_category) > LIMIT:
        return None
    possible = (facts for each in by_category for facts in _possible(charter, each))
    return tuple(dict.fromkeys(_cell(charter, bounds, facts) for facts in possible))


def _cell(charter: Charter, bounds: Sequence[Bound], facts: Mapping[str, Value | None]) -> Cell:
    category = str(facts["category"])
    pools = [pool for pool in charter.pools if pool.category == category and holds(pool.where, facts, {})]
    outside = {rule for pool in pools for rule in pool.outside}
    among = tuple(_counts(bound, bound.rule.among, facts, outside) for bound in bounds)
    counted = tuple(inside and holds(bound.rule.count, facts, {}) for inside, bound in zip(among, bounds, strict=True))
    return Cell(category, tuple(pool.id for pool in pools), among, counted)


def _counts(bound: Bound, among: Predicate_, facts: Mapping[str, Value | None], outside: set[str]) -> bool:
    if bound.rule.id in outside or not holds(among, facts, {}):
        return False
    return bound.each is None or facts.get(bound.each) == bound.value


def _domains(charter: Charter, bounds: Sequence[Bound]) -> dict[str, tuple[Value | None, ...]]:
    """Values worth trying for the category and for every attribute that a rule or pool looks at."""
    mentioned = [each for bound in bounds for part in (bound.rule.among, bound.rule.count) for each in compares(part)]
    mentioned += [each for pool in charter.pools for each in compares(pool.where)]
    names = {"category"} | {each.attribute for each in mentioned} | {bound.each for bound in bounds if bound.each}
    while more := {each.attribute for name in names for each in compares(_when(charter, name))} - names:
        names |= more
    mentioned += [each for name in names for each in compares(_when(charter, name))]
    return {
        name: _values(charter, name, [each for each in mentioned if each.attribute == name]) for name in sorted(names)
    }


def _asked(
    charter: Charter, category: str, domains: Mapping[str, tuple[Value | None, ...]]
) -> dict[str, tuple[Value | None, ...]]:
    """The values within one category: nothing for what it is not asked."""
    attributes = charter.attributes
    asked = {
        name: (None,) if name in attributes and not asked_in(attributes[name], category) else values
        for name, values in domains.items()
    }
    return {**asked, "category": (category,)}


def _when(charter: Charter, name: str) -> Predicate_:
    return charter.attributes[name].when if name in charter.attributes else ALWAYS


def _values(charter: Charter, name: str, mentioned: Sequence[Compare]) -> tuple[Value | None, ...]:
    kind = kind_of(charter, name)
    if name == "category":
        return tuple(charter.categories)
    if name == "theme":
        return tuple(charter.themes) or (None,)
    if kind == "choice":
        return (*choices_of(charter, name), None)
    if kind == "yes-no":
        return (True, False, None)
    written = [
        value for each in mentioned for value in (each.value if isinstance(each.value, tuple) else (each.value,))
    ]
    return (*_around(written), None)


def _around(written: Sequence[Value]) -> tuple[Value, ...]:
    """Each value written in a comparison, with one below and one above: no other value behaves differently."""
    values: dict[Value, None] = {}
    for value in written:
        if isinstance(value, date):
            values.update(dict.fromkeys((value - timedelta(days=1), value, value + timedelta(days=1))))
        elif isinstance(value, int | Decimal) and not isinstance(value, bool):
            values.update(dict.fromkeys((value - Decimal("0.001"), value, value + Decimal("0.001"))))
        elif isinstance(value, str):
            values.update(dict.fromkeys((value, f"{value} (other)")))
    return tuple(values)


def _possible(charter: Charter, domains: Mapping[str, tuple[Value | None, ...]]) -> Iterator[dict[str, Value | None]]:
    """The combinations a nomination form would accept: asked attributes given, others absent."""
    for values in product(*domains.values()):
        facts = dict(zip(domains, values, strict=True))
        if all(_fits(charter, name, facts) for name in domains):
            yield facts


def _fits(charter: Charter, name: str, facts: Mapping[str, Value | None]) -> bool:
    attribute = charter.attributes.get(name)
    if attribute is None:
        return True
    asked = asked_in(attribute, str(facts["category"])) and holds(attribute.when, facts, {})
    given = facts[name] is not None
    return (asked or not given) and (given or attribute.optional or not asked)
