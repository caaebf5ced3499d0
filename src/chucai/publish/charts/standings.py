"""Where a nomination can stand and which acts move it: a picture drawn from the transition table of the gates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from math import atan2, cos, pi, sin

from chucai.gates.standing import ENDS, HELD, RESERVE, RETURNED, STANDING
from chucai.gates.table import FOLLOWING, TABLE
from chucai.gates.words import word
from chucai.publish.markup import Markup
from chucai.publish.measure import wrap
from chucai.publish.picture import Picture, Sheet, both
from chucai.publish.svg import Drawing, box, disc, group, line, lines, polygon, text
from chucai.publish.table import Table

START = None
RUNNING = (STANDING, RESERVE)
AWARDED = ("conferred", "forfeited", "annulled")
OUT = tuple(end for end in ENDS if end not in AWARDED)
_SMALL, _LINE = 10.5, 10.5 * 1.35

Pair = tuple[str | None, str]


def moves() -> dict[Pair, list[str]]:
    """(standing before, standing after) -> the acts that do it; what follows in an act counts under its event."""
    found: dict[Pair, list[str]] = {}
    for row in TABLE:
        for pair in row.moves:
            found.setdefault(pair, []).append(f"act/{row.act.kind}")
    for event, pairs in FOLLOWING.items():
        for pair in pairs:
            found.setdefault(pair, []).append(f"event/{event}")
    return found


def picture(language: str) -> Picture:
    """The whole of it in one language. `Picture.table` has a row for every pair of standings and how it comes about."""
    wide, small = both(partial(_draw, language=language), "standings", language)
    rows = tuple(
        (_name(before, language), _name(after, language), _acts(acts, language)) for (before, after), acts in _ordered()
    )
    headers = tuple(_say(key, language) for key in ("before", "after", "acts"))
    table = Table("standings", _say("title", language), headers, rows)
    return Picture("standings", _say("title", language), _say("note", language), table, wide, small)


def _ordered() -> Iterator[tuple[Pair, list[str]]]:
    """By what comes out, in the order of a nomination's life."""
    order = (START, STANDING, RETURNED, HELD, RESERVE, *ENDS)
    yield from sorted(moves().items(), key=lambda item: (order.index(item[0][1]), order.index(item[0][0])))


def _say(key: str, language: str) -> str:
    return word("diagram", key, language)


def _name(standing: str | None, language: str) -> str:
    return _say("start", language) if standing is None else word("standing", standing, language)


def _acts(keys: Iterable[str], language: str) -> str:
    split = (key.partition("/") for key in keys)
    return ("、" if language == "zh" else ", ").join(word(kind, name, language) for kind, _, name in split)


# --- the wide drawing: what is with the unit on the left, what is in play in the middle, how it ends on the right

_HIGH = 42
_PLACES = {  # left edge, top, width
    RETURNED: (0, 96, 140),
    HELD: (0, 262, 140),
    STANDING: (312, 96, 236),
    RESERVE: (400, 262, 148),
    "conferred": (312, 400, 236),
    "forfeited": (312, 498, 112),
    "annulled": (432, 498, 116),
}
_FRAME = (300, 84, 260, 232)
_ENDS_LEFT, _ENDS_WIDE = 620, 260
# Straight arrows: where from, where to, and where their words stand (left edge, base line, room).
_ARROWS: dict[Pair, tuple[tuple[float, float], tuple[float, float], tuple[float, float, float]]] = {
    (START, STANDING): ((430, 40), (430, 96), (438, 66, 150)),
    (STANDING, RETURNED): ((312, 108), (140, 108), (152, 102, 144)),
    (RETURNED, STANDING): ((140, 126), (312, 126), (152, 142, 144)),
    (STANDING, HELD): ((314, 136), (116, 262), (142, 190, 82)),
    (HELD, STANDING): ((140, 282), (336, 138), (232, 244, 66)),
    (STANDING, RESERVE): ((412, 138), (412, 262), (418, 182, 62)),
    (RESERVE, STANDING): ((486, 262), (486, 138), (492, 168, 66)),
    (STANDING, "conferred"): ((356, 138), (356, 400), (362, 364, 150)),
    ("conferred", "forfeited"): ((352, 442), (352, 498), (248, 474, 100)),
    ("conferred", "annulled"): ((490, 442), (490, 498), (498, 474, 116)),
}


def _draw(sheet: Sheet, language: str) -> Drawing:
    if sheet.narrow:
        return _list(sheet, language)
    ends, height = _end_boxes(language)
    height = max(height, 520)
    drawn = group(_frames(language), _boxes(language), _arrows(language), ends)
    return Drawing(sheet.name, sheet.width, height, _say("title", language), _say("note", language), drawn)


def _frames(language: str) -> list[Markup]:
    heads = ((0, "unit"), (312, "running"), (_ENDS_LEFT, "ends"))
    named = [text(left, 12, _say(key, language), "soft", size=12) for left, key in heads]
    return [*named, box(*_FRAME, "panel", round_=8), disc(430, 34, 6, "chosen")]


def _boxes(language: str) -> list[Markup]:
    drawn = []
    for standing, (left, top, wide) in _PLACES.items():
        paint = "reserve" if standing in (RESERVE, HELD) else "band" if standing in AWARDED[:1] else "out"
        drawn.append(box(left, top, wide, _HIGH, paint, round_=6))
        words = wrap(_name(standing, language), wide - 10, 12)
        first = top + _HIGH / 2 + 4 - (len(words) - 1) * 8
        drawn.append(lines(left + wide / 2, first, words, size=12, anchor="middle"))
        also = [words for words in _onward(standing, language) for words in wrap(words, wide, _SMALL)]
        drawn.append(lines(left, top + _HIGH + _LINE + 2, also, "soft", size=_SMALL))
    return drawn


def _onward(standing: str, language: str) -> list[str]:
    """Ways on from a standing that no arrow and no box of an end shows."""
    ways: dict[str, list[str]] = {}
    for (before, after), acts in _ordered():
        if before == standing and (before, after) not in _ARROWS and after not in OUT:
            ways.setdefault(_acts(acts, language), []).append(_name(after, language))
    comma = "、" if language == "zh" else ", "
    return [_say("to", language).format(after=comma.join(names), acts=acts) for acts, names in ways.items()]


def _arrows(language: str) -> list[Markup]:
    known = moves()
    drawn = []
    for pair, (start, end, (left, base, room)) in _ARROWS.items():
        words = _acts(known[pair], language)
        drawn.append(_arrow(start, end))
        if room:
            drawn.append(lines(left, base, wrap(words, room, _SMALL), "soft", size=_SMALL))
    return drawn


def _arrow(start: tuple[float, float], end: tuple[float, float]) -> Markup:
    (x1, y1), (x2, y2) = start, end
    angle = atan2(y2 - y1, x2 - x1)
    wings = [(x2 - 8 * cos(angle + turn), y2 - 8 * sin(angle + turn)) for turn in (pi / 8, -pi / 8)]
    return group(line(x1, y1, x2, y2, thick=1.4), polygon([end, *wings], "soft", thick=0.5))


def _end_boxes(language: str) -> tuple[Markup, float]:
    """The ends below each other, each with the acts that lead into it, and a rail that brings them there."""
    drawn: list[Markup] = []
    top, rail = 26.0, _ENDS_LEFT - 36
    middles = []
    for end in OUT:
        words = _into(end, language)
        high = 26 + len(words) * _LINE + 6
        middles.append(top + 20)
        drawn.append(box(_ENDS_LEFT, top, _ENDS_WIDE, high, "out", round_=6))
        drawn.append(text(_ENDS_LEFT + 10, top + 19, _name(end, language), size=12, bold=True))
        drawn.append(lines(_ENDS_LEFT + 10, top + 19 + _LINE + 2, words, "soft", size=_SMALL))
        drawn.append(_arrow((rail, top + 20), (_ENDS_LEFT, top + 20)))
        top += high + 10
    left, head, wide, high = _FRAME
    drawn.append(line(left + wide, head + high - 24, rail, head + high - 24, thick=1.4))
    drawn.append(line(rail, min(middles), rail, max(middles), thick=1.4))
    return group(drawn), top


def _into(end: str, language: str) -> list[str]:
    """How one comes to an end: from what is in play first, then from elsewhere, each in its own lines."""
    known = moves()
    running = list(dict.fromkeys(act for one in RUNNING for act in known.get((one, end), ())))
    found = wrap(_acts(running, language), _ENDS_WIDE - 20, _SMALL) if running else []
    for (before, after), acts in _ordered():
        if after == end and before not in RUNNING:
            found += wrap(_from(before, acts, language), _ENDS_WIDE - 20, _SMALL)
    return found + [part for words in _onward(end, language) for part in wrap(words, _ENDS_WIDE - 20, _SMALL)]


def _from(before: str | None, acts: Iterable[str], language: str) -> str:
    return _say("from", language).format(before=_name(before, language), acts=_acts(acts, language))


# --- the narrow drawing: a list


def _list(sheet: Sheet, language: str) -> Drawing:
    drawn: list[Markup] = []
    top = 4.0
    for standing in (STANDING, RETURNED, HELD, RESERVE, *ENDS):
        words = [
            part
            for (before, after), acts in _ordered()
            if after == standing
            for part in wrap(_from(before, acts, language), sheet.width - 20, _SMALL)
        ]
        high = 26 + len(words) * _LINE + 6
        drawn.append(box(0, top, sheet.width, high, "out", round_=6))
        drawn.append(text(10, top + 19, _name(standing, language), size=12, bold=True))
        drawn.append(lines(10, top + 19 + _LINE + 2, words, "soft", size=_SMALL))
        top += high + 8
    return Drawing(sheet.name, sheet.width, top, _say("title", language), _say("note", language), group(drawn))
