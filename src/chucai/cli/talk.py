"""How commands talk: data on stdout, talk on stderr, in the reader's language, with progress on anything long."""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn

import click

from chucai.cli.words import WORDS
from chucai.errors import Refused

FAILED, REFUSED, UNPROVED, CONFLICT = 1, 3, 4, 5
SLOW = 2.0  # seconds after which progress shows
_ROOMS = ("gates", "charter", "ledger", "engine", "engine.merit", "intake", "publish", "web")


def language() -> str:
    """zh or en, from LC_ALL, LC_MESSAGES or LANG as programs do; en where none is set."""
    chosen = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if chosen.lower().startswith("zh") else "en"


def words(key: str, /, **facts: Any) -> str:
    return WORDS[key][language()].format_map(facts)


def say(key: str, /, **facts: Any) -> None:
    """One line of talk."""
    click.echo(words(key, **facts), err=True)


def data(value: Any) -> None:
    """Data for programs, as one JSON document on stdout."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def refusal(refused: Refused) -> str:
    """The words for a refusal, from whichever room knows its code."""
    for room in _ROOMS:
        words_of = importlib.import_module(f"chucai.{room}.words")
        known = getattr(words_of, "REFUSALS", {})
        if refused.code in known and room == "gates":
            return str(words_of.say(refused, language()))
        if refused.code in known:
            return filled(known[refused.code][language()], refused.facts)
    return str(refused)


class _Dashes(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return "-"


def filled(template: str, facts: Mapping[str, Any]) -> str:
    def plain(value: Any) -> Any:
        return ", ".join(map(str, value)) if isinstance(value, list | tuple) else "-" if value is None else value

    return template.format_map(_Dashes({name: plain(value) for name, value in facts.items()}))


@contextmanager
def refusals_end_it() -> Iterator[None]:
    """A refusal ends the command with its words and exit code 3 (5 when others were quicker time after time)."""
    try:
        yield
    except Refused as refused:
        click.echo(refusal(refused), err=True)
        sys.exit(CONFLICT if refused.code == "conflict" else REFUSED)


def fail(key: str, /, **facts: Any) -> NoReturn:
    say(key, **facts)
    sys.exit(FAILED)


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
        filled = 24 * done // max(of, 1)
        label = WORDS.get(f"doing-{what}", {}).get(language(), what)
        return f"  {'#' * filled}{'.' * (24 - filled)} {done}/{of} {label}"

    def end(self) -> None:
        if self.open:
            click.echo(err=True)
            self.open = False


def file(kind: str = "file") -> click.Path:
    """An argument that names a file that is there."""
    return click.Path(exists=True, dir_okay=False, path_type=Path)


Tell = Callable[[str, int, int], None]
