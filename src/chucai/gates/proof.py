"""Is a list the best the rules allow? Re-counted with whole numbers alone: no solver, no decimals.

A proof names one multiplier for each row of the rules. For any multipliers l no allowed list is worth more than

    U(l) = sum over rows of max(l * low, l * high) + the best list by  merit - l @ weights  under the places alone

(Geoffrion 1974), so a wrong multiplier can only make the bound weak, never false. Whoever would cost more than U minus
the value of the list, forced in or out, is settled; the others are the core. Every list that differs in the core alone
is then tried (`gates.rivals`): none may be worth more, and of those worth as much none may have lower lots. Only where
there are too many to try, what was chosen among the core is the word of whoever made the proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from chucai.errors import Refused
from chucai.gates.limits import Limit, Sets, asked_sets, count_in
from chucai.gates.rivals import Base, Lots, Name, Rivalry, swapped, tried, weight_of


@dataclass(frozen=True)
class Proof:
    """`multipliers` by name of row (0 where none) and `upper` are in units of 1/`scale`; `core` names who is open."""

    scale: int
    multipliers: Mapping[str, int]
    upper: int
    objective: int
    bound: int
    core: tuple[str, ...] = ()

    @property
    def by_bound(self) -> bool:
        """The multipliers alone prove the list."""
        return self.upper // self.scale == self.objective

    def as_data(self) -> dict[str, Any]:
        """Whole numbers and names, for canonical JSON."""
        return {
            "scale": self.scale,
            "multipliers": dict(sorted(self.multipliers.items())),
            "upper": self.upper,
            "objective": self.objective,
            "bound": self.bound,
            "core": list(self.core),
        }


def proof_from(data: Any) -> Proof:
    """Raises `Refused("proof-unreadable")`."""
    try:
        multipliers = {str(name): _whole(value) for name, value in data["multipliers"].items()}
        scale, upper, objective, bound = (_whole(data[name]) for name in ("scale", "upper", "objective", "bound"))
        core = tuple(map(str, data["core"]))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise Refused("proof-unreadable", reason=type(error).__name__) from error
    if scale < 1:
        raise Refused("proof-unreadable", reason="scale")
    return Proof(scale, multipliers, upper, objective, bound, core)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError("not a whole number")
    return value


@dataclass(frozen=True)
class Entrant:
    """One name that may be chosen."""

    id: str
    merit: int
    category: str
    sets: Sets


@dataclass(frozen=True)
class Proved:
    """What a proof shows. `how` is "bound" (nothing else is needed), "search" (the bound leaves so many names open, and
    every list that differs in them was tried), "core" (these were too many to try: left to an exact solver) or "gap"
    (the solver was stopped: a list could be better by up to `gap`). `ties`: also that no list as good has lower lots.
    """

    how: str
    core: int
    gap: int
    ties: bool = False


def check(
    proof: Proof,
    chosen: Collection[str],
    entrants: Sequence[Entrant],
    places: Mapping[str, int],
    limits: Sequence[Limit],
    forced: Collection[str] = (),
    lots: Lots | None = None,
) -> Proved:
    """Re-count list and bound, and try every list the bound leaves open. `limits` in the order of `limits_of`.

    `lots`: what decides between lists worth as much; without it ties are not looked at.

    Raises `Refused`: "proof-name-unknown", "proof-places-differ", "proof-order-ignored", "proof-rule-broken",
    "proof-objective-differs", "proof-row-unknown", "proof-row-endless", "proof-upper-differs", "proof-core-differs",
    "proof-better-list", "proof-tie-lost".
    """
    by_id = {one.id: one for one in entrants}
    _check_list(chosen, by_id, places, limits, forced)
    value = sum(by_id[name].merit for name in chosen)
    if proof.objective != value:
        raise Refused("proof-objective-differs", claimed=proof.objective, counted=value)
    field_ = _Field(entrants, places, limits, frozenset(forced))
    upper, losses = field_.bound(proof)
    if proof.upper != upper:
        raise Refused("proof-upper-differs", claimed=proof.upper, counted=upper)
    core = sorted(name for name, loss in losses.items() if loss <= upper - value * proof.scale)
    shown = conclude(proof, core)
    if lots and shown.how != "gap":
        swapped(chosen, [(one.id, one.merit, (one.category, one.sets)) for one in field_.entrants], forced, lots)
    return settled(shown, field_.rivalry(proof, core, upper), chosen, lots)


def settled(shown: Proved, asked: tuple[Rivalry, frozenset[str]], chosen: Collection[str], lots: Lots | None) -> Proved:
    """What is shown besides when every list the bound leaves open is tried; `asked` with the bound's own list."""
    rivalry, base = asked
    if shown.how == "gap" or not tried(rivalry, base, frozenset(chosen), lots):
        return shown
    return replace(shown, how="search" if shown.how == "core" else shown.how, ties=lots is not None)


def conclude(proof: Proof, core: Sequence[str]) -> Proved:
    """What follows, once list and bound are counted; `core` is who is open, by id."""
    limit = proof.upper // proof.scale
    if not proof.objective <= proof.bound <= limit:
        raise Refused("proof-bound-wrong", bound=proof.bound, objective=proof.objective, upper=limit)
    if limit == proof.objective:
        return Proved("bound", 0, 0)
    if list(proof.core) != list(core):
        raise Refused("proof-core-differs", claimed=len(proof.core), counted=len(core))
    gap = proof.bound - proof.objective
    return Proved("gap" if gap else "core", len(core), gap)


def _check_list(
    chosen: Collection[str],
    by_id: Mapping[str, Entrant],
    places: Mapping[str, int],
    limits: Sequence[Limit],
    forced: Collection[str],
) -> None:
    for name in sorted(set(chosen) - by_id.keys()):
        raise Refused("proof-name-unknown", name=name)
    for name in sorted(set(forced) - set(chosen)):
        raise Refused("proof-order-ignored", name=name)
    seats = Counter(by_id[name].category for name in chosen)
    for category in sorted({*places, *seats}):
        if seats[category] != places.get(category, 0) or len(set(chosen)) != len(chosen):
            raise Refused("proof-places-differ", category=category, chosen=seats[category], places=places.get(category))
    memberships = [by_id[name].sets for name in chosen]
    for limit in limits:
        total = sum(weight * count_in(sets, memberships) for sets, weight in limit.terms)
        if not limit.holds(total, count_in(limit.guard.sets, memberships) if limit.guard else 0):
            raise Refused("proof-rule-broken", rule=limit.rule, side=limit.side)


def row_names(limits: Sequence[Limit]) -> list[str]:
    """One name for every row: first those that govern conditions (``rule:side?below``), then the limits themselves."""
    seen: Counter[str] = Counter()
    names = []
    for limit in limits:
        name = f"{limit.rule}:{limit.side}"
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    governing = [f"{name}?{end}" for name, limit in zip(names, limits, strict=True) for end in ends(limit)]
    return governing + names


def ends(limit: Limit) -> list[str]:
    """The ends of a limit's condition: each has a waiver, which may be taken only while the condition fails there."""
    if limit.guard is None:
        return []
    below = ["below"] if limit.guard.at_least > 0 else []
    return below + (["above"] if limit.guard.at_most is not None else [])


@dataclass(frozen=True)
class _Row:
    """low <= sum of weight over the chosen + sum of waivers taken <= high; None: no bound."""

    weight: tuple[tuple[Sets, int], ...]
    waivers: Mapping[str, int]
    low: int | None
    high: int | None

    def of(self, sets: Sets) -> int:
        return sum(factor for needed, factor in self.weight if needed <= sets)


@dataclass
class _Field:
    """Entrants, places and rules as the bound sees them."""

    entrants: Sequence[Entrant]
    places: Mapping[str, int]
    limits: Sequence[Limit]
    forced: frozenset[str]
    rows: dict[str, _Row] = field(init=False)
    held: list[Entrant] = field(init=False)
    adjusted: dict[str, dict[str, int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        asked = frozenset(name for limit in self.limits for sets in asked_sets(limit) for name in sets)
        self.entrants = [replace(one, sets=one.sets & asked) for one in self.entrants]
        self.sizes = Counter((one.category, one.sets) for one in self.entrants)
        self.held = [one for one in self.entrants if one.id in self.forced]
        governing: dict[str, _Row] = {}
        plain: dict[str, _Row] = {}
        for name, limit in zip(row_names(self.limits)[-len(self.limits) :], self.limits, strict=False):
            waivers = {f"{name}?{end}": end for end in ends(limit)}
            governing.update((waiver, self._governing(limit, waiver, end)) for waiver, end in waivers.items())
            plain[name] = self._plain(limit, list(waivers))
        self.rows = {**governing, **plain}

    def _largest(self, terms: tuple[tuple[Sets, int], ...]) -> int:
        """An upper bound on a weighted sum over any list."""
        sums, heaviest = Counter[str](), dict[str, int]()
        for (category, sets), size in self.sizes.items():
            weight = max(0, sum(factor for needed, factor in terms if needed <= sets))
            sums[category] += weight * min(size, self.places.get(category, 0))
            heaviest[category] = max(heaviest.get(category, 0), weight)
        return sum(min(sums[name], heaviest[name] * self.places.get(name, 0)) for name in heaviest)

    def _governing(self, limit: Limit, waiver: str, end: str) -> _Row:
        assert limit.guard is not None
        counted = ((limit.guard.sets, 1),)
        if end == "below":
            largest = self._largest(counted)
            return _Row(counted, {waiver: max(0, largest - limit.guard.at_least + 1)}, None, largest)
        return _Row(counted, {waiver: -((limit.guard.at_most or 0) + 1)}, 0, None)

    def _plain(self, limit: Limit, waivers: list[str]) -> _Row:
        if limit.side == "low":
            room = max(0, limit.bound + self._largest(tuple((sets, -factor) for sets, factor in limit.terms)))
            return _Row(limit.terms, dict.fromkeys(waivers, room), limit.bound, None)
        room = max(0, self._largest(limit.terms) - limit.bound)
        return _Row(limit.terms, dict.fromkeys(waivers, -room), None, limit.bound)

    def rivalry(self, proof: Proof, core: Collection[str], upper: int) -> tuple[Rivalry, frozenset[str]]:
        """What is searched for lists as good, and the names of the bound's own list."""
        inside, open_ = set(self.forced), list[Name]()
        for category, adjusted in self.adjusted.items():
            seats = self.places[category] - sum(one.category == category for one in self.held)
            order = sorted(adjusted, key=lambda name: (-adjusted[name], name))
            inside.update(order[:seats])
            pivot = adjusted[order[seats - 1]] if seats else 0
            open_ += [
                Name(one.id, category, one.merit, one.sets, one.id not in inside, abs(adjusted[one.id] - pivot))
                for one in self.entrants
                if one.category == category and one.id in core
            ]
        listed = [one for one in self.entrants if one.id in inside]
        base = Base(
            sum(one.merit for one in listed),
            [sum(weight_of(limit, one.sets) for one in listed) for limit in self.limits],
            [count_in(limit.guard.sets, [one.sets for one in listed]) if limit.guard else 0 for limit in self.limits],
        )
        names = row_names(self.limits)[len(self.rows) - len(self.limits) :]
        prices = [proof.multipliers.get(name, 0) for name in names]
        budget = upper - proof.objective * proof.scale
        return Rivalry(base, open_, self.limits, prices, budget, proof.objective), frozenset(inside)

    def bound(self, proof: Proof) -> tuple[int, dict[str, int]]:
        """U, and what it costs to turn each entrant who is not forced, both in units of 1/scale."""
        for name in sorted(proof.multipliers.keys() - self.rows.keys()):
            raise Refused("proof-row-unknown", row=name)
        priced = [(self.rows[name], factor) for name, factor in proof.multipliers.items() if factor]
        price = {kind: sum(factor * row.of(kind[1]) for row, factor in priced) for kind in self.sizes}
        held = self.held
        upper = sum(one.merit * proof.scale - price[one.category, one.sets] for one in held)
        upper += sum(_end(name, self.rows[name], factor) for name, factor in proof.multipliers.items() if factor)
        upper += _waived(priced)
        losses: dict[str, int] = {}
        for category, wanted in self.places.items():
            seats = wanted - sum(one.category == category for one in held)
            adjusted = {
                one.id: one.merit * proof.scale - price[category, one.sets]
                for one in self.entrants
                if one.category == category and one.id not in self.forced
            }
            self.adjusted[category] = adjusted
            upper += sum(sorted(adjusted.values(), reverse=True)[:seats])
            losses.update(_losses(adjusted, seats))
        return upper, losses


def _end(name: str, row: _Row, factor: int) -> int:
    end = row.high if factor > 0 else row.low
    if end is None:
        raise Refused("proof-row-endless", row=name)
    return factor * end


def _waived(priced: Sequence[tuple[_Row, int]]) -> int:
    """A waiver is taken where the multipliers pay for it."""
    totals: Counter[str] = Counter()
    for row, factor in priced:
        for waiver, weight in row.waivers.items():
            totals[waiver] += factor * weight
    return sum(max(0, -total) for total in totals.values())


def _losses(adjusted: Mapping[str, int], seats: int) -> Iterator[tuple[str, int]]:
    """Whoever is in by adjusted merit loses to the next one out when put out, and the other way round."""
    values = sorted(adjusted.values(), reverse=True)
    last_in = values[seats - 1] if seats else None
    first_out = values[seats] if seats < len(values) else None
    for name, value in adjusted.items():
        inside = last_in is not None and value >= last_in
        bar = first_out if inside else last_in
        yield name, FAR if bar is None else abs(value - bar)


FAR = 2**60  # nobody can take the place, or there is no place
