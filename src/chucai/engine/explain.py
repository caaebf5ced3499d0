"""Why the list is as it is, as facts; the sentences are `engine.sentences`.

What one swap shows comes with the selection. Here are the exact answers, each by solving again: what every rule costs,
and by how much a merit would have to change for a name to come in or drop out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

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
from chucai.engine.select.others import Alternative, alternatives
from chucai.engine.select.question import Question, ask
from chucai.engine.select.solve import best_list
from chucai.engine.select.swaps import MUST_INCLUDE
from chucai.gates.limits import Limit, Rule, Side

Places = Mapping[str, int | tuple[int, int]]
_Result = TypeVar("_Result")
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Price:
    """What a list could gain in merit (and in `places` filled) without the rule, or with a side eased by one person.

    `rule` is an id, or the name under which several were asked about together.
    """

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
    """Everything there is to say about one selection. `others`: None where the next best lists were not asked for."""

    tallies: tuple[Tally, ...]
    displaced: tuple[Displaced, ...]
    needed_by: tuple[Needed, ...]
    prices: tuple[Price, ...]
    turns: tuple[Turn, ...]
    conflict: tuple[ConflictItem, ...]
    repairs: tuple[Repair, ...]
    equals: tuple[Equal, ...] = ()
    others: tuple[Alternative, ...] | None = None


def explain(
    candidates: Iterable[Candidate] | Nominees,
    selection: Selection,
    *,
    places: Places,
    bounds: Iterable[Rule] = (),
    must_include: Collection[str] = (),
    must_exclude: Collection[str] = (),
    tie_seed: str = "",
    price_of: Collection[str] | Mapping[str, Collection[str]] | None = None,
    turns_of: Collection[str] = (),
    progress: Progress | None = None,
) -> Explanation:
    """Explain a selection; the arguments are those it was made with.

    `price_of`: ids of rules (None: all of them), or names with the ids of the rules that are dropped together under
    each; `turns_of`: ids of candidates. Each costs up to three solves of the size of the selection; `progress` is told
    (done, in all). Exact if the selection was proven optimal. Refused as `select` refuses.
    """
    question = ask(candidates, places, bounds, must_include, must_exclude, tie_seed)
    possible = selection.status != "infeasible"
    priced = list(_eased(question, price_of)) if possible else []
    names = list(turns_of) if possible else []
    steps = _Steps(progress, len(priced) + len(names))
    return Explanation(
        selection.tallies,
        selection.displaced,
        selection.needed_by,
        tuple(steps.done(_price(question, selection, eased)) for eased in priced),
        tuple(steps.done(_turn(question, selection, name)) for name in names),
        selection.conflict,
        selection.repairs,
        selection.equals,
    )


class _Steps:
    """Tells how far it is."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._count = progress, total, 0

    def done(self, result: _Result) -> _Result:
        self._count += 1
        if self._progress:
            self._progress(self._count, self._total)
        return result


def other_lists(
    candidates: Iterable[Candidate] | Nominees,
    selection: Selection,
    most: int,
    *,
    places: Places,
    bounds: Iterable[Rule] = (),
    must_include: Collection[str] = (),
    must_exclude: Collection[str] = (),
    tie_seed: str = "",
) -> tuple[Alternative, ...]:
    """The next best lists after a selection, best first, at most so many: those with `less` 0 are as good."""
    question = ask(candidates, places, bounds, must_include, must_exclude, tie_seed)
    return alternatives(question, selection.chosen, most)


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


@dataclass(frozen=True)
class _Eased:
    """What is asked about one rule, or about several under one name: these limits instead."""

    name: str
    rules: frozenset[str]
    how: Literal["dropped"] | Side
    limits: tuple[Limit, ...]


def _eased(question: Question, wanted: Collection[str] | Mapping[str, Collection[str]] | None) -> Iterator[_Eased]:
    """Every rule dropped, and each side of it moved by one person in all its parts."""
    known = {limit.rule: frozenset({limit.rule}) for limit in question.limits}
    if isinstance(wanted, Mapping):
        known = {name: frozenset(rules) for name, rules in wanted.items()}
    elif wanted is not None:
        known = {rule: alone for rule, alone in known.items() if rule in wanted}
    for name, rules in known.items():
        mine = [limit for limit in question.limits if limit.rule in rules]
        yield _Eased(name, rules, "dropped", tuple(limit for limit in question.limits if limit not in mine))
        for side in dict.fromkeys(limit.side for limit in mine):
            yield _Eased(name, rules, side, tuple(_moved(limit, rules, side) for limit in question.limits))


def _moved(limit: Limit, rules: Collection[str], side: Side) -> Limit:
    return limit.moved(1) if limit.rule in rules and limit.side == side else limit


def _price(question: Question, selection: Selection, eased: _Eased) -> Price:
    if _free_of_charge(selection, eased.rules):
        return Price(eased.name, eased.how, 0, 0)
    found = best_list(question.with_limits(eased.limits))
    more = len(found.picked) - len(selection.chosen)
    return Price(eased.name, eased.how, found.objective - selection.objective, more)


def _free_of_charge(selection: Selection, rules: Collection[str]) -> bool:
    """The bound equals the merit without these rules' multipliers: so no list without them is better either."""
    proof = selection.proof
    return bool(proof and proof.by_bound and all(name.rpartition(":")[0] not in rules for name in proof.multipliers))


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
