"""Replay finds every row that does not say what the events say."""

from __future__ import annotations

import pytest
from django.db import connection

from chucai.web.records import models
from chucai.web.records.replay import replay
from chucai.web.records.sealing import seal
from chucai.web.words import DIFFERENCES
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    """A finished round, sealed twice."""
    school = School().open()
    seal(ROUND)
    school.finish()
    seal(ROUND)
    return school


def change(table: str, statement: str) -> None:
    """What somebody who owns the database can do: take the triggers away and write."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_update")
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
        cursor.execute(statement)


def found() -> set[tuple[str, str]]:
    return {(each.code, each.where) for each in replay(ROUND).differences}


def test_nothing_differs_in_a_round_that_nobody_touched(school: School):
    seen = replay(ROUND)
    assert seen.differences == ()
    assert seen.events == models.Event.objects.count()
    assert seen.streams == models.Stream.objects.filter(version__gt=0).count()


def test_what_is_not_sealed_yet_is_looked_at_too(school: School):
    School("other").open()
    assert replay("other").differences == ()
    models.Stream.objects.filter(round_id="other", key="tree").update(version=9)
    assert {each.where for each in replay("other").differences} == {"tree"}


def test_rounds_do_not_disturb_each_other(school: School):
    School("other").open()
    assert replay(ROUND).differences == ()


@pytest.mark.parametrize(
    ("table", "statement", "difference"),
    [
        ("records_event", "UPDATE records_event SET actor = 'x' WHERE kind = 'units-set'", ("event-differs", "tree@1")),
        ("records_event", "UPDATE records_event SET at = '2026-03-03 00:00:00Z' WHERE kind = 'units-set'",
         ("event-differs", "tree@1")),
        ("records_stream", "UPDATE records_stream SET version = 7 WHERE key = 'tree'", ("stream-differs", "tree")),
        ("records_nominationrow", "UPDATE records_nominationrow SET honour = 'prize' WHERE nomination = 'cen'",
         ("list-differs", "cen")),
        ("records_nominationrow", "DELETE FROM records_nominationrow WHERE nomination = 'an'", ("list-differs", "an")),
        ("records_nominationrow", "UPDATE records_nominationrow SET nomination = 'x' WHERE nomination = 'an'",
         ("list-differs", "x")),
        ("records_opening", "UPDATE records_opening SET value = '\"x\"' WHERE value = '\"an\"'",
         ("opening-differs", "nomination/an@1 name")),
        ("records_opening", "UPDATE records_opening SET version = 9 WHERE value = '\"an\"'",
         ("opening-differs", "nomination/an@9")),
        ("records_event", "UPDATE records_event SET position = 999 WHERE position = 4", ("position-differs", "5")),
        ("records_event", "UPDATE records_event SET position = NULL WHERE position = 3", ("position-differs", "4")),
        ("records_checkpoint", "UPDATE records_checkpoint SET hashes = root", ("checkpoint-differs", "29")),
        ("records_checkpoint", "UPDATE records_checkpoint SET text = 'x'", ("checkpoint-differs", "29")),
        ("records_checkpoint", "DELETE FROM records_checkpoint WHERE size = 29", ("position-differs", "28")),
        ("records_attachment", "UPDATE records_attachment SET text = 'x = 1' WHERE kind = 'charter'",
         ("attachment-differs", "charter")),
        ("records_attachment", "DELETE FROM records_attachment WHERE kind = 'calendar'",
         ("attachment-missing", "calendar")),
    ],
    ids=lambda value: value.partition(" WHERE")[0] if isinstance(value, str) and " " in value else "",
)  # fmt: skip
def test_what_was_changed_is_found_and_named(school: School, table: str, statement: str, difference: tuple[str, str]):
    change(table, statement)
    code, where = difference
    assert any(each[0] == code and each[1].startswith(where) for each in found()), found()
    assert {each[0] for each in found()} <= DIFFERENCES.keys()


def test_a_stream_that_claims_events_it_does_not_have_is_found(school: School):
    models.Stream.objects.create(round_id=ROUND, family="nomination", key="nomination/ghost", version=1)
    assert found() == {("stream-differs", "nomination/ghost")}


def test_a_changed_byte_of_an_event_is_found(school: School):
    event = models.Event.objects.get(kind="conferred", stream__key="nomination/an")
    forged = bytes(event.data).replace(b"2026/1", b"2026/2")
    change("records_event", "SELECT 1")
    models.Event.objects.filter(id=event.id).update(data=forged)
    assert ("event-differs", f"nomination/an@{event.version}") in found()


def test_an_event_forged_with_its_leaf_is_found_by_stream_and_checkpoint(school: School):
    from chucai.ledger.tree import leaf_hash

    event = models.Event.objects.get(kind="conferred", stream__key="nomination/an")
    forged = bytes(event.data).replace(b"2026/1", b"2026/2")
    change("records_event", "SELECT 1")
    models.Event.objects.filter(id=event.id).update(data=forged, leaf=leaf_hash(forged))
    codes = {code for code, _ in found()}
    assert {"stream-differs", "checkpoint-differs"} <= codes


def test_differences_have_words_in_both_languages():
    assert all(
        {"zh", "en"} == set(words) and all("{where}" in text for text in words.values())
        for words in DIFFERENCES.values()
    )
