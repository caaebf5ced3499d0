"""Every act there is: what somebody asks to be done. Acts are frozen, strict and JSON-able; none holds personal text.

Personal text (names, statements, reasons, findings) reaches the core only as a commitment: the hex SHA-256 of salt
and value (`chucai.ledger.commitment`). Whoever performs an act keeps text and salt in erasable rows.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, Field, StringConstraints, ValidationError

from chucai.charter.values import Part, Seq
from chucai.errors import Refused

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=80)]
Commitment = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Commitments = dict[str, Commitment]
Micro = int  # a quantity times 10**6
Ruling = Literal["admit", "stop"]
Word = Literal["clear", "concern", "object", "none-held"]  # a body's answer
Answer = Literal["upheld", "dismissed", "out-of-scope"]
Choice = Literal["agree", "disagree", "defer"]


class Act(Part):
    """What all acts share. `kind` names the act in events, tables and screens."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", ser_json_bytes="utf8")
    kind: ClassVar[str]

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class Actor(Part):
    """Who acts, by pseudonym, and in which role."""

    id: Key
    role: str


# --- the round ---------------------------------------------------------------------------------------------------


class OpenRound(Act):
    """Opens a round under a charter. The actor becomes its first secretary."""

    kind = "open-round"
    charter: Commitment  # digest of the charter
    calendar: Commitment  # digest of the holiday table
    seed: Key  # public seed of every lot and draw
    key: str  # verifier key of the ledger


class AmendRound(Act):
    kind = "amend-round"
    charter: Commitment
    reason: str


class AmendCalendar(Act):
    """A holiday table published (or mended) after the round opened."""

    kind = "amend-calendar"
    calendar: Commitment
    reason: str


class OpenStage(Act):
    kind = "open-stage"
    stage: str


class ExtendStage(Act):
    kind = "extend-stage"
    stage: str
    last: date
    reason: str


class CloseStage(Act):
    kind = "close-stage"
    stage: str


class CloseRound(Act):
    kind = "close-round"


# --- units, places and people with roles -------------------------------------------------------------------------


class Unit(Part):
    id: Key
    tier: str
    parent: Key | None = None
    name: str


class SetUnits(Act):
    """The whole unit tree, or more of it: units already known are replaced, none is removed once used."""

    kind = "set-units"
    units: Seq[Unit]


class IssuePlaces(Act):
    """How many names of each category a unit may forward."""

    kind = "issue-places"
    unit: Key
    places: dict[str, Annotated[int, Field(ge=0)]]


class TransferPlaces(Act):
    kind = "transfer-places"
    giver: Key
    taker: Key
    category: str
    places: Annotated[int, Field(ge=1)]
    reason: str


class Appoint(Act):
    """Gives a role to people; `scope` is the unit, body or electorate (with ``@unit`` where it sits in one).

    `units` says which unit somebody belongs to, so that nobody judges their own.
    """

    kind = "appoint"
    role: str
    who: Seq[Key]
    scope: str | None = None
    units: dict[Key, Key] = {}


class Dismiss(Act):
    kind = "dismiss"
    role: str
    who: Seq[Key]
    scope: str | None = None
    reason: str


# --- recommend ---------------------------------------------------------------------------------------------------


class Dossier(Act):
    """What a nomination says of itself, without a word of personal text.

    `person` and `members` are pseudonyms that are equal for the same human being within the round.
    `sets` are the memberships that follow from the attributes (`gates.composition.sets_of`), `referred` the
    eligibility rules that need a person's word.
    """

    commitments: Commitments
    sets: Seq[str] = ()
    referred: Seq[str] = ()
    person: Key | None = None
    members: Seq[Key] = ()
    support: int = 0  # letters of support in the dossier
    length: int = 0  # characters of the statement


class Submit(Dossier):
    kind = "submit"
    nomination: Key
    category: str
    unit: Key
    theme: str | None = None


class Revise(Dossier):
    kind = "revise"
    nomination: Key
    theme: str | None = None


class Return(Act):
    """Sends a nomination back to its unit to be mended."""

    kind = "return"
    nomination: Key
    clause: str
    reason: Commitment | None = None


class Withdraw(Act):
    kind = "withdraw"
    nomination: Key
    reason: Commitment | None = None


class Stop(Act):
    """Ends a nomination for a reason with a clause; at any stage of recommending or vetting."""

    kind = "stop"
    nomination: Key
    clause: str
    reason: Commitment | None = None


class ForwardSlate(Act):
    """A unit's ranked list of one category goes up; `reserve` is next in line, in order."""

    kind = "forward-slate"
    stage: str
    unit: Key
    category: str
    ranked: Seq[Key]
    reserve: Seq[Key] = ()


class PromoteReserve(Act):
    """The first reserve of a slate takes the place of a nomination that fell out."""

    kind = "promote-reserve"
    stage: str
    unit: Key
    category: str


# --- compare -----------------------------------------------------------------------------------------------------


class Undertake(Act):
    """An assessor signs the undertaking (independence, confidentiality)."""

    kind = "undertake"
    assessor: Key


class Declare(Act):
    """An assessor states an interest in a nomination; kinds that the charter lists recuse at once."""

    kind = "declare"
    assessor: Key
    nomination: Key
    interest: str
    note: Commitment | None = None


class Recuse(Act):
    kind = "recuse"
    assessor: Key
    nomination: Key
    interest: str
    note: Commitment | None = None


class ProposeLift(Act):
    """The first of two people who lift a recusal."""

    kind = "propose-lift"
    assessor: Key
    nomination: Key
    reason: Commitment


class ConfirmLift(Act):
    kind = "confirm-lift"
    assessor: Key
    nomination: Key


class Assign(Act):
    """Who reads which nomination at a stage. Nominations not named keep their readers; sheets already made stay."""

    kind = "assign"
    stage: str
    readers: dict[Key, Seq[Key]]


class Assess(Act):
    """One score sheet. Marks are whole numbers of the criterion's step."""

    kind = "assess"
    stage: str
    nomination: Key
    assessor: Key
    marks: dict[str, int]
    comment: Commitment | None = None


class AmendAssessment(Act):
    kind = "amend-assessment"
    stage: str
    nomination: Key
    assessor: Key
    marks: dict[str, int]
    reason: Commitment
    comment: Commitment | None = None


class Abstain(Act):
    kind = "abstain"
    stage: str
    nomination: Key
    assessor: Key
    reason: Commitment | None = None


class Ranked(Part):
    """One line of a ranking; quantities in millionths of a point."""

    nomination: Key
    rank: Annotated[int, Field(ge=1)]
    merit: Micro
    se: Micro
    low: Micro
    high: Micro
    mean: Micro
    readings: int


class AdoptRanking(Act):
    """The panel takes the estimate as its ranking. `sheets` is the digest of the sheets it was made from."""

    kind = "adopt-ranking"
    stage: str
    sheets: Commitment
    method: str
    engine: str
    ranking: Seq[Ranked]
    unranked: Seq[Key] = ()  # too few sheets


class Move(Part):
    """A difference from the solver's list that people made, and why."""

    out: Key
    into: Key
    reason: str


class AdoptShortlist(Act):
    """The panel's chosen set; re-counted by `gates.composition` whoever proposed it."""

    kind = "adopt-shortlist"
    stage: str
    chosen: dict[str, Seq[Key]]
    reserve: dict[str, Seq[Key]] = {}
    moves: Seq[Move] = ()
    objective: int | None = None
    bound: int | None = None


# --- vet ---------------------------------------------------------------------------------------------------------


class RuleReferral(Act):
    """A person's word on an eligibility rule that was referred."""

    kind = "rule-referral"
    nomination: Key
    rule: str
    outcome: Ruling
    reason: Commitment | None = None


class AskOpinion(Act):
    kind = "ask-opinion"
    nomination: Key
    body: str


class GiveOpinion(Act):
    kind = "give-opinion"
    nomination: Key
    body: str
    opinion: Word
    finding: Commitment | None = None


class NoteSilence(Act):
    """A body's deadline has passed without an answer; the charter says what that means."""

    kind = "note-silence"
    nomination: Key
    body: str


class RuleOpinion(Act):
    """A person's word on a concern, an objection or a silence that blocks."""

    kind = "rule-opinion"
    nomination: Key
    body: str
    outcome: Ruling
    reason: Commitment | None = None


# --- consult -----------------------------------------------------------------------------------------------------


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


# --- ballots -----------------------------------------------------------------------------------------------------


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


# --- confer and after --------------------------------------------------------------------------------------------


class Accept(Act):
    kind = "accept"
    nomination: Key


class Decline(Act):
    kind = "decline"
    nomination: Key
    reason: Commitment | None = None


class Confer(Act):
    kind = "confer"
    nomination: Key
    honour: str
    document: str  # number of the decision
    citation: Commitment | None = None


class Forfeit(Act):
    kind = "forfeit"
    nomination: Key
    ground: str
    document: str
    reason: Commitment | None = None


class Annul(Act):
    kind = "annul"
    nomination: Key
    ground: str
    document: str
    reason: Commitment | None = None


class RecordFollowThrough(Act):
    """What was done about a promise; made by people, never automatic."""

    kind = "record-follow-through"
    nomination: Key
    promise: str
    note: Commitment


class CloseFollowThrough(Act):
    kind = "close-follow-through"
    nomination: Key
    promise: str
    outcome: Literal["kept", "not-kept"]
    note: Commitment | None = None


def _all(parent: type[Act]) -> list[type[Act]]:
    return [cls for child in parent.__subclasses__() for cls in (child, *_all(child))]


ACTS: dict[str, type[Act]] = {cls.kind: cls for cls in _all(Act) if "kind" in cls.__dict__}


def act_from(kind: str, data: dict[str, Any]) -> Act:
    """The act of this kind with these fields (extra keys ignored); Refused("malformed-act") with every fault."""
    cls = ACTS.get(kind)
    if cls is None:
        raise Refused("unknown-act", act=kind)
    try:
        return _validate(cls, data)
    except ValidationError as error:
        faults = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()]
        raise Refused("malformed-act", act=kind, faults=faults) from None


def _validate(cls: type[Act], data: dict[str, Any]) -> Act:
    fields = {name: data[name] for name in cls.model_fields if name in data}
    for name, field in cls.model_fields.items():
        if isinstance(fields.get(name), str) and "date" in str(field.annotation):
            fields[name] = date.fromisoformat(fields[name])
    return cls.model_validate(fields)
