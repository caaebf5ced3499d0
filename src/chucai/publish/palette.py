"""The colours of everything published, by day and by night, in one place.

Tokens become custom properties of the stylesheets. Paints are what shapes in pictures wear: as attributes (the colours
of the day, which need no stylesheet) and as a class, by which a stylesheet recolours them.
"""

from __future__ import annotations

from dataclasses import dataclass

from chucai.publish.markup import Attribute

# token -> (light, dark). Ink, soft, red, gold, green and blue keep 4.5:1 against paper and wash in both.
TOKENS: dict[str, tuple[str, str]] = {
    "paper": ("#fdfbf7", "#191613"),
    "wash": ("#f4efe6", "#24201b"),
    "line": ("#d8cfc0", "#433c33"),
    "soft": ("#645b50", "#b5aa99"),
    "ink": ("#1e1a17", "#efe8dc"),
    "red": ("#a4221b", "#f4917d"),
    "red-wash": ("#f0d6cf", "#4c2a22"),
    "gold": ("#80590c", "#dcb768"),
    "gold-wash": ("#f3e7c9", "#3a3018"),
    "green": ("#2f6444", "#93c9a5"),
    "blue": ("#2c5879", "#93bfe0"),
    "blue-wash": ("#d3e0ea", "#213445"),
}


@dataclass(frozen=True, slots=True)
class Paint:
    """Tokens for fill and stroke; None is "none"."""

    fill: str | None = None
    stroke: str | None = None


PAINTS: dict[str, Paint] = {
    "ink": Paint(fill="ink"),
    "soft": Paint(fill="soft"),
    "red": Paint(fill="red"),
    "gold": Paint(fill="gold"),
    "green": Paint(fill="green"),
    "paper": Paint(fill="paper"),
    "grid": Paint(stroke="line"),
    "axis": Paint(stroke="soft"),
    "stroke": Paint(stroke="ink"),
    "panel": Paint(fill="wash"),
    "band": Paint(fill="gold-wash"),
    "edge": Paint(stroke="gold"),
    "chosen": Paint(fill="red", stroke="red"),
    "reserve": Paint(fill="paper", stroke="gold"),
    "out": Paint(fill="paper", stroke="soft"),
    "ring": Paint(stroke="ink"),
    "empty": Paint(fill="wash", stroke="line"),
    "full": Paint(fill="blue", stroke="blue"),
    "load": Paint(fill="blue-wash", stroke="blue"),
    "bad": Paint(fill="red", stroke="red"),
    "flow": Paint(fill="red-wash"),
    "flow-edge": Paint(stroke="red"),
    "exit": Paint(fill="line"),
    "held": Paint(fill="gold-wash", stroke="gold"),
    "joined": Paint(fill="gold"),
    "harsh": Paint(fill="blue", stroke="blue"),
    "mild": Paint(fill="paper", stroke="blue"),
}


def painted(name: str) -> dict[str, Attribute]:
    """The attributes of a shape that wears a paint."""
    paint = PAINTS[name]
    return {"class_": f"c-{name}", "fill": _day(paint.fill), "stroke": _day(paint.stroke)}


def _day(token: str | None) -> str:
    return TOKENS[token][0] if token else "none"


def paints_css() -> str:
    """Colours for day and night as custom properties, and the classes of all paints."""
    return "\n".join(
        (
            f":root {{ color-scheme: light dark; {_properties(0)} }}",
            f"@media (prefers-color-scheme: dark) {{ :root {{ {_properties(1)} }} }}",
            f"@media print {{ :root {{ color-scheme: light; {_properties(0)} }} }}",
            *(_paint_rule(name, paint) for name, paint in PAINTS.items()),
            "",
        )
    )


def _properties(which: int) -> str:
    return " ".join(f"--{token}: {colours[which]};" for token, colours in TOKENS.items())


def _paint_rule(name: str, paint: Paint) -> str:
    fill, stroke = (f"var(--{token})" if token else "none" for token in (paint.fill, paint.stroke))
    return f".c-{name} {{ fill: {fill}; stroke: {stroke}; }}"
