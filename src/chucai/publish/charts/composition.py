"""The chosen list against the rules: what was counted, among how many, within which bounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from chucai.charter.model import Charter
from chucai.charter.values import Text
from chucai.gates.composition import Count
from chucai.gates.composition import count as count_all
from chucai.gates.model import Nomination, Tree
from chucai.publish.charts.scale import Scale
from chucai.publish.figures import per_cent
from chucai.publish.markup import Markup, join
from chucai.publish.measure import width
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, line, paragraph, polygon, text
from chucai.publish.table import Table
from chucai.publish.words import say

_BAR = 16.0
_GAP = 20.0


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One composition rule and its counts: one, or one for each unit or value where the rule says `each`.

    `words` is the rule as people read it; `names` has words for the keys of `each`.
    """

    rule: str
    words: Text
    counts: tuple[Count, ...]
    clause: str | None = None
    names: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CompositionData:
    """All composition rules of a charter, counted over one list, in the charter's order."""

    lines: tuple[RuleLine, ...]


def counted(charter: Charter, tree: Tree, nominations: Sequence[Nomination]) -> CompositionData:
    """Every rule of the charter counted over these nominations."""
    counts: dict[str, list[Count]] = {}
    for found in count_all(charter, tree, nominations):
        counts.setdefault(found.rule, []).append(found)
    lines = []
    for rule in charter.rules:
        own = tuple(counts.get(rule.id, ()))
        names = {each.each: key_words(charter, tree, rule.each or "", each.each) for each in own if each.each}
        lines.append(RuleLine(rule.id, rule.says or Text(zh=rule.id, en=rule.id), own, rule.clause, names))
    return CompositionData(tuple(lines))


def key_words(charter: Charter, tree: Tree, each: str, key: str) -> Text:
    """What a part of a rule is called: a unit, a theme, a choice; `each` as the rule has it."""
    kind, _, attribute = each.partition("@")
    if kind == "unit":
        name = tree.units[key].name if key in tree.units else key
        return Text(zh=name, en=name)
    if attribute == "theme" and key in charter.themes:
        return charter.themes[key]
    names = charter.attributes[attribute].names if attribute in charter.attributes else {}
    return names.get(key, Text(zh=key, en=key))


def picture(data: CompositionData, language: str) -> Picture:
    """A bar for each rule; a bar's full length is the rule's own denominator."""
    title = _title(data, language)
    wide, small = both(partial(_draw, data, title), "composition", language)
    return Picture("composition", title, say(language, "composition-note"), _table(data, language), wide, small)


def spare(count: Count) -> int:
    """How many people lie between the count and its nearest bound; negative when the rule is broken."""
    rooms = [count.counted - count.low] if count.low is not None else []
    rooms += [count.high - count.counted] if count.high is not None else []
    return min(rooms, default=0)


def verdict(count: Count) -> str:
    """One of holds, broken, reported (never binding) and idle (its condition is not met)."""
    if not count.binding:
        return "reported"
    if count.low is None and count.high is None:
        return "idle"
    return "holds" if count.holds else "broken"


def _title(data: CompositionData, language: str) -> str:
    binding = [each for each in data.lines if any(count.binding for count in each.counts)]
    broken = [each for each in binding if any(verdict(count) == "broken" for count in each.counts)]
    if broken:
        return say(language, "composition-title-broken", rules=len(binding), broken=len(broken))
    tight = [each for each in binding if any(verdict(count) == "holds" and spare(count) == 0 for count in each.counts)]
    return say(language, "composition-title", rules=len(binding), tight=len(tight))


def _draw(data: CompositionData, title: str, sheet: Sheet) -> Drawing:
    drawn, y = [], 12.0
    for each in data.lines:
        part, y = (_bar_row if len(each.counts) == 1 else _each_row)(each, sheet, y)
        drawn.append(part)
        y += _GAP
    description = sheet.say("composition-description", rules=len(data.lines))
    return Drawing(sheet.name, sheet.width, y, title, description, join(drawn))


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where a row's words, its bar and its result stand; on narrow paper they stand below each other."""

    bar: float
    room: float
    result: float

    @staticmethod
    def of(sheet: Sheet) -> _Columns:
        return _Columns(4, sheet.width - 8, 0) if sheet.narrow else _Columns(300, 350, 672)


def _words(each: RuleLine, sheet: Sheet, y: float) -> tuple[Markup, float]:
    words = each.words.said(sheet.language)
    clause = sheet.say("composition-clause", clause=each.clause) if each.clause else ""
    room = sheet.width if sheet.narrow else 276
    return paragraph(0, y + 12, words + clause, room, size=12.5)


def _bar_row(each: RuleLine, sheet: Sheet, y: float) -> tuple[Markup, float]:
    (count,) = each.counts
    columns = _Columns.of(sheet)
    words, used = _words(each, sheet, y)
    top = y + used + 4 if sheet.narrow else y
    along = Scale(
        0, max(count.among, count.counted, count.high or 0, count.low or 0, 1), columns.bar, columns.bar + columns.room
    )
    bar = join(
        (
            box(columns.bar, top, columns.room, _BAR, "empty"),
            box(columns.bar, top, along.at(count.counted) - columns.bar, _BAR, _paint(count)),
            _bounds(count, along, top, sheet),
        )
    )
    result, depth = _result(count, sheet, columns, top)
    return join((words, bar, result)), max(y + used, depth)


def _paint(count: Count) -> str:
    return "bad" if verdict(count) == "broken" else "full"


def _bounds(count: Count, along: Scale, top: float, sheet: Sheet) -> Markup:
    """Each bound as a tick through the bar, its number beneath, an arrow to the side that is allowed."""
    low = [_tick(count.low, along, top, "≥", 1)] if count.low is not None else []
    high = [_tick(count.high, along, top, "≤", -1)] if count.high is not None else []
    return join((*low, *high))


def _tick(bound: int, along: Scale, top: float, sign: str, way: int) -> Markup:
    x, foot = along.at(bound), top + _BAR + 4
    words = f"{sign} {bound}"
    half = width(words, 11) / 2
    middle = min(max(x, along.start + half), along.end - half)
    return join(
        (
            line(x, top - 8, x, foot, "stroke", thick=2),
            polygon(((x, top - 8), (x + 7 * way, top - 4), (x, top)), "ink"),
            text(middle, foot + 11, words, size=11, anchor="middle"),
        )
    )


def _result(count: Count, sheet: Sheet, columns: _Columns, top: float) -> tuple[Markup, float]:
    """What was counted and whether it holds; and where the row ends."""
    share = per_cent(count.counted, count.among, sheet.language)
    counted = sheet.say("composition-counted", counted=count.counted, among=count.among, share=share)
    said = verdict_words(count, sheet.language)
    paint = {"holds": "green", "broken": "red"}.get(verdict(count), "soft")
    if sheet.narrow:
        y = top + _BAR + 32
        parts = text(0, y, counted, size=12.5), text(sheet.width, y, said, paint, size=12, anchor="end", bold=True)
        return join(parts), y + 4
    x = columns.result
    return join(
        (text(x, top + 10, counted, size=12.5), text(x, top + 27, said, paint, size=12, bold=True))
    ), top + _BAR + 20


def verdict_words(count: Count, language: str) -> str:
    found = verdict(count)
    key = "exact" if found == "holds" and spare(count) == 0 else found
    return say(language, f"composition-{key}", spare=abs(spare(count)))


def _each_row(each: RuleLine, sheet: Sheet, y: float) -> tuple[Markup, float]:
    """A rule that binds every unit or value by itself: how many of them have which count."""
    columns = _Columns.of(sheet)
    words, used = _words(each, sheet, y)
    top = y + used + 4 if sheet.narrow else y
    chart, foot = _spread(each, sheet, columns, top)
    worst = min(each.counts, key=_room, default=None)
    if worst is None:
        return words, y + used
    parts = len(each.counts)
    counted = sheet.say("composition-parts", parts=parts, most=max(count.counted for count in each.counts))
    broken = sum(verdict(count) == "broken" for count in each.counts)
    said = sheet.say("composition-parts-broken", broken=broken) if broken else verdict_words(worst, sheet.language)
    paint = "red" if broken else "green" if verdict(worst) == "holds" else "soft"
    if sheet.narrow:
        at = foot + 14
        result = join(
            (text(0, at, counted, size=12.5), text(sheet.width, at, said, paint, size=12, anchor="end", bold=True))
        )
        return join((words, chart, result)), at + 4
    x = columns.result
    result = join((text(x, top + 10, counted, size=12.5), text(x, top + 27, said, paint, size=12, bold=True)))
    return join((words, chart, result)), max(y + used, foot)


def _room(count: Count) -> int:
    return spare(count) if verdict(count) in ("holds", "broken") else 10**9


def _spread(each: RuleLine, sheet: Sheet, columns: _Columns, top: float) -> tuple[Markup, float]:
    """Bars: along the count, up the number of units with that count; bounds as lines across."""
    found = Counter(count.counted for count in each.counts)
    bounds = [bound for count in each.counts for bound in (count.low, count.high) if bound is not None]
    last = max([*found, *bounds, 1])
    along = Scale(0, last + 1, columns.bar, columns.bar + min(columns.room - 36, 46.0 * (last + 1)))
    tall, base = 34.0, top + 46.0
    step = along.at(1) - along.at(0)
    paints = {count.counted: _paint(count) for count in sorted(each.counts, key=_room, reverse=True)}
    bars = [
        _column(found[value], tall / max(found.values()), along.at(value), step, base, paints[value]) for value in found
    ]
    every = -int(-22 // (along.at(1) - along.at(0)))
    labels = [
        text(along.at(value + 0.5), base + 13, str(value), "soft", size=11, anchor="middle")
        for value in range(0, last + 1, max(1, every))
    ]
    lows, highs = _common_bounds(each)
    ticks = [_side(along.at(low), base, f"≥ {low}", columns.bar, low=True) for low in lows if low > 0]
    ticks += [_side(along.at(high + 1), base, f"≤ {high}", columns.bar, low=False) for high in highs]
    axis = line(along.start, base, along.end, base, "axis")
    return join((bars, axis, labels, ticks)), base + 16


def _common_bounds(each: RuleLine) -> tuple[list[int], list[int]]:
    """The bounds that all parts share; where they differ from part to part no line can stand for them."""
    lows = {count.low for count in each.counts if count.low is not None}
    highs = {count.high for count in each.counts if count.high is not None}
    return list(lows) if len(lows) == 1 else [], list(highs) if len(highs) == 1 else []


def _column(number: int, scale: float, x: float, step: float, base: float, paint: str) -> Markup:
    high = max(2.0, number * scale)
    return join(
        (
            box(x + step * 0.18, base - high, step * 0.64, high, paint),
            text(x + step / 2, base - high - 3, str(number), size=11, anchor="middle"),
        )
    )


def _side(x: float, base: float, words: str, start: float, *, low: bool) -> Markup:
    """A bound between two counts, its words on the side that is not allowed."""
    at = max(x - 5 - width(words, 11), start) if low else x + 5
    return join((line(x, base - 48, x, base + 4, "stroke", thick=2), text(at, base - 44, words, size=11)))


def _part(each: RuleLine, count: Count, language: str) -> str | None:
    known = each.names.get(count.each or "")
    return known.said(language) if known else count.each


def _table(data: CompositionData, language: str) -> Table:
    keys = ("rule", "clause", "part", "counted", "among", "low-bound", "high-bound", "holds")
    rows = []
    for each in data.lines:
        for count in each.counts:
            part = _part(each, count, language)
            bounds = (count.low, count.high)
            said = verdict_words(count, language)
            rows.append((each.words.said(language), each.clause, part, count.counted, count.among, *bounds, said))
    headers = tuple(say(language, f"column-{key}") for key in keys)
    return Table("composition", say(language, "composition-table"), headers, tuple(rows))
