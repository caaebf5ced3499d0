"""Eligibility as it will be judged: each rule with its clause, and what it says of what is known so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chucai.charter.model import Charter
from chucai.charter.nominee import Eligibility
from chucai.charter.predicate import Moments, Value, compares, holds
from chucai.charter.values import Text
from chucai.gates.recommend import screen

Facts = Mapping[str, Value | None]
MET, STOPS, REFERRED, OPEN = "met", "stops", "referred", "open"


@dataclass(frozen=True, slots=True)
class Line:
    """A rule and where the nominee stands under it: met, stops, referred, or open while an answer is missing."""

    rule: str
    says: Text
    clause: str
    outcome: str


def lines(charter: Charter, facts: Facts, moments: Moments, unasked: frozenset[str]) -> list[Line]:
    """Every rule that concerns this nominee, in the charter's order. `unasked`: questions that are not put."""
    found = [
        Line(rule.id, rule.says, rule.clause, _outcome(charter, rule, facts, moments, unasked))
        for rule in charter.eligibility
        if holds(rule.when, facts, moments)
    ]
    if charter.reaward:
        stops = "reaward" in screen(charter, facts, moments)[0]
        found.append(Line("reaward", charter.reaward.says, charter.reaward.clause, STOPS if stops else MET))
    return found


def _outcome(charter: Charter, rule: Eligibility, facts: Facts, moments: Moments, unasked: frozenset[str]) -> str:
    if _waits(charter, rule, facts, unasked):
        return OPEN
    if holds(rule.must, facts, moments):
        return MET
    return STOPS if rule.otherwise == "stop" else REFERRED


def _waits(charter: Charter, rule: Eligibility, facts: Facts, unasked: frozenset[str]) -> bool:
    """Whether the rule hangs on a question that must be answered and is not yet."""
    asked = [charter.attributes.get(part.attribute) for part in compares(rule.must)]
    names = [part.attribute for part in compares(rule.must)]
    return any(
        attribute is not None and not attribute.optional and name not in unasked and facts.get(name) is None
        for name, attribute in zip(names, asked, strict=True)
    )
