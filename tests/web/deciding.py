"""An invented district in the middle of its comparison, for the tests of the decision desk."""

from __future__ import annotations

from chucai.charter.calendar import shipped
from chucai.charter.examples import example_text
from chucai.charter.load import read
from chucai.cli.rehearsal.district import District
from chucai.cli.rehearsal.play import Play
from chucai.cli.rehearsal.records import RecordsDoor
from chucai.cli.rehearsal.run import run_into
from chucai.gates.acts import Actor
from chucai.web.home import ledger_key

ROUND = "lanxi-2026"
DESK = f"/rounds/{ROUND}/office/decision/compare/compare/"
OFFICE = Actor(id="office-1", role="secretary")


def small(charter: str) -> str:
    """The district's charter with an eighth of its places, so that a round is played in a moment."""
    for whole, part in (
        ("places  = 83", "places  = 10"),
        ("places  = 37", "places  = 5"),
        ("at_least = 5", "at_least = 1"),
    ):
        assert whole in charter
        charter = charter.replace(whole, part)
    return charter


def district() -> str:
    """The text of its charter."""
    return small(example_text("district"))


def played() -> Play:
    """The round, with most of its sheets handed in; `now` is the moment it has come to."""
    text = district()
    charter = read(text).wanted()
    calendar = shipped(charter.calendar)
    found = Play(
        charter,
        calendar,
        RecordsDoor(ROUND, text, calendar),
        District(charter, "desk", people=70, teams=30),
        seed="desk",
        verifier_key=ledger_key().verifier_key(),
    )
    run_into(found, charter.stage("compare"))
    return found
