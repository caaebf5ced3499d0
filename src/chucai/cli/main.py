"""`chucai` and its commands, by name; what a command needs is imported only when it runs."""

from __future__ import annotations

import importlib
import io
import sys

import click

from chucai import __version__
from chucai.cli import talk
from chucai.errors import Refused

# command -> (module, what it does)
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("chucai.cli.demo", "Play a whole invented round, write its roll, report and bundle, and verify them."),
    "round": ("chucai.cli.round", "Open a round and lead it through its stages; run one on files of your own."),
    "charter": ("chucai.cli.charter", "Check, show and compare charters."),
    "template": ("chucai.cli.template", "Make a spreadsheet to fill in, from a charter."),
    "import": ("chucai.cli.imports", "Read a filled table into a round: all rows, or none."),
    "merit": ("chucai.cli.merit", "Merit from a plain table of ratings, with what is not to be trusted."),
    "assign": ("chucai.cli.assign", "Decide who reads what from a file of allowed pairs, and prove it."),
    "select": ("chucai.cli.select", "Choose the best list from a file under rules, prove it and explain it."),
    "verify": ("chucai.cli.verify", "Prove or disprove a bundle: no database, no network."),
    "replay": ("chucai.cli.replay", "Do the rows of the database equal what the events say?"),
    "people": ("chucai.cli.people", "Make accounts, and seat people in a round."),
    "jobs": ("chucai.cli.jobs", "Send mails, seal the ledger, note silences and remind."),
    "serve": ("chucai.cli.serve", "Show the rounds of this installation in a browser."),
}
EPILOG = """
Data goes to stdout, talk to stderr. --json gives data for programs. LC_ALL or LANG (zh_CN, en) chooses the language.

\b
Exit codes:
  0  done
  1  it failed (no permission, no server, a part not installed)
  2  wrong usage
  3  refused by a rule, or faults in what was handed in
  4  not proved: a bundle or a ledger does not hold, or a list was not proved to be the best
  5  others were quicker, or the database was busy: try again
"""
# What is missing -> the part of the product that brings it.
PARTS = {"django": "web", "allauth": "web", "granian": "web", "psycopg": "web", "whitenoise": "web"} | dict.fromkeys(
    ("numpy", "scipy", "ortools"), "engine"
)


class Lazy(click.Group):
    """A group whose commands are imported when they are called, so that `--help` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, _ = COMMANDS[cmd_name]
        command: click.Command = importlib.import_module(module).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=Lazy, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="chucai")
@talk.lang
def chucai() -> None:
    """Chucai 出彩 runs an honours programme from the first nomination to the roll of honour.

    Anyone can check how each name got there.
    """


def run() -> None:
    """The whole program. What goes wrong outside our rules is told in a sentence as well."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows another; it does not end the work
    try:
        chucai(prog_name="chucai")
    except Refused as refused:
        click.echo(talk.refusal(refused), err=True)
        sys.exit(talk.code_of(refused))
    except ModuleNotFoundError as error:
        part = PARTS.get((error.name or "").partition(".")[0])
        if part is None:
            raise
        talk.fail("part-missing", part=part)
    except OSError as error:
        talk.fail("system-refused", what=error.filename or "-", reason=error.strerror or error)
