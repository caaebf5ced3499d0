"""`chucai template`: a spreadsheet to fill in, made from a charter."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chucai.cli import talk
from chucai.cli.named import CharterName, Named

if TYPE_CHECKING:
    from chucai.gates.acts import Unit

KINDS = ("units", "nominations", "assessors", "declarations", "scores")


@click.command()
@click.argument("charter", type=CharterName())
@click.argument("kind", type=click.Choice(KINDS))
@click.option(
    "--out",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The file to write, - for stdout; the charter's id and the kind if not given.",
)
@click.option("--stage", help="For scores: the stage whose criteria are asked, where the charter has several.")
@click.option("--round", "round_id", help="A round of this installation: its units fill the drop-downs.")
@click.option("--replace", is_flag=True, help="Write over a file that is there already.")
@talk.lang
def command(
    charter: Named, kind: str, out: Path | None, stage: str | None, round_id: str | None, replace: bool
) -> None:
    """Make a spreadsheet (XLSX) for KIND of table under CHARTER (a file, or the name of an example).

    It has headers in both languages, drop-downs for what the charter lets one choose, and a sheet that explains every
    column. Fill it in and hand it to `chucai import`.

    \b
    chucai template district nominations
    chucai template my-programme.toml scores --stage compare --out scores.xlsx
    """
    from chucai.intake.kinds import table_kind
    from chucai.intake.template import template

    with talk.refusals_end_it():
        rules = charter.sound()
        if stage is not None and stage not in {one.id for one in rules.stages}:
            talk.stop(talk.USAGE, "no-such-stage", stage=stage, known=", ".join(one.id for one in rules.stages))
        content = template(rules, table_kind(rules, kind, stage), talk.language(), _units(round_id))
    if out == Path("-"):
        sys.stdout.buffer.write(content)
        return
    path = out or Path(f"{rules.id}-{kind}.xlsx")
    if path.exists() and not replace:
        talk.fail("file-exists", file=path)
    talk.write(path, content)
    talk.say("template-written", file=path)


def _units(round_id: str | None) -> list[Unit]:
    if round_id is None:
        return []
    from chucai.cli.installation import opened

    return list(opened(round_id).tree.units.values())
