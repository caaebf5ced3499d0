"""Swap one chosen name for one left out and see which rules break: the plainest reason why a list is as it is.

A swap keeps the places. Where no swap is free of breakage, the list is explained by the smallest set of rules that
stops them all; a free swap with somebody behind would make a better list, so an optimal list has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from chucai.engine.select.model import Displaced, Needed
from chucai.engine.select.question import Question
from chucai.engine.select.rows import signatures

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

MUST_INCLUDE = "must-include"  # stands among the rules for the order to include somebody
NOBODY = -1  # instead of a chosen name: a free place
BLOCK = 256
LOOKED_AT = 2_000  # of those left out, the foremost among whom reserves are sought


@dataclass(frozen=True)
class Standing:
    """Where everybody of one category stands: all, the chosen and the left out, foremost first, as indexes.

    `given_up` is what a newcomer may replace: the chosen and, where there is a free place, NOBODY.
    """

    everybody: Ints
    chosen: Ints
    left: Ints
    given_up: Ints


class Swaps:
    """The swaps of one list. Rows of the answers are swaps, columns are `rules`."""

    def __init__(self, question: Question, chosen: Ints) -> None:
        self._question = question
        self._known = signatures(question)
        self._picked = np.zeros(len(question), dtype=bool)
        self._picked[chosen] = True
        self._forced = np.zeros(len(question), dtype=bool)
        self._forced[question.indexes(question.forced)] = True
        counts = np.bincount(self._known.of[self._picked], minlength=len(self._known.kind))
        self._totals = self._known.weight @ counts
        self._guarded = self._known.guard @ counts
        self.rules = (*dict.fromkeys(limit.rule for limit in question.limits), MUST_INCLUDE)
        self._order = _order(question)
        self._place = np.argsort(np.append(self._order, len(self._order)))  # NOBODY, the last, comes after everybody

    def standing(self, kind: int) -> Standing:
        mine = self._order[self._known.kind[self._known.of[self._order]] == kind]
        chosen, left = mine[self._picked[mine]], mine[~self._picked[mine]]
        room = len(chosen) < self._question.places[kind][2]
        return Standing(mine, chosen, left, np.append(chosen, NOBODY) if room else chosen)

    def ahead(self, some: Ints, others: Ints) -> Mask:
        """Whether each of `some` comes before each of `others` in plain order; everybody comes before a free place."""
        return self._place[some] < self._place[others]

    def broken(self, came: Ints, went: Ints) -> Mask:
        """[newcomer, leaver, rule]: which rules break when the newcomer takes the leaver's place."""
        answer = np.zeros((len(came), len(went), len(self.rules)), dtype=bool)
        column = {rule: at for at, rule in enumerate(self.rules)}
        in_weight, in_guard = self._moves(came)
        out_weight, out_guard = self._moves(went)
        for row, limit in enumerate(self._question.limits):
            total = self._totals[row] + in_weight[row][:, None] - out_weight[row][None, :]
            held = total >= limit.bound if limit.side == "low" else total <= limit.bound
            if limit.guard:
                guarded = self._guarded[row] + in_guard[row][:, None] - out_guard[row][None, :]
                most = limit.guard.at_most if limit.guard.at_most is not None else len(self._picked)
                held |= (guarded < limit.guard.at_least) | (guarded > most)
            answer[:, :, column[limit.rule]] |= ~held
        answer[:, :, column[MUST_INCLUDE]] = (self._forced[went] & (went != NOBODY))[None, :]
        return answer

    def _moves(self, people: Ints) -> tuple[Ints, Ints]:
        """[limit, person] by how much each person moves the totals and the guarded counts."""
        sign = self._known.of[people]
        here = (people != NOBODY).astype(np.int64)
        return self._known.weight[:, sign] * here, self._known.guard[:, sign] * here


def _order(question: Question) -> Ints:
    """Foremost first: more merit, then the lower lot, then the second lot, as the list itself is decided."""
    everybody = np.arange(len(question), dtype=np.int64)
    keys = (question.second_lots(everybody), question.lots(everybody), -question.merit)
    return np.lexsort(keys).astype(np.int64)


def displaced(question: Question, swaps: Swaps) -> tuple[Displaced, ...]:
    """Everybody left out who is ahead of the last one chosen in the category."""
    return tuple(one for kind in range(len(question.places)) for one in _displaced(question, swaps, kind))


def _displaced(question: Question, swaps: Swaps, kind: int) -> list[Displaced]:
    here = swaps.standing(kind)
    passed = here.left[swaps.ahead(here.left, here.chosen[-1:])] if len(here.chosen) else here.left[:0]
    cut = set(here.everybody[: len(here.chosen)].tolist())
    answers = []
    for start in range(0, len(passed), BLOCK):
        block = passed[start : start + BLOCK]
        broken = swaps.broken(block, here.given_up)
        for row, outsider in enumerate(block.tolist()):
            behind = swaps.ahead(block[[row]], here.given_up)
            answers.append(_displaced_one(question, swaps, outsider, outsider in cut, broken[row][behind]))
    return answers


def _displaced_one(question: Question, swaps: Swaps, outsider: int, above_cut: bool, broken: Mask) -> Displaced:
    counts = broken.sum(axis=0)
    blocked = sorted(
        ((int(counts[at]), swaps.rules[at]) for at in np.flatnonzero(counts)), key=lambda pair: (-pair[0], pair[1])
    )
    return Displaced(
        id=question.ids[outsider],
        merit=int(question.merit[outsider]),
        above_cut=above_cut,
        swaps=len(broken),
        rules=_smallest_block(broken, swaps.rules),
        blocked=tuple((rule, count) for count, rule in blocked),
    )


def needed_by(question: Question, swaps: Swaps) -> tuple[Needed, ...]:
    """Everybody chosen although somebody ahead in the category was left out."""
    return tuple(one for kind in range(len(question.places)) for one in _needed(question, swaps, kind))


def _needed(question: Question, swaps: Swaps, kind: int) -> list[Needed]:
    here = swaps.standing(kind)
    cut = set(here.everybody[: len(here.chosen)].tolist())
    answers = []
    for insider in here.chosen.tolist():
        ahead = here.left[swaps.ahead(here.left, np.array([insider]))]
        if not len(ahead):
            continue
        broken = swaps.broken(ahead, np.array([insider]))[:, 0, :]
        rules = _smallest_block(broken, swaps.rules)
        merit = int(question.merit[insider])
        answers.append(Needed(question.ids[insider], merit, insider not in cut, len(ahead), rules))
    return answers


def _smallest_block(broken: Mask, rules: tuple[str, ...]) -> tuple[str, ...]:
    """A smallest set of rules of which every swap breaks one; exact for one or two rules, greedy beyond.

    Empty when some swap breaks nothing.
    """
    if not len(broken) or not broken.any(axis=1).all():
        return ()
    used = np.flatnonzero(broken.any(axis=0))
    for size in (1, 2):
        for some in combinations(used.tolist(), size):
            if broken[:, some].any(axis=1).all():
                return tuple(rules[at] for at in some)
    return _greedy_block(broken, rules)


def _greedy_block(broken: Mask, rules: tuple[str, ...]) -> tuple[str, ...]:
    names: list[str] = []
    open_swaps = broken
    while len(open_swaps):
        best = int(open_swaps.sum(axis=0).argmax())
        names.append(rules[best])
        open_swaps = open_swaps[~open_swaps[:, best]]
    return tuple(sorted(names))


def reserves(question: Question, swaps: Swaps, wanted: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Next in line per category, foremost first; each could take the place of at least one chosen name.

    Merit alone would list those whom a rule keeps out, of whom none can follow when a name that the rule needs falls
    out. So half the line is chosen such that, as far as anybody can, each chosen name has that many who can follow it;
    the other half are the foremost.
    """
    answer = {}
    for kind, (category, _, _) in enumerate(question.places):
        count = wanted.get(category, 0)
        here = swaps.standing(kind)
        left = here.left[:LOOKED_AT]
        fits = _fits(swaps, left, here.chosen) if count else np.zeros((0, len(here.chosen)), dtype=bool)
        line = _line(fits, count)
        answer[category] = tuple(question.ids[one] for one in left[line].tolist())
    return answer


def _fits(swaps: Swaps, left: Ints, chosen: Ints) -> Mask:
    """[left out, chosen]: whether the one can take the other's place and every rule still holds."""
    blocks = [left[start : start + BLOCK] for start in range(0, len(left), BLOCK)]
    rows = [~swaps.broken(block, chosen).any(axis=2) for block in blocks]
    return np.concatenate(rows) if rows else np.zeros((0, len(chosen)), dtype=bool)


def _line(fits: Mask, count: int) -> Ints:
    """Rows of `fits` (foremost first) that stand in line, in that order."""
    able = fits.any(axis=1)
    depth = np.zeros(fits.shape[1], dtype=np.int64)
    wanted = np.minimum(fits.sum(axis=0), (count + 1) // 2)
    line: list[int] = []
    while len(line) < count and (depth < wanted).any():
        gains = fits[:, depth < wanted].sum(axis=1)
        gains[line] = 0
        best = int(gains.argmax())
        if not gains[best]:
            break
        line.append(best)
        depth += fits[best]
    others = [row for row in np.flatnonzero(able).tolist() if row not in line]
    return np.array(sorted(line + others[: count - len(line)]), dtype=np.int64)
