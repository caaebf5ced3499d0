"""Commitments: personal text enters an event only as a salted hash, so a person can be erased and the tree still holds.

Text and salt live in erasable rows. Without the salt nobody can test a guess against the commitment; with both, anybody
can check that this was the text. The prefix keeps a commitment from ever equalling a hash made for another purpose.
"""

from __future__ import annotations

from hashlib import sha256

from chucai.errors import Refused
from chucai.ledger.canonical import JSON, canonical

SALT_BYTES = 32
_PREFIX = b"chucai/commitment/1\n"


def commit(salt: bytes, value: JSON) -> str:
    """Lower-case hex SHA-256 of prefix, 32-byte salt and canonical bytes of `value`.

    Raises Refused("salt-length") and what `canonical` raises.
    """
    if len(salt) != SALT_BYTES:
        raise Refused("salt-length", expected=SALT_BYTES, found=len(salt))
    return sha256(_PREFIX + salt + canonical(value)).hexdigest()


def opens(commitment: str, salt: bytes, value: JSON) -> bool:
    """Whether `salt` and `value` are what was committed to; what could not have been committed opens nothing."""
    try:
        return commit(salt, value) == commitment
    except Refused:
        return False
