"""An explanation as sentences to be said: a code each, and the facts for its braces.

The words for the codes are `words.EXPLANATIONS`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from chucai.engine.explain import Explanation, Price, Turn
from chucai.engine.select.model import ConflictItem
from chucai.engine.select.others import Alternative

MICRO = 1_000_000


@dataclass(frozen=True)
class Line:
    """A sentence to be said: its code in `words.EXPLANATIONS` and the facts for its braces. Merits are in points."""

    code: str
    facts: Mapping[str, Any]


def lines(explanation: Explanation) -> Iterator[Line]:
    """The explanation as sentences to be said, in a fixed order."""
    yield from map(_conflict_line, explanation.conflict)
    for number, repair in enumerate(explanation.repairs, 1):
        for change in repair.changes:
            code = f"repair-{change.side}" if change.to is not None or change.side == "include" else "repair-share"
            yield Line(code, {"number": number, "rule": change.rule, "people": change.people, "to": change.to})
    for out in explanation.displaced:
        code = "displaced" if out.rules else "displaced-not-proven"
        yield Line(code, {"id": out.id, "merit": points(out.merit), "swaps": out.swaps, "rules": list(out.rules)})
    for one in explanation.needed_by:
        facts = {"id": one.id, "merit": points(one.merit), "ahead": one.ahead, "rules": list(one.rules)}
        yield Line("needed" if one.rules else "needed-not-proven", facts)
    for equal in explanation.equals:
        yield Line("equal", {"out": equal.out, "into": equal.into, "merit": points(equal.merit)})
    yield from _other_lines(explanation.others)
    yield from _price_lines(explanation.prices)
    yield from map(_turn_line, explanation.turns)


def _price_lines(prices: tuple[Price, ...]) -> Iterator[Line]:
    """The dearest first; rules that cost nothing in one line."""
    for price in sorted(prices, key=lambda price: (-price.places, -price.merit)):
        if price.merit or price.places:
            code = "price-dropped" if price.eased == "dropped" else "price-moved"
            yield Line(code, {"rule": price.rule, "merit": points(price.merit), "places": price.places})
    costly = {price.rule for price in prices if price.merit or price.places}
    free = list(dict.fromkeys(price.rule for price in prices if price.rule not in costly))
    if free:
        yield Line("price-nothing", {"rules": free})


def _other_lines(others: tuple[Alternative, ...] | None) -> Iterator[Line]:
    """Lists as good; where there is none, that; and the next list."""
    if others is not None and not (others and others[0].less == 0):
        yield Line("other-none", {"less": points(others[0].less)} if others else {"less": None})
    for one in others or ():
        names = {"enters": list(one.enters), "leaves": list(one.leaves)}
        yield Line("other-equal" if one.less == 0 else "other-less", {**names, "less": points(one.less)})


def _conflict_line(item: ConflictItem) -> Line:
    code = f"conflict-{item.side}" if item.bound is not None or item.side == "include" else "conflict-share"
    return Line(code, {"rule": item.rule, "bound": item.bound, "standing": item.standing})


def _turn_line(turn: Turn) -> Line:
    way = "out" if turn.chosen else "in"
    if turn.change is None:
        return Line(f"turn-{way}-barred", {"id": turn.id, "rules": list(turn.barred_by)})
    facts = {
        "id": turn.id,
        "change": points(turn.change),
        "enters": list(turn.enters) or ["-"],
        "leaves": list(turn.leaves) or ["-"],
    }
    return Line(f"turn-{way}", facts)


def points(merit: int) -> str:
    """A merit or a difference of merits in points, all six decimals that are not zero."""
    whole, rest = divmod(abs(merit), MICRO)
    sign = "-" if merit < 0 else ""
    return f"{sign}{whole}.{rest:06}".rstrip("0").rstrip(".")
