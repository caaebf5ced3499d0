"""Events of rounds: what they make of their streams."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, cast

from chucai.gates.acts import Unit
from chucai.gates.evolve.steps import on, window_of, with_
from chucai.gates.model import (
    Roster,
    Round,
    Tree,
)
from chucai.ledger.event import Event


@on("round-opened")
def _round_opened(_: None, event: Event) -> Round:
    data = cast(Any, event.data)
    return Round(
        charter=data["charter"],
        calendar=data["calendar"],
        seed=data["seed"],
        key=data["key"],
        secretary=event.actor,
        opened=date.fromisoformat(data["opened"]),
    )


@on("round-amended")
def _round_amended(round_: Round, event: Event) -> Round:
    return replace(round_, charter=cast(str, event.data["charter"]))


@on("calendar-amended")
def _calendar_amended(round_: Round, event: Event) -> Round:
    return replace(round_, calendar=cast(str, event.data["calendar"]))


@on("stage-opened")
def _stage_opened(round_: Round, event: Event) -> Round:
    stage = cast(str, event.data["stage"])
    return replace(round_, stage=stage, windows=with_(round_.windows, stage, window_of(event.data)))


@on("stage-extended")
def _stage_extended(round_: Round, event: Event) -> Round:
    stage = cast(str, event.data["stage"])
    window = replace(round_.windows[stage], last=date.fromisoformat(cast(str, event.data["last"])))
    return replace(round_, windows=with_(round_.windows, stage, window))


@on("stage-closed")
def _stage_closed(round_: Round, event: Event) -> Round:
    stage = cast(str, event.data["stage"])
    closed = with_(round_.closed, stage, event.at)
    return replace(round_, closed=closed, rules=with_(round_.rules, stage, event.data["rules"]))


@on("round-closed")
def _round_closed(round_: Round, event: Event) -> Round:
    return replace(round_, over=True)


@on("units-set")
def _units_set(tree: Tree | None, event: Event) -> Tree:
    tree = tree or Tree()
    units = [Unit.model_validate(unit) for unit in cast(Any, event.data["units"])]
    after = {**tree.units, **{unit.id: unit for unit in units}}
    children: dict[str, list[str]] = {}
    for unit in after.values():
        if unit.parent is not None:
            children.setdefault(unit.parent, []).append(unit.id)
    below = {unit: tuple(sorted(names)) for unit, names in children.items()}
    return replace(tree, units=after, children=below, above=dict(_above(after)))


def _above(units: Mapping[str, Unit]) -> Iterator[tuple[str, dict[str, str]]]:
    """Of each unit: the unit of every tier at or above it."""
    for name in units:
        found: dict[str, str] = {}
        at = units.get(name)
        while at is not None:
            found[at.tier] = at.id
            at = units.get(at.parent) if at.parent else None
        yield name, found


@on("places-issued")
def _places_issued(tree: Tree | None, event: Event) -> Tree:
    tree = tree or Tree()
    data = cast(Any, event.data)
    return replace(tree, places={**tree.places, **{(data["unit"], c): n for c, n in data["places"].items()}})


@on("places-allotted")
def _places_allotted(tree: Tree | None, event: Event) -> Tree:
    tree = tree or Tree()
    data = cast(Any, event.data)
    return replace(tree, places={**tree.places, **{(unit, data["category"]): n for unit, n in data["places"].items()}})


@on("places-transferred")
def _places_transferred(tree: Tree, event: Event) -> Tree:
    data = cast(Any, event.data)
    giver, taker = (data["giver"], data["category"]), (data["taker"], data["category"])
    places = {**tree.places, giver: tree.places[giver] - data["places"]}
    return replace(tree, places={**places, taker: places.get(taker, 0) + data["places"]})


@on("appointed")
def _appointed(roster: Roster | None, event: Event) -> Roster:
    roster = roster or Roster()
    data = cast(Any, event.data)
    key = (data["role"], data["scope"])
    holders = with_(roster.holders, key, roster.of(*key) | set(data["who"]))
    anywhere = with_(roster.anywhere, key[0], roster.of_any(key[0]) | set(data["who"]))
    return replace(roster, holders=holders, anywhere=anywhere, units={**roster.units, **data["units"]})


@on("dismissed")
def _dismissed(roster: Roster, event: Event) -> Roster:
    data = cast(Any, event.data)
    key = (data["role"], data["scope"])
    holders = with_(roster.holders, key, roster.of(*key) - set(data["who"]))
    left = frozenset().union(*(who for (role, _), who in holders.items() if role == key[0]))
    return replace(roster, holders=holders, anywhere=with_(roster.anywhere, key[0], left))
