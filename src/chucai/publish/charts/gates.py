"""Nominees through the gates: how many came to each, how many went on, and how the others ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from chucai.charter.values import Text
from chucai.errors import Refused
from chucai.publish.charts.ranking import Kind
from chucai.publish.charts.streams import Stream, StreamStep, draw_streams
from chucai.publish.figures import listed
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing
from chucai.publish.table import Cell, Table
from chucai.publish.words import say

# In the order in which they are told; each has words as "end-<code>".
ENDS = ("returned", "not-selected", "stopped", "disqualified", "withdrawn", "lapsed", "declined")


@dataclass(frozen=True, slots=True)
class StageFlow:
    """One stage, one category: `entered` + `joined` (from the reserve) = `passed` + `reserve` + all ended + open.

    `reserve` are those who wait as reserves from here on, `ended` counts by end (`ENDS`); what is left over is open.
    """

    stage: str
    entered: int
    passed: int
    reserve: int = 0
    joined: int = 0
    ended: Mapping[str, int] = field(default_factory=dict)

    @property
    def open(self) -> int:
        return self.entered + self.joined - self.passed - self.reserve - sum(self.ended.values())


@dataclass(frozen=True, slots=True)
class CategoryFlow:
    """One category's way through all stages. `words` is its name, `kind` says how it is counted in Chinese."""

    category: str
    words: Text
    kind: Kind
    flows: tuple[StageFlow, ...]


@dataclass(frozen=True, slots=True)
class GatesData:
    """`stages` in order: (id, words). Every category has a flow for every stage, in the same order."""

    stages: tuple[tuple[str, Text], ...]
    categories: tuple[CategoryFlow, ...]


def picture(data: GatesData, language: str) -> Picture:
    """Streams through the gates. Raises Refused("flow-does-not-add-up", category, stage)."""
    _check(data)
    title = _title(data, language)
    wide, small = both(partial(_draw, data, title), "gates", language)
    return Picture("gates", title, say(language, "gates-note"), _table(data, language), wide, small)


def _check(data: GatesData) -> None:
    stages = [stage for stage, _ in data.stages]
    for category in data.categories:
        for n, flow in enumerate(category.flows):
            follows = n == 0 or flow.entered == category.flows[n - 1].passed
            if flow.open < 0 or not follows or flow.stage != stages[n] or set(flow.ended) - set(ENDS):
                raise Refused("flow-does-not-add-up", category=category.category, stage=flow.stage)
        if len(category.flows) != len(stages):
            raise Refused("flow-does-not-add-up", category=category.category, stage=stages[-1])


def _title(data: GatesData, language: str) -> str:
    parts = [_category_words(category, language) for category in data.categories]
    found = say(language, "gates-title-open" if _is_under_way(data) else "gates-title", parts=listed(parts, language))
    hardest = max(data.stages, key=lambda stage: _ended_at(data, stage[0]), default=None)
    if hardest is None or not _ended_at(data, hardest[0]):
        return found
    stage = hardest[1].said(language)
    return found + say(language, "gates-title-hardest", stage=stage, ended=_ended_at(data, hardest[0]))


def _category_words(category: CategoryFlow, language: str) -> str:
    last = category.flows[-1]
    facts = {"entered": category.flows[0].entered, "passed": last.passed or last.open}
    unit = say(language, f"unit-{category.kind}")
    return say(language, "gates-category", category=category.words.said(language), unit=unit, **facts)


def _is_under_way(data: GatesData) -> bool:
    """Whether nobody has come through the last gate yet, and some still stand before it."""
    lasts = [category.flows[-1] for category in data.categories]
    return not any(flow.passed for flow in lasts) and any(flow.open for flow in lasts)


def _ended_at(data: GatesData, stage: str) -> int:
    flows = (flow for category in data.categories for flow in category.flows)
    return sum(sum(flow.ended.values()) for flow in flows if flow.stage == stage)


def _draw(data: GatesData, title: str, sheet: Sheet) -> Drawing:
    streams = [
        Stream(category.words.said(sheet.language), tuple(_steps(category, sheet))) for category in data.categories
    ]
    names = [words.said(sheet.language) for _, words in data.stages]
    drawn, high = draw_streams(names, streams, sheet, over=not _is_under_way(data))
    facts = {"stages": len(data.stages), "entered": sum(category.flows[0].entered for category in data.categories)}
    return Drawing(sheet.name, sheet.width, high, title, sheet.say("gates-description", **facts), drawn)


def _steps(category: CategoryFlow, sheet: Sheet) -> Iterator[StreamStep]:
    for flow in category.flows:
        ends = tuple(
            (flow.ended[end], f"{sheet.say(f'end-{end}')} {flow.ended[end]}") for end in ENDS if flow.ended.get(end)
        )
        held = (flow.reserve, sheet.say("gates-reserve", n=flow.reserve)) if flow.reserve else None
        joined = sheet.say("gates-joined", n=flow.joined) if flow.joined else ""
        still = sheet.say("gates-open", n=flow.open) if flow.open else ""
        yield StreamStep(flow.entered, flow.passed, flow.joined, ends, held, tuple(filter(None, (joined, still))))


def _table(data: GatesData, language: str) -> Table:
    keys = ("stage", "category", "entered", "joined", "passed", "reserve")
    ends = [end for end in ENDS if any(flow.ended.get(end) for each in data.categories for flow in each.flows)]
    headers = (*(say(language, f"column-{key}") for key in keys), *(say(language, f"end-{end}") for end in ends))
    rows: list[tuple[Cell, ...]] = []
    for n, (_, words) in enumerate(data.stages):
        for category in data.categories:
            flow = category.flows[n]
            counts = (flow.entered, flow.joined, flow.passed, flow.reserve, *(flow.ended.get(end, 0) for end in ends))
            rows.append((words.said(language), category.words.said(language), *counts))
    return Table("gates", say(language, "gates-table"), headers, tuple(rows))
