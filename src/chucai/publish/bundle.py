"""A round as one file that anybody can verify: events, checkpoints, what they were decided under, and the roll.

Two depths. *public*: pseudonyms and memberships, and the openings that the roll shows, nothing else. *auditor*: every
opening that has not been erased, but for who objected.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO, Literal

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.roll import roll
from chucai.gates.state import State
from chucai.ledger.bundle import stream_bundle
from chucai.ledger.checkpoint import SigningKey
from chucai.ledger.commitment import commit
from chucai.ledger.event import Event
from chucai.ledger.parts import Attachment, Contents, Counted

Depth = Literal["public", "auditor"]
CHARTER, CALENDAR, ROLL = "charter/", "calendar/", "roll.json"
IDENTITY = "identity"  # of whoever objected


@dataclass(frozen=True, slots=True)
class Opened:
    """The text behind a commitment: `field` of the event with this receipt."""

    event: str
    field: str
    value: Any
    salt: bytes

    def to_json(self) -> dict[str, Any]:
        return {"event": self.event, "field": self.field, "salt": self.salt.hex(), "value": self.value}

    @staticmethod
    def from_json(value: Any) -> Opened:
        """Refused("opening-malformed") unless it has exactly these fields."""
        try:
            opened = Opened(value["event"], value["field"], value["value"], bytes.fromhex(value["salt"]))
            if opened.to_json() == value and all(isinstance(value[name], str) for name in ("event", "field")):
                return opened
        except (KeyError, TypeError, ValueError):
            pass
        raise Refused("opening-malformed")


def shown_on_roll(charter: Charter, state: State, openings: Iterable[Opened]) -> tuple[Opened, ...]:
    """The openings that the public bundle holds: names and citations of those on the roll."""
    lines = roll(charter, state)
    wanted = {line.name for line in lines} | {line.citation for line in lines}
    named = (opening for opening in openings if opening.field in ("name", "citation"))
    return tuple(opening for opening in named if commit(opening.salt, opening.value) in wanted)


def for_auditors(openings: Iterable[Opened]) -> tuple[Opened, ...]:
    """The openings that the auditor's bundle holds: all but who objected, which the authority alone may unseal."""
    return tuple(each for each in openings if each.field != IDENTITY)


def write_round(
    out: BinaryIO,
    key: SigningKey,
    depth: Depth,
    round_id: str,
    *,
    charters: Mapping[str, str],
    calendars: Mapping[str, str],
    roll_text: str,
    events: Counted[Event | bytes],
    checkpoints: Sequence[str],
    openings: Sequence[Opened],
) -> None:
    """Write a bundle. `charters` and `calendars`: digest -> text; `roll_text` as `roll_json` gives it.

    Which openings go in is the caller's choice: `shown_on_roll` for the public depth.
    """
    attachments = [Attachment(f"{CHARTER}{digest}.toml", text) for digest, text in sorted(charters.items())]
    attachments += [Attachment(f"{CALENDAR}{digest}.json", text) for digest, text in sorted(calendars.items())]
    attachments.append(Attachment(ROLL, json=json.loads(roll_text)))
    contents = Contents(
        round=round_id,
        depth=depth,
        attachments=attachments,
        events=events,
        checkpoints=checkpoints,
        openings=[opening.to_json() for opening in openings],
    )
    stream_bundle(out, key, contents)
