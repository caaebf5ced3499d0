"""My queue: the cases of one assessor, what became of each, and what is left to do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chucai.gates.model import Nomination
from chucai.web.judge import pace
from chucai.web.judge.bench import Bench
from chucai.web.judge.sheet import Sheet
from chucai.web.records.sheets import Papers, last_event, papers

NEW, BEGUN, MARKED, SKIPPED, SEALED, ABSTAINED = "new", "begun", "marked", "skipped", "sealed", "abstained"
TO_DO = (NEW, BEGUN, SKIPPED)
OPEN = (*TO_DO, MARKED)
GLANCE = timedelta(seconds=30)  # so old may what a score page says of the other cases be
REMEMBERED = 256  # assessors
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


@dataclass(frozen=True, slots=True)
class Queue:
    """`gone`: how many cases that were looked at before are with others now. `aside`: case -> interest."""

    cases: Sequence[Case]
    papers: Papers
    aside: Mapping[str, str]
    gone: int
    minutes: int
    own_pace: bool

    def of(self, *statuses: str) -> list[Case]:
        return [case for case in self.cases if case.status in statuses]

    @property
    def done(self) -> int:
        return len(self.cases) - len(self.of(*TO_DO))

    @property
    def undeclared(self) -> list[Case]:
        """Cases still to be marked of which the assessor has not said yet whether they have an interest in them."""
        return [case for case in self.of(*OPEN) if case.id not in self.papers.declared]

    def after(self, name: str | None) -> Case | None:
        """The next case to do after this one, going round; one that was put off only when nothing else is left."""
        at = next((n for n, case in enumerate(self.cases) if case.id == name), -1)
        turned = [*self.cases[at + 1 :], *self.cases[: max(at, 0)]]
        fresh = [case for case in turned if case.status in (NEW, BEGUN)]
        return next(iter(fresh or [case for case in turned if case.status == SKIPPED]), None)

    def beside(self, name: str) -> tuple[Case | None, Case | None]:
        """The cases before and after this one."""
        at = next((n for n, case in enumerate(self.cases) if case.id == name), None)
        if at is None:
            return None, None
        before = self.cases[at - 1] if at else None
        return before, self.cases[at + 1] if at + 1 < len(self.cases) else None


def status(bench: Bench, nomination: Nomination, sheet: Sheet) -> str:
    """What an assessor has done about a case."""
    if bench.who in nomination.sheets.get(bench.stage.id, {}):
        return SEALED
    if bench.who in nomination.abstained.get(bench.stage.id, frozenset()):
        return ABSTAINED
    if sheet.skipped:
        return SKIPPED
    if bench.criteria.keys() <= sheet.marks.keys():
        return MARKED
    return BEGUN if sheet.begun else NEW


@dataclass(frozen=True, slots=True)
class Looked:
    """What the last full look at an assessor's cases found, with the minutes each takes and the sheets then begun.

    `event`: the last there was in the round; as long as no other has come, all of it still stands.
    """

    at: datetime
    event: bytes
    readable: Sequence[Nomination]
    minutes: Mapping[str, float]
    begun: frozenset[str]

    def holds(self, at: datetime, own: Papers, name: str) -> bool:
        """Whether it is good enough to count by: young, with this case in it, and nothing handed in since."""
        young = timedelta(0) <= at - self.at < GLANCE
        return young and self.begun <= own.sheets.keys() and any(one.id == name for one in self.readable)


_looked: OrderedDict[Hashable, Looked] = OrderedDict()


def _key(bench: Bench) -> Hashable:
    return bench.desk.round_id, bench.who, bench.desk.today, bench.ruling


def _look(bench: Bench, own: Papers, event: bytes) -> Looked:
    state = bench.desk.state
    names = bench.assigned()
    state.foresee({f"nomination/{name}" for name in names})
    readable = bench.readable(names)
    done = {SEALED, ABSTAINED}
    open_ = [one.id for one in readable if status(bench, one, NOTHING) not in done]
    found = Looked(bench.desk.at, event, readable, pace.minutes(state, open_), frozenset(own.sheets))
    _looked[_key(bench)] = found
    while len(_looked) > REMEMBERED:
        _looked.popitem(last=False)
    return found


def queue(bench: Bench) -> Queue:
    """Everything an assessor has to do, and has done, at this comparison; the streams of all cases are loaded."""
    own = papers(bench.desk.round_id, bench.who, bench.stage.id)
    return _queue(bench, own, _look(bench, own, last_event(bench.desk.round_id)))


def listed(bench: Bench) -> Queue:
    """The same for a page that shows some of it: nothing is loaded again while no event has come."""
    own = papers(bench.desk.round_id, bench.who, bench.stage.id)
    event, looked = last_event(bench.desk.round_id), _looked.get(_key(bench))
    if looked is None or looked.event != event:
        looked = _look(bench, own, event)
    return _queue(bench, own, looked)


def beside(bench: Bench, nomination: Nomination) -> Queue:
    """The queue around one case. Of the other cases it may be a few seconds old: they are only counted and led to."""
    own = papers(bench.desk.round_id, bench.who, bench.stage.id)
    looked = _looked.get(_key(bench))
    if looked is None or not looked.holds(bench.desk.at, own, nomination.id):
        looked = _look(bench, own, last_event(bench.desk.round_id))
    readable = [nomination if one.id == nomination.id else one for one in looked.readable]
    return _queue(bench, own, replace(looked, readable=readable))


def _queue(bench: Bench, own: Papers, looked: Looked) -> Queue:
    sheets = {name: Sheet.of(kept, bench.criteria) for name, kept in own.sheets.items()}
    cases = [Case(n, one, status(bench, one, sheets.get(one.id, NOTHING))) for n, one in enumerate(looked.readable, 1)]
    marked = {case.id: kept for case in cases if case.status == MARKED and (kept := own.sheet(case.id).updated)}
    factor = pace.factor(marked, looked.minutes)
    left = [looked.minutes.get(case.id, 0.0) for case in cases if case.status in TO_DO]
    aside = {name: each.interest for name, each in bench.assessor.recusals.items() if not each.lifted}
    return Queue(
        cases=cases,
        papers=own,
        aside=aside,
        gone=len(own.declared - {case.id for case in cases} - aside.keys()),
        minutes=pace.left(left, factor),
        own_pace=factor is not None,
    )
