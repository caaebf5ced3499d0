"""Is somebody on a roll? By the exact name, over every roll that is announced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from chucai.intake.people import normal_name
from chucai.publish.bilingual import own_part, parted
from chucai.web import clock
from chucai.web.public import openly, reaching, roll
from chucai.web.public.reaching import Reach
from chucai.web.records import showing
from chucai.web.records.state import Rows

MOST = 50
MOST_OFFICES = 5


@dataclass(frozen=True, slots=True)
class Held:
    """An award of somebody by this name: of which round, its line, and until which year it is valid.

    `host`: who conferred it; `reach`: how the office is reached that knows of it.
    """

    round: str
    programme: str
    edition: int
    line: dict[str, Any]
    until: int | None
    over: bool
    host: str
    reach: Reach | None


@dataclass(frozen=True, slots=True)
class Office:
    """Whom to tell of a certificate that is not on the roll."""

    programme: str
    edition: int
    reach: Reach


def holders(name: str) -> tuple[list[Held], list[Office]]:
    """Every award, held or lost, of somebody with exactly this name: in whichever of two languages, case aside.

    Where there is none, the offices of the newest rounds that were announced.
    """
    wanted = normal_name(name)
    if not wanted:
        return [], []
    found = []
    today = clock.now()
    announced = [each for each in showing.rounds() if openly.announced(each.charter, each.round)]
    offices = reaching.of_rounds([each.id for each in announced if not _sealed(each)], roll.language())
    named = showing.honoured_by_name([each.id for each in announced], lambda full: wanted in _names(full), MOST)
    for each in announced:
        host = _host(each) if each.id in named else ""
        for nomination in named.get(each.id, ()):
            line = showing.line_of(each.id, nomination)
            if line is not None and line.name is not None and wanted in _names(line.name):
                found.append(_held(each, line, today.year, host, offices.get(each.id)))
    if found:
        return found, []
    known = [_office(each, offices[each.id]) for each in announced if each.id in offices]
    return found, known[:MOST_OFFICES]


def _held(shown: showing.RoundShown, line: showing.LineShown, year: int, host: str, reach: Reach | None) -> Held:
    valid = shown.charter.honours[line.line.honour].valid_years
    until = line.day.year + valid if valid else None
    name = shown.charter.name.said(roll.language())
    over = bool(until and year > until)
    return Held(shown.id, name, shown.charter.edition, roll.line(shown.charter, line), until, over, host, reach)


def _office(shown: showing.RoundShown, reach: Reach) -> Office:
    return Office(shown.charter.name.said(roll.language()), shown.charter.edition, reach)


def _host(shown: showing.RoundShown) -> str:
    """The public name of the body that conferred."""
    unit = Rows(shown.id).tree.units.get(shown.charter.host)
    return own_part(unit.name, roll.language()) if unit else shown.charter.host


def _sealed(shown: showing.RoundShown) -> bool:
    today = clock.now().astimezone(ZoneInfo(shown.charter.timezone)).date()
    return openly.sealed(shown.charter, shown.round, today)


def _names(full: str) -> set[str]:
    return {normal_name(part) for part in (full, *(parted(full) or ()))}
