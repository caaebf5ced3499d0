"""`chucai round`: run a round on files."""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from chucai.cli import erasing, office, publishing, talk
from chucai.cli.named import CharterName, Named

if TYPE_CHECKING:
    from chucai.charter.model import Charter
    from chucai.intake.scores import ScoreRow


@click.group()
def command() -> None:
    """Open a round and lead it through its stages; run one on files of your own."""


command.add_command(office.open_, "open")
command.add_command(office.stage)
command.add_command(office.allot)
command.add_command(office.status)
command.add_command(publishing.publish)
command.add_command(erasing.erase)


@command.command()
@click.argument("charter", type=CharterName())
@click.option(
    "--ratings",
    type=talk.file(),
    required=True,
    help="Score sheets, CSV or XLSX: assessor (judge), nomination (nominee) and a mark for each criterion, "
    "or criterion and score.",
)
@click.option("--category", help="The category of the nominees; the charter's only or first one if not given.")
@click.option(
    "--units",
    "number",
    type=click.IntRange(1, 10_000),
    default=1,
    show_default=True,
    help="Invent so many units and give each nominee one: SHA-256 of the id, modulo the number.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to; a round written there before is replaced.",
)
@click.option("--seed", help="Public seed of lots and draws; charter and edition if not given.")
@talk.as_json
@talk.lang
def run(
    charter: Named, ratings: Path, category: str | None, number: int, out: Path, seed: str | None, as_json: bool
) -> None:
    """Run a whole round on a file of ratings, under CHARTER (a file, or the name of an example).

    Everybody rated is nominated and goes up the tree, everybody who rated is on the panel; every rating becomes an
    event of the ledger. The charter's rules choose. Roll, report and bundles are written to the folder, and verified.
    """
    from chucai.cli.workplace import fresh, home_in
    from chucai.web.start import ready

    began = monotonic()
    with talk.refusals_end_it():
        fresh(out)
        home_in(out)
        ready()
        text, read = charter.text(), charter.sound()
        rows = _rows(read, ratings)
        _play(text, read, rows, category or next(iter(read.categories)), number, seed or f"{read.id}-{read.edition}")
        outcome = _tell(read, out, rows, began)
    if as_json:
        talk.data(outcome)
    sys.exit(0 if outcome["holds"] else talk.UNPROVED)


def _rows(charter: Charter, path: Path) -> list[ScoreRow]:
    """The sheets of the file; every fault of it is told, and nothing is taken from a faulty file."""
    from chucai.intake.kinds import table_kind
    from chucai.intake.shape import Known
    from chucai.intake.tables import read_table

    progress = talk.Progress()
    table = read_table(
        path.read_bytes(),
        path.name,
        table_kind(charter, "scores"),
        Known(),
        progress=lambda done, of: progress("rows", done, of),
    )
    progress.end()
    if table.faults:
        from chucai.cli.imports import tell_faults

        tell_faults(path, table)
        sys.exit(talk.REFUSED)
    return list(table.rows)


def _play(text: str, charter: Charter, rows: list[ScoreRow], category: str, number: int, seed: str) -> None:
    from chucai.charter.calendar import shipped
    from chucai.cli.rehearsal.play import Play
    from chucai.cli.rehearsal.ratings import Ratings
    from chucai.cli.rehearsal.records import RecordsDoor
    from chucai.cli.rehearsal.run import run as run_round
    from chucai.web.home import ledger_key
    from chucai.web.records.sealing import seal

    calendar = shipped(charter.calendar)
    progress = talk.Progress()
    round_id = f"{charter.id}-{charter.edition}"
    play = Play(
        charter,
        calendar,
        RecordsDoor(round_id, text, calendar),
        Ratings(charter, rows, category, number),
        seed=seed,
        verifier_key=ledger_key().verifier_key(),
        tell=progress,
        sealed=lambda: seal(round_id),
    )
    run_round(play)
    progress.end()


def _tell(charter: Charter, out: Path, rows: list[ScoreRow], began: float) -> dict[str, object]:
    from chucai.cli.telling.outcome import tell, write
    from chucai.cli.verify import judged
    from chucai.cli.verify import tell as tell_verdict

    told = tell(f"{charter.id}-{charter.edition}", rehearsal=False)
    written = write(told, out)
    talk.say(
        "run-chosen",
        ratings=len(rows),
        nominees=len({row.nomination for row in rows}),
        assessors=len({row.assessor for row in rows}),
        chosen=len(told.roll.held),
        seconds=monotonic() - began,
    )
    talk.say("wrote", folder=out)
    for what, path in written.items():
        click.echo(f"  {path.relative_to(out)}  {talk.words(what)}", err=True)
    verdict = judged(written["public-file"])
    tell_verdict(verdict, err=True)
    return {
        "holds": verdict.holds,
        "events": len(told.events),
        "chosen": [entry.nomination for entry in told.roll.held],
        "files": {what: str(path) for what, path in written.items()},
    }
