"""What is told of an event: notes of letters to be, and the table of what tells of which events.

A letter names a case by its number and nothing else of it: no name, no score, no reason, no judge. Whether somebody may
know even that is asked of `gates.visibility` by `telling`; a note says what has to be seen for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.model import Nomination
from chucai.gates.people import secretaries
from chucai.gates.visibility import About
from chucai.web.acts import Event
from chucai.web.records.state import Rows

COORDINATOR, ASSESSOR, AUTHORITY, OFFICER = "coordinator", "assessor", "authority", "officer"
OWN = "accounts:me"  # the one page that is of no round
ABOUT_NOTHING = About()


@dataclass(frozen=True, slots=True)
class Note:
    """A letter to be: `to` actors, about one nomination or none. Notes alike to one person become one letter.

    `onward`: a page of the round by its name, and the rest of its address (or OWN); `several`: where to go instead when
    one letter names several nominations. `sees`: what of `about` its reader must be allowed to see; empty: no case is
    told. Who did it knows, and gets no letter, unless it is a `receipt`.
    """

    kind: str
    to: Collection[str]
    onward: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    nomination: str | None = None
    several: tuple[str, ...] = ()
    sees: str = ""
    about: About = ABOUT_NOTHING
    receipt: bool = False


@dataclass(frozen=True, slots=True)
class Occasion:
    """An event, in the round as its batch leaves it."""

    charter: Charter
    state: Rows
    event: Event

    @property
    def data(self) -> Mapping[str, Any]:
        return self.event.data

    @property
    def key(self) -> str:
        """What the event's stream is called within its family."""
        return self.event.stream.partition("/")[2]

    @property
    def nomination(self) -> Nomination:
        """The nomination the event names, or is of."""
        return self.state.nomination(self.data.get("nomination") or self.key)

    def stage(self) -> Stage:
        """The stage the event names, or the open one."""
        return self.charter.stage(self.data.get("stage") or cast(str, self.state.round.stage))

    def last(self, stage: str) -> str:
        return str(self.state.round.windows[stage].last)

    def office(self) -> frozenset[str]:
        return secretaries(self.state)

    def of_unit(self, unit: str) -> frozenset[str]:
        return self.state.roster.of(COORDINATOR, unit)

    def of_tier(self, stage: Stage) -> set[str]:
        """Coordinators of all units of the tier of a stage."""
        units = [unit.id for unit in self.state.tree.units.values() if unit.tier == stage.tier]
        return set().union(*map(self.of_unit, units))


Tell = Callable[[Occasion], Iterable[Note]]
TOLD: dict[str, Tell] = {}


def on(*kinds: str) -> Callable[[Tell], Tell]:
    """Registers what is told of events of these kinds."""

    def registered(tell: Tell) -> Tell:
        TOLD.update(dict.fromkeys(kinds, tell))
        return tell

    return registered


def to_unit(now: Occasion, kind: str, nomination: Nomination, sees: str, **facts: Any) -> Note:
    """To the coordinators of a nomination's own unit, and to whoever put it forward where anyone may."""
    to = set(now.of_unit(nomination.unit))
    if now.charter.nominating.by == "anyone":
        to.add(nomination.nominator)
    page, home = ("nominate:case", nomination.id), ("nominate:tasks",)
    return Note(kind, to, page, facts, nomination.id, home, sees, About(nomination=nomination))
