"""Walking over one XML part of a workbook, from start to end, holding nothing."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from chucai.errors import Refused

Attributes = dict[str, str]


def walk(
    part: bytes,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Tell every element and text of a part; ``x:row`` is told as ``row``. Refused("broken-workbook") if malformed.

    A document type is refused (nothing we read has one), so no entity can grow.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    prefixed = b":sheetData" in part or b":sst" in part or b":workbook" in part or b":styleSheet" in part
    parser.StartElementHandler = (lambda name, found: start(local(name), found)) if prefixed else start
    parser.EndElementHandler = (lambda name: end(local(name))) if prefixed and end else end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _no_doctype
    try:
        parser.Parse(part, True)
    except (expat.ExpatError, ValueError, KeyError, IndexError, OverflowError) as error:
        raise Refused("broken-workbook", reason=str(error)[:200]) from None


def local(name: str) -> str:
    """A name without its namespace prefix."""
    return name.rpartition(":")[2]


def _no_doctype(*_: object) -> None:
    raise Refused("broken-workbook", reason="it declares a document type")
