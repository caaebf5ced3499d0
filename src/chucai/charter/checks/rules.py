"""Composition rules one by one: bounds that cross, shares out of range, rules without a bound, `each` of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from chucai.charter.faults import Fault, fault, twice, unknown
from chucai.charter.known import choices_of, kind_of, tiers_of
from chucai.charter.model import Charter
from chucai.charter.rules import Rule

SHARES = ("share_at_least", "share_at_most", "share_above")


def check(charter: Charter) -> Iterator[Fault]:
    yield from twice("rule", (rule.id for rule in charter.rules))
    for n, rule in enumerate(charter.rules):
        path = f"rule[{n}]"
        yield from _bounds(path, rule)
        yield from _each(charter, path, rule)
        if rule.if_among is not None:
            yield from _condition(path, rule)


def _bounds(path: str, rule: Rule) -> Iterator[Fault]:
    for key in SHARES:
        share = getattr(rule, key)
        if share is not None and not 0 <= share <= 1:
            yield fault("share-out-of-range", f"{path}.{key}", share=str(share))
    if not rule.report_only and all(getattr(rule, key) is None for key in ("at_least", "at_most", *SHARES)):
        yield fault("rule-without-bound", path, rule=rule.id)
    if _cross(rule):
        yield fault("rule-bounds-cross", path, rule=rule.id)


def _cross(rule: Rule) -> bool:
    """Whether the rule's own bounds contradict each other, whatever the list."""
    counts = rule.at_least is not None and rule.at_most is not None and rule.at_least > rule.at_most
    most = rule.share_at_most
    shares = most is not None and rule.share_at_least is not None and rule.share_at_least > most
    above = most is not None and rule.share_above is not None and rule.share_above >= most
    return counts or shares or above


def _each(charter: Charter, path: str, rule: Rule) -> Iterator[Fault]:
    kind, _, name = (rule.each or "").partition("@")
    if kind == "unit" and name not in tiers_of(charter):
        yield unknown("tier-unknown", f"{path}.each", name, tiers_of(charter))
    elif kind == "attribute" and kind_of(charter, name) is None:
        yield unknown("attribute-unknown", f"{path}.each", name, ("theme", *charter.attributes))
    elif kind == "attribute" and not choices_of(charter, name):
        yield fault("each-not-a-choice", f"{path}.each", attribute=name)


def _condition(path: str, rule: Rule) -> Iterator[Fault]:
    low, high = (rule.if_among.at_least, rule.if_among.at_most) if rule.if_among else (None, None)
    if low is None and high is None:
        yield fault("condition-empty", f"{path}.if_among", rule=rule.id)
    elif low is not None and high is not None and low > high:
        yield fault("low-above-high", f"{path}.if_among", low=low, high=high)
