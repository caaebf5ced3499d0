"""Explanations are exact: said by how much, tried with a unit more and a unit less."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from chucai.engine import words
from chucai.engine.explain import Explanation, Turn, explain, inclusion_cost
from chucai.engine.select import (
    Bound,
    Candidate,
    Change,
    Conditional,
    ConflictItem,
    Difference,
    Displaced,
    Equal,
    Needed,
    Repair,
    Rule,
    Selection,
    ShareBound,
    chances,
    difference,
    normal_draws,
    select,
    shrunk,
)
from chucai.engine.select.others import Alternative
from chucai.engine.sentences import Line, lines, points
from chucai.errors import Refused

CANDIDATES = [
    Candidate("ann", 95, "person", frozenset({"leader"})),
    Candidate("bob", 93, "person", frozenset({"leader"})),
    Candidate("dan", 88, "person"),
    Candidate("eve", 85, "person", frozenset({"woman"})),
    Candidate("fay", 80, "person", frozenset({"woman", "leader"})),
]
RULES: list[Rule] = [Bound("few-leaders", "leader", high=1), Bound("women", "woman", low=1)]


def asked(**more: object) -> Explanation:
    found = select(CANDIDATES, places={"person": 2}, bounds=RULES)
    assert found.chosen == ("ann", "eve")
    return explain(CANDIDATES, found, places={"person": 2}, bounds=RULES, **more)  # type: ignore[arg-type]


def test_the_price_of_a_rule_is_what_the_list_gains_without_it() -> None:
    """Without the floor for women dan comes in for eve; without the cap on leaders nothing changes: a woman is needed."""
    prices = {(price.rule, price.eased): price.merit for price in asked().prices}
    assert prices == {
        ("few-leaders", "dropped"): 0,
        ("few-leaders", "high"): 0,
        ("women", "dropped"): 3,
        ("women", "low"): 3,
    }


def test_prices_can_be_asked_for_some_rules_only_and_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    explained = asked(price_of=["women"], turns_of=["bob"], progress=lambda done, total: told.append((done, total)))
    assert {price.rule for price in explained.prices} == {"women"}
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_what_it_would_take_to_come_in() -> None:
    """bob comes in for ann, the other leader, at a cost of 2; dan only with eve out, and then no woman is left."""
    by_id = {turn.id: turn for turn in asked(turns_of=["bob", "dan", "fay", "ann"]).turns}
    assert (by_id["bob"].cost, by_id["bob"].enters, by_id["bob"].leaves) == (2, (), ("ann",))
    assert by_id["bob"].change in (2, 3), "at equal merit the lots decide"
    assert (by_id["dan"].cost, by_id["dan"].leaves) == (95 - 88, ("ann",))
    assert by_id["fay"].cost == 95 + 85 - 80 - 88
    assert (by_id["fay"].enters, by_id["fay"].leaves) == (("dan",), ("ann", "eve"))
    assert (by_id["ann"].chosen, by_id["ann"].cost, by_id["ann"].enters) == (True, 2, ("bob",))


def test_whom_no_merit_can_help() -> None:
    rules = [Bound("no leaders", "leader", high=0)]
    found = select(CANDIDATES, places={"person": 2}, bounds=rules)
    turn = inclusion_cost("ann", CANDIDATES, found, places={"person": 2}, bounds=rules)
    assert (turn.cost, turn.change, turn.barred_by) == (None, None, ("no leaders",))
    needed = inclusion_cost("eve", CANDIDATES, found, places={"person": 2}, bounds=[*rules, Bound("w", "woman", low=1)])
    assert needed.cost is None
    assert "w" in needed.barred_by


def test_a_name_that_would_leave_a_place_empty_cannot_buy_it() -> None:
    """Places are filled before merit counts: who can only be chosen alone stays out however good."""
    pair = [Candidate(name, 50, "person", frozenset({"other"})) for name in ("dan", "eve")]
    people = [*pair, Candidate("lone", 99, "person", frozenset({"lone"}))]
    rules = [Conditional("lone", "other", "lone", if_at_least=1, high=0)]
    found = select(people, places={"person": (0, 2)}, bounds=rules)
    assert set(found.chosen) == {"dan", "eve"}
    turn = inclusion_cost("lone", people, found, places={"person": (0, 2)}, bounds=rules)
    assert (turn.cost, turn.barred_by) == (None, ("places:person",))


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        asked(turns_of=["zoe"])
    assert refused.value.code == "candidate-unknown"


def random_case(chance: random.Random, size: int) -> tuple[list[Candidate], list[Rule]]:
    candidates = [
        Candidate(
            f"n{at:03}", chance.randint(0, 60), "person", frozenset(name for name in "abcde" if chance.random() < 0.4)
        )
        for at in range(size)
    ]
    rules: list[Rule] = [Bound(name, name, *chance.choice([(4, None), (None, 3), (2, 5)])) for name in "abcd"]
    return candidates, [*rules, ShareBound("e", "e", "a", low=Fraction(1, 3))]


def solved_cases(number: int, size: int) -> Iterator[tuple[list[Candidate], list[Rule], Selection]]:
    chance = random.Random(number)
    while True:
        candidates, rules = random_case(chance, size)
        found = select(candidates, places={"person": 8}, bounds=rules, tie_seed="s")
        if found.status == "optimal":
            yield candidates, rules, found


@pytest.mark.parametrize("number", range(12))
def test_a_turn_happens_at_the_stated_change_and_not_a_unit_before(number: int) -> None:
    candidates, rules, found = next(solved_cases(number, 40))
    chance = random.Random(number)
    for one in chance.sample(candidates, 5):
        turn = inclusion_cost(one.id, candidates, found, places={"person": 8}, bounds=rules, tie_seed="s")
        assert turn.chosen == (one.id in found.chosen)
        if turn.change is None:
            continue
        way = -1 if turn.chosen else 1
        assert turned(candidates, rules, one, way * turn.change)
        assert turn.change == 0 or not turned(candidates, rules, one, way * (turn.change - 1))


def turned(candidates: list[Candidate], rules: list[Rule], one: Candidate, by: int) -> bool:
    changed = [replace(other, merit=other.merit + by) if other.id == one.id else other for other in candidates]
    before = select(candidates, places={"person": 8}, bounds=rules, tie_seed="s")
    after = select(changed, places={"person": 8}, bounds=rules, tie_seed="s")
    return (one.id in before.chosen) != (one.id in after.chosen)


@pytest.mark.parametrize("number", range(12))
def test_no_swap_is_free_and_the_named_rules_block_them_all(number: int) -> None:
    """Every swap of a displaced name with somebody behind, tried by hand, breaks one of the rules named."""
    candidates, rules, found = next(solved_cases(100 + number, 40))
    by_id = {one.id: one for one in candidates}
    for out in found.displaced:
        behind = [by_id[name] for name in found.chosen if by_id[name].merit < out.merit]
        assert out.rules
        for insider in behind:
            listed = [by_id[name] for name in found.chosen if name != insider.id] + [by_id[out.id]]
            assert any(not holds(rule, listed) for rule in rules if rule.id in out.rules)
    for one in found.needed_by:
        assert one.rules


def holds(rule: Rule, listed: list[Candidate]) -> bool:
    count = sum(rule.members in one.member_of for one in listed)  # type: ignore[union-attr]
    if isinstance(rule, Bound):
        return (rule.low or 0) <= count <= (len(listed) if rule.high is None else rule.high)
    assert isinstance(rule, ShareBound)
    among = [one for one in listed if rule.among in one.member_of]
    return sum(rule.members in one.member_of for one in among) >= (rule.low or 0) * len(among)


def test_points_are_exact() -> None:
    assert [points(merit) for merit in (91_250_000, -500_000, 0, 1)] == ["91.25", "-0.5", "0", "0.000001"]


def test_every_line_can_be_said_in_both_languages() -> None:
    changes = (
        Change("r", "low", 1, 4),
        Change("r", "high", 1, 4),
        Change("r", "low", 1, None),
        Change("p", "exact", 1, 2),
    )
    explained = Explanation(
        tallies=(),
        displaced=(Displaced("a", 1, True, 3, ("r",), (("r", 3),)), Displaced("a", 1, True, 3, (), ())),
        needed_by=(Needed("a", 1, True, 2, ("r",)), Needed("a", 1, True, 2, ())),
        prices=asked().prices,
        turns=(*(Turn("a", way, 1, 2, ("b",), ("c",)) for way in (True, False)), *(Turn("a", way, None, None) for way in (True, False))),
        conflict=tuple(ConflictItem("r", side, bound, 1) for side, bound in (("low", 2), ("high", 2), ("low", None), ("exact", 2), ("include", None))),
        repairs=(Repair((*changes, Change("m", "include", 1, None))),),
        equals=(Equal("a", "b", 1),),
        others=(Alternative(0, ("b",), ("a",)), Alternative(1, ("c",), ("a",))),
    )  # fmt: skip
    alone = replace(explained, others=(Alternative(1, ("c",), ("a",)),))
    said = [*lines(explained), *lines(alone)]
    assert {line.code for line in said} == set(words.EXPLANATIONS)
    for line in said:
        check_words(line)


def check_words(line: Line) -> None:
    for language in ("zh", "en"):
        template = words.EXPLANATIONS[line.code][language]
        assert set(re.findall(r"{(\w+)}", template)) <= set(line.facts)
        assert template.format_map(line.facts)


def test_lists_as_good_are_named_one_swap_away() -> None:
    """dan and eve have the same merit and break no rule for each other; the lot decides, and says so."""
    level = [replace(one, merit=85) if one.id == "dan" else one for one in CANDIDATES]
    found = select(level, places={"person": 2}, bounds=[Bound("few-leaders", "leader", high=1)])
    (equal,) = found.equals
    assert {equal.out, equal.into} == {"dan", "eve"}
    assert equal.out in found.chosen
    assert select(CANDIDATES, places={"person": 2}, bounds=RULES).equals == ()


def test_another_question_is_compared_without_touching_the_first() -> None:
    adopted = select(CANDIDATES, places={"person": 2}, bounds=RULES)
    other = select(CANDIDATES, places={"person": 3}, bounds=RULES)
    assert difference(adopted, other) == Difference("optimal", enters=("dan",), leaves=(), merit=88, places=1)
    without = select(CANDIDATES, places={"person": 2}, bounds=RULES, must_exclude={"ann": "withdrew"})
    assert difference(adopted, without) == Difference("optimal", ("bob",), ("ann",), -2, 0)
    assert select(CANDIDATES, places={"person": 2}, bounds=RULES) == adopted


def test_chances_count_the_draws_in_which_a_name_is_on_the_best_list() -> None:
    merit = np.array([one.merit for one in CANDIDATES], dtype=np.int64)
    same = np.stack([merit, merit, merit + np.array([0, 3, 0, 0, 0])])
    counts = chances(CANDIDATES, same, places={"person": 2}, bounds=RULES)
    assert counts == {"ann": 2, "bob": 1, "eve": 3}
    drawn = normal_draws(merit, np.full(5, 9), 50, seed=7)
    assert (drawn == normal_draws(merit, np.full(5, 9), 50, seed=7)).all()
    uncertain = chances(CANDIDATES, drawn, places={"person": 2}, bounds=RULES)
    assert sum(uncertain.values()) == 100
    assert len(uncertain) > 3
    for bad in (drawn[:, :3], drawn[0], drawn * 2**41):
        with pytest.raises(Refused, match="draws-wrong"):
            chances(CANDIDATES, bad, places={"person": 2}, bounds=RULES)
    with pytest.raises(Refused, match="draws-wrong"):
        normal_draws(merit, merit, 0, seed=7)


@pytest.mark.parametrize("number", range(6))
def test_a_price_known_from_the_bound_is_the_price_solved_for(number: int) -> None:
    candidates, rules, found = next(solved_cases(200 + number, 60))
    quick = explain(candidates, found, places={"person": 8}, bounds=rules, tie_seed="s").prices
    solved = explain(candidates, replace(found, proof=None), places={"person": 8}, bounds=rules, tie_seed="s").prices
    assert quick == solved


def test_the_posterior_draws_in_those_who_were_read_less() -> None:
    """Equal merits above the mean: the one with the larger error is drawn in further, and stays less sure."""
    merit, se = np.array([90_000, 90_000, 60_000, 60_000]), np.array([2_000, 8_000, 2_000, 8_000])
    centre, error = shrunk(merit, se, 10_000)
    assert 75_000 < centre[1] < centre[0] < 90_000
    assert centre[0] + centre[2] == pytest.approx(150_000, abs=2)
    assert (error < se).all()
    assert error[0] < error[1]
    assert [part.tolist() for part in shrunk(merit, se, 0)] == [merit.tolist(), se.tolist()]
