"""Rules for a list in a file of their own: the charter's rule form, the places, and orders with their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from chucai.charter.faults import Fault
from chucai.charter.predicate import Predicate
from chucai.charter.rules import Rule as CharterRule
from chucai.charter.tables import modelled
from chucai.charter.values import Id, Part, Seq

FORMAT = 1
Places = Annotated[int, Field(ge=0)]
Reason = Annotated[str, Field(min_length=1)]


class Range(Part):
    """As many as the rules allow, between two numbers."""

    at_least: Places = 0
    at_most: Places


class FilePool(Part):
    """Ring-fenced: at least so many of a category satisfy `where`; the rules named in `outside` do not count them."""

    id: Id
    category: str | None = None
    where: Predicate
    places: Annotated[int, Field(ge=1)]
    outside: Seq[Id] = ()


class Group(Part):
    """At most one of the ids, or at most one of each value of a column (the same person, kin)."""

    id: Id
    ids: Seq[str] = ()
    each: Annotated[str, Field(pattern=r"^attribute@.+$")] | None = None
    standing: Literal["statute", "policy", "wish"] = "policy"


class ListRules(Part):
    """A rules file: ``selection = 1``, then places, rules and orders."""

    selection: Literal[1]
    places: dict[str, Places | Range] | Places | Range
    reserve: dict[str, Places] = {}
    seed: str = ""
    rules: Annotated[Seq[CharterRule], Field(alias="rule")] = ()
    pools: Annotated[Seq[FilePool], Field(alias="pool")] = ()
    groups: Annotated[Seq[Group], Field(alias="at_most_one")] = ()
    include: dict[str, Reason] = {}
    exclude: dict[str, Reason] = {}


@dataclass(frozen=True)
class RulesRead:
    """What a rules file says, or its faults with their places."""

    rules: ListRules | None
    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)


def read_rules(text: str) -> RulesRead:
    """Read a rules file; every fault of form at once."""
    found = modelled(ListRules, text, "selection", FORMAT)
    return RulesRead(found.model, found.faults, found.lines)
