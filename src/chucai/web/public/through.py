"""How many came to each stage and how many went on, for the public, once the roll is announced: counts and no name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from chucai.charter.stages import Stage
from chucai.charter.values import Text
from chucai.gates.visibility import About
from chucai.publish.charts import gates
from chucai.publish.charts.gates import ENDS, CategoryFlow, GatesData, StageFlow
from chucai.publish.picture import Picture
from chucai.web.desk import Desk
from chucai.web.records import showing

FEW = 5  # fewer who ended in one way could be told who they are: they are counted with those not selected
NOT_SELECTED = "not-selected"
LOST = ("forfeited", "annulled")

Ends = Mapping[tuple[str, str], int]  # (standing, stage) -> how many
Reserves = Mapping[str, Mapping[str, frozenset[str]]]  # stage -> category -> who never moved up


def picture(desk: Desk) -> Picture | None:
    """The picture of the round; None while it runs, and where a loss is to be known to nobody."""
    data = flows(desk)
    return gates.picture(data, desk.language) if data else None


def flows(desk: Desk) -> GatesData | None:
    run = [stage for stage in desk.charter.stages if stage.id in desk.round.windows]
    over = all(stage.id in desk.round.closed for stage in run)
    if not run or not over or not desk.may_see("totals", About()):
        return None
    reserves = {stage.id: _reserves(desk, stage) for stage in run if stage.gate == "compare"}
    apart = {name for of_stage in reserves.values() for names in of_stage.values() for name in names}
    ends = showing.ends(desk.round_id, apart)
    if not ends or (_lost(ends) and not (desk.charter.revocation and desk.charter.revocation.published)):
        return None
    stages = [(stage.id, stage.name or Text(zh=stage.id, en=stage.id)) for stage in run]
    lanes = [
        CategoryFlow(name, one.name, one.kind, tuple(_steps(name, [key for key, _ in stages], ends, reserves)))
        for name, one in desk.charter.categories.items()
    ]
    return GatesData(tuple(stages), tuple(lanes))


def _reserves(desk: Desk, stage: Stage) -> Mapping[str, frozenset[str]]:
    comparison = desk.state.comparison(stage.id)
    entered = comparison.entered()
    return {category: frozenset(names) - entered for category, names in comparison.reserve.items()}


def _lost(ends: Mapping[str, Ends]) -> bool:
    return any(standing in LOST for of_category in ends.values() for standing, _ in of_category)


def _steps(category: str, stages: list[str], ends: Mapping[str, Ends], reserves: Reserves) -> Iterator[StageFlow]:
    mine = ends.get(category, {})
    held = {stage: len(of_stage.get(category, ())) for stage, of_stage in reserves.items()}
    current = sum(mine.values()) + sum(held.values())
    for stage in stages:
        gone = Counter({_end(standing): n for (standing, where), n in mine.items() if where == stage})
        del gone[""]
        waiting = held.get(stage, 0)
        passed = current - waiting - sum(gone.values())
        yield StageFlow(stage, current, passed, waiting, 0, _without_few(gone))
        current = passed


def _end(standing: str) -> str:
    return standing if standing in ENDS else ""


def _without_few(gone: Mapping[str, int]) -> Mapping[str, int]:
    few = sum(n for n in gone.values() if n < FEW)
    many = Counter({end: n for end, n in gone.items() if n >= FEW})
    return dict(many + Counter({NOT_SELECTED: few}))
