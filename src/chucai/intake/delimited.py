"""Text tables: bytes to rows of text, with the encoding and the delimiter found out and told."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from chucai.errors import Refused
from chucai.intake.shape import Limits, Wrong

DELIMITERS = (",", "\t", ";")
_HEAD = 65_536  # characters looked at when the delimiter is guessed
_GUARDS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """UTF-8 (with or without byte order mark) when every byte fits, else GB18030 when every byte fits.

    Refused("nul-byte") and Refused("not-text") name row (line) and byte, both from 1; the encoding named is the one
    that got further.
    """
    nul = data.find(b"\0")
    if nul >= 0:
        raise Refused("nul-byte", **_place(data, nul))
    marked = data.startswith(b"\xef\xbb\xbf")
    attempts = (("utf-8-sig" if marked else "utf-8"), "gb18030")
    failures: list[tuple[int, str]] = []
    for encoding in attempts:
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError as error:
            failures.append((error.start + (3 if encoding == "utf-8-sig" else 0), encoding))
    start, encoding = max(failures)
    raise Refused("not-text", encoding=encoding, value=f"0x{data[start]:02X}", **_place(data, start))


def _place(data: bytes, offset: int) -> dict[str, int]:
    return {"row": data.count(b"\n", 0, offset) + 1, "byte": offset + 1}


def guess_delimiter(text: str) -> str:
    """The delimiter that cuts the first lines into most columns, counted outside quotes; a comma when none does."""
    head = text[:_HEAD]
    return max(DELIMITERS, key=lambda delimiter: (_widest(head, delimiter), -DELIMITERS.index(delimiter)))


def _widest(head: str, delimiter: str) -> int:
    widest = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)):
            widest = max(widest, len(row))
            if number >= 20:
                break
    except csv.Error:
        return widest
    return widest


def rows_of(text: str, delimiter: str, limits: Limits) -> Iterator[list[str]]:
    """Records as lists of text, lazily; Wrong("broken-quotes") or Wrong("cell-too-long") where reading has to stop."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error as error:
        if "field limit" in str(error):
            raise Wrong("cell-too-long", limit=limits.cell) from None
        raise Wrong("broken-quotes") from None


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe before = + - @, except in a plain number."""
    if text.startswith(_GUARDS) and not _plain_number(text):
        return "'" + text
    return text


def unguarded(text: str) -> str:
    """The reverse of `guarded`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_GUARDS) else text


def _plain_number(text: str) -> bool:
    digits = text[1:].replace(".", "", 1)
    return text[0] in "+-" and digits.isascii() and digits.isdigit()
