"""A bundle somebody sends is judged by `chucai verify` itself, in a process of its own that is given little."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language

SECONDS = 25
PATIENCE = 3  # seconds to wait for another's to be done: whoever waits keeps a thread from everybody else
MEMORY = 1_500_000  # KiB of address space
AT_ONCE = BoundedSemaphore(1)  # in each worker
SHOWN = 60  # lines
_LIMITED = 'ulimit -t "$1" -v "$2"; shift 2; exec "$@"'
_VERIFY = "from chucai.cli import main; main()"
HOLDS, FAILS = 0, 4
_MARKS = {"✓": "proved", "✗": "wrong", "–": "unchecked"}


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of a bundle. `holds` None: it could not be judged (`why`: busy, time, failed)."""

    holds: bool | None
    lines: tuple[tuple[str, str], ...] = ()  # (proved, wrong, unchecked or empty, words)
    why: str = ""


def judged(bundle: UploadedFile[bytes], key: str = "") -> Told:
    """Prove or disprove an uploaded bundle. Whatever is in it, this ends, and soon."""
    if not AT_ONCE.acquire(timeout=PATIENCE):
        return Told(None, why="busy")
    try:
        with tempfile.TemporaryDirectory(prefix="chucai-") as folder:
            path = Path(folder) / "bundle.chucai"
            with path.open("wb") as file:
                for chunk in bundle.chunks():
                    file.write(chunk)
            return _run(path, key)
    finally:
        AT_ONCE.release()


def _run(path: Path, key: str) -> Told:
    command = ["/bin/sh", "-c", _LIMITED, "sh", str(SECONDS), str(MEMORY)]
    command += [sys.executable, "-c", _VERIFY, "verify", str(path), "--no-engine", "--lang", _tongue()]
    if key:
        command.append(f"--key={key}")
    try:
        done = subprocess.run(  # noqa: S603 - nothing of the reader's is a part of the command but the key, as one word
            command, capture_output=True, timeout=SECONDS, env=_surroundings(), cwd=path.parent, check=False
        )
    except subprocess.TimeoutExpired:
        return Told(None, why="time")
    if done.returncode not in (HOLDS, FAILS):
        return Told(None, why="key" if key and b"key" in done.stderr else "failed")
    lines = [line for line in done.stdout.decode("utf-8", "replace").splitlines() if line.strip()]
    return Told(done.returncode == HOLDS, tuple(map(_marked, lines[:SHOWN])))


def _tongue() -> str:
    return "en" if get_language() == "en" else "zh"


def _surroundings() -> dict[str, str]:
    """Nothing of ours goes along: no secret, no database."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "VIRTUAL_ENV") if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}


def _marked(line: str) -> tuple[str, str]:
    mark, _, words = line.strip().partition(" ")
    return (_MARKS[mark], words) if mark in _MARKS else ("", line.strip())
