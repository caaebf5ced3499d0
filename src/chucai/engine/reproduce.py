"""The engine's look at a ledger: is each adopted ranking what the sheets give, each shortlist the best the rules allow?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chucai.charter.model import Charter
from chucai.engine.merit.model import ENGINE
from chucai.engine.stage import ranking, shortlist
from chucai.errors import Refused
from chucai.gates.acts import Ranked
from chucai.gates.state import Memory
from chucai.ledger.event import Event


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
    if data["engine"] != ENGINE:
        yield Recounted("other-engine", False, {"engine": data["engine"], "here": ENGINE})
        return
    again = ranking(charter, state, charter.stage(data["stage"])).fields["ranking"]
    adopted = {line["nomination"]: Ranked.model_validate(line) for line in data["ranking"]}
    differing = sorted(line.nomination for line in again if adopted.get(line.nomination) != line)
    if differing:
        yield Recounted("ranking-differs", False, {"number": len(differing), "nomination": differing[0]})
    else:
        yield Recounted("ranking-reproduced", True, {"nominations": len(adopted), "stage": data["stage"]})


def _shortlist(charter: Charter, state: Memory, data: Any) -> Iterator[Recounted]:
    """The list may differ from the engine's where people moved names with a reason; its merit is then said."""
    found = shortlist(charter, state, charter.stage(data["stage"])).fields
    chosen = {category: set(names) for category, names in data["chosen"].items()}
    best = {category: set(names) for category, names in found.get("chosen", {}).items()}
    if chosen == best:
        number = sum(map(len, chosen.values()))
        yield Recounted("shortlist-best", True, {"names": number, "stage": data["stage"]})
    elif data["moves"]:
        yield Recounted("shortlist-moved", True, {"moves": len(data["moves"]), "stage": data["stage"]})
    else:
        yield Recounted("shortlist-differs", False, {"stage": data["stage"]})
