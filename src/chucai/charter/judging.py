"""Criteria, and how assessors judge by them."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from chucai.charter.values import Id, Part, Seq, Share, Text

Number = int | Decimal


class Criterion(Part):
    """What is judged. `scale` is (lowest, highest) mark, `step` the smallest difference between two marks."""

    name: Text
    weight: Annotated[int, Field(ge=1)]
    scale: tuple[Number, Number] = Field(strict=False)
    step: Number = 1
    ask: Text | None = None
    rubric: dict[str, Text] = {}  # mark -> words for that level


RecusalKind = Literal["own-unit", "nominator", "kin", "superior", "co-member", "business", "co-author", "other"]


class Judging(Part):
    """One way of judging; a compare stage names it."""

    criteria: Seq[Id] = ()  # empty: all
    readings: Annotated[int, Field(ge=1)]  # sheets per nomination
    enough: Annotated[int, Field(ge=1)] | None = None  # fewest sheets to be ranked; None: `readings`
    load: Annotated[int, Field(ge=1)]  # nominations per assessor, at most
    blind: Seq[Id] = ()  # fields assessors do not see: name, unit, or an attribute
    recuse: Seq[RecusalKind] = ()
    own_unit_tier: Id | None = None  # "own unit" means the same unit at this tier; None: the unit itself
    merit: Literal["severity", "mean", "trimmed", "zscore", "rating-scale"] = "severity"
    bar: Number | None = None  # lowest merit (0-100) that can be chosen
    top_share: Share | None = None  # at most this share of an assessor's marks may be the top mark (J4)
    by: Seq[Id] = ()  # electorates that assess; empty: the panel
    assigned: bool = True  # False: anybody on the panel may assess any nomination they are not recused from


class Electorate(Part):
    """Who may vote or assess under a name of the roster. `tier`: one such body in every unit of that tier."""

    name: Text
    tier: Id | None = None


class Vote(Part):
    """A decision by vote: quorum of those entitled, pass mark over a base, and what a tie means (V1-V3)."""

    asked: Id  # the electorate: a roster role such as staff, leading-group
    quorum: Share | None = None
    pass_above: Share | None = None
    pass_at_least: Share | None = None
    base: Literal["entitled", "present", "cast"]
    secret: bool = True
    tie: Literal["fails", "chair", "lot", "again"] = "fails"
    chair_speaks: Literal["first", "last"] | None = None
    clause: str | None = None
    only_if: Id | None = None  # asked only about nominees with this yes-no attribute (N3)
