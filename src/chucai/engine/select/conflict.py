"""Rules that cannot hold together: which of them, counted in people, and what to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.choice_columns import FAR
from chucai.engine.kernels.choice_conflict import Counts, Prices, cheapest_moves, minimal_conflict
from chucai.engine.select.model import Change, ConflictItem, Repair
from chucai.engine.select.question import Question
from chucai.engine.select.rows import Signatures, rows_of, signatures
from chucai.engine.select.swaps import MUST_INCLUDE
from chucai.gates.limits import Limit

Ints = npt.NDArray[np.int64]

PLACES = "places"  # "places:person" stands among the rules for the number of places
TOUCH = 1_000_000  # one more rule touched outweighs any number of people
HIGHER = 1_000  # one more rule, or person, of a higher standing outweighs many of a lower one
RANK = {"wish": 0, "policy": 1, "statute": 2}
POLICY, SEATS = 1, 3  # the places are what is given up last


@dataclass(frozen=True)
class _Item:
    """Something that may be given up: a side of a rule, the places of a category, an order to include somebody."""

    rule: str
    side: Literal["low", "high", "exact", "include"]
    bound: int | None
    standing: int
    unit: int
    largest_move: int
    rank: int = POLICY


def conflict_of(question: Question) -> tuple[ConflictItem, ...]:
    """A set of rules that cannot hold together although they could without any one of them."""
    items, counts = _counts(question)
    found = minimal_conflict(counts)
    return tuple(ConflictItem(items[at].rule, items[at].side, items[at].bound, items[at].standing) for at in found)


def repairs_of(question: Question) -> tuple[Repair, ...]:
    """Two ways out: fewest rules touched (then fewest people), and least change in proportion to the bounds.

    Wishes are given up before policies, policies before statutes, places only when nothing else helps; within that
    the cheapest first. One repair when both agree.
    """
    items, counts = _counts(question)
    ranks = np.array([item.rank for item in items], dtype=np.int64)
    one = np.ones(len(items), dtype=np.int64)
    by_size = np.array([1 + TOUCH // max(1, item.bound or 1) for item in items], dtype=np.int64)
    for highest in sorted({item.rank for item in items}):
        dear = np.where(ranks == highest, HIGHER, 1) if (ranks < highest).any() else one
        ways = ((TOUCH * dear, one + TOUCH * (dear - 1)), (TOUCH * (dear - 1), by_size * dear))
        found = [_repair(items, counts, highest, *costs) for costs in ways]
        repairs = [repair for repair in found if repair is not None]
        if repairs:
            return tuple(dict.fromkeys(repairs))
    return ()


def _repair(items: list[_Item], counts: Counts, highest: int, touched: Ints, each: Ints) -> Repair | None:
    most = [item.largest_move if item.rank <= highest else 0 for item in items]
    unit = np.array([item.unit for item in items], dtype=np.int64)
    moves = cheapest_moves(counts, Prices(unit, np.array(most, dtype=np.int64), touched, each))
    return None if moves is None else Repair(tuple(_changes(items, moves)))


def _changes(items: list[_Item], moves: Ints) -> list[Change]:
    changes = []
    for item, people in zip(items, moves.tolist(), strict=True):
        if people:
            to = None if item.bound is None else item.bound + (people if item.side == "high" else -people)
            changes.append(Change(item.rule, item.side, people, to))
    return changes


def _counts(question: Question) -> tuple[list[_Item], Counts]:
    """The question with nobody forced and no places given: those are items like any other."""
    known = signatures(question)
    rows = rows_of(question, known, known.sizes, np.full(len(question.places), len(question), dtype=np.int64))
    items = [_rule_item(question, limit, known) for limit in question.limits]
    table = _Table(np.hstack([rows.weight, rows.waiver]), rows.low, rows.high, rows.limit)
    waivers = rows.waiver.shape[1]
    for kind, (category, fewest, most) in enumerate(question.places):
        members = np.concatenate([(known.kind == kind), np.zeros(waivers)]).astype(np.int64)
        table.add(members, fewest, most, len(items))
        standing = int(known.sizes[known.kind == kind].sum())
        items.append(_Item(f"{PLACES}:{category}", "exact", fewest, standing, 1, max(fewest, 1), SEATS))
    sizes = np.concatenate([known.sizes, np.ones(waivers, dtype=np.int64)])
    for at in question.indexes(question.forced).tolist():
        sizes = table.split_off(int(known.of[at]), sizes, len(items))
        items.append(_Item(f"{MUST_INCLUDE}:{question.ids[at]}", "include", None, 1, 1, 1))
    return items, Counts(table.weight, table.low, table.high, sizes, table.item)


class _Table:
    """Rows over counted columns, growing."""

    def __init__(self, weight: Ints, low: Ints, high: Ints, item: Ints) -> None:
        self.weight, self.low, self.high, self.item = weight, low, high, item

    def add(self, weight: Ints, low: int, high: int, item: int) -> None:
        self.weight = np.vstack([self.weight, weight[None, :]])
        self.low, self.high = np.append(self.low, low), np.append(self.high, high)
        self.item = np.append(self.item, item)

    def split_off(self, column: int, sizes: Ints, item: int) -> Ints:
        """Give one person of a column a column of their own, and a row that asks for it; the new sizes."""
        self.weight = np.hstack([self.weight, self.weight[:, [column]]])
        alone = np.zeros(self.weight.shape[1], dtype=np.int64)
        alone[-1] = 1
        self.add(alone, 1, FAR, item)
        fewer = sizes.copy()
        fewer[column] -= 1
        return np.append(fewer, 1)


def _rule_item(question: Question, limit: Limit, known: Signatures) -> _Item:
    members = np.array([limit.terms[0][0] <= kind.sets for kind in question.kinds], dtype=bool)
    standing = int(known.sizes[members].sum())
    rank = RANK[limit.standing]
    if limit.is_count:
        return _Item(limit.rule, limit.side, limit.bound, standing, 1, max(abs(limit.bound), standing, 1), rank)
    return _Item(limit.rule, limit.side, None, standing, limit.person, max(1, len(question)), rank)
