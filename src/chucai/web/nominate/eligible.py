"""Eligibility as it will be judged: each rule with its clause, and what it says of what is known so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chucai.charter.known import asked_in
from chucai.charter.model import Charter
from chucai.charter.nominee import Eligibility, Reaward
from chucai.charter.predicate import Moments, Value, holds
from chucai.charter.values import Text
from chucai.gates.evident import known
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


def lines(charter: Charter, facts: Facts, moments: Moments, *, finished: bool) -> list[Line]:
    """Every rule that concerns this nominee, in the charter's order.

    `finished`: the questions were gone through, so that what may be left blank and is blank stays so.
    """
    given = _given(charter, facts, moments, finished)
    found = [
        Line(rule.id, rule.says, rule.clause, _outcome(rule, given, moments))
        for rule in charter.eligibility
        if holds(rule.when, facts, moments)
    ]
    if charter.reaward:
        sits_out = "reaward" in screen(charter, facts, moments)[0]
        outcome = _reaward(charter.reaward, given, moments, sits_out)
        found.append(Line("reaward", charter.reaward.says, charter.reaward.clause, outcome))
    return found


def _given(charter: Charter, facts: Facts, moments: Moments, finished: bool) -> Facts:
    """What is settled: every answer, and None for a question that does not arise or was left blank."""
    found: dict[str, Value | None] = {name: value for name, value in facts.items() if value is not None}
    for name, attribute in charter.attributes.items():
        arises = asked_in(attribute, str(facts["category"])) and known(attribute.when, found, moments) is not False
        if name not in found and (not arises or (finished and attribute.optional)):
            found[name] = None
    return found


def _outcome(rule: Eligibility, given: Facts, moments: Moments) -> str:
    met = known(rule.must, given, moments)
    if met is None:
        return OPEN
    return MET if met else STOPS if rule.otherwise == "stop" else REFERRED


def _reaward(rule: Reaward, given: Facts, moments: Moments, sits_out: bool) -> str:
    if rule.attribute not in given:
        return OPEN
    if not sits_out:
        return MET
    return OPEN if rule.unless is not None and known(rule.unless, given, moments) is None else STOPS
