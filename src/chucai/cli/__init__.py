"""The command line: files in, files out. Each command lives in a module of its own and is loaded when it is called."""

from __future__ import annotations

import os


def main() -> None:
    """The console script `chucai`."""
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes 20 ms, and we have none
    from chucai.cli.main import run

    run()
