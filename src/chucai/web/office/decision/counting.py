"""What a vote comes to, before it is recorded: by the rule that the gates count by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from chucai.charter.judging import Vote
from chucai.gates.acts import RecordBallot
from chucai.gates.ballots import result
from chucai.web.desk import Desk
from chucai.web.office.trying import tried

PASSED, AGAIN, FAILED = "passed", "again", "failed"


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate: the votes, and whether they pass, fail, or are voted on again."""

    words: str
    agree: int
    disagree: int
    defer: int
    verdict: str


@dataclass(frozen=True, slots=True)
class Count:
    """Whether there was a quorum, and what became of everybody."""

    quorate: bool
    lines: tuple[Line, ...]


def counted(desk: Desk, vote: Vote, act: RecordBallot, candidates: Mapping[str, str]) -> Count:
    """The result as recording would have it; `candidates` as in the form. Raises what recording would refuse."""
    refused, _letters = tried(desk, [act])
    if refused is not None:
        raise refused
    found = result(
        vote, act.tallies, entitled=act.entitled, present=act.present, cast=act.cast, seed=desk.round.seed, chair={}
    )
    lines = []
    for name, words in candidates.items():
        tally = act.tallies[name]
        verdict = AGAIN if name in found.again else PASSED if name in found.passed else FAILED
        lines.append(Line(words, tally.agree, tally.disagree, tally.defer, verdict))
    return Count(found.quorate, tuple(lines))
