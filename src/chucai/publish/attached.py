"""What travels with the events of a bundle: charters, holiday tables, and the roll, each compared with the events."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from chucai.charter.calendar import Calendar, shipped
from chucai.charter.digest import digest
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.state import Memory
from chucai.ledger.canonical import canonical
from chucai.publish.bundle import CALENDAR, CHARTER, ROLL
from chucai.publish.findings import Case
from chucai.publish.roll import Roll, roll_json, roll_of

Kept = TypeVar("Kept", Charter, Calendar)


def attached(case: Case) -> tuple[dict[str, Charter], dict[str, Calendar]]:
    """Charters and holiday tables by the digests of what they say, whatever names they carry."""
    charters: dict[str, Charter] = {}
    calendars: dict[str, Calendar] = {}
    for name in case.bundle.attachments:
        if name.startswith(CHARTER):
            _keep(case, name, f"{CHARTER}{{}}.toml", charters, lambda text: read(text).wanted(), digest)
        elif name.startswith(CALENDAR):
            _keep(case, name, f"{CALENDAR}{{}}.json", calendars, Calendar.from_json, Calendar.digest)
        elif name != ROLL:
            case.found("attachment-unknown", line=case.line_of_attachment(name), name=name)
    return charters, calendars


def _keep(
    case: Case, name: str, form: str, kept: dict[str, Kept], made: Callable[[str], Kept], of: Callable[[Kept], str]
) -> None:
    line = case.line_of_attachment(name)
    try:
        value = made(case.bundle.attachments[name].text or "")
        found = of(value)
    except (Refused, ValueError, TypeError, RecursionError, OverflowError):
        case.found("attachment-unreadable", line=line, name=name)
        return
    if name != form.format(found):
        case.found("attachment-misnamed", line=line, name=name, digest=found)
    kept[found] = value


def check_roll(case: Case, charter: Charter, state: Memory) -> None:
    """The roll that travels in the bundle is the one its events and openings give, to the last byte."""
    before = len(case.findings)
    given = case.bundle.attachments.get(ROLL)
    if given is None:
        case.found("roll-missing")
        return
    line = case.line_of_attachment(ROLL)
    try:
        roll = roll_of(charter, state, [opened for _, opened in case.openings])
    except Refused as refusal:
        case.found(refusal.code, line=line, **refusal.facts)
        return
    wanted = roll_json(roll)
    if given.json is None or canonical(given.json).decode() != wanted:
        case.found("roll-differs", line=line, **_first_difference(json.loads(wanted), given.json))
    case.prove("roll-equal", before, awards=len(roll.entries))
    _closed_texts(case, state, roll)


def _closed_texts(case: Case, state: Memory, roll: Roll) -> None:
    """Names and citations that no opening shows: erased, or kept back. Of those the roll must show none either."""
    if any(entry.name is None for entry in roll.entries):
        case.unchecked.append("names-open")
    awards = {entry.nomination: state.nomination(entry.nomination).award for entry in roll.entries}
    cited = {name for name, award in awards.items() if award and award.citation}
    if any(entry.nomination in cited and entry.citation is None for entry in roll.entries):
        case.unchecked.append("citations-open")


def _first_difference(wanted: Any, found: Any) -> dict[str, Any]:
    """Which entry of the roll is not what the events say, or which of its other parts."""
    right = {entry["nomination"]: entry for entry in wanted["entries"]}
    try:
        given = {str(entry["nomination"]): entry for entry in found["entries"]}
        parts = sorted(key for key in wanted.keys() | found.keys() if key != "entries")
    except (AttributeError, KeyError, TypeError):
        return {"nomination": "-"}
    differing = [name for name in sorted(right.keys() | given.keys()) if right.get(name) != given.get(name)]
    differing += [key for key in parts if wanted.get(key) != found.get(key)]
    return {"nomination": differing[0] if differing else "-"}


def check_calendars(case: Case) -> None:
    """Whether the round counted with the working days that ship with the product; tables of its own are told."""
    texts = (each.text or "" for name, each in case.bundle.attachments.items() if name.startswith(CALENDAR))
    if not all(map(_is_shipped, map(Calendar.from_json, texts))):
        case.unchecked.append("calendar-known")


def _is_shipped(calendar: Calendar) -> bool:
    """Whether each day the table knows is what the shipped one says; it may know fewer years."""
    try:
        known = shipped(calendar.id)
    except Refused:
        return False
    same_week = (known.weekend, known.every_year) == (calendar.weekend, calendar.every_year)
    ours, theirs = (
        {year: (set(table.off), set(table.work)) for year, table in each.years.items()} for each in (known, calendar)
    )
    return same_week and all(ours.get(year) == days for year, days in theirs.items())
