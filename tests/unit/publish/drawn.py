"""Reading a drawing back: where its text stands, and what shapes it has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from chucai.publish.measure import width
from chucai.publish.svg import NAMESPACE, Drawing


@dataclass(frozen=True)
class Label:
    words: str
    left: float
    right: float
    top: float
    bottom: float

    def clashes(self, other: Label) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across > 1.5 and down > 1.5


def tree(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.markup)


def tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def labels(drawing: Drawing) -> list[Label]:
    """Every line of text with the box it takes, as near as `measure` knows."""
    return [_label(element) for element in tree(drawing).iter(tag("text"))]


def _label(element: ET.Element) -> Label:
    x, y, size = (float(element.attrib[name]) for name in ("x", "y", "font-size"))
    wide = width(element.text or "", size) * 0.94  # `measure` is on the wide side
    start = {"start": x, "middle": x - wide / 2, "end": x - wide}[element.get("text-anchor", "start")]
    return Label(element.text or "", start, start + wide, y - 0.74 * size, y + 0.12 * size)


def clashes(drawing: Drawing) -> Iterator[tuple[str, str]]:
    """Pairs of texts that stand in each other's way."""
    found = labels(drawing)
    for n, one in enumerate(found):
        yield from ((one.words, other.words) for other in found[n + 1 :] if one.clashes(other))


def off_paper(drawing: Drawing) -> list[str]:
    """Text that sticks out of the drawing."""
    return [
        label.words
        for label in labels(drawing)
        if label.left < -1 or label.right > drawing.width + 1 or label.top < -1 or label.bottom > drawing.height + 1
    ]


def classes(drawing: Drawing) -> dict[str, int]:
    """How many shapes wear each class."""
    found: dict[str, int] = {}
    for element in tree(drawing).iter():
        name = element.get("class", "")
        found[name] = found.get(name, 0) + 1
    return found
