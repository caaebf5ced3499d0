"""Canonical JSON (RFC 8785), narrowed to what the ledger may hold.

No decimals at all, integers within 2^53-1, text keys, text that is valid Unicode, at most 64 containers inside each
other. Within these bounds one value has exactly one byte form, and `parse` accepts no other.
"""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn, TypeAlias

import rfc8785

from chucai.errors import Refused

# A recursive union would force a cast at every read of an event's data; `canonical` checks the shape when it matters.
JSON: TypeAlias = Any

MAX_INTEGER = 2**53 - 1
MAX_DEPTH = 64
_LAST_BMP = "\uffff"


def canonical(value: JSON) -> bytes:
    """The RFC 8785 bytes of `value` (None, bool, int, str, list, tuple, dict).

    Raises Refused("not-canonical", path, why): a float, an integer beyond 2^53-1, a key that is not text, text that is
    not Unicode, containers deeper than 64, or any other Python type.
    """
    if _is_plain(value, MAX_DEPTH):
        try:
            return _encode(value).encode()
        except UnicodeEncodeError:
            pass
    _refuse_unfit(value, "$", MAX_DEPTH)
    return rfc8785.dumps(value)


def parse(data: bytes) -> JSON:
    """The value whose canonical bytes are exactly `data`.

    Raises Refused("not-canonical", path="$", why, offset) for everything else: spaces, doubled keys, another key order,
    needless escapes, trailing bytes, invalid UTF-8. `offset` is where the bytes first differ, where that is known.
    """
    try:
        value, _ = _decode(data.decode())
    except (ValueError, RecursionError):
        raise Refused("not-canonical", path="$", why="not-json") from None
    written = _encode(value).encode("utf-8", "surrogatepass") if _is_simple(data) else canonical(value)
    if written != data:
        raise Refused(
            "not-canonical",
            path="$",
            why="other-bytes",
            offset=_first_difference(written, data),
        )
    return value


# Sorting by code point equals RFC 8785's sorting by UTF-16 unit as long as keys stay in the Basic Multilingual Plane
# (`_is_plain` sees to that); Python's C encoder escapes exactly what RFC 8785 escapes. Cycles end at MAX_DEPTH.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), check_circular=False).encode


def _no_decimals(text: str) -> NoReturn:
    raise ValueError(text)


_decode = json.JSONDecoder(parse_float=_no_decimals, parse_constant=_no_decimals).raw_decode


_FOUR_BYTE_LEADS = bytes(range(0xF0, 0x100))
_LONG_NUMBER = re.compile(rb"[0-9]{16}")


def _is_simple(data: bytes) -> bool:
    """Whether decimal-free JSON text is plain by its bytes alone, which spares `parse` the walk over its value."""
    if data.count(b"{") + data.count(b"[") > MAX_DEPTH or _LONG_NUMBER.search(data):
        return False
    return len(data.translate(None, _FOUR_BYTE_LEADS)) == len(data)


def _is_plain(value: JSON, depth: int) -> bool:
    """Whether the fast encoder writes `value` as RFC 8785 would; False only means: look closer."""
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return True
    if kind is int:
        return bool(-MAX_INTEGER <= value <= MAX_INTEGER)
    if not depth:
        return False
    if kind is dict:
        for key in value:
            if type(key) is not str or not (key.isascii() or max(key) <= _LAST_BMP):
                return False
        value = value.values()
    elif kind is not list and kind is not tuple:
        return False
    for item in value:  # text and numbers, which most items are, without a call of their own
        kind = type(item)
        small = kind is str or (kind is int and -MAX_INTEGER <= item <= MAX_INTEGER)
        if not small and not _is_plain(item, depth - 1):
            return False
    return True


def _refuse_unfit(value: JSON, path: str, depth: int) -> None:
    """Walk `value` and refuse the first thing the ledger may not hold, by its place."""
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _refuse_unless(_is_unicode(value), path, "text-not-unicode")
    elif isinstance(value, int):
        _refuse_unless(-MAX_INTEGER <= value <= MAX_INTEGER, path, "integer-too-large")
    elif isinstance(value, float):
        _refuse_unless(False, path, "decimal")
    elif isinstance(value, dict):
        _refuse_unless(depth > 0, path, "too-deep")
        for key, item in value.items():
            _refuse_unless(isinstance(key, str) and _is_unicode(key), path, "key-not-text")
            _refuse_unfit(item, f"{path}.{key}", depth - 1)
    elif isinstance(value, list | tuple):
        _refuse_unless(depth > 0, path, "too-deep")
        for n, item in enumerate(value):
            _refuse_unfit(item, f"{path}[{n}]", depth - 1)
    else:
        _refuse_unless(False, path, "not-json")


def _refuse_unless(fit: bool, path: str, why: str) -> None:
    if not fit:
        raise Refused("not-canonical", path=path, why=why)


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _first_difference(ours: bytes, theirs: bytes) -> int:
    pairs = zip(ours, theirs, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(ours), len(theirs)))
