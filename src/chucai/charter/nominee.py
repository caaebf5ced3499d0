"""Who can be honoured and what is asked about them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from chucai.charter.predicate import ALWAYS, Predicate
from chucai.charter.values import Id, Part, Seq, Share, Text

RosterRole = Literal["secretary", "coordinator", "assessor", "officer", "elector", "chair", "authority", "auditor"]


class Members(Part):
    """How many people a team may have."""

    min: Annotated[int, Field(ge=1)] = 1
    max: Annotated[int, Field(ge=1)] | None = None


class Grade(Part):
    """A level of honour inside a category; places are filled from the top grade down, in order of merit."""

    id: Id
    name: Text
    places: Annotated[int, Field(ge=1)]


class Cap(Part):
    """Places as a share of a body of people, e.g. of voting members at the end of the year (Q9, Q10); rounded down."""

    share: Share
    of: Annotated[int, Field(ge=1)]
    as_of: date
    says: Text


class Category(Part):
    """A kind of honour. `places` missing means no fixed number (then the bar of the judging decides)."""

    name: Text
    kind: Literal["person", "team", "work"] = "person"
    places: Annotated[int, Field(ge=1)] | None = None
    may_leave_empty: bool = False  # J13: a jury may award fewer, or nobody
    slate: Share | None = None  # names for each place, at every tier (N4); None: no more names than places
    reserve: Annotated[int, Field(ge=0)] = 0
    cap: Cap | None = None
    members: Members | None = None
    grades: Seq[Grade] = ()


class Attribute(Part):
    """One thing asked of a nominee.

    `see`: public may stand in a notice, office stays inside, sensitive is masked even there.
    """

    name: Text | None = None  # a noun for tables and rules; of a yes-no: those to whom it applies
    kind: Literal["choice", "yes-no", "number", "date", "text"]
    see: Literal["public", "office", "sensitive"]
    ask: Text | None = None
    of: Seq[Id] = ()  # choices, in order of the form
    names: dict[Id, Text] = {}  # words for choices
    unit: str | None = None  # of a number
    min: int | Decimal | None = None
    max: int | Decimal | None = None
    max_length: Annotated[int, Field(ge=1)] | None = None
    only: Id | None = None  # asked in this category alone
    when: Predicate = ALWAYS  # asked only if
    optional: bool = False


class Eligibility(Part):
    """A rule each nominee must satisfy; `otherwise` stops the nomination or refers it to a person."""

    id: Id
    when: Predicate = ALWAYS
    must: Predicate
    clause: str
    says: Text
    otherwise: Literal["stop", "refer"]


class Support(Part):
    """Letters of support or referees (N13)."""

    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(ge=1)]
    says: Text | None = None  # who may write them


class Nominating(Part):
    """Who may nominate, and with what papers."""

    by: Literal["unit", "anyone"] = "unit"
    self_nomination: bool = False  # N12
    independent: bool = False  # the nominator stands outside the nominated group (N12)
    barred_roles: Seq[RosterRole] = ()  # who holds one of these in the round cannot be nominated (E7)
    per_nominator: Annotated[int, Field(ge=1)] | None = None  # N15
    support: Support | None = None
    statement_max: Annotated[int, Field(ge=1)] | None = None  # characters of the statement (F4)
    one_honour_each: bool = True  # nobody honoured both alone and in a team, or twice


class Reaward(Part):
    """How long earlier holders sit out (X6, E2). The attribute named holds the date of the last award."""

    attribute: Id
    years: Annotated[int, Field(ge=1)] | None = None  # None: never again
    unless: Predicate | None = None  # e.g. a new outstanding contribution
    clause: str
    says: Text


Places = dict[Id, Annotated[int, Field(ge=0)]]


class Allotment(Part):
    """Places shared out among the units of a tier by their figures, e.g. half by output and half by workforce (N7)."""

    places: Annotated[int, Field(ge=1)]
    by: Annotated[dict[Id, Share], Field(min_length=1)]  # figure of a unit -> its weight
    least: Annotated[int, Field(ge=0)] = 0  # places that every unit gets first
    names: dict[Id, Text] = {}  # words for the figures


Allotments = dict[Id, Allotment]
