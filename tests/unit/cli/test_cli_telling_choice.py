"""What a report says of a chosen list comes from replaying the round: prices, other lists, changes, firmness."""

from __future__ import annotations

from chucai.cli.telling import choice
from chucai.cli.telling.comparison import Watched
from chucai.engine import stage as engine
from tests.spec.tiny import COMPARE, CONFER, Town, text, tiny

RULE = {
    "id": "per-office",
    "says": text("At most one from each office"),
    "among": {"category": "person"},
    "each": "unit@office",
    "at_most": 1,
}


def watched() -> tuple[Town, Watched]:
    """Two from the mill stand in front; one of them gives way to somebody from the farm."""
    town = Town(tiny({**COMPARE, "composition": True}, CONFER, rule=[RULE])).opened()
    for name, unit in (("an", "mill"), ("bo", "mill"), ("di", "farm"), ("ed", "shop")):
        town.submit(name, unit=unit)
    town.panel("judge-1", "judge-2")
    marks = {"an": 10, "bo": 9, "di": 5, "ed": 3}
    town.assign(**dict.fromkeys(marks, ("judge-1", "judge-2")))
    for name, mark in marks.items():
        town.assess("judge-1", name, mark).assess("judge-2", name, max(0, mark - 1))
    found = Watched()
    stage = town.charter.stage("compare")
    fields = engine.ranking(town.charter, town.state, stage).fields
    town.rank(**{name: fields[name] for name in ("ranking", "unranked", "method", "engine")})
    found(town.charter, town.state, town.events[-1])
    shortlist = engine.shortlist(town.charter, town.state, stage)
    town.choose(*shortlist.fields["chosen"]["person"])
    found(town.charter, town.state, town.events[-1])
    return town, found


def test_prices_other_lists_changes_and_firmness_are_told() -> None:
    town, found = watched()
    (prices,) = choice.prices(town.charter, found)
    (row,) = prices.rows
    assert (row.rule, row.words, row.places) == ("per-office", RULE["says"] and town.charter.rules[0].says, 0)
    assert row.dropped == row.eased == 40_000_000  # bo instead of di
    (others,) = choice.others(found)
    assert others.lists[0].less > 0
    assert {(turn.nomination, turn.chosen) for turn in choice.turns(found)} == {("bo", False), ("di", True)}
    (firm,) = choice.firm(town.charter, town.state, found)
    assert firm.draws == 100
    assert sum(one.count for one in firm.rows) == 200
    assert {one.nomination for one in firm.rows if one.standing == "chosen"} == {"an", "di"}
