"""Lots that decide between lists worth as much: drawn from a public seed, so that anybody can draw them again."""

from __future__ import annotations

import hashlib

LOT_BITS = 40


def drawn_lot(tie_seed: str, candidate_id: str) -> int:
    """The lot of a candidate: the first 40 bits of SHA-256 over seed and id, plus one (0 means "none given")."""
    digest = hashlib.sha256((tie_seed + candidate_id).encode()).digest()
    return int.from_bytes(digest[: LOT_BITS // 8], "big") + 1


def seed_of_ties(round_seed: str, stage: str) -> str:
    """What the lots of a stage are drawn from."""
    return f"{round_seed}|{stage}|"
