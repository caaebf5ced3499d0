"""`chucai import`: a filled table into a round of this installation, all rows or none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import installation, talk
from chucai.cli.template import KINDS
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.cli.incoming import Desk, Item
    from chucai.intake.shape import Fault, Table

TOLD = 10  # faults told on the screen; the fault sheet has them all
AT_ONCE = 2_000


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=talk.file())
@click.option("--stage", help="For scores: the stage they belong to; the one that is open if not given.")
@click.option("--undertaken", is_flag=True, help="For assessors: they have signed their undertaking on paper.")
@click.option("--dry-run", is_flag=True, help="Check every row against the round, and write nothing.")
@installation.at
@installation.by
@talk.as_json
@talk.lang
def command(
    round_id: str,
    kind: str,
    file: Path,
    stage: str | None,
    undertaken: bool,
    dry_run: bool,
    at: datetime | None,
    who: str | None,
    as_json: bool,
) -> None:
    """Read FILE (XLSX, or CSV in UTF-8 or GB18030) into ROUND: all rows, or none.

    Every row goes through the same rules as a form on the screen. Where a row has a fault nothing is written, and the
    table comes back beside the file, as NAME.faults.xlsx (or .csv), with a column that says what is wrong in each row.

    \b
    chucai import lanxi-2026 units units.xlsx
    chucai import lanxi-2026 nominations nominations.csv --dry-run
    """
    from chucai.gates.acts import Actor

    content = talk.read(file)
    with talk.refusals_end_it():
        installation.ready()
        from chucai.cli.incoming import Desk

        state = installation.opened(round_id)
        secretary = Actor(id=who or state.round.secretary, role="secretary")
        desk = Desk(state.charter(), state, secretary, installation.moment(at), stage, undertaken)
        done = _Import(file, content, kind, desk, dry_run).run()
    if as_json:
        talk.data(done)
    sys.exit(talk.REFUSED if done["faults"] else talk.DONE)


@dataclass
class _Import:
    file: Path
    content: bytes
    kind: str
    desk: Desk
    dry_run: bool

    def run(self) -> dict[str, Any]:
        """What came of it, as data; told on the way."""
        table = self._read()
        items = [] if table.faults else self.desk.items(self.kind, table.rows)
        table = replace(table, faults=(*table.faults, *self.desk.faults))
        if not table.faults:
            table = self._performed(table, items)
        outcome = {"round": self.desk.state.round_id, "kind": self.kind, "rows": len(table.rows), "acts": len(items)}
        if table.faults:
            return {**outcome, **tell_faults(self.file, table, self.content)}
        key = "import-would-do" if self.dry_run else "import-done"
        talk.say(key, rows=len(table.rows), acts=len(items), round=self.desk.state.round_id)
        return {**outcome, "written": not self.dry_run, "faults": []}

    def _read(self) -> Table:
        from chucai.cli.incoming import known_in
        from chucai.intake.kinds import table_kind
        from chucai.intake.tables import read_table

        charter = self.desk.charter
        kind = table_kind(charter, self.kind, self.desk.stage or self.desk.state.round.stage)
        known = known_in(charter, self.desk.state)
        progress = talk.Progress()
        table = read_table(
            self.content, self.file.name, kind, known, progress=lambda done, of: progress("rows", done, of)
        )
        progress.end()
        return table

    def _performed(self, table: Table, items: list[Item]) -> Table:
        """The acts done; or, where one is refused, the faults of every row whose act would be."""
        progress = talk.Progress()
        try:
            if not self.dry_run and self._perform(items, progress):
                return table
            return replace(table, faults=tuple(self._rehearse(items, progress)))
        finally:
            progress.end()

    def _perform(self, items: list[Item], progress: talk.Progress) -> bool:
        """Whether all was done: if not, nothing was, and a row is to blame."""
        from chucai.web.acts import perform_many

        try:
            signed = (item.signed for item in items)
            perform_many(self.desk.state.round_id, signed, lambda done, of: progress("acts", done, of))
        except Refused as refused:
            if "item" not in refused.facts or items[refused.facts["item"]].row is None:
                raise
            return False
        return True

    def _rehearse(self, items: list[Item], progress: talk.Progress) -> Iterator[Fault]:
        """Each act on top of the rows and of those before it that were not refused; nothing is written."""
        from chucai.cli.incoming import fault
        from chucai.cli.rehearsal.door import Handed, OnTop

        door = OnTop(self.desk.charter, self.desk.state)
        for number, item in enumerate(items):
            if number % AT_ONCE == 0:
                self._foresee(items[number : number + AT_ONCE])
                progress("rehearsing", number, len(items))
            signed = item.signed
            try:
                door.perform([Handed(signed.actor, signed.act, signed.at, tuple(signed.openings))])
            except Refused as refused:
                if item.row is None:
                    raise
                yield fault(item.row, refused, self.desk.charter)

    def _foresee(self, items: list[Item]) -> None:
        """Load together what the next acts will ask for."""
        names = {getattr(item.signed.act, "nomination", None) for item in items} - {None}
        foresee = getattr(self.desk.state, "foresee", None)
        if foresee:
            foresee({f"nomination/{name}" for name in names})


def tell_faults(file: Path, table: Table, content: bytes | None = None) -> dict[str, Any]:
    """Write the fault sheet beside the file and tell where it is, and the first faults; returns them as data."""
    from chucai.intake.fault_sheet import fault_sheet
    from chucai.intake.words import fault_words

    sheet = file.with_name(f"{file.stem.removesuffix('.faults')}.faults{file.suffix or '.csv'}")
    talk.write(sheet, fault_sheet(talk.read(file) if content is None else content, table, talk.language()))
    rows = len({fault.row for fault in table.faults})
    talk.say("import-faults", file=file, faults=len(table.faults), rows=rows)
    for fault in table.faults[:TOLD]:
        talk.say("import-fault", row=fault.row, says=fault_words(fault, talk.language()))
    if len(table.faults) > TOLD:
        talk.say("import-more", number=len(table.faults) - TOLD)
    talk.say("import-sheet", sheet=sheet)
    told = [
        {
            "row": fault.row,
            "column": fault.column,
            "code": fault.code,
            "facts": dict(fault.facts),
            "says": {tongue: fault_words(fault, tongue) for tongue in talk.LANGUAGES},
        }
        for fault in table.faults
    ]
    return {"written": False, "faults": told, "fault_sheet": str(sheet)}
