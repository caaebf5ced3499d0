"""What goes in and what comes out: score sheets, and the estimate with its uncertainty as integers.

Quantities named *micro* are millionths of one point of the composite scale; shares and chances are parts per million.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

from chucai.ledger.canonical import canonical

Method = Literal["severity", "mean", "trimmed", "zscore", "rating-scale", "plackett-luce", "joint"]
METHODS: tuple[Method, ...] = ("severity", "mean", "trimmed", "zscore", "rating-scale")
Nominees = Literal["fixed", "random"]
Spreads = Literal["alike", "own"]
InfluenceSays = Literal["given", "moves-alone", "other-model", "not-asked"]

MICRO = 1_000_000
ENGINE = "crossed-2"  # names the arithmetic in events; it changes when the same sheets could give other integers
RATING_SCALE = "rating-scale-1"  # the same for that method


@dataclass(frozen=True, slots=True)
class Rating:
    """One score sheet: criterion id -> mark, counted in whole steps of that criterion."""

    nominee: str
    assessor: str
    marks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Ballot:
    """What one assessor put in order: `ranked` from the best, and `others` that were read and stand behind them all.

    A choice of two is a ballot of one winner and one other.
    """

    assessor: str
    ranked: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Influence:
    """What hangs on one assessor, severities and variances held.

    shift: the largest move of any merit if this assessor's sheets were left out, micro. enters, leaves: nominees who
    would gain or lose a place then, by their rank with everybody in; None where there is no cut (no places, or parts
    that cannot be compared). unread: nominees that nobody else read; they have no merit then.
    """

    shift: int
    enters: tuple[str, ...] | None
    leaves: tuple[str, ...] | None
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Hanging:
    """A nominee whose place hangs on single assessors: without whom it would leave the places, or enter them."""

    nominee: str
    leaves_without: tuple[str, ...]
    enters_without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One nominee of the toss-up band: sheets it has, sheets it needs in all, and how many more that is.

    needed and more are None where more than `most` would be needed: too close for sheets to settle.
    """

    nominee: str
    readings: int
    needed: int | None
    more: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The band from best to worst; more: sheets that would settle what can be; open: who stays too close to call."""

    lines: tuple[PlanLine, ...]
    more: int
    open: tuple[str, ...]
    se: int | None  # micro; what was asked, None for settling the cut


@dataclass(frozen=True, slots=True)
class MeritWarning:
    """Something the reader must know before trusting the numbers. Words for each code: `chucai.engine.merit.words`."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NomineeMerit:
    """One nominee. `part` is the connected group of panels it was judged in, from 0.

    merit, se, low, high, plain_mean, trimmed_mean, zscore_mean: micro. Bounds of the interval may lie off the scale.
    se_relative: micro, the error beside other nominees: without what all share, how strict the panel is as a whole.
    rank: 1 is best, equal merits share a rank; with several parts and the severity method it counts inside the part.
    rank_low (best) and rank_high (worst) hold it with the report's level. plain_rank: by the plain mean, among all.
    p_place: per million; None without places, or when nominees of several parts cannot be compared.
    """

    nominee: str
    merit: int
    se: int
    se_relative: int
    low: int
    high: int
    rank: int
    rank_low: int
    rank_high: int
    p_place: int | None
    plain_mean: int
    plain_rank: int
    trimmed_mean: int
    zscore_mean: int
    readings: int
    part: int


@dataclass(frozen=True, slots=True)
class AssessorSeverity:
    """One assessor. severity: micro, above zero is stricter than the mean of its part (of all, with random nominees).

    spread: sample standard deviation of the marks given, micro; None after one reading.
    infit: per million of what the model expects; far above is erratic, far below tame; None where nothing is left.
    noise: standard deviation of this assessor's errors, micro, where a spread for each assessor was asked for.
    influence: None where `RoundMerit.influence` says why.
    """

    assessor: str
    severity: int
    se: int
    low: int
    high: int
    spread: int | None
    infit: int | None
    load: int
    part: int
    noise: int | None = None
    influence: Influence | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Nominees and assessors that are connected through shared readings."""

    nominees: tuple[str, ...]
    assessors: tuple[str, ...]
    readings: int


@dataclass(frozen=True, slots=True)
class RoundMerit:
    """The round as a whole.

    variance_*: squared points, in millionths. share_*: per million of their sum. reliability: per million, the share of
    the spread of merits that is not error. toss_up: nominees whose chance of a place lies between 5 and 95 percent.

    spreads: "own" where sheets were weighed by the spread of their assessor's errors; spread_seen, spread_expected:
    scatter of the logs of the assessors' mean squares, and what chance alone makes of it, in millionths.
    influence: "given" for each assessor; "moves-alone" where there is no cut that anybody could cross; "other-model"
    where the method has no formula for it; "not-asked". hanging: whose place hangs on whom, by rank.
    plan: the sheets that would settle the cut; None where there is no cut.
    """

    method: Method
    nominees: Nominees
    engine: str
    level: int
    places: int | None
    seed: int
    readings: int
    iterations: int
    variance_nominee: int
    variance_assessor: int
    variance_residual: int
    share_nominee: int
    share_assessor: int
    share_residual: int
    reliability: int
    toss_up: tuple[str, ...]
    parts: tuple[Part, ...]
    warnings: tuple[MeritWarning, ...]
    spreads: Spreads = "alike"
    spread_seen: int | None = None
    spread_expected: int | None = None
    influence: InfluenceSays = "not-asked"
    hanging: tuple[Hanging, ...] = ()
    plan: Plan | None = None

    @property
    def comparable(self) -> bool:
        """Whether every merit may be held against every other. The plain methods compare whatever they are given."""
        return len(self.parts) == 1 or self.method not in ("severity", "rating-scale")

    @property
    def cut(self) -> int | None:
        """After which rank the places end; None where there is no such line between nominees."""
        some = self.places is not None and 0 < self.places < sum(len(part.nominees) for part in self.parts)
        return self.places if some and self.comparable else None


@dataclass(frozen=True, slots=True)
class MeritReport:
    """The estimate: nominees from best to worst (by part, rank, id), assessors by id, and the round."""

    nominees: tuple[NomineeMerit, ...]
    assessors: tuple[AssessorSeverity, ...]
    round: RoundMerit

    def to_json(self) -> dict[str, Any]:
        """As JSON values: integers and strings in objects and arrays; what is None is left out."""
        return {name: _plain(getattr(self, name)) for name in ("nominees", "assessors", "round")}

    def digest(self) -> str:
        """SHA-256 (hex) of the RFC 8785 bytes of `to_json`."""
        return hashlib.sha256(canonical(self.to_json())).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        pairs: Iterable[tuple[str, Any]] = ((f.name, getattr(value, f.name)) for f in fields(value))
    elif isinstance(value, Mapping):
        pairs = value.items()
    elif isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    else:
        return value
    return {name: _plain(item) for name, item in pairs if item is not None}
