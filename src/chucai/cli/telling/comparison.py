"""What the comparison of a round says: merits, severities, who was moved by which rule; the engine does the sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.charter.values import Text
from chucai.cli.telling.facts import stage_name
from chucai.engine import stage as engine
from chucai.engine import weighed as weighing
from chucai.engine.hanging import left_out
from chucai.engine.merit.influence import LeftOut
from chucai.gates.compare import sheets
from chucai.gates.state import Memory
from chucai.ledger.event import Event
from chucai.publish.charts.chance import ChanceData, ChanceRow
from chucai.publish.charts.leave_one_out import LeaveData, LeftRow
from chucai.publish.charts.ranking import MeritData, MeritRow, Standing
from chucai.publish.charts.severity import AssessorRow, SeverityData
from chucai.publish.report import JudgingFacts, MoveLine, SelectionFacts

DRAWS = 100  # lists with merits drawn from their posterior


@dataclass
class Watched:
    """What the engine found at each adoption, by stage; gathered while a ledger is replayed."""

    rankings: dict[str, engine.Ranking] = field(default_factory=dict)
    shortlists: dict[str, engine.Shortlist] = field(default_factory=dict)
    counted: dict[str, Counter[str]] = field(default_factory=dict)
    left_out: dict[str, dict[str, tuple[LeftOut, ...]]] = field(default_factory=dict)
    weighed: dict[str, weighing.Weighed] = field(default_factory=dict)

    def __call__(self, charter: Charter, state: Memory, event: Event) -> None:
        if event.kind not in ("ranking-adopted", "shortlist-adopted"):
            return
        stage = charter.stage(str(event.data["stage"]))
        if event.kind == "ranking-adopted":
            self.rankings[stage.id] = engine.ranking(charter, state, stage)
            self.left_out[stage.id] = left_out(charter, state, stage, self.rankings[stage.id])
            self.counted[stage.id] = Counter(assessor for _, assessor, _ in sheets(charter, state, stage))
        else:
            self.shortlists[stage.id] = engine.shortlist(charter, state, stage)
            self.weighed[stage.id] = self._weighed(state, stage)

    def _weighed(self, state: Memory, stage: Stage) -> weighing.Weighed:
        shortlist, ranking = self.shortlists[stage.id], self.rankings.get(stage.id)
        known = weighing.weighed(shortlist)
        seed = engine.seed_for(state, stage.id, "draws")
        return weighing.drawn(known, shortlist, ranking.reports, number=DRAWS, seed=seed) if ranking else known


def merits(charter: Charter, state: Memory, watched: Watched) -> Iterator[MeritData]:
    """The ranking as adopted, each category with what the shortlist made of it."""
    says = {rule.id: rule.says or Text(zh=rule.id, en=rule.id) for rule in charter.rules}
    for stage_id, shortlist in watched.shortlists.items():
        comparison = state.comparison(stage_id)
        why = _why(shortlist)
        lines = {line.nomination: line for line in comparison.ranking}
        for name, category in charter.categories.items():
            rows = []
            for line in lines.values():
                if state.nomination(line.nomination).category == name:
                    standing = standing_at(state, stage_id, name, line.nomination)
                    rows.append(
                        MeritRow(
                            line.nomination,
                            line.rank,
                            line.merit,
                            line.low,
                            line.high,
                            line.mean,
                            line.readings,
                            standing,
                            why.get(line.nomination, ()),
                        )
                    )
            if rows:
                chosen = len((comparison.chosen or {}).get(name, ()))
                yield MeritData(name, category.name, category.kind, chosen, tuple(rows), says)


def standing_at(state: Memory, stage_id: str, category: str, nomination: str) -> Standing:
    comparison = state.comparison(stage_id)
    if nomination in (comparison.chosen or {}).get(category, ()):
        return "chosen"
    return "reserve" if nomination in comparison.reserve.get(category, ()) else "not-chosen"


def _why(shortlist: engine.Shortlist) -> dict[str, tuple[str, ...]]:
    """Rules that kept somebody out whom merit would have let in, or needed somebody whom merit would not."""
    selection = shortlist.selection
    kept_out = {each.id: each.rules for each in selection.displaced if each.above_cut}
    return kept_out | {each.id: each.rules for each in selection.needed_by if each.below_cut}


def severities(charter: Charter, watched: Watched) -> Iterator[SeverityData]:
    """Of each comparison: the assessors as seen over the category with most nominees, each being estimated alone."""
    for stage_id, ranking in watched.rankings.items():
        for report in sorted(ranking.reports.values(), key=lambda each: -len(each.nominees))[:1]:
            rows = tuple(AssessorRow(a.assessor, a.severity, a.low, a.high, a.load) for a in report.assessors)
            corrected = report.round.method == "severity"
            yield SeverityData(stage_id, stage_name(charter.stage(stage_id)), rows, corrected)


def chances(charter: Charter, state: Memory, watched: Watched) -> Iterator[ChanceData]:
    """The last ranking of each category, where there was a cut and chances were worked out."""
    last: dict[str, ChanceData] = {}
    for stage_id, ranking in watched.rankings.items():
        for name, report in ranking.reports.items():
            rows = tuple(
                ChanceRow(line.nominee, line.rank, line.p_place, standing_at(state, stage_id, name, line.nominee))
                for line in report.nominees
                if line.p_place is not None
            )
            if rows and report.round.places:
                category = charter.categories[name]
                last[name] = ChanceData(name, category.name, category.kind, report.round.places, rows)
    yield from last.values()


def hanging(charter: Charter, watched: Watched) -> Iterator[LeaveData]:
    """Of the last ranking of each category: what would change without any one assessor."""
    last: dict[str, LeaveData] = {}
    for stage_id, found in watched.left_out.items():
        for name, lines in found.items():
            report, category = watched.rankings[stage_id].reports[name], charter.categories[name]
            rows = tuple(LeftRow(line.assessor, line.load, line.enters, line.leaves) for line in lines)
            ranks = {line.nominee: line.rank for line in report.nominees}
            last[name] = LeaveData(name, category.name, category.kind, report.round.places or 0, rows, ranks)
    yield from last.values()


def judging(state: Memory, events: Sequence[Event], watched: Watched) -> Iterator[JudgingFacts]:
    kinds = Counter((event.kind, event.data.get("stage")) for event in events)
    plain = Counter(event.kind for event in events)
    for stage_id, ranking in watched.rankings.items():
        counted = watched.counted[stage_id]
        barred = sum(event.kind == "declared" and event.data.get("bars") is True for event in events)
        yield JudgingFacts(
            stage=stage_id,
            method=str(ranking.fields["method"]),
            engine=str(ranking.fields["engine"]),
            assessors=len(counted),
            nominations=len(ranking.fields["ranking"]),
            sheets=sum(counted.values()),
            amended=kinds["assessment-amended", stage_id],
            abstained=kinds["abstained", stage_id],
            declarations=plain["declared"],
            recusals=barred + plain["recused"],
            lifted=plain["recusal-lifted"],
            unranked=len(state.comparison(stage_id).unranked),
        )


def adopted(events: Sequence[Event]) -> tuple[tuple[SelectionFacts, ...], tuple[MoveLine, ...]]:
    """The last shortlist of each stage: what it reached, and the moves people made."""
    last: Mapping[object, Event] = {e.data["stage"]: e for e in events if e.kind == "shortlist-adopted"}
    facts = [
        SelectionFacts(str(stage), int(event.data["objective"]), int(event.data["bound"]))
        for stage, event in last.items()
        if event.data["objective"] is not None and event.data["bound"] is not None
    ]
    moves = [MoveLine(m["out"], m["into"], m["reason"]) for event in last.values() for m in event.data["moves"]]
    return tuple(facts), tuple(moves)
