"""The names a charter may use besides its own: facts of a nomination, moments of a round, fields of a notice."""

from __future__ import annotations

from collections.abc import Iterator

from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute
from chucai.charter.predicate import Predicate_

# Facts of every nomination that predicates may compare, beside its attributes.
BUILT_IN = ("category", "theme", "unit")
# What a notice or an assessor's sheet may show or hide, beside attributes.
NOTICE_FIELDS = ("name", "unit", "category", "theme", "grade", "members", "deeds")
BLIND_FIELDS = ("name", "unit", "category", "theme", "members")
# Comparisons that make sense for each kind of attribute.
FITTING = {
    "choice": ("is", "in", "absent", "present"),
    "yes-no": ("is", "absent", "present"),
    "number": ("is", "in", "at_least", "at_most", "more_than", "less_than", "absent", "present"),
    "date": ("is", "at_least", "at_most", "before", "after", "absent", "present", "absent_or_before"),
    "text": ("is", "in", "absent", "present"),
}


def kind_of(charter: Charter, name: str) -> str | None:
    """choice, yes-no, number, date or text; None when nothing has this name."""
    if name in ("category", "theme"):
        return "choice"
    if name == "unit":
        return "text"
    found = charter.attributes.get(name)
    return found.kind if found else None


def choices_of(charter: Charter, name: str) -> tuple[str, ...]:
    """The values a choice may take."""
    if name == "category":
        return tuple(charter.categories)
    if name == "theme":
        return tuple(charter.themes)
    found = charter.attributes.get(name)
    return found.of if found else ()


def tiers_of(charter: Charter) -> tuple[str, ...]:
    return tuple(tier.id for tier in charter.tiers)


def attribute_names(charter: Charter) -> tuple[str, ...]:
    return (*BUILT_IN, *charter.attributes)


def moments_of(charter: Charter) -> tuple[str, ...]:
    """The moments a date may be compared with: when the round opened, and when each stage did."""
    return ("round.opens", *(f"stage.{stage.id}.opens" for stage in charter.stages))


def asked_in(attribute: Attribute, category: str) -> bool:
    """Whether an attribute is asked in a category at all."""
    return attribute.only is None or attribute.only == category


def predicates_of(charter: Charter) -> Iterator[tuple[str, Predicate_]]:
    """Every predicate of the charter with its path."""
    for name, attribute in charter.attributes.items():
        yield f"attributes.{name}.when", attribute.when
    for n, eligibility in enumerate(charter.eligibility):
        yield f"eligibility[{n}].when", eligibility.when
        yield f"eligibility[{n}].must", eligibility.must
    if charter.reaward and charter.reaward.unless is not None:
        yield "reaward.unless", charter.reaward.unless
    yield from published_predicates(charter)


def published_predicates(charter: Charter) -> Iterator[tuple[str, Predicate_]]:
    """Predicates whose outcome is published with every nomination, so that anybody can count again."""
    for n, rule in enumerate(charter.rules):
        yield f"rule[{n}].among", rule.among
        yield f"rule[{n}].count", rule.count
    for n, pool in enumerate(charter.pools):
        yield f"pool[{n}].where", pool.where
    for name, body in charter.bodies.items():
        yield f"bodies.{name}.about", body.about
