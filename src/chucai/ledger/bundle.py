"""The bundle: one text file that holds everything needed to check a round offline.

UTF-8, one canonical JSON value per line, so that every fault has a line number. In order: a header, attachments,
events, checkpoints, openings, and a seal over all bytes before it. docs/reference/ledger-format.md gives every byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import BinaryIO

from chucai.errors import Refused
from chucai.ledger.canonical import JSON, canonical
from chucai.ledger.checkpoint import SigningKey, sign_note
from chucai.ledger.event import Event
from chucai.ledger.parts import (
    DEPTHS,
    SECTIONS,
    VERSION,
    Attachment,
    Bundle,
    Contents,
    Counted,
    Fault,
    Header,
)
from chucai.ledger.reading import read_bundle
from chucai.ledger.tree import leaf_hash

__all__ = [
    "Attachment",
    "Bundle",
    "Contents",
    "Counted",
    "Fault",
    "Header",
    "read_bundle",
    "seal_text",
    "stream_bundle",
    "write_bundle",
]

_SEAL_TITLE = "chucai-bundle-seal/1"


def write_bundle(key: SigningKey, contents: Contents) -> bytes:
    """The whole bundle in memory. Raises what `stream_bundle` raises."""
    out = BytesIO()
    stream_bundle(out, key, contents)
    return out.getvalue()


def stream_bundle(out: BinaryIO, key: SigningKey, contents: Contents) -> None:
    """Write the bundle line by line; a refusal leaves `out` unfinished, so write to a file that is renamed when whole.

    Raises Refused("bundle-malformed", field) for a round without name or an unknown depth, Refused("bundle-counts")
    when a section yields another number of items than its length said, and what `canonical` raises.
    """
    hashed = sha256()
    for line in _lines(key, contents):
        hashed.update(line)
        out.write(line)
    note = sign_note(key, seal_text(hashed.hexdigest()))
    out.write(canonical({"seal": note}) + b"\n")


def seal_text(digest: str) -> str:
    """The text a seal signs; two lines, so it can never be taken for a checkpoint."""
    return f"{_SEAL_TITLE}\n{digest}\n"


def _lines(key: SigningKey, contents: Contents) -> Iterator[bytes]:
    yield _header_line(key, contents)
    yield from _counted("attachments", contents.attachments, map(_attachment_line, contents.attachments))
    yield from _counted("events", contents.events, map(_event_line, count(), contents.events))
    yield from _counted(
        "checkpoints",
        contents.checkpoints,
        (_line({"checkpoint": c}) for c in contents.checkpoints),
    )
    yield from _counted(
        "openings",
        contents.openings,
        (_line({"opening": o}) for o in contents.openings),
    )


def _counted(section: str, items: Counted[object], lines: Iterable[bytes]) -> Iterator[bytes]:
    found = 0
    for line in lines:
        found += 1
        yield line
    if found != len(items):
        raise Refused("bundle-counts", section=section, stated=len(items), found=found)


def _line(value: JSON) -> bytes:
    return canonical(value) + b"\n"


def _header_line(key: SigningKey, contents: Contents) -> bytes:
    if not contents.round:
        raise Refused("bundle-malformed", field="round")
    if contents.depth not in DEPTHS:
        raise Refused("bundle-malformed", field="depth")
    counts = {section: len(getattr(contents, section)) for section in SECTIONS}
    header = {"chucai-bundle": VERSION, "counts": counts, "depth": contents.depth}
    return _line({**header, "key": key.verifier_key(), "round": contents.round})


def _attachment_line(each: Attachment) -> bytes:
    body = {"json": each.json} if each.text is None else {"text": each.text}
    return _line({"attachment": each.name, **body})


def _event_line(n: int, event: Event | bytes) -> bytes:
    """Put together by hand: the event's own bytes stand in the line as they are."""
    data = event if isinstance(event, bytes) else event.to_bytes()
    return b'{"event":%b,"leaf":"%b","n":%d}\n' % (
        data,
        leaf_hash(data).hex().encode(),
        n,
    )
