"""Why the list is as it is: facts and codes; the words for the codes are `words.EXPLANATIONS`.

What one swap shows comes with the selection. Here are the exact answers, each by solving again: what every rule costs,
and by how much a merit would have to change for a name to come in or drop out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from chucai.engine.select.conflict import PLACES, conflict_of
from chucai.engine.select.model import (
    Candidate,
    ConflictItem,
    Displaced,
    Equal,
    Needed,
    Nominees,
    Repair,
    Selection,
    Tally,
)
from chucai.engine.select.question import Question, ask
from chucai.engine.select.solve import best_list
from chucai.engine.select.swaps import MUST_INCLUDE
from chucai.gates.limits import Limit, Rule, Side

MICRO = 1_000_000

Places = Mapping[str, int | tuple[int, int]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Price:
    """What a list could gain in merit (and in `places` filled) without the rule, or with a side eased by one person."""

    rule: str
    eased: Literal["dropped"] | Side
    merit: int
    places: int


@dataclass(frozen=True)
class Turn:
    """What it takes for one name to change sides.

    `cost` is what the best list with the name (for a chosen one: without) has less merit; `change` is the smallest rise
    (fall) of this one merit that turns the outcome: the cost itself where the lots then favour the turn, else one more.
    `enters` and `leaves` are the others that would come and go with it. Both None: no change of merit can do it, and
    `barred_by` are the rules that stand against it together.
    """

    id: str
    chosen: bool
    cost: int | None
    change: int | None
    enters: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    barred_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Explanation:
    """Everything there is to say about one selection."""

    tallies: tuple[Tally, ...]
    displaced: tuple[Displaced, ...]
    needed_by: tuple[Needed, ...]
    prices: tuple[Price, ...]
    turns: tuple[Turn, ...]
    conflict: tuple[ConflictItem, ...]
    repairs: tuple[Repair, ...]
    equals: tuple[Equal, ...] = ()


def explain(
    candidates: Iterable[Candidate] | Nominees,
    selection: Selection,
    *,
    places: Places,
    bounds: Iterable[Rule] = (),
    must_include: Collection[str] = (),
    must_exclude: Collection[str] = (),
    tie_seed: str = "",
    price_of: Collection[str] | None = None,
    turns_of: Collection[str] = (),
    progress: Progress | None = None,
) -> Explanation:
    """Explain a selection; the arguments are those it was made with.

    `price_of`: ids of rules (None: all of them) and `turns_of`: ids of candidates, each of which costs up to three
    solves of the size of the selection; `progress` is told (done, in all). Exact if the selection was proven optimal.
    Refused as `select` refuses.
    """
    question = ask(candidates, places, bounds, must_include, must_exclude, tie_seed)
    priced = [] if selection.status == "infeasible" else list(_eased(question, price_of))
    names = [] if selection.status == "infeasible" else list(turns_of)
    tell = progress or (lambda done, total: None)
    prices, turns = [], []
    for at, (rule, eased, limits) in enumerate(priced):
        prices.append(_price(question, selection, rule, eased, limits))
        tell(at + 1, len(priced) + len(names))
    for at, name in enumerate(names):
        turns.append(_turn(question, selection, name))
        tell(len(priced) + at + 1, len(priced) + len(names))
    return Explanation(
        selection.tallies,
        selection.displaced,
        selection.needed_by,
        tuple(prices),
        tuple(turns),
        selection.conflict,
        selection.repairs,
        selection.equals,
    )


def inclusion_cost(
    candidate_id: str,
    candidates: Iterable[Candidate] | Nominees,
    selection: Selection,
    *,
    places: Places,
    bounds: Iterable[Rule] = (),
    must_include: Collection[str] = (),
    must_exclude: Collection[str] = (),
    tie_seed: str = "",
) -> Turn:
    """What it would take for one name left out to come in (or for one chosen to drop out), exactly."""
    question = ask(candidates, places, bounds, must_include, must_exclude, tie_seed)
    return _turn(question, selection, candidate_id)


def _eased(
    question: Question, wanted: Collection[str] | None
) -> Iterator[tuple[str, Literal["dropped"] | Side, tuple[Limit, ...]]]:
    """Every rule dropped, and every side of it moved by one person."""
    limits = question.limits
    rules = dict.fromkeys(limit.rule for limit in limits)
    for rule in rules if wanted is None else [rule for rule in rules if rule in wanted]:
        yield rule, "dropped", tuple(limit for limit in limits if limit.rule != rule)
        for at, limit in enumerate(limits):
            if limit.rule == rule:
                yield rule, limit.side, (*limits[:at], limit.moved(1), *limits[at + 1 :])


def _price(
    question: Question,
    selection: Selection,
    rule: str,
    eased: Literal["dropped"] | Side,
    limits: tuple[Limit, ...],
) -> Price:
    if _free_of_charge(selection, rule):
        return Price(rule, eased, 0, 0)
    found = best_list(question.with_limits(limits))
    more = len(found.picked) - len(selection.chosen)
    return Price(rule, eased, found.objective - selection.objective, more)


def _free_of_charge(selection: Selection, rule: str) -> bool:
    """The bound equals the merit without this rule's multipliers: so no list without the rule is better either."""
    proof = selection.proof
    return bool(proof and proof.by_bound and all(name.rpartition(":")[0] != rule for name in proof.multipliers))


def _turn(question: Question, selection: Selection, name: str) -> Turn:
    question.index(name)
    is_in = name in selection.chosen
    if is_in and name in question.forced:
        return Turn(name, is_in, None, None, barred_by=(MUST_INCLUDE,))
    turned = question.excluding(name) if is_in else question.including(name)
    found = best_list(turned)
    if found.status == "infeasible":
        return Turn(name, is_in, None, None, barred_by=_against(turned, name))
    if len(found.picked) < len(selection.chosen):
        return Turn(name, is_in, None, None, barred_by=_ranges(question))
    cost = selection.objective - found.objective
    old, new = set(selection.chosen), {turned.ids[at] for at in found.picked.tolist()}
    favoured = _lots(question, new) < _lots(question, old)
    return Turn(
        id=name,
        chosen=is_in,
        cost=cost,
        change=cost if favoured else cost + 1,
        enters=tuple(sorted(new - old - {name})),
        leaves=tuple(sorted(old - new - {name})),
    )


def _lots(question: Question, chosen: Iterable[str]) -> tuple[int, int]:
    listed = question.indexes(chosen)
    return int(question.lots(listed).sum()), int(question.second_lots(listed).sum())


def _against(turned: Question, name: str) -> tuple[str, ...]:
    rules = (item.rule for item in conflict_of(turned))
    return tuple(dict.fromkeys(rule for rule in rules if rule != f"{MUST_INCLUDE}:{name}"))


def _ranges(question: Question) -> tuple[str, ...]:
    """Places come before merit: a turn that leaves one empty cannot be bought."""
    return tuple(f"{PLACES}:{category}" for category, low, high in question.places if low < high)


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
