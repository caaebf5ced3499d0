"""How many minutes are left: from what there is to read, and from how fast this assessor has been."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil
from statistics import median

from chucai.web.records.dossiers import lengths
from chucai.web.records.state import Rows

CHINESE = 400  # characters read in a minute
WORDS = 220  # English words read in a minute
LETTERS = 6  # of an English word, with its space
MARKING = 1.0  # minutes to mark a case that has been read
ENOUGH = 4  # cases marked one after another before their pace is believed
BREAK = timedelta(minutes=30)  # a longer gap was not spent on a case
MOST = 3.0  # times slower or faster than the stated speed, at most

_known: dict[tuple[int, int], float] = {}  # (stream, version) -> minutes; a text under a version never changes
REMEMBERED = 50_000


def reading(characters: int, octets: int) -> float:
    """Minutes for a text of so many characters and bytes: a Chinese character takes three bytes, a letter one."""
    chinese = max(octets - characters, 0) / 2
    return chinese / CHINESE + max(characters - chinese, 0) / LETTERS / WORDS


def minutes(state: Rows, nominations: Iterable[str]) -> dict[str, float]:
    """Minutes to read and mark each of these cases at the stated speed."""
    places = {name: state.place(f"nomination/{name}") for name in nominations}
    keys = {name: (place.id, place.version) for name, place in places.items() if place.id is not None}
    if len(_known) > REMEMBERED:
        _known.clear()
    new = [name for name, key in keys.items() if key not in _known]
    if new:
        long = lengths(state, new)
        _known.update({keys[name]: reading(*long.get(name, (0, 0))) for name in new})
    return {name: _known[key] + MARKING for name, key in keys.items()}


def factor(marked: Mapping[str, datetime], expected: Mapping[str, float]) -> float | None:
    """This assessor's own time for a case beside the stated speed; None while too little is known of it."""
    moments = sorted(marked.values())
    gaps = [after - before for before, after in pairwise(moments)]
    spent = [gap.total_seconds() / 60 for gap in gaps if timedelta(seconds=5) < gap < BREAK]
    usual = median(expected.values()) if expected else 0
    if len(spent) < ENOUGH or not usual:
        return None
    return min(max(median(spent) / usual, 1 / MOST), MOST)


def left(expected: Iterable[float], own: float | None) -> int:
    """Whole minutes."""
    return ceil(sum(expected) * (own or 1.0))
