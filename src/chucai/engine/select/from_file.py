"""A table of nominees and a rules file, put together: what `select` is asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from chucai.charter.predicate import All, AnyOf, Compare, Not, Predicate_, Value, holds
from chucai.charter.rules import Rule as CharterRule
from chucai.engine.select.model import Nominees
from chucai.engine.select.rules_file import FilePool, ListRules, Range
from chucai.engine.select.table import Table
from chucai.errors import Refused
from chucai.gates.limits import AtMostOne, Bound, Conditional, Rule, ShareBound

Mask = npt.NDArray[np.bool_]
ONLY = "nominee"  # the category of everybody where the file names none


@dataclass(frozen=True)
class Request:
    """The arguments of `select`."""

    nominees: Nominees
    places: Mapping[str, int | tuple[int, int]]
    rules: tuple[Rule, ...]
    reserve: Mapping[str, int]
    include: Mapping[str, str]
    exclude: Mapping[str, str]
    seed: str

    @property
    def asked(self) -> dict[str, Any]:
        """The keyword arguments that `select`, `explain` and `recheck` share."""
        return {
            "places": self.places,
            "bounds": self.rules,
            "must_include": self.include,
            "must_exclude": self.exclude,
        }

    def changed(
        self, places: Mapping[str, int], without: Collection[str] = (), removed: Collection[str] = ()
    ) -> Request:
        """Another question: other places, without some rules (an id takes its parts along), some people removed.

        Raises Refused("rule-unknown") and ("places-unknown") naming those there are.
        """
        for category in sorted(places.keys() - self.places.keys()):
            raise Refused("places-unknown", category=category, known=", ".join(self.places))
        known = dict.fromkeys(rule.id.partition("@")[0] for rule in self.rules)
        for rule in without:
            if rule not in known and rule not in {one.id for one in self.rules}:
                raise Refused("rule-unknown", rule=rule, known=", ".join(known) or "-")
        return replace(
            self,
            places={**self.places, **places},
            rules=tuple(one for one in self.rules if not {one.id, one.id.partition("@")[0]} & set(without)),
            include={name: why for name, why in self.include.items() if name not in removed},
            exclude={**self.exclude, **dict.fromkeys(removed, "removed")},
        )


def request(table: Table, file: ListRules) -> Request:
    """Put both together. Raises `Refused` naming the rule and the column where they do not fit."""
    places = _places(file)
    sets = _Sets(table, places)
    rules = [*_pools(sets, file), *(each for rule in file.rules for each in _rules(sets, rule, file.pools))]
    rules += [group for one in file.groups for group in _groups(table, one.id, one.ids, one.each, one.standing)]
    categories = sorted({*places, *sets.category})
    number = {name: at for at, name in enumerate(categories)}
    nominees = Nominees(
        ids=table.ids,
        merit=np.array(table.merit, dtype=np.int64),
        category=np.array([number[name] for name in sets.category], dtype=np.int64),
        categories=categories,
        member_of=sets.found,
        lot=None if table.lot is None else np.array(table.lot, dtype=np.int64),
    )
    return Request(nominees, places, tuple(rules), dict(file.reserve), file.include, file.exclude, file.seed)


def _places(file: ListRules) -> dict[str, int | tuple[int, int]]:
    given = file.places if isinstance(file.places, dict) else {ONLY: file.places}
    return {name: (one.at_least, one.at_most) if isinstance(one, Range) else one for name, one in given.items()}


class _Sets:
    """Who satisfies what: sets by name, worked out once for each combination of values."""

    def __init__(self, table: Table, places: Mapping[str, Any]) -> None:
        if table.category is None and len(places) != 1:
            raise Refused("table-column-missing", column="category", known=", ".join(table.attributes))
        self.category = table.category or [next(iter(places))] * len(table.ids)
        self.columns: dict[str, Sequence[Value | None]] = {"category": self.category, **table.attributes}
        self.found: dict[str, Mask] = {}

    def satisfy(self, rule: str, predicate: Predicate_) -> Mask:
        used = sorted(set(_attributes(predicate)))
        for name in used:
            self.column(rule, name)
        if not used:
            return np.full(len(self.category), holds(predicate, {}, {}))
        known: dict[tuple[Value | None, ...], bool] = {}
        answers = []
        for values in zip(*(self.columns[name] for name in used), strict=True):
            if values not in known:
                known[values] = _holds(rule, predicate, dict(zip(used, values, strict=True)))
            answers.append(known[values])
        return np.array(answers, dtype=bool)

    def column(self, rule: str, name: str) -> Sequence[Value | None]:
        if name not in self.columns:
            raise Refused("rule-column-unknown", rule=rule, column=name, known=", ".join(self.columns))
        return self.columns[name]

    def add(self, name: str, members: Mask) -> str:
        self.found[name] = members
        return name


def _holds(rule: str, predicate: Predicate_, facts: Mapping[str, Value | None]) -> bool:
    try:
        return holds(predicate, facts, {})
    except (KeyError, TypeError) as error:
        raise Refused("rule-does-not-fit", rule=rule, columns=", ".join(facts)) from error


def _attributes(predicate: Predicate_) -> Iterator[str]:
    match predicate:
        case Compare():
            yield predicate.attribute
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _attributes(part)
        case Not(part):
            yield from _attributes(part)


def _pools(sets: _Sets, file: ListRules) -> Iterator[Rule]:
    for pool in file.pools:
        yield Bound(pool.id, sets.add(f"pool:{pool.id}", _in_pool(sets, pool)), low=pool.places)


def _in_pool(sets: _Sets, pool: FilePool) -> Mask:
    members = sets.satisfy(pool.id, pool.where)
    return members if pool.category is None else members & np.array([one == pool.category for one in sets.category])


def _rules(sets: _Sets, rule: CharterRule, pools: Sequence[FilePool]) -> Iterator[Rule]:
    if rule.report_only:
        return
    among = sets.satisfy(rule.id, rule.among)
    for pool in pools:
        if rule.id in pool.outside:
            among &= ~_in_pool(sets, pool)
    counted = among & sets.satisfy(rule.id, rule.count)
    if rule.each is None:
        yield from _parts(rule, rule.id, sets.add(f"{rule.id}:count", counted), sets.add(f"{rule.id}:among", among))
        return
    values = sets.column(rule.id, rule.each.partition("@")[2])
    found = sorted({value for value in values if value is not None}, key=str)
    number = {value: at for at, value in enumerate(found)}
    which = np.array([-1 if value is None else number[value] for value in values], dtype=np.int64)
    for at, value in enumerate(found):
        here = which == at
        name = f"{rule.id}@{value}"
        yield from _parts(
            rule, name, sets.add(f"{name}:count", counted & here), sets.add(f"{name}:among", among & here)
        )


def _parts(rule: CharterRule, name: str, members: str, among: str) -> Iterator[Rule]:
    least = rule.if_among.at_least or 0 if rule.if_among else 0
    most = rule.if_among.at_most if rule.if_among else None
    if rule.at_least is not None or rule.at_most is not None:
        if rule.if_among is None:
            yield Bound(name, members, rule.at_least, rule.at_most, rule.standing)
        else:
            yield Conditional(name, members, among, least, rule.at_least, rule.at_most, most, rule.standing)
    share = ShareBound(name, members, among, if_at_least=least, if_at_most=most, standing=rule.standing)
    if rule.share_at_least is not None or rule.share_at_most is not None:
        yield replace(share, low=rule.share_at_least, high=rule.share_at_most, round=rule.round)
    if rule.share_above is not None:
        yield replace(share, low=rule.share_above, strict_low=True)


def _groups(table: Table, name: str, ids: Sequence[str], each: str | None, standing: Any) -> Iterator[AtMostOne]:
    if ids:
        yield AtMostOne(name, frozenset(ids), standing)
    if each is None:
        return
    column = each.partition("@")[2]
    if column not in table.attributes:
        raise Refused("rule-column-unknown", rule=name, column=column, known=", ".join(table.attributes))
    same: dict[Value, set[str]] = {}
    for one, value in zip(table.ids, table.attributes[column], strict=True):
        if value is not None:
            same.setdefault(value, set()).add(one)
    for value, members in sorted(same.items(), key=lambda item: str(item[0])):
        if len(members) > 1:
            yield AtMostOne(f"{name}@{value}", frozenset(members), standing)
