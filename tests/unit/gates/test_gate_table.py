"""The transition table holds all acts, and agrees with the rooms around it."""

import pytest

from chucai.errors import Refused
from chucai.gates import acts, words
from chucai.gates.acts import ACTS, Act, act_from
from chucai.gates.decide import decide
from chucai.gates.evolve import STEPS
from chucai.gates.people import LISTED, UNLISTED
from chucai.gates.rounds import BLOCKERS
from chucai.gates.standing import ENDS, GATES, HELD, IN_PLAY, RETURNED
from chucai.gates.table import BY_ACT, BY_EVENT, FOLLOWING, TABLE
from tests.spec.tiny import CLERK, CONFER, RECOMMEND, Town, coordinator, tiny

KNOWN = {*IN_PLAY, RETURNED, HELD, *ENDS}


def test_every_act_has_one_line_and_every_line_its_own_event():
    assert set(BY_ACT) == set(ACTS.values())
    assert len(BY_ACT) == len(BY_EVENT) == len(TABLE)


def test_every_event_moves_its_stream():
    assert STEPS.keys() == {*BY_EVENT, *FOLLOWING}


def test_lines_speak_of_roles_gates_and_standings_there_are():
    for line in TABLE:
        assert set(line.roles) <= {*LISTED, *UNLISTED}, line.event
        assert set(line.gates) <= GATES.keys(), line.event
        assert set(line.standing) | {after for _, after in line.moves} <= KNOWN, line.event
        assert line.event in words.WORDS["event"]
        assert line.act.kind in words.WORDS["act"]


def test_every_gate_says_what_blocks_it():
    assert BLOCKERS.keys() == GATES.keys() == words.WORDS["gate"].keys()


def test_every_standing_can_be_reached_and_ends_lead_nowhere_but_to_the_loss_of_an_award():
    reached = {after for line in TABLE for _, after in line.moves}
    assert reached == KNOWN
    left = {before for line in TABLE for before, _ in line.moves}
    assert left & set(ENDS) == {"conferred", "not-selected"}


def test_an_act_moves_a_nomination_only_from_a_standing_it_may_be_done_on():
    for line in TABLE:
        if line.standing and "nomination" in line.act.model_fields:
            assert {before for before, _ in line.moves} <= set(line.standing), line.event


def test_an_act_is_read_back_from_the_event_it_made():
    town = Town(tiny(RECOMMEND, CONFER)).forwarded("an").confer("an")
    for event in town.events:
        line = BY_EVENT[event.kind]
        again = act_from(line.act.kind, dict(event.data))
        assert isinstance(again, line.act)
        assert again.to_json().items() <= dict(event.data).items()


def test_reading_back_tells_every_fault():
    with pytest.raises(Refused) as caught:
        act_from("submit", {"nomination": "an an", "category": 3, "unit": "mill", "commitments": {}})
    assert caught.value.code == "malformed-act"
    assert len(caught.value.facts["faults"]) == 2
    with pytest.raises(Refused, match="unknown-act"):
        act_from("dance", {})


def test_an_act_that_is_not_in_the_table_is_unknown():
    class Dance(Act):
        kind = "dance"

    town = Town(tiny(RECOMMEND, CONFER)).opened()
    with pytest.raises(Refused, match="unknown-act"):
        town.do(CLERK, Dance())


def test_deciding_changes_nothing_and_says_the_same_twice():
    town = Town(tiny(RECOMMEND, CONFER)).opened().submit("an")
    act = acts.ForwardSlate(stage="recommend", unit="mill", category="person", ranked=("an",))
    before = town.state.slate("recommend", "mill")
    first, second = (decide(town.charter, town.state, act, town.now, coordinator("mill")) for _ in range(2))
    assert first == second
    assert town.state.slate("recommend", "mill") == before


def test_an_act_is_frozen_and_strict_and_holds_no_field_it_does_not_know():
    act = acts.Return(nomination="an", clause="F4")
    with pytest.raises(ValueError, match="frozen"):
        act.clause = "F5"  # type: ignore[misc]
    for wrong in ({"nomination": 3}, {"nomination": "an", "clause": "F4", "mood": "bad"}):
        with pytest.raises(ValueError, match="validation error"):
            acts.Return(**wrong)
