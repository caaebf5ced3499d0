"""One small ledger, sealed in two batches, and the bundle made of it. People and units are invented."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from chucai.ledger.bundle import Attachment, Contents, write_bundle
from chucai.ledger.checkpoint import SigningKey
from chucai.ledger.commitment import commit
from chucai.ledger.event import Event
from chucai.ledger.sealing import seal
from chucai.ledger.tree import Tree

OPENED = datetime(2026, 5, 8, 9, 30, tzinfo=UTC)
SALT = bytes(range(32))
ORIGIN = "awards.example/2026"


def happened(stream: str, version: int, kind: str, minute: int = 0, **data: object) -> Event:
    at = OPENED + timedelta(minutes=minute)
    return Event("2026", stream, version, kind, "office", "secretary", at, data)


EVENTS = (
    happened("round", 1, "opened", 0, places=2),
    happened("nomination/N-1", 1, "submitted", 1, statement=commit(SALT, "修好了三座桥")),
    happened("nomination/N-2", 1, "submitted", 2, unit="青石镇"),
    happened("nomination/N-1", 2, "forwarded", 3, rank=1),
    happened("round", 2, "closed", 3),
)
BATCHES = (3, 5)


@dataclass(frozen=True)
class Ledger:
    """Events in order and where the batches end."""

    key: SigningKey
    events: tuple[Event, ...] = EVENTS
    batches: tuple[int, ...] = BATCHES

    def checkpoints(self) -> list[str]:
        tree, texts = Tree(), []
        for end in self.batches:
            sealed = seal(tree, [event.to_bytes() for event in self.events[tree.size : end]], self.key, ORIGIN)
            tree = sealed.tree
            texts.append(sealed.checkpoint_text)
        return texts

    def contents(self) -> Contents:
        return Contents(
            round="2026",
            depth="auditor",
            attachments=[Attachment("charter.toml", text="id = 'demo'\n"), Attachment("roll.json", json=["N-1"])],
            events=self.events,
            checkpoints=self.checkpoints(),
            openings=[{"receipt": "nomination/N-1@1", "salt": SALT.hex(), "value": "修好了三座桥"}],
        )

    def bundle(self, **changed: object) -> bytes:
        return write_bundle(self.key, replace(self.contents(), **changed))


@pytest.fixture(scope="session")
def key() -> SigningKey:
    return SigningKey.generate("awards.example", b"\x01" * 32)


@pytest.fixture(scope="session")
def other_key() -> SigningKey:
    return SigningKey.generate("awards.example", b"\x02" * 32)


@pytest.fixture(scope="session")
def ledger(key: SigningKey) -> Ledger:
    return Ledger(key)


@pytest.fixture(scope="session")
def bundle(ledger: Ledger) -> bytes:
    return ledger.bundle()


@pytest.fixture(scope="session")
def event() -> Callable[..., Event]:
    return happened
