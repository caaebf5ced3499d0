"""Candidates for being one person, with the reason; never a decision."""

import pytest

from chucai.intake.people import Person, loose_name, normal_name, same_person

PARENTS = {"school": "edu", "edu": "lanxi", "health": "lanxi", "lanxi": None}


def reasons(*people):
    return [(found.first, found.second, found.reason) for found in same_person(people, PARENTS)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("柳青禾", "柳 青　禾"),
        ("阿依努尔·买", "阿依努尔•买"),
        ("阿依努尔·买", "阿依努尔・买"),
        ("阿依努尔·买", "阿依努尔.买"),
        ("阿依努尔·买", "阿依努尔 · 买"),
        ("Ann Example", "ＡＮＮ  ＥＸＡＭＰＬＥ"),
    ],
)
def test_one_name_written_two_ways(one, other):
    assert normal_name(one) == normal_name(other)


def test_latin_names_keep_their_spaces():
    assert normal_name("Ann Example") != normal_name("Annexample")


def test_candidates_look_past_order_accents_and_points():
    assert loose_name("Example, Ann J.") == loose_name("Ánn J Example")
    assert loose_name("柳青禾") != loose_name("柳青")


def test_the_same_identity_number_is_a_candidate_whatever_the_name():
    assert reasons(Person("a", "柳青禾", "school", "x0001"), Person("b", "柳青", "health", "X 0001")) == [
        ("a", "b", "same-identity")
    ]


def test_the_same_name_in_one_unit_or_along_one_line_of_the_tree():
    found = reasons(Person("a", "柳青禾", "school"), Person("b", "柳 青禾", "school"), Person("c", "柳青禾", "lanxi"))
    assert found == [
        ("a", "b", "same-name-same-unit"),
        ("a", "c", "same-name-related-unit"),
        ("b", "c", "same-name-related-unit"),
    ]


def test_the_same_name_elsewhere_is_no_candidate():
    assert reasons(Person("a", "柳青禾", "school"), Person("b", "柳青禾", "health")) == []


def test_two_identity_numbers_are_two_people():
    assert reasons(Person("a", "柳青禾", "edu", "X0001"), Person("b", "柳青禾", "edu", "X0002")) == []
    assert reasons(Person("a", "柳青禾", "edu", "X0001"), Person("b", "柳青禾", "edu")) == [
        ("a", "b", "same-name-same-unit")
    ]


def test_nobody_without_a_name_or_number_is_matched():
    assert reasons(Person("a", "", "edu"), Person("b", "", "edu"), Person("c", " ", "edu", "")) == []


def test_a_ring_in_the_tree_ends():
    assert same_person([Person("a", "甲", "x"), Person("b", "甲", "z")], {"x": "y", "y": "x"}) == ()
