"""Ballots: who may vote, what was cast, and the result by quorum, pass mark, base and tie rule (V1-V3)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chucai.charter.judging import Vote
from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.acts import Cast, CloseBallot, CountBallot, OpenBallot, RecordBallot, Slip, Tally
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.filling import fill_places
from chucai.gates.model import Ballot
from chucai.gates.standing import in_play, is_voted_on, paper_id, unit_at

CHOICES = ("agree", "disagree", "defer")


@dataclass(frozen=True, slots=True)
class Result:
    """`again`: nothing is decided on these, and they may be voted on once more."""

    quorate: bool
    passed: tuple[str, ...]
    tied: tuple[str, ...]
    again: tuple[str, ...]


def result(
    vote: Vote,
    tallies: Mapping[str, Tally],
    *,
    entitled: int,
    present: int,
    cast: int,
    seed: str,
    chair: Mapping[str, str],
) -> Result:
    """Who passes. A tie is a count of agree exactly at a pass mark that must be exceeded.

    Without a quorum nothing is decided on anybody: the meeting has to be held again.
    """
    quorate = vote.quorum is None or present >= vote.quorum * entitled
    base = {"entitled": entitled, "present": present, "cast": cast}[vote.base]
    passed, tied = [], []
    for name, tally in sorted(tallies.items()):
        if vote.pass_above is not None and tally.agree == vote.pass_above * base:
            tied.append(name)
        if quorate and (_passes(vote, tally, base) or (name in tied and _tie_passes(vote, name, seed, chair))):
            passed.append(name)
    again = tied if vote.tie == "again" else []
    return Result(quorate, tuple(passed), tuple(tied), tuple(again if quorate else sorted(tallies)))


def _passes(vote: Vote, tally: Tally, base: int) -> bool:
    above: Fraction | None = vote.pass_above
    if above is not None:
        return tally.agree > above * base
    return vote.pass_at_least is not None and tally.agree >= vote.pass_at_least * base


def _tie_passes(vote: Vote, name: str, seed: str, chair: Mapping[str, str]) -> bool:
    if vote.tie == "chair":
        return chair.get(name) == "agree"
    if vote.tie == "lot":
        return hashlib.sha256(f"{seed}|tie|{name}".encode()).digest()[0] % 2 == 0
    return False


def _vote(asked: Asked, stage: Stage) -> Vote:
    require(stage.vote is not None, "stage-without-vote", stage=stage.id)
    return stage.vote  # type: ignore[return-value]  # required just above


def electorate(vote: Vote, unit: str | None) -> str:
    """The scope under which electors are appointed: the electorate, with its unit where it sits in one."""
    return vote.asked if unit is None else f"{vote.asked}@{unit}"


def open_ballot(asked: Asked) -> list[Happened]:
    act: OpenBallot = asked.act
    vote = _vote(asked, asked.stage)
    _new_ballot(asked, act.ballot, act.unit)
    _check_candidates(asked, act.unit, act.candidates)
    entitled = len(asked.state.roster.of("elector", electorate(vote, act.unit)))
    require(entitled, "no-electors", electorate=electorate(vote, act.unit))
    return [Happened(f"ballot/{act.ballot}", {"entitled": entitled})]


def _new_ballot(asked: Asked, ballot: str, unit: str | None) -> None:
    require(ballot == paper_id(asked.stage.id, unit), "other-ballot", ballot=paper_id(asked.stage.id, unit))
    if asked.by.role == "coordinator":
        require(asked.state.roster.holds(asked.by.id, "coordinator", unit), "not-your-unit", unit=unit)
    before = asked.state.ballot(ballot)
    require(before is None or before.tallies is not None, "ballot-exists", ballot=ballot)


def _check_candidates(asked: Asked, unit: str | None, candidates: Iterable[str]) -> None:
    """Everybody the vote is about and no count has decided on yet, and nobody else."""
    here = in_play(asked.charter, asked.state, asked.stage.id, unit)
    before = asked.state.ballot(paper_id(asked.stage.id, unit))
    wanted = {
        n.id
        for n in here
        if unit_at(asked.charter, asked.state, asked.stage, n) == unit
        and is_voted_on(asked.charter, asked.state, asked.stage, n)
        and not (before and before.settled(n.id))
    }
    given = set(candidates)
    require(wanted, "nobody-to-list", stage=asked.stage.id)
    require(given == wanted, "list-differs", missing=sorted(wanted - given)[:10], extra=sorted(given - wanted)[:10])


def _open(asked: Asked) -> Ballot:
    ballot = asked.state.ballot(asked.act.ballot)
    if ballot is None:
        raise Refused("no-such-ballot", ballot=asked.act.ballot)
    round_ = asked.state.round
    require(round_.is_open(ballot.stage), "stage-not-open", stage=ballot.stage, open=round_.stage)
    return ballot


def _own(asked: Asked) -> Ballot:
    ballot = _open(asked)
    if asked.by.role == "coordinator":
        own = asked.state.roster.holds(asked.by.id, "coordinator", ballot.unit)
        require(own, "not-your-unit", unit=ballot.unit)
    return ballot


def cast(asked: Asked) -> list[Happened]:
    act: Cast = asked.act
    ballot = _open(asked)
    vote = _vote(asked, asked.charter.stage(ballot.stage))
    scope = electorate(vote, ballot.unit)
    require(asked.by.id == act.voter, "not-your-vote")
    require(asked.state.roster.holds(act.voter, "elector", scope), "not-an-elector", electorate=scope)
    require(ballot.present is None, "ballot-closed", ballot=ballot.id)
    require(act.voter not in ballot.cast, "already-voted")
    _in_turn(asked, vote, ballot, scope)
    wanted = () if vote.secret else ballot.candidates
    require(set(act.choices) == set(wanted), "choices-differ", wanted=sorted(wanted)[:10])
    return [Happened(f"ballot/{act.ballot}")]


def _in_turn(asked: Asked, vote: Vote, ballot: Ballot, scope: str) -> None:
    """The chair speaks last (or first) where the charter says so (V1)."""
    chairs = asked.state.roster.of("chair", scope)
    spoken = any(voter in chairs for voter in ballot.cast)
    if asked.act.voter in chairs:
        return
    require(vote.chair_speaks != "last" or not spoken, "chair-has-spoken", ballot=ballot.id)
    require(vote.chair_speaks != "first" or spoken or not chairs, "chair-speaks-first", ballot=ballot.id)


def close_ballot(asked: Asked) -> list[Happened]:
    act: CloseBallot = asked.act
    ballot = _own(asked)
    require(ballot.present is None, "ballot-closed", ballot=ballot.id)
    fits = len(ballot.cast) <= act.present <= ballot.entitled
    require(fits, "present-impossible", present=act.present, cast=len(ballot.cast), entitled=ballot.entitled)
    return [Happened(f"ballot/{act.ballot}")]


def count_ballot(asked: Asked) -> list[Happened]:
    act: CountBallot = asked.act
    ballot = _own(asked)
    vote = _vote(asked, asked.charter.stage(ballot.stage))
    require(ballot.present is not None, "ballot-still-open", ballot=ballot.id)
    require(ballot.tallies is None, "already-counted", ballot=ballot.id)
    papers = _papers(vote, ballot, act.slips)
    tallies = {name: _tally(paper[name] for paper in papers) for name in ballot.candidates}
    found = _result(asked, vote, ballot.entitled, ballot.present or 0, len(papers), tallies)
    return _counted(asked, asked.charter.stage(ballot.stage), found, tallies)


def _counted(asked: Asked, stage: Stage, found: Result, tallies: Mapping[str, Tally]) -> list[Happened]:
    """The count, and what it makes of places: whoever fails when consulted on or conferred upon leaves theirs."""
    data = {
        "tallies": {name: tally.model_dump() for name, tally in tallies.items()},
        "quorate": found.quorate,
        "passed": list(found.passed),
        "tied": list(found.tied),
        "again": list(found.again),
    }
    failed = sorted(tallies.keys() - {*found.passed, *found.again})
    out = [asked.state.nomination(name) for name in failed] if stage.gate in ("consult", "confer") else []
    return [Happened(f"ballot/{asked.act.ballot}", data), *fill_places(asked, out)]


def _papers(vote: Vote, ballot: Ballot, slips: Sequence[Slip]) -> list[Mapping[str, str]]:
    if not vote.secret:
        require(not slips, "slips-in-named-vote", ballot=ballot.id)
        return list(ballot.cast.values())
    numbers = [slip.number for slip in slips]
    require(len(slips) == len(ballot.cast), "slips-differ", slips=len(slips), cast=len(ballot.cast))
    require(numbers == sorted(set(numbers)), "slips-disordered", ballot=ballot.id)
    whole = all(slip.choices.keys() == set(ballot.candidates) for slip in slips)
    require(whole, "choices-differ", wanted=sorted(ballot.candidates)[:10])
    return [slip.choices for slip in slips]


def _tally(choices: Iterable[str]) -> Tally:
    seen = Counter(choices)
    return Tally(agree=seen["agree"], disagree=seen["disagree"], defer=seen["defer"])


def _result(asked: Asked, vote: Vote, entitled: int, present: int, cast: int, tallies: Mapping[str, Tally]) -> Result:
    chair = getattr(asked.act, "chair", {})
    seed = asked.state.round.seed
    found = result(vote, tallies, entitled=entitled, present=present, cast=cast, seed=seed, chair=chair)
    waiting = [name for name in found.tied if vote.tie == "chair" and name not in chair]
    require(not waiting or not found.quorate, "chair-must-decide", nominations=waiting)
    return found


def record_ballot(asked: Asked) -> list[Happened]:
    act: RecordBallot = asked.act
    vote = _vote(asked, asked.stage)
    _new_ballot(asked, act.ballot, act.unit)
    _check_candidates(asked, act.unit, act.tallies)
    require(
        act.cast <= act.present <= act.entitled,
        "present-impossible",
        present=act.present,
        cast=act.cast,
        entitled=act.entitled,
    )
    off = [name for name, tally in act.tallies.items() if tally.agree + tally.disagree + tally.defer != act.cast]
    require(not off, "tally-differs", nominations=sorted(off), cast=act.cast)
    known = len(asked.state.roster.of("elector", electorate(vote, act.unit)))
    require(known in (0, act.entitled), "entitled-differs", entitled=act.entitled, electors=known)
    found = _result(asked, vote, act.entitled, act.present, act.cast, act.tallies)
    return _counted(asked, asked.stage, found, act.tallies)
