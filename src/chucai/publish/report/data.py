"""What a decision report is made from: plain values, without a name that is not on the roll."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from chucai.charter.calendar import Window
from chucai.charter.model import Charter
from chucai.publish.charts.chance import ChanceData
from chucai.publish.charts.composition import CompositionData
from chucai.publish.charts.firm import FirmData
from chucai.publish.charts.gates import GatesData
from chucai.publish.charts.leave_one_out import LeaveData
from chucai.publish.charts.prices import PriceData
from chucai.publish.charts.ranking import MeritData
from chucai.publish.charts.severity import SeverityData
from chucai.publish.proof import Proof
from chucai.publish.roll import Roll

ANSWERS = ("clear", "concern", "object", "none-held", "silence")
OUTCOMES = ("upheld", "dismissed", "out-of-scope", "open")


@dataclass(frozen=True, slots=True)
class JudgingFacts:
    """How one comparison was judged: counts over its stage. `method` as in the charter, `engine` as in the ranking."""

    stage: str
    method: str
    engine: str
    assessors: int
    nominations: int
    sheets: int
    amended: int = 0
    abstained: int = 0
    declarations: int = 0
    recusals: int = 0
    lifted: int = 0
    unranked: int = 0


@dataclass(frozen=True, slots=True)
class SelectionFacts:
    """The list as proposed: the sum of merit reached and the greatest any allowed list could reach, in micro points."""

    stage: str
    objective: int
    bound: int


@dataclass(frozen=True, slots=True)
class OtherList:
    """Another list that keeps every rule: so much `less` merit (micro points), with these in and those out."""

    less: int
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OthersFacts:
    """The next best lists of a stage, best first; none where the list is the only one that keeps every rule."""

    stage: str
    lists: tuple[OtherList, ...]


@dataclass(frozen=True, slots=True)
class TurnLine:
    """The smallest change of one merit (micro points) that would turn the outcome; None where no change would."""

    nomination: str
    chosen: bool
    change: int | None


@dataclass(frozen=True, slots=True)
class FillLine:
    """A place that fell vacant after the comparison. `why`: an end (`charts.gates.ENDS`); no `into`: it is lost."""

    category: str
    out: str
    into: str | None
    why: str


@dataclass(frozen=True, slots=True)
class MoveLine:
    """Where people departed from the proposed list, and their reason as recorded in the ledger."""

    out: str
    into: str
    reason: str


@dataclass(frozen=True, slots=True)
class OpinionLine:
    """One body asked in vetting: how many nominations, what it answered (`ANSWERS`), how many were stopped on it."""

    body: str
    asked: int
    answers: Mapping[str, int]
    stopped: int = 0


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice; `unit` is a public name, None for the round. `objections` counts by outcome (`OUTCOMES`)."""

    stage: str
    unit: str | None
    window: Window
    listed: int
    objections: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BallotLine:
    """One vote; `least` is the fewest votes in favour that a candidate who passed had."""

    stage: str
    unit: str | None
    entitled: int
    present: int
    cast: int
    quorate: bool
    candidates: int
    passed: int
    least: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """Everything a report shows. Names come from `roll` alone; everybody else appears as the id of the nomination.

    `windows` are the stages as they were run; `rehearsal`: the round is invented and the page says so.
    """

    charter: Charter
    roll: Roll
    windows: Mapping[str, Window]
    gates: GatesData
    merit: tuple[MeritData, ...]
    severity: tuple[SeverityData, ...]
    composition: CompositionData
    judging: tuple[JudgingFacts, ...] = ()
    chances: tuple[ChanceData, ...] = ()
    hanging: tuple[LeaveData, ...] = ()
    selection: tuple[SelectionFacts, ...] = ()
    prices: tuple[PriceData, ...] = ()
    others: tuple[OthersFacts, ...] = ()
    turns: tuple[TurnLine, ...] = ()
    firm: tuple[FirmData, ...] = ()
    fills: tuple[FillLine, ...] = ()
    moves: tuple[MoveLine, ...] = ()
    opinions: tuple[OpinionLine, ...] = ()
    notices: tuple[NoticeLine, ...] = ()
    ballots: tuple[BallotLine, ...] = ()
    proof: Proof | None = None
    rehearsal: bool = False
