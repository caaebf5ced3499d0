"""What a page of the office counts from: the rows its reader works with, read once, and streams foreseen in one go."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from chucai.charter.stages import Stage
from chucai.web.desk import Desk
from chucai.web.records import lists


class Row(NamedTuple):
    """Of a nomination what is counted."""

    nomination: str
    unit: str
    category: str
    stage: str
    standing: str
    sheets: int
    wanted: int


class Glance:
    """All nominations that the reader works with, never a case of their own; not asked for before they are needed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def rows(self) -> Sequence[Row]:
        desk = self._desk
        found = lists.at_work(desk.charter, desk.state, desk.viewer, desk.today)
        return [Row(*row) for row in found.values_list(*Row._fields)]

    def at(self, stage: Stage, *standings: str) -> list[Row]:
        """Those that stand so at a stage."""
        return [row for row in self.rows if row.stage == stage.id and row.standing in standings]


def foresee(desk: Desk, stages: Iterable[Stage]) -> None:
    """Load what these stages are told by: slates of their units, comparisons and the assessors of the roster."""
    keys: set[str] = set()
    for stage in stages:
        if stage.gate == "recommend":
            keys |= {f"slate/{stage.id}/{unit}" for unit in units_of(desk, stage)}
        elif stage.gate == "compare":
            keys |= {f"comparison/{stage.id}", *(f"assessor/{who}" for who in desk.state.roster.of("assessor", None))}
    desk.state.foresee(keys)


def units_of(desk: Desk, stage: Stage) -> list[str]:
    """Units of the tier of a stage, by key."""
    return sorted(key for key, unit in desk.tree.units.items() if unit.tier == stage.tier)
