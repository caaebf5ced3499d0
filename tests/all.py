"""Everything `./run test` does, part by part; also `./run lint`, `docs`, `lock` and `pg`.

The parts run one after another and each prints as it goes. All of them run even when one fails, a table at the end says
how each went, and the exit code is 0 only when every part is ok.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import browser
import postgres

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TOOLS = Path(PYTHON).parent
LOCK = ["uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
# Nothing in a lock names a registry: whoever installs says where from.
LOCK += ["--no-emit-index-url", "--no-header", "--no-annotate"]
WEB = ["--extra", "engine", "--extra", "web"]


def call(*command: str, **environment: str | None) -> bool:
    """Run a tool of the environment from the root; True when it exits with 0. A value of None unsets a variable."""
    wanted = {**os.environ, **environment}
    program = str(TOOLS / command[0]) if (TOOLS / command[0]).exists() else command[0]
    sys.stdout.flush()
    kept = {name: value for name, value in wanted.items() if value is not None}
    return subprocess.run([program, *command[1:]], cwd=ROOT, env=kept, check=False).returncode == 0


def lint() -> bool:
    """Style and likely mistakes, then the format; both are checked even when the first fails."""
    return all([call("ruff", "check", "."), call("ruff", "format", "--check", ".")])


def types() -> bool:
    return call("mypy")


def floors() -> bool:
    return call("lint-imports", "--no-logo")


def docs() -> bool:
    """Build the documentation into build/docs; a warning is a failure."""
    return call(
        PYTHON, "-m", "sphinx", "-q", "-W", "--keep-going", "-b", "html", "-d", "build/doctrees", "docs", "build/docs"
    )


def run_pytest(*arguments: str, database: str | None) -> bool:
    """One run of pytest on the given DATABASE_URL (None: SQLite), with a data folder of its own."""
    workers = os.environ.get("CHUCAI_WORKERS") or str(min(8, os.cpu_count() or 1))
    parallel = ["-n", workers, "--dist", "loadgroup"] if workers not in {"0", "1"} else []
    with tempfile.TemporaryDirectory(prefix="chucai-tests-") as home:
        return call(
            PYTHON,
            "-m",
            "pytest",
            *parallel,
            *arguments,
            DATABASE_URL=database,
            CHUCAI_HOME=home,
            HYPOTHESIS_PROFILE=os.environ.get("HYPOTHESIS_PROFILE", "ci"),
        )


def tests_sqlite(*arguments: str) -> bool:
    return run_pytest(*arguments, database=None)


def tests_postgres(*arguments: str) -> bool:
    """The same tests as far as they touch a database, on $DATABASE_URL or on a server started for the purpose."""
    only = () if arguments else ("--only-storage",)
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return run_pytest(*only, *arguments, database=given)
    try:
        with postgres.running() as url:
            return run_pytest(*only, *arguments, database=url)
    except postgres.UnavailableError as reason:
        print(reason, file=sys.stderr)
        return False


def browsers() -> bool:
    """See to it that the browser tests can run, or say why they cannot."""
    if os.environ.get("CHUCAI_NO_BROWSER"):
        print("CHUCAI_NO_BROWSER is set: the browser tests are left out.")
        return True
    if reason := browser.prepare():
        print(reason, file=sys.stderr)
    return not reason


def in_turn(*parts: tuple[str, Callable[[], bool]]) -> bool:
    """Run the parts, then print one line for each."""
    results = []
    for name, part in parts:
        print(f"\n== {name} ==", flush=True)
        began = time.monotonic()
        results.append((name, part(), time.monotonic() - began))
    print("\n== what came of it ==")
    for name, ok, seconds in results:
        print(f"{name:<16} {'ok' if ok else 'FAILED':<8} {seconds:6.1f} s")
    return all(ok for _, ok, _ in results)


def test(*arguments: str) -> bool:
    """Everything; or, with arguments, only pytest with these."""
    if arguments[:1] == ("--postgres",):
        return tests_postgres(*arguments[1:])
    if arguments:
        return tests_sqlite(*arguments)
    return in_turn(
        ("lint", lint),
        ("types", types),
        ("floors", floors),
        ("docs", docs),
        ("browser", browsers),
        ("tests sqlite", tests_sqlite),
        ("tests postgres", tests_postgres),
    )


def lint_all() -> bool:
    return in_turn(("lint", lint), ("types", types), ("floors", floors))


def lock(*options: str) -> bool:
    """Bring the locks in line with pyproject.toml; `./run lock --upgrade` also takes newer versions."""
    web, dev, bootstrap = (f"requirements/{name}.txt" for name in ("web", "dev", "uv"))
    return (
        call(*LOCK, *options, "pyproject.toml", *WEB, "-o", web)
        and call(*LOCK, *options, "pyproject.toml", *WEB, "--extra", "cluster", "--group", "dev", "-c", web, "-o", dev)
        and call(*LOCK, *options, "--group", "bootstrap", "-o", bootstrap)
    )


def pg(command: str = "") -> bool:
    """`start` prints the DATABASE_URL of a server that stays; `stop` stops every server of this clone."""
    if command == "start":
        print(postgres.start(kept=True)[0])
        return True
    if command == "stop":
        print(f"stopped {postgres.stop_all()}", file=sys.stderr)
        return True
    print("usage: ./run pg start | ./run pg stop", file=sys.stderr)
    return False


COMMANDS: dict[str, Callable[..., bool]] = {"test": test, "lint": lint_all, "docs": docs, "lock": lock, "pg": pg}

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that a server we started is stopped with us
    try:
        sys.exit(0 if COMMANDS[sys.argv[1]](*sys.argv[2:]) else 1)
    except postgres.UnavailableError as reason:
        sys.exit(f"run: {reason}")
