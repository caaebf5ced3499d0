"""What the events of each stream add up to. Everything here is frozen and follows from events alone.

Streams of a round, by key::

    round · tree · roster · nomination/<id> · slate/<stage>/<unit> · assessor/<id>
    comparison/<stage> · notice/<id> · ballot/<id>
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from chucai.charter.calendar import Window
from chucai.gates.acts import Ranked, Tally, Unit

EMPTY: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """What all streams know: how many events they hold, and when the last one happened."""

    version: int = 0
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Stream):
    """One running of a programme: the charter and calendar it is under, and its stages."""

    charter: str
    calendar: str
    seed: str
    key: str
    secretary: str
    opened: date
    stage: str | None = None  # open now, or the last that was
    windows: Mapping[str, Window] = field(default_factory=lambda: EMPTY)
    closed: Mapping[str, datetime] = field(default_factory=lambda: EMPTY)  # stage -> when
    rules: Mapping[str, str] = field(default_factory=lambda: EMPTY)  # closed stage -> digest of what it decided by
    over: bool = False

    def is_open(self, stage: str) -> bool:
        return self.stage == stage and stage not in self.closed and not self.over


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree(Stream):
    """The organisation: units, and the places issued to them."""

    units: Mapping[str, Unit] = field(default_factory=lambda: EMPTY)
    children: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: EMPTY)  # unit -> units right below
    above: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: EMPTY)  # unit -> tier -> itself or above
    places: Mapping[tuple[str, str], int] = field(default_factory=lambda: EMPTY)  # (unit, category)

    def path(self, unit: str) -> tuple[Unit, ...]:
        """The unit and everything above it, from the bottom up; empty when it is not in the tree."""
        found: list[Unit] = []
        at: str | None = unit
        while at is not None and at in self.units:
            found.append(self.units[at])
            at = self.units[at].parent
        return tuple(found)

    def below(self, unit: str) -> frozenset[str]:
        """The unit and everything under it."""
        found = [unit]
        for above in found:
            found.extend(self.children.get(above, ()))
        return frozenset(found)

    def ancestor(self, unit: str, tier: str) -> str | None:
        """The unit of this tier at or above `unit`; None when the unit stands above that tier."""
        return self.above.get(unit, EMPTY).get(tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster(Stream):
    """Who holds which role."""

    holders: Mapping[tuple[str, str | None], frozenset[str]] = field(default_factory=lambda: EMPTY)  # (role, scope)
    units: Mapping[str, str] = field(default_factory=lambda: EMPTY)  # who -> the unit they belong to
    anywhere: Mapping[str, frozenset[str]] = field(default_factory=lambda: EMPTY)  # role -> holders for any scope

    def holds(self, who: str, role: str, scope: str | None) -> bool:
        return who in self.holders.get((role, scope), ())

    def of(self, role: str, scope: str | None) -> frozenset[str]:
        return self.holders.get((role, scope), frozenset())

    def of_any(self, role: str) -> frozenset[str]:
        """Everybody who holds a role, for whichever scope."""
        return self.anywhere.get(role, frozenset())


@dataclass(frozen=True, slots=True)
class Sheet:
    """One score sheet as it stands, and how often it was amended."""

    marks: Mapping[str, int]
    amended: int = 0


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a body was asked about a nomination, what it answered, and what was ruled on that."""

    asked: datetime
    due: date | None
    provisional: bool = False
    answer: str | None = None  # clear, concern, object, none-held, or silence
    ruled: str | None = None  # admit, stop


@dataclass(frozen=True, slots=True)
class Award:
    """What was conferred, by which document, and whether it was lost since."""

    honour: str
    document: str
    at: datetime
    citation: str | None = None
    lost: str | None = None  # forfeited, annulled
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise of the follow-through: how much was recorded, and what became of it."""

    recorded: int = 0
    outcome: str | None = None  # kept, not-kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Nomination(Stream):
    """A case: what was submitted, and everything that has happened to it alone."""

    id: str
    category: str
    unit: str
    nominator: str
    theme: str | None = None
    sets: frozenset[str] = frozenset()
    referred: Mapping[str, str | None] = field(default_factory=lambda: EMPTY)  # rule -> admit, stop or not yet
    person: str | None = None
    members: tuple[str, ...] = ()
    commitments: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    returned: bool = False
    returned_at: str | None = None  # the stage that sent it back
    ended: str | None = None  # withdrawn, stopped
    ended_clause: str | None = None
    sheets: Mapping[str, Mapping[str, Sheet]] = field(default_factory=lambda: EMPTY)  # stage -> assessor -> sheet
    abstained: Mapping[str, frozenset[str]] = field(default_factory=lambda: EMPTY)  # stage -> assessors
    opinions: Mapping[str, Opinion] = field(default_factory=lambda: EMPTY)  # body ->
    accepted: bool = False
    declined: bool = False
    award: Award | None = None
    promises: Mapping[str, Promise] = field(default_factory=lambda: EMPTY)

    @property
    def people(self) -> frozenset[str]:
        """Pseudonyms of everybody this nomination would honour."""
        return frozenset(self.members) | ({self.person} if self.person else set())


@dataclass(frozen=True, slots=True)
class SlateList:
    """One category on a slate, in order; `promoted` came up from the reserve."""

    ranked: tuple[str, ...]
    reserve: tuple[str, ...] = ()
    promoted: tuple[str, ...] = ()

    def forwarded(self, nomination: str) -> bool:
        return nomination in self.ranked or nomination in self.promoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate(Stream):
    """What a unit forwards at a stage."""

    lists: Mapping[str, SlateList] = field(default_factory=lambda: EMPTY)  # category ->


@dataclass(frozen=True, slots=True)
class Recusal:
    """Somebody barred from a nomination, and whether two people lifted it."""

    interest: str
    by: str
    lift_proposed_by: str | None = None
    lifted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessor(Stream):
    """What an assessor has signed and declared, and where they are barred."""

    id: str
    undertaken: bool = False
    declared: Mapping[str, str] = field(default_factory=lambda: EMPTY)  # nomination -> interest
    recusals: Mapping[str, Recusal] = field(default_factory=lambda: EMPTY)  # nomination ->

    def barred(self, nomination: str) -> bool:
        recusal = self.recusals.get(nomination)
        return recusal is not None and not recusal.lifted


@dataclass(frozen=True, slots=True)
class Fill:
    """A place that fell vacant: who left it, and who took it (None: the place is lost)."""

    out: str
    into: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(Stream):
    """A compare stage: who reads what, the ranking, the shortlist, and places filled since."""

    stage: str
    assigned: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: EMPTY)  # nomination -> assessors
    ranking: tuple[Ranked, ...] = ()
    unranked: tuple[str, ...] = ()
    sheets: str | None = None
    chosen: Mapping[str, tuple[str, ...]] | None = None  # category -> nominations
    reserve: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: EMPTY)
    fills: tuple[Fill, ...] = ()

    def left(self) -> frozenset[str]:
        return frozenset(fill.out for fill in self.fills)

    def entered(self) -> frozenset[str]:
        return frozenset(fill.into for fill in self.fills if fill.into)

    def holders(self, category: str) -> tuple[str, ...]:
        """Who holds a place now: the chosen less those who left, and the reserves who took their places."""
        chosen = (self.chosen or EMPTY).get(category, ())
        reserve = self.reserve.get(category, ())
        left, entered = self.left(), self.entered()
        return tuple(n for n in (*chosen, *(r for r in reserve if r in entered)) if n not in left)

    def waiting(self, category: str) -> tuple[str, ...]:
        """Reserves still in line, in order."""
        gone = self.left() | self.entered()
        return tuple(n for n in self.reserve.get(category, ()) if n not in gone)


@dataclass(frozen=True, slots=True)
class Objection:
    """One objection on a notice; who made it stays sealed."""

    about: str
    named: bool
    at: datetime
    outcome: str | None = None
    unsealed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Stream):
    """A public notice and the objections to it."""

    id: str
    stage: str
    unit: str | None
    window: Window
    listed: tuple[str, ...]
    reserves: tuple[str, ...] = ()
    objections: Mapping[str, Objection] = field(default_factory=lambda: EMPTY)

    def upheld(self, nomination: str) -> bool:
        return any(o.about == nomination and o.outcome == "upheld" for o in self.objections.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot(Stream):
    """The ballot of a stage. It may be held again about those nobody has decided on: then the paper begins anew."""

    id: str
    stage: str
    unit: str | None
    candidates: tuple[str, ...]
    entitled: int
    cast: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: EMPTY)  # voter -> choices (named) or nothing
    present: int | None = None
    tallies: Mapping[str, Tally] | None = None
    quorate: bool | None = None
    passed: frozenset[str] = frozenset()  # by this paper or an earlier one about others
    failed: frozenset[str] = frozenset()

    def settled(self, nomination: str) -> bool:
        """Whether a count has decided on it; without a quorum nothing is, nor on a tie that is voted on again."""
        return nomination in self.passed or nomination in self.failed
