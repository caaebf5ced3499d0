"""What if: another number in a rule, other places, a name on the list or off it. It is asked and told, never kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import TypeAdapter

from chucai.charter.model import Charter
from chucai.charter.rules import Rule
from chucai.charter.stages import Stage
from chucai.charter.values import Share
from chucai.gates.acts import AdoptRanking, act_from
from chucai.gates.composition import Count, count, pool_places
from chucai.gates.state import State
from chucai.gates.visibility import About
from chucai.publish.bilingual import parted
from chucai.web.office.decision import work
from chucai.web.office.decision.desk import Decision, foresee

if TYPE_CHECKING:
    from chucai.engine.select import Difference, Selection

COUNTS = ("at_least", "at_most")
SHARES = ("share_at_least", "share_at_most", "share_above")
UPPER = ("at_most", "share_at_most")
EASIER = Fraction(1, 20)
SHARE: TypeAdapter[Fraction] = TypeAdapter(Share)  # its ValidationError is a ValueError
LARGEST = 1_000_000  # places, and people that a rule counts
APART = re.compile(r"[,;，；、\n]+")
Number = int | Fraction
Faults = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Bound:
    """One number of a rule (`field` as in the charter), of a pool or of a category (both "places"): `now` in force."""

    kind: str  # rule, pool, places
    id: str
    field: str
    now: Number | None

    @property
    def name(self) -> str:
        """Of the part of an address: rule.few-county.at_least, pool.veterans, places.person."""
        return ".".join((self.kind, self.id, self.field) if self.kind == "rule" else (self.kind, self.id))

    def read(self, text: str) -> Number | None:
        """None: without the bound, or as many places as there are names. Raises ValueError."""
        if not text.strip():
            return None
        found: Number = SHARE.validate_python(text.strip()) if self.field in SHARES else int(text)
        if not 0 <= found <= (1 if self.field in SHARES else LARGEST):
            raise ValueError(text)
        return found


def written(number: Number | None) -> str:
    """A number as it is typed: 7, 20%, 1/3; nothing for none."""
    if isinstance(number, Fraction):
        percent = number * 100
        return f"{percent}%" if percent.denominator == 1 else str(number)
    return "" if number is None else str(number)


def bounds(decision: Decision) -> Iterator[Bound]:
    """Every number that can be supposed to be another: places, pools, and each side of every rule that binds here."""
    charter, stage = decision.desk.charter, decision.stage
    for name, category in charter.categories.items():
        yield Bound("places", name, "places", None if category.places is None else ceil(category.places * stage.keep))
    if not stage.composition:
        return
    for pool in charter.pools:
        yield Bound("pool", pool.id, "places", pool_places(pool, stage))
    for rule in charter.rules:
        for each in (*COUNTS, *SHARES):
            if not rule.report_only and getattr(rule, each) is not None:
                yield Bound("rule", rule.id, each, getattr(rule, each))


@dataclass(frozen=True, slots=True)
class Wish:
    """What is supposed: names on the list and off it, and other numbers by the name of their bound."""

    on: tuple[str, ...] = ()
    off: tuple[str, ...] = ()
    numbers: Mapping[str, Number | None] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.on or self.off or self.numbers)

    def address(self) -> str:
        """As it stands in an address after the question mark."""
        names = [("on", name) for name in self.on] + [("off", name) for name in self.off]
        return urlencode(names + [(name, written(number)) for name, number in self.numbers.items()])

    def also(self, numbers: Mapping[str, Number | None]) -> Wish:
        return replace(self, numbers={**self.numbers, **numbers})


def wished(decision: Decision, given: QueryDict) -> tuple[Wish, Faults]:
    """What an address asks, and what of it cannot be read. A number as it is in force is no wish."""
    numbers: dict[str, Number | None] = {}
    faults: Faults = []
    for bound in (each for each in bounds(decision) if each.name in given):
        try:
            number = bound.read(str(given[bound.name]))
        except ValueError:
            words = _("“%(found)s” cannot stand here: write a whole number, or a share such as 20%% or 1/3.")
            faults.append((words % {"found": given[bound.name]}, bound.name))
            continue
        if number != bound.now:
            numbers[bound.name] = number
    on, off = (_names(decision, given.getlist(side), side, faults) for side in ("on", "off"))
    return Wish(on, off, numbers), faults


def _names(decision: Decision, texts: Iterable[str], side: str, faults: Faults) -> tuple[str, ...]:
    """Numbers of nominations from numbers or names, apart by commas; numbers also by spaces."""
    by_name = _numbers_of(decision.names)
    found: list[str] = []
    for text in (part.strip() for given in texts for part in APART.split(given)):
        found += by_name[text] if len(by_name.get(text, ())) == 1 else text.split()
    for name in found:
        if not decision.shows(name):
            faults.append(
                (_("There is no nomination “%(name)s” to ask about: look up its number.") % {"name": name}, side)
            )
    return tuple(name for name in dict.fromkeys(found) if decision.shows(name))


def _numbers_of(names: Mapping[str, str]) -> dict[str, list[str]]:
    """Who has a name, by the whole of it and by its part in either language."""
    found: dict[str, list[str]] = {}
    for number, name in names.items():
        for each in {name.strip(), *(parted(name) or ())}:
            found.setdefault(each, []).append(number)
    return found


def eased(decision: Decision, rules: Iterable[str]) -> Iterator[tuple[Bound, Wish]]:
    """For each side of these rules (or parts of them) what one person more would change; of a share, what five parts in
    a hundred more would, and what the list would be without it.
    """
    wanted = {name.replace(":", "@").partition("@")[0] for name in rules}
    for bound in bounds(decision):
        if bound.kind != "places" and bound.id in wanted and bound.now is not None:
            step = EASIER if bound.field in SHARES else 1
            other = bound.now + (step if bound.field in UPPER else -step)
            if 0 <= other <= (1 if bound.field in SHARES else LARGEST):
                yield bound, Wish(numbers={bound.name: other})
            if bound.field in SHARES:
                yield bound, Wish(numbers={bound.name: None})


def repaired(decision: Decision, wish: Wish, changes: Iterable[Mapping[str, Any]]) -> Wish:
    """The wish with the changes of a repair made in the charter. What is told of one part is asked of all of them."""
    numbers: dict[str, Number | None] = {}
    known = list(bounds(decision))
    for change in changes:
        kind, _, rest = change["rule"].partition(":")
        whole = change["rule"].partition("@")[0]
        for bound in known:
            is_meant = {"places": (kind, rest) == ("places", bound.id), "pool": whole == bound.id}
            if is_meant.get(bound.kind) and change["to"] is not None:
                numbers[bound.name] = change["to"]
            elif (bound.kind, bound.id) == ("rule", whole) and _is_side(bound.field, change["side"]):
                numbers[bound.name] = change["to"] if bound.field in COUNTS else None
    dropped = {change["rule"].partition(":")[2] for change in changes if change["side"] == "include"}
    return replace(wish.also(numbers), on=tuple(name for name in wish.on if name not in dropped))


def _is_side(field_name: str, side: str) -> bool:
    return (field_name in UPPER) == (side == "high")


def amended(charter: Charter, stage: Stage, wish: Wish) -> Charter:
    """The charter with the wished numbers in its rules and pools; places are no part of it here.

    Those of a pool are wished as they are at the stage, which may keep more names than there are places.
    """
    pools = []
    for pool in charter.pools:
        number = wish.numbers.get(f"pool.{pool.id}", pool_places(pool, stage)) or 0
        pools.append(pool.model_copy(update={"places": Fraction(number) / Fraction(stage.keep)}))
    rules = tuple(_rule(rule, wish) for rule in charter.rules)
    return charter.model_copy(update={"pools": tuple(pools), "rules": rules})


def _rule(rule: Rule, wish: Wish) -> Rule:
    names = {each: f"rule.{rule.id}.{each}" for each in (*COUNTS, *SHARES)}
    return rule.model_copy(update={each: wish.numbers[name] for each, name in names.items() if name in wish.numbers})


@dataclass(frozen=True, slots=True)
class Answer:
    """The best list as things are, the best one under the wish, and between them who would come and go."""

    now: Selection
    then: Selection
    between: Difference
    counts: tuple[Count, ...]  # every rule on the other list, with the wished numbers


def answered(decision: Decision, wish: Wish) -> Answer:
    """Both lists chosen exactly, on the merits as they were worked out. Raises what the engine refuses."""
    from chucai.engine import select
    from chucai.engine import stage as engine

    charter, stage = decision.desk.charter, decision.stage
    foresee(decision.desk)
    state, other = _supposed(decision), amended(charter, stage, wish)
    given = {name: wish.numbers.get(f"places.{name}", "-") for name in charter.categories}
    places = {name: LARGEST if number is None else int(number) for name, number in given.items() if number != "-"}
    asked, then = engine.asked_of(charter, state, stage), engine.asked_of(other, state, stage, places)
    before = select.select(asked.candidates, **asked.rules, reasons=False)
    after = select.select(then.candidates, **then.rules, must_include=wish.on, must_exclude=wish.off, reasons=False)
    chosen = [state.nomination(name) for name in after.chosen]
    return Answer(before, after, select.difference(before, after), count(other, state.tree, chosen))


def _supposed(decision: Decision) -> State:
    """The round as if the ranking that was worked out had been adopted."""
    if decision.work is None or not decision.work["ranking"]:
        return decision.desk.state
    ranking = act_from("adopt-ranking", decision.work["ranking"])
    assert isinstance(ranking, AdoptRanking)
    return work.Supposed(decision.desk.state, ranking)


def may_ask(decision: Decision) -> bool:
    """What if is asked of merits, so of those who may see them and once they have been worked out."""
    return decision.work is not None and decision.desk.may_see("merit", About(stage=decision.stage.id))
