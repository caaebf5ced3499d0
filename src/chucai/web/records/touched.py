"""Which rows of lists an event may change: its own nomination's always, and those that other streams speak about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

DOSSIERS = ("submitted", "revised")
ROUND_WIDE = ("round-amended", "stage-opened", "stage-closed", "round-closed")
ON_SLATES = ("slate-forwarded", "reserve-promoted")
FILLED = ("place-filled", "place-lost")
BALLOTS = ("ballot-counted", "ballot-recorded")
TOLD = frozenset(
    (
        *ROUND_WIDE,
        *ON_SLATES,
        *FILLED,
        *BALLOTS,
        "assigned",
        "ranking-adopted",
        "shortlist-adopted",
        "objection-answered",
    )
)  # events that say something of nominations beside the one whose stream they are in


@dataclass(slots=True)
class Touched:
    """What a batch has touched. `stands`, `slates` and `stages` name those whose standing may be another."""

    written: set[str] = field(default_factory=set)
    dossiers: set[str] = field(default_factory=set)  # of these the people are told anew
    everybody: bool = False
    stands: set[str] = field(default_factory=set)
    slates: set[tuple[str, str]] = field(default_factory=set)  # unit, category: everybody from there
    stages: set[str] = field(default_factory=set)  # everybody who stands or ended there
    notices: set[tuple[str, str]] = field(default_factory=set)  # notice, objection: whoever it is about
    assigned: set[str] = field(default_factory=set)
    ranked: bool = False

    def note(self, kind: str, stream: str, said: Mapping[str, Any] | None) -> None:
        """Take in one event. `said` is its data, needed for the kinds in `TOLD` alone."""
        family, _, name = stream.partition("/")
        if family == "nomination":
            self.written.add(name)
            if kind in DOSSIERS:
                self.dossiers.add(name)
        if said is not None:
            self._told(kind, name, said)

    def _told(self, kind: str, name: str, said: Mapping[str, Any]) -> None:
        if kind in ROUND_WIDE:
            self.everybody = True
        elif kind in ON_SLATES:
            self.slates.add((str(said["unit"]), str(said["category"])))
        elif kind in FILLED:
            self.stands |= {one for one in (said.get("out"), said.get("into")) if one}
        elif kind in BALLOTS:
            self.stands |= set(said["tallies"])
        elif kind == "shortlist-adopted":
            self.stages.add(str(said["stage"]))
        elif kind == "objection-answered":
            self.notices.add((name, str(said["objection"])))
        elif kind == "assigned":
            self.assigned |= set(said["readers"])
        else:
            self.ranked = True
