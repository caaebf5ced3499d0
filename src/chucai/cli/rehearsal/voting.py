"""Votes in a rehearsal: on paper in the units, in the electronic box of a meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from hashlib import sha256

from chucai.charter.judging import Vote
from chucai.charter.stages import Stage
from chucai.cli.rehearsal.play import SECRETARY, Play
from chucai.gates import acts
from chucai.gates.acts import Actor, Slip
from chucai.gates.ballots import electorate
from chucai.gates.standing import asked_in_vote, is_voted_on, paper_id, unit_at


def paper_votes(play: Play, stage: Stage) -> None:
    """Each unit votes on its nominations in a meeting and enters the minutes."""
    by_unit: dict[str | None, list[str]] = defaultdict(list)
    for nomination in play.standing(stage):
        if asked_in_vote(stage, nomination):
            by_unit[unit_at(play.charter, play.state, stage, nomination)].append(nomination.id)
    for unit, names in by_unit.items():
        paper = play.script.paper_vote(names)
        minutes = play.committed(f"{paper_id(stage.id, unit)}|minutes", f"minutes of {unit or 'the round'} (invented)")
        act = acts.RecordBallot(
            ballot=paper_id(stage.id, unit),
            stage=stage.id,
            unit=unit,
            entitled=paper.entitled,
            present=paper.present,
            cast=paper.cast,
            tallies=dict(paper.tallies),
            minutes=minutes.commitment,
        )
        play.hand(play.coordinator(unit) if unit else SECRETARY, act, [minutes])
    play.send("votes in the units")


def meeting(play: Play, stage: Stage) -> None:
    """The whole electorate meets, and again about those who stepped into places that the vote left vacant."""
    before: list[str] = []
    while stage.vote and (names := _undecided(play, stage)) and names != before:
        _meet(play, stage, stage.vote, names)
        before = names


def _undecided(play: Play, stage: Stage) -> list[str]:
    """Whom the vote is about and no count has decided on yet."""
    ballot = play.state.ballot(paper_id(stage.id, None))
    here = play.standing(stage, ("standing", "reserve"))
    asked = [n.id for n in here if is_voted_on(play.charter, play.state, stage, n)]
    return [name for name in asked if not (ballot and ballot.settled(name))]


def _meet(play: Play, stage: Stage, vote: Vote, names: Sequence[str]) -> None:
    """The ballot is opened, cast, closed and counted."""
    voters = [f"{vote.asked}-{number}" for number in range(1, play.script.panel_size + 1)]
    scope = electorate(vote, None)
    if not play.state.roster.of("elector", scope):
        play.appoint("elector", voters, scope)
        play.appoint("chair", voters[-1:], scope)
    ballot = paper_id(stage.id, None)
    play.hand(SECRETARY, acts.OpenBallot(ballot=ballot, stage=stage.id, candidates=tuple(names)))
    play.send()
    for voter in voters:
        choices = dict(play.script.choices(voter, names))
        slip = Slip(number=_number(play, ballot, voter), choices=choices) if vote.secret else None
        act = acts.Cast(ballot=ballot, voter=voter, choices={} if vote.secret else choices)
        play.hand(Actor(id=voter, role="elector"), act, slip=slip)
    play.hand(SECRETARY, acts.CloseBallot(ballot=ballot, present=len(voters)))
    play.send("ballot")
    slips = tuple(play.door.slips(ballot)) if vote.secret else ()
    play.hand(SECRETARY, acts.CountBallot(ballot=ballot, slips=slips))
    play.send()


def _number(play: Play, ballot: str, voter: str) -> str:
    """The number only its voter knows. In a rehearsal it follows from the seed."""
    return sha256(f"{play.seed}|{ballot}|{voter}|slip".encode()).hexdigest()[:20]
