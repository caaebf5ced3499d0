"""Markup that cannot be broken by what is put into it: elements are functions, text is escaped by construction."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

VOID = frozenset(
    "br circle col ellipse hr image img input line link meta path polygon polyline rect stop use wbr".split()
)
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_SPECIAL = re.compile('[&<>"]')
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_NAME = re.compile("[a-zA-Z][a-zA-Z0-9-]*")


class Markup(str):
    """Text that is markup already; only `element` and `raw` make it."""

    __slots__ = ()

    def __html__(self) -> str:
        """Templates that escape take it as it is."""
        return self


Content: TypeAlias = "str | int | Iterable[Content] | None"
Attribute: TypeAlias = str | int | float | bool | None


def escape(text: str) -> str:
    """`text` as it may stand between tags and in quotes; characters that XML forbids become U+FFFD."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], _UNFIT.sub("\ufffd", text))


def raw(text: str) -> Markup:
    """Markup from elsewhere (a stylesheet of ours), taken as it is."""
    return Markup(text)


def element(tag: str, *content: Content, **attributes: Attribute) -> Markup:
    """One element. A trailing underscore of an attribute's name is dropped, the others become hyphens.

    None and False leave an attribute out, True gives it no value. Raises ValueError for an attribute that a strict
    content security policy blocks (`style`, `onclick` ...) and for content in an element that has none.
    """
    opened = tag + "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in VOID:
        if content:
            raise ValueError(f"<{tag}> has no content")
        return Markup(f"<{opened}/>")
    return Markup(f"<{opened}>{join(content)}</{tag}>")


def join(content: Content) -> Markup:
    """Pieces of content one after the other."""
    if content is None:
        return Markup()
    if isinstance(content, Markup):
        return content
    if isinstance(content, str):
        return Markup(escape(content))
    if isinstance(content, int):
        return Markup(content)
    return Markup("".join(map(join, content)))


def _attribute(name: str, value: Attribute) -> str:
    written = name.rstrip("_").replace("_", "-")
    if written == "style" or written.startswith("on") or not _NAME.fullmatch(written):
        raise ValueError(f"the attribute {written!r} may not be written")
    if value is None or value is False:
        return ""
    if value is True:
        return f' {written}=""'
    return f' {written}="{number(value) if isinstance(value, int | float) else escape(value)}"'


def number(value: float) -> str:
    """A coordinate with at most one decimal, without a trailing zero."""
    text = f"{value:.1f}"
    return "0" if text == "-0.0" else text.removesuffix(".0")
