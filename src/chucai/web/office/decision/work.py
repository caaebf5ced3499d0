"""What the engine finds at a comparison, worked out for the desk and kept as plain values until sheets change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates import compare
from chucai.gates.acts import AdoptRanking, AdoptShortlist
from chucai.gates.model import Comparison, Stream
from chucai.gates.state import State
from chucai.web.records import listing, models
from chucai.web.records.state import Rows

OTHERS = 3  # next best lists
FORM = 1  # of the kept values; another number: work it out again
# Sheets worked out while somebody waits: two or three seconds of work. More of them would keep a process of the server
# from answering others for as long as a page may take, so they are left to the jobs.
AT_ONCE = 3_000
MERIT, LIST, REASONS = STEPS = ("merit", "list", "reasons")


class Supposed(State):
    """A round as if a ranking had been adopted: what a list would be, before anybody has adopted anything."""

    def __init__(self, state: State, ranking: AdoptRanking) -> None:
        self.round_id, self.calendar = state.round_id, state.calendar
        self._state, self._ranking = state, ranking

    def read(self, key: str) -> Stream | None:
        return self._state.read(key)

    def comparison(self, stage: str) -> Comparison:
        found = super().comparison(stage)
        if stage != self._ranking.stage:
            return found
        given = self._ranking
        return replace(found, ranking=given.ranking, unranked=given.unranked, sheets=given.sheets)

    def nominations(self) -> Sequence[str]:
        return self._state.nominations()

    def slates(self, stage: str) -> Sequence[str]:
        return self._state.slates(stage)

    def notices(self) -> Sequence[str]:
        return self._state.notices()

    def ballots(self) -> Sequence[str]:
        return self._state.ballots()


def sheets_now(charter: Charter, state: Rows, stage: Stage) -> str:
    """The digest of the sheets as they are."""
    return compare.sheets_digest(list(compare.sheets(charter, state, stage)))


def is_small(round_id: str) -> bool:
    """Whether it can be worked out while somebody waits for the page."""
    return models.Event.objects.filter(round_id=round_id, kind="assessed").count() <= AT_ONCE


def kept(round_id: str, stage: str) -> tuple[Mapping[str, Any], datetime] | None:
    """What was worked out last, and when."""
    rows = models.Estimate.objects.filter(round_id=round_id, stage=stage)
    row = rows.values_list("data", "at").first()
    return row if row and row[0].get("form") == FORM else None


def work_out(
    charter: Charter, state: Rows, stage: Stage, at: datetime, step: Callable[[str], object] = lambda _: None
) -> Mapping[str, Any]:
    """Estimate merits, propose the list and weigh it; keep and return it. Raises what the engine refuses.

    A stage without score sheets has no ranking: then only the list is proposed, from those who passed the vote.
    `step` is told which of STEPS begins.
    """
    data: dict[str, Any] = {"form": FORM, "sheets": "", "ranking": None, "reports": {}, "left_out": {}}
    supposed: State = state
    if charter.judging_of(stage) is not None:
        step(MERIT)
        act, found = _ranking(charter, state, stage)
        data |= found
        supposed = Supposed(state, act)
        _show(state.round_id, act)
    data["list"] = _list(charter, supposed, stage, step)
    models.Estimate.objects.update_or_create(
        round_id=state.round_id, stage=stage.id, defaults={"sheets": data["sheets"], "data": data, "at": at}
    )
    return data


def _ranking(charter: Charter, state: Rows, stage: Stage) -> tuple[AdoptRanking, dict[str, Any]]:
    """The ranking as it would be adopted, and what there is to tell of it."""
    from chucai.engine import stage as engine  # a server that only answers need not hold the solvers
    from chucai.engine.hanging import left_out

    ranking = engine.ranking(charter, state, stage)
    act = AdoptRanking(**ranking.fields)
    hanging = left_out(charter, state, stage, ranking)
    return act, {
        "sheets": act.sheets,
        "ranking": act.to_json(),
        "reports": {name: report.to_json() for name, report in ranking.reports.items()},
        "left_out": {name: [asdict(line) for line in lines] for name, lines in hanging.items()},
        "loads": Counter(who for _, who, _ in compare.sheets(charter, state, stage)),
    }


def _show(round_id: str, act: AdoptRanking) -> None:
    """Let the lists of the office show these merits until a ranking is adopted."""
    lines: dict[str, listing.Line] = dict.fromkeys(act.unranked, listing.NO_MERIT)
    lines |= {line.nomination: (line.merit, line.se, line.rank) for line in act.ranking}
    listing.estimated(round_id, act.stage, lines)


def _list(charter: Charter, state: State, stage: Stage, step: Callable[[str], object]) -> dict[str, Any]:
    """The proposed list with its reasons, prices and next best lists."""
    from chucai.engine import stage as engine
    from chucai.engine import weighed as weighing

    step(LIST)
    found = engine.shortlist(charter, state, stage)
    step(REASONS)
    selection, weighed = found.selection, weighing.weighed(found, others=OTHERS)
    told = weighed.explanation
    return {
        "status": selection.status,
        "act": AdoptShortlist(**found.fields).to_json() if found.fields else None,
        "candidates": len(found.asked.candidates),
        "displaced": [asdict(one) for one in selection.displaced if one.above_cut],
        "needed": [asdict(one) for one in selection.needed_by if one.below_cut],
        "prices": [asdict(price) for price in told.prices],
        "turns": {turn.id: asdict(turn) for turn in told.turns},
        "others": [asdict(other) for other in told.others or ()],
        "equals": [asdict(equal) for equal in selection.equals],
        "conflict": [asdict(item) for item in selection.conflict],
        "repairs": [asdict(repair) for repair in selection.repairs],
    }
