"""`chucai merit`: merit from a plain table of ratings; a statistician's tool, without a round or a charter."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk
from chucai.errors import Refused

if TYPE_CHECKING:
    from chucai.engine.merit import MeritReport

MODELS = ("severity", "random", "rating-scale", "mean", "trimmed", "zscore")
FORMATS = ("csv", "json", "parquet")
OF_MERIT = ("merit", "se", "se_relative", "low", "high", "severity")
OF_MARKS = ("plain_mean", "trimmed_mean", "zscore_mean", "spread")
SHARES = ("p_place", "infit")


@click.command()
@click.argument("file", metavar="RATINGS", type=talk.file())
@click.option("--weights", help="Of criteria, as deeds=40,service=60; all alike if not given.")
@click.option("--scale", help="Lowest and highest mark, as 0:10: merit then runs from 0 to 100. Else as marked.")
@click.option("--places", type=click.IntRange(min=0), help="How many places there are: chances, and the band.")
@click.option("--model", type=click.Choice(MODELS), default="severity", show_default=True)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Of the draws for chances.")
@click.option("--level", type=click.IntRange(50, 99), default=95, show_default=True, help="Of intervals, in a hundred.")
@click.option("--table", type=click.Choice(("nominees", "assessors")), default="nominees", show_default=True)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="A folder for both tables and the round.")
@click.option("--format", "form", type=click.Choice(FORMATS), default="csv", show_default=True)
@talk.lang
def command(file: Path, out: Path | None, form: str, table: str, **asked: Any) -> None:
    """Estimate merit from RATINGS (CSV or XLSX: judge, nominee, criterion, score; a row for each mark).

    Without --out the table goes to stdout as CSV, or everything as one JSON document with --format json. Warnings go
    to stderr. A table with a bad row is refused: each is told with its line and what to do.

    \b
    chucai merit marks.csv --scale 0:100 --places 10
    chucai merit marks.xlsx --model rating-scale --out result --format json
    """
    from chucai.cli import ratings

    with talk.refusals_end_it():
        sheets = ratings.read(file)
        if sheets.faults:
            talk.say("merit-faults", file=file, faults=len(sheets.faults))
            for line in ratings.told(sheets):
                talk.say("merit-fault", says=line)
            raise SystemExit(talk.REFUSED)
    report = _estimate(sheets, asked)
    shift = sheets.decimals if asked["scale"] is None else 0
    found = _tables(report, shift)
    _warn(report)
    if out is not None:
        _write(out, form, found)
    elif form == "json":
        talk.data(found)
    elif form == "csv":
        click.echo(_csv(found[table]), nl=False)
    else:
        talk.stop(talk.USAGE, "merit-needs-folder")


def _estimate(sheets: Any, asked: dict[str, Any]) -> MeritReport:
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
        )
    except Refused as refused:  # in the engine's own words: a code may have others where a charter is at hand
        click.echo(talk.filled(REFUSALS[refused.code][talk.language()], refused.facts), err=True)
        raise SystemExit(talk.REFUSED) from None


def _weights(said: str | None, criteria: list[str]) -> dict[str, int]:
    """Whole weights by criterion. A criterion without a weight is left to the engine to refuse."""
    if said is None:
        return dict.fromkeys(criteria, 1)
    try:
        return {name.strip(): int(weight) for name, weight in (part.rsplit("=", 1) for part in said.split(","))}
    except ValueError:
        talk.stop(talk.USAGE, "merit-weights-unread", said=said)


def _scale(said: str | None, decimals: int) -> tuple[int, int] | None:
    """The scale counted in steps, as marks are."""
    if said is None:
        return None
    try:
        low, high = (Decimal(part) * 10**decimals for part in said.split(":"))
        return int(low), int(high)
    except (ValueError, ArithmeticError):
        talk.stop(talk.USAGE, "merit-scale-unread", said=said)


def _tables(report: MeritReport, shift: int) -> dict[str, Any]:
    """Numbers in the unit of the marks (logits for the rating scale model), shares from 0 to 1."""
    logits = report.round.method == "rating-scale"
    digits = dict.fromkeys(OF_MERIT, 6 if logits else 6 + shift) | dict.fromkeys(OF_MARKS, 6 + shift)
    digits |= dict.fromkeys(SHARES, 6)
    whole = report.to_json()["round"]
    for name in ("variance_nominee", "variance_assessor", "variance_residual"):
        whole[name] = whole[name] / 10 ** (6 if logits else 6 + 2 * shift)
    for name in ("share_nominee", "share_assessor", "share_residual", "reliability"):
        whole[name] = whole[name] / 10**6
    return {
        "nominees": [_line(line, digits) for line in report.nominees],
        "assessors": [_line(line, digits) for line in report.assessors],
        "round": whole,
    }


def _line(line: Any, digits: dict[str, int]) -> dict[str, Any]:
    found = {}
    for name in (each.name for each in fields(line)):
        value = getattr(line, name)
        found[name] = value if value is None or name not in digits else float(Decimal(value).scaleb(-digits[name]))
    return found


def _warn(report: MeritReport) -> None:
    from chucai.engine.merit.words import WARNINGS

    for note in report.round.warnings:
        talk.say("merit-warning", says=talk.filled(WARNINGS[note.code][talk.language()], note.facts))


def _csv(rows: list[dict[str, Any]]) -> str:
    written = io.StringIO()
    writer = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _guarded(value) for name, value in row.items()} for row in rows)
    return written.getvalue()


def _guarded(value: Any) -> Any:
    """Text that a spreadsheet would take for a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def _write(folder: Path, form: str, found: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("nominees", "assessors"):
        talk.write(folder / f"{name}.{form}", _bytes(form, found[name]))
    talk.write(folder / "round.json", _json(found["round"]))
    talk.say("merit-written", folder=folder, nominees=len(found["nominees"]), assessors=len(found["assessors"]))


def _bytes(form: str, rows: list[dict[str, Any]]) -> bytes:
    if form == "csv":
        return ("\ufeff" + _csv(rows)).encode()
    return _json(rows) if form == "json" else _parquet(rows)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ModuleNotFoundError:
        talk.fail("merit-no-parquet")
    written = io.BytesIO()
    parquet.write_table(pa.Table.from_pylist(rows), written)
    return written.getvalue()
