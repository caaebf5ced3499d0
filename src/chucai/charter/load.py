"""From a file to a charter, or to every fault of form at once, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chucai.charter.faults import Fault
from chucai.charter.model import FORMAT, Charter
from chucai.charter.tables import modelled, summary, text_of
from chucai.errors import Refused


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file says: the charter, or None when it has faults of form. `lines` gives each path its line."""

    charter: Charter | None
    faults: tuple[Fault, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)

    def wanted(self) -> Charter:
        """The charter; Refused("charter-faulty") when there is none."""
        if self.charter is None:
            raise Refused("charter-faulty", **summary(self.faults))
        return self.charter


def load(path: Path | str) -> Reading:
    """Read a charter file (UTF-8)."""
    text, unreadable = text_of(Path(path))
    return Reading(None, unreadable) if unreadable else read(text)


def read(text: str) -> Reading:
    """Read a charter from text; only its form is looked at (`check` looks at what it means)."""
    tables = modelled(Charter, text, "charter", FORMAT)
    return Reading(tables.model, tables.faults, tables.lines)
