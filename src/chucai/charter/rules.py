"""Composition rules: bounds on counts and shares of the shortlist, each with its own denominator and rounding."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chucai.charter.predicate import ALWAYS, Predicate
from chucai.charter.values import Id, Part, Seq, Share, Text


class Condition(Part):
    """The rule binds only when the denominator has at least (or at most) so many names (Q8)."""

    at_least: Annotated[int, Field(ge=0)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None


class Rule(Part):
    """Among the chosen who satisfy `among` (the denominator), those who satisfy `count` are bounded.

    Either shares (`share_at_least` ... as fractions of the denominator) or counts (`at_least`, `at_most`).
    `round` says which way a share of a known denominator becomes a number of people: "up", "down", or "exact"
    (the share is compared as a fraction). `each` repeats the rule for every unit of a tier (``"unit@bureau"``)
    or for every value of a choice attribute (``"attribute@theme"``).
    """

    id: Id
    says: Text | None = None
    clause: str | None = None
    among: Predicate = ALWAYS
    count: Predicate = ALWAYS
    at_least: Annotated[int, Field(ge=0)] | None = None
    at_most: Annotated[int, Field(ge=0)] | None = None
    share_at_least: Share | None = None
    share_at_most: Share | None = None
    share_above: Share | None = None  # strictly more than ("over one half")
    round: Literal["up", "down", "exact"] = "exact"
    each: Annotated[str, Field(pattern=r"^(unit|attribute)@[a-z][a-z0-9_-]*$")] | None = None
    if_among: Condition | None = None
    standing: Literal["statute", "policy", "wish"] = "policy"  # statute is relaxed last
    report_only: bool = False  # Q11: shown, never binding


class Pool(Part):
    """Ring-fenced places (N8): `places` of a category go to nominees satisfying `where`, outside the named rules."""

    id: Id
    name: Text
    category: Id
    where: Predicate
    places: Annotated[int, Field(ge=1)]
    outside: Seq[Id] = ()  # rules that do not count these nominees
