"""A module of the tests run as a program of its own, so that it can be killed in the middle of something."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Program:
    """`module` is given one word of what to do. `home`: its data folder."""

    module: str
    home: Path

    def begun(self, what: str) -> subprocess.Popen[str]:
        told = {"CHUCAI_HOME": str(self.home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "DATABASE_URL": _database()}
        command, pipe = [sys.executable, "-m", self.module, what], subprocess.PIPE
        return subprocess.Popen(command, env={**os.environ, **told}, text=True, stdin=pipe, stdout=pipe, stderr=pipe)

    def said(self, what: str) -> str:
        out, errors = self.begun(what).communicate(timeout=120)
        assert not errors, errors
        return out


def _database() -> str:
    """The address of the test's own PostgreSQL, or nothing: a file in the data folder."""
    if connection.vendor != "postgresql":
        return ""
    told = {
        key: quote(str(connection.settings_dict[key]), safe="") for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME")
    }
    return "postgresql://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**told)
