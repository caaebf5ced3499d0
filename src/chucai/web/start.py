"""Getting ready: Django set up, the tables there. Whoever is not a server or a test calls `ready` first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

MIGRATING = 4_723_001  # names the lock that migrating processes share on PostgreSQL


def ready(migrate: bool | None = None) -> None:
    """Set Django up and bring the tables up to date.

    `migrate` None: on SQLite, which is made on first use; a PostgreSQL is migrated when its administrator says so.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chucai.web.settings")
    django.setup()
    from django.db import connection

    if connection.vendor == "sqlite" if migrate is None else migrate:
        _migrate()


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    with _alone():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def _alone() -> Iterator[None]:
    """Of several processes that start at once, one migrates and the others wait."""
    from django.db import connection

    from chucai.web.home import made

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [MIGRATING])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [MIGRATING])
        return
    with (made() / "migrate.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
