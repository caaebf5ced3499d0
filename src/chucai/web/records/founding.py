"""What rounds stand on: charter, units and who holds which role. Of many rounds in as many questions as of one."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from chucai.charter.model import Charter
from chucai.gates.model import Stream
from chucai.gates.state import State
from chucai.web.records import models
from chucai.web.records.attaching import charter
from chucai.web.records.streams import Place, chunks, evolved

KEYS = ("round", "tree", "roster")


class Founded(State):
    """A round of which only round, tree and roster are known; of anything else there is nothing in it."""

    def __init__(self, round_id: str, streams: Mapping[str, Stream | None]) -> None:
        self.round_id = round_id
        self._streams = streams

    def read(self, key: str) -> Stream | None:
        return self._streams.get(key)

    def charter(self) -> Charter:
        """The charter in force. Raises Refused("round-not-open") before there is one."""
        return charter(self.round_id, self.round.charter)


def founded(rounds: Collection[str]) -> dict[str, Founded]:
    """These rounds by id, also those that have not opened yet."""
    where: dict[str, Place] = {}
    asked: dict[str, tuple[str, str]] = {}  # one name for a stream of any round -> round, key
    for some in chunks(sorted(rounds)):
        rows = models.Stream.objects.filter(round_id__in=some, key__in=KEYS)
        for round_id, id_, key, version, head in rows.values_list("round_id", "id", "key", "version", "head"):
            name = f"{round_id} {key}"
            asked[name], where[name] = (round_id, key), Place(id_, version, bytes(head))
    found: dict[str, dict[str, Stream | None]] = {round_id: {} for round_id in rounds}
    for name, stream in evolved(where).items():
        round_id, key = asked[name]
        found[round_id][key] = stream
    return {round_id: Founded(round_id, streams) for round_id, streams in found.items()}
