"""In a rehearsal a council that turns somebody down meets again about the reserve who steps in."""

from __future__ import annotations

from chucai.charter.calendar import shipped
from chucai.cli.rehearsal.door import MemoryDoor
from chucai.cli.rehearsal.play import Play
from chucai.cli.rehearsal.run import run
from chucai.cli.rehearsal.script import Script
from chucai.gates.acts import Unit
from chucai.gates.dossier import Draft
from tests.spec.tiny import COMPARE, CONFER, MONDAY, RECOMMEND, text, tiny

VOTE = {"asked": "council", "pass_above": "1/2", "base": "cast"}
MARKS = {"an": 9, "bo": 7, "ce": 5}


class Council(Script):
    def units(self):
        return [Unit(id="town", tier="town", name="Town"), Unit(id="mill", tier="office", parent="town", name="Mill")]

    def drafts(self):
        return [(name, Draft(category="person", unit="mill", name=name, person=f"h-{name}")) for name in MARKS]

    def assessors(self):
        return {"judge-1": None, "judge-2": None}

    def marks(self, nomination, assessor):
        return {"deeds": MARKS[nomination]}

    def choices(self, voter, names):
        return {name: "disagree" if name == "bo" else "agree" for name in names}


def test_the_reserve_is_voted_on_in_a_second_ballot_and_honoured():
    parts = {"electorates": {"council": {"name": text("Council")}}}
    charter = tiny({**RECOMMEND, "places": {"person": 3}}, COMPARE, {**CONFER, "vote": VOTE}, **parts)
    door = MemoryDoor(charter, shipped("plain"), "tiny-2026")
    run(Play(charter, shipped("plain"), door, Council(), seed="s", verifier_key="k", start=MONDAY))
    ballot = door.state.ballot("confer")
    assert (ballot.passed, ballot.failed) == ({"an", "ce"}, {"bo"})
    assert [door.state.nomination(name).award is not None for name in MARKS] == [True, False, True]
