"""Is a bundle true? Bytes first, then every act decided again, then the roll and the openings. No database, no numbers.

An engine may watch the replay and do the ranking and the choice again (`watch`); it is not needed for the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from chucai.charter.calendar import Calendar
from chucai.charter.digest import digest
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.audit import Audit, audit
from chucai.gates.dossier import Opening
from chucai.gates.openings import check_memberships, check_openings
from chucai.gates.state import Memory
from chucai.ledger.event import Event
from chucai.ledger.parts import Bundle
from chucai.ledger.verify import BytesReport, check_bytes
from chucai.publish.bundle import CALENDAR, CHARTER, ROLL, Opened
from chucai.publish.roll import roll_json, roll_of


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: on which line of the bundle, at which event if it is one, and the facts of `code`."""

    code: str
    line: int | None = None
    receipt: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proved:
    """One thing that holds; `facts` say of how many."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


Recount = Callable[[Charter, Memory, Event], Iterator["Finding | Proved"]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found wrong, what was proved, and what could not be checked (codes with words in `publish.words`)."""

    round: str | None
    depth: str | None
    key: str | None
    events: int
    findings: tuple[Finding, ...]
    proved: tuple[Proved, ...]
    unchecked: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.findings


def judge(
    data: bytes,
    expected_key: str | None = None,
    recount: Recount | None = None,
    progress: Callable[[int], None] | None = None,
) -> Verdict:
    """Check everything a bundle lets one check. Never raises for what is in it.

    `expected_key`: the verifier key known from elsewhere. `recount`: the engine's own look at each act.
    """
    report = check_bytes(data, expected_key)
    case = _Case(report)
    case.proved += [Proved(code) for code in report.proved]
    case.findings += [Finding(fault.code, fault.line, None, fault.facts) for fault in report.faults]
    if not report.proved or case.findings:
        return case.verdict(("gates-obeyed", "roll-equal", "openings-hold"))
    watched: list[Finding | Proved] = []
    result = _replayed(case, recount, watched, progress)
    case.proved += [item for item in watched if isinstance(item, Proved)]
    case.findings += [item for item in watched if isinstance(item, Finding)]
    if result is None or case.findings or result.state is None or result.charter is None:
        return case.verdict(("roll-equal", "openings-hold"))
    case.proved.append(Proved("gates-obeyed", {"acts": result.acts}))
    _roll(case, result.charter, result.state)
    _openings(case, result.charter, result.state)
    return case.verdict(() if recount else ("ranking-reproduced",))


class _Case:
    """What gathers while a bundle is judged."""

    def __init__(self, report: BytesReport) -> None:
        self.report = report
        self.bundle: Bundle = report.bundle
        self.findings: list[Finding] = []
        self.proved: list[Proved] = []
        self.open: list[str] = ["key-expected"] if "key-expected" in report.unproved else []
        self.lines = {each.event.receipt: each.line for each in report.bundle.placed if each.event}

    def found(self, code: str, receipt: str | None = None, **facts: Any) -> None:
        self.findings.append(Finding(code, self.lines.get(receipt or ""), receipt, facts))

    def verdict(self, unchecked: tuple[str, ...]) -> Verdict:
        header = self.bundle.header
        return Verdict(
            round=header.round if header else None,
            depth=header.depth if header else None,
            key=self.report.key,
            events=len(self.report.events),
            findings=tuple(self.findings),
            proved=tuple(self.proved),
            unchecked=(*self.open, *unchecked),
        )


def _replayed(
    case: _Case,
    recount: Recount | None,
    watched: list[Finding | Proved],
    progress: Callable[[int], None] | None,
) -> Audit | None:
    """Every act decided again under the charters and holiday tables that travel with the events."""
    charters, calendars = _attached(case)
    if case.findings or case.bundle.header is None:
        return None

    def watch(charter: Charter, state: Memory, event: Event) -> None:
        for item in recount(charter, state, event) if recount else ():
            line = case.lines.get(event.receipt)
            watched.append(item if isinstance(item, Proved) else Finding(item.code, line, event.receipt, item.facts))

    result = audit(case.bundle.header.round, case.report.events, charters, calendars, progress, watch)
    for breach in result.breaches:
        case.found("gate-broken", breach.receipt, refusal=breach.code, **breach.facts)
    if result.state is None:
        case.found("nothing-to-replay")
    return result


def _attached(case: _Case) -> tuple[dict[str, Charter], dict[str, Calendar]]:
    """Charters and holiday tables by the digests of what they say, not by the names they carry."""
    charters, calendars = {}, {}
    for name, attachment in case.bundle.attachments.items():
        text = attachment.text or ""
        try:
            if name.startswith(CHARTER):
                charter = read(text).wanted()
                charters[digest(charter)] = charter
            elif name.startswith(CALENDAR):
                calendar = Calendar.from_json(text)
                calendars[calendar.digest()] = calendar
        except (Refused, ValueError):
            case.found("attachment-unreadable", name=name)
    return charters, calendars


def _opened(case: _Case) -> list[tuple[str, Opening]]:
    found = []
    for value in case.bundle.openings:
        try:
            opened = Opened.from_json(value)
        except Refused as refusal:
            case.found(refusal.code, **refusal.facts)
            continue
        found.append((opened.event, Opening(opened.field, opened.salt, opened.value)))
    return found


def _roll(case: _Case, charter: Charter, state: Memory) -> None:
    """The roll that travels in the bundle is the one its events and openings give, to the last byte."""
    attached = case.bundle.attachments.get(ROLL)
    if attached is None:
        case.open.append("roll-equal")
        return
    openings = [Opened(receipt, o.field, o.value, o.salt) for receipt, o in _opened(case)]
    try:
        roll = roll_of(charter, state, openings)
    except Refused as refusal:
        case.found(refusal.code, **refusal.facts)
        return
    if json.loads(roll_json(roll)) != attached.json:
        case.found("roll-differs", **_first_difference(json.loads(roll_json(roll)), attached.json))
        return
    case.proved.append(Proved("roll-equal", {"awards": len(roll.entries)}))


def _first_difference(wanted: Any, found: Any) -> dict[str, Any]:
    """Which entry of the roll is not what the events say."""
    right = {entry["nomination"]: entry for entry in wanted["entries"]}
    try:
        given = {entry["nomination"]: entry for entry in found["entries"]}
    except (KeyError, TypeError):
        return {"nomination": "-"}
    differing = [name for name in sorted(right.keys() | given.keys()) if right.get(name) != given.get(name)]
    return {"nomination": differing[0] if differing else "-"}


def _openings(case: _Case, charter: Charter, state: Memory) -> None:
    """Texts against commitments, and memberships against the attributes they follow from."""
    opened = _opened(case)
    events = {event.receipt: event for event in case.report.events}
    for fault in check_openings(events, opened):
        case.found(fault.code, fault.receipt, field=fault.field)
    if not case.findings:
        case.proved.append(Proved("openings-hold", {"openings": len(opened)}))
    attributes = {receipt: opening.value for receipt, opening in opened if opening.field == "attributes"}
    if not attributes:
        case.open.append("memberships-follow")
        return
    for fault in check_memberships(charter, state, case.report.events, attributes):
        case.found(fault.code, fault.receipt, field=fault.field)
    dossiers = sum(event.kind in ("submitted", "revised") for event in case.report.events)
    facts = {"opened": len(attributes), "dossiers": dossiers}
    if not case.findings:
        case.proved.append(Proved("memberships-follow", facts))
