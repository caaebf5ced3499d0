"""How commands talk: data on stdout, talk on stderr, in the reader's language, with progress on anything long."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from chucai.cli.words import WORDS
from chucai.errors import Refused
from chucai.publish.refused import counted, filled, said

if TYPE_CHECKING:
    from chucai.charter.model import Charter

__all__ = ["filled"]  # words of a catalogue with their facts, as web says them

DONE, FAILED, USAGE, REFUSED, UNPROVED, CONFLICT = range(6)  # exit codes, told in docs/reference/cli.md
SLOW = 2.0  # seconds after which progress shows
LANGUAGES = ("zh", "en")
_LANGUAGE = "chucai.language"

Command = TypeVar("Command", bound=Callable[..., Any])
Tell = Callable[[str, int, int], None]


def language() -> str:
    """zh or en: what --lang says, else LC_ALL, LC_MESSAGES or LANG as programs do; en where none is set."""
    context = click.get_current_context(silent=True)
    told = context.meta.get(_LANGUAGE) if context else None
    if told:
        return str(told)
    chosen = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if chosen.lower().startswith("zh") else "en"


def lang(command: Command) -> Command:
    """The option --lang of a command."""

    def told(context: click.Context, _: click.Parameter, value: str | None) -> None:
        if value:
            context.meta[_LANGUAGE] = value

    option = click.option(
        "--lang",
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,
        callback=told,
        help="Language of what is said (else LC_ALL or LANG).",
    )
    return option(command)


as_json = click.option("--json", "as_json", is_flag=True, help="Data for programs: one JSON document on stdout.")


def words(key: str, /, **facts: Any) -> str:
    """The words for a key in the reader's language; a number knows plurals, as `Count` says."""
    return WORDS[key][language()].format_map({name: counted(value) for name, value in facts.items()})


def say(key: str, /, **facts: Any) -> None:
    """One line of talk."""
    click.echo(words(key, **facts), err=True)


def data(value: Any) -> None:
    """Data for programs, as one JSON document on stdout."""
    plain = (getattr(sys.stdout, "encoding", None) or "utf-8").lower().replace("-", "") != "utf8"
    click.echo(json.dumps(value, ensure_ascii=plain, indent=2, default=str))


def coloured(text: str, colour: str) -> str:
    """Colour for a reader at a terminal; nobody gets it who pipes the text on or has NO_COLOR set."""
    return text if os.environ.get("NO_COLOR") else click.style(text, fg=colour)


def refusal(refused: Refused, tongue: str | None = None, charter: Charter | None = None) -> str:
    """The words for a refusal; in the reader's language if not told another."""
    return said(refused, tongue or language(), charter)


@contextmanager
def refusals_end_it() -> Iterator[None]:
    """A refusal ends the command with its words and exit code 3 (5 when others were quicker time after time)."""
    try:
        yield
    except Refused as refused:
        click.echo(refusal(refused), err=True)
        sys.exit(code_of(refused))


def code_of(refused: Refused) -> int:
    """The exit code for a refusal: most are by a rule, some by the machine."""
    if refused.code in ("conflict", "database-busy"):
        return CONFLICT
    return FAILED if refused.code.startswith(("database-", "ledger-key-")) else REFUSED


def stop(code: int, key: str, /, **facts: Any) -> NoReturn:
    """The last word of a command that cannot go on."""
    say(key, **facts)
    sys.exit(code)


def fail(key: str, /, **facts: Any) -> NoReturn:
    stop(FAILED, key, **facts)


class Progress:
    """One line on stderr that is drawn over and over, once something has taken longer than two seconds."""

    def __init__(self) -> None:
        self.began = monotonic()
        self.drawn = 0.0
        self.open = False

    def __call__(self, what: str, done: int, of: int) -> None:
        now = monotonic()
        slow = now - self.began > SLOW
        if sys.stderr.isatty():
            if slow and (done == of or now - self.drawn > 0.1):
                click.echo(f"\r{self.line(what, done, of)}\x1b[K", err=True, nl=False)
                self.open, self.drawn = True, now
        elif slow and (done == of or now - self.drawn > 10):
            click.echo(self.line(what, done, of), err=True)
            self.drawn = now

    @staticmethod
    def line(what: str, done: int, of: int) -> str:
        marks = 24 * min(done, of) // max(of, 1)
        label = WORDS.get(f"doing-{what}", {}).get(language(), what)
        return f"  {'#' * marks}{'.' * (24 - marks)} {done}/{of} {label}"

    def end(self) -> None:
        if self.open:
            click.echo(err=True)
            self.open = False


class _File(click.ParamType[Path]):
    """The name of a file that is there."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(value)
        try:
            if path.is_dir():
                self.fail(words("is-a-folder", file=path), param, ctx)
            if not path.exists():
                self.fail(words("no-such-file", file=path), param, ctx)
        except OSError as error:
            self.fail(words("file-unreadable", file=path, reason=error.strerror), param, ctx)
        return path


def file() -> click.ParamType[Path]:
    """An argument that names a file that is there."""
    return _File()


def read(path: Path) -> bytes:
    """What a file holds; the command ends with a sentence where it may not be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        fail("file-unreadable", file=path, reason=error.strerror)


def write(path: Path, content: bytes) -> None:
    """Written beside its place and moved there when whole; the command ends with a sentence where it cannot be."""
    draft = path.with_name(f"{path.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(path)
    except OSError as error:
        fail("file-unwritable", file=path, reason=error.strerror)
