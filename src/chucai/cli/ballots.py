"""Ballots from a plain table: names in order (judge, nominee, place) or choices of two (judge, better, worse)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chucai.cli.ratings import HEADS, Fault, blank_in, lines
from chucai.engine.merit import Ballot

BALLOT = ("ballot", "set", "选票", "票号")
RANKED = {
    "assessor": HEADS["assessor"],
    "nominee": HEADS["nominee"],
    "place": ("place", "rank", "名次", "位次"),
    "ballot": BALLOT,
}
CHOICES = {
    "assessor": HEADS["assessor"],
    "better": ("better", "winner", "优者", "胜者"),
    "worse": ("worse", "loser", "次者", "负者"),
}


@dataclass
class Cast:
    """The ballots of a table; with any fault there are none."""

    ballots: tuple[Ballot, ...] = ()
    faults: list[Fault] = field(default_factory=list)


def read(path: Path) -> Cast:
    """The ballots of a CSV or XLSX. Refused as `intake.grid.open_grid` says.

    A ranked ballot has a row for each nominee; who was read and not placed has no place and stands behind all who have.
    `ballot` tells several ballots of one judge apart.
    """
    faults: list[Fault] = []
    choices = list(_choices(path, faults))
    if not faults:
        return Cast(tuple(choices))
    if faults[0][1] != "merit-no-column":
        return Cast(faults=faults)
    faults = []
    ranked = tuple(_ranked(path, faults))
    return Cast(faults=sorted(faults, key=lambda fault: fault[0])) if faults else Cast(ranked)


def _choices(path: Path, faults: list[Fault]) -> Iterator[Ballot]:
    for line, said in lines(path, CHOICES, ("assessor", "better", "worse"), faults):
        blank = blank_in(said, tuple(CHOICES))
        if blank:
            faults.append((line, "merit-blank-cell", {"column": CHOICES[blank][0]}))
        else:
            yield Ballot(said["assessor"], (said["better"],), (said["worse"],))


def _ranked(path: Path, faults: list[Fault]) -> Iterator[Ballot]:
    placed: dict[tuple[str, str], dict[int, str]] = {}
    others: dict[tuple[str, str], list[str]] = {}
    for line, said in lines(path, RANKED, ("assessor", "nominee", "place"), faults):
        blank = blank_in(said, ("assessor", "nominee", "ballot"))
        if blank:
            faults.append((line, "merit-blank-cell", {"column": RANKED[blank][0]}))
            continue
        own = (said["assessor"], said.get("ballot", ""))
        placed.setdefault(own, {})
        if said["place"]:
            _place(line, said, placed[own], faults)
        else:
            others.setdefault(own, []).append(said["nominee"])
    for own, names in placed.items():
        ranked = tuple(names[place] for place in sorted(names))
        yield Ballot(own[0], ranked, tuple(others.get(own, ())))


def _place(line: int, said: Mapping[str, str], names: dict[int, str], faults: list[Fault]) -> None:
    text = said["place"]
    if not text.isascii() or not text.isdigit() or not 0 < int(text[:9]) == int(text):
        faults.append((line, "merit-not-a-place", {"place": text[:30]}))
    elif int(text) in names:
        facts = {"place": int(text), "assessor": said["assessor"], "other": names[int(text)]}
        faults.append((line, "merit-place-twice", {**facts, "nominee": said["nominee"]}))
    else:
        names[int(text)] = said["nominee"]
