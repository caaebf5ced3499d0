"""docs/explanation/one-nomination.md tells the way of one nomination, day by day. Here it is gone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from chucai.gates import acts
from chucai.gates.words import word
from tests.spec.tiny import (
    CLERK,
    COMPARE,
    CONFER,
    MAYOR,
    NOTICE,
    RECOMMEND,
    VET,
    Town,
    assessor,
    coordinator,
    sealed,
    tiny,
)

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "one-nomination.md"
HEADERS = ("day", "what is done", "event", "how Bo stands")


def test_the_page_tells_what_happens():
    told = [tuple(cell.strip(" `") for cell in line.strip("|").split("|")) for line in _table()]
    assert [(day, event, stands) for day, _, event, stands in told] == [*story()]


def _table() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert re.sub(r"\s*\|\s*", "|", lines[0]) == "|" + "|".join(HEADERS) + "|"
    return lines[2:]


def story() -> Iterator[tuple[str, str, str]]:
    """(day, event, standing of Bo) for everything that touches Bo's nomination."""
    town = Town(tiny(RECOMMEND, COMPARE, VET, NOTICE, CONFER)).opened()
    seen = 0
    for step in STEPS:
        step(town)
        new, seen = town.events[seen:], len(town.events)
        for event in new:
            if "bo" in _names(event.data) or event.kind in ("stage-closed", "place-filled"):
                yield town.today.isoformat(), event.kind, word("standing", town.status("bo"), "en")


def close(town: Town, day: str) -> None:
    town.on(day).do(CLERK, acts.CloseStage(stage=town.state.round.stage))


def mend(town: Town) -> None:
    change = acts.Revise(nomination="bo", commitments={"name": sealed("Bo")}, person="h-bo", sets=("body:audit",))
    town.on("2026-03-04").do(coordinator("farm"), change)


def assign(town: Town) -> None:
    town.on("2026-03-09").enter("compare").panel("judge-1", "judge-2", "judge-3", units={"judge-3": "farm"})
    town.do(assessor("judge-2"), acts.Declare(assessor="judge-2", nomination="an", interest="kin"))
    town.assign(an=("judge-1", "judge-3"), bo=("judge-1", "judge-2"), ce=("judge-1", "judge-2"))


def judge(town: Town) -> None:
    town.on("2026-03-10").assess("judge-1", "an", 9).assess("judge-3", "an", 8)
    town.assess("judge-1", "ce", 8).assess("judge-2", "ce", 8).assess("judge-1", "bo", 7).assess("judge-2", "bo", 8)


STEPS: tuple[Callable[[Town], object], ...] = (
    lambda town: town.submit("an").submit("bo", unit="farm").submit("ce", unit="shop"),
    lambda town: town.on("2026-03-03").do(CLERK, acts.Return(nomination="bo", clause="F4")),
    mend,
    lambda town: town.on("2026-03-05").forward("an").forward("bo", unit="farm").forward("ce", unit="shop"),
    lambda town: close(town, "2026-03-07"),
    assign,
    judge,
    lambda town: town.on("2026-03-11").rank(),
    lambda town: town.choose("an", "ce", reserve=["bo"]),
    lambda town: close(town, "2026-03-11"),
    lambda town: town.on("2026-03-12").enter("vet").ask("an").ask("bo").ask("ce"),
    lambda town: town.on("2026-03-16").give("an", "clear").give("bo", "clear").give("ce", "none-held"),
    lambda town: close(town, "2026-03-16"),
    lambda town: town.on("2026-03-17").enter("consult").notice("an", "ce", reserves=["bo"]),
    lambda town: town.on("2026-03-20").object("an").on("2026-03-23").answer("upheld"),
    lambda town: close(town, "2026-03-25"),
    lambda town: town.on("2026-03-26").enter("confer").confer("bo", "ce"),
    lambda town: close(town, "2026-03-27"),
    lambda town: town.on("2027-06-01").do(MAYOR, acts.Forfeit(nomination="bo", ground="conduct", document="2027/4")),
)


def _names(value: object) -> set[object]:
    """Every text in an event's data, keys of readers as well."""
    if isinstance(value, dict):
        return set().union(*map(_names, value.values()), value.keys())
    if isinstance(value, list | tuple):
        return set().union(*map(_names, value), set())
    return {value}
