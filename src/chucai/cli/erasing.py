"""`chucai round erase`: the personal text of a nomination is taken away; its events, and so the ledger, stay."""

from __future__ import annotations

import click

from chucai.cli import installation, talk


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.argument("nomination")
@click.option(
    "--field", "fields", multiple=True, help="Only this text, as name or statement; may be given several times."
)
@click.option("--yes", is_flag=True, help="Erase. Without it only what would go is told.")
@talk.as_json
@talk.lang
def erase(round_id: str, nomination: str, fields: tuple[str, ...], yes: bool, as_json: bool) -> None:
    """Take away what NOMINATION of ROUND says of a person: name, statement, claims, papers and uploaded documents.

    What was decided stays, and every bundle written before or after still verifies: the ledger holds only hashes, which
    nobody can test a guess against once their openings are gone. It cannot be undone; backups are yours to see to.

    \b
    chucai round erase lanxi-2026 n-0042
    chucai round erase lanxi-2026 n-0042 --yes
    """
    installation.opened(round_id)
    with talk.refusals_end_it():
        from chucai.web.records import openings

        stream = f"nomination/{nomination}"
        held = openings.fields_of(round_id, stream, fields or None)
        if not held:
            talk.stop(talk.USAGE, "nothing-to-erase", round=round_id, nomination=nomination)
        number = openings.erase(round_id, stream, fields or None) if yes else sum(held.values())
    talk.say("erased" if yes else "would-erase", nomination=nomination, texts=number, fields=", ".join(held))
    if as_json:
        talk.data({"erased": yes, "texts": number, "fields": held})
