"""A picture with its finding and its data: drawn twice (wide and narrow) for a page, once more as a file of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chucai.publish.markup import Markup, element, raw
from chucai.publish.measure import wrap
from chucai.publish.palette import paints_css
from chucai.publish.svg import FONTS, NAMESPACE, Drawing, box, group, text
from chucai.publish.table import Table, table_html
from chucai.publish.words import say

WIDE, NARROW = 880, 360
_MARGIN = 24
_TITLE = 19
_BOLD = 1.1  # bold letters are wider


@dataclass(frozen=True, slots=True)
class Picture:
    """Drawn for 880 px and 360 px; `title` states the finding, `table` has every number drawn, `note` how to read."""

    name: str
    title: str
    note: str
    table: Table
    wide: Drawing
    small: Drawing

    @property
    def svg(self) -> str:
        return self.wide.markup


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper a picture is drawn on: its id on the page, its width, and the language of its words."""

    name: str
    width: float
    language: str

    @property
    def narrow(self) -> bool:
        return self.width < 600

    def say(self, key: str, /, **facts: object) -> str:
        return say(self.language, key, **facts)


def both(draw: Callable[[Sheet], Drawing], name: str, language: str) -> tuple[Drawing, Drawing]:
    """The wide and the narrow drawing."""
    return draw(Sheet(f"{name}-wide", WIDE, language)), draw(Sheet(f"{name}-narrow", NARROW, language))


def figure(picture: Picture, language: str, csv_name: str) -> Markup:
    """The picture on a page: its finding, the drawing that fits the screen, its data beneath and as a file."""
    data = element(
        "details",
        element("summary", say(language, "picture-data")),
        element("p", element("a", say(language, "picture-csv"), href=csv_name, download=True)),
        table_html(picture.table),
    )
    return element(
        "figure",
        element("figcaption", element("h3", picture.title), element("p", picture.note)),
        element("div", picture.wide.markup, class_="wide"),
        element("div", picture.small.markup, class_="narrow"),
        data,
        id=picture.name,
    )


def picture_file(picture: Picture) -> str:
    """The wide drawing as an SVG file by itself: the finding above it, paper under it, colours for the night."""
    drawing = picture.wide
    title = wrap(picture.title, drawing.width, _TITLE * _BOLD)
    head = len(title) * _TITLE * 1.35 + 12
    heading = [
        text(_MARGIN, _MARGIN + (n + 0.75) * _TITLE * 1.35, words, size=_TITLE, bold=True)
        for n, words in enumerate(title)
    ]
    wide, high = drawing.width + 2 * _MARGIN, drawing.height + head + 2 * _MARGIN
    drawn = element(
        "svg",
        element("title", picture.title),
        element("desc", drawing.description),
        element("style", raw(paints_css())),
        box(0, 0, wide, high, "paper"),
        heading,
        group(drawing.content, transform=f"translate({_MARGIN} {_MARGIN + head:g})"),
        xmlns=NAMESPACE,
        viewBox=f"0 0 {wide:g} {high:g}",
        width=wide,
        height=high,
        font_family=FONTS,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn}\n'
