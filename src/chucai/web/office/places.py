"""Places in the tree: what each unit was issued, what it has used, and how its slates stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from chucai.charter.stages import Stage
from chucai.gates.recommend import capacity
from chucai.gates.standing import RETURNED
from chucai.web.desk import Desk
from chucai.web.office.glance import Row, foresee, units_of


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of a tier in one category. `places` None: no number is set.

    `state`: filled, sent, late or none; returned where something of the unit is back to be mended.
    """

    unit: str
    category: str
    places: int | None
    nominated: int
    forwarded: int
    state: str


def stage_of_places(desk: Desk) -> Stage | None:
    """The last stage of recommending that was opened, or the first there is."""
    stages = [stage for stage in desk.charter.stages if stage.gate == "recommend"]
    been = [stage for stage in stages if stage.id in desk.round.windows]
    return been[-1] if been else next(iter(stages), None)


def lines(desk: Desk, stage: Stage, rows: Iterable[Row]) -> Iterator[UnitLine]:
    """Every unit of the stage's tier with every category it has places or nominations in, by unit."""
    state = desk.state
    foresee(desk, [stage])
    some = list(rows)
    nominated = _nominated(desk, stage, some)
    returned = _nominated(desk, stage, (row for row in some if row.standing == RETURNED))
    for unit in units_of(desk, stage):
        for category in desk.charter.categories:
            places = capacity(desk.charter, state, stage, unit, category)
            here = nominated.get((unit, category), 0)
            if not places and not here:
                continue
            names = state.slate(stage.id, unit).lists.get(category)
            sent = len(names.ranked) + len(names.promoted) if names else 0
            filled = places is not None and sent >= places
            fate = ("filled" if filled else "sent") if names else ("late" if here else "none")
            fate = "returned" if (unit, category) in returned else fate
            yield UnitLine(unit, category, places, here, sent, fate)


def _nominated(desk: Desk, stage: Stage, rows: Iterable[Row]) -> dict[tuple[str, str], int]:
    found: Counter[tuple[str, str]] = Counter()
    for (unit, category), number in Counter((row.unit, row.category) for row in rows).items():
        at = desk.tree.ancestor(unit, stage.tier)
        if at is not None:
            found[at, category] += number
    return found


def used_and_issued(desk: Desk, rows: Iterable[Row]) -> tuple[int, int]:
    """Names on slates, and the places of all units at the stage where numbers are set."""
    stage = stage_of_places(desk)
    found = list(lines(desk, stage, rows)) if stage else []
    return sum(line.forwarded for line in found), sum(line.places or 0 for line in found)
