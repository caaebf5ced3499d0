"""From a ledger to what a report shows: counts and lines, replayed from events, with no name in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.charter.values import Text
from chucai.gates.standing import ENDS, HELD, Standing, standing
from chucai.gates.state import Memory
from chucai.ledger.event import Event
from chucai.publish.charts.composition import CompositionData, counted
from chucai.publish.charts.gates import CategoryFlow, GatesData, StageFlow
from chucai.publish.report import BallotLine, FillLine, NoticeLine, OpinionLine

HONOURED = ("conferred", "forfeited", "annulled")


def standings(charter: Charter, state: Memory) -> dict[str, Standing]:
    """Where every nomination of the round stands."""
    return {name: standing(charter, state, state.nomination(name)) for name in state.nominations()}


def stage_name(stage: Stage) -> Text:
    return stage.name or Text(zh=stage.id, en=stage.id)


def flows(charter: Charter, state: Memory, events: Sequence[Event], ends: Mapping[str, Standing]) -> GatesData:
    """How many of each category went through each gate, and why the others did not."""
    run = [stage for stage in charter.stages if stage.id in state.round.windows]
    joined = dict(_joined(events))
    lanes = []
    for name, category in charter.categories.items():
        current = {n for n in state.nominations() if state.nomination(n).category == name}
        steps = []
        for stage in run:
            step, current = _step(state, stage, name, current, joined, ends)
            steps.append(step)
        lanes.append(CategoryFlow(name, category.name, category.kind, tuple(steps)))
    return GatesData(tuple((stage.id, stage_name(stage)) for stage in run), tuple(lanes))


def _joined(events: Sequence[Event]) -> Iterator[tuple[str, str]]:
    """Reserves who took a place, and the stage that was open when they did."""
    stage = ""
    for event in events:
        if event.kind == "stage-opened":
            stage = str(event.data["stage"])
        elif event.kind == "place-filled":
            yield str(event.data["into"]), stage


def _step(
    state: Memory,
    stage: Stage,
    category: str,
    current: set[str],
    joined: Mapping[str, str],
    ends: Mapping[str, Standing],
) -> tuple[StageFlow, set[str]]:
    fresh = {n for n, at in joined.items() if at == stage.id and state.nomination(n).category == category}
    cohort = current | fresh
    reserve = set(state.comparison(stage.id).reserve.get(category, ())) & cohort if stage.gate == "compare" else set()
    out = {n: _end(ends[n]) for n in cohort - reserve if ends[n].stage == stage.id and _end(ends[n])}
    passed = cohort - reserve - out.keys()
    ended = Counter(end for end in out.values() if end)
    return StageFlow(stage.id, len(current), len(passed), len(reserve), len(fresh), dict(ended)), passed


def _end(where: Standing) -> str | None:
    if where.status == HELD:
        return "not-selected"
    return where.status if where.status in ENDS and where.status not in HONOURED else None


def composition(charter: Charter, state: Memory, names: Sequence[str]) -> CompositionData:
    """Every rule counted over these nominations."""
    return counted(charter, state.tree, [state.nomination(name) for name in names])


def fills(state: Memory, ends: Mapping[str, Standing]) -> Iterator[FillLine]:
    for key in state.keys():  # noqa: SIM118 - a State is not a dict
        if key.startswith("comparison/"):
            for fill in state.comparison(key.removeprefix("comparison/")).fills:
                category = state.nomination(fill.out).category
                yield FillLine(category, fill.out, fill.into, ends[fill.out].status)


def opinions(charter: Charter, state: Memory) -> Iterator[OpinionLine]:
    for body in charter.bodies:
        asked = [n.opinions[body] for n in map(state.nomination, state.nominations()) if body in n.opinions]
        if asked:
            answers = Counter(opinion.answer or "silence" for opinion in asked)
            yield OpinionLine(body, len(asked), dict(answers), sum(opinion.ruled == "stop" for opinion in asked))


def notices(state: Memory) -> Iterator[NoticeLine]:
    for name in state.notices():
        notice = state.notice(name)
        if notice is not None:
            outcomes = Counter(objection.outcome or "open" for objection in notice.objections.values())
            unit = state.tree.units[notice.unit].name if notice.unit else None
            listed = len(notice.listed) + len(notice.reserves)
            yield NoticeLine(notice.stage, unit, notice.window, listed, dict(outcomes))


def ballots(state: Memory) -> Iterator[BallotLine]:
    for name in state.ballots():
        ballot = state.ballot(name)
        if ballot is None or ballot.tallies is None:
            continue
        cast = len(ballot.cast) or max((t.agree + t.disagree + t.defer for t in ballot.tallies.values()), default=0)
        agrees = [ballot.tallies[candidate].agree for candidate in ballot.passed]
        yield BallotLine(
            ballot.stage,
            state.tree.units[ballot.unit].name if ballot.unit else None,
            ballot.entitled,
            ballot.present or 0,
            cast,
            bool(ballot.quorate),
            len(ballot.candidates),
            len(ballot.passed),
            min(agrees, default=None),
        )
