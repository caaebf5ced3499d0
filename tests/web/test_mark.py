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
    last = models.Event.objects.filter(round_id=ROUND).order_by("-id").first()
    assert last is not None
    saved(last, version=1, later=20)
    before = mark(ROUND)
    saved(last, version=2, later=10)
    assert mark(ROUND) != before


def saved(last: models.Event, version: int, later: int) -> None:
    """An event whose number is so much higher."""
    stream, _ = models.Stream.objects.get_or_create(round_id=ROUND, family="other", key="other/1")
    told = {
        "kind": "other",
        "actor": "a",
        "role": "b",
        "at": last.at,
        "data": b"",
        "leaf": bytes([version]),
        "batch": 1,
    }
    models.Event.objects.create(id=last.id + later, round_id=ROUND, stream=stream, version=version, **told)
