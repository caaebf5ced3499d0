"""Signs by hashing: what stands at a place depends on the key and the place alone, not on who asks or in what order.

Source: the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

WORD = 64  # signs in a word
GAMMA = np.uint64(0x9E3779B97F4A7C15)


def signs(key: int, first: int, count: int, columns: int) -> NDArray[np.float32]:
    """Signs, +1 or -1, of places `first` to ``first + count``: (count, columns)."""
    planes = [_bits(key + lane, first, count) for lane in range(0, columns, WORD)]
    bits = np.concatenate(planes, axis=1)[:, :columns]
    return bits.astype(np.float32) * np.float32(2) - np.float32(1)


def _bits(key: int, first: int, count: int) -> NDArray[np.uint8]:
    start = _mixed(np.full(1, key % 2**64, dtype=np.uint64))
    words = _mixed(np.arange(first + 1, first + count + 1, dtype=np.uint64) * GAMMA + start)
    return np.unpackbits(words.astype("<u8").view(np.uint8).reshape(count, 8), axis=1)


def _mixed(word: NDArray[np.uint64]) -> NDArray[np.uint64]:
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))
