"""Streams that run down the page and narrow at every gate; what leaves them turns off to the right and says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chucai.publish.figures import grouped
from chucai.publish.markup import Markup, join, number
from chucai.publish.measure import fit, wrap
from chucai.publish.picture import Sheet
from chucai.publish.svg import box, line, lines, path, text

_HEAD, _LINE, _SIZE = 30.0, 15.0, 11.5
_LEAST = 58.0  # height of a stage


@dataclass(frozen=True, slots=True)
class StreamStep:
    """`ends` and `held` (the reserves) are counts with their words; `notes` are words alone."""

    entered: int
    passed: int
    joined: int
    ends: tuple[tuple[int, str], ...]
    held: tuple[int, str] | None
    notes: tuple[str, ...]

    @property
    def exits(self) -> tuple[tuple[int, str], ...]:
        return (*((self.held,) if self.held else ()), *self.ends)


@dataclass(frozen=True, slots=True)
class Stream:
    name: str
    steps: tuple[StreamStep, ...]


@dataclass(frozen=True, slots=True)
class _Lane:
    """The column of one stream: numbers end at `left`, the stream starts there and is `room` wide at most."""

    left: float
    room: float
    right: float
    scale: float  # px for one nomination


def draw_streams(
    stages: Sequence[str], streams: Sequence[Stream], sheet: Sheet, *, over: bool = True
) -> tuple[Markup, float]:
    """All streams beside each other with the stages' names at the left; on narrow paper one below the other, and
    each stage a bar across the stream with its name. `over`: what came out of the last gate is told."""
    if not sheet.narrow and len(streams) <= 3:
        return _table(stages, streams, sheet, 0, _most(streams), over)
    drawn, top = [], 0.0
    for stream in streams:
        part, top = _table(stages, [stream], sheet, top, _most(streams), over)
        drawn.append(part)
        top += 22
    return join(drawn), top - 22


def _most(streams: Sequence[Stream]) -> int:
    """The most that any stream carries: one scale for all, so that they can be compared."""
    return max((step.entered + step.joined for stream in streams for step in stream.steps), default=1)


def _table(
    stages: Sequence[str], streams: Sequence[Stream], sheet: Sheet, top: float, most: int, over: bool
) -> tuple[Markup, float]:
    names = 0.0 if sheet.narrow else 176.0
    lanes = _lanes(len(streams), names, sheet, most)
    at = top + _HEAD
    parts = [
        text(lane.left, top + 14, stream.name, size=13, bold=True) for stream, lane in zip(streams, lanes, strict=True)
    ]
    for n, stage in enumerate(stages):
        steps = [stream.steps[n] for stream in streams]
        label = wrap(stage, (names or sheet.width) - 26, 12.5)
        high = max(_LEAST, *(_depth(step) for step in steps))
        if sheet.narrow:
            bar = len(label) * 17 + 8.0
            parts.append(box(0, at, sheet.width, bar, "panel"))
            parts.append(_stage(n, label, at, sheet.width))
            at += bar
        else:
            high = max(high, len(label) * 17 + 16.0)
            parts.append(_stage(n, label, at, sheet.width))
        parts.extend(_step(step, lane, at, high) for step, lane in zip(steps, lanes, strict=True))
        at += high
    parts.append(line(0, at, sheet.width, at, "grid"))
    if over:
        parts.extend(_mouth(stream, lane, at, sheet) for stream, lane in zip(streams, lanes, strict=True))
    return join(parts), at + 34


def _lanes(number: int, names: float, sheet: Sheet, most: int) -> list[_Lane]:
    """Beside each other; the widest stream takes what the words beside it leave."""
    wide = (sheet.width - names) / number
    words = 146.0 if sheet.narrow else 150.0
    room = wide - 40 - words
    scale = room / max(most, 1)
    return [_Lane(names + n * wide + 40, room, names + (n + 1) * wide - 6, scale) for n in range(number)]


def _depth(step: StreamStep) -> float:
    return (len(step.exits) + len(step.notes)) * _LINE + 28


def _stage(n: int, label: Sequence[str], top: float, wide: float) -> Markup:
    name = lines(22, top + 18, label, size=12.5)
    return join((line(0, top, wide, top, "grid"), text(0, top + 18, f"{n + 1}", "gold", size=12.5, bold=True), name))


def _step(step: StreamStep, lane: _Lane, top: float, high: float) -> Markup:
    """The stream of one stage: what goes on falls straight down at the left, what ends turns off to the right."""
    exits, labels = _exits(step, lane, top)
    return join(
        (
            exits,
            box(lane.left, top, step.passed * lane.scale, high, "flow"),
            _turn_in(step, lane, top, high),
            line(lane.left, top, lane.left, top + high, "flow-edge", thick=2),
            text(lane.left - 7, top + 18, grouped(step.entered), size=13, anchor="end", bold=True),
            labels,
        )
    )


def _exits(step: StreamStep, lane: _Lane, top: float) -> tuple[Markup, Markup]:
    """Bands that leave and their words stacked beside them; the outermost band turns off first, so none cross."""
    bands, words = [], []
    at = lane.left + (step.passed + sum(count for count, _ in step.exits)) * lane.scale
    edge = lane.left + lane.room + 8
    y = top + 14
    for index, (count, said) in enumerate(step.exits):
        paint = "held" if step.held and index == 0 else "exit"
        at -= count * lane.scale
        bands.append(_turn_off(at, count * lane.scale, top, y, edge, paint))
        words.append(text(edge + 6, y + 4, fit(said, lane.right - edge - 6, _SIZE), size=_SIZE))
        y += _LINE
    for said in step.notes:
        words.append(text(edge + 6, y + 4, fit(said, lane.right - edge - 6, _SIZE), "gold", size=_SIZE))
        y += _LINE
    return join(bands), join(words)


def _turn_off(x: float, wide: float, top: float, y: float, edge: float, paint: str) -> Markup:
    """A band `wide` at the gate that bends right and thins out towards its words at `y`."""
    half = min(max(wide, 1.6), 7.0) / 2
    steps = (
        f"M{number(x)} {number(top)}H{number(x + max(wide, 1.0))}"
        f"Q{number(x + wide)} {number(y - half)} {number(edge)} {number(y - half)}"
        f"V{number(y + half)}Q{number(x)} {number(y + half)} {number(x)} {number(top)}Z"
    )
    return path(steps, paint, thick=0.8)


def _turn_in(step: StreamStep, lane: _Lane, top: float, high: float) -> Markup | None:
    """Reserves who took a place, joining the stream from beside their words."""
    if not step.joined:
        return None
    x, edge = lane.left + step.passed * lane.scale, lane.left + lane.room + 8
    y, thick = top + 14 + len(step.exits) * _LINE, max(step.joined * lane.scale, 1.0)
    steps = (
        f"M{number(edge)} {number(y - thick / 2)}"
        f"Q{number(x - thick)} {number(y)} {number(x - thick)} {number(top + high)}"
        f"H{number(x)}Q{number(x)} {number(y + thick)} {number(edge)} {number(y + thick / 2)}Z"
    )
    return path(steps, "joined")


def _mouth(stream: Stream, lane: _Lane, top: float, sheet: Sheet) -> Markup:
    """What came out of the last gate."""
    passed = stream.steps[-1].passed
    wide = max(passed * lane.scale, 2)
    return join(
        (
            box(lane.left, top, wide, 9, "chosen"),
            text(lane.left - 7, top + 13, grouped(passed), "red", size=15, anchor="end", bold=True),
            text(lane.left + wide + 8, top + 12, sheet.say("gates-honoured"), "red", size=12.5, bold=True),
        )
    )
