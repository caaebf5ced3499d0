"""What happens to a place when its holder falls out: the next reserve who keeps the rules, or nobody."""

from __future__ import annotations

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.asked import Asked, Happened
from chucai.gates.composition import broken
from chucai.gates.model import Comparison, Nomination
from chucai.gates.standing import IN_PLAY, standing
from chucai.gates.state import State


def latest_shortlist(charter: Charter, state: State) -> tuple[Stage, Comparison] | None:
    """The last compare stage that has an adopted shortlist."""
    for stage in reversed(charter.stages):
        if stage.gate == "compare":
            comparison = state.comparison(stage.id)
            if comparison.chosen is not None:
                return stage, comparison
    return None


def fill_place(asked: Asked, out: Nomination, lose: bool = False) -> list[Happened]:
    """The events that follow when `out` leaves a place: none if it held none.

    `lose`: the charter says the place is lost (P7). Otherwise the first reserve, in order, with whom the list still
    keeps every rule takes it; with no such reserve the place is lost, and the rules then broken are named.
    """
    found = latest_shortlist(asked.charter, asked.state)
    if found is None or out.id not in found[1].holders(out.category):
        return []
    stage, comparison = found
    stay = [asked.state.nomination(n) for c in comparison.chosen or {} for n in comparison.holders(c) if n != out.id]
    stream = f"comparison/{stage.id}"
    about = {"stage": stage.id, "category": out.category, "out": out.id}
    for name in () if lose else comparison.waiting(out.category):
        reserve = asked.state.nomination(name)
        if _may_enter(asked, reserve, stay, stage):
            return [Happened(stream, {**about, "into": name}, "place-filled", alone=True)]
    rules = sorted({line.rule for line in broken(asked.charter, asked.state.tree, stay)}) if stage.composition else []
    return [Happened(stream, {**about, "broken": rules}, "place-lost", alone=True)]


def _may_enter(asked: Asked, reserve: Nomination, stay: list[Nomination], stage: Stage) -> bool:
    if standing(asked.charter, asked.state, reserve).status not in IN_PLAY:
        return False
    if asked.charter.nominating.one_honour_each and any(reserve.people & other.people for other in stay):
        return False
    return not stage.composition or not broken(asked.charter, asked.state.tree, [*stay, reserve])
