"""The next best lists are exact: all allowed lists, written down one by one, stand in the same order."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from chucai.engine.explain import other_lists
from chucai.engine.select import Bound, Candidate, Rule, select

PLACES = {"person": 3}


def random_case(chance: random.Random) -> tuple[list[Candidate], list[Rule]]:
    candidates = [
        Candidate(f"n{at}", chance.randint(0, 6), "person", frozenset(name for name in "ab" if chance.random() < 0.5))
        for at in range(chance.randint(4, 8))
    ]
    rules: list[Rule] = [Bound("a", "a", high=chance.randint(1, 2)), Bound("b", "b", low=1)]
    return candidates, rules


def merits_of_all(candidates: list[Candidate], rules: list[Rule]) -> list[int]:
    """The merits of all allowed lists, best first: the slow and obvious way."""

    def allowed(listed: tuple[Candidate, ...]) -> bool:
        counts = {name: sum(name in one.member_of for one in listed) for name in "ab"}
        return all((r.low or 0) <= counts[r.members] <= (9 if r.high is None else r.high) for r in rules)  # type: ignore[union-attr]

    found = [sum(one.merit for one in listed) for listed in combinations(candidates, 3) if allowed(listed)]
    return sorted(found, reverse=True)


@pytest.mark.parametrize("number", range(40))
def test_the_next_lists_are_those_of_writing_all_down(number: int) -> None:
    candidates, rules = random_case(random.Random(number))
    every = merits_of_all(candidates, rules)
    found = select(candidates, places=PLACES, bounds=rules)
    others = other_lists(candidates, found, 5, places=PLACES, bounds=rules) if every else ()
    assert [found.objective - one.less for one in others] == every[1:6]
    lists = {frozenset(set(found.chosen) - set(one.leaves) | set(one.enters)) for one in others}
    assert len(lists | {frozenset(found.chosen)}) == len(others) + 1
    worth = {one.id: one.merit for one in candidates}
    for one in others:
        assert sum(worth[name] for name in one.leaves) - sum(worth[name] for name in one.enters) == one.less


def test_the_only_allowed_list_has_no_other() -> None:
    candidates = [Candidate(name, 1, "person") for name in ("ann", "bob", "eve")]
    found = select(candidates, places=PLACES)
    assert other_lists(candidates, found, 3, places=PLACES) == ()


def test_nobody_chosen_has_no_other() -> None:
    found = select([Candidate("ann", 1, "person")], places={"person": 0})
    assert other_lists([Candidate("ann", 1, "person")], found, 3, places={"person": 0}) == ()
