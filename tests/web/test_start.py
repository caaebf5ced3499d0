"""Getting ready: data folder, secrets, tables and server appear on first use."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from chucai.errors import Refused
from chucai.web import home
from chucai.web.database import database

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("CHUCAI_SECRET_KEY", "CHUCAI_LEDGER_KEY_FILE", "CHUCAI_LEDGER_NAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CHUCAI_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


# --- the data folder


def test_the_folder_is_the_one_named_or_the_users_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("CHUCAI_HOME", str(tmp_path))
    assert home.folder() == tmp_path
    monkeypatch.delenv("CHUCAI_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert home.folder() == tmp_path / "chucai"
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert home.folder() == tmp_path / ".local" / "share" / "chucai"


def test_secrets_are_made_once_and_only_their_owner_can_read_them(folder: Path):
    assert home.secret_key() == home.secret_key()
    assert home.ledger_key() == home.ledger_key()
    assert len(home.secret_key()) >= 50
    for name in ("secret.key", "ledger.key"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(list(folder.iterdir())) == 2


def test_secrets_may_come_from_elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    (tmp_path / "seed").write_text("ab" * 32 + "\n", "ascii")
    monkeypatch.setenv("CHUCAI_LEDGER_KEY_FILE", str(tmp_path / "seed"))
    monkeypatch.setenv("CHUCAI_LEDGER_NAME", "office")
    monkeypatch.setenv("CHUCAI_SECRET_KEY", "from elsewhere")
    assert (home.ledger_key().name, home.ledger_key().seed) == ("office", bytes.fromhex("ab" * 32))
    assert home.secret_key() == "from elsewhere"
    assert not folder.exists()


@pytest.mark.parametrize("text", [None, "", "xyz", "é"])
def test_a_key_that_cannot_be_read_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str | None):
    file = tmp_path / "seed"
    if text is not None:
        file.write_text(text, "utf-8")
    monkeypatch.setenv("CHUCAI_LEDGER_KEY_FILE", str(file))
    with pytest.raises(Refused) as refused:
        home.ledger_key()
    assert refused.value.code in {"ledger-key-unreadable", "key-malformed"}


# --- which database


def test_without_an_address_the_database_is_a_file_in_the_folder():
    found = database("", Path("/data"))
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", "/data/chucai.sqlite3")


def test_a_postgresql_address():
    found = database("postgresql://who:p%40ss@db.example:5433/name?sslmode=require", Path("/data"))
    assert {key: found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")} == {
        "USER": "who",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "name",
        "OPTIONS": {"sslmode": "require"},
    }
    assert database("postgres:///name?host=/run/pg", Path("/data"))["OPTIONS"] == {"host": "/run/pg"}


def test_a_sqlite_address():
    assert database("sqlite:////var/x.sqlite3", Path("/data"))["NAME"] == "/var/x.sqlite3"
    assert database("sqlite:///x.sqlite3", Path("/data"))["NAME"] == "x.sqlite3"


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://host", "sqlite://", "nonsense"])
def test_an_address_nobody_understands_is_refused(url: str):
    with pytest.raises(Refused, match="database-url"):
        database(url, Path("/data"))


# --- tables


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_a_database_file_is_kept_safe():
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with connection.cursor() as cursor:
        pragmas = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("foreign_keys", "secure_delete")}
        synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    assert pragmas == {"foreign_keys": 1, "secure_delete": 1}
    assert synchronous == 2  # FULL


FIRST_USE = """
from chucai.web.start import ready
ready()
from django.db import connection
from chucai.web.records.models import Round
print(Round.objects.count(), connection.cursor().execute("PRAGMA journal_mode").fetchone()[0])
"""


def start(program: str, folder: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "CHUCAI_HOME": str(folder), "PYTHONPATH": str(ROOT / "src"), "DATABASE_URL": ""}
    return subprocess.Popen(
        [sys.executable, "-c", program], env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def test_of_processes_that_start_at_once_one_makes_the_tables(folder: Path):
    running = [start(FIRST_USE, folder) for _ in range(3)]
    assert [process.communicate(timeout=120) for process in running] == [("0 wal\n", "")] * 3


def test_what_people_said_can_be_read_by_its_owner_alone_where_the_folder_cannot(folder: Path):
    """A folder that was there before, as that of a container's volume, is left as it is."""
    folder.mkdir(mode=0o755)
    assert start(FIRST_USE, folder).communicate(timeout=60) == ("0 wal\n", "")
    modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()}
    assert {name for name, mode in modes.items() if mode & 0o077} <= {"migrate.lock"}
    assert modes["chucai.sqlite3"] == 0o600
    assert modes["mail"] == 0o700


def test_the_settings_make_no_file(folder: Path):
    program = "import chucai.web.settings as s; print(s.DATABASES['default']['NAME'])"
    out, _ = start(program, folder).communicate(timeout=60)
    assert out == f"{folder / 'chucai.sqlite3'}\n"
    assert not folder.exists()


# --- the server


def test_the_server_answers_and_stops(folder: Path):
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = start(f"from chucai.web.serve import serve; serve(port={port})", folder)
    try:
        assert answer(server, f"http://127.0.0.1:{port}/health") == b"ok\n"
        assert b"\xe5\x87\xba\xe5\xbd\xa9" in answer(server, f"http://127.0.0.1:{port}/")
    finally:
        server.terminate()
        server.communicate(timeout=30)
    assert server.returncode == 0


FORK = """
import gc, sys
from chucai.web.start import ready
ready()
from django.db import connection
from chucai.web.shared import load
load()
print("chucai.web.judge.views.score" in sys.modules, gc.get_freeze_count() > 100_000, connection.connection)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="workers are forked on Linux alone")
def test_what_every_worker_needs_is_loaded_before_they_are_forked_and_no_connection_is_handed_on(folder: Path):
    assert start(FORK, folder).communicate(timeout=60)[0] == "True True None\n"


def answer(server: subprocess.Popen[str], url: str) -> bytes:
    """Ask until there is an answer or the server is gone."""
    while server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=10) as response:
                return bytes(response.read())
        except (urllib.error.URLError, ConnectionError):
            continue
    raise AssertionError(server.communicate()[1])
