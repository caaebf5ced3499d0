"""Places in the tree: what each unit was issued, what it has used, and how its slates stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chucai.charter.stages import Stage
from chucai.gates.recommend import capacity
from chucai.web.desk import Desk
from chucai.web.records.models import NominationRow


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit of a tier in one category. `places` None: no number is set. `state`: filled, sent, late or none."""

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


def lines(desk: Desk, stage: Stage) -> Iterator[UnitLine]:
    """Every unit of the stage's tier with every category it has places or nominations in, by unit."""
    state, tree = desk.state, desk.tree
    units = sorted(key for key, unit in tree.units.items() if unit.tier == stage.tier)
    state.foresee({f"slate/{stage.id}/{unit}" for unit in units})
    nominated = _nominated(desk, stage)
    for unit in units:
        for category in desk.charter.categories:
            places = capacity(desk.charter, state, stage, unit, category)
            here = nominated.get((unit, category), 0)
            if not places and not here:
                continue
            names = state.slate(stage.id, unit).lists.get(category)
            sent = len(names.ranked) + len(names.promoted) if names else 0
            filled = places is not None and sent >= places
            fate = ("filled" if filled else "sent") if names else ("late" if here else "none")
            yield UnitLine(unit, category, places, here, sent, fate)


def _nominated(desk: Desk, stage: Stage) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    rows = NominationRow.objects.filter(round_id=desk.round_id)
    for unit, category in rows.values_list("unit", "category"):
        at = desk.tree.ancestor(unit, stage.tier)
        if at is not None:
            found[at, category] = found.get((at, category), 0) + 1
    return found


def issued(desk: Desk) -> int:
    """Places of all units at the stage, where numbers are set."""
    stage = stage_of_places(desk)
    return sum(line.places or 0 for line in lines(desk, stage)) if stage else 0


def used(desk: Desk) -> int:
    stage = stage_of_places(desk)
    return sum(line.forwarded for line in lines(desk, stage)) if stage else 0
