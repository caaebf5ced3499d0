"""My queue: the cases of one assessor, what became of each, and what is left to do."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from chucai.gates.model import Nomination
from chucai.web.judge import pace
from chucai.web.judge.bench import Bench
from chucai.web.judge.sheet import Sheet
from chucai.web.records.remembered import Remembered
from chucai.web.records.sheets import Papers, papers

NEW, BEGUN, MARKED, SKIPPED, SEALED, ABSTAINED = "new", "begun", "marked", "skipped", "sealed", "abstained"
TO_DO = (NEW, BEGUN, SKIPPED)
OPEN = (*TO_DO, MARKED)
GLANCE = timedelta(seconds=30)  # so old may what a score page says of the other cases be
NOTHING = Sheet({})


@dataclass(frozen=True, slots=True)
class Case:
    """A case in the assessor's own order, from 1."""

    number: int
    nomination: Nomination
    status: str

    @property
    def id(self) -> str:
        return self.nomination.id


@dataclass(frozen=True)
class Looked:
    """What the last full look at an assessor's cases found, with the minutes each open one takes.

    `mark`: of the round as it then was; as long as it is the same, all of this still stands. `done`: the cases handed
    in or abstained from, and which of the two. `begun`: the sheets there then were.
    """

    at: datetime
    mark: str
    readable: Sequence[Nomination]
    done: Mapping[str, str]
    minutes: Mapping[str, float]
    begun: frozenset[str]

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {one.id: number for number, one in enumerate(self.readable, 1)}

    @cached_property
    def open(self) -> list[tuple[int, Nomination]]:
        return [(number, one) for number, one in enumerate(self.readable, 1) if one.id not in self.done]

    @cached_property
    def handed_in(self) -> list[Case]:
        numbered = enumerate(self.readable, 1)
        return [Case(number, one, self.done[one.id]) for number, one in numbered if one.id in self.done]

    def holds(self, at: datetime, own: Papers, name: str, done: str | None) -> bool:
        """Whether it is good enough to count by: young, with this case as it is now, and nothing handed in since."""
        young = timedelta(0) <= at - self.at < GLANCE
        known = name in self.numbers and self.done.get(name) == done
        return young and known and self.begun <= own.sheets.keys()


@dataclass(frozen=True)
class Queue:
    """`open`: the cases still to be handed in. `gone`: how many cases that were looked at before are with others now.
    `aside`: case -> interest. A page asks for the open ones: of what is handed in there may be many times as much.
    """

    looked: Looked
    open: Sequence[Case]
    papers: Papers
    aside: Mapping[str, str]
    gone: int
    minutes: int
    own_pace: bool

    @property
    def number(self) -> int:
        """Of all cases."""
        return len(self.looked.readable)

    def of(self, *statuses: str) -> list[Case]:
        """The cases of these statuses, in the assessor's own order."""
        found = [case for case in self.open if case.status in statuses]
        done = [case for case in self.looked.handed_in if case.status in statuses]
        return sorted([*found, *done], key=lambda case: case.number) if found and done else found or done

    @cached_property
    def done(self) -> int:
        return self.number - sum(case.status in TO_DO for case in self.open)

    @cached_property
    def undeclared(self) -> list[Case]:
        """Cases still to be marked of which the assessor has not said yet whether they have an interest in them."""
        return [case for case in self.open if case.id not in self.papers.declared]

    def case(self, name: str) -> Case | None:
        """One case of the queue."""
        number = self.looked.numbers.get(name)
        among = self.looked.handed_in if name in self.looked.done else self.open
        return next((case for case in among if case.number == number), None)

    def after(self, name: str | None) -> Case | None:
        """The next case to do after this one, going round; one that was put off only when nothing else is left."""
        at = self.looked.numbers.get(name or "", 0)
        others = [case for case in self.open if case.number != at]
        turned = [case for case in others if case.number > at] + [case for case in others if case.number < at]
        fresh = [case for case in turned if case.status in (NEW, BEGUN)]
        return next(iter(fresh or [case for case in turned if case.status == SKIPPED]), None)

    def beside(self, name: str) -> tuple[str | None, str | None]:
        """The cases before and after this one."""
        cases, number = self.looked.readable, self.looked.numbers.get(name)
        if number is None:
            return None, None
        return cases[number - 2].id if number > 1 else None, cases[number].id if number < len(cases) else None


def _done(bench: Bench, nomination: Nomination) -> str | None:
    """Whether an assessor has handed a case in, or abstained."""
    if bench.who in nomination.sheets.get(bench.stage.id, {}):
        return SEALED
    return ABSTAINED if bench.who in nomination.abstained.get(bench.stage.id, frozenset()) else None


def _begun(bench: Bench, sheet: Sheet) -> str:
    """How far an assessor has come with a case that is still to be handed in."""
    if sheet.skipped:
        return SKIPPED
    if bench.criteria.keys() <= sheet.marks.keys():
        return MARKED
    return BEGUN if sheet.begun else NEW


_looked: Remembered[Looked] = Remembered(256)  # assessors


def _key(bench: Bench) -> Hashable:
    return bench.desk.round_id, bench.who, bench.desk.today, bench.ruling


def _look(bench: Bench, own: Papers) -> Looked:
    state = bench.desk.state
    names = bench.assigned()
    state.foresee({f"nomination/{name}" for name in names})
    readable = bench.readable(names)
    done = {one.id: found for one in readable if (found := _done(bench, one))}
    minutes = pace.minutes(state, [one.id for one in readable if one.id not in done])
    looked = Looked(bench.desk.at, bench.desk.mark, readable, done, minutes, frozenset(own.sheets))
    _looked.keep(_key(bench), looked)
    return looked


def queue(bench: Bench) -> Queue:
    """Everything an assessor has to do, and has done, at this comparison; the streams of all cases are loaded."""
    own = papers(bench.desk.round_id, bench.who, bench.stage.id)
    return _queue(bench, own, _look(bench, own))


def listed(bench: Bench) -> Queue:
    """The same for a page that shows some of it: nothing is loaded again while no event has come."""
    own = papers(bench.desk.round_id, bench.who, bench.stage.id)
    looked = _looked.found(_key(bench))
    if looked is None or looked.mark != bench.desk.mark:
        looked = _look(bench, own)
    return _queue(bench, own, looked)


def beside(bench: Bench, nomination: Nomination) -> Queue:
    """The queue around one case. Of the other cases it may be a few seconds old: they are only counted and led to."""
    own = papers(bench.desk.round_id, bench.who, bench.stage.id)
    looked = _looked.found(_key(bench))
    if looked is None or not looked.holds(bench.desk.at, own, nomination.id, _done(bench, nomination)):
        looked = _look(bench, own)
    return _queue(bench, own, looked)


def _queue(bench: Bench, own: Papers, looked: Looked) -> Queue:
    sheets = {name: Sheet.of(kept, bench.criteria) for name, kept in own.sheets.items()}
    cases = [Case(number, one, _begun(bench, sheets.get(one.id, NOTHING))) for number, one in looked.open]
    marked = {case.id: kept for case in cases if case.status == MARKED and (kept := own.sheet(case.id).updated)}
    factor = pace.factor(marked, looked.minutes)
    left = [looked.minutes.get(case.id, 0.0) for case in cases if case.status in TO_DO]
    aside = {name: each.interest for name, each in bench.assessor.recusals.items() if not each.lifted}
    return Queue(
        looked=looked,
        open=cases,
        papers=own,
        aside=aside,
        gone=len(own.declared - looked.numbers.keys() - aside.keys()),
        minutes=pace.left(left, factor),
        own_pace=factor is not None,
    )
