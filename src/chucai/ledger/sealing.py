"""Sealing: give pending events their place in the tree and sign what it has become."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chucai.errors import Refused
from chucai.ledger.checkpoint import SigningKey, sign_checkpoint
from chucai.ledger.tree import Tree, leaf_hash


@dataclass(frozen=True, slots=True)
class Sealed:
    """The grown tree, its signed checkpoint, and the leaf hashes of this batch in order."""

    tree: Tree
    checkpoint_text: str
    leaf_hashes: tuple[bytes, ...]


def seal(tree: Tree, pending: Sequence[bytes], key: SigningKey, origin: str) -> Sealed:
    """Add the canonical bytes of `pending` events in the order given and sign the new root.

    Raises Refused("nothing-to-seal") for an empty batch: every checkpoint must cover more than the one before.
    """
    if not pending:
        raise Refused("nothing-to-seal", origin=origin)
    leaves = tuple(leaf_hash(data) for data in pending)
    grown = tree.extend(leaves)
    return Sealed(grown, sign_checkpoint(key, origin, grown.size, grown.root), leaves)
