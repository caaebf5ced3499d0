"""Is somebody on a roll? By the exact name, over every roll that is announced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chucai.intake.people import normal_name
from chucai.publish.bilingual import parted
from chucai.web import clock
from chucai.web.public import openly, roll
from chucai.web.records import showing

MOST = 50


@dataclass(frozen=True, slots=True)
class Held:
    """An award of somebody by this name: of which round, its line, and until which year it is valid."""

    round: str
    programme: str
    edition: int
    line: dict[str, Any]
    until: int | None
    over: bool


def holders(name: str) -> list[Held]:
    """Every award, held or lost, of somebody with exactly this name: in whichever of two languages, case aside."""
    wanted = normal_name(name)
    if not wanted:
        return []
    found = []
    today = clock.now()
    announced = [each for each in showing.rounds() if openly.announced(each.charter, each.round)]
    named = showing.honoured_by_name([each.id for each in announced], lambda full: wanted in _names(full), MOST)
    for each in announced:
        for nomination in named.get(each.id, ()):
            line = showing.line_of(each.id, nomination)
            if line is not None and line.name is not None and wanted in _names(line.name):
                found.append(_held(each, line, today.year))
    return found


def _held(shown: showing.RoundShown, line: showing.LineShown, year: int) -> Held:
    valid = shown.charter.honours[line.line.honour].valid_years
    until = line.day.year + valid if valid else None
    name = shown.charter.name.said(roll.language())
    return Held(
        shown.id, name, shown.charter.edition, roll.line(shown.charter, line), until, bool(until and year > until)
    )


def _names(full: str) -> set[str]:
    return {normal_name(part) for part in (full, *(parted(full) or ()))}
