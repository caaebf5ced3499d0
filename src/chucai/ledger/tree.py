"""Merkle tree of RFC 9162 section 2.1: hashes, the growing tree, inclusion and consistency proofs.

Everything is iterative: a level of the tree is paired off and an odd node at its end moves up unchanged, which gives
the same tree as the RFC's split at the largest power of two. Hashes are 32 bytes (SHA-256).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from chucai.errors import Refused

HASH_BYTES = 32
_EMPTY = sha256().digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf (RFC 9162 section 2.1.1): the prefix keeps it from ever being taken for a node's."""
    return sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Tree:
    """A tree that can only grow, kept as the roots of its perfect subtrees, largest first (one per binary digit).

    `size` and `hashes` are all there is to store; restoring is `Tree(size, hashes)`. Raises Refused("tree-state").
    """

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        whole = self.size >= 0 and len(self.hashes) == self.size.bit_count()
        if not whole or any(len(each) != HASH_BYTES for each in self.hashes):
            raise Refused("tree-state", size=self.size, hashes=len(self.hashes))

    def append(self, leaf: bytes) -> Tree:
        """The tree with one more leaf hash."""
        return self.extend((leaf,))

    def extend(self, leaves: Iterable[bytes]) -> Tree:
        """The tree with these leaf hashes added in order."""
        size, hashes = self.size, list(self.hashes)
        for leaf in leaves:
            node, full = leaf, size
            while full & 1:
                node = _node(hashes.pop(), node)
                full >>= 1
            hashes.append(node)
            size += 1
        return Tree(size, tuple(hashes))

    @property
    def root(self) -> bytes:
        if not self.hashes:
            return _EMPTY
        node = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            node = _node(left, node)
        return node


def root(leaf_hashes: Sequence[bytes]) -> bytes:
    """Merkle tree hash of these leaf hashes; that of no leaves is SHA-256 of nothing."""
    return Tree().extend(leaf_hashes).root


def inclusion_proof(leaf_hashes: Sequence[bytes], index: int) -> list[bytes]:
    """RFC 9162 2.1.3.1: the hashes that lead from leaf `index` (from 0) to the root. Raises Refused("no-such-leaf")."""
    if not 0 <= index < len(leaf_hashes):
        raise Refused("no-such-leaf", index=index, size=len(leaf_hashes))
    proof, level = [], list(leaf_hashes)
    while len(level) > 1:
        if index ^ 1 < len(level):
            proof.append(level[index ^ 1])
        index >>= 1
        level = _parents(level)
    return proof


def _parents(level: Sequence[bytes]) -> list[bytes]:
    parents = [_node(level[n], level[n + 1]) for n in range(0, len(level) - 1, 2)]
    return [*parents, level[-1]] if len(level) % 2 else parents


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162 2.1.3.2: whether `leaf` (a leaf hash) is number `index` of the `size` leaves under `root`."""
    if not 0 <= index < size:
        return False
    last, node = size - 1, leaf
    for other in proof:
        if last == 0:
            return False
        if index & 1 or index == last:
            node = _node(other, node)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = _node(node, other)
        index, last = index >> 1, last >> 1
    return last == 0 and node == root


def consistency_proof(leaf_hashes: Sequence[bytes], m: int) -> list[bytes]:
    """RFC 9162 2.1.4.1: the hashes that show this tree to begin with that of its first `m` leaves.

    Raises Refused("no-such-size").
    """
    if not 0 < m <= len(leaf_hashes):
        raise Refused("no-such-size", size=m, leaves=len(leaf_hashes))
    low, high, old_is_left_edge, proof = 0, len(leaf_hashes), True, []
    while m < high:
        split = low + (1 << (high - low - 1).bit_length() - 1)
        if m <= split:
            proof.append(root(leaf_hashes[split:high]))
            high = split
        else:
            proof.append(root(leaf_hashes[low:split]))
            low, old_is_left_edge = split, False
    if not old_is_left_edge:
        proof.append(root(leaf_hashes[low:high]))
    return proof[::-1]


def verify_consistency(m: int, n: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    """RFC 9162 2.1.4.2: whether the tree of `n` leaves under `new_root` begins with the `m` leaves under `old_root`."""
    if not 0 < m <= n:
        return False
    if m == n:
        return not proof and old_root == new_root
    path = [old_root, *proof] if m & (m - 1) == 0 else list(proof)
    if not path:
        return False
    index, last = m - 1, n - 1
    while index & 1:
        index, last = index >> 1, last >> 1
    return _climb(index, last, path, old_root, new_root)


def _climb(index: int, last: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> bool:
    old = new = path[0]
    for other in path[1:]:
        if last == 0:
            return False
        if index & 1 or index == last:
            old, new = _node(other, old), _node(other, new)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            new = _node(new, other)
        index, last = index >> 1, last >> 1
    return last == 0 and old == old_root and new == new_root
