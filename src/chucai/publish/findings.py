"""What judging a bundle comes to: what was found wrong and where, what was proved, what could not be looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.dossier import Opening
from chucai.ledger.parts import Bundle
from chucai.ledger.verify import BytesReport
from chucai.publish.bundle import Opened


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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found wrong, what was proved, and what could not be checked.

    `charter` is the one in force at the end, `digest` its fingerprint; `until` the moment of the last event and
    `closed` whether the round is over. All of these are None where the bundle does not let one say.
    """

    round: str | None
    depth: str | None
    key: str | None
    events: int
    findings: tuple[Finding, ...]
    proved: tuple[Proved, ...]
    unchecked: tuple[str, ...]
    charter: Charter | None = None
    digest: str | None = None
    until: str | None = None
    closed: bool | None = None

    @property
    def holds(self) -> bool:
        return not self.findings


class Case:
    """What gathers while a bundle is judged. Lines are counted as the ledger format orders them."""

    def __init__(self, report: BytesReport) -> None:
        self.report = report
        self.bundle: Bundle = report.bundle
        self.findings = [Finding(fault.code, fault.line, None, fault.facts) for fault in report.faults]
        self.proved = [Proved(code) for code in report.proved]
        self.unchecked = ["key-expected"] if "key-expected" in report.unproved else []
        self.told: dict[str, Any] = {}  # what the verdict says of charter and round
        self._lines = {each.event.receipt: each.line for each in report.bundle.placed if each.event}
        counted = report.bundle.counted
        self._before_openings = 1 + counted["attachments"] + counted["events"] + counted["checkpoints"]
        self.openings = list(self._read())

    def _read(self) -> Iterable[tuple[int, Opened]]:
        """Every well-formed opening with its line."""
        for line, value in enumerate(self.bundle.openings, self._before_openings + 1):
            try:
                yield line, Opened.from_json(value)
            except Refused as refusal:
                self.found(refusal.code, line=line, **refusal.facts)

    def texts(self) -> dict[str, dict[str, Any]]:
        """Opened texts: receipt of the event -> field -> value."""
        found: dict[str, dict[str, Any]] = {}
        for _, opened in self.openings:
            found.setdefault(opened.event, {})[opened.field] = opened.value
        return found

    def pairs(self) -> list[tuple[str, Opening]]:
        return [(opened.event, Opening(opened.field, opened.salt, opened.value)) for _, opened in self.openings]

    def line_of_attachment(self, name: str) -> int:
        return 2 + list(self.bundle.attachments).index(name)

    def found(self, code: str, receipt: str | None = None, *, line: int | None = None, **facts: Any) -> None:
        self.findings.append(Finding(code, line or self._lines.get(receipt or ""), receipt, facts))

    def prove(self, code: str, before: int, **facts: Any) -> None:
        """A part of the check that has found nothing since there were `before` findings holds."""
        if len(self.findings) == before:
            self.proved.append(Proved(code, facts))

    def verdict(self, *unchecked: str) -> Verdict:
        header = self.bundle.header
        return Verdict(
            round=header.round if header else None,
            depth=header.depth if header else None,
            key=self.report.key,
            events=len(self.report.events),
            findings=tuple(self.findings),
            proved=tuple(self.proved),
            unchecked=(*self.unchecked, *unchecked),
            **self.told,
        )
