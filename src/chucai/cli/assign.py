"""`chucai assign`: who reads what, from a file of allowed pairs; proved, linked and described."""

from __future__ import annotations

import csv
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk

if TYPE_CHECKING:
    from chucai.engine.assign import Assignment, Table, Terms
    from chucai.engine.assign.from_file import PairsRead

WORDS = {
    "totals": {
        "zh": "{nominees} 项提名，{assessors} 名评委，{pairs} 次评阅；"
        "契合度合计 {affinity}，目标值 {objective}，上界 {bound}。",
        "en": "{nominees} nominations, {assessors} assessors, {pairs} readings. Affinity {affinity}, objective "
        "{objective}, bound {bound}.",
    },
    "optimal": {"zh": "已证明为最优。", "en": "Proven optimal."},
    "linked": {
        "zh": "连通前已证明为最优；为使各组相连做了 {swaps} 次对调。",
        "en": "Proven optimal before {swaps} swap(s) linked the groups.",
    },
    "not-proven": {
        "zh": "未证明为最优：计算量已用尽（--effort）。",
        "en": "Not proven optimal: the work allowed was used up (--effort).",
    },
    "worst": {
        "zh": "最低一项提名的总契合度 {worst}，最差一对 {worst_pair}；评阅量 {least} 至 {most}。",
        "en": "The worst-off nomination has {worst}, the worst pair {worst_pair}; loads from {least} to {most}.",
    },
    "spread": {
        "zh": "评阅图 {components} 组；预计宽严差的方差 {severity}，成绩标准误 {se}（以一次打分的误差为单位）。",
        "en": "{components} group(s). Expected variance of a severity difference {severity}, standard error of a merit "
        "{se} (in errors of one mark).",
    },
    "apart": {
        "zh": "评阅图分为 {components} 组，组间宽严不可比较。可用 --connect 使其相连。",
        "en": "{components} groups that share no reading: severities cannot be compared between them. "
        "--connect links them.",
    },
    "rounded": {
        "zh": "{rounded} 个契合度的小数超过 9 位，已四舍六入五成双至 9 位。",
        "en": "{rounded} affinities were finer than nine decimals and were rounded to nine, half to even.",
    },
    "removed": {"zh": "排除配对 {number} 个：{reason}。", "en": "{number} pair(s) taken out: {reason}."},
    "kept": {"zh": "保留原有配对 {kept} 个，共 {of} 个。", "en": "{kept} of {of} previous pairs kept."},
}


class _Load(click.ParamType[tuple[int, int | None]]):
    """LOW..HIGH, ..HIGH or HIGH."""

    name = "low..high"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, int | None]:
        found = re.fullmatch(r"(?:(\d*)\.\.)?(\d*)", str(value))
        if not found or not str(value).strip("."):
            self.fail(f"{value!r}: 1..4, ..4, 1.. or 4", param, ctx)
        return int(found[1] or 0), int(found[2]) if found[2] else None


@click.command()
@click.argument("pairs", type=talk.file())
@click.option("--readings", type=click.IntRange(1), required=True, help="Assessors for each nomination.")
@click.option("--load", type=_Load(), default="0..", metavar="LOW..HIGH", help="Readings of each assessor.")
@click.option("--conflicts", type=talk.file(), help="CSV: nominee, assessor, and reason if you like; taken out.")
@click.option("--fixed", type=talk.file(), help="CSV: nominee, assessor; pairs that are kept.")
@click.option("--previous", type=talk.file(), help="CSV: an earlier assignment; as much of it as can be is kept.")
@click.option("--fair", is_flag=True, help="First make the worst-off nomination's sum as good as can be.")
@click.option("--fair-pair", is_flag=True, help="First make the worst pair as good as can be.")
@click.option("--experts", type=(click.IntRange(1), str), metavar="NUMBER AFFINITY", help="So many from there up.")
@click.option("--load-price", type=str, help="The k-th reading of an assessor costs k times so much: evener loads.")
@click.option("--connect", is_flag=True, help="Link groups that share no reading, by swaps.")
@click.option("--effort", type=click.FloatRange(0.1), default=60, show_default=True, help="Of each exact search.")
@click.option("--seed", default="1", show_default=True, help="Public seed of the lots between equals.")
@click.option("--csv", "as_csv", is_flag=True, help="The pairs as CSV: nominee, assessor, affinity.")
@talk.as_json
@talk.lang
def command(pairs: Path, as_csv: bool, as_json: bool, **asked: Any) -> None:
    """Decide who reads what, from PAIRS (CSV: nominee, assessor, affinity; a row for each pair that may be).

    The sum of affinities is the largest possible, proved with whole numbers and counted again without a solver.
    Decimals are read exactly, up to nine places. Pairs go to stdout (CSV, or JSON with
    --json), the rest is told on stderr.

    \b
    Exit code 0: proven. 3: faults in the files, or it cannot be done: who lacks assessors is named. 4: not proven.
    chucai assign pairs.csv --readings 3 --load 1..4 --conflicts conflicts.csv > assigned.csv
    """
    with talk.refusals_end_it():
        read = _read(pairs)
        table, terms = _question(read, asked)
        found = _solved(table, terms)
    if read.rounded:
        click.echo(WORDS["rounded"][talk.language()].format(rounded=read.rounded), err=True)
    _tell(table, terms, found, read.decimals)
    if as_json:
        talk.data({**as_data(table, found, read.decimals), "rounded": read.rounded})
    else:
        _write(table, found, read.decimals)
    sys.exit(talk.UNPROVED if found.status == "not-proven" else talk.DONE)


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

    table = read.table
    reasons: dict[str, list[tuple[str, str]]] = {}
    for pair, reason in _named(asked["conflicts"]):
        reasons.setdefault(reason, []).append(pair)
    for reason, barred in sorted(reasons.items()):
        table = table.without(reason, barred)
    (low, high), (experts, least) = asked["load"], asked["experts"] or (0, "0")
    if asked["fair"] and asked["fair_pair"]:
        raise click.UsageError("--fair / --fair-pair")
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
        connect=asked["connect"],
        units=read.units,
        effort=asked["effort"],
    )


def _named(path: Path | None) -> list[tuple[tuple[str, str], str]]:
    from chucai.engine.assign.from_file import read_named

    return read_named(talk.read(path), path.name) if path else []


def _units(text: str, decimals: int, option: str) -> int:
    from chucai.engine.assign.from_file import whole

    found = whole(text, decimals)
    if found is None:
        raise click.BadParameter(f"{text!r} ({decimals} decimals at most)", param_hint=option)
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


def decimal(value: int | None, decimals: int) -> str | None:
    """Whole units as the decimal they stand for."""
    if value is None:
        return None
    text = f"{Decimal(value).scaleb(-decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_data(table: Table, found: Assignment, decimals: int) -> dict[str, Any]:
    """Everything about an assignment; numbers in the unit of the file are decimals in text, so nothing is rounded."""
    money = ("affinity", "objective", "bound", "worst", "worst_bound", "worst_pair")
    data: dict[str, Any] = {name: decimal(getattr(found, name), decimals) for name in money}
    plain = ("status", "components", "severity_variance", "merit_se", "swaps", "kept", "idle", "anchors")
    data |= {name: getattr(found, name) for name in plain}
    for name in ("severity_variance", "merit_se"):
        data[name] = decimal(data[name], 6)
    proof = found.proof
    data["searched"] = decimal(proof.searched, decimals) if proof else None
    return data | {"removed": dict(found.removed), "loads": dict(found.loads), "pairs": _pairs(table, found, decimals)}


def _pairs(table: Table, found: Assignment, decimals: int) -> list[tuple[str, str, str | None]]:
    worth = table.affinity[table.find(found.pairs)].tolist()
    return [(n, a, decimal(value, decimals)) for (n, a), value in zip(found.pairs, worth, strict=True)]


def _write(table: Table, found: Assignment, decimals: int) -> None:
    rows = csv.writer(sys.stdout, lineterminator="\n")
    rows.writerow(("nominee", "assessor", "affinity"))
    rows.writerows(_pairs(table, found, decimals))


def _tell(table: Table, terms: Terms, found: Assignment, decimals: int) -> None:
    facts = {**vars(found), **as_data(table, found, decimals)}
    facts |= {"nominees": len(table.nominees), "assessors": len(table.assessors), "pairs": len(found.pairs)}
    facts |= {"least": min(found.loads.values()), "most": max(found.loads.values()), "of": len(set(terms.previous))}
    facts |= {"severity": facts["severity_variance"], "se": facts["merit_se"]}
    for reason, number in found.removed.items():
        click.echo(WORDS["removed"][talk.language()].format(reason=reason, number=number), err=True)
    last = "spread" if found.merit_se is not None else "apart"
    for key in ("totals", found.status, *(["kept"] if terms.previous else []), "worst", last):
        click.echo(WORDS[key][talk.language()].format_map(facts), err=True)
