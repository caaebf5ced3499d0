"""Judges save at once while the server is killed and started again; the large run is benchmarks/saves.py."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_acknowledged_save_is_there_once():
    """On SQLite, in processes of its own; the program says what it found wrong."""
    program = [sys.executable, str(ROOT / "benchmarks" / "saves.py"), "--sqlite"]
    small = ["--judges", "5", "--kills", "2", "--cases", "6", "--workers", "2"]
    environment = {**os.environ, "DATABASE_URL": ""}
    done = subprocess.run([*program, *small], env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "every acknowledged save is there once" in done.stdout
    assert re.search(r"140 saves acknowledged .* killed at \[\d+, \d+\]", done.stdout)
