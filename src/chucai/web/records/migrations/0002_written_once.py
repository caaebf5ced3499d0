"""What is written once stays: the database itself refuses to change or delete it, whoever asks.

SQLite loses triggers when a later migration rebuilds a table: such a migration must end with `GUARD` again
(tests/web/test_written_once.py notices when it does not).
"""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ONCE = ("records_attachment", "records_checkpoint")
EVENT = "records_event"
EVENT_COLUMNS = ("id", "round_id", "stream_id", "version", "kind", "actor", "role", "at", "data", "leaf", "batch")


def sqlite() -> Iterator[str]:
    """An event may be given its position, once, and nothing else of it may change."""
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in EVENT_COLUMNS)
    placed = f"OLD.position IS NULL AND NEW.position IS NOT NULL AND {same}"
    yield _sqlite_trigger(EVENT, "UPDATE", f"WHEN NOT ({placed})")
    yield _sqlite_trigger(EVENT, "DELETE")
    for table in ONCE:
        yield _sqlite_trigger(table, "UPDATE")
        yield _sqlite_trigger(table, "DELETE")


def _sqlite_trigger(table: str, deed: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{deed.lower()} BEFORE {deed} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is written once'); END"
    )


def postgresql() -> Iterator[str]:
    yield (
        "CREATE OR REPLACE FUNCTION records_written_once() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is written once', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$"
    )
    new, old = (", ".join(f"{row}.{name}" for name in EVENT_COLUMNS) for row in ("NEW", "OLD"))
    placed = f"OLD.position IS NULL AND NEW.position IS NOT NULL AND ({new}) IS NOT DISTINCT FROM ({old})"
    yield _postgresql_trigger(EVENT, "UPDATE", f"WHEN (NOT ({placed}))")
    yield _postgresql_trigger(EVENT, "DELETE")
    for table in ONCE:
        yield _postgresql_trigger(table, "UPDATE")
        yield _postgresql_trigger(table, "DELETE")


def _postgresql_trigger(table: str, deed: str, when: str = "") -> str:
    return (
        f"CREATE OR REPLACE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
        f"FOR EACH ROW {when} EXECUTE FUNCTION records_written_once()"
    )


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements = {"sqlite": sqlite, "postgresql": postgresql}[schema_editor.connection.vendor]
    for statement in statements():
        schema_editor.execute(statement, params=None)


GUARD = migrations.RunPython(guard)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_rows")]
    operations = [GUARD]
