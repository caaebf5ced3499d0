"""What is wrong in a charter file: a code, the place, and the facts that fill the words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from chucai.charter.lines import line_at

Severity = Literal["fault", "warning"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to mend. `path` is as in ``stage[3].working_days``, `line` counts from 1 (0: no file at hand)."""

    code: str
    path: str
    line: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity = "fault"

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.severity,
            "path": self.path,
            "line": self.line,
            "facts": dict(self.facts),
        }


def fault(code: str, path: str, **facts: Any) -> Fault:
    return Fault(code, path, facts=facts)


def warning(code: str, path: str, **facts: Any) -> Fault:
    return Fault(code, path, facts=facts, severity="warning")


def placed(found: Fault, lines: Mapping[str, int]) -> Fault:
    """The same fault with its line in the file."""
    return replace(found, line=line_at(lines, found.path)) if lines else found


def order(found: Fault) -> tuple[int, str, str]:
    """Faults are told in the order of the file."""
    return found.line, found.path, found.code
