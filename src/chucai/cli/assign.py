"""`chucai assign`: who reads what, from a file of allowed pairs; proved, linked and described."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import assigned, talk
from chucai.cli.assigned import said

if TYPE_CHECKING:
    from chucai.engine.assign import Assignment, Table, Terms
    from chucai.engine.assign.from_file import PairsRead

Load = tuple[int, int | None]


class _Load(click.ParamType[Load]):
    """LOW..HIGH, ..HIGH or HIGH."""

    name = "low..high"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Load:
        found = re.fullmatch(r"(?:(\d*)\.\.)?(\d*)", str(value))
        if not found or not str(value).strip("."):
            self.fail(said("load-wrong", text=value), param, ctx)
        return int(found[1] or 0), int(found[2]) if found[2] else None


@click.command()
@click.argument("pairs", type=talk.file(), required=False)
@click.option("--readings", type=click.IntRange(1), help="Assessors for each nomination.")
@click.option("--load", type=_Load(), metavar="LOW..HIGH", help="Readings of each assessor.")
@click.option("--min-load", type=click.IntRange(0), help="The same, the least alone.")
@click.option("--max-load", type=click.IntRange(0), help="The same, the greatest alone.")
@click.option("--loads", type=talk.file(), help="CSV: assessor, low, high; goes before the load of all.")
@click.option("--conflicts", type=talk.file(), help="CSV: nominee, assessor, and reason if you like; taken out.")
@click.option("--fixed", type=talk.file(), help="CSV: nominee, assessor; pairs that are kept.")
@click.option("--previous", type=talk.file(), help="CSV: an earlier assignment; as much of it as can be is kept.")
@click.option("--fair", is_flag=True, help="First make the worst-off nomination's sum as good as can be.")
@click.option("--fair-pair", is_flag=True, help="First make the worst pair as good as can be.")
@click.option("--experts", type=(click.IntRange(1), str), metavar="NUMBER AFFINITY", help="So many from there up.")
@click.option("--load-price", type=str, help="The k-th reading of an assessor costs k times so much: evener loads.")
@click.option("--blocks", type=talk.file(), help="CSV: assessor, block; some nominations are read across blocks.")
@click.option("--anchors", type=click.IntRange(0, 100), default=3, show_default=True, help="So many in a hundred.")
@click.option("--connect", is_flag=True, help="Link groups that share no reading, by swaps.")
@click.option("--stand-ins", type=click.IntRange(1), help="So many reserve judges for each nomination.")
@click.option("--precision", type=float, help="Plan: readings and assessors for this standard error of a merit.")
@click.option("--nominees", type=click.IntRange(1), help="Nominations to plan for, where there is no file yet.")
@click.option("--effort", type=click.FloatRange(0.1), default=60, show_default=True, help="Of each exact search.")
@click.option("--seed", default="1", show_default=True, help="Public seed of the lots between equals.")
@click.option("--csv", "as_csv", is_flag=True, help="The pairs as CSV: nominee, assessor, affinity.")
@click.option("--proof", is_flag=True, help="With --json: the prices that prove the bound, too.")
@click.option("--check", "answer", type=talk.file(), help="Count this answer (--json --proof) again, with no solver.")
@talk.as_json
@talk.lang
def command(pairs: Path | None, as_csv: bool, as_json: bool, **asked: Any) -> None:
    """Decide who reads what, from PAIRS (CSV: nominee, assessor, affinity; a row for each pair that may be).

    The sum of affinities is the largest possible, proved with whole numbers and counted again without a solver.
    Decimals are read exactly, up to nine places at least, twelve where there are few names. Pairs go to stdout (CSV, or
    JSON with --json), the rest is told on stderr.

    \b
    Exit code 0: proven. 3: faults in the files, or it cannot be done: who lacks assessors is named. 4: not proven,
    or the answer to be checked does not hold.
    chucai assign pairs.csv --readings 3 --load 1..4 --conflicts conflicts.csv > assigned.csv
    chucai assign --precision 0.5 --nominees 1000 --max-load 60
    """
    with talk.refusals_end_it():
        if asked["precision"] is not None:
            _plan(pairs, asked, as_json)
            return
        _usage(pairs, asked)
        read = _read(pairs)  # type: ignore[arg-type]  # `_usage` has asked for it
        table, terms = _question(read, asked)
        if asked["answer"] is not None:
            _check(table, terms, read, asked["answer"])
        found = _solved(table, terms)
        reserves = _reserves(table, terms, found, asked["stand_ins"])
    if read.rounded:
        click.echo(said("rounded", rounded=read.rounded, decimals=read.decimals), err=True)
    assigned.tell(table, terms, found, read.decimals, reserves)
    if as_json:
        data = assigned.as_data(table, found, read.decimals, proof=asked["proof"]) | {"rounded": read.rounded}
        talk.data(data if reserves is None else {**data, "stand_ins": reserves})
    else:
        assigned.write(table, found, read.decimals, reserves)
    sys.exit(talk.UNPROVED if found.status == "not-proven" else talk.DONE)


def _usage(pairs: Path | None, asked: dict[str, Any]) -> None:
    if pairs is None:
        raise click.UsageError(said("needs-pairs"))
    if asked["readings"] is None:
        raise click.UsageError(said("needs-readings"))
    if asked["fair"] and asked["fair_pair"]:
        raise click.UsageError(said("one-fairness"))


def _load(asked: dict[str, Any]) -> Load:
    alone = (asked["min_load"], asked["max_load"])
    if asked["load"] is None:
        return alone[0] or 0, alone[1]
    if alone != (None, None):
        raise click.UsageError(said("one-load"))
    load: Load = asked["load"]
    return load


def _plan(pairs: Path | None, asked: dict[str, Any], as_json: bool) -> None:
    """Ways to a wished precision, before anybody is asked."""
    from chucai.engine.assign.model import MICRO
    from chucai.engine.assign.plan import plan

    nominees = asked["nominees"] or (len(_read(pairs).table.nominees) if pairs else None)
    if nominees is None:
        raise click.UsageError(said("needs-nominees"))
    if not 0 < asked["precision"] < MICRO:
        raise click.BadParameter(said("precision-wrong", text=asked["precision"]), param_hint="--precision")
    most = _load(asked)[1]
    ways = plan(nominees, round(asked["precision"] * MICRO), nominees if most is None else most)
    told = [{**vars(way), "merit_se": assigned.decimal(way.merit_se, 6)} for way in ways]
    if as_json:
        talk.data({"nominees": nominees, "ways": told})
        return
    for way in told:
        click.echo(said("way", **way, se=way["merit_se"]))


def _read(path: Path) -> PairsRead:
    from chucai.engine.assign.from_file import read_pairs

    content = talk.read(path)
    progress, lines = talk.Progress(), content.count(b"\n")
    try:
        return read_pairs(content, path.name, lambda done: progress("rows", done, max(done, lines)))
    finally:
        progress.end()


def _question(read: PairsRead, asked: dict[str, Any]) -> tuple[Table, Terms]:
    from chucai.engine.assign import Terms
    from chucai.engine.assign.from_file import read_blocks

    table = read.table
    reasons: dict[str, list[tuple[str, str]]] = {}
    for pair, reason in _named(asked["conflicts"]):
        reasons.setdefault(reason, []).append(pair)
    for reason, barred in sorted(reasons.items()):
        table = table.without(reason, barred)
    low, high = _loads(table, asked)
    experts, least = asked["experts"] or (0, "0")
    blocks = asked["blocks"]
    return table, Terms(
        readings=asked["readings"],
        seed=asked["seed"],
        low=low,
        high=high,
        load_price=_units(asked["load_price"] or "0", read.decimals, "--load-price"),
        fixed=[pair for pair, _ in _named(asked["fixed"])],
        previous=[pair for pair, _ in _named(asked["previous"])],
        experts=experts,
        expert_from=_units(least, read.decimals, "--experts"),
        fair="sum" if asked["fair"] else "pair" if asked["fair_pair"] else "",
        blocks=read_blocks(talk.read(blocks), blocks.name) if blocks else {},
        anchors=asked["anchors"],
        connect=asked["connect"],
        units=read.units,
        effort=asked["effort"],
    )


def _loads(table: Table, asked: dict[str, Any]) -> tuple[Any, Any]:
    """Least and greatest load: one for all, or by assessor where there is a file."""
    from chucai.engine.assign.from_file import read_loads

    low, high = _load(asked)
    if asked["loads"] is None:
        return low, high
    lows, highs = read_loads(talk.read(asked["loads"]), asked["loads"].name, set(table.assessors))
    most = len(table.nominees) if high is None else high
    return dict.fromkeys(table.assessors, low) | lows, dict.fromkeys(table.assessors, most) | highs


def _named(path: Path | None) -> list[tuple[tuple[str, str], str]]:
    from chucai.engine.assign.from_file import read_named

    return read_named(talk.read(path), path.name) if path else []


def _units(text: str, decimals: int, option: str) -> int:
    from chucai.engine.assign.from_file import whole

    found = whole(text, decimals)
    if found is None:
        raise click.BadParameter(said("too-fine", text=text, decimals=decimals), param_hint=option)
    return found


def _solved(table: Table, terms: Terms) -> Assignment:
    """Solved, and counted again by code that imports no solver."""
    from chucai.engine.assign import assign_among
    from chucai.engine.assign.check import faults

    found = assign_among(table, terms)
    wrong = faults(table, terms, found)
    if wrong:
        raise ArithmeticError(f"the assignment does not stand its check: {wrong[:3]}")
    return found


def _reserves(table: Table, terms: Terms, found: Assignment, each: int | None) -> dict[str, tuple[str, ...]] | None:
    from chucai.engine.assign.stand_in import stand_ins

    return None if each is None else stand_ins(table, terms, found, each)


def _check(table: Table, terms: Terms, read: PairsRead, answer: Path) -> None:
    from chucai.engine.assign.check import faults

    found = assigned.read_answer(answer, read.decimals)
    wrong = faults(table, terms, found)
    assigned.tell_check(found, wrong, read.decimals)
    sys.exit(talk.UNPROVED if wrong or found.status == "not-proven" else talk.DONE)
