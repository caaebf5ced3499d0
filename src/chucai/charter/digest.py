"""The fingerprint of a charter: SHA-256 over canonical JSON (RFC 8785)."""

from __future__ import annotations

import hashlib
from typing import Any

import rfc8785

from chucai.charter.model import Charter

_last: list[tuple[Charter, str]] = []


def digest(charter: Charter) -> str:
    """SHA-256 (hex) of the charter's meaning: comments, spacing and key order do not count, nor do values left out.

    The last one is remembered: a charter never changes, and act after act is decided under the same.
    """
    known = _last[0] if _last else None
    if known is None or known[0] is not charter:
        known = (charter, digest_of(to_json(charter)))
        _last[:] = [known]
    return known[1]


def to_json(charter: Charter) -> dict[str, Any]:
    """The charter as JSON values under the keys of the file: shares and decimals as strings, dates as ISO.

    Values equal to their default are left out, so a field that a later version adds does not change old digests.
    """
    plain: dict[str, Any] = charter.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return plain


def digest_of(value: Any) -> str:
    """SHA-256 (hex) of any JSON value in canonical form."""
    return hashlib.sha256(rfc8785.dumps(value)).hexdigest()
