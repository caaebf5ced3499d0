"""Units, places and roles: who stands where in the tree, and who may do what."""

from __future__ import annotations

from collections.abc import Iterable

from chucai.charter.allot import allot
from chucai.charter.model import Charter
from chucai.gates.acts import Actor, AllotPlaces, Appoint, Dismiss, IssuePlaces, SetUnits, TransferPlaces, Unit
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.state import State

SECRETARY = "secretary"
# Held by whoever stands in the matter itself; the shell has checked their link or document.
UNLISTED = ("nominator", "nominee", "public", "system")
LISTED = (SECRETARY, "coordinator", "assessor", "officer", "elector", "chair", "authority", "auditor")


SCOPED = ("coordinator", "officer", "elector", "chair")


def secretaries(state: State) -> frozenset[str]:
    """Everybody who is the office: who opened the round, and whom the roster names."""
    return state.roster.of(SECRETARY, None) | {state.round.secretary}


def holds_role(state: State, by: Actor) -> bool:
    """Whether the actor holds the role they act in, for any scope; each rule checks the scope it needs."""
    roster = state.roster
    if by.role in SCOPED:
        return by.id in roster.of_any(by.role)
    founder = by.role == SECRETARY and by.id == state.round.secretary
    return founder or roster.holds(by.id, by.role, None)


def set_units(asked: Asked) -> list[Happened]:
    act: SetUnits = asked.act
    tree = asked.state.tree
    after = {**tree.units, **{unit.id: unit for unit in act.units}}
    require(len({unit.id for unit in act.units}) == len(act.units), "unit-twice")
    for unit in after.values():
        _check_unit(asked.charter, unit, after)
    for unit in act.units:
        before = tree.units.get(unit.id)
        moved = before is not None and (before.tier, before.parent) != (unit.tier, unit.parent)
        require(not moved or not asked.state.round.windows, "unit-in-use", unit=unit.id)
    return [Happened("tree")]


def _check_unit(charter: Charter, unit: Unit, units: dict[str, Unit]) -> None:
    tiers = [tier.id for tier in charter.tiers]
    require(unit.tier in tiers, "no-such-tier", unit=unit.id, tier=unit.tier, known=tiers)
    height = tiers.index(unit.tier)
    if height == len(tiers) - 1:
        require(unit.parent is None, "top-unit-with-parent", unit=unit.id)
        return
    parent = units.get(unit.parent or "")
    require(parent, "no-such-parent", unit=unit.id, parent=unit.parent)
    require(
        parent and parent.tier == tiers[height + 1],
        "tier-skipped",
        unit=unit.id,
        parent=unit.parent,
        wanted=tiers[height + 1],
    )


def issue_places(asked: Asked) -> list[Happened]:
    """The secretary issues to any unit; a coordinator passes places of the own unit on to units right below."""
    act: IssuePlaces = asked.act
    tree = asked.state.tree
    require(act.unit in tree.units, "no-such-unit", unit=act.unit)
    for category in act.places:
        asked.category(category)
    if asked.by.role == "coordinator":
        _within_own(asked, act)
    else:
        ruled = sorted(act.places.keys() & _by_formula(asked.charter, tree.units[act.unit].tier))
        require(not ruled, "places-by-formula", unit=act.unit, category=ruled[0] if ruled else None)
    return [Happened("tree")]


def _by_formula(charter: Charter, tier: str) -> set[str]:
    """The categories whose places the charter shares out among the units of a tier by their figures."""
    return {category for stage in charter.stages if stage.tier == tier for category in stage.allot}


def allot_places(asked: Asked) -> list[Happened]:
    """The formula is worked out here and again by whoever verifies: the office only says what the figures are (N7)."""
    act: AllotPlaces = asked.act
    asked.category(act.category)
    formula = asked.stage.allot.get(act.category)
    require(formula is not None, "no-formula", stage=asked.stage.id, category=act.category)
    units = {unit.id for unit in asked.state.tree.units.values() if unit.tier == asked.stage.tier}
    strange = sorted(units ^ act.figures.keys())
    require(not strange, "figures-of-other-units", units=strange[:10])
    for unit, figures in act.figures.items():
        wanted = sorted(formula.by) if formula else []
        require(sorted(figures) == wanted, "figures-differ", unit=unit, wanted=wanted)
    return [Happened("tree", {"places": allot(formula, act.figures) if formula else {}})]


def _within_own(asked: Asked, act: IssuePlaces) -> None:
    tree = asked.state.tree
    parent = tree.units[act.unit].parent
    require(
        parent is not None and asked.state.roster.holds(asked.by.id, "coordinator", parent),
        "not-your-unit",
        unit=act.unit,
    )
    siblings = [unit.id for unit in tree.units.values() if unit.parent == parent and unit.id != act.unit]
    for category, places in act.places.items():
        given = sum(tree.places.get((unit, category), 0) for unit in siblings)
        own = tree.places.get((parent or "", category), 0)
        require(given + places <= own, "too-many-places", unit=act.unit, category=category, own=own, given=given)


def transfer_places(asked: Asked) -> list[Happened]:
    act: TransferPlaces = asked.act
    tree = asked.state.tree
    for unit in (act.giver, act.taker):
        require(unit in tree.units, "no-such-unit", unit=unit)
    require(act.giver != act.taker, "nothing-changed")
    asked.category(act.category)
    held = tree.places.get((act.giver, act.category), 0)
    require(held >= act.places, "too-few-places", unit=act.giver, category=act.category, held=held)
    return [Happened("tree")]


def appoint(asked: Asked) -> list[Happened]:
    act: Appoint = asked.act
    require(act.role in LISTED, "no-such-role", role=act.role, known=list(LISTED))
    require(act.who, "nobody-named")
    _check_scope(asked, act.role, act.scope)
    unknown = sorted(unit for unit in act.units.values() if unit not in asked.state.tree.units)
    require(not unknown, "no-such-unit", unit=unknown[0] if unknown else None)
    others = sorted(act.units.keys() - set(act.who))
    require(not others, "units-of-others", who=others[:10])
    _check_nominees(asked, act)
    return [Happened("roster")]


def _check_nominees(asked: Asked, act: Appoint) -> None:
    """Nobody who is nominated takes a role that the charter keeps apart from being honoured (E7)."""
    if act.role not in asked.charter.nominating.barred_roles:
        return
    nominated = set().union(*(asked.state.nomination(name).people for name in asked.state.nominations()))
    both = sorted(nominated & set(act.who))
    require(not both, "nominee-in-role", role=act.role, who=both[:10])


def barred_by_role(charter: Charter, state: State, people: Iterable[str]) -> tuple[str, str] | None:
    """The first of these people who holds a role that bars them from being nominated, and that role (E7)."""
    for role in charter.nominating.barred_roles:
        holding = state.roster.of_any(role)
        founder = {state.round.secretary} if role == SECRETARY else set()
        both = sorted((holding | founder) & set(people))
        if both:
            return both[0], role
    return None


def _check_scope(asked: Asked, role: str, scope: str | None) -> None:
    if role == "coordinator":
        require(scope in asked.state.tree.units, "no-such-unit", unit=scope)
    elif role == "officer":
        require(scope in asked.charter.bodies, "no-such-body", body=scope, known=sorted(asked.charter.bodies))
    elif role in ("elector", "chair"):
        electorates = {stage.vote.asked for stage in asked.charter.stages if stage.vote}
        name, at, unit = (scope or "").partition("@")
        require(name in electorates, "no-such-electorate", scope=scope)
        require(not at or unit in asked.state.tree.units, "no-such-unit", unit=unit)
    else:
        require(scope is None, "role-without-scope", role=role)


def dismiss(asked: Asked) -> list[Happened]:
    act: Dismiss = asked.act
    missing = [who for who in act.who if not asked.state.roster.holds(who, act.role, act.scope)]
    require(not missing, "not-in-role", role=act.role, who=missing[:10])
    return [Happened("roster")]
