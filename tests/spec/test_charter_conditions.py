"""Conditions: a table of attributes and what they are compared with. No formulas, so they read in both languages."""

from datetime import date
from decimal import Decimal

import pytest

from chucai.charter.predicate import compares, holds, parse, to_json

NOMINEE = {
    "category": "person",
    "post_level": "section",
    "frontline": True,
    "years": 4,
    "mark": Decimal("7.5"),
    "last_award": date(2019, 6, 30),
    "sanction": None,
}
MOMENTS = {"round.opens": date(2026, 3, 2)}


@pytest.mark.parametrize(
    ("condition", "answer"),
    [
        # equality, and one of several
        ({"category": "person"}, True),
        ({"post_level": "county"}, False),
        ({"post_level": ["none", "section"]}, True),
        ({"frontline": True}, True),
        ({"frontline": False}, False),
        # numbers
        ({"years": {"at_least": 4}}, True),
        ({"years": {"more_than": 4}}, False),
        ({"years": {"at_most": 4}}, True),
        ({"years": {"less_than": 4}}, False),
        ({"years": {"at_least": 2, "at_most": 5}}, True),
        ({"mark": {"is": Decimal("7.50")}}, True),
        # dates, and moments of the round
        ({"last_award": {"before": date(2020, 1, 1)}}, True),
        ({"last_award": {"after": date(2020, 1, 1)}}, False),
        ({"last_award": {"before": "round.opens"}}, True),
        # given or not
        ({"last_award": {"present": True}}, True),
        ({"sanction": {"absent": True}}, True),
        ({"sanction": {"absent_or_before": "round.opens"}}, True),
        ({"last_award": {"absent_or_before": "round.opens"}}, True),
        # several keys are all of them; any and not say otherwise
        ({"category": "person", "frontline": True}, True),
        ({"category": "person", "frontline": False}, False),
        ({"any": [{"category": "team"}, {"frontline": True}]}, True),
        ({"all": [{"category": "person"}, {"not": {"frontline": True}}]}, False),
        ({"not": {"post_level": "county"}}, True),
        # no condition at all
        ({}, True),
    ],
)
def test_a_condition_holds_or_not(condition, answer):
    assert holds(parse(condition), NOMINEE, MOMENTS) is answer


@pytest.mark.parametrize(
    "condition",
    [
        {"sanction": True},
        {"sanction": {"before": "round.opens"}},
        {"sanction": {"present": True}},
        {"never_asked": ["a", "b"]},
        {"never_asked": {"at_least": 0}},
    ],
)
def test_what_was_not_given_fails_every_comparison(condition):
    assert not holds(parse(condition), NOMINEE, MOMENTS)


def test_yes_is_not_the_number_one():
    assert not holds(parse({"years": True}), {"years": 1}, {})
    assert not holds(parse({"frontline": 1}), {"frontline": True}, {})


def test_a_condition_can_be_written_out_and_read_again():
    condition = parse({"any": [{"category": "team"}, {"years": {"at_least": 2}, "frontline": True}]})
    assert parse(to_json(condition)) == condition
    assert [each.attribute for each in compares(condition)] == ["category", "years", "frontline"]
