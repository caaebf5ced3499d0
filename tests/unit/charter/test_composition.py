"""Places that no list can fill, found by counting kinds of nominee; its twin tries every list."""

from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chucai.charter.check import check, examine
from chucai.charter.load import read
from chucai.charter.predicate import holds
from chucai.gates.composition import bounds
from tests.unit.charter.small_charter import SMALL, edited

CODE = "places-cannot-be-filled"
RULES = SMALL[SMALL.index("[[rule]]") : SMALL.index("[bodies.audit]")]


def blamed(rules, *edits):
    """The rules named when these take the place of the small charter's; None when its places can be filled."""
    faults = examine(edited((RULES, rules), *edits)).faults
    found = [each for each in faults if each.code == CODE]
    assert [each for each in faults if each.severity == "fault" and each.code != CODE] == []
    return found[0].facts["rules"].split(", ") if found else None


def rule(name, **keys):
    return f'[[rule]]\nid = "{name}"\n' + "".join(f"{key} = {value}\n" for key, value in keys.items())


PERSON = '{ category = "person" }'
FRONT = "{ front = true }"
HIGH = '{ level = "high" }'


def test_bounds_of_one_set_that_cross():
    few = rule("few", among=PERSON, count=FRONT, at_most=4)
    many = rule("many", among=PERSON, count=FRONT, share_at_least='"1/2"')
    assert blamed(few + many) == ["few", "many"]
    assert blamed(few + many.replace("1/2", "2/5")) is None


def test_minimums_of_values_that_exclude_each_other():
    minimums = "".join(
        rule(value, among=PERSON, count=f'{{ level = "{value}" }}', at_least=4) for value in ("low", "middle", "high")
    )
    assert blamed(minimums) == ["low", "middle", "high"]
    assert blamed(minimums, ("places = 10", "places = 12")) is None


def test_maximums_that_cannot_fill_the_places():
    assert blamed(rule("each-theme", among=PERSON, each='"attribute@theme"', at_most=4)) == ["each-theme"]
    assert blamed(rule("each-theme", among=PERSON, each='"attribute@theme"', at_most=5)) is None


def test_a_nested_share_that_cannot_hold():
    many_high = rule("many-high", among=PERSON, count=HIGH, share_at_least='"60 %"')
    front_high = rule(
        "front-high", among='{ category = "person", level = "high" }', count=FRONT, share_at_least='"50 %"'
    )
    few_front = rule("few-front", among=PERSON, count=FRONT, at_most=2)
    assert blamed(many_high + front_high + few_front) == ["many-high", "front-high", "few-front"]
    assert blamed(many_high + front_high + few_front.replace("2", "3")) is None


def test_the_smallest_set_of_rules_is_named():
    chain = (
        rule("a", among=PERSON, count=FRONT, at_least=6)
        + rule("b", among=PERSON, count=HIGH, at_least=6)
        + rule("c", among=PERSON, count='{ front = true, level = "high" }', at_most=1)
        + rule("d", among=PERSON, count=FRONT, at_most=5)
    )
    assert blamed(chain) == ["a", "d"]


def test_rounding_decides_a_close_case():
    few = rule("few", among=PERSON, count=FRONT, share_at_most='"15 %"', round='"down"')
    assert blamed(few + rule("two", among=PERSON, count=FRONT, at_least=2)) == ["few", "two"]
    assert blamed(few.replace("down", "up") + rule("two", among=PERSON, count=FRONT, at_least=2)) is None


def test_a_conditional_rule_binds_only_where_its_condition_holds():
    doctors = rule("two", among=HIGH, count=FRONT, at_least=2, if_among="{ at_least = 3 }")
    none_in_front = rule("none", among=PERSON, count=FRONT, at_most=0)
    assert blamed(doctors + none_in_front) is None
    assert blamed(doctors + none_in_front + rule("many", among=PERSON, count=HIGH, at_least=3)) == [
        "two",
        "none",
        "many",
    ]


def test_a_pool_counts_outside_the_rules_it_names():
    pool = '[[pool]]\nid = "p"\nname = { zh = "专", en = "P" }\ncategory = "person"\nwhere = { level = "high" }\nplaces = 3\n'
    no_high = rule("no-high", among=PERSON, count=HIGH, at_most=0)
    assert blamed(no_high + pool) == ["no-high"]
    assert blamed(no_high + pool + 'outside = ["no-high"]\n') is None


def test_places_that_may_stay_empty_can_always_be_filled():
    some = rule("some", among=PERSON, count=FRONT, share_at_least='"1/2"') + rule("none", count=FRONT, at_most=0)
    assert blamed(some) == ["some", "none"]
    assert blamed(some, ("places = 10", "places = 10\nmay_leave_empty = true")) is None


def test_a_rule_that_is_only_reported_never_binds():
    assert blamed(
        rule("none", count=FRONT, at_most=0) + rule("all", among=PERSON, count=FRONT, share_at_least='"1"')
    ) == [
        "none",
        "all",
    ]
    assert (
        blamed(rule("none", count=FRONT, at_most=0) + rule("all", among=PERSON, count=FRONT, report_only="true"))
        is None
    )


def test_the_sums_are_told():
    few = rule("few", among=PERSON, count=FRONT, share_at_most='"15 %"', round='"down"')
    faults = examine(edited((RULES, few + rule("two", among=PERSON, count=FRONT, at_least=2)))).faults
    assert faults[0].facts["sums"] == "person = 10; team = 4; few ≤ 1; two ≥ 2"


# ---- the twin: every list of so many nominees, counted as the gates count ----

KINDS = [{"category": "person", "front": front, "level": level} for front in (True, False) for level in ("low", "high")]
SETS = (PERSON, FRONT, HIGH, '{ level = "low" }', "{ front = false }")
PLACES = 4


@st.composite
def some_rules(draw):
    found = []
    for n in range(draw(st.integers(1, 4))):
        keys = {"among": draw(st.sampled_from(SETS)), "count": draw(st.sampled_from(SETS))}
        bound = draw(st.sampled_from(["at_least", "at_most", "share_at_least", "share_at_most", "share_above"]))
        share = draw(st.sampled_from(['"1/3"', '"1/2"', '"60 %"', '"3/4"']))
        keys[bound] = share if bound.startswith("share") else draw(st.integers(0, PLACES))
        keys["round"] = draw(st.sampled_from(['"up"', '"down"', '"exact"']))
        if draw(st.booleans()):
            keys["if_among"] = f"{{ at_least = {draw(st.integers(0, PLACES))} }}"
        found.append(rule(f"r{n}", **keys))
    return "".join(found)


def kept(found, chosen):
    among = [facts for facts in chosen if holds(found.among, facts, {})]
    low, high = bounds(found, len(among))
    counted = sum(holds(found.count, facts, {}) for facts in among)
    return (low is None or counted >= low) and (high is None or counted <= high)


@settings(max_examples=60)
@given(some_rules())
def test_places_are_called_impossible_exactly_when_no_list_exists(rules):
    text = edited(
        (RULES, rules),
        ("places = 10", f"places = {PLACES}"),
        ('of = ["low", "middle", "high"]', 'of = ["low", "high"]'),
        ('middle = { zh = "中", en = "middle" }, ', ""),
    )
    charter = read(text).wanted()
    lists = combinations_with_replacement(KINDS, PLACES)
    possible = any(all(kept(found, chosen) for found in charter.rules) for chosen in lists)
    impossible = any(each.code == CODE for each in check(charter))
    assert impossible == (not possible)


@pytest.mark.parametrize("name", ["district", "provincial", "hackathon"])
def test_the_example_charters_can_fill_their_places(name, charter):
    assert not [each for each in check(charter(name)) if each.code == CODE]
