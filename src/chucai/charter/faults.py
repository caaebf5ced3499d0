"""What is wrong in a charter file: a code, the place, and the facts that fill the words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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


def unknown(code: str, path: str, name: str, known: Sequence[str]) -> Fault:
    """A name that points nowhere."""
    return fault(code, path, name=name, **nearest(name, known))


def twice(path: str, ids: Iterable[str]) -> Iterator[Fault]:
    """Ids of a list name one thing each."""
    seen: set[str] = set()
    for n, name in enumerate(ids):
        if name in seen:
            yield fault("id-twice", f"{path}[{n}].id", id=name)
        seen.add(name)


def nearest(word: str, known: Sequence[str]) -> dict[str, str]:
    """Facts that help to mend a misspelt name: what there is, and what was perhaps meant."""
    from difflib import get_close_matches  # only where somebody has misspelt something

    near = get_close_matches(word, known, n=1, cutoff=0.6) or [each for each in known if each.startswith(word)]
    return {"near": near[0] if near else "", "known": ", ".join(known)}


def placed(found: Fault, lines: Mapping[str, int]) -> Fault:
    """The same fault with its line in the file."""
    return replace(found, line=line_at(lines, found.path)) if lines else found


def order(found: Fault) -> tuple[int, str, str]:
    """Faults are told in the order of the file."""
    return found.line, found.path, found.code
