"""The roll of honour as data, and as canonical JSON for the bundle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol, cast
from zoneinfo import ZoneInfo

from chucai.charter.model import Charter
from chucai.gates.roll import roll as award_lines
from chucai.gates.state import State
from chucai.ledger.canonical import canonical
from chucai.ledger.commitment import commit

FORMAT = 1
Lost = Literal["forfeited", "annulled"]


class Opening(Protocol):
    """The text behind a commitment: `field` of the event with this receipt."""

    @property
    def event(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def value(self) -> Any: ...
    @property
    def salt(self) -> bytes: ...


@dataclass(frozen=True, slots=True)
class RollEntry:
    """One award. `category`, `honour`, `grade`, `theme` are ids of the charter, `unit` of the unit tree.

    `name` is None where its text was erased: the award stands, and nobody can tell from it any more whose it is.
    """

    nomination: str
    name: str | None
    category: str
    honour: str
    grade: str | None
    unit: str
    theme: str | None
    citation: str | None
    document: str
    conferred_on: date
    lost: Lost | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """Every award of a round, in the order in which it is shown. `charter` is the charter's digest.

    `units` has the public names of units by id; `host` is the name of the body that confers.
    """

    round: str
    charter: str
    entries: tuple[RollEntry, ...]
    units: Mapping[str, str] = field(default_factory=dict)
    host: str = ""

    @property
    def held(self) -> tuple[RollEntry, ...]:
        """The awards that have not been lost."""
        return tuple(entry for entry in self.entries if entry.lost is None)

    @property
    def names(self) -> dict[str, str]:
        """Public names by nomination: of those on the roll and nobody else; erased ones are left out."""
        return {entry.nomination: entry.name for entry in self.held if entry.name is not None}

    def unit(self, entry: RollEntry) -> str:
        return self.units.get(entry.unit, entry.unit)


def roll_of(charter: Charter, state: State, openings: Iterable[Opening]) -> Roll:
    """The roll as the events say, with the names and citations that the openings prove, and no others.

    Days are those of the charter's time zone.
    """
    shown = [opening for opening in openings if opening.field in ("name", "citation")]
    texts = {commit(opening.salt, opening.value): str(opening.value) for opening in shown}
    zone = ZoneInfo(charter.timezone)
    entries = []
    for line in award_lines(charter, state):
        plain = {name: getattr(line, name) for name in ("nomination", "category", "honour", "grade", "unit", "theme")}
        on = datetime.fromisoformat(line.conferred).astimezone(zone).date()
        entries.append(
            RollEntry(
                **plain,
                name=texts.get(line.name),
                citation=texts.get(line.citation or ""),
                document=line.document,
                conferred_on=on,
                lost=cast(Lost | None, line.lost),
            )
        )
    units = {unit.id: unit.name for unit in state.tree.units.values()}
    used = {entry.unit for entry in entries}
    named = {id_: units[id_] for id_ in sorted(used) if id_ in units}
    return Roll(state.round_id, state.round.charter, tuple(entries), named, units.get(charter.host, charter.host))


def roll_json(roll: Roll) -> str:
    """Canonical JSON (RFC 8785) of the roll as it travels in the bundle."""
    entries = [asdict(entry) | {"conferred_on": entry.conferred_on.isoformat()} for entry in roll.entries]
    value = {"charter": roll.charter, "chucai-roll": FORMAT, "entries": entries, "round": roll.round}
    return canonical({**value, "host": roll.host, "units": dict(roll.units)}).decode()
