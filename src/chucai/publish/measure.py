"""How wide text is, near enough to keep labels apart without knowing the reader's fonts.

Widths are in ems of the common sans serif faces, a little on the wide side.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_NARROW = frozenset("iljI.,:;'|!()[] ·ft")
_WIDE = frozenset("mwMW%@—")
# Where a line may break: after a space or hyphen, and on either side of a wide character.
_PIECE = re.compile(r"[^\s\u2e80-\uffef-]+-?|[\u2e80-\uffef]|\s+|-")
_NO_START = "，。；：、！？）》」』”’%,.;:)!?"
_NO_END = "（《「『“‘("


def width(text: str, size: float = 1.0) -> float:
    """The width of one line of text set in `size`."""
    return size * sum(map(_em, text))


def _em(sign: str) -> float:
    if unicodedata.east_asian_width(sign) in ("W", "F"):
        return 1.0
    if sign in _NARROW:
        return 0.34
    if sign in _WIDE:
        return 0.9
    return 0.72 if sign.isupper() else 0.61


def wrap(text: str, room: float, size: float) -> list[str]:
    """`text` in lines that are at most `room` wide; a piece without a place to break may stick out."""
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and width(lines[-1] + piece.rstrip(), size) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.strip() for line in lines]


def _pieces(text: str) -> Iterator[str]:
    """The unbreakable pieces of a text; closing marks stay with what is before, opening marks with what follows."""
    held = ""
    for piece in _PIECE.findall(text):
        if held and held[-1] not in _NO_END and piece[0] not in _NO_START:
            yield held
            held = ""
        held += piece
    if held:
        yield held


def fit(text: str, room: float, size: float) -> str:
    """`text` cut with an ellipsis so that it fits."""
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
