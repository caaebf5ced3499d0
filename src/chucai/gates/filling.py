"""What happens to a place when its holder falls out: the next reserve who keeps the rules, or nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.asked import Asked, Happened
from chucai.gates.composition import broken, short_pools
from chucai.gates.model import Comparison, Fill, Nomination
from chucai.gates.standing import IN_PLAY, paper_id, standing, unit_at
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
    """The events that follow when `out` leaves a place: none if it held none (see `fill_places`)."""
    return fill_places(asked, [out], lose)


def fill_places(asked: Asked, out: Sequence[Nomination], lose: bool = False) -> list[Happened]:
    """The events that follow when these leave their places, one after another in the order given.

    `lose`: the charter says the place is lost (P7). Otherwise the first reserve, in order, with whom the list still
    keeps every rule takes it; with no such reserve the place is lost, and the rules then broken are named.
    """
    found = latest_shortlist(asked.charter, asked.state)
    if found is None:
        return []
    filling = _Filling(asked, *found, frozenset(one.id for one in out))
    return [filling.fill(one, lose) for one in out if one.id in filling.comparison.holders(one.category)]


class _Filling:
    """Places being filled in one act; `comparison` runs ahead of the state, fill by fill."""

    def __init__(self, asked: Asked, stage: Stage, comparison: Comparison, out: frozenset[str]) -> None:
        self.asked, self.stage, self.comparison, self.out = asked, stage, comparison, out

    def fill(self, out: Nomination, lose: bool) -> Happened:
        read = self.asked.state.nomination
        stay = [read(n) for c in self.comparison.chosen or {} for n in self.comparison.holders(c) if n != out.id]
        about = {"stage": self.stage.id, "category": out.category, "out": out.id}
        waiting = () if lose else map(read, self.comparison.waiting(out.category))
        into = next((one for one in waiting if self._may_enter(one, out, stay)), None)
        fill = Fill(out.id, into.id if into else None)
        self.comparison = replace(self.comparison, fills=(*self.comparison.fills, fill))
        stream = f"comparison/{self.stage.id}"
        if into is not None:
            return Happened(stream, {**about, "into": into.id}, "place-filled", alone=True)
        return Happened(stream, {**about, "broken": self._broken(stay)}, "place-lost", alone=True)

    def _broken(self, chosen: list[Nomination]) -> list[str]:
        """Ids of the composition rules a list does not keep, where they bind at all."""
        lines = broken(self.asked.charter, self.asked.state.tree, chosen) if self.stage.composition else ()
        return sorted({line.rule for line in lines})

    def _may_enter(self, reserve: Nomination, out: Nomination, stay: list[Nomination]) -> bool:
        asked = self.asked
        if reserve.id in self.out or standing(asked.charter, asked.state, reserve).status not in IN_PLAY:
            return False
        if asked.charter.nominating.one_honour_each and any(reserve.people & other.people for other in stay):
            return False
        after = [*stay, reserve]
        short = short_pools(asked.charter, self.stage, after) - short_pools(asked.charter, self.stage, [*stay, out])
        return not short and not self._broken(after) and self._was_consulted_on(reserve)

    def _was_consulted_on(self, reserve: Nomination) -> bool:
        """Nobody takes a place past a notice that did not name them (P1)."""
        charter, state = self.asked.charter, self.asked.state
        for stage in charter.stages[charter.position(self.stage.id) :]:
            notice = state.notice(paper_id(stage.id, unit_at(charter, state, stage, reserve))) if stage.notice else None
            if notice and reserve.id not in (*notice.listed, *notice.reserves):
                return False
        return True
