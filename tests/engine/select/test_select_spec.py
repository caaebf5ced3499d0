"""Choosing under composition rules, rule by rule: read it as the manual of what each rule form means."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from chucai.engine import words
from chucai.engine.kernels import choice as choice_kernel
from chucai.engine.kernels.choice_exact import Found, exact
from chucai.engine.select import AtMostOne, Bound, Candidate, Conditional, ShareBound, Tally, drawn_lot, recheck, select
from chucai.errors import Refused


def people(table: str) -> list[Candidate]:
    """Lines of: id, merit, category, sets."""
    rows = (line.split() for line in table.strip().splitlines())
    return [Candidate(row[0], int(row[1]), row[2], frozenset(row[3:])) for row in rows]


STAFF = people(
    """
    ann   95 person leader
    bob   93 person leader
    cai   90 person leader
    dan   88 person grass
    eve   85 person grass woman
    fay   80 person grass woman
    team1 70 team
    team2 68 team   grass
    """
)


def chosen(places: object = 3, *rules: object, **more: object) -> tuple[str, ...]:
    return select(STAFF, places={"person": places, "team": 0}, bounds=rules, **more).chosen  # type: ignore[arg-type]


def test_without_rules_the_most_merit_is_chosen_category_by_category() -> None:
    found = select(STAFF, places={"person": 3, "team": 1})
    assert found.status == "optimal"
    assert found.chosen == ("ann", "bob", "cai", "team1")
    assert found.objective == found.bound == 95 + 93 + 90 + 70
    assert found.gap == 0


def test_a_bound_counts_members_over_all_categories() -> None:
    assert chosen(3, Bound("few-leaders", "leader", high=1)) == ("ann", "dan", "eve")
    assert chosen(3, Bound("women", "woman", low=1)) == ("ann", "bob", "eve")
    found = select(STAFF, places={"person": 2, "team": 1}, bounds=[Bound("grassroots", "grass", low=1)])
    assert found.chosen == ("ann", "bob", "team2"), "the second team loses 2, the next grassroots person would lose 5"


def test_a_share_has_its_own_denominator() -> None:
    """Of the grassroots people chosen, at least half are women: dan alone would be none of one."""
    assert chosen(4, ShareBound("women-of-grass", "woman", "grass", low=Fraction(1, 2))) == ("ann", "bob", "cai", "eve")
    assert chosen(5, ShareBound("women-of-grass", "woman", "grass", low=Fraction(1, 2)))[3:] == ("dan", "eve")


def test_more_than_half_is_more_than_half() -> None:
    over_half = ShareBound("over-half", "woman", "grass", low=Fraction(1, 2), strict_low=True)
    assert chosen(5, over_half) == ("ann", "bob", "cai", "eve", "fay")


def test_a_share_of_nobody_breaks_no_rule() -> None:
    assert chosen(3, ShareBound("all-women", "woman", "grass", low=Fraction(1), strict_low=False)) == (
        "ann",
        "bob",
        "cai",
    )
    strict = ShareBound("over-half", "woman", "grass", low=Fraction(1, 2), strict_low=True)
    assert chosen(3, strict) == ("ann", "bob", "cai")


@pytest.mark.parametrize(("rounding", "leaders"), [("exact", 1), ("down", 1), ("up", 2)])
def test_rounding_says_which_way_a_share_becomes_people(rounding: str, leaders: int) -> None:
    """At most 30 % leaders of four is 1.2 people: one, unless the charter rounds up (Q3 rounds down)."""
    everybody = [Candidate(one.id, one.merit, one.category, one.member_of | {"all"}) for one in STAFF]
    rule = ShareBound("leaders", "leader", "all", high=Fraction(3, 10), round=rounding)  # type: ignore[arg-type]
    found = select(everybody, places={"person": 4, "team": 0}, bounds=[rule])
    assert sum(name in {"ann", "bob", "cai"} for name in found.chosen) == leaders


def test_a_conditional_rule_applies_only_while_its_condition_holds() -> None:
    """From two leaders on, at least two women (Q8): either one leader, or two women."""
    rule = Conditional("women-beside-leaders", "woman", "leader", if_at_least=2, low=2)
    assert chosen(3, rule) == ("ann", "dan", "eve")
    assert chosen(4, rule) == ("ann", "bob", "eve", "fay")
    ends_at_two = Conditional("women-beside-leaders", "woman", "leader", if_at_least=2, low=2, if_at_most=2)
    assert chosen(4, ends_at_two) == ("ann", "bob", "cai", "dan")


def test_at_most_one_of_a_group() -> None:
    rule = AtMostOne("same-person", frozenset({"ann", "bob", "team1"}))
    found = select(STAFF, places={"person": 2, "team": 1}, bounds=[rule])
    assert found.chosen == ("ann", "cai", "team2")


def test_names_can_be_ordered_in_and_out() -> None:
    assert chosen(3, must_include=["fay"]) == ("ann", "bob", "fay")
    assert chosen(3, must_exclude=["ann"]) == ("bob", "cai", "dan")


def test_a_range_of_places_is_filled_as_far_as_the_rules_allow_and_only_then_by_merit() -> None:
    """Nobody loses a place because a merit happens to be below zero."""
    low = [Candidate(f"n{at}", -at, "person", frozenset({"a"} if at < 3 else ())) for at in range(5)]
    assert len(select(low, places={"person": (0, 4)}).chosen) == 4
    assert select(low, places={"person": (0, 4)}, bounds=[Bound("a", "a", high=1)]).chosen == ("n0", "n3", "n4")


def test_equal_merits_are_decided_by_lot_never_by_the_order_of_the_input() -> None:
    equal = [Candidate(f"n{at}", 50, "person") for at in range(9)]
    found = select(equal, places={"person": 3}, tie_seed="2026")
    by_lot = sorted((one.id for one in equal), key=lambda name: drawn_lot("2026", name))
    assert set(found.chosen) == set(by_lot[:3])
    assert select(equal[::-1], places={"person": 3}, tie_seed="2026") == found
    assert select(equal, places={"person": 3}, tie_seed="2027").chosen != found.chosen


def test_a_charter_can_give_the_lots_itself() -> None:
    """Say by seniority: the lower number goes first."""
    equal = [Candidate(f"n{at}", 50, "person", lot=9 - at) for at in range(9)]
    assert select(equal, places={"person": 3}).chosen == ("n8", "n7", "n6")


def test_a_drawn_lot_can_be_drawn_again_by_anybody() -> None:
    """The first 40 bits of SHA-256 over seed and id, plus one."""
    assert drawn_lot("2026|final|", "n1") == 0x618FE02679 + 1


def test_the_reserve_is_the_foremost_who_could_take_somebodys_place() -> None:
    """With one leader at most and at least one woman, bob and cai can follow ann only; dan and fay fit more widely."""
    rules = [Bound("few-leaders", "leader", high=1), Bound("women", "woman", low=1)]
    found = select(STAFF, places={"person": 3, "team": 1}, bounds=rules, reserve={"person": 3, "team": 2})
    assert found.chosen == ("ann", "dan", "eve", "team1")
    assert found.reserves == {"person": ("bob", "cai", "fay"), "team": ("team2",)}


def test_every_rule_is_tallied() -> None:
    rules = [Bound("few-leaders", "leader", high=1), ShareBound("women-of-grass", "woman", "grass", low=Fraction(1, 3))]
    found = select(STAFF, places={"person": 3, "team": 0}, bounds=rules)
    assert found.tallies == (
        Tally("few-leaders", "high", count=1, among=None, needed=1, slack=0, applies=True),
        Tally("women-of-grass", "low", count=1, among=2, needed=1, slack=0, applies=True),
    )


def test_displaced_and_needed_name_the_rules() -> None:
    """bob and cai are left out because of the cap on leaders; dan and eve are in only because of it."""
    found = select(STAFF, places={"person": 3, "team": 0}, bounds=[Bound("few-leaders", "leader", high=1)])
    assert [(one.id, one.rules, one.swaps, one.above_cut) for one in found.displaced] == [
        ("bob", ("few-leaders",), 2, True),
        ("cai", ("few-leaders",), 2, True),
    ]
    assert [(one.id, one.rules, one.ahead, one.below_cut) for one in found.needed_by] == [
        ("dan", ("few-leaders",), 2, True),
        ("eve", ("few-leaders",), 2, True),
    ]


def test_somebody_ordered_in_explains_who_is_out() -> None:
    found = select(STAFF, places={"person": 1, "team": 0}, must_include=["fay"])
    assert found.chosen == ("fay",)
    assert {one.rules for one in found.displaced} == {("must-include",)}


def test_a_search_stopped_before_any_list_is_refused() -> None:
    sevenths = [Candidate(f"n{at}", at * 7919 % 1000, "person", frozenset({f"s{at % 7}"})) for at in range(900)]
    rules = [Bound(f"s{at}", f"s{at}", low=8, high=9) for at in range(7)]
    with pytest.raises(Refused) as refused:
        select(sevenths, places={"person": 60}, bounds=rules, time_limit=0.0)
    assert refused.value.code == "selection-unfinished"
    assert select(sevenths, places={"person": 60}, bounds=rules).status == "optimal"


def test_a_search_stopped_later_gives_the_list_and_how_much_better_one_could_be(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The solver stops with a list and a bound of five more; whatever it has, that is not called optimal."""

    def stopped(*given: Any, **more: Any) -> Found:
        found = exact(*given, **more)
        return replace(found, status="feasible", bound=found.value + 5)

    monkeypatch.setattr(choice_kernel, "exact", stopped)
    found = select(STAFF, places={"person": 3, "team": 0}, bounds=[Bound("few-leaders", "leader", high=1)])
    assert (found.status, found.chosen, found.gap) == ("feasible", ("ann", "dan", "eve"), 5)


def test_a_hard_question_stopped_by_its_limit_has_a_list_a_bound_and_a_gap() -> None:
    """Fifty random groups with little room around one list: the limit comes first, the same way each time."""
    chance = random.Random(4)
    people = [
        Candidate(f"n{at:04}", chance.randint(0, 90_000), "person", frozenset(f"g{g}" for g in range(50) if chance.random() < 0.4))
        for at in range(800)
    ]  # fmt: skip
    planted = chance.sample(people, 40)
    counts = {f"g{g}": sum(f"g{g}" in one.member_of for one in planted) for g in range(50)}
    rules = [Bound(name, name, count - 2, count + 2) for name, count in counts.items()]
    found = select(people, places={"person": 40}, bounds=rules, time_limit=0.5, reasons=False)
    assert found.status == "feasible"
    assert 0 < found.gap == found.bound - found.objective
    assert all(tally.slack >= 0 for tally in found.tallies)
    assert found.proof is not None
    shown = recheck(found.proof, found.chosen, people, places={"person": 40}, bounds=rules)
    assert (shown.how, shown.gap) == ("gap", found.gap)
    assert select(people, places={"person": 40}, bounds=rules, time_limit=0.5, reasons=False) == found


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"candidates": [*STAFF, STAFF[0]]}, "candidate-twice"),
        ({"candidates": [Candidate("x", 1, "pet")]}, "candidate-category-unknown"),
        ({"candidates": [Candidate("x", 2**41, "person")]}, "candidate-merit-wrong"),
        ({"candidates": [Candidate("x", 0.5, "person")]}, "candidate-merit-wrong"),  # type: ignore[arg-type]
        ({"candidates": [Candidate("x", 1, "person", lot=-1)]}, "candidate-lot-wrong"),
        ({"places": {"person": -1, "team": 0}}, "places-wrong"),
        ({"places": {"person": (3, 2), "team": 0}}, "places-wrong"),
        ({"must_include": ["zoe"]}, "candidate-unknown"),
        ({"must_include": ["ann"], "must_exclude": ["ann"]}, "candidate-in-and-out"),
        ({"bounds": [AtMostOne("a", frozenset()), AtMostOne("a", frozenset())]}, "rule-twice"),
        ({"bounds": [AtMostOne("a", frozenset({"zoe"}))]}, "rule-names-unknown-candidate"),
    ],
)
def test_faulty_input_is_refused_with_words(change: dict[str, object], code: str) -> None:
    given: dict[str, object] = {"candidates": STAFF, "places": {"person": 3, "team": 0}, **change}
    with pytest.raises(Refused) as refused:
        select(given.pop("candidates"), **given)  # type: ignore[arg-type]
    assert refused.value.code == code
    for language in ("zh", "en"):
        assert "{" not in words.REFUSALS[code][language].format_map(refused.value.facts)
