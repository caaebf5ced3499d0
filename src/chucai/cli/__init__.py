"""The command line: files in, files out. Each command lives in a module of its own and is loaded when it is called."""

from __future__ import annotations


def main() -> None:
    """The console script `chucai`."""
    from chucai.cli.main import run

    run()
