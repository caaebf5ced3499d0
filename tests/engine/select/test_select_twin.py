"""Selection against trying every list: the same ids, whatever the ties, pairs, conditions and shares."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chucai.engine.kernels import choice as choice_kernel
from chucai.engine.kernels.plain_choice import best
from chucai.engine.select import AtMostOne, Bound, Candidate, Conditional, Rule, ShareBound, drawn_lot, select
from chucai.engine.select.question import ask
from chucai.engine.select.solve import best_list

SETS = "abc"
Places = dict[str, int | tuple[int, int]]


def keeps(rule: Rule, chosen: Sequence[Candidate]) -> bool:
    """The rule read aloud, with fractions, on one list."""

    def number(*sets: str) -> int:
        return sum(one.member_of.issuperset(sets) for one in chosen)

    match rule:
        case Bound():
            return _within(number(rule.members), rule.low, rule.high)
        case Conditional():
            if not _within(number(rule.if_members), rule.if_at_least, rule.if_at_most):
                return True
            return _within(number(rule.members), rule.low, rule.high)
        case AtMostOne():
            return sum(one.id in rule.ids for one in chosen) <= 1
        case ShareBound():
            among = number(rule.among)
            if not _within(among, rule.if_at_least, rule.if_at_most) or among == 0:
                return True
            return _share_holds(rule, number(rule.members, rule.among), among)


def _within(count: int, low: int | None, high: int | None) -> bool:
    return (low is None or low <= count) and (high is None or count <= high)


def _share_holds(rule: ShareBound, count: int, among: int) -> bool:
    share = Fraction(count, among)
    if rule.low is not None:
        if rule.strict_low:
            if not share > rule.low:
                return False
        elif count < (floor(rule.low * among) if rule.round == "down" else ceil(rule.low * among)):
            return False
    if rule.high is not None:
        if rule.strict_high:
            return share < rule.high
        return count <= (ceil(rule.high * among) if rule.round == "up" else floor(rule.high * among))
    return True


def by_enumeration(
    candidates: Sequence[Candidate],
    places: Places,
    rules: Sequence[Rule],
    include: set[str],
    exclude: set[str],
    seed: str,
) -> set[str] | None:
    people = sorted((one for one in candidates if one.id not in exclude), key=lambda one: one.id)
    lots = [one.lot or drawn_lot(seed, one.id) for one in people]
    any_given = any(one.lot for one in candidates)
    ties = [drawn_lot(seed, one.id) if any_given else 0 for one in people]
    spans = {name: (wanted, wanted) if isinstance(wanted, int) else wanted for name, wanted in places.items()}

    def allowed(chosen: frozenset[int]) -> bool:
        listed = [people[at] for at in chosen]
        return include <= {one.id for one in listed} and all(keeps(rule, listed) for rule in rules)

    found = best([one.merit for one in people], lots, ties, [one.category for one in people], spans, allowed)
    return None if found is None else {people[at].id for at in found}


Case = tuple[list[Candidate], Places, list[Rule], set[str], set[str]]


def random_case(chance: random.Random) -> Case:
    size = chance.choice([0, 3, 5, 6, 7, 8, 8, 9, 9, 9])
    lots = chance.random() < 0.2
    candidates = [
        Candidate(
            id=f"n{number}",
            merit=chance.choice([chance.randint(-3, 6), chance.randint(0, 2)]),
            category=chance.choice(["person", "person", "team"]),
            member_of=frozenset(name for name in SETS if chance.random() < 0.45),
            lot=chance.randint(1, 3) if lots else 0,
        )
        for number in range(size)
    ]
    ids = [one.id for one in candidates]
    rules = [random_rule(chance, f"r{number}", ids) for number in range(chance.randint(0, 3))]
    places: Places = {"person": _random_places(chance, 3), "team": _random_places(chance, 1)}
    include = {name for name in ids if chance.random() < 0.06}
    exclude = {name for name in ids if name not in include and chance.random() < 0.06}
    return candidates, places, rules, include, exclude


def _random_places(chance: random.Random, most: int) -> int | tuple[int, int]:
    low = chance.randint(0, most)
    return (low, low + chance.randint(0, 2)) if chance.random() < 0.25 else low


def random_rule(chance: random.Random, name: str, ids: list[str]) -> Rule:
    members, among = chance.choice(SETS), chance.choice(SETS)
    low, high = chance.choice([(chance.randint(0, 3), None), (None, chance.randint(0, 3)), (1, 2)])
    kind = chance.random()
    if kind < 0.3:
        return Bound(name, members, low, high)
    if kind < 0.5:
        first = chance.randint(0, 3)
        return Conditional(name, members, among, first, low, high, chance.choice([None, None, first + 1]))
    if kind < 0.7 and len(ids) >= 2:
        return AtMostOne(name, frozenset(chance.sample(ids, chance.randint(2, min(3, len(ids))))))
    part = Fraction(chance.randint(0, 5), 5)
    side = chance.random() < 0.5
    return ShareBound(
        name,
        members,
        among,
        low=part if side else None,
        high=None if side else part,
        strict_low=chance.random() < 0.3,
        strict_high=chance.random() < 0.3,
        round=chance.choice(["exact", "up", "down"]),
        if_at_least=chance.choice([0, 0, 2]),
        if_at_most=chance.choice([None, None, 3]),
    )


def check(case: Case, seed: str) -> bool:
    candidates, places, rules, include, exclude = case
    expected = by_enumeration(candidates, places, rules, include, exclude, seed)
    question = ask(candidates, places, rules, include, exclude, seed)
    if expected is None:  # why they are impossible is another test's business
        assert best_list(question).status == "infeasible"
        return False
    answer = best_list(question)
    assert answer.status == "optimal"
    assert {question.ids[at] for at in answer.picked.tolist()} == expected
    assert answer.objective == answer.bound == sum(one.merit for one in candidates if one.id in expected)
    return True


@pytest.mark.parametrize("direct", [64, 0])
def test_equals_enumeration(direct: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """`direct=0` sends even tiny cases through multipliers, bound and core, which otherwise start at 65 columns."""
    monkeypatch.setattr(choice_kernel, "DIRECT", direct)
    monkeypatch.setattr(choice_kernel, "FIRST_CORE", 64 if direct else 2)
    chance = random.Random(direct)
    outcomes = [check(random_case(chance), f"seed {number}") for number in range(1000)]
    assert 330 < sum(outcomes) < 970, "the cases should hold both possible and impossible rules"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.text(max_size=3))
def test_equals_enumeration_on_any_seed(number: int, seed: str) -> None:
    check(random_case(random.Random(number)), seed)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(chance: random.Random) -> None:
    candidates, places, rules, include, exclude = random_case(chance)
    shuffled = chance.sample(candidates, len(candidates))
    rules_shuffled = chance.sample(rules, len(rules))
    first = select(candidates, places=places, bounds=rules, must_include=include, must_exclude=exclude)
    second = select(
        shuffled,
        places=dict(reversed(places.items())),
        bounds=rules_shuffled,
        must_include=include,
        must_exclude=exclude,
    )
    assert first == second
