"""The answer of `chucai assign`: as data, as a table, in words; and read back to be checked."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chucai.cli import talk
from chucai.cli.assign_words import FAULTS, WORDS

if TYPE_CHECKING:
    from chucai.engine.assign import Assignment, Table, Terms
    from chucai.engine.assign.model import Proof

MONEY = ("affinity", "objective", "bound", "worst", "worst_bound", "worst_pair")
Reserves = Mapping[str, Sequence[str]]


def said(key: str, /, **facts: Any) -> str:
    return WORDS[key][talk.language()].format_map(facts)


def decimal(value: int | None, decimals: int) -> str | None:
    """Whole units as the decimal they stand for."""
    if value is None:
        return None
    text = f"{Decimal(value).scaleb(-decimals):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def as_data(table: Table, found: Assignment, decimals: int, *, proof: bool = False) -> dict[str, Any]:
    """Everything about an assignment; numbers in the unit of the file are decimals in text, so nothing is rounded."""
    data: dict[str, Any] = {name: decimal(getattr(found, name), decimals) for name in MONEY}
    plain = ("status", "components", "severity_variance", "merit_se", "swaps", "kept", "idle", "anchors")
    data |= {name: getattr(found, name) for name in plain}
    for name in ("severity_variance", "merit_se"):
        data[name] = decimal(data[name], 6)
    data["searched"] = decimal(found.proof.searched, decimals) if found.proof else None
    data |= {"removed": dict(found.removed), "loads": dict(found.loads), "pairs": _pairs(table, found, decimals)}
    return data | ({"proof": _proof(found.proof)} if proof and found.proof else {})


def _proof(proof: Proof) -> dict[str, Any]:
    """Prices in the finest unit of the file, by nominee, assessor and limit in sorted order: whole numbers."""
    prices = {name: getattr(proof.prices, name).tolist() for name in ("nominee", "assessor", "side")}
    plain = {name: getattr(proof, name) for name in ("threshold", "floor", "parts", "searched")}
    return {**prices, **plain, "floor_prices": proof.floor_prices.tolist()}


def _pairs(table: Table, found: Assignment, decimals: int) -> list[tuple[str, str, str | None]]:
    worth = table.affinity[table.find(found.pairs)].tolist()
    return [(n, a, decimal(value, decimals)) for (n, a), value in zip(found.pairs, worth, strict=True)]


def write(table: Table, found: Assignment, decimals: int, reserves: Reserves | None) -> None:
    """CSV: nominee, assessor, affinity; with reserves a fourth column says which rows are those."""
    rows = csv.writer(sys.stdout, lineterminator="\n")
    heads, pairs = ("nominee", "assessor", "affinity"), _pairs(table, found, decimals)
    if reserves is None:
        rows.writerow(heads)
        rows.writerows(pairs)
        return
    rows.writerow((*heads, "place"))
    rows.writerows((*pair, "reading") for pair in pairs)
    waiting = [(name, judge) for name, judges in reserves.items() for judge in judges]
    for (name, judge), worth in zip(waiting, table.affinity[table.find(waiting)].tolist(), strict=True):
        rows.writerow((name, judge, decimal(worth, decimals), "stand-in"))


def tell(table: Table, terms: Terms, found: Assignment, decimals: int, reserves: Reserves | None) -> None:
    """What came out, on stderr."""
    facts = {**vars(found), **as_data(table, found, decimals)}
    facts |= {"nominees": len(table.nominees), "assessors": len(table.assessors), "pairs": len(found.pairs)}
    facts |= {"least": min(found.loads.values()), "most": max(found.loads.values()), "of": len(set(terms.previous))}
    facts |= {"severity": facts["severity_variance"], "se": facts["merit_se"]}
    for reason, number in found.removed.items():
        click.echo(said("removed", reason=reason, number=number), err=True)
    keys = ["totals", found.status, *(["kept"] if terms.previous else []), "worst"]
    keys += ["worst-bound"] if found.worst_bound is not None else []
    apart = "apart-still" if terms.connect else "apart"
    for key in (*keys, "spread" if found.merit_se is not None else apart):
        click.echo(said(key, **facts), err=True)
    if found.anchors:
        click.echo(said("anchors", number=len(found.anchors)), err=True)
    if reserves is not None:
        click.echo(said("stand-ins", without=sum(not judges for judges in reserves.values())), err=True)


def read_answer(path: Path, decimals: int) -> Assignment:
    """An assignment from what --json --proof wrote; the command ends where it is none."""
    try:
        return _assignment(json.loads(talk.read(path)), decimals)
    except (ArithmeticError, AttributeError, InvalidOperation, KeyError, TypeError, ValueError):
        click.echo(said("no-answer", file=path), err=True)
        sys.exit(talk.REFUSED)


def _assignment(data: Mapping[str, Any], decimals: int) -> Assignment:
    import numpy as np

    from chucai.engine.assign.model import Assignment, Proof
    from chucai.engine.kernels.matching_proof import Prices

    given = data["proof"]
    prices = Prices(*(np.array(given[name], dtype=np.int64) for name in ("nominee", "assessor", "side")))
    plain = {name: given[name] for name in ("threshold", "floor", "parts", "searched")}
    proof = Proof(prices, floor_prices=np.array(given["floor_prices"], dtype=np.int64), **plain)
    return Assignment(
        pairs=tuple((str(n), str(a)) for n, a, _ in data["pairs"]),
        loads={str(name): int(load) for name, load in data["loads"].items()},
        components=data["components"],
        idle=tuple(data["idle"]),
        severity_variance=None,
        anchors=tuple(data["anchors"]),
        status=str(data["status"]),
        proof=proof,
        **{name: _units(data[name], decimals) for name in MONEY},
    )


def _units(text: str | None, decimals: int) -> Any:
    """The decimal as whole units; None stays None."""
    if text is None:
        return None
    value = Decimal(text).scaleb(decimals)
    if value != value.to_integral_value():
        raise ValueError(text)
    return int(value)


def tell_check(found: Assignment, wrong: Sequence[str], decimals: int) -> None:
    """What a check found, a line for each fault with the names it is about."""
    for fault in wrong:
        code, _, names = fault.partition(" ")
        click.echo(said("fault", says=FAULTS[code][talk.language()], names=names or "-"), err=True)
    if not wrong:
        click.echo(said("holds", bound=decimal(found.bound, decimals)), err=True)
        if found.proof and found.proof.searched:
            click.echo(said("holds-searched", searched=decimal(found.proof.searched, decimals)), err=True)
