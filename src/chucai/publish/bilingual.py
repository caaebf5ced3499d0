"""Texts written in Chinese and then in English, as names of people and units often are: ``傅立若 Fu Liruo``."""

from __future__ import annotations

import re

from chucai.publish.figures import language_of

_BOTH = re.compile(
    r"(?P<zh>[^A-Za-z]*[\u3400-\u9fff\U00020000-\U0003ffff][^A-Za-z]*?)\s+"
    r"(?P<en>[A-Z0-9(“][^\u3400-\u9fff\U00020000-\U0003ffff]*[A-Za-z][^\u3400-\u9fff\U00020000-\U0003ffff]*)"
)


def parted(text: str) -> tuple[str, str] | None:
    """The Chinese and the English of a text that has first one and then the other; None for any other text."""
    found = _BOTH.fullmatch(text.strip())
    return (found["zh"].rstrip(), found["en"]) if found else None


def own_part(text: str, language: str) -> str:
    """What a page in this language shows of a text: its own part where there are two, else the whole."""
    parts = parted(text)
    return text if parts is None else parts[0 if language_of(language) == "zh" else 1]


def other_part(text: str, language: str) -> str:
    """The part in the other language; empty where there is none."""
    parts = parted(text)
    return "" if parts is None else parts[1 if language_of(language) == "zh" else 0]
