"""The state that `decide` reads, from rows: streams are loaded as they are asked for, and what was asked is noted."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from chucai.charter.model import Charter
from chucai.gates.evolve import evolve
from chucai.gates.model import Round, Stream
from chucai.gates.state import State
from chucai.ledger.event import Event
from chucai.web.records import attaching
from chucai.web.records.locks import Wanted
from chucai.web.records.streams import NOWHERE, Place, family, keys_of, loaded, places

ONE_BY_ONE = 3  # streams of a family read singly before the rest of it is loaded


class Rows(State):
    """A round as its rows say, with the events of the batch at hand on top.

    `asked` and `listed` say what was read: a batch may be saved only while all of it still stands as it was.
    """

    def __init__(self, round_id: str) -> None:
        self.round_id = round_id
        self.asked: set[str] = set()
        self.listed: dict[str, int] = {}  # prefix -> how many streams it had in rows
        self._places: dict[str, Place] = {}  # as in rows
        self._now: dict[str, Stream | None] = {}  # with the batch on top
        self._lists: dict[str, list[str]] = {}
        self._missed: Counter[str] = Counter()  # family -> how often a stream of it was read without being foreseen

    def branch(self, supposed: Mapping[str, Stream] | None = None) -> Rows:
        """The round as it was seen here, to try acts on: what was read is not read again, and stays as it is here.

        `supposed`: streams as they would be, to ask what would follow if they were.
        """
        other = Rows(self.round_id)
        other._places, other._now = dict(self._places), {**self._now, **(supposed or {})}
        other._lists = {prefix: list(names) for prefix, names in self._lists.items()}
        other.listed = dict(self.listed)
        other._follow(self._now.get("round"))
        return other

    def read(self, key: str) -> Stream | None:
        self.asked.add(key)
        if key not in self._now:
            self.foresee(self._beside(key))
        return self._now[key]

    def _beside(self, key: str) -> Collection[str]:
        """The key, and all it was listed with: who lists nominations goes on to read them.

        Who reads a third stream of a family one by one is going to read many: then the family comes whole.
        """
        for prefix, names in self._lists.items():
            if key.startswith(prefix):
                return {prefix + name for name in names} | {key}
        kind = family(key)
        self._missed[kind] += 1
        return {*keys_of(self.round_id, f"{kind}/"), key} if self._missed[kind] == ONE_BY_ONE else (key,)

    def foresee(self, keys: Collection[str]) -> None:
        """Load these streams in one go if they are not here yet; that does not count as reading them."""
        new = {key for key in keys if key not in self._now}
        if not new:
            return
        where, streams = loaded(self.round_id, new)
        self._places |= where
        self._now |= streams
        self._follow(streams.get("round"))

    def _follow(self, stream: Stream | None) -> None:
        if isinstance(stream, Round):
            self.calendar = attaching.calendar(self.round_id, stream.calendar)

    def place(self, key: str) -> Place:
        """Where the stream stood in rows when it was loaded."""
        return self._places.get(key, NOWHERE)

    def apply(self, event: Event) -> None:
        """What the batch has added so far."""
        before = self._now[event.stream]
        self._now[event.stream] = after = evolve(before, event)
        if event.version == 1:
            for prefix, names in self._lists.items():
                if event.stream.startswith(prefix):
                    insort(names, event.stream[len(prefix) :])
        self._follow(after if event.stream == "round" else None)

    def wanted(self, written: Collection[str] = ()) -> Wanted:
        """What must stay as it is for a batch that writes these streams."""
        grown = {family(key) for key in written if not self.place(key).version}
        keys = self.asked.union(written)
        ids = {key: self.place(key).id for key in keys}
        return Wanted(
            read=frozenset(self.asked),
            written=frozenset(written),
            listed=frozenset(map(family, self.listed)),
            grown=frozenset(grown),
            known={key: id_ for key, id_ in ids.items() if id_ is not None},
        )

    def agrees(self, now: Mapping[str, Place]) -> bool:
        """Whether all that was read still stands: if not, an answer given on it is worth nothing."""
        same = all(now.get(key, NOWHERE).version == self.place(key).version for key in self.asked)
        # Streams only ever come into being, so a list is the same as long as it is as long.
        return same and all(len(keys_of(self.round_id, prefix)) == number for prefix, number in self.listed.items())

    def is_current(self) -> bool:
        return self.agrees(places(self.round_id, self.asked))

    def charter(self) -> Charter:
        """The charter in force. Raises Refused("round-not-open") before there is one."""
        return attaching.charter(self.round_id, self.round.charter)

    def nominations(self) -> Sequence[str]:
        return self._list("nomination/")

    def slates(self, stage: str) -> Sequence[str]:
        return self._list(f"slate/{stage}/")

    def notices(self) -> Sequence[str]:
        return self._list("notice/")

    def ballots(self) -> Sequence[str]:
        return self._list("ballot/")

    def _list(self, prefix: str) -> Sequence[str]:
        if prefix not in self._lists:
            stored = keys_of(self.round_id, prefix)
            self.listed[prefix] = len(stored)
            new = [key for key, stream in self._now.items() if stream and stream.version and key.startswith(prefix)]
            self._lists[prefix] = sorted({key[len(prefix) :] for key in (*stored, *new)})
        return self._lists[prefix]
