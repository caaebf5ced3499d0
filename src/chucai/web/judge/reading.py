"""What an assessor reads of a dossier: only the fields they may see, and hidden names blanked out of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from chucai.charter.nominee import Attribute
from chucai.gates.model import Nomination
from chucai.publish import figures
from chucai.publish.bilingual import own_part, parted
from chucai.web.judge.bench import Bench, case_title
from chucai.web.judge.callings import Callings
from chucai.web.records.dossiers import Texts, texts

SHORT = 3  # letters: a shorter part of a name is a word of its own too often
EXCERPT = 90  # characters


@dataclass(frozen=True, slots=True)
class Document:
    """A piece of evidence. `name` and `digest` are empty where names are hidden: no document can be made blind."""

    number: int
    kind: str
    size: int
    name: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """A claim, with the numbers of the documents that stand behind it."""

    words: str
    figure: str
    as_of: str
    documents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """What a case is called in lists."""

    title: str
    category: str
    theme: str
    unit: str


@dataclass(frozen=True, slots=True)
class Dossier:
    title: str
    category: str
    theme: str
    unit: str
    members: Sequence[str]
    facts: Sequence[tuple[str, str]]  # attributes: name, value
    deeds: Sequence[str]  # paragraphs
    claims: Sequence[Said] = field(default_factory=tuple)
    documents: Sequence[Document] = field(default_factory=tuple)
    masked: bool = False

    @property
    def excerpt(self) -> str:
        text = " ".join(self.deeds)
        return text if len(text) <= EXCERPT else text[:EXCERPT].rstrip() + "…"


def dossiers(bench: Bench, nominations: Sequence[Nomination], only: Sequence[str] | None = None) -> list[Dossier]:
    """Dossiers as the assessor may see them; `only` these texts are looked up."""
    seen = bench.seen(nominations)
    wanted = {*only, "name", "members"} if only is not None else None
    found = texts(bench.desk.state, nominations, wanted)
    return [_dossier(bench, one, found[one.id], own) for one, own in zip(nominations, seen, strict=True)]


def heads(bench: Bench, nominations: Sequence[Nomination]) -> list[Head]:
    """What lists show of cases: names are only looked up where they may be seen."""
    seen = {one.id: each for one, each in zip(nominations, bench.seen(nominations), strict=True)}
    named = [one for one in nominations if "name" in seen[one.id]]
    found = texts(bench.desk.state, named, ["name"]) if named else {}
    return [_head(bench, one, str(found.get(one.id, {}).get("name", "")), seen[one.id]) for one in nominations]


def _head(bench: Bench, nomination: Nomination, name: str, seen: frozenset[str]) -> Head:
    desk, charter = bench.desk, bench.desk.charter
    return Head(
        title=own_part(name, desk.language) if "name" in seen else case_title(nomination.id),
        category=desk.said(charter.categories[nomination.category].name) if "category" in seen else "",
        theme=desk.said(charter.themes.get(nomination.theme or "")) if "theme" in seen else "",
        unit=own_part(desk.tree.units[nomination.unit].name, desk.language) if "unit" in seen else "",
    )


def _dossier(bench: Bench, nomination: Nomination, said: Texts, seen: frozenset[str]) -> Dossier:
    head = _head(bench, nomination, str(said.get("name", "")), seen)
    names = () if "name" in seen else (str(said.get("name", "")), *map(str, said.get("members", ())))
    veil = Veil(_hidden(bench, nomination, said, seen), Callings(names, gettext("[name withheld]")))
    documents = tuple(_documents(said, open_="name" in seen and "unit" in seen)) if "deeds" in seen else ()
    numbers = {one["digest"]: n for n, one in enumerate(said.get("evidence", ()), 1)}
    deeds = [veil(part) for part in str(said.get("statement", "")).splitlines() if part.strip()]
    return Dossier(
        title=head.title,
        category=head.category,
        theme=head.theme,
        unit=head.unit,
        members=[str(each) for each in said.get("members", ())] if "members" in seen else (),
        facts=tuple(_facts(bench, said, seen, veil)),
        deeds=deeds if "deeds" in seen else (),
        claims=tuple(_claim(each, numbers, veil, bench.desk.language) for each in said.get("claims", ()))
        if "deeds" in seen
        else (),
        documents=documents,
        masked=veil.used,
    )


def _facts(bench: Bench, said: Texts, seen: frozenset[str], veil: Veil) -> Iterator[tuple[str, str]]:
    values = said.get("attributes", {})
    for name, attribute in bench.desk.charter.attributes.items():
        if name in seen and name in values:
            yield bench.desk.said(attribute.name), veil(_value(bench, attribute, values[name]))


def _value(bench: Bench, attribute: Attribute, value: Any) -> str:
    if attribute.kind == "yes-no":
        return gettext("yes") if value else gettext("no")
    if attribute.kind == "choice" and value in attribute.names:
        return bench.desk.said(attribute.names[value])
    return str(value)


def _claim(said: Mapping[str, Any], numbers: Mapping[str, int], veil: Veil, language: str) -> Said:
    figure = figures.claimed(said.get("figure"), said["bound"], veil(said["unit"]), language)
    behind = tuple(sorted(numbers[digest] for digest in said["evidence"] if digest in numbers))
    return Said(veil(said["says"]), figure, said.get("as_of") or "", behind)


def _documents(said: Texts, *, open_: bool) -> Iterator[Document]:
    for number, each in enumerate(said.get("evidence", ()), 1):
        shown = {"name": each["name"], "digest": each["digest"]} if open_ else {}
        yield Document(number, str(each["media"]).rpartition("/")[2].upper(), -(-int(each["size"]) // 1024), **shown)


def _hidden(bench: Bench, nomination: Nomination, said: Texts, seen: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Words that would give away what is hidden, each with what stands in its place."""
    if "name" not in seen:
        for name in (str(said.get("name", "")), *map(str, said.get("members", ()))):
            yield from ((form, gettext("[name withheld]")) for form in _forms(name))
    if "unit" not in seen:
        for unit in bench.desk.tree.path(nomination.unit)[:-1] or bench.desk.tree.path(nomination.unit):
            yield from ((form, gettext("[unit withheld]")) for form in (unit.name, *(parted(unit.name) or ())))
    for name, attribute in bench.desk.charter.attributes.items():
        value = said.get("attributes", {}).get(name)
        if name not in seen and attribute.kind == "text" and isinstance(value, str) and len(value) > 1:
            yield value, gettext("[withheld]")


def _forms(name: str) -> Iterator[str]:
    """A name and the parts of it that go for the whole: a Chinese given name, each longer Latin word."""
    for form in (name, *(parted(name) or ())):
        yield form
        if re.fullmatch(r"[\u3400-\u9fff·]{3,4}", form):
            yield form[-2:]
        yield from (word for word in re.findall(r"[A-Za-z’'-]+", form) if len(word) >= SHORT)


class Veil:
    """Puts blanks in place of hidden words, the longest first; Latin words only as whole words, in any case."""

    def __init__(self, hidden: Iterable[tuple[str, str]], called: Callings) -> None:
        self.called = called
        self.blanks = {word.strip().casefold(): blank for word, blank in hidden if word.strip()}
        words = sorted(self.blanks, key=len, reverse=True)
        self.pattern = re.compile("|".join(map(_bounded, words)), re.IGNORECASE) if words else None
        self.used = False

    def __call__(self, text: str) -> str:
        text = self.called(text)
        self.used |= self.called.used
        if self.pattern is None:
            return text
        found, number = self.pattern.subn(lambda match: self.blanks.get(match[0].casefold(), "…"), text)
        self.used |= bool(number)
        return found


def _bounded(word: str) -> str:
    before = r"(?<![A-Za-z])" if word[0].isascii() and word[0].isalpha() else ""
    after = r"(?![A-Za-z])" if word[-1].isascii() and word[-1].isalpha() else ""
    return f"{before}{re.escape(word)}{after}"
