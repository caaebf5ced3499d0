"""How many nominations came to each gate and how they left it, from the rows of lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from chucai.charter.values import Text
from chucai.gates.standing import HELD, RESERVE
from chucai.publish.charts.gates import ENDS, CategoryFlow, GatesData, StageFlow
from chucai.web.desk import Desk
from chucai.web.office.glance import Row

Ends = Mapping[str, tuple[str, str]]  # nomination -> standing, stage
HONOURED = ("conferred", "forfeited", "annulled")


def flows(desk: Desk, rows: Iterable[Row]) -> GatesData | None:
    """None before anybody is nominated."""
    run = [stage for stage in desk.charter.stages if stage.id in desk.round.windows]
    by_category: dict[str, dict[str, tuple[str, str]]] = {name: {} for name in desk.charter.categories}
    for row in rows:
        by_category.setdefault(row.category, {})[row.nomination] = (row.standing, row.stage)
    if not run or not any(by_category.values()):
        return None
    stages = [stage.id for stage in run]
    lanes = [
        CategoryFlow(name, one.name, one.kind, tuple(_steps(desk, stages, name, by_category[name])))
        for name, one in desk.charter.categories.items()
    ]
    names = {stage.id: stage.name or Text(zh=stage.id, en=stage.id) for stage in run}
    return GatesData(tuple(names.items()), tuple(lanes))


def _steps(desk: Desk, stages: list[str], category: str, ends: Ends) -> Iterator[StageFlow]:
    current = set(ends)
    for number, stage in enumerate(stages):
        held = {one for one in current if ends[one] == (HELD, stage)}
        waiting = (_reserve(desk, stage, category) & current) | held
        last = number == len(stages) - 1
        gone = {one: end for one in current - waiting if ends[one][1] == stage and (end := _end(ends[one][0]))}
        here = {one for one in current - waiting - gone.keys() if last and _open(desk, stage, ends[one])}
        passed = current - waiting - gone.keys() - here
        yield StageFlow(stage, len(current), len(passed), len(waiting), 0, dict(Counter(gone.values())))
        current = passed


def _reserve(desk: Desk, stage: str, category: str) -> set[str]:
    """Those of a category whom a comparison has left next in line."""
    if desk.charter.stage(stage).gate != "compare":
        return set()
    comparison = desk.state.comparison(stage)
    return {*comparison.reserve.get(category, ())} - comparison.entered()


def _end(standing: str) -> str:
    """The end as the picture knows it; nothing for whoever is still in it."""
    return standing if standing in ENDS else ""


def _open(desk: Desk, stage: str, where: tuple[str, str]) -> bool:
    return where[1] == stage and where[0] not in (*HONOURED, RESERVE) and stage not in desk.round.closed
