"""Acts on the round: opening, staging, closing; units, places and roles."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from chucai.charter.values import Part, Seq
from chucai.gates.acts.kinds import Act, Commitment, Key


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


class AllotPlaces(Act):
    """Shares the places of a stage out among the units of its tier by the charter's formula (N7).

    `figures`: unit -> figure -> its number, whole; every unit of the tier and every figure the charter names.
    """

    kind = "allot-places"
    stage: str
    category: str
    figures: dict[Key, dict[str, Annotated[int, Field(ge=0)]]]


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
