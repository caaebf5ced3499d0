"""Drawing: shapes and text in a coordinate plane whose unit is a CSS pixel at full width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from chucai.publish.markup import Attribute, Content, Markup, element, number
from chucai.publish.measure import width, wrap
from chucai.publish.palette import painted

FONTS = "system-ui, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
NAMESPACE = "http://www.w3.org/2000/svg"
Anchor = Literal["start", "middle", "end"]


def text(
    x: float,
    y: float,
    words: str,
    paint: str = "ink",
    *,
    size: float = 12,
    anchor: Anchor = "start",
    bold: bool = False,
) -> Markup:
    """One line of text; `y` is its base line."""
    return element(
        "text",
        words,
        x=x,
        y=y,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        font_weight=600 if bold else None,
        **painted(paint),
    )


def lines(
    x: float, y: float, words: Iterable[str], paint: str = "ink", *, size: float = 12, anchor: Anchor = "start"
) -> Markup:
    """Lines of text below each other, 1.35 apart; `y` is the first base line."""
    return Markup(
        "".join(text(x, y + n * size * 1.35, line, paint, size=size, anchor=anchor) for n, line in enumerate(words))
    )


def paragraph(
    x: float, y: float, words: str, room: float, paint: str = "ink", *, size: float = 12
) -> tuple[Markup, float]:
    """Wrapped text and its height."""
    wrapped = wrap(words, room, size)
    return lines(x, y, wrapped, paint, size=size), len(wrapped) * size * 1.35


def line(
    x1: float, y1: float, x2: float, y2: float, paint: str = "axis", *, thick: float = 1, dash: str | None = None
) -> Markup:
    """A straight line; `thick` in px, `dash` as in SVG."""
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke_width=thick, stroke_dasharray=dash, **painted(paint))


def box(x: float, y: float, wide: float, high: float, paint: str, *, round_: float = 0) -> Markup:
    """A rectangle; `round_` is the radius of its corners."""
    return element("rect", x=x, y=y, width=max(wide, 0), height=max(high, 0), rx=round_ or None, **painted(paint))


def disc(x: float, y: float, radius: float, paint: str, *, thick: float = 1.4) -> Markup:
    return element("circle", cx=x, cy=y, r=radius, stroke_width=thick, **painted(paint))


def path(steps: str, paint: str, *, thick: float = 1, dash: str | None = None) -> Markup:
    return element("path", d=steps, stroke_width=thick, stroke_dasharray=dash, **painted(paint))


def polygon(points: Iterable[tuple[float, float]], paint: str, *, thick: float = 1.4) -> Markup:
    pairs = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return element("polygon", points=pairs, stroke_width=thick, **painted(paint))


def group(*content: Content, **attributes: Attribute) -> Markup:
    return element("g", *content, **attributes)


def hint(words: str, *content: Content) -> Markup:
    """A group with words that show when it is pointed at."""
    return element("g", element("title", words), *content)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a plane of `width` x `height`; `name` is the drawing's id on a page."""

    name: str
    width: float
    height: float
    title: str
    description: str
    content: Markup

    @property
    def markup(self) -> Markup:
        """The drawing as it stands in a page."""
        return element(
            "svg",
            element("title", self.title, id=f"{self.name}-title"),
            element("desc", self.description, id=f"{self.name}-desc"),
            self.content,
            xmlns=NAMESPACE,
            id=self.name,
            class_="picture",
            viewBox=f"0 0 {number(self.width)} {number(self.height)}",
            role="img",
            aria_labelledby=f"{self.name}-title",
            aria_describedby=f"{self.name}-desc",
            font_family=FONTS,
        )


def mark(standing: str, x: float, y: float, radius: float = 4) -> Markup:
    """The mark of a standing, told apart by shape: chosen a full disc, reserve a diamond, not chosen a square."""
    if standing == "chosen":
        return disc(x, y, radius, "chosen")
    if standing == "reserve":
        tip = radius * 1.3
        return polygon(((x, y - tip), (x + tip, y), (x, y + tip), (x - tip, y)), "reserve", thick=1.8)
    side = radius * 1.6
    return element("rect", x=x - side / 2, y=y - side / 2, width=side, height=side, stroke_width=1.4, **painted("out"))


def legend(
    x: float, y: float, room: float, entries: Iterable[tuple[Markup, float, str]], size: float = 12
) -> tuple[Markup, float]:
    """Signs (drawn around 0, 0; with their width) with their words, in rows; and the height used."""
    drawn: list[Markup] = []
    at, row = x, y
    for sign, wide, words in entries:
        taken = wide + 7 + width(words, size) + 18
        if at > x and at + taken - 18 > x + room:
            at, row = x, row + size * 1.7
        drawn.append(group(sign, transform=f"translate({number(at + wide / 2)} {number(row)})"))
        drawn.append(text(at + wide + 7, row + size * 0.35, words, "soft", size=size))
        at += taken
    return Markup("".join(drawn)), row - y + size * 1.7
