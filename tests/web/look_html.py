"""Looks over the HTML of a page for what a reader, a listener or a strict browser would stumble over.

faults(html) -> sentences; empty when nothing is wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
BLOCKS = {
    *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer", "form"),
    *("h1", "h2", "h3", "h4", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
}
CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "dl": {"div", "dt", "dd"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot", "tr"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "select": {"option", "optgroup", "hr"},
}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
NO_ATTRIBUTES = re.compile(r"^(style|on[a-z]+)$")
CONTROLS = {"input", "select", "textarea"}


class Page(HTMLParser):
    """What one walk through a page finds."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.wanted: list[tuple[str, str]] = []
        self.headings: list[int] = []
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str]] = []
        self.found: list[str] = []
        self.language = self.title = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._placed(tag)
        self._attributes(tag, given, len(attrs))
        if tag == "html":
            self.language = given.get("lang", "")
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag in CONTROLS and given.get("type") not in ("hidden", "submit", "button"):
            self.controls.append(given | {"in-label": "yes" if "label" in self.open else ""})
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def _placed(self, tag: str) -> None:
        parent = self.open[-1] if self.open else ""
        if parent in CHILDREN and tag not in CHILDREN[parent]:
            self.found.append(f"<{tag}> in <{parent}>")
        if tag in BLOCKS and "p" in self.open:
            self.found.append(f"<{tag}> within <p>")
        for holder in ("a", "button"):
            if tag in {"a", "button", *CONTROLS} and holder in self.open:
                self.found.append(f"<{tag}> within <{holder}>")

    def _attributes(self, tag: str, given: dict[str, str], number: int) -> None:
        if len(given) < number:
            self.found.append(f"<{tag}> has an attribute twice")
        self.found += [f"<{tag} {name}>" for name in given if NO_ATTRIBUTES.match(name)]
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in REFERENCES:
            self.wanted += [(name, one) for one in given.get(name, "").split()]
        if tag == "a" and given.get("href", "").startswith("#"):
            self.wanted.append(("href", given["href"][1:]))
        if tag == "label":
            self.labelled.add(given.get("for", ""))
        if tag == "img" and "alt" not in given:
            self.found.append("<img> without alt")
        if tag == "a" and not given.get("href"):
            self.found.append("<a> without href")
        if tag == "script" and not given.get("src"):
            self.found.append("<script> inline")
        if any(value.startswith(("javascript:", "http://")) for value in given.values() if value != SVG):
            self.found.append(f"<{tag}> leads where it must not")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.found.append(f"</{tag}> closes <{self.open[-1] if self.open else ''}>")
            return
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "title":
            self.title += data


SVG = "http://www.w3.org/2000/svg"


def faults(html: str) -> list[str]:
    """Everything wrong with a page."""
    page = Page()
    page.feed(html)
    page.close()
    return [*page.found, *_whole(page, html)]


def _whole(page: Page, html: str) -> Iterator[str]:
    if not html.lower().startswith("<!doctype html>"):
        yield "no doctype"
    if page.open:
        yield f"not closed: {page.open}"
    if not page.language or not page.title.strip(" ·\n"):
        yield "no language or no title"
    yield from (f"id {name!r} {number} times" for name, number in page.ids.items() if number > 1)
    yield from (f"{name} leads to no id {id_!r}" for name, id_ in page.wanted if id_ not in page.ids)
    if page.headings.count(1) != 1:
        yield f"{page.headings.count(1)} first headings"
    for above, below in zip(page.headings, page.headings[1:], strict=False):
        if below > above + 1:
            yield f"h{below} after h{above}"
    for control in page.controls:
        named = control.get("id") in page.labelled or control["in-label"]
        if not (named or control.get("aria-label") or control.get("aria-labelledby")):
            yield f"a control without a label: {control.get('name')}"
    if "{{" in html or "{%" in html:
        yield "a template shows through"
