"""Categories, attributes, who may nominate, re-award and pools."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import floor

from chucai.charter.faults import Fault, fault, twice, unknown, warning
from chucai.charter.known import BUILT_IN
from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute, Category

UNITS = ("year", "month", "day", "hour", "person", "time", "yuan", "pound", "dollar", "page", "point", "percent")


def check(charter: Charter) -> Iterator[Fault]:
    yield from _identity(charter)
    for name, category in charter.categories.items():
        yield from _category(charter, name, category)
    for name, attribute in charter.attributes.items():
        yield from _attribute(charter, name, attribute)
    yield from twice("eligibility", (rule.id for rule in charter.eligibility))
    yield from _reaward(charter)
    yield from _support(charter)
    yield from _pools(charter)


def _identity(charter: Charter) -> Iterator[Fault]:
    if charter.immediate:
        fixed = [name for name, category in charter.categories.items() if category.places is not None]
        for name in fixed:
            yield fault("immediate-with-places", f"categories.{name}.places", category=name)


def _category(charter: Charter, name: str, category: Category) -> Iterator[Fault]:
    path = f"categories.{name}"
    if category.slate is not None and category.slate < 1:
        yield fault("slate-below-one", f"{path}.slate", slate=str(category.slate))
    if category.members is not None:
        if category.kind == "person":
            yield fault("members-of-a-person", f"{path}.members", category=name)
        most = category.members.max
        if most is not None and most < category.members.min:
            yield fault("low-above-high", f"{path}.members", low=category.members.min, high=most)
    if category.cap is not None:
        allowed = floor(category.cap.share * category.cap.of)
        if category.places is not None and category.places > allowed:
            yield fault("places-over-cap", f"{path}.places", places=category.places, cap=allowed)
    yield from _grades(name, category)


def _grades(name: str, category: Category) -> Iterator[Fault]:
    yield from twice(f"categories.{name}.grades", (grade.id for grade in category.grades))
    total = sum(grade.places for grade in category.grades)
    if category.grades and category.places is not None and total != category.places:
        yield fault(
            "grades-not-places", f"categories.{name}.grades", category=name, total=total, places=category.places
        )


def _attribute(charter: Charter, name: str, attribute: Attribute) -> Iterator[Fault]:
    path = f"attributes.{name}"
    if name in BUILT_IN:
        yield fault("attribute-built-in", path, attribute=name)
    if attribute.only is not None and attribute.only not in charter.categories:
        yield _no_category(f"{path}.only", attribute.only, charter)
    if attribute.kind == "choice" and not attribute.of:
        yield fault("choice-without-values", path, attribute=name)
    for n, (value, times) in enumerate(Counter(attribute.of).items()):
        if times > 1:
            yield fault("id-twice", f"{path}.of[{n}]", id=value)
    for value in attribute.names:
        if value not in attribute.of:
            yield unknown("choice-unknown", f"{path}.names.{value}", value, attribute.of)
    if attribute.min is not None and attribute.max is not None and attribute.min > attribute.max:
        yield fault("low-above-high", path, low=str(attribute.min), high=str(attribute.max))
    yield from _out_of_kind(path, name, attribute)
    yield from _wordless(path, name, attribute)


# Fields that say something about one kind of attribute alone.
KIND_FIELDS = {
    "of": "choice",
    "names": "choice",
    "unit": "number",
    "min": "number",
    "max": "number",
    "max_length": "text",
}


def _out_of_kind(path: str, name: str, attribute: Attribute) -> Iterator[Fault]:
    for key, kind in KIND_FIELDS.items():
        if key in attribute.model_fields_set and attribute.kind != kind:
            yield fault("field-of-other-kind", f"{path}.{key}", attribute=name, key=key, kind=kind)
    if attribute.unit is not None and attribute.unit not in UNITS:
        yield unknown("measure-unknown", f"{path}.unit", attribute.unit, UNITS)


def _wordless(path: str, name: str, attribute: Attribute) -> Iterator[Fault]:
    if attribute.name is None and attribute.ask is None:
        yield warning("attribute-without-words", path, attribute=name)
    missing = [value for value in attribute.of if value not in attribute.names]
    if missing:
        yield warning("choice-without-words", f"{path}.of", attribute=name, values=", ".join(missing))


def _no_category(path: str, name: str, charter: Charter) -> Fault:
    return unknown("category-unknown", path, name, tuple(charter.categories))


def _reaward(charter: Charter) -> Iterator[Fault]:
    if charter.reaward is None:
        return
    name = charter.reaward.attribute
    found = charter.attributes.get(name)
    if found is None:
        yield unknown("attribute-unknown", "reaward.attribute", name, tuple(charter.attributes))
    elif found.kind != "date":
        yield fault("reaward-not-a-date", "reaward.attribute", attribute=name)


def _support(charter: Charter) -> Iterator[Fault]:
    support = charter.nominating.support
    if support is not None and support.min > support.max:
        yield fault("low-above-high", "nominating.support", low=support.min, high=support.max)
    if charter.nominating.independent and charter.nominating.self_nomination:
        yield fault("independent-and-self", "nominating.independent")


def _pools(charter: Charter) -> Iterator[Fault]:
    yield from twice("pool", (pool.id for pool in charter.pools))
    ring_fenced: Counter[str] = Counter()
    for n, pool in enumerate(charter.pools):
        category = charter.categories.get(pool.category)
        if category is None:
            yield _no_category(f"pool[{n}].category", pool.category, charter)
            continue
        ring_fenced[pool.category] += pool.places
        if category.places is not None and ring_fenced[pool.category] > category.places:
            facts = {"category": pool.category, "total": ring_fenced[pool.category], "places": category.places}
            yield fault("pools-over-places", f"pool[{n}].places", **facts)
        rules = tuple(rule.id for rule in charter.rules)
        for m, rule in enumerate(pool.outside):
            if rule not in rules:
                yield unknown("rule-unknown", f"pool[{n}].outside[{m}]", rule, rules)
