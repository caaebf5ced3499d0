"""The question put to the solver: input checked and put in an order of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from chucai.engine.select.limits import Limit, Sets, group_set, limits_of
from chucai.engine.select.model import AtMostOne, Candidate, Rule, drawn_lot
from chucai.errors import Refused

LARGEST_MERIT = 2**40
LARGEST_LOT = 2**48


@dataclass(frozen=True)
class Question:
    """Candidates by id, each with its lot and with the groups it is in; rules as limits by rule id.

    `places` are (category, fewest, most), by category. `forced` must be chosen; the excluded are no candidates here.
    """

    candidates: tuple[Candidate, ...]
    places: tuple[tuple[str, int, int], ...]
    limits: tuple[Limit, ...]
    forced: frozenset[str]
    second_lots: Mapping[str, int]

    def including(self, candidate_id: str) -> Question:
        return replace(self, forced=self.forced | {candidate_id})

    def excluding(self, candidate_id: str) -> Question:
        return replace(self, candidates=tuple(one for one in self.candidates if one.id != candidate_id))

    def second_lot(self, one: Candidate) -> int:
        """What decides between equal given lots; lots that were drawn decide by themselves."""
        return self.second_lots.get(one.id, 0)

    def with_limits(self, limits: Iterable[Limit]) -> Question:
        return replace(self, limits=tuple(limits))


def ask(
    candidates: Iterable[Candidate],
    places: Mapping[str, int | tuple[int, int]],
    rules: Iterable[Rule],
    must_include: Collection[str],
    must_exclude: Collection[str],
    tie_seed: str,
) -> Question:
    """Check the input and put it in an order of its own. Raises `Refused` naming the id at fault."""
    rules = list(rules)
    seats = tuple(sorted((category, *_seats(category, wanted)) for category, wanted in places.items()))
    by_id = _by_id(candidates, {seat[0] for seat in seats})
    _check_names(by_id, rules, must_include, must_exclude)
    groups = _groups(rules)
    standing = tuple(
        _with_lot_and_groups(by_id[name], tie_seed, groups.get(name, frozenset()))
        for name in sorted(by_id)
        if name not in must_exclude
    )
    given = any(one.lot for one in by_id.values())
    second_lots = {name: drawn_lot(tie_seed, name) for name in by_id} if given else {}
    return Question(standing, seats, limits_of(rules), frozenset(must_include), second_lots)


def _seats(category: str, wanted: int | tuple[int, int]) -> tuple[int, int]:
    low, high = (wanted, wanted) if isinstance(wanted, int) else wanted
    if not 0 <= low <= high:
        raise Refused("places-wrong", category=category, low=low, high=high)
    return low, high


def _by_id(candidates: Iterable[Candidate], categories: Collection[str]) -> dict[str, Candidate]:
    found: dict[str, Candidate] = {}
    for one in candidates:
        if one.id in found:
            raise Refused("candidate-twice", candidate=one.id)
        if one.category not in categories:
            raise Refused("candidate-category-unknown", candidate=one.id, category=one.category)
        if not _whole(one.merit) or abs(one.merit) > LARGEST_MERIT:
            raise Refused("candidate-merit-wrong", candidate=one.id, merit=str(one.merit), largest=LARGEST_MERIT)
        if not 0 <= one.lot <= LARGEST_LOT:
            raise Refused("candidate-lot-wrong", candidate=one.id, lot=str(one.lot), largest=LARGEST_LOT)
        found[one.id] = one
    return found


def _whole(value: object) -> bool:
    return isinstance(value, int)


def _check_names(
    by_id: Mapping[str, Candidate], rules: list[Rule], must_include: Collection[str], must_exclude: Collection[str]
) -> None:
    for name in sorted({*must_include, *must_exclude} - by_id.keys()):
        raise Refused("candidate-unknown", candidate=name)
    for name in sorted(set(must_include) & set(must_exclude)):
        raise Refused("candidate-in-and-out", candidate=name)
    seen: set[str] = set()
    for rule in rules:
        if isinstance(rule, AtMostOne):
            if rule.id in seen:
                raise Refused("rule-twice", rule=rule.id)
            seen.add(rule.id)
            for name in sorted(rule.ids - by_id.keys()):
                raise Refused("rule-names-unknown-candidate", rule=rule.id, candidate=name)


def _groups(rules: Iterable[Rule]) -> dict[str, Sets]:
    groups: dict[str, Sets] = {}
    for rule in rules:
        if isinstance(rule, AtMostOne):
            for name in rule.ids:
                groups[name] = groups.get(name, frozenset()) | {group_set(rule)}
    return groups


def _with_lot_and_groups(one: Candidate, tie_seed: str, groups: Sets) -> Candidate:
    return replace(one, lot=one.lot or drawn_lot(tie_seed, one.id), member_of=one.member_of | groups)
