"""What the list of a stage hangs on, in a tiny town: prices by rule of the charter, next lists, turns, draws."""

from __future__ import annotations

from chucai.engine import stage as engine
from chucai.engine.weighed import drawn, weighed
from tests.spec.tiny import COMPARE, CONFER, Town, text, tiny

RULES = [
    {
        "id": "per-office",
        "says": text("At most one from each office"),
        "among": {"category": "person"},
        "each": "unit@office",
        "at_most": 1,
    },
    {"id": "some", "among": {"category": "person"}, "at_least": 0},
]


def compared() -> Town:
    """Three from the mill stand in front; only one of them may be chosen, so the first from the farm comes in."""
    town = Town(tiny({**COMPARE, "composition": True}, CONFER, rule=RULES)).opened()
    for name, unit in (("an", "mill"), ("bo", "mill"), ("cy", "mill"), ("di", "farm"), ("ed", "shop")):
        town.submit(name, unit=unit)
    town.panel("judge-1", "judge-2")
    marks = {"an": 10, "bo": 9, "cy": 8, "di": 5, "ed": 3}
    town.assign(**dict.fromkeys(marks, ("judge-1", "judge-2")))
    for name, mark in marks.items():
        town.assess("judge-1", name, mark).assess("judge-2", name, max(0, mark - 1))
    return town


def test_a_rule_is_priced_with_all_its_parts_and_those_it_moved_are_turned() -> None:
    town = compared()
    stage = town.charter.stage("compare")
    ranking = engine.ranking(town.charter, town.state, stage)
    town.rank(ranking=ranking.fields["ranking"], unranked=(), method="severity", engine=ranking.fields["engine"])
    shortlist = engine.shortlist(town.charter, town.state, stage)
    assert shortlist.selection.chosen == ("an", "di")
    found = weighed(shortlist)
    prices = {(price.rule, price.eased): price.merit for price in found.explanation.prices}
    merit = {line.nomination: line.merit for line in ranking.fields["ranking"]}
    assert prices["per-office", "dropped"] == merit["bo"] - merit["di"]
    assert {rule for rule, _ in prices} == {"per-office", "some"}
    assert {turn.id for turn in found.explanation.turns} == {"bo", "di"}
    assert found.explanation.others is not None
    assert (found.explanation.others[0].enters, found.explanation.others[0].leaves) == (("bo",), ("an",))
    assert found.explanation.others[0].less == merit["an"] - merit["bo"]
    assert found.chances == {}

    many = drawn(found, shortlist, ranking.reports, number=50, seed=3)
    assert many.draws == 50
    assert sum(many.chances.values()) == 100
    assert all(many.chances.get("an", 0) >= count for count in many.chances.values())
    assert drawn(found, shortlist, ranking.reports, number=50, seed=3) == many
    assert drawn(found, shortlist, {}, number=50, seed=3) == found


def test_where_no_list_can_be_made_there_is_nothing_to_weigh() -> None:
    rules = [{"id": "all-from-mill", "among": {"category": "person"}, "count": {"category": "team"}, "at_least": 2}]
    town = Town(tiny({**COMPARE, "composition": True}, CONFER, rule=rules)).opened()
    town.submit("an").submit("bo").read(an=9, bo=8).rank()
    shortlist = engine.shortlist(town.charter, town.state, town.charter.stage("compare"))
    assert shortlist.selection.status == "infeasible"
    assert weighed(shortlist).explanation.others is None
