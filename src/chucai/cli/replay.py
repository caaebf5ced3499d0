"""`chucai replay`: the rows of the database against the events."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

from chucai.cli import installation, talk


@click.command()
@click.argument("rounds", metavar="[ROUND]...", nargs=-1)
@talk.as_json
@talk.lang
def command(rounds: Sequence[str], as_json: bool) -> None:
    """Recompute all that the database keeps of a round from its events, and say what differs.

    Without ROUND every round is looked at. Rows, lists, leaves, checkpoints, attachments and the texts behind
    commitments are compared; nothing is changed. Exit code 4 when something differs.
    """
    with talk.refusals_end_it():
        there = installation.known()
        for name in rounds:
            if name not in there:
                installation.no_round(name, there)
        told = [_replayed(name, as_json) for name in rounds or there]
    if as_json:
        talk.data({"rounds": told})
    elif not told:
        talk.say("no-rounds")
    sys.exit(talk.UNPROVED if any(each["differences"] for each in told) else talk.DONE)


def _replayed(round_id: str, quiet: bool) -> dict[str, Any]:
    from chucai.web.records.replay import replay
    from chucai.web.words import DIFFERENCES

    progress = talk.Progress()
    found = replay(round_id, lambda done: progress("events", done, done))
    progress.end()
    if not quiet:
        key = "replay-differs" if found.differences else "replay-equal"
        click.echo(talk.words(key, round=round_id, events=found.events, number=len(found.differences)))
        for each in found.differences:
            click.echo(f"  {DIFFERENCES[each.code][talk.language()].format(where=each.where)}")
    differences = [{"code": each.code, "where": each.where} for each in found.differences]
    return {"round": round_id, "events": found.events, "streams": found.streams, "differences": differences}
