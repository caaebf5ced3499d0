"""What of a nomination's memberships and referrals is evident without its attributes: from category, unit and theme.

A public bundle opens no attribute, yet a body that is asked about everybody may not be missing from anybody, and a set
no rule knows may not appear. Three answers: true, false, and None for what only an attribute could tell.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from chucai.charter.known import BUILT_IN, predicates_of
from chucai.charter.model import Charter
from chucai.charter.predicate import All, AnyOf, Compare, Facts, Moments, Not, Predicate_, compares, holds
from chucai.gates.recommend import referral_name

Answer = bool | None


def known(predicate: Predicate_, facts: Facts, moments: Moments) -> Answer:
    """Whether a predicate holds on these facts; None when it hangs on an attribute that is not among them."""
    match predicate:
        case Compare():
            return holds(predicate, facts, moments) if predicate.attribute in facts else None
        case All(parts):
            return _all(known(part, facts, moments) for part in parts)
        case AnyOf(parts):
            return _not(_all(_not(known(part, facts, moments)) for part in parts))
        case Not(part):
            return _not(known(part, facts, moments))


def _all(answers: Iterable[Answer]) -> Answer:
    found = list(answers)
    return False if False in found else None if None in found else True


def _not(answer: Answer) -> Answer:
    return None if answer is None else not answer


class _Remembered:
    """Under one charter nominations of the same category and theme (and unit, if a rule asks for it) have the same."""

    def __init__(self, charter: Charter) -> None:
        self.charter = charter
        asked = {each.attribute for _, predicate in predicates_of(charter) for each in compares(predicate)}
        self.names = [name for name in BUILT_IN if name != "unit" or name in asked]
        self.found: dict[tuple[object, ...], tuple[dict[str, Answer], dict[str, Answer] | None]] = {}

    def of(self, facts: Facts, moments: Moments) -> tuple[dict[str, Answer], dict[str, Answer] | None]:
        key = (*(facts.get(name) for name in self.names), *sorted(moments.items()))
        if key not in self.found:
            sets = dict(_memberships(self.charter, facts, moments))
            self.found[key] = (sets, _referrals(self.charter, facts, moments))
        return self.found[key]


_last: list[_Remembered] = []


def _possible(charter: Charter, facts: Facts, moments: Moments) -> tuple[dict[str, Answer], dict[str, Answer] | None]:
    """Sets, and referrals (None: a rule stops the nomination), with what is evident of each."""
    known = _last[0] if _last else None
    if known is None or known.charter is not charter:
        known = _Remembered(charter)
        _last[:] = [known]
    return known.of(facts, moments)


def fits(charter: Charter, facts: Facts, moments: Moments, sets: Sequence[str], referred: Sequence[str]) -> bool:
    """Whether a nomination with these public facts (category, unit, theme) can have these sets and referrals."""
    memberships, referrals = _possible(charter, facts, moments)
    return _sets_fit(charter, facts, memberships, sets) and _referrals_fit(referrals, referred)


def _sets_fit(charter: Charter, facts: Facts, possible: Mapping[str, Answer], sets: Sequence[str]) -> bool:
    valued = [name for name in sets if name not in possible]
    return (
        list(sets) == sorted(set(sets))
        and _agree(possible, sets)
        and all(f"{rule.id}:among" in sets for rule in charter.rules if f"{rule.id}:count" in sets)
        and _values_fit(charter, facts, valued)
    )


def _agree(possible: Mapping[str, Answer], named: Collection[str]) -> bool:
    return all(answer is None or answer == (name in named) for name, answer in possible.items())


def _memberships(charter: Charter, facts: Facts, moments: Moments) -> Iterator[tuple[str, Answer]]:
    """Every set there can be but those of values, as `composition.sets_of` names them."""
    outside: dict[str, list[Answer]] = {}
    for pool in charter.pools:
        inside = known(pool.where, facts, moments) if facts.get("category") == pool.category else False
        yield f"pool:{pool.id}", inside
        for rule_id in pool.outside:
            outside.setdefault(rule_id, []).append(inside)
    for rule in charter.rules:
        counted_at_all = [_not(inside) for inside in outside.get(rule.id, ())]
        among = _all([known(rule.among, facts, moments), *counted_at_all])
        yield f"{rule.id}:among", among
        yield f"{rule.id}:count", _all((among, known(rule.count, facts, moments)))
    for name, body in charter.bodies.items():
        yield f"body:{name}", known(body.about, facts, moments)
    for stage in charter.stages:
        if stage.vote and stage.vote.only_if:
            yield f"asked:{stage.vote.only_if}", None


def _values_fit(charter: Charter, facts: Facts, valued: Sequence[str]) -> bool:
    """One value for each attribute that a rule counts by, and the right one where it is known."""
    given = dict(name.partition("=")[::2] for name in valued if "=" in name)
    eaches = (rule.each.partition("@")[::2] for rule in charter.rules if rule.each)
    counted = {name for kind, name in eaches if kind == "attribute"}
    if len(given) != len(valued) or given.keys() - counted:
        return False
    here = {name: facts[name] for name in counted & facts.keys()}
    wanted = {name: str(value) for name, value in here.items() if value is not None}
    return all(given.get(name) == wanted.get(name) for name in here) and all(
        value in (charter.attributes[name].of or (value,)) for name, value in given.items() if name not in here
    )


def _referrals(charter: Charter, facts: Facts, moments: Moments) -> dict[str, Answer] | None:
    """The eligibility rules that refer to a person, by what a referral under them is called; None where one stops."""
    possible: dict[str, Answer] = {}
    for number, rule in enumerate(charter.eligibility, 1):
        failed = _all((known(rule.when, facts, moments), _not(known(rule.must, facts, moments))))
        if rule.otherwise == "refer":
            possible[referral_name(charter, number, rule)] = failed
        elif failed:
            return None
    return possible


def _referrals_fit(possible: Mapping[str, Answer] | None, referred: Sequence[str]) -> bool:
    """Nobody whom a rule stops, everybody whom it refers, and no rule the charter does not have."""
    if possible is None or len(set(referred)) != len(referred):
        return False
    return not set(referred) - possible.keys() and _agree(possible, referred)
