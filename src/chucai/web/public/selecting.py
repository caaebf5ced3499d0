"""How a programme selects, written from its charter: what `chucai charter show` says, in the parts of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from chucai.charter.calendar import Calendar
from chucai.charter.catalogue.headings import HEADINGS
from chucai.charter.model import Charter
from chucai.charter.show import show
from chucai.charter.show_line import line
from chucai.charter.telling import worded

TITLE_LINES = 3  # the title, its rule, and an empty line
WHOLE = ("judging", "revocation")  # sections about the programme as a whole
LONG = ("who", "bodies", "notices", "honours", *WHOLE)  # sections of lines with many clauses
MANY = 2  # clauses after the first from which a line is taken apart


@dataclass
class Item:
    """A line and what stands beneath it."""

    says: str
    more: list[str] = field(default_factory=list)


@dataclass
class Section:
    key: str
    heading: str
    items: list[Item] = field(default_factory=list)


def sections(charter: Charter, language: str, calendar: Calendar, host: str) -> list[Section]:
    """The whole programme in words, section by section, in the charter's order; `host` by its public name."""
    by_id, by_name = (line("host", language, host=each) for each in (charter.host, host))
    keys = {worded(HEADINGS, key, language): key for key in HEADINGS}
    found: list[Section] = []
    lines = show(charter, language, calendar).splitlines()[TITLE_LINES:]
    for says, below in zip(lines, [*lines[1:], ""], strict=True):
        if says in keys and below and not below.strip("-"):
            found.append(Section(keys[says], says))
        elif says.strip("-") and found:
            _add(found[-1], f"- {by_name}" if says == f"- {by_id}" else says)
    return found


def _add(section: Section, says: str) -> None:
    if says.startswith("   - ") and section.items:
        section.items[-1].more.append(says[5:])
    else:
        section.items.append(Item(says.removeprefix("- ")))


def with_stages(sections: list[Section], stages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stages with what the charter says of each, taken out of their section: the page shows them as a line in time.

    In the section they are the last lines, in the same order.
    """
    way = next(section for section in sections if section.key == "way")
    told = way.items[-len(stages) :]
    del way.items[-len(stages) :]
    return [{**stage, "more": item.more} for stage, item in zip(stages, told, strict=True)]


def spread_out(sections: list[Section]) -> list[Section]:
    """The sections with their long lines taken apart, a clause on a line.

    What a line says of a category, a body, a notice or an honour stands beneath it; a line about the programme as a
    whole becomes as many lines as it has clauses: in "who" that is the last, on who may nominate.
    """
    for section in sections:
        whole = section.items if section.key in WHOLE else section.items[-1:] if section.key == "who" else []
        if section.key in LONG:
            section.items = [part for item in section.items for part in _apart(item, item in whole)]
    return sections


def _apart(item: Item, is_whole: bool) -> Iterator[Item]:
    first, *rest = [each for each in re.split("；|; ", item.says) if each]
    if len(rest) < MANY or item.more:
        yield item
    elif is_whole:
        yield from map(Item, [first, *rest])
    else:
        yield Item(first, rest)


def without_criteria(sections: list[Section], number: int) -> list[Section]:
    """The sections without the lines of the criteria, which come first in theirs: the page shows them as a table."""
    for section in sections:
        if section.key == "judging":
            del section.items[:number]
    return sections


def criteria(charter: Charter, language: str) -> Iterator[dict[str, Any]]:
    """Criteria with their weights and their shares of the whole, and the words for each mark."""
    whole = sum(each.weight for each in charter.criteria.values())
    for each in charter.criteria.values():
        yield {
            "name": each.name.said(language),
            "ask": each.ask.said(language) if each.ask else "",
            "weight": each.weight,
            "share": _per_cent(each.weight, whole),
            "low": each.scale[0],
            "high": each.scale[1],
            "rubric": [(mark, words.said(language)) for mark, words in each.rubric.items()],
        }


def _per_cent(part: int, whole: int) -> str:
    tenths = (2000 * part + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
