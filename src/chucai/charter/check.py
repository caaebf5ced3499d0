"""What a charter means, checked before anything runs by it: contradictions are faults, doubtful things are warnings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from chucai.charter.calendar import Calendar, shipped
from chucai.charter.checks import (
    composition,
    conferred,
    judged,
    limits,
    nominees,
    predicates,
    rules,
    shown,
    stages,
    timing,
)
from chucai.charter.faults import Fault, fault, order, placed
from chucai.charter.load import Reading, load, read
from chucai.charter.model import Charter
from chucai.errors import Refused

TOPICS = (nominees, predicates, stages, judged, rules, shown, conferred, limits)


def check(
    charter: Charter, calendar: Calendar | None = None, lines: Mapping[str, int] | None = None
) -> tuple[Fault, ...]:
    """Every contradiction and doubtful thing in a charter, in the order of the file.

    `calendar`: the holiday table to count with; the shipped one of the charter's name when not given.
    `lines`: the place of each path, from the `Reading`.
    """
    found = [each for topic in TOPICS for each in topic.check(charter)]
    found += _timing(charter, calendar)
    if not _has_faults(found):
        found += composition.check(charter)
    return tuple(sorted((placed(each, lines or {}) for each in found), key=order))


def examine(text: str, calendar: Calendar | None = None) -> Reading:
    """Read a charter and check it: form first, then meaning. The charter is None when it has faults of form."""
    return _examined(read(text), calendar)


def examine_file(path: Path | str, calendar: Calendar | None = None) -> Reading:
    """`examine` for a file."""
    return _examined(load(path), calendar)


def is_sound(faults: Iterable[Fault]) -> bool:
    """Whether a charter may be used: warnings do not stand in its way."""
    return not _has_faults(faults)


def _examined(reading: Reading, calendar: Calendar | None) -> Reading:
    if reading.charter is None:
        return reading
    return Reading(reading.charter, check(reading.charter, calendar, reading.lines), reading.lines)


def _timing(charter: Charter, calendar: Calendar | None) -> Iterator[Fault]:
    if calendar is None:
        try:
            calendar = shipped(charter.calendar)
        except Refused as refused:
            yield Fault("calendar-unknown", "calendar", facts=refused.facts)
            return
    elif calendar.id != charter.calendar:
        yield fault("calendar-other", "calendar", name=charter.calendar, given=calendar.id)
    yield from timing.check(charter, calendar)


def _has_faults(found: Iterable[Fault]) -> bool:
    return any(each.severity == "fault" for each in found)
