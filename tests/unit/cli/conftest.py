"""Commands as a test calls them: in this process through click, or as a program of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from chucai.cli.main import chucai
from tests.unit.cli.village import CHARTER, played

ROOT = Path(__file__).resolve().parents[3]
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """`run("charter", "list")`: in English unless the test says otherwise."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")

    def call(*arguments: object, **environment: str) -> Result:
        result = CliRunner().invoke(chucai, [str(each) for each in arguments], env=environment)
        # a traceback is never an answer
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        return result

    return call


@pytest.fixture
def program() -> Callable[..., subprocess.CompletedProcess[str]]:
    """The console script as a process of its own; `code` runs Python instead."""

    def call(*arguments: object, code: str | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
        begin = code or "from chucai.cli import main; main()"
        return subprocess.run(
            [sys.executable, "-c", begin, *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "LC_ALL": "en_GB.UTF-8", **environment},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    return call


@pytest.fixture(scope="session")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The village's bundles, and the charter it ran under, as files."""
    folder = tmp_path_factory.mktemp("village")
    village = played()
    paths = {depth: folder / f"round.{depth}.chucai" for depth in ("public", "auditor")}
    for depth, path in paths.items():
        path.write_bytes(village.bundle(depth))
    paths["charter"] = folder / "village.toml"
    paths["charter"].write_text(CHARTER, "utf-8")
    return paths
