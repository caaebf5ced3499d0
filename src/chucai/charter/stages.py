"""The way of a nomination: tiers, stages, bodies and notices."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import Field

from chucai.charter.judging import Vote
from chucai.charter.nominee import Allotments, Places
from chucai.charter.predicate import ALWAYS, Predicate
from chucai.charter.values import Id, Part, Seq, Share, Text

Days = Annotated[int, Field(ge=1)]
Gate = Literal["recommend", "compare", "vet", "consult", "confer"]


class Tier(Part):
    """An organisational level; the charter lists them from the bottom up."""

    id: Id
    name: Text


class Stage(Part):
    """One line in the charter's list: a gate, at a tier, within a window.

    The window opens on `opens`, or when the stage before closes; it ends on `closes`, or after `working_days`
    or `days` (counting rule: the day it opens is the first day).
    """

    id: Id
    gate: Gate
    tier: Id
    name: Text | None = None
    opens: date | None = None
    closes: date | None = None
    working_days: Days | None = None
    days: Days | None = None
    vote: Vote | None = None
    places: Places = {}  # recommend: names a unit may forward where none were issued to it; category -> number
    allot: Allotments = {}  # recommend: how places are issued to the units of this tier; category -> formula
    judging: Id | None = None  # compare
    keep: Share = Fraction(1)  # compare: names kept for each place
    composition: bool = True  # compare: whether the composition rules bind this shortlist
    bodies: Seq[Id] = ()  # vet
    notice: Id | None = None  # consult


class Body(Part):
    """An office asked in vetting, about some nominees, by a date; `silence` says what no answer means (T1-T8)."""

    name: Text
    about: Predicate = ALWAYS
    working_days: Days | None = None
    days: Days | None = None
    silence: Literal["block", "consent"] = "block"
    valid_from: date | None = None
    valid_until: date | None = None
    keep_months: Days | None = None  # how long its answers are kept after the roll (T8)


class Objections(Part):
    """How objections to a notice are taken and what an upheld one does (P6, P7)."""

    real_name: bool = True
    anonymous: Literal["refuse", "lead-only", "accept"] = "refuse"
    post_counts_by: Literal["arrival", "sent"] = "arrival"
    upheld: Literal["substitute", "lose"] = "substitute"
    answer_working_days: Days | None = None
    channel: Text | None = None  # where objections are sent


class Notice(Part):
    """A public announcement with a window (P1-P5)."""

    name: Text | None = None
    working_days: Days | None = None
    days: Days | None = None
    count_first_day: bool = False
    shows: Seq[Id]
    reserves: bool = True  # the notice openly includes the reserves
    objections: Objections | None = None
