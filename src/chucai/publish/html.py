"""Pages: one shell for all of them, and the few elements they share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import NamedTuple

from chucai.publish.figures import language_of
from chucai.publish.markup import Content, Markup, element, join
from chucai.publish.palette import paints_css
from chucai.publish.words import say

LANGUAGES = ("zh", "en")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_TAGS = {"zh": "zh-Hans", "en": "en"}
_OWN_NAMES = {"zh": "中文", "en": "English"}


class Page(NamedTuple):
    """What every page has besides its body; `versions` are the files of this page by language, its own among them."""

    language: str
    title: str
    stylesheet: str
    versions: Mapping[str, str]


def page(shell: Page, *body: Content) -> str:
    """A whole HTML document: no script, no inline style, nothing fetched from elsewhere."""
    own = language_of(shell.language)
    others = {name: file for name, file in shell.versions.items() if name != own}
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", shell.title),
        [element("link", rel="alternate", hreflang=_TAGS[name], href=file) for name, file in others.items()],
        element("link", rel="stylesheet", href=shell.stylesheet),
    )
    skip = element("a", say(own, "page-skip"), class_="skip", href="#main")
    whole = element("body", skip, _languages(own, others), element("main", *body, id="main"))
    return f"<!doctype html>\n{element('html', head, whole, lang=_TAGS[own])}\n"


def _languages(own: str, others: Mapping[str, str]) -> Markup | None:
    if not others:
        return None
    links = [
        element("a", _OWN_NAMES[name], href=file, lang=_TAGS[name], hreflang=_TAGS[name])
        for name, file in others.items()
    ]
    here = element("span", _OWN_NAMES[own], aria_current="true")
    return element("nav", here, links, class_="languages", aria_label=say(own, "page-languages"))


def stylesheet(name: str) -> str:
    """The whole stylesheet of a kind of page (roll, report, notice): colours, what all pages share, and its own."""
    styles = files("chucai.publish") / "styles"
    parts = ((styles / f"{part}.css").read_text(encoding="utf-8") for part in ("page", name))
    return "\n".join((paints_css(), *parts))


def tongue(text: str, language: str) -> str | None:
    """The language to mark a text with on a page in another: names and citations stay as they were written."""
    return _TAGS["zh"] if language_of(language) == "en" and _HAN.search(text) else None


def section(name: str, heading: str, *content: Content, level: int = 2) -> Markup:
    """A section that can be linked to."""
    return element(
        "section",
        element(f"h{level}", heading, id=f"{name}-heading"),
        *content,
        id=name,
        aria_labelledby=f"{name}-heading",
    )


def facts(pairs: Iterable[tuple[str, Content]]) -> Markup:
    """Names and values; pairs without a value are left out."""
    return element(
        "dl", [element("div", element("dt", name), element("dd", value)) for name, value in pairs if join(value)]
    )


def paragraphs(*texts: str) -> Markup:
    return join([element("p", text) for text in texts if text])


def bullets(items: Iterable[Content]) -> Markup:
    return element("ul", [element("li", item) for item in items])
