"""Is a bundle true? Bytes first, then every act decided again, then the roll and the openings. No database, no numbers.

An engine may watch the replay and do the ranking and the choice again (`recount`); it is not needed for the rest.
Nothing a bundle says of itself is believed: whoever made it may have signed it anew from end to end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from chucai.charter.digest import digest
from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.audit import Audit, audit
from chucai.gates.openings import DOSSIERS, check_openings, commitments_in, dossier_follows
from chucai.gates.proving import shown
from chucai.gates.state import Memory
from chucai.ledger.event import Event
from chucai.ledger.verify import check_bytes
from chucai.publish.attached import attached, check_calendars, check_roll
from chucai.publish.bundle import Opened, shown_on_roll
from chucai.publish.findings import Case, Finding, Proved, Verdict

__all__ = ["Finding", "Proved", "Recount", "Verdict", "judge"]

Recount = Callable[[Charter, Memory, Event], Iterator[Finding | Proved]]
Progress = Callable[[int], None]

APART = timedelta(hours=1)
TURNS = ("round-opened", "round-amended")
ABOVE_BYTES = ("openings-hold", "gates-obeyed", "memberships-follow", "roll-equal", "ranking-reproduced")


def judge(
    data: bytes,
    expected_key: str | None = None,
    recount: Recount | None = None,
    progress: Progress | None = None,
    expected_charter: str | None = None,
) -> Verdict:
    """Check everything a bundle lets one check. Never raises for what is in it.

    `expected_key`: the verifier key known from elsewhere (Refused("key-malformed") if it is none); `expected_charter`:
    the digest of the charter that was published. `recount`: the engine's own look at each act.
    """
    case = Case(check_bytes(data, expected_key))
    if case.bundle.header is None and not case.bundle.placed:
        case.findings, case.unchecked = [Finding("not-a-bundle")], []
        return case.verdict()
    if case.findings:
        return case.verdict(*ABOVE_BYTES)
    _openings(case)
    replay = _Replay(case, recount)
    result = replay.run(progress)
    if result is None or result.breaches or result.state is None or result.charter is None:
        return case.verdict("memberships-follow", "roll-equal", *(() if recount else ("ranking-reproduced",)))
    for part in (partial(_round, expected_charter=expected_charter), check_roll, _nothing_private):
        _asked(case, part, result.charter, result.state)
    return case.verdict(*(() if recount else ("ranking-reproduced",)))


def _asked(case: Case, part: Callable[[Case, Charter, Memory], None], charter: Charter, state: Memory) -> None:
    """One part of the judgement; what a stranger's bundle makes go wrong in it is a finding."""
    try:
        part(case, charter, state)
    except Exception as error:  # noqa: BLE001 - verifying never ends in a traceback
        case.found("part-impossible", error=type(error).__name__)


def _openings(case: Case) -> None:
    """Texts against the commitments in their events."""
    before = len(case.findings)
    lines = {(opened.event, opened.field): line for line, opened in case.openings}
    if len(lines) < len(case.openings):
        case.found("opening-doubled")
    events = {event.receipt: event for event in case.report.events}
    for misfit in check_openings(events, case.pairs()):
        case.found(misfit.code, misfit.receipt, line=lines[misfit.receipt, misfit.field], field=misfit.field)
    commitments = sum(len(commitments_in(event.data)) for event in case.report.events)
    case.prove("openings-hold", before, openings=len(case.openings), commitments=commitments)
    if case.bundle.header and case.bundle.header.depth == "auditor" and len(case.openings) < commitments:
        case.unchecked.append("openings-complete")


class _Replay:
    """Every act decided again under the charters and holiday tables that travel with the events."""

    def __init__(self, case: Case, recount: Recount | None) -> None:
        self.case, self.recount = case, recount
        self.texts = case.texts()
        self.opened = self.dossiers = 0

    def run(self, progress: Progress | None) -> Audit | None:
        """None when what the acts were decided under cannot be read."""
        case = self.case
        before = len(case.findings)
        charters, calendars = attached(case)
        if len(case.findings) > before or case.bundle.header is None:
            case.unchecked.append("gates-obeyed")
            return None
        result = audit(case.bundle.header.round, case.report.events, charters, calendars, progress, self.watch)
        for breach in result.breaches:
            case.found("gate-broken", breach.receipt, refusal=breach.code, **breach.facts)
        if result.state is None:
            case.found("nothing-to-replay")
        elif not result.breaches:
            case.proved.append(Proved("gates-obeyed", {"acts": result.acts}))
            self._memberships()
        return result

    def watch(self, charter: Charter, state: Memory, event: Event) -> None:
        if event.kind in DOSSIERS:
            texts = self.texts.get(event.receipt, {})
            self.dossiers += 1
            self.opened += "attributes" in texts or "attributes" not in commitments_in(event.data)
            if not dossier_follows(charter, state, event, texts):
                self.case.found("memberships-differ", event.receipt)
        if event.kind == "shortlist-adopted":
            self._list_proved(charter, state, event)
        for item in self.recount(charter, state, event) if self.recount else ():
            if isinstance(item, Proved):
                self.case.proved.append(item)
            else:
                self.case.found(item.code, event.receipt, **item.facts)

    def _list_proved(self, charter: Charter, state: Memory, event: Event) -> None:
        """What the proof beside a shortlist shows; that it holds was decided with the act, by addition alone."""
        data: Any = event.data
        try:
            found = shown(charter, state, data)
        except Refused:  # the gates refuse it too, and say why
            return
        if found is not None:
            self.case.proved += _proofs(found.how, {"stage": data["stage"], "core": found.core, "gap": found.gap})
            if found.ties:
                self.case.proved.append(Proved("list-ties-by-lot", {"stage": data["stage"]}))

    def _memberships(self) -> None:
        if self.opened < self.dossiers:
            self.case.unchecked.append("memberships-follow")
        if self.opened and not any(each.code == "memberships-differ" for each in self.case.findings):
            facts = {"opened": self.opened, "dossiers": self.dossiers}
            self.case.proved.append(Proved("memberships-follow", facts))


def _proofs(how: str, facts: dict[str, Any]) -> Iterator[Proved]:
    """What `gates.proof.Proved.how` says."""
    if how == "bound":
        yield Proved("list-proved-by-bound", facts)
    elif how == "search":
        yield Proved("list-proved-by-search", facts)
    elif how == "core":
        yield Proved("list-proved-but-core", facts)
    else:
        yield Proved("list-within-gap", facts)


def _round(case: Case, charter: Charter, state: Memory, expected_charter: str | None) -> None:
    """Who opened the round under which charter, and whether that is what is known from elsewhere."""
    round_ = state.round
    if round_.key != case.report.key:
        case.found("key-not-of-round", "round@1", named=round_.key, signed=case.report.key)
    _charter(case, expected_charter)
    check_calendars(case)
    if _in_order(case.report.events):
        case.proved.append(Proved("dates-in-order"))
    else:
        case.unchecked.append("dates-in-order")
    until = max(event.at_text for event in case.report.events)
    case.told = {"charter": charter, "digest": digest(charter), "until": until, "closed": round_.over}


def _charter(case: Case, expected: str | None) -> None:
    """Every charter the round has run under is the expected one; an amendment is told, whoever expects what."""
    named = [(event, str(event.data["charter"])) for event in case.report.events if event.kind in TURNS]
    if len(named) > 1:
        case.unchecked.append("charter-amended")
    if expected is None:
        case.unchecked.append("charter-expected")
    elif all(found == expected for _, found in named):
        case.proved.append(Proved("charter-expected", {"digest": expected}))
    elif all(found != expected for _, found in named):
        event, found = named[-1]
        case.found("charter-not-expected", event.receipt, expected=expected, found=found)


def _in_order(events: Sequence[Event]) -> bool:
    """Whether the moments that events give themselves agree with their order in the ledger.

    People act at once and clocks differ, so a little is let pass. More is no fault: an office may enter on Monday what
    was done on Friday. But then nothing proves the dates.
    """
    latest = events[0].at
    for event in events:
        if latest - event.at > APART:
            return False
        latest = max(latest, event.at)
    return True


def _nothing_private(case: Case, charter: Charter, state: Memory) -> None:
    """A public bundle opens what the roll shows and nothing else."""
    if case.findings or case.bundle.header is None or case.bundle.header.depth != "public":
        return
    shown = {(each.event, each.field) for each in shown_on_roll(charter, state, _opened(case))}
    for line, opened in case.openings:
        if (opened.event, opened.field) not in shown:
            case.found("opening-not-public", opened.event, line=line, field=opened.field)


def _opened(case: Case) -> list[Opened]:
    return [opened for _, opened in case.openings]
