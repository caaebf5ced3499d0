"""`chucai charter`: check, show and compare charters."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk
from chucai.cli.named import CharterName, Named, of, tell_faults

if TYPE_CHECKING:
    from chucai.charter.faults import Fault
    from chucai.charter.load import Reading


@click.group()
def command() -> None:
    """Check, show and compare charters.

    A charter is named by its file, or, for the examples that ship with Chucai, by its name: `chucai charter list`.
    """


@command.command(name="list")
@talk.as_json
@talk.lang
def list_(as_json: bool) -> None:
    """List the example charters."""
    from chucai.charter.examples import example_ids, example_text
    from chucai.charter.load import read

    found = {name: read(example_text(name)).wanted() for name in example_ids()}
    if as_json:
        names = [{"example": name, "name": one.name.model_dump(), "id": one.id} for name, one in found.items()]
        talk.data({"examples": names})
        return
    width = max(map(len, found))
    for name, charter in found.items():
        click.echo(f"{name:<{width}}  {charter.name.said(talk.language())}")


@command.command()
@click.argument("files", metavar="FILE...", type=CharterName(), nargs=-1, required=True)
@talk.as_json
@talk.lang
def check(files: Sequence[Named], as_json: bool) -> None:
    """Check charters: every fault with its place, the rule and the cure.

    One line for each, `file:line: path: ...`; warnings come after the faults and do not stand in a charter's way. Exit
    code 3 when there are faults.

    \b
    chucai charter check my-programme.toml
    chucai charter check charters/*.toml --json
    """
    from chucai.charter.check import is_sound

    readings = [(named, named.examined()) for named in files]
    if as_json:
        talk.data({"charters": [_as_data(named, reading) for named, reading in readings]})
    else:
        for named, reading in readings:
            tell_faults(named, reading)
    sys.exit(talk.DONE if all(is_sound(reading.faults) for _, reading in readings) else talk.REFUSED)


def _as_data(named: Named, reading: Reading) -> dict[str, Any]:
    from chucai.charter.check import is_sound
    from chucai.charter.digest import digest
    from chucai.charter.words import say as said

    def told(each: Fault) -> dict[str, Any]:
        return {**each.to_json(), "says": {language: said(each, language) for language in talk.LANGUAGES}}

    return {
        "file": named.label,
        "sound": is_sound(reading.faults),
        "digest": digest(reading.charter) if reading.charter else None,
        "faults": [told(each) for each in of("fault", reading)],
        "warnings": [told(each) for each in of("warning", reading)],
    }


@command.command()
@click.argument("file", type=CharterName())
@talk.as_json
@talk.lang
def show(file: Named, as_json: bool) -> None:
    """Show a programme in words: who, how many, by which steps, by which rules.

    \b
    chucai charter show district
    chucai charter show teaching --lang zh
    """
    charter = file.sound()
    if as_json:
        from chucai.charter.digest import digest, to_json

        talk.data({"digest": digest(charter), "charter": to_json(charter)})
        return
    from chucai.charter.show import show as shown

    click.echo(shown(charter, talk.language()), nl=False)


@command.command()
@click.argument("before", type=CharterName())
@click.argument("after", type=CharterName())
@talk.as_json
@talk.lang
def diff(before: Named, after: Named, as_json: bool) -> None:
    """Show what changed from BEFORE to AFTER, thing by thing, and what reopens an approval.

    Things are matched by their id, not by their place in the file; spelling, comments and order of keys do not count.

    \b
    chucai charter diff lanxi-2025.toml lanxi-2026.toml
    """
    from chucai.charter.diff import diff as compared
    from chucai.charter.diff_words import tell_change

    old, new = before.sound(), after.sound()
    changes = compared(old, new)
    if as_json:
        talk.data({"changes": [change.to_json() for change in changes]})
        return
    for change in changes:
        click.echo(f"- {tell_change(change, old, new, talk.language())}")
    if not changes:
        talk.say("no-changes")
    elif any(change.reopens_approval for change in changes):
        talk.say("changes-reopen")
