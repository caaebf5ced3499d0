"""Getting ready: Django set up, the tables there. Whoever is not a server or a test calls `ready` first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chucai.errors import Refused
from chucai.web.home import PRIVATE_FOLDER, made

PRIVATE_FILE = 0o600
MIGRATING = 4_723_001  # names the lock that migrating processes share on PostgreSQL


def ready(migrate: bool | None = None) -> None:
    """Set Django up and bring the tables up to date.

    `migrate` None: on SQLite, which is made on first use; a PostgreSQL is migrated when its administrator says so.
    Raises Refused("database-unreachable"), or Refused("database-behind") where nobody has said so yet.
    """
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chucai.web.settings")
    django.setup()
    from django.db import connection

    _closed_to_others()
    with _reached():
        if connection.vendor == "sqlite" if migrate is None else migrate:
            _migrate()
        elif _behind():
            raise Refused("database-behind")


def _closed_to_others() -> None:
    """The database and the mail that are files here can be read by their owner alone, also where the folder cannot."""
    from django.conf import settings
    from django.db import connection

    database, mail = Path(str(connection.settings_dict["NAME"])), getattr(settings, "EMAIL_FILE_PATH", None)
    if connection.vendor == "sqlite" and (database.parent == settings.HOME or database.parent.is_dir()):
        made()
        database.touch(PRIVATE_FILE)
    if mail:
        made()
        Path(mail).mkdir(PRIVATE_FOLDER, exist_ok=True)


def _migrate() -> None:
    from django.core.management import call_command

    with _alone():
        if _behind():
            call_command("migrate", verbosity=0, interactive=False)


def _behind() -> bool:
    """Whether tables are missing or of an older form."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _reached() -> Iterator[None]:
    """A database that does not answer is told in a sentence."""
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise Refused("database-unreachable", reason=str(error).strip().partition("\n")[0]) from error


@contextmanager
def _alone() -> Iterator[None]:
    """Of several processes that start at once, one migrates and the others wait."""
    from django.db import connection

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
