"""Units by upload: a filled table is looked at first, what it would add and change, and entered only then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from chucai.gates.acts import IssuePlaces, SetUnits, Unit
from chucai.intake.units import UnitRow
from chucai.web.desk import Desk
from chucai.web.office.doors import SECRETARY
from chucai.web.records import drafts

KIND, KEY = "units", "upload"


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the table as it is kept until somebody has looked at what it would do."""

    id: str
    name: str
    tier: str
    parent: str | None
    places: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Moved:
    """Places of a unit in a category; `before` is None where no number was set."""

    unit: str
    category: str
    before: int | None
    after: int


@dataclass(slots=True)
class Difference:
    """What a table would make another. `changed`: another name, tier or parent; `same` stay as they are in all."""

    new: list[Listed] = field(default_factory=list)
    changed: list[tuple[Unit, Listed]] = field(default_factory=list)
    places: list[Moved] = field(default_factory=list)
    same: int = 0

    def acts(self) -> list[SetUnits | IssuePlaces]:
        """Only for what is new or another: the tree first, then the places of one unit after the other."""
        rows = [*self.new, *(row for _, row in self.changed)]
        issued: dict[str, dict[str, int]] = {}
        for one in self.places:
            issued.setdefault(one.unit, {})[one.category] = one.after
        tree = [SetUnits(units=tuple(map(_unit, rows)))] if rows else []
        return [*tree, *(IssuePlaces(unit=unit, places=places) for unit, places in issued.items())]

    def mark(self) -> str:
        """The same for the same difference: what was looked at is what is entered."""
        said = [asdict(row) for row in (*self.new, *(row for _, row in self.changed))]
        said += [asdict(one) for one in self.places]
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()[:32]


def _unit(row: Listed | UnitRow) -> Unit:
    return Unit(id=row.id, tier=row.tier, parent=row.parent, name=row.name)


def difference(desk: Desk, rows: Iterable[Listed]) -> Difference:
    """Between the units there are and the rows of a table; what the table does not name stays."""
    tree, found = desk.tree, Difference()
    for row in rows:
        before = tree.units.get(row.id)
        moved = [
            Moved(row.id, category, tree.places.get((row.id, category)), number)
            for category, number in row.places.items()
            if tree.places.get((row.id, category)) != number
        ]
        found.places += moved
        if before is None:
            found.new.append(row)
        elif before != _unit(row):
            found.changed.append((before, row))
        elif not moved:
            found.same += 1
    return found


def _owner(desk: Desk) -> str:
    return f"office/{desk.actor_id}"


def keep(desk: Desk, filename: str, rows: Sequence[UnitRow], account: int | None) -> None:
    """Lay a table by for its preview; an older one of the same person goes."""
    listed = [{**asdict(_listed(row)), "places": dict(row.places)} for row in rows]
    before = kept(desk).version
    data: dict[str, Any] = {"name": filename[:200], "rows": listed}
    drafts.save(desk.round_id, _owner(desk), KIND, KEY, data, before, desk.at, account)


def _listed(row: UnitRow) -> Listed:
    return Listed(row.id, row.name, row.tier, row.parent, dict(row.places))


@dataclass(frozen=True, slots=True)
class Kept:
    """A table that waits to be looked at; version 0: there is none."""

    name: str
    rows: Sequence[Listed]
    version: int


def kept(desk: Desk) -> Kept:
    found = drafts.found(desk.round_id, _owner(desk), KIND, KEY)
    rows = [Listed(**row) for row in found.data.get("rows", ())]
    return Kept(found.data.get("name", ""), rows, found.version)


def drop(desk: Desk) -> None:
    drafts.drop(desk.round_id, _owner(desk), KIND, KEY)


def enter(desk: Desk, found: Difference) -> None:
    """All of it in one transaction. Raises what the gate refuses; then nothing is entered."""
    desk.perform_many(SECRETARY, [(act, ()) for act in found.acts()])
    drop(desk)
