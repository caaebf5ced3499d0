"""What a secretary does with a round from the command line: open it, open and close its stages, look where it is."""

from __future__ import annotations

import csv
import io
import secrets
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from chucai.cli import installation, talk
from chucai.cli.named import CharterName, Named


@click.command()
@click.argument("charter", type=CharterName())
@click.option(
    "--id",
    "round_id",
    type=installation.RoundId(),
    required=True,
    help="What the round is called from now on, e.g. lanxi-2026.",
)
@click.option("--calendar", type=talk.file(), help="A holiday table of your own; the shipped one if not given.")
@click.option("--seed", help="Public seed of every lot and draw; drawn if not given.")
@click.option("--as", "who", default="secretary", show_default=True, help="Pseudonym of the secretary who opens it.")
@installation.at
@talk.as_json
@talk.lang
def open_(
    charter: Named,
    round_id: str,
    calendar: Path | None,
    seed: str | None,
    who: str,
    at: datetime | None,
    as_json: bool,
) -> None:
    """Open a round in this installation under CHARTER (a file, or the name of an example).

    The charter and the holiday table are kept with it; who opens it is its first secretary. Afterwards:

    \b
    chucai import ROUND units units.xlsx
    chucai round stage open ROUND STAGE
    """
    from chucai.charter.calendar import load_calendar, shipped
    from chucai.gates.acts import Actor, OpenRound

    with talk.refusals_end_it():
        rules = charter.sound()
        days = load_calendar(calendar) if calendar else shipped(rules.calendar)
        installation.ready()
        from chucai.web.acts import perform
        from chucai.web.home import ledger_key
        from chucai.web.records.attaching import attach_calendar, attach_charter

        key = ledger_key().verifier_key()
        act = OpenRound(
            charter=attach_charter(round_id, charter.text()),
            calendar=attach_calendar(round_id, days),
            seed=seed or secrets.token_hex(16),
            key=key,
        )
        perform(round_id, Actor(id=who, role="secretary"), act, installation.moment(at))
    talk.say("round-opened", round=round_id, who=who, key=key)
    if as_json:
        talk.data({"round": round_id, **act.to_json(), "secretary": who})


@click.group()
def stage() -> None:
    """Open and close the stages of a round, in the charter's order."""


@stage.command(name="open")
@click.argument("round_id", metavar="ROUND")
@click.argument("name", metavar="STAGE")
@installation.at
@installation.by
@talk.lang
def stage_open(round_id: str, name: str, at: datetime | None, who: str | None) -> None:
    """Open STAGE: the stages before it must be closed."""
    from chucai.gates.acts import OpenStage

    _act(round_id, OpenStage(stage=name), at, who)
    window = installation.opened(round_id).round.windows[name]
    talk.say("stage-opened", stage=name, first=window.first, last=window.last)


@stage.command(name="close")
@click.argument("round_id", metavar="ROUND")
@click.argument("name", metavar="STAGE")
@installation.at
@installation.by
@talk.lang
def stage_close(round_id: str, name: str, at: datetime | None, who: str | None) -> None:
    """Close STAGE: what is still to be done in it stands in the way."""
    from chucai.gates.acts import CloseStage

    _act(round_id, CloseStage(stage=name), at, who)
    talk.say("stage-closed", stage=name)


@click.command()
@click.argument("round_id", metavar="ROUND")
@click.argument("name", metavar="STAGE")
@click.argument("figures", type=talk.file())
@installation.at
@installation.by
@talk.lang
def allot(round_id: str, name: str, figures: Path, at: datetime | None, who: str | None) -> None:
    """Share the places of STAGE out among its units by the charter's formula, from a table of their FIGURES.

    FIGURES is a CSV file (UTF-8) with a column "unit" and one for each figure the charter names, in whole numbers.

    \b
    chucai round allot province-2026 city figures.csv
    """
    from chucai.gates.acts import AllotPlaces

    charter = installation.opened(round_id).charter()
    stages = {each.id: each.allot for each in charter.stages}
    if name not in stages:
        talk.stop(talk.USAGE, "no-such-stage", stage=name, known=", ".join(stages))
    table = _figures(figures)
    for category, formula in stages[name].items():
        mine = {unit: {key: value for key, value in row.items() if key in formula.by} for unit, row in table.items()}
        with talk.refusals_end_it():
            _act(round_id, AllotPlaces(stage=name, category=category, figures=mine), at, who)
        given = installation.opened(round_id).tree.places
        for unit in mine:
            click.echo(f"{unit},{category},{given[unit, category]}")
    if not stages[name]:
        talk.stop(talk.REFUSED, "nothing-to-allot", stage=name)


def _figures(path: Path) -> dict[str, dict[str, int]]:
    """Unit -> figure -> number; the command ends with a sentence where the table cannot be read."""
    try:
        rows = list(csv.DictReader(io.StringIO(talk.read(path).decode("utf-8-sig"))))
        found = {row.pop("unit"): {key: int(value) for key, value in row.items()} for row in rows}
    except (KeyError, TypeError, ValueError):
        talk.stop(talk.REFUSED, "figures-unread", file=path)
    if len(found) < len(rows):
        talk.stop(talk.REFUSED, "figures-unread", file=path)
    return found


def _act(round_id: str, act: Any, at: datetime | None, who: str | None) -> None:
    from chucai.gates.acts import Actor

    with talk.refusals_end_it():
        installation.ready()
        from chucai.web.acts import perform

        secretary = who or installation.opened(round_id).round.secretary
        perform(round_id, Actor(id=secretary, role="secretary"), act, installation.moment(at))


@click.command()
@click.argument("round_id", metavar="[ROUND]", required=False)
@talk.as_json
@talk.lang
def status(round_id: str | None, as_json: bool) -> None:
    """Say where ROUND is: its stages with their days, its units, and where its nominations stand.

    Without ROUND, list the rounds of this installation.
    """
    if round_id is None:
        _list(as_json)
        return
    with talk.refusals_end_it():
        told = _status(round_id)
    if as_json:
        talk.data(told)
        return
    out = click.echo
    out(talk.words("status-round", **told))
    for each in told["stages"]:
        out(talk.words(f"status-{each['is']}", **each))
    for where, number in told["nominations"].items():
        out(f"  {number:>6}  {where}")


def _list(as_json: bool) -> None:
    installation.ready()
    from chucai.web.records.showing import rounds

    found = [
        {"round": each.id, "stage": each.round.stage, "over": each.round.over, "awards": each.awards}
        for each in rounds()
    ]
    if as_json:
        talk.data({"rounds": found})
    elif not found:
        talk.say("no-rounds")
    else:
        for each in found:
            click.echo(
                talk.words("status-over" if each["over"] else "status-at", **{**each, "stage": each["stage"] or "-"})
            )


def _status(round_id: str) -> dict[str, Any]:
    from chucai.gates.standing import standing
    from chucai.gates.words import word

    state = installation.opened(round_id)
    charter, round_ = state.charter(), state.round
    language = talk.language()
    stands: Counter[str] = Counter()
    for name in state.nominations():
        where = standing(charter, state, state.nomination(name))
        stands[f"{word('standing', where.status, language)} ({where.stage or '-'})"] += 1
    stages = []
    for each in charter.stages:
        window = round_.windows.get(each.id)
        is_ = "closed" if each.id in round_.closed else "open" if window else "to-come"
        days = {"first": str(window.first), "last": str(window.last)} if window else {"first": None, "last": None}
        name = each.name.said(language) if each.name else word("gate", each.gate, language)
        stages.append({"stage": each.id, "gate": each.gate, "name": name, "is": is_, **days})
    return {
        "round": round_id,
        "charter": round_.charter,
        "opened": str(round_.opened),
        "over": round_.over,
        "units": len(state.tree.units),
        "assessors": len(state.roster.of("assessor", None)),
        "stages": stages,
        "nominations": dict(sorted(stands.items())),
    }
