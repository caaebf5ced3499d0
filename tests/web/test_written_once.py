"""What is written once cannot be changed or deleted, whoever asks the database for it."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from chucai.web.records.models import Attachment, Checkpoint, Event
from chucai.web.records.sealing import seal
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db

COLUMNS = {
    "id": "id + 1000",
    "round_id": "'other'",
    "stream_id": "stream_id + 1",
    "version": "version + 1",
    "kind": "'other'",
    "actor": "'other'",
    "role": "'other'",
    "at": "CURRENT_TIMESTAMP",
    "data": "leaf",
    "leaf": "data",
    "batch": "batch + 1",
    "position": "0",
}


@pytest.fixture
def school() -> School:
    return School().open()


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def refused(statement: str) -> bool:
    with pytest.raises(DatabaseError) as error:
        run(statement)
    return "is written once" in str(error.value)


def test_the_list_of_columns_is_whole():
    assert COLUMNS.keys() == {field.column for field in Event._meta.fields}


@pytest.mark.parametrize("column", COLUMNS)
def test_no_column_of_an_event_can_be_changed(school: School, column: str):
    seal(ROUND)
    assert refused(f"UPDATE records_event SET {column} = {COLUMNS[column]} WHERE position = 3")


@pytest.mark.parametrize("column", sorted(COLUMNS.keys() - {"position"}))
def test_nor_while_it_gets_its_position(school: School, column: str):
    assert refused(f"UPDATE records_event SET position = 0, {column} = {COLUMNS[column]} WHERE kind = 'round-opened'")


def test_a_position_is_given_once(school: School):
    run("UPDATE records_event SET position = 0 WHERE kind = 'round-opened'")
    assert refused("UPDATE records_event SET position = 1 WHERE kind = 'round-opened'")
    assert refused("UPDATE records_event SET position = NULL WHERE kind = 'round-opened'")


def test_events_checkpoints_and_attachments_cannot_be_deleted_or_changed(school: School):
    seal(ROUND)
    for model in (Event, Checkpoint, Attachment):
        assert model.objects.exists()
        assert refused(f"DELETE FROM {model._meta.db_table}")
    assert refused("UPDATE records_checkpoint SET text = 'other'")
    assert refused("UPDATE records_attachment SET text = 'other'")
