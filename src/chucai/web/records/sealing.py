"""The sealer: gives written events their place in the ledger and signs what it has become."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection, transaction

from chucai.errors import Refused
from chucai.ledger.checkpoint import SigningKey
from chucai.ledger.sealing import seal as sealed
from chucai.ledger.tree import HASH_BYTES, Tree, inclusion_proof
from chucai.web.home import ledger_key
from chucai.web.records.models import Checkpoint, Event, Round

# Ids follow causes (locks.py), but two transactions may draw theirs in turns: each is kept together, as the events
# of an act must be, at the place of its first. One statement, so that just what was placed is then read and hashed.
PLACE = """
WITH unsealed AS (
  SELECT id, MIN(id) OVER (PARTITION BY batch) AS began
  FROM records_event WHERE round_id = %s AND position IS NULL
), placed AS (
  SELECT id, %s - 1 + ROW_NUMBER() OVER (ORDER BY began, id) AS position FROM unsealed
)
UPDATE records_event SET position = placed.position FROM placed WHERE records_event.id = placed.id
"""


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Proof that the event of a receipt is number `position` of the `size` events under a signed checkpoint."""

    event: bytes  # canonical bytes, the leaf's data
    position: int
    size: int
    path: tuple[bytes, ...]
    checkpoint: str


def seal(round_id: str, key: SigningKey | None = None) -> int:
    """Seal all events of the round that are not sealed yet, in the order they were written; returns how many.

    Two sealers of one round wait for each other. `key` None: the key of this installation.
    """
    key = key or ledger_key()
    with transaction.atomic():
        Round.objects.select_for_update(no_key=True).get(id=round_id)
        tree = _tree(round_id)
        with connection.cursor() as cursor:
            cursor.execute(PLACE, [round_id, tree.size])
        placed = Event.objects.filter(round_id=round_id, position__gte=tree.size).order_by("position")
        pending = [bytes(data) for data in placed.values_list("data", flat=True)]
        if pending:
            batch = sealed(tree, pending, key, origin(key, round_id))
            Checkpoint.objects.create(
                round_id=round_id,
                size=batch.tree.size,
                root=batch.tree.root,
                hashes=b"".join(batch.tree.hashes),
                text=batch.checkpoint_text,
            )
    return len(pending)


def origin(key: SigningKey, round_id: str) -> str:
    """The name of a round's ledger in its checkpoints."""
    return f"{key.name}/{round_id}"


def _tree(round_id: str) -> Tree:
    last = Checkpoint.objects.filter(round_id=round_id).order_by("-size").first()
    if last is None:
        return Tree()
    hashes = bytes(last.hashes)
    return Tree(last.size, tuple(hashes[n : n + HASH_BYTES] for n in range(0, len(hashes), HASH_BYTES)))


def inclusion(round_id: str, receipt: str) -> Inclusion:
    """The proof behind a receipt, under the latest checkpoint.

    Raises Refused("no-such-receipt") or, until the next seal, Refused("not-sealed-yet").
    """
    key, _, version = receipt.rpartition("@")
    events = Event.objects.filter(round_id=round_id)
    event = events.filter(stream__key=key, version=version).first() if version.isdecimal() else None
    if event is None:
        raise Refused("no-such-receipt", round=round_id, receipt=receipt)
    if event.position is None:
        raise Refused("not-sealed-yet", receipt=receipt)
    checkpoint = Checkpoint.objects.filter(round_id=round_id).latest("size")
    leaves = events.filter(position__lt=checkpoint.size).order_by("position").values_list("leaf", flat=True)
    path = inclusion_proof([bytes(leaf) for leaf in leaves], event.position)
    return Inclusion(bytes(event.data), event.position, checkpoint.size, tuple(path), checkpoint.text)
