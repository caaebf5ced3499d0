"""The mark of a round: the same for as long as nothing has happened in it."""

from __future__ import annotations

import pytest

from chucai.web.records import models
from chucai.web.records.mark import mark
from chucai.web.records.openings import erase
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db


def test_a_mark_changes_with_an_event_and_with_an_erasure_and_with_nothing_else():
    assert mark("not-there") == mark("not-there")
    before = mark(ROUND), mark()
    school = School().open()
    school.submit("an")
    opened = mark(ROUND), mark()
    assert not set(before) & set(opened)
    assert (mark(ROUND), mark()) == opened
    erase(ROUND, "nomination/an", ("statement",))
    assert not set(opened) & {mark(ROUND), mark()}


@pytest.mark.parametrize("other", ["an-earlier-name", "the-later-name"])
def test_what_happens_in_another_round_leaves_it(other: str):
    School().open().submit("an")
    before = mark(ROUND), mark(), mark(other)
    School(other).open()
    assert mark(ROUND) == before[0]
    assert mark() != before[1]
    assert mark(other) not in {before[2], mark(ROUND), mark("neither")}


def test_an_event_that_took_its_number_early_and_was_saved_late_is_noticed():
    School().open().submit("an", "bo")
    before = mark(ROUND)
    last = models.Event.objects.filter(round_id=ROUND).order_by("-id").first()
    assert last is not None
    stream = models.Stream.objects.create(round_id=ROUND, family="late", key="late/1")
    columns = {
        "version": 1,
        "kind": "late",
        "actor": "a",
        "role": "b",
        "at": last.at,
        "data": b"",
        "leaf": b"",
        "batch": 1,
    }
    models.Event.objects.create(id=-1, round_id=ROUND, stream=stream, **columns)
    assert mark(ROUND) != before
