"""Who may not judge whom: declared interests, recusals, and what follows from units and nominators."""

from __future__ import annotations

from chucai.charter.judging import Judging
from chucai.charter.model import Charter
from chucai.gates.acts import ConfirmLift, Declare, ProposeLift, Recuse, Undertake
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.model import Nomination
from chucai.gates.state import State


def barred(charter: Charter, state: State, judging: Judging, assessor: str, nomination: Nomination) -> str | None:
    """The interest that bars an assessor from a nomination, or None.

    A lifted recusal bars no more; but nobody ever judges themselves.
    """
    if assessor in nomination.people:
        return "nominee"
    recusal = state.assessor(assessor).recusals.get(nomination.id)
    if recusal is not None:
        return None if recusal.lifted else recusal.interest
    if "nominator" in judging.recuse and assessor == nomination.nominator:
        return "nominator"
    if "own-unit" in judging.recuse and _same_unit(state, judging, assessor, nomination):
        return "own-unit"
    return None


def _same_unit(state: State, judging: Judging, assessor: str, nomination: Nomination) -> bool:
    unit = state.roster.units.get(assessor)
    if unit is None:
        return False
    if judging.own_unit_tier is None:
        return unit == nomination.unit
    tree = state.tree
    at_tier = tree.ancestor(unit, judging.own_unit_tier)
    return at_tier is not None and at_tier == tree.ancestor(nomination.unit, judging.own_unit_tier)


def undertake(asked: Asked) -> list[Happened]:
    act: Undertake = asked.act
    require(asked.by.id == act.assessor, "not-your-sheet", assessor=act.assessor)
    require(not asked.state.assessor(act.assessor).undertaken, "already-undertaken", assessor=act.assessor)
    return [Happened(f"assessor/{act.assessor}")]


def _known_interest(asked: Asked, interest: str) -> bool:
    """Whether an interest of this kind recuses under any way of judging the charter has."""
    return any(interest in judging.recuse for judging in asked.charter.judging.values())


def declare(asked: Asked) -> list[Happened]:
    act: Declare = asked.act
    require(asked.by.id == act.assessor or asked.by.role == "secretary", "not-your-sheet", assessor=act.assessor)
    asked.state.nomination(act.nomination)
    assessor = asked.state.assessor(act.assessor)
    require(
        act.nomination not in assessor.declared, "already-declared", assessor=act.assessor, nomination=act.nomination
    )
    return [Happened(f"assessor/{act.assessor}", {"bars": _known_interest(asked, act.interest)})]


def recuse(asked: Asked) -> list[Happened]:
    act: Recuse = asked.act
    require(asked.by.id == act.assessor or asked.by.role == "secretary", "not-your-sheet", assessor=act.assessor)
    asked.state.nomination(act.nomination)
    assessor = asked.state.assessor(act.assessor)
    require(not assessor.barred(act.nomination), "already-recused", assessor=act.assessor, nomination=act.nomination)
    return [Happened(f"assessor/{act.assessor}")]


def propose_lift(asked: Asked) -> list[Happened]:
    act: ProposeLift = asked.act
    _may_lift(asked, act.assessor, act.nomination)
    return [Happened(f"assessor/{act.assessor}")]


def confirm_lift(asked: Asked) -> list[Happened]:
    act: ConfirmLift = asked.act
    _may_lift(asked, act.assessor, act.nomination)
    proposed_by = asked.state.assessor(act.assessor).recusals[act.nomination].lift_proposed_by
    require(proposed_by is not None, "lift-not-proposed", assessor=act.assessor, nomination=act.nomination)
    require(proposed_by != asked.by.id, "second-person-needed", assessor=act.assessor, nomination=act.nomination)
    return [Happened(f"assessor/{act.assessor}")]


def _may_lift(asked: Asked, assessor: str, nomination: str) -> None:
    """A recusal is lifted by two people, neither of them the recused (anchors 5)."""
    require(asked.by.id != assessor, "recused-cannot-lift", assessor=assessor)
    barred_now = asked.state.assessor(assessor).barred(nomination)
    require(barred_now, "not-recused", assessor=assessor, nomination=nomination)
