"""My queue: the cases of one assessor, what became of each, and what is left to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chucai.gates.model import Nomination
from chucai.web.judge import pace
from chucai.web.judge.bench import Bench
from chucai.web.judge.sheet import Sheet
from chucai.web.records.sheets import Papers, papers

NEW, BEGUN, MARKED, SKIPPED, SEALED, ABSTAINED = "new", "begun", "marked", "skipped", "sealed", "abstained"
TO_DO = (NEW, BEGUN, SKIPPED)
OPEN = (*TO_DO, MARKED)


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


def queue(bench: Bench) -> Queue:
    """Everything an assessor has to do, and has done, at this comparison."""
    state = bench.desk.state
    names = bench.assigned()
    state.foresee({f"nomination/{name}" for name in names})
    own = papers(bench.desk.round_id, bench.who, bench.stage.id)
    readable = [one for one in map(state.nomination, names) if bench.may_read(one)]
    cases = [
        Case(n, one, status(bench, one, Sheet.of(own.sheet(one.id), bench.criteria)))
        for n, one in enumerate(readable, 1)
    ]
    expected = pace.minutes(state, [case.id for case in cases if case.status not in (SEALED, ABSTAINED)])
    marked = {
        case.id: kept.updated
        for case in cases
        if case.status == MARKED and (kept := own.sheet(case.id)).updated is not None
    }
    factor = pace.factor(marked, expected)
    left = [expected[case.id] for case in cases if case.status in TO_DO and case.id in expected]
    aside = {name: each.interest for name, each in bench.assessor.recusals.items() if not each.lifted}
    return Queue(
        cases=cases,
        papers=own,
        aside=aside,
        gone=len(own.declared - {case.id for case in cases} - aside.keys()),
        minutes=pace.left(left, factor),
        own_pace=factor is not None,
    )
