"""Lists say what the core says: rows against standings, visible rows against `only_seen`, over walked rounds."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from chucai.charter.examples import example_ids
from chucai.gates.model import Nomination
from chucai.gates.standing import standing
from chucai.gates.viewing import About, Look, Viewer, is_nominee, is_recused, viewer
from chucai.gates.visibility import only_seen
from chucai.web.records import attaching, models
from chucai.web.records.listing import MERIT, line_of, merits
from chucai.web.records.lists import at_work, visible
from chucai.web.records.replay import replay
from chucai.web.records.saving import Entry, save
from chucai.web.records.state import Rows
from tests.spec.walks import menu, work, world
from tests.spec.walks.walker import ASSESSORS, NOMINATORS, Walk

pytestmark = pytest.mark.django_db


class Written:
    """A walked round that is written into rows as it goes."""

    def __init__(self, example: str, lot: Random, patch: pytest.MonkeyPatch) -> None:
        self.walk = Walk(world.small(example, places=2 + lot.randrange(2)), lot)
        self.written = 0
        walk = self.walk
        patch.setattr(attaching, "charter", lambda _, digest: walk.charters[digest])
        patch.setattr(attaching, "calendar", lambda _, digest: walk.calendars[digest])
        models.Round.objects.create(id="walk")

    def write(self) -> Rows:
        """The events since the last time, in batches as somebody might hand them in."""
        while self.written < len(self.walk.events):
            batch = self.walk.events[self.written : self.written + 7]
            state = Rows("walk")
            state.foresee({event.stream for event in batch})
            for event in batch:
                state.apply(event)
            save(state, [Entry.of(event) for event in batch], (), ())
            self.written += len(batch)
        return Rows("walk")

    def everybody(self) -> Iterator[Viewer]:
        """Each actor of the roster, assessors who left the panel, nominees, nominators, passers-by, holders of a link."""
        state = self.walk.state
        people = {who for holders in state.roster.holders.values() for who in holders}
        nominations = [state.nomination(name) for name in state.nominations()]
        people |= {who for one in nominations for who in one.people} | set(ASSESSORS) | set(NOMINATORS)
        for who in sorted(people):
            yield viewer(state, who)
        for who in ASSESSORS:  # off the panel, and in the office
            yield Viewer(who, frozenset({("secretary", None)}))
        yield viewer(state, None)
        for one in nominations[:2]:
            yield viewer(state, None, [f"nomination/{one.id}"])

    def check(self) -> None:
        rows, walk = self.write(), self.walk
        nominations = [walk.state.nomination(name) for name in walk.state.nominations()]
        self.check_rows(nominations)
        for who in self.everybody():
            on = walk.today
            wanted = {one.id for one in only_seen(walk.charter, walk.state, who, nominations, on)}
            assert set(visible(walk.charter, rows, who, on).values_list("nomination", flat=True)) == wanted, who
            looks = {one.id: Look(walk.charter, walk.state, who, About(nomination=one), on) for one in nominations}
            apart = {name for name, look in looks.items() if is_nominee(look) or is_recused(look)}
            assert set(at_work(walk.charter, rows, who, on).values_list("nomination", flat=True)) == wanted - apart, who

    def check_rows(self, nominations: list[Nomination]) -> None:
        rows = {row.nomination: row for row in models.NominationRow.objects.all()}
        rankings = merits(self.walk.charter, self.walk.state)
        for one in nominations:
            row, where = rows.pop(one.id), standing(self.walk.charter, self.walk.state, one)
            assert (row.standing, row.stage) == (where.status, where.stage or ""), one.id
            assert tuple(getattr(row, name) for name in MERIT) == line_of(rankings, one.id)
        assert not rows


@pytest.mark.parametrize("seed", [1])
@pytest.mark.parametrize("example", example_ids())
def test_rows_and_what_is_seen_of_them_follow_the_core(example: str, seed: int, monkeypatch: pytest.MonkeyPatch):
    lot = Random(seed)
    told = Written(example, lot, monkeypatch)
    told.walk.found(lot)
    for _ in range(2 * len(told.walk.charter.stages) + 1):
        work.move_on(told.walk, lot)
        for _ in range(lot.randrange(8)):
            menu.poke(told.walk, lot)
        if lot.random() < 0.5:
            told.walk.pass_time(lot.randrange(1, 200))
        told.check()
    assert told.walk.state.nominations()
    assert [each for each in replay("walk").differences if each.code == "list-differs"] == []
