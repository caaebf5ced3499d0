"""`chucai merit`: merit from plain tables of ratings or ballots: a statistician's tool, no round or charter needed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk
from chucai.cli.merit_tables import FORMATS, TABLES, Unit, as_csv, as_json, document, tables, written
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.cli.ballots import Cast
    from chucai.cli.ratings import Sheets
    from chucai.engine.merit import MeritReport

MODELS = ("severity", "random", "rating-scale", "mean", "trimmed", "zscore")
LOGITS = ("rating-scale", "plackett-luce")
LONGEST_SCALE = 10**15  # in steps


@click.command()
@click.argument("file", metavar="[RATINGS]", type=talk.file(), required=False)
@click.option(
    "--ballots",
    type=talk.file(),
    help="Ranked ballots (judge, nominee, place) or choices of two (judge, "
    "better, worse), alone or together with RATINGS.",
)
@click.option("--weights", help="Of criteria, as deeds=40,service=60; all alike if not given.")
@click.option("--scale", help="Lowest and highest mark, as 0:10: merit then runs from 0 to 100. Else as marked.")
@click.option("--places", type=click.IntRange(min=0), help="How many places there are: chances, the band, the plan.")
@click.option("--model", type=click.Choice(MODELS), default="severity", show_default=True)
@click.option(
    "--spreads",
    type=click.Choice(("alike", "own")),
    default="alike",
    show_default=True,
    help="Of assessors' errors: own gives each assessor one.",
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of the draws for chances.")
@click.option("--level", type=click.IntRange(50, 99), default=95, show_default=True, help="Of intervals, in a hundred.")
@click.option(
    "--wanted-se",
    type=click.FloatRange(min=0, min_open=True, max=1e9),
    help="Plan for this standard error of everybody's merit, not for settling the cut.",
)
@click.option("--influence/--no-influence", default=True, show_default=True, help="What hangs on each assessor.")
@click.option("--table", type=click.Choice(TABLES), default="nominees", show_default=True, help="Which goes to stdout.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="A folder for all tables.")
@click.option("--pictures", is_flag=True, help="Merit, chances, severity, leave-one-out as SVG, in the folder.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True)
@talk.lang
def command(
    file: Path | None,
    ballots: Path | None,
    out: Path | None,
    form: str,
    table: str,
    *,
    pictures: bool,
    **asked: Any,
) -> None:
    """Estimate merit from RATINGS (CSV or XLSX: judge, nominee, criterion, score, perhaps group; a row for each mark).

    Without --out the table goes to stdout as CSV, or everything as one JSON document with --format json. Warnings go
    to stderr. A table with a bad row is refused: each is told with its line and what to do.

    \b
    chucai merit marks.csv --scale 0:100 --places 10
    chucai merit marks.xlsx --model rating-scale --out result --format parquet
    chucai merit marks.csv --ballots orders.csv --places 10 --table assessors
    """
    if file is None and ballots is None:
        talk.stop(talk.USAGE, "merit-needs-a-table")
    if (form == "parquet" or pictures) and out is None:
        talk.stop(talk.USAGE, "merit-needs-folder")
    sheets, cast = _sheets(file), _cast(ballots)
    report = _estimate(sheets, cast, asked)
    unit = Unit(sheets.decimals if asked["scale"] is None else 0, report.round.method in LOGITS)
    if asked["wanted_se"] is not None:
        report = _planned(report, asked["wanted_se"], unit)
    warnings = _warnings(report, sheets)
    for says in warnings:
        talk.say("merit-warning", says=says)
    _say_influence(report)
    if out is not None:
        _write(out, form, report, unit, warnings)
        if pictures:
            _draw(out, report, unit)
    elif form == "json":
        talk.data(document(report, unit, warnings))
    else:
        click.echo(as_csv(tables(report, unit)[table]), nl=False)


def _sheets(file: Path | None) -> Sheets:
    from chucai.cli import ratings

    if file is None:
        return ratings.Sheets()
    with talk.refusals_end_it():
        sheets = ratings.read(file)
    if sheets.faults:
        _stop(file, sheets.faults)
    return sheets


def _cast(file: Path | None) -> Cast:
    from chucai.cli import ballots

    if file is None:
        return ballots.Cast()
    with talk.refusals_end_it():
        cast = ballots.read(file)
    if cast.faults:
        _stop(file, cast.faults)
    return cast


def _stop(file: Path, faults: list[tuple[int, str, dict[str, object]]]) -> None:
    from chucai.cli.ratings import told

    talk.say("merit-faults", file=file, faults=len(faults))
    for line in told(faults):
        talk.say("merit-fault", says=line)
    raise SystemExit(talk.REFUSED)


def _estimate(sheets: Sheets, cast: Cast, asked: dict[str, Any]) -> MeritReport:
    from chucai.engine.merit import estimate
    from chucai.engine.merit.words import REFUSALS

    weights = _weights(asked["weights"], sheets.criteria)
    bounds = _scale(asked["scale"], sheets.decimals)
    model = asked["model"]
    try:
        return estimate(
            sheets.ratings,
            weights=weights,
            scale=None if bounds is None else dict.fromkeys(weights, bounds),
            places=asked["places"],
            seed=asked["seed"],
            method="severity" if model == "random" else model,
            nominees="random" if model == "random" else "fixed",
            level=asked["level"],
            groups=sheets.groups or None,
            spreads=asked["spreads"],
            ballots=cast.ballots,
            influence=asked["influence"],
        )
    except Refused as refused:  # in the engine's own words: a code may have others where a charter is at hand
        facts = sheets.in_marks(refused.facts)
        click.echo(talk.filled(REFUSALS[refused.code][talk.language()], facts), err=True)
        raise SystemExit(talk.REFUSED) from None


def _weights(said: str | None, criteria: list[str]) -> dict[str, int]:
    """Whole weights by criterion. A criterion without a weight is left to the engine to refuse."""
    if said is None:
        return dict.fromkeys(criteria, 1)
    try:
        return {name.strip(): int(weight) for name, weight in (part.rsplit("=", 1) for part in said.split(","))}
    except ValueError:
        talk.stop(talk.USAGE, "merit-weights-unread", said=said)


def _scale(said: str | None, decimals: int) -> tuple[Decimal, Decimal] | None:
    """The scale counted in steps, as marks are."""
    if said is None:
        return None
    try:
        low, high = (Decimal(part).scaleb(decimals) for part in said.split(":"))
        if not max(abs(low), abs(high)) <= LONGEST_SCALE:
            raise ValueError(said)
        return low, high
    except (ValueError, ArithmeticError):
        talk.stop(talk.USAGE, "merit-scale-unread", said=said)


def _planned(report: MeritReport, wanted: float, unit: Unit) -> MeritReport:
    from chucai.engine.merit.planner import plan

    micro = round(wanted * 10 ** (6 if unit.logits else 6 + unit.decimals))
    return replace(report, round=replace(report.round, plan=plan(report, se=max(micro, 1))))


def _warnings(report: MeritReport, sheets: Sheets) -> list[str]:
    from chucai.engine.merit.words import WARNINGS

    found = []
    for note in report.round.warnings:
        facts = dict(note.facts)
        if note.code == "category-unused":
            steps = str(facts["marks"]).split(", ")
            facts["marks"] = ", ".join(sheets.in_marks({"mark": step})["mark"] for step in steps)
        found.append(talk.filled(WARNINGS[note.code][talk.language()], facts))
    return found


def _say_influence(report: MeritReport) -> None:
    """Why there is no leave-one-out, or no cut in it."""
    found = report.round
    if found.influence == "other-model":
        talk.say("merit-influence-other-model")
    elif found.influence == "moves-alone" and found.places:
        talk.say("merit-no-cut")


def _write(folder: Path, form: str, report: MeritReport, unit: Unit, warnings: list[str]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        talk.fail("file-unwritable", file=folder, reason=error.strerror)
    found = tables(report, unit)
    for name, table in found.items():
        if name != "round" or form != "json":
            talk.write(folder / f"{name}.{form}", written(table, form))
    talk.write(folder / "round.json", as_json(document(report, unit, warnings)["round"]))
    many = {name: len(found[name].rows) for name in ("nominees", "assessors")}
    talk.say("merit-written", folder=folder, **many)


def _draw(folder: Path, report: MeritReport, unit: Unit) -> None:
    from chucai.cli.merit_pictures import pictures

    if unit.logits:
        talk.say("merit-no-pictures-in-logits")
        return
    for name, content in pictures(report, unit.decimals):
        talk.write(folder / name, content.encode())
