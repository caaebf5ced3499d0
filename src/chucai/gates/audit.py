"""Was every gate obeyed? Each act of a ledger is decided again, and must give the events that stand there.

An act can be read back from the first event it made: events hold the act's own fields. What the events do not hold
(attributes behind memberships, the text behind commitments) is checked elsewhere, with the openings.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chucai.charter.calendar import Calendar
from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.acts import Actor, act_from
from chucai.gates.decide import decide
from chucai.gates.state import Memory
from chucai.gates.table import BY_EVENT
from chucai.ledger.event import Event

TOLD_EVERY = 100  # acts
ABSENT = object()  # no value at all, which null is not
Watch = Callable[[Charter, Memory, Event], None]


@dataclass(frozen=True, slots=True)
class Breach:
    """An event that the rules do not give: `position` counts events from 0."""

    position: int
    receipt: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Audit:
    """What came of an audit: the state it ended in, and the breach that ended it, if one did."""

    state: Memory | None
    charter: Charter | None
    acts: int
    breaches: tuple[Breach, ...]


def audit(
    round_id: str,
    events: Sequence[Event],
    charters: Mapping[str, Charter],
    calendars: Mapping[str, Calendar],
    progress: Callable[[int], None] | None = None,
    watch: Watch | None = None,
) -> Audit:
    """Decide every act again, in ledger order. `charters` and `calendars` by digest, as the events name them.

    A breach ends the run at its place: what follows it would be judged on a false state. `watch` sees each act that
    stood the test, on the state it was decided on: this is where an engine may do its sums again.
    """
    if not calendars or not events:
        return Audit(None, None, 0, ())
    replay = _Replay(round_id, charters, calendars, watch)
    acts = 0
    for position, group in _groups(events):
        try:
            replay.act(group)
        except Refused as refusal:
            return replay.result(acts, Breach(position, group[0].receipt, refusal.code, refusal.facts))
        acts += 1
        if progress and acts % TOLD_EVERY == 0:
            progress(position + len(group))
    return replay.result(acts)


def _groups(events: Sequence[Event]) -> Iterator[tuple[int, list[Event]]]:
    """Events of one act together: the first, and those that name it as their cause right behind it."""
    start = 0
    while start < len(events):
        end = start + 1
        while end < len(events) and events[end].cause == events[start].receipt:
            end += 1
        yield start, list(events[start:end])
        start = end


class _Replay:
    def __init__(
        self,
        round_id: str,
        charters: Mapping[str, Charter],
        calendars: Mapping[str, Calendar],
        watch: Watch | None,
    ) -> None:
        self.charters, self.calendars, self.watch = charters, calendars, watch
        self.charter: Charter | None = None
        self.state = Memory(round_id, next(iter(calendars.values())))

    def result(self, acts: int, *breaches: Breach) -> Audit:
        return Audit(self.state, self.charter, acts, breaches)

    def act(self, group: list[Event]) -> None:
        first = group[0]
        line = BY_EVENT.get(first.kind)
        if line is None or first.cause is not None:
            raise Refused("event-without-act", kind=first.kind)
        data: dict[str, Any] = dict(first.data)
        self._turn_to(first.kind, data)
        if self.charter is None:
            raise Refused("round-not-open")
        again = self._decided(line.act.kind, first, data)
        if line.act.later and len(again) == len(group):
            again = tuple(_as_then(line.act.later, *pair) for pair in zip(again, group, strict=True))
        if len(again) != len(group) or not all(map(_is_same, again, group)):
            wanted, found = ([event.kind for event in events] for events in (again, group))
            raise Refused("other-events", wanted=wanted, found=found, fields=_differing(again, group))
        if self.watch and self.charter is not None:
            self.watch(self.charter, self.state, first)
        for event in group:
            self.state.apply(event)

    def _decided(self, kind: str, first: Event, data: dict[str, Any]) -> tuple[Event, ...]:
        """The act once more. Whatever a stranger's ledger makes go wrong is an act the rules do not know."""
        assert self.charter is not None
        try:
            act = act_from(kind, data)
            return decide(self.charter, self.state, act, first.at, Actor(id=first.actor, role=first.role))
        except Refused:
            raise
        except Exception as error:  # verifying never ends in a traceback
            raise Refused("act-impossible", act=kind, error=type(error).__name__) from error

    def _turn_to(self, kind: str, data: Mapping[str, Any]) -> None:
        """Charter and calendar as the round turns to them."""
        if kind in ("round-opened", "round-amended"):
            named = str(data.get("charter"))
            if named not in self.charters:
                raise Refused("charter-missing", charter=named)
            self.charter = self.charters[named]
        if kind in ("round-opened", "calendar-amended"):
            named = str(data.get("calendar"))
            if named not in self.calendars:
                raise Refused("calendar-missing", calendar=named)
            self.state.calendar = self.calendars[named]


def _as_then(later: frozenset[str], wanted: Event, found: Event) -> Event:
    """The event as a version wrote it that did not have these fields of the act yet (ADR 10).

    The act was read from what was found, so a field that is missing there has its default here.
    """
    missing = later & wanted.data.keys() - found.data.keys()
    return replace(wanted, data={key: wanted.data[key] for key in wanted.data if key not in missing})


def _is_same(wanted: Event, found: Event) -> bool:
    """Whether two events have the same bytes. For Python 1 equals true; for the ledger it does not."""
    if wanted != found:
        return False
    ours, theirs = ([event.data[key] for key in found.data] for event in (wanted, found))
    return marshal.dumps(ours, 0) == marshal.dumps(theirs, 0) or wanted.to_bytes() == found.to_bytes()


def _differing(again: Sequence[Event], group: Sequence[Event]) -> list[str]:
    """The fields of the first event of an act that is not what the rules give."""
    for wanted, found in zip(again, group, strict=False):
        ours, theirs = ({**event.to_json(), **event.data, "data": None} for event in (wanted, found))
        fields = sorted(key for key in ours.keys() | theirs.keys() if ours.get(key, ABSENT) != theirs.get(key, ABSENT))
        if fields:
            return fields
    return []
