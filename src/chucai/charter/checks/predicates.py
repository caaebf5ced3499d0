"""Predicates: names that point nowhere, comparisons that do not fit, and conditions that can never hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from chucai.charter.faults import Fault, fault, unknown, warning
from chucai.charter.known import (
    FITTING,
    asked_in,
    attribute_names,
    choices_of,
    kind_of,
    moments_of,
    predicates_of,
    published_predicates,
)
from chucai.charter.model import Charter
from chucai.charter.predicate import All, AnyOf, Compare, Facts, Not, Predicate_, compares, holds

TYPES: dict[str, tuple[type, ...]] = {
    "choice": (str,),
    "yes-no": (bool,),
    "number": (int, Decimal),
    "date": (date, str),
    "text": (str,),
}


def check(charter: Charter) -> Iterator[Fault]:
    found = [
        each
        for path, predicate in predicates_of(charter)
        for compare in compares(predicate)
        for each in _compare(charter, f"{path}.{compare.attribute}", compare)
    ]
    yield from found
    yield from _sensitive(charter)
    yield from _asked_in_circle(charter)
    if not found:  # what cannot be compared cannot be reasoned about
        yield from _never_eligible(charter)
        yield from _about_nobody(charter)


def _compare(charter: Charter, path: str, compare: Compare) -> Iterator[Fault]:
    name, op = compare.attribute, compare.op
    kind = kind_of(charter, name)
    if kind is None:
        yield unknown("attribute-unknown", path, name, attribute_names(charter))
        return
    if op not in FITTING[kind]:
        fitting = ", ".join(FITTING[kind])
        yield fault("comparison-not-for-kind", path, attribute=name, kind=kind, comparison=op, known=fitting)
    elif op not in ("absent", "present"):
        values = compare.value if isinstance(compare.value, tuple) else (compare.value,)
        for value in values:
            yield from _value(charter, path, name, kind, value)


def _value(charter: Charter, path: str, name: str, kind: str, value: Any) -> Iterator[Fault]:
    if not isinstance(value, TYPES[kind]) or (kind == "number" and isinstance(value, bool)):
        yield fault("value-not-of-kind", path, attribute=name, kind=kind, value=str(value))
    elif kind == "choice":
        choices = choices_of(charter, name)
        if value not in choices:
            yield unknown("choice-unknown", path, str(value), choices)
    elif kind == "date" and isinstance(value, str) and value not in moments_of(charter):
        yield unknown("moment-unknown", path, value, moments_of(charter))


def _sensitive(charter: Charter) -> Iterator[Fault]:
    """Memberships of rules, pools and bodies are published: they must not show a sensitive attribute."""
    for path, predicate in published_predicates(charter):
        for name in sorted({compare.attribute for compare in compares(predicate)}):
            if is_sensitive(charter, name):
                yield fault("sensitive-in-rule", f"{path}.{name}", attribute=name)
    for n, rule in enumerate(charter.rules):
        name = (rule.each or "").removeprefix("attribute@")
        if is_sensitive(charter, name):
            yield fault("sensitive-in-rule", f"rule[{n}].each", attribute=name)


def is_sensitive(charter: Charter, name: str) -> bool:
    return name in charter.attributes and charter.attributes[name].see == "sensitive"


def _never_eligible(charter: Charter) -> Iterator[Fault]:
    """A rule over attributes that a category is not asked stops everybody in it."""
    for n, rule in enumerate(charter.eligibility):
        for category in charter.categories:
            facts = unasked(charter, category)
            if may_hold(rule.when, facts) and not may_hold(rule.must, facts):
                said = fault if rule.otherwise == "stop" else warning
                yield said("nobody-eligible", f"eligibility[{n}].must", rule=rule.id, category=category)


def _about_nobody(charter: Charter) -> Iterator[Fault]:
    asked = {category: unasked(charter, category) for category in charter.categories}
    for n, rule in enumerate(charter.rules):
        if not any(may_hold(All((rule.among, rule.count)), facts) for facts in asked.values()):
            yield warning("rule-counts-nobody", f"rule[{n}]", rule=rule.id)
    for name, body in charter.bodies.items():
        if not any(may_hold(body.about, facts) for facts in asked.values()):
            yield warning("body-about-nobody", f"bodies.{name}.about", body=name)
    for n, pool in enumerate(charter.pools):
        if pool.category in asked and not may_hold(pool.where, asked[pool.category]):
            yield fault("pool-for-nobody", f"pool[{n}].where", pool=pool.id, category=pool.category)


def unasked(charter: Charter, category: str) -> dict[str, Any]:
    """What is certain about a nominee of a category: the category, and the attributes it is not asked."""
    absent = {name: None for name, attribute in charter.attributes.items() if not asked_in(attribute, category)}
    return {"category": category, **absent}


def may_hold(predicate: Predicate_, certain: Facts, wanted: bool = True) -> bool:
    """Whether the predicate can come out as `wanted` when only `certain` is known; other attributes may be anything."""
    match predicate:
        case Compare():
            return predicate.attribute not in certain or holds(predicate, certain, {}) == wanted
        case All(parts):
            return all(may_hold(part, certain) for part in parts) if wanted else _some_fails(parts, certain)
        case AnyOf(parts):
            if wanted:
                return any(may_hold(part, certain) for part in parts)
            return all(may_hold(part, certain, False) for part in parts)
        case Not(part):
            return may_hold(part, certain, not wanted)


def _some_fails(parts: tuple[Predicate_, ...], certain: Facts) -> bool:
    return any(may_hold(part, certain, False) for part in parts)


def _asked_in_circle(charter: Charter) -> Iterator[Fault]:
    """An attribute asked only when another is given, which is asked only when the first is given."""
    when = {name: attribute.when for name, attribute in charter.attributes.items()}
    after = {name: {compare.attribute for compare in compares(each)} for name, each in when.items()}
    for name, direct in after.items():
        seen: set[str] = set()
        ahead = set(direct)
        while ahead - seen:
            found = min(ahead - seen)
            seen.add(found)
            ahead |= after.get(found, set())
        if name in seen:
            yield fault("asked-in-circle", f"attributes.{name}.when", attribute=name)
