"""Checkpoints against events: each is signed, covers more than the last, and its root is that of its events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from chucai.errors import Refused
from chucai.ledger.checkpoint import Checkpoint, verify_checkpoint
from chucai.ledger.order import in_place
from chucai.ledger.parts import Bundle, Fault
from chucai.ledger.tree import Tree

# A checkpoint whose signature holds, with its line and its number in the bundle (from 1).
_Numbered = tuple[int, int, Checkpoint]


def checkpoint_faults(bundle: Bundle, key: str | None) -> Iterator[Fault]:
    """All faults of the checkpoints; none if there is no key to check them against."""
    if key is None:
        return
    held: list[_Numbered] = []
    for number, signed in enumerate(bundle.checkpoints, 1):
        try:
            held.append((signed.line, number, verify_checkpoint(signed.note, key)))
        except Refused as no:
            yield Fault(no.code, signed.line, no.facts)
    yield from _growth_faults(held)
    yield from _root_faults(bundle, held)
    yield from _cover_faults(bundle, held)


def _growth_faults(held: Sequence[_Numbered]) -> Iterator[Fault]:
    for (_, _, before), (line, _, this) in pairwise(held):
        if this.size <= before.size:
            yield Fault(
                "checkpoint-not-growing",
                line,
                {"size": this.size, "before": before.size},
            )
        if this.origin != before.origin:
            yield Fault(
                "checkpoint-other-origin",
                line,
                {"origin": this.origin, "before": before.origin},
            )


def _root_faults(bundle: Bundle, held: Sequence[_Numbered]) -> Iterator[Fault]:
    """The first batch at which tree and checkpoints part; those after it stand on the same wrong leaves and say nothing
    more, until one agrees again (then only the checkpoint between was wrong)."""
    leaves = _unbroken_leaves(bundle)
    tree, agreed, start = Tree(), True, 0
    for line, number, checkpoint in held:
        if not tree.size < checkpoint.size <= len(leaves):
            continue
        start, tree = tree.size, tree.extend(leaves[tree.size : checkpoint.size])
        if tree.root == checkpoint.root:
            agreed = True
        elif agreed:
            agreed = False
            yield Fault(
                "root-differs",
                line,
                {"batch": number, "first": start, "last": checkpoint.size - 1},
            )


def _unbroken_leaves(bundle: Bundle) -> list[bytes]:
    """Leaf hashes from place 0 up to the first empty place."""
    leaves: list[bytes] = []
    for placed in in_place(bundle):
        if placed.n != len(leaves):
            break
        leaves.append(placed.leaf)
    return leaves


def _cover_faults(bundle: Bundle, held: Sequence[_Numbered]) -> Iterator[Fault]:
    """The last checkpoint covers exactly the events there are."""
    events = max((placed.n + 1 for placed in bundle.placed), default=0)
    line, size = (held[-1][0], held[-1][2].size) if held else (bundle.lines, 0)
    if size < events:
        yield Fault("events-unsealed", line, {"size": size, "events": events})
    elif size > events:
        yield Fault("events-dropped", line, {"size": size, "events": events})
