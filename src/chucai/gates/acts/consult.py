"""Acts of consulting: notices and ballots."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from chucai.charter.values import Part, Seq
from chucai.gates.acts.kinds import Act, Answer, Choice, Commitment, Key


class PublishNotice(Act):
    """A notice at a stage, of one unit of its tier or (unit None) of the whole round."""

    kind = "publish-notice"
    notice: Key
    stage: str
    unit: Key | None = None
    listed: Seq[Key]
    reserves: Seq[Key] = ()
    text: Commitment | None = None


class Object(Act):
    """An objection; the identity is a commitment whose opening one officer keeps."""

    kind = "object"
    notice: Key
    objection: Key
    about: Key
    named: bool
    identity: Commitment | None = None
    grounds: Commitment
    channel: Literal["form", "post", "visit", "phone"] = "form"
    sent: date | None = None
    arrived: date | None = None


class UnsealIdentity(Act):
    kind = "unseal-identity"
    notice: Key
    objection: Key
    reason: str


class AnswerObjection(Act):
    kind = "answer-objection"
    notice: Key
    objection: Key
    outcome: Answer
    answer: Commitment


class OpenBallot(Act):
    """A vote on each candidate, by the electorate the stage's vote names (in `unit` where it sits in one)."""

    kind = "open-ballot"
    ballot: Key
    stage: str
    unit: Key | None = None
    candidates: Seq[Key]


class Cast(Act):
    """A vote. In a secret ballot `choices` is empty: the slip lies in the box, apart from the roll."""

    kind = "cast"
    ballot: Key
    voter: Key
    choices: dict[str, Choice] = {}


class CloseBallot(Act):
    kind = "close-ballot"
    ballot: Key
    present: Annotated[int, Field(ge=0)]


class Slip(Part):
    """One paper out of the box: a number only its voter knows, and the choices."""

    number: Key
    choices: dict[str, Choice]


class CountBallot(Act):
    """The count; slips of a secret ballot in order of their numbers. `chair` is the casting vote where it is needed."""

    kind = "count-ballot"
    ballot: Key
    slips: Seq[Slip] = ()
    chair: dict[str, Choice] = {}


class Tally(Part):
    agree: Annotated[int, Field(ge=0)]
    disagree: Annotated[int, Field(ge=0)] = 0
    defer: Annotated[int, Field(ge=0)] = 0


class RecordBallot(Act):
    """A vote taken on paper in a meeting, entered from its minutes."""

    kind = "record-ballot"
    ballot: Key
    stage: str
    unit: Key | None = None
    entitled: Annotated[int, Field(ge=1)]
    present: Annotated[int, Field(ge=0)]
    cast: Annotated[int, Field(ge=0)]
    tallies: dict[str, Tally]
    minutes: Commitment | None = None
