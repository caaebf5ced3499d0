"""The folder a command writes a whole round into, with the database in it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from chucai.cli import talk

MARK = ".chucai-round"  # says that a folder was made here and may be replaced


def fresh(out: Path) -> None:
    """An empty folder of our own; nobody else's files are touched."""
    if out.exists() and any(out.iterdir()):
        if not (out / MARK).exists():
            talk.fail("folder-not-ours", folder=out)
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)
    (out / MARK).touch()


def home_in(out: Path) -> None:
    """The data folder of this command: the embedded database inside `out`, whatever the environment says."""
    os.environ["CHUCAI_HOME"] = str((out / "home").resolve())
    os.environ.pop("DATABASE_URL", None)
