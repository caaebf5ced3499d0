"""The words that each language has for the same thing, and where a page says them in the other's.

Our own words come from the catalogues of the pages and the lists of words of the rooms; the charter's from its texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html.parser import HTMLParser

from babel.messages.catalog import Message

from chucai.charter.load import read
from tests.web.test_translations import CATALOGUES, catalogue

Pair = tuple[str, str]  # English, Chinese

READ_ALOUD = ("alt", "title", "aria-label", "placeholder")
ITSELF = {"简体中文", "English"}  # the names of the languages, each in its own
HOLE = re.compile(r"%\(\w+\)[sd]|%[sd]|%%|\{[^{}]*\}|\[|\]")
HAN = re.compile(r"[\u4e00-\u9fff]")
LONG = {"en": 16, "zh": 7}  # letters: what is shorter may stand within a name; alone in its place it is found, too


class Text(HTMLParser):
    """What is seen and what is read aloud, piece by piece; letters shown as their readers get them are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.silent = 0
        self.letters: list[bool] = []  # for each article around: whether it is a letter, marked with its own language

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.silent += tag in {"script", "style", "template"}
        if tag == "article":
            self.letters.append("lang" in given)
        self.pieces += [value for name in READ_ALOUD if (value := given.get(name))]
        if tag == "input" and given.get("type") in {"submit", "button"}:
            self.pieces.append(given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in {"script", "style", "template"}
        if tag == "article":
            self.letters.pop()

    def handle_data(self, data: str) -> None:
        if not self.silent and not any(self.letters) and data.strip():
            self.pieces.append(data)


def pieces(html: str) -> list[str]:
    parser = Text()
    parser.feed(html)
    return [" ".join(each.split()) for each in parser.pieces]


def _forms(texts: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (texts,) if isinstance(texts, str) else tuple(texts)


def _of_catalogues() -> Iterator[Pair]:
    for path in CATALOGUES:
        for message in catalogue(path):
            yield from _of_message(message)


def _of_message(message: Message) -> Iterator[Pair]:
    if message.id and message.string:
        chinese = _forms(message.string)
        yield from ((english, chinese[-1]) for english in _forms(message.id))


def _of_words() -> Iterator[Pair]:
    """The rooms' own lists, which the pages use where a catalogue of a page has nothing."""
    from chucai.gates.words import REFUSALS, WORDS
    from chucai.web.words import REFUSALS as OF_WEB

    for words in (REFUSALS, OF_WEB, *WORDS.values()):
        yield from ((each["en"], each["zh"]) for each in words.values())


def of_charter(text: str) -> Iterator[Pair]:
    """Every text of a charter in its two languages."""
    return _of_value(read(text).wanted().model_dump())


def _of_value(value: object) -> Iterator[Pair]:
    if isinstance(value, Mapping):
        if value.keys() == {"zh", "en"} and value["en"]:
            yield str(value["en"]), str(value["zh"])
        else:
            for each in value.values():
                yield from _of_value(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _of_value(each)


@cache
def ours() -> frozenset[Pair]:
    return frozenset(pair for pair in (*_of_catalogues(), *_of_words()) if pair[0] != pair[1])


def foreign(pairs: Iterable[Pair], language: str) -> tuple[set[str], set[str]]:
    """(texts that may not stand alone, parts that may not stand anywhere) on a page of this language."""
    of = 0 if language == "zh" else 1
    whole = {" ".join(pair[of].split()) for pair in pairs if HAN.search(pair[1])} - ITSELF
    length = LONG["en" if of == 0 else "zh"]
    parts = {part.strip(" 　，。：；、,.:;") for text in whole for part in HOLE.split(text)}
    right = {pair[1 - of] for pair in pairs}
    return whole - right, {part for part in parts if len(part) >= length}


def untranslated(html: str, words: tuple[set[str], set[str]]) -> list[str]:
    """What a page says in the other language."""
    whole, parts = words
    found = pieces(html)
    alone = [each for each in found if each in whole]
    text = "\n".join(found)
    return [*alone, *(part for part in parts if part in text)]
