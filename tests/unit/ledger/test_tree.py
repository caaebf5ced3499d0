"""The tree against the definition in RFC 9162, against known vectors, and against an independent library."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from chucai.errors import Refused
from chucai.ledger.tree import (
    Tree,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves every Certificate Transparency implementation is tried on, and the root after each.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
HASHES = [leaf_hash(leaf) for leaf in LEAVES]
SIZES = st.integers(1, 70)


def hashes(size):
    return [leaf_hash(n.to_bytes(2)) for n in range(size)]


def split(size):
    """The largest power of two smaller than `size`."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k


def plain_root(leaves):
    """RFC 9162 2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    return sha256(b"\x01" + plain_root(leaves[:k]) + plain_root(leaves[k:])).digest()


def plain_path(index, leaves):
    """RFC 9162 2.1.3.1, word for word."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if index < k:
        return [*plain_path(index, leaves[:k]), plain_root(leaves[k:])]
    return [*plain_path(index - k, leaves[k:]), plain_root(leaves[:k])]


def plain_proof(m, leaves, *, whole=True):
    """RFC 9162 2.1.4.1 (SUBPROOF), word for word."""
    if m == len(leaves):
        return [] if whole else [plain_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*plain_proof(m, leaves[:k], whole=whole), plain_root(leaves[k:])]
    return [*plain_proof(m - k, leaves[k:], whole=False), plain_root(leaves[:k])]


@pytest.mark.parametrize("size", range(9))
def test_known_roots(size):
    assert root(HASHES[:size]).hex() == ROOTS[size]
    assert Tree().extend(HASHES[:size]).root.hex() == ROOTS[size]


@pytest.mark.parametrize(
    ("index", "size", "proof"),
    [
        (0, 1, []),
        (
            0,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            5,
            8,
            [
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
        (
            1,
            5,
            [
                "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_known_inclusion_proofs(index, size, proof):
    found = inclusion_proof(HASHES[:size], index)
    assert [each.hex() for each in found] == proof
    assert verify_inclusion(HASHES[index], index, size, found, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(
    ("m", "n", "proof"),
    [
        (1, 1, []),
        (
            1,
            8,
            [
                "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
            ],
        ),
        (
            6,
            8,
            [
                "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            ],
        ),
        (
            2,
            5,
            [
                "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            ],
        ),
    ],
)
def test_known_consistency_proofs(m, n, proof):
    found = consistency_proof(HASHES[:n], m)
    assert [each.hex() for each in found] == proof
    assert verify_consistency(m, n, found, bytes.fromhex(ROOTS[m]), bytes.fromhex(ROOTS[n]))


@pytest.mark.parametrize("size", range(1, 34))
def test_every_small_tree_follows_the_definition(size):
    leaves = hashes(size)
    assert root(leaves) == plain_root(leaves)
    for index in range(size):
        assert inclusion_proof(leaves, index) == plain_path(index, leaves)
        assert consistency_proof(leaves, index + 1) == plain_proof(index + 1, leaves)


def test_an_independent_library_agrees():
    """pymerkle writes its paths from the leaf up with the leaf in front; ours leaves the leaf out."""
    data = [n.to_bytes(2) for n in range(300)]
    theirs = InmemoryTree(algorithm="sha256")
    theirs.append_entries(data)
    ours = [leaf_hash(each) for each in data]
    for size in (1, 2, 3, 7, 8, 9, 100, 255, 256, 257, 300):
        assert root(ours[:size]) == theirs.get_root(size)
        assert inclusion_proof(ours[:size], size // 2) == theirs.prove_inclusion(size // 2 + 1, size).path[1:]


@given(st.lists(st.integers(0, 40), max_size=6))
def test_growing_in_batches_gives_the_same_tree(batches):
    leaves = hashes(sum(batches))
    tree = Tree()
    for batch in batches:
        tree = tree.extend(leaves[tree.size : tree.size + batch])
        tree = Tree(tree.size, tree.hashes)
    assert (tree.size, tree.root) == (len(leaves), plain_root(leaves))


def test_appending_one_by_one_gives_the_same_tree():
    tree = Tree()
    for leaf in HASHES:
        tree = tree.append(leaf)
    assert tree == Tree().extend(HASHES)


@settings(max_examples=60)
@given(st.data(), SIZES)
def test_an_inclusion_proof_holds_for_its_leaf_place_size_and_root_only(data, size):
    leaves = hashes(size)
    index = data.draw(st.integers(0, size - 1))
    proof, top = inclusion_proof(leaves, index), root(leaves)
    assert verify_inclusion(leaves[index], index, size, proof, top)
    assert not verify_inclusion(leaf_hash(b"another"), index, size, proof, top)
    assert not any(verify_inclusion(leaves[index], n, size, proof, top) for n in range(size) if n != index)
    assert not verify_inclusion(leaves[index], index, size, [*proof, top], top)
    assert not verify_inclusion(leaves[index], index, size, proof, root(leaves[:-1]))
    assert not proof or not verify_inclusion(leaves[index], index, size, proof[:-1], top)
    assert not verify_inclusion(leaves[index], size, size, proof, top)
    assert not verify_inclusion(leaves[index], -1, size, proof, top)


@settings(max_examples=60)
@given(st.data(), SIZES)
def test_a_consistency_proof_holds_for_its_sizes_and_roots_only(data, size):
    leaves = hashes(size)
    m = data.draw(st.integers(1, size))
    proof, old, new = consistency_proof(leaves, m), root(leaves[:m]), root(leaves)
    assert verify_consistency(m, size, proof, old, new)
    another = root(hashes(size + 1))
    assert not verify_consistency(m, size, proof, another, new)
    assert not verify_consistency(m, size, proof, old, another)
    assert not verify_consistency(m, size, [*proof, new], old, new)
    assert not proof or not verify_consistency(m, size, proof[:-1], old, new)
    assert not verify_consistency(0, size, proof, old, new)
    assert not verify_consistency(size + 1, size, proof, old, new)


def test_a_tree_whose_past_was_rewritten_is_not_consistent():
    old, rewritten = HASHES[:5], [HASHES[7], *HASHES[1:8]]
    assert not verify_consistency(5, 8, consistency_proof(rewritten, 5), root(old), root(rewritten))


@pytest.mark.parametrize("index", [-1, 8])
def test_there_is_no_proof_for_a_leaf_that_is_not_there(index):
    with pytest.raises(Refused, match="no-such-leaf"):
        inclusion_proof(HASHES, index)


@pytest.mark.parametrize("m", [0, 9])
def test_there_is_no_proof_for_a_size_that_is_not_there(m):
    with pytest.raises(Refused, match="no-such-size"):
        consistency_proof(HASHES, m)


@pytest.mark.parametrize(("size", "stored"), [(2, ()), (1, (b"short",)), (-1, ()), (3, (HASHES[0],))])
def test_a_stored_state_that_cannot_be_is_refused(size, stored):
    with pytest.raises(Refused, match="tree-state"):
        Tree(size, stored)
