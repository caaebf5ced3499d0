"""Rules that cannot hold together: the conflict named is minimal, every way out offered is one."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from chucai.engine.select import Bound, Candidate, ConflictItem, Repair, Rule, ShareBound, select
from chucai.engine.select.conflict import PLACES
from chucai.engine.select.question import Question, ask
from chucai.engine.select.solve import best_list
from chucai.engine.select.swaps import MUST_INCLUDE
from chucai.gates.limits import Limit, limits_of

Places = dict[str, int | tuple[int, int]]


def test_a_minimum_above_those_who_stand_is_named_with_both_numbers() -> None:
    candidates = [Candidate(f"n{at}", at, "person", frozenset({"frontline"} if at < 38 else ())) for at in range(90)]
    rules = [Bound("rule 4", "frontline", low=42), Bound("leaders", "leader", high=5)]
    found = select(candidates, places={"person": 60}, bounds=rules)
    assert found.status == "infeasible"
    assert found.chosen == ()
    assert found.conflict == (ConflictItem("rule 4", "low", bound=42, standing=38),)
    (repair,) = found.repairs
    assert [(change.rule, change.people, change.to) for change in repair.changes] == [("rule 4", 4, 38)]


def test_minimums_that_add_up_to_more_than_the_places() -> None:
    """The sum is the reason: 5 + 4 + 3 = 12, and there are 10 places. The rule on leaders has no part in it."""
    candidates = [Candidate(f"n{at}", at, "person", frozenset({f"region {at % 3}"})) for at in range(60)]
    rules = [Bound(f"region {at}", f"region {at}", low=5 - at) for at in range(3)]
    found = select(candidates, places={"person": 10}, bounds=[*rules, Bound("leaders", "leader", high=1)])
    assert {(item.rule, item.bound) for item in found.conflict} == {
        ("region 0", 5), ("region 1", 4), ("region 2", 3), (f"{PLACES}:person", 10)
    }  # fmt: skip


def test_too_few_candidates_for_the_places() -> None:
    found = select([Candidate("a", 1, "person")], places={"person": 3})
    assert found.conflict == (ConflictItem(f"{PLACES}:person", "exact", bound=3, standing=1),)
    assert [(change.rule, change.to) for change in found.repairs[0].changes] == [(f"{PLACES}:person", 1)]


def test_an_order_to_include_can_be_what_cannot_be() -> None:
    candidates = [Candidate("a", 1, "person", frozenset({"leader"})), Candidate("b", 1, "person")]
    found = select(candidates, places={"person": 1}, bounds=[Bound("none", "leader", high=0)], must_include=["a"])
    assert {item.rule for item in found.conflict} == {"none", f"{MUST_INCLUDE}:a"}


def random_case(chance: random.Random) -> tuple[list[Candidate], Places, list[Rule], list[str]]:
    candidates = [
        Candidate(
            f"n{at:02}",
            chance.randint(0, 9),
            chance.choice("pt"),
            frozenset(name for name in "abcd" if chance.random() < 0.4),
        )
        for at in range(chance.randint(6, 25))
    ]
    rules: list[Rule] = []
    for at in range(chance.randint(2, 6)):
        members, among = chance.sample("abcd", 2)
        low, high = chance.choice([(chance.randint(2, 8), None), (None, chance.randint(0, 2))])
        share = ShareBound(f"r{at}", members, among, low=Fraction(chance.randint(1, 4), 5))
        rules.append(share if chance.random() < 0.3 else Bound(f"r{at}", members, low, high))
    include = [one.id for one in candidates if chance.random() < 0.08]
    return candidates, {"p": chance.randint(2, 7), "t": chance.randint(0, 4)}, rules, include


def possible(question: Question) -> bool:
    return best_list(question).status == "optimal"


def without(question: Question, dropped: Callable[[str, str], bool]) -> Question:
    """The question without the items for which `dropped(rule, side)`."""
    seats = tuple(
        (name, 0, len(question)) if dropped(f"{PLACES}:{name}", "exact") else (name, low, high)
        for name, low, high in question.places
    )
    forced = frozenset(name for name in question.forced if not dropped(f"{MUST_INCLUDE}:{name}", "include"))
    limits = tuple(limit for limit in question.limits if not dropped(limit.rule, limit.side))
    return replace(question, places=seats, forced=forced, limits=limits)


def eased(question: Question, repair: Repair) -> Question:
    moves = {(change.rule, change.side): change.people for change in repair.changes}

    def moved(limit: Limit) -> Limit:
        return limit.moved(moves.get((limit.rule, limit.side), 0))

    seats = tuple(
        (name, low - moves.get((f"{PLACES}:{name}", "exact"), 0), high) for name, low, high in question.places
    )
    forced = frozenset(name for name in question.forced if (f"{MUST_INCLUDE}:{name}", "include") not in moves)
    return replace(question, places=seats, forced=forced, limits=tuple(map(moved, question.limits)))


@pytest.mark.parametrize("number", range(25))
def test_conflicts_are_minimal_and_repairs_repair(number: int) -> None:
    chance = random.Random(number)
    while True:
        candidates, places, rules, include = random_case(chance)
        found = select(candidates, places=places, bounds=rules, must_include=include)
        if found.status == "infeasible":
            break
    question = ask(candidates, places, rules, include, (), "")
    assert question.limits == limits_of(rules)
    items = {(item.rule, item.side) for item in found.conflict}
    assert not possible(without(question, lambda rule, side: (rule, side) not in items))
    for item in items:
        others = items - {item}
        assert possible(without(question, lambda rule, side, kept=others: (rule, side) not in kept)), item
    assert found.repairs
    for repair in found.repairs:
        assert possible(eased(question, repair))
    assert len(found.repairs[0].changes) == min(len(repair.changes) for repair in found.repairs)


def test_many_signatures_take_the_short_way_first() -> None:
    """Above some hundred kinds of people feasibility is tried on a part of them first; the answer is the same."""
    chance = random.Random(3)
    names = [f"s{at}" for at in range(12)]
    candidates = [
        Candidate(f"n{at:04}", at, "person", frozenset(name for name in names if chance.random() < 0.5))
        for at in range(2500)
    ]
    rules = [Bound(name, name, low=10, high=20) for name in names] + [Bound("too many", "s0", low=21)]
    found = select(candidates, places={"person": 30}, bounds=rules)
    assert {item.rule for item in found.conflict} == {"s0", "too many"}
    assert len(found.repairs[0].changes) == 1


@pytest.mark.parametrize(
    ("standings", "moved"),
    [
        (("wish", "policy", "statute"), {"r0"}),
        (("statute", "wish", "policy"), {"r1"}),
        (("statute", "policy", "statute"), {"r1"}),
    ],
)
def test_wishes_are_given_up_before_policies_and_statutes_last(standings: tuple[Any, ...], moved: set[str]) -> None:
    """5 + 4 + 3 of three regions for 10 places: each of the rules could give way by two, at the same cost."""
    candidates = [Candidate(f"n{at}", at, "person", frozenset({f"region {at % 3}"})) for at in range(60)]
    rules = [Bound(f"r{at}", f"region {at}", low=5 - at, standing=standing) for at, standing in enumerate(standings)]
    found = select(candidates, places={"person": 10}, bounds=rules)
    assert {change.rule for change in found.repairs[0].changes} == moved
    assert sum(change.people for change in found.repairs[0].changes) == 2
    assert not any(change.rule.startswith(PLACES) for repair in found.repairs for change in repair.changes)


def test_a_statute_gives_way_only_as_far_as_lesser_rules_cannot() -> None:
    candidates = [Candidate(f"n{at}", at, "person", frozenset({f"s{at % 2}"})) for at in range(40)]
    rules = [Bound("law", "s0", low=9, standing="statute"), Bound("wish", "s1", low=2, standing="wish")]
    found = select(candidates, places={"person": 8}, bounds=rules)
    for repair in found.repairs:
        assert [(change.rule, change.people) for change in repair.changes] == [("law", 1), ("wish", 2)]
