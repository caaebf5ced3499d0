"""Streams come with their events in one question or in two, and are the same streams."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chucai.web.records.models import Stream
from chucai.web.records.remembered import Remembered
from chucai.web.records.streams import NOWHERE, RECENT, evolved, loaded, places
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db
NOBODY = "nomination/nobody"


@pytest.fixture
def school() -> School:
    return School().open(nominating=True)


def keys() -> set[str]:
    return {*Stream.objects.filter(round_id=ROUND).values_list("key", flat=True), NOBODY}


def in_two() -> tuple[object, object]:
    """Place first and then what happened there, by a process that knows nothing."""
    Remembered.forget_all()
    where = places(ROUND, keys())
    return where, evolved({key: where.get(key, NOWHERE) for key in keys()})


def questions(wanted: set[str]) -> int:
    with CaptureQueriesContext(connection) as caught:
        loaded(ROUND, wanted)
    return len(caught)


def test_a_process_that_never_met_a_stream_asks_once(school: School):
    expected = in_two()
    Remembered.forget_all()
    assert questions(keys()) == 1
    Remembered.forget_all()
    assert loaded(ROUND, keys()) == expected


def test_what_is_remembered_is_asked_for_once_more_and_never_read_again(school: School):
    Remembered.forget_all()
    before = loaded(ROUND, keys())
    assert questions(keys()) == 1
    assert loaded(ROUND, keys()) == before


def test_a_stream_that_grew_elsewhere_is_read_as_it_is_now(school: School):
    school.submit("n-1")
    loaded(ROUND, keys())
    before = loaded(ROUND, {"roster"})
    school.submit("n-2")
    RECENT.forget()  # what another process wrote is not in the memory of this one
    after = loaded(ROUND, keys())
    assert after == in_two()
    assert "nomination/n-2" in after[0]
    assert before == loaded(ROUND, {"roster"})


def test_streams_met_and_not_met_come_together(school: School):
    expected = in_two()
    Remembered.forget_all()
    loaded(ROUND, {"round"})
    assert questions(keys()) == 2
    assert loaded(ROUND, keys()) == expected


def test_a_stream_asked_for_before_it_was_there_is_found_once_it_is(school: School):
    assert loaded(ROUND, {"nomination/n-1"}) == ({}, {"nomination/n-1": None})
    school.submit("n-1")
    RECENT.forget()
    where, streams = loaded(ROUND, {"nomination/n-1", NOBODY})
    assert list(where) == ["nomination/n-1"]
    assert streams["nomination/n-1"] is not None
    assert streams[NOBODY] is None
