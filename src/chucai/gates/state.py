"""The state an act is decided on: streams, read by key. In memory here; the records room reads the same from rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar

from chucai.charter.calendar import Calendar
from chucai.errors import Refused
from chucai.gates.evolve import evolve
from chucai.gates.model import Assessor, Ballot, Comparison, Nomination, Notice, Roster, Round, Slate, Stream, Tree
from chucai.ledger.event import Event

S = TypeVar("S", bound=Stream)
# Of a nomination's own events those that no standing looks at: a score sheet moves nobody until a list is adopted.
MOVING_NOBODY = frozenset(("assessed", "assessment-amended", "abstained"))
EMPTY: Mapping[str, Any] = MappingProxyType({})


class State:
    """Streams of one round. Subclasses say where a stream comes from (`read`) and which nominations there are."""

    round_id: str
    calendar: Calendar
    standings: Mapping[str, tuple[Nomination, Any, Any]] = EMPTY  # nomination -> itself, its charter, where it stands

    def remember(self, nomination: Nomination, charter: Any, where: Any) -> None:
        """Keep where a nomination stands, if this state knows when that may have changed."""

    def read(self, key: str) -> Stream | None:
        """The stream with this key as it stands now; None when it has no event yet."""
        raise NotImplementedError

    def nominations(self) -> Sequence[str]:
        """Ids of every nomination submitted in the round, sorted."""
        raise NotImplementedError

    def nominations_in(self, units: Collection[str]) -> Sequence[str]:
        """Ids of the nominations that come from any of these units, sorted."""
        return [name for name in self.nominations() if self.nomination(name).unit in units]

    def slates(self, stage: str) -> Sequence[str]:
        """Units that have a slate at a stage, sorted."""
        raise NotImplementedError

    def notices(self) -> Sequence[str]:
        """Ids of every notice published in the round, sorted."""
        raise NotImplementedError

    def ballots(self) -> Sequence[str]:
        """Ids of every ballot of the round, sorted."""
        raise NotImplementedError

    def _typed(self, key: str, kind: type[S]) -> S | None:
        stream = self.read(key)
        return stream if isinstance(stream, kind) else None

    @property
    def round(self) -> Round:
        found = self._typed("round", Round)
        if found is None:
            raise Refused("round-not-open")
        return found

    @property
    def tree(self) -> Tree:
        return self._typed("tree", Tree) or Tree()

    @property
    def roster(self) -> Roster:
        return self._typed("roster", Roster) or Roster()

    def nomination(self, id_: str) -> Nomination:
        found = self._typed(f"nomination/{id_}", Nomination)
        if found is None:
            raise Refused("no-such-nomination", nomination=id_)
        return found

    def slate(self, stage: str, unit: str) -> Slate:
        return self._typed(f"slate/{stage}/{unit}", Slate) or Slate()

    def assessor(self, id_: str) -> Assessor:
        return self._typed(f"assessor/{id_}", Assessor) or Assessor(id=id_)

    def comparison(self, stage: str) -> Comparison:
        return self._typed(f"comparison/{stage}", Comparison) or Comparison(stage=stage)

    def notice(self, id_: str) -> Notice | None:
        return self._typed(f"notice/{id_}", Notice)

    def ballot(self, id_: str) -> Ballot | None:
        return self._typed(f"ballot/{id_}", Ballot)


class Memory(State):
    """A round held in memory: the plain State that tests, the verifier and replay use."""

    def __init__(self, round_id: str, calendar: Calendar, events: Iterable[Event] = ()) -> None:
        self.round_id = round_id
        self.calendar = calendar
        self._streams: dict[str, Stream] = {}
        self._by_unit: dict[str, list[str]] = {}
        self.standings: dict[str, tuple[Nomination, Any, Any]] = {}
        for event in events:
            self.apply(event)

    def apply(self, event: Event) -> None:
        before = self._streams.get(event.stream)
        after = evolve(before, event)
        self._streams[event.stream] = after
        if not isinstance(after, Nomination):
            self.standings.clear()
        elif event.version == 1:
            self._by_unit.setdefault(after.unit, []).append(after.id)
        elif event.kind in MOVING_NOBODY:
            known = self.standings.get(after.id)
            if known is not None and known[0] is before:  # what was remembered before another event is worth nothing
                self.standings[after.id] = (after, *known[1:])

    def remember(self, nomination: Nomination, charter: Any, where: Any) -> None:
        self.standings[nomination.id] = (nomination, charter, where)

    def read(self, key: str) -> Stream | None:
        return self._streams.get(key)

    def _typed(self, key: str, kind: type[S]) -> S | None:
        """Without a look at the type: a key's stream is of one kind, for only events of rules get in here."""
        return self._streams.get(key)  # type: ignore[return-value]

    def keys(self) -> list[str]:
        return sorted(self._streams)

    def nominations(self) -> Sequence[str]:
        return self._with_prefix("nomination/")

    def nominations_in(self, units: Collection[str]) -> Sequence[str]:
        return sorted(name for unit in units for name in self._by_unit.get(unit, ()))

    def slates(self, stage: str) -> Sequence[str]:
        return self._with_prefix(f"slate/{stage}/")

    def notices(self) -> Sequence[str]:
        return self._with_prefix("notice/")

    def ballots(self) -> Sequence[str]:
        return self._with_prefix("ballot/")

    def _with_prefix(self, prefix: str) -> list[str]:
        return sorted(key[len(prefix) :] for key in self._streams if key.startswith(prefix))
