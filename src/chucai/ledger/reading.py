"""Reading a bundle's lines: what can be read is read, what cannot becomes a fault with its line; all is doubted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from chucai.errors import Refused
from chucai.ledger.canonical import JSON, parse
from chucai.ledger.event import Event
from chucai.ledger.order import in_line
from chucai.ledger.parts import (
    DEPTHS,
    SECTIONS,
    VERSION,
    Attachment,
    Bundle,
    Fault,
    Header,
    Placed,
    Signed,
)
from chucai.ledger.tree import leaf_hash

Progress = Callable[[int, int], None]

# In the order the sections must have; the key that tells the kind of a line -> its section.
_KINDS = {
    "chucai-bundle": "header",
    "attachment": "attachments",
    "event": "events",
    "checkpoint": "checkpoints",
    "opening": "openings",
    "seal": "seal",
}
_RANK = {kind: rank for rank, kind in enumerate(_KINDS)}
_HEX_HASH = re.compile(r"[0-9a-f]{64}")
_EVENT_START = len(b'{"event":')
_PROGRESS_EVERY = 2000


def read_bundle(data: bytes, progress: Progress | None = None) -> Bundle:
    """Read every line; never raises for what is in `data`: faults of form are in `Bundle.faults`.

    `progress(lines done, lines in all)` is called now and then.
    """
    lines = data.split(b"\n")
    reader = _Reader(last=max(1, len(lines) - 1) if lines[-1] == b"" else len(lines))
    if lines[-1] == b"":
        lines.pop()
    else:
        reader.fault("no-final-newline", len(lines))
    for number, line in enumerate(lines, 1):
        reader.read(number, line)
        if progress and number % _PROGRESS_EVERY == 0:
            progress(number, len(lines))
    sealed = memoryview(data)[: data.rfind(b"\n", 0, -1) + 1]
    return reader.bundle(sha256(sealed).hexdigest())


class _Reader:
    """Collects what the lines say. `_take_*` return False for a line of the right kind but the wrong shape."""

    def __init__(self, last: int) -> None:
        self.last = last
        self.kinds: list[tuple[int, str]] = []
        self.header: Header | None = None
        self.attachments: dict[str, Attachment] = {}
        self.placed: list[Placed] = []
        self.checkpoints: list[Signed] = []
        self.openings: list[JSON] = []
        self.seal: Signed | None = None
        self.counted: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.takers: dict[str, Callable[[int, JSON], bool]] = {
            "chucai-bundle": self._take_header,
            "attachment": self._take_attachment,
            "checkpoint": self._take_checkpoint,
            "opening": self._take_opening,
            "seal": self._take_seal,
        }

    def fault(self, code: str, line: int, **facts: JSON) -> None:
        self.faults.append(Fault(code, line, facts))

    def read(self, number: int, line: bytes) -> None:
        try:
            value = parse(line)
        except Refused as no:
            self.fault("line-not-canonical", number, **no.facts)
            return
        kind = next((key for key in _KINDS if key in value), None) if isinstance(value, dict) else None
        if kind is None:
            self.fault("line-unknown", number)
            return
        self.kinds.append((number, kind))
        self.counted[_KINDS[kind]] += 1
        if not (self._take_event(number, value, line) if kind == "event" else self.takers[kind](number, value)):
            self.fault("line-malformed", number, kind=kind)

    def _check_places(self) -> None:
        """Sections follow each other, and header and seal stand at the ends; the fewest lines are blamed."""
        ranks = [_RANK[kind] * len(self.kinds) + index for index, (_, kind) in enumerate(self.kinds)]
        kept = set(in_line(ranks))
        for index, (number, kind) in enumerate(self.kinds):
            off_end = (kind == "chucai-bundle" and number != 1) or (kind == "seal" and number != self.last)
            if index not in kept or off_end:
                self.fault("line-out-of-place", number, kind=kind)

    def _take_header(self, number: int, value: JSON) -> bool:
        version = value["chucai-bundle"]
        if not _is_count(version) or version != VERSION:
            self.fault("bundle-version", number, found=version, known=VERSION)
            return True
        header = _read_header(value)
        self.header = self.header or header
        return header is not None

    def _take_attachment(self, number: int, value: JSON) -> bool:
        name = value["attachment"]
        if not (isinstance(name, str) and name) or not (_is_text(value) or value.keys() == {"attachment", "json"}):
            return False
        if name in self.attachments:
            self.fault("attachment-doubled", number, name=name)
        else:
            self.attachments[name] = Attachment(name, value.get("text"), value.get("json"))
        return True

    def _take_event(self, number: int, value: JSON, line: bytes) -> bool:
        if value.keys() != {"event", "leaf", "n"}:
            return False
        stated, n = value["leaf"], value["n"]
        if not (isinstance(stated, str) and _HEX_HASH.fullmatch(stated) and _is_count(n)):
            return False
        # The line is canonical, so the event's own canonical bytes stand in it between fixed ends.
        data = line[_EVENT_START : -len(f',"leaf":"{stated}","n":{n}}}')]
        self.placed.append(Placed(number, n, stated, leaf_hash(data), self._event(number, value["event"])))
        return True

    def _event(self, number: int, value: JSON) -> Event | None:
        try:
            return Event.from_json(value)
        except Refused as no:
            self.fault(no.code, number, **no.facts)
            return None

    def _take_checkpoint(self, number: int, value: JSON) -> bool:
        if value.keys() != {"checkpoint"} or not isinstance(value["checkpoint"], str):
            return False
        self.checkpoints.append(Signed(number, value["checkpoint"]))
        return True

    def _take_opening(self, _: int, value: JSON) -> bool:
        self.openings.append(value["opening"])
        return bool(value.keys() == {"opening"})

    def _take_seal(self, number: int, value: JSON) -> bool:
        if value.keys() != {"seal"} or not isinstance(value["seal"], str):
            return False
        self.seal = Signed(number, value["seal"])
        return True

    def bundle(self, digest: str) -> Bundle:
        self._check_places()
        if not self.counted["header"]:
            self.fault("header-missing", 1)
        if not self.counted["seal"]:
            self.fault("seal-missing", self.last)
        return Bundle(
            header=self.header,
            attachments=self.attachments,
            placed=tuple(self.placed),
            checkpoints=tuple(self.checkpoints),
            openings=tuple(self.openings),
            seal=self.seal,
            counted={section: self.counted[section] for section in SECTIONS},
            digest=digest,
            lines=self.last,
            faults=tuple(self.faults),
        )


def _read_header(value: JSON) -> Header | None:
    keys = {"chucai-bundle", "counts", "depth", "key", "round"}
    if value.keys() != keys or value["depth"] not in DEPTHS:
        return None
    counts, key, of_round = value["counts"], value["key"], value["round"]
    if not (isinstance(key, str) and isinstance(of_round, str) and of_round and isinstance(counts, dict)):
        return None
    if counts.keys() != set(SECTIONS) or not all(map(_is_count, counts.values())):
        return None
    return Header(of_round, value["depth"], key, counts)


def _is_text(value: JSON) -> bool:
    return value.keys() == {"attachment", "text"} and isinstance(value["text"], str)


def _is_count(value: JSON) -> bool:
    return type(value) is int and value >= 0
