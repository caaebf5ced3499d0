"""Order: events stand at places 0, 1, 2 ...; each stream counts versions 1, 2, 3 ... and its time never goes back."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from chucai.ledger.event import Event
from chucai.ledger.parts import Bundle, Fault, Placed


@dataclass(frozen=True, slots=True)
class Slip:
    """Where a count goes wrong: "doubled", "astray" or "missing", at which item, and the numbers concerned."""

    kind: str
    index: int
    first: int
    last: int

    @property
    def span(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


def slips(numbers: Sequence[int], start: int) -> Iterator[Slip]:
    """Faults of a sequence that ought to be start, start+1, ...: numbers that come twice, stand out of line, or lack.

    The fewest items that could be at fault are blamed. A missing span is reported at the item with the next higher
    number; what should stand behind the last item is not missed here.
    """
    if all(number == wanted for wanted, number in enumerate(numbers, start)):
        return
    seen: dict[int, int] = {}
    for index in (kept := in_line(numbers)):
        seen[numbers[index]] = index
    for index in sorted(set(range(len(numbers))).difference(kept)):
        yield Slip("doubled" if numbers[index] in seen else "astray", index, numbers[index], numbers[index])
        seen.setdefault(numbers[index], index)
    wanted = start
    for number in sorted(seen):
        if number > wanted:
            yield Slip("missing", seen[number], wanted, number - 1)
        wanted = number + 1


def in_line(numbers: Sequence[int]) -> list[int]:
    """Indices of a longest strictly increasing subsequence (patience sorting), of equals the first."""
    if all(one < next_one for one, next_one in pairwise(numbers)):
        return list(range(len(numbers)))
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, number in enumerate(numbers):
        pile = bisect_left(tails, number)
        before.append(ends[pile - 1] if pile else None)
        if pile == len(tails):
            tails.append(number)
            ends.append(index)
        elif tails[pile] != number:
            tails[pile], ends[pile] = number, index
    line: list[int] = []
    last = ends[-1] if ends else None
    while last is not None:
        line.append(last)
        last = before[last]
    return line[::-1]


_PLACE_CODES = {
    "doubled": "event-doubled",
    "astray": "event-out-of-order",
    "missing": "event-missing",
}
_STREAM_CODES = {
    "doubled": "stream-doubled",
    "astray": "stream-out-of-order",
    "missing": "stream-missing",
}


def place_faults(bundle: Bundle) -> Iterator[Fault]:
    """Places that are taken twice, out of order or empty."""
    for slip in slips([placed.n for placed in bundle.placed], 0):
        placed = bundle.placed[slip.index]
        receipt = placed.event.receipt if placed.event else f"#{placed.n}"
        yield Fault(
            _PLACE_CODES[slip.kind],
            placed.line,
            {"receipt": receipt, "places": slip.span},
        )


def in_place(bundle: Bundle) -> list[Placed]:
    """Event lines by place; of several that claim one place, that which stands in line."""
    kept = in_line([placed.n for placed in bundle.placed])
    by_place = {bundle.placed[index].n: bundle.placed[index] for index in kept}
    if len(kept) < len(bundle.placed):
        for placed in bundle.placed:
            by_place.setdefault(placed.n, placed)
    return [by_place[n] for n in sorted(by_place)]


def stream_faults(bundle: Bundle) -> Iterator[Fault]:
    """Versions of a stream that come twice, out of order or not at all."""
    for stream, entries in _streams(bundle).items():
        for slip in slips([event.version for _, event in entries], 1):
            facts = {"stream": stream, "versions": slip.span}
            yield Fault(_STREAM_CODES[slip.kind], entries[slip.index][0], facts)


def time_faults(bundle: Bundle) -> Iterator[Fault]:
    """Events of a stream that happened before the one ahead of them."""
    for entries in _streams(bundle).values():
        for (_, before), (line, event) in pairwise(entries):
            if event.at < before.at:
                facts = {
                    "receipt": event.receipt,
                    "at": event.at_text,
                    "before": before.at_text,
                }
                yield Fault("time-backwards", line, facts)


def _streams(bundle: Bundle) -> dict[str, list[tuple[int, Event]]]:
    """Lines and events of each stream, by place."""
    streams: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    for placed in in_place(bundle):
        if placed.event:
            streams[placed.event.stream].append((placed.line, placed.event))
    return streams
