"""A round at the size of a province for `benchmarks/web.py`: made through the door like any other. All invented."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from random import Random

from chucai.gates.acts import Actor, Assess
from chucai.web.acts import Signed, perform_many
from chucai.web.records.people import seat as seated
from tests.web.judged_round import County, case_id
from tests.web.small_round import actor

READERS = 4  # of each nomination; three have handed in, the fourth has still to read
AT_ONCE = 2_000
CRITERIA = {"daring": (0, 10), "doing": (1, 5), "shining": (0, 100)}


class Province(County):
    """`cases` nominations read by `judges`; of each case one reader has not handed in yet."""

    def __init__(self, round_id: str, cases: int, judges: int) -> None:
        super().__init__(round_id, judges)
        self.number = cases
        self.lot = Random(f"{round_id}|{cases}")

    def made(self) -> Province:
        self.begin(cases=0)
        for start in range(1, self.number + 1, AT_ONCE):
            self.submit_many(range(start, min(start + AT_ONCE, self.number + 1)))
            _say(f"{self.round_id}: {min(start + AT_ONCE - 1, self.number)} of {self.number} nominations")
        own = self._readers()
        self.give(own)
        for judge in self.judges:
            seated(self.round_id, judge, f"{judge}.{self.round_id}@example.org")
            self.declared(judge)
        seated(self.round_id, "office", f"office.{self.round_id}@example.org")
        batch = list(self._sheets(own))
        for start in range(0, len(batch), AT_ONCE):
            perform_many(self.round_id, batch[start : start + AT_ONCE])
            _say(f"{self.round_id}: {min(start + AT_ONCE, len(batch))} of {len(batch)} sheets")
        return self

    def _readers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {judge: [] for judge in self.judges}
        able = self.judges[1:]  # the first belongs to a bureau of the county
        for number in range(1, self.number + 1):
            for judge in self.lot.sample(able, READERS):
                found[judge].append(case_id(number))
        return found

    def _sheets(self, own: dict[str, list[str]]) -> Iterator[Signed]:
        readers: dict[str, list[str]] = {}
        for judge, names in own.items():
            for name in names:
                readers.setdefault(name, []).append(judge)
        for name, who in readers.items():
            late = self.lot.choice(who)
            for judge in (each for each in who if each != late):
                act = Assess(stage="judge", nomination=name, assessor=judge, marks=self._marks())
                yield Signed(self._actor(judge), act, self.at)

    def _marks(self) -> dict[str, int]:
        return {name: self.lot.randint(low, high) for name, (low, high) in CRITERIA.items()}

    @staticmethod
    def _actor(judge: str) -> Actor:
        return actor("assessor", judge)

    def open_cases(self, judge: str) -> Sequence[str]:
        """What a judge has still to read."""
        state = self.state()
        assigned = state.comparison("judge").assigned
        return [
            name
            for name, readers in assigned.items()
            if judge in readers and judge not in state.nomination(name).sheets.get("judge", {})
        ]


def _say(words: str) -> None:
    print(f"  {words}", file=sys.stderr)
