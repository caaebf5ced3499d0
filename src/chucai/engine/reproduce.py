"""The engine looks at a ledger: is each adopted ranking what the sheets give, each shortlist the best allowed?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chucai.charter.model import Charter
from chucai.engine.merit.model import ENGINE, RATING_SCALE
from chucai.engine.stage import ranking, shortlist
from chucai.errors import Refused
from chucai.gates.acts import Ranked
from chucai.gates.state import Memory
from chucai.ledger.event import Event

ROUNDED = ("merit", "se", "low", "high", "mean", "chance")
LAST_DIGITS = 2  # millionths


@dataclass(frozen=True, slots=True)
class Recounted:
    """What the engine found about one act: `holds` or not."""

    code: str
    holds: bool
    facts: Mapping[str, Any]


def recount(charter: Charter, state: Memory, event: Event) -> Iterator[Recounted]:
    """Do the sums of an act again, on the state it was decided on; nothing for acts without sums."""
    data: Any = event.data
    try:
        if event.kind == "ranking-adopted":
            yield from _ranking(charter, state, data)
        elif event.kind == "shortlist-adopted":
            yield from _shortlist(charter, state, data)
    except Refused as refusal:
        yield Recounted("recount-refused", False, {"refusal": refusal.code})


def _ranking(charter: Charter, state: Memory, data: Any) -> Iterator[Recounted]:
    if data["engine"] not in (ENGINE, RATING_SCALE):
        yield Recounted("other-engine", False, {"engine": data["engine"], "here": ENGINE})
        return
    again = ranking(charter, state, charter.stage(data["stage"])).fields
    adopted = {line["nomination"]: Ranked.model_validate(line) for line in data["ranking"]}
    differing = sorted(each.nomination for each in again["ranking"] if not _same(each, adopted.get(each.nomination)))
    if data["method"] != again["method"]:
        yield Recounted("method-differs", False, {"method": data["method"], "wanted": again["method"]})
    elif differing:
        yield Recounted("ranking-differs", False, {"number": len(differing), "nomination": differing[0]})
    else:
        yield Recounted("ranking-reproduced", True, {"nominations": len(adopted), "stage": data["stage"]})


def _same(again: Ranked, adopted: Ranked | None) -> bool:
    """Equal, but for the last digits, which another machine's floating point may round another way.

    Ranks and readings are equal, so no list can come out otherwise.
    """
    whole = (again.rank, again.readings, again.chance is None)
    if adopted is None or whole != (adopted.rank, adopted.readings, adopted.chance is None):
        return False
    pairs = ((getattr(again, name) or 0, getattr(adopted, name) or 0) for name in ROUNDED)
    return all(abs(ours - theirs) <= LAST_DIGITS for ours, theirs in pairs)


def _shortlist(charter: Charter, state: Memory, data: Any) -> Iterator[Recounted]:
    """The list is the engine's, or differs from it by exactly the moves that people gave reasons for.

    Reserves are compared where nothing was moved: they are the engine's line behind its own list.
    """
    found = shortlist(charter, state, charter.stage(data["stage"])).fields
    chosen, stage = _names(data["chosen"]), {"stage": data["stage"]}
    wanted = _moved(_names(found.get("chosen", {})), data["moves"])
    left = set(wanted) - set(chosen)
    if set(chosen) - set(wanted) or not _may_stay_empty(charter, state, left):
        yield Recounted("shortlist-differs", False, stage)
    elif left:
        yield Recounted("shortlist-shorter", True, {"left": len(left), **stage})
    elif data["moves"]:
        yield Recounted("shortlist-moved", True, {"moves": len(data["moves"]), **stage})
    elif data["objective"] not in (None, found["objective"]):
        yield Recounted("objective-differs", False, {"objective": data["objective"], "wanted": found["objective"]})
    elif differing := _other_reserves(found["reserve"], data["reserve"]):
        yield Recounted("reserves-differ", False, {"categories": differing, **stage})
    else:
        yield Recounted("shortlist-best", True, {"names": len(chosen), **stage})


def _names(by_category: Mapping[str, Sequence[str]]) -> list[str]:
    return [name for names in by_category.values() for name in names]


def _moved(names: list[str], moves: Sequence[Mapping[str, str]]) -> list[str]:
    """The list after the moves, each of which takes somebody off it and puts somebody on it; [] if one does not."""
    after = set(names)
    for move in moves:
        if move["out"] not in after or move["into"] in after or not move["reason"].strip():
            return []
        after = (after - {move["out"]}) | {move["into"]}
    return sorted(after)


def _may_stay_empty(charter: Charter, state: Memory, names: set[str]) -> bool:
    """Whether a jury may honour fewer than these (J13)."""
    return all(charter.categories[state.nomination(name).category].may_leave_empty for name in names)


def _other_reserves(wanted: Mapping[str, Sequence[str]], found: Mapping[str, Sequence[str]]) -> list[str]:
    """Categories whose reserves are others, or stand in another order."""
    return [category for category, names in wanted.items() if list(names) != list(found.get(category, ()))]
