"""Texts behind commitments: the hash goes into the event, text and salt into a row that can be erased."""

from __future__ import annotations

import secrets
from typing import Any

from chucai.gates.dossier import Opening

SALT_BYTES = 32  # as a commitment takes them


def fresh_salt(_field: str = "") -> bytes:
    """A salt that was never used before."""
    return secrets.token_bytes(SALT_BYTES)


def committed(field: str, text: Any) -> Opening:
    """A text (or texts: any JSON value) with a fresh salt."""
    return Opening(field, fresh_salt(), text)
