"""The charter: one programme's rules as a frozen, strict model."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chucai.charter.honours import Honour, Revocation
from chucai.charter.judging import Criterion, Electorate, Judging, Vote
from chucai.charter.nominee import Attribute, Category, Eligibility, Nominating, Reaward
from chucai.charter.rules import Pool, Rule
from chucai.charter.stages import Body, Notice, Stage, Tier
from chucai.charter.values import Id, Part, Seq, Text

FORMAT = 1


class Charter(Part):
    """A programme as one readable file.

    Field names are the keys of the TOML file, except where an alias shows the key (``[[tier]]``, ``[[stage]]``,
    ``[[rule]]``, ``[[pool]]``).
    """

    charter: Literal[1]
    id: Id
    edition: Annotated[int, Field(ge=1)]
    name: Text
    host: Id
    basis: Seq[Text] = ()
    approval: str | None = None
    level: Literal["county", "city", "province", "national", "own"] = "own"  # whose honour; own: not the state's
    cycle_years: Annotated[int, Field(ge=1)] | None = None  # G2
    immediate: bool = False  # an emergency honour without preset places (G6)
    funding: Text | None = None  # G4
    visibility: Literal["open", "sealed"]
    release_after_years: Annotated[int, Field(ge=1)] | None = None
    calendar: Id = "cn"
    timezone: str = "Asia/Shanghai"
    tiers: Annotated[Seq[Tier], Field(alias="tier", min_length=1)]
    categories: Annotated[dict[Id, Category], Field(min_length=1)]
    themes: dict[Id, Text] = {}
    nominating: Nominating = Nominating()
    attributes: dict[Id, Attribute] = {}
    eligibility: Seq[Eligibility] = ()
    reaward: Reaward | None = None
    stages: Annotated[Seq[Stage], Field(alias="stage", min_length=1)]
    criteria: dict[Id, Criterion] = {}
    judging: dict[Id, Judging] = {}
    rules: Annotated[Seq[Rule], Field(alias="rule")] = ()
    pools: Annotated[Seq[Pool], Field(alias="pool")] = ()
    electorates: dict[Id, Electorate] = {}
    bodies: dict[Id, Body] = {}
    notices: dict[Id, Notice] = {}
    honours: Annotated[dict[Id, Honour], Field(min_length=1)]
    revocation: Revocation | None = None

    def stage(self, stage_id: str) -> Stage:
        """The stage with this id; KeyError when there is none."""
        return self.stages[self.position(stage_id)]

    def position(self, stage_id: str) -> int:
        """Where in the list a stage stands, from 0; KeyError when it is not there."""
        for index, stage in enumerate(self.stages):
            if stage.id == stage_id:
                return index
        raise KeyError(stage_id)

    def tier_height(self, tier_id: str) -> int:
        """0 for the bottom tier; KeyError when there is none with this id."""
        for height, tier in enumerate(self.tiers):
            if tier.id == tier_id:
                return height
        raise KeyError(tier_id)

    def judging_of(self, stage: Stage) -> Judging | None:
        """The way of judging a compare stage names, or the only one there is."""
        if stage.judging is not None:
            return self.judging.get(stage.judging)
        return next(iter(self.judging.values())) if len(self.judging) == 1 else None

    def criteria_of(self, judging: Judging) -> dict[str, Criterion]:
        names = judging.criteria or tuple(self.criteria)
        return {name: self.criteria[name] for name in names}


__all__ = ["FORMAT", "Charter", "Vote"]
