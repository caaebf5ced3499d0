"""Writes docs/reference/cli.md from the help of every command: `python -m tests.unit.cli.reference_page`.

A test fails when the page is not what this would write.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from chucai.cli.main import chucai

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "cli.md"
WIDTH = 100
HEAD = """# The command line

<!-- Written by `python -m tests.unit.cli.reference_page`; a test compares. -->

`chucai COMMAND`, or in a clone `./run COMMAND`. This page is what `--help` says of each command.

## What holds for all of them

**Data goes to stdout, talk to stderr.** `--json` puts one JSON document on stdout; without it, stdout is for reading.
Where both languages can be meant, JSON carries both, under `zh` and `en`.

**Language.** What is said is in simplified Chinese or English: `--lang zh`, `--lang en`, else `LC_ALL`, `LC_MESSAGES` or
`LANG`, else English. Help is in English.

**A charter** is named by its file, or, for those that ship with Chucai, by its name: `chucai charter list`.

**Progress** is shown on stderr for what takes longer than two seconds.

**Nothing half done.** A table is taken as a whole or not at all; files are written beside their place and moved there when
they are whole; nothing that exists is written over unless `--replace` says so.

| exit code | means |
|---|---|
| 0 | done; what was asked to be checked holds |
| 1 | it failed: no permission, no server, the port taken, a part not installed |
| 2 | wrong usage: an unknown option, a file or round that is not there |
| 3 | refused by a rule, or faults in the charter or table that was handed in |
| 4 | not proved: a bundle does not hold, rows differ from events, or a list or an assignment was not proved to be the best |
| 5 | others were quicker, or the database was busy: nothing was written, try again |

| variable | means |
|---|---|
| `CHUCAI_HOME` | the data folder, see {doc}`../adr/0006-sqlite-by-default` |
| `DATABASE_URL` | the database; SQLite in the data folder if not set |
| `LC_ALL`, `LC_MESSAGES`, `LANG` | the language of what is said |
| `NO_COLOR` | no colours, not even on a terminal |

Completion of commands and options in bash: `eval "$(_CHUCAI_COMPLETE=bash_source chucai)"`; likewise `zsh_source` and
`fish_source`.
"""


def commands(command: click.Command, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Everything that can be called, groups before what is in them."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from commands(inner, *path, name)


def help_of(path: tuple[str, ...], command: click.Command) -> str:
    name = " ".join(("chucai", *path))
    settings = chucai.context_settings
    context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH, **settings)
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def page() -> str:
    """The whole page, in the order of the help."""
    parts = [HEAD]
    for path, command in commands(chucai):
        title = " ".join(("chucai", *path))
        level = "##" if len(path) < 2 else "###"
        parts.append(f"{level} {title}\n\n```text\n{help_of(path, command)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
