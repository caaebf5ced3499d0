"""A merit report as tables for people and programs: CSV, JSON, Parquet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from chucai.cli import talk
from chucai.intake.delimited import guarded

if TYPE_CHECKING:
    from chucai.engine.merit import MeritReport

Kind = Literal["text", "names", "whole", "number"]
FORMATS = ("csv", "json", "parquet")
TABLES = ("nominees", "assessors", "round", "plan", "without")
OF_MERIT = ("merit", "se", "se_relative", "low", "high", "severity", "noise", "shift")
OF_MARKS = ("plain_mean", "trimmed_mean", "zscore_mean", "spread")
OF_ROUND = ("share_nominee", "share_assessor", "share_residual", "reliability", "spread_seen", "spread_expected")
SHARES = ("p_place", "infit", *OF_ROUND)
VARIANCES = ("variance_nominee", "variance_assessor", "variance_residual")
TEXTS = ("nominee", "assessor", "method", "nominees", "engine", "spreads", "influence", "change")
NAMES = ("hangs_on", "enters", "leaves", "unread", "toss_up", "too_close", "warnings")
NOT_IN_A_ROW = ("parts", "hanging", "plan")


@dataclass(frozen=True)
class Table:
    """Columns by name with their kind; rows hold plain values, None where there is nothing."""

    columns: Mapping[str, Kind]
    rows: Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Unit:
    """How micro-units become the unit of the marks: marks were counted in steps of ``1 / 10 ** decimals``.

    Merit is in logits where no marks were measured as such.
    """

    decimals: int
    logits: bool

    def plain(self, name: str, value: Any) -> Any:
        """The value of a field as people read it."""
        digits = self._digits(name)
        if value is None or digits is None:
            return list(value) if isinstance(value, tuple) else value
        return float(Decimal(value).scaleb(-digits))

    def _digits(self, name: str) -> int | None:
        if name in VARIANCES:
            return 6 if self.logits else 6 + 2 * self.decimals
        if name in OF_MERIT:
            return 6 if self.logits else 6 + self.decimals
        if name in OF_MARKS:
            return 6 + self.decimals
        return 6 if name in SHARES else None


def tables(report: MeritReport, unit: Unit) -> dict[str, Table]:
    """All tables of a report; the plan and what hangs on whom may have no rows."""
    made = {
        "nominees": (_nominee_fields(), list(_nominees(report, unit))),
        "assessors": (_assessor_fields(), list(_assessors(report, unit))),
        "round": (_round_fields(), [_round(report, unit)]),
        "plan": (("nominee", "readings", "needed", "more"), list(_plan(report))),
        "without": (("assessor", "nominee", "change"), list(_without(report))),
    }
    return {name: Table({each: _kind(each) for each in columns}, rows) for name, (columns, rows) in made.items()}


def _kind(name: str) -> Kind:
    if name in TEXTS:
        return "text"
    if name in NAMES:
        return "names"
    return "number" if name in (*OF_MERIT, *OF_MARKS, *SHARES, *VARIANCES) else "whole"


def _nominee_fields() -> tuple[str, ...]:
    from chucai.engine.merit import NomineeMerit

    return (*(each.name for each in fields(NomineeMerit)), "hangs_on", "more")


def _assessor_fields() -> tuple[str, ...]:
    from chucai.engine.merit import AssessorSeverity

    own = (each.name for each in fields(AssessorSeverity) if each.name != "influence")
    return (*own, "shift", "enters", "leaves", "unread")


def _round_fields() -> tuple[str, ...]:
    from chucai.engine.merit import RoundMerit

    own = (each.name for each in fields(RoundMerit) if each.name not in NOT_IN_A_ROW)
    return (*own, "connected_parts", "more", "too_close")


def _nominees(report: MeritReport, unit: Unit) -> Iterator[dict[str, Any]]:
    hanging = {one.nominee: [*one.leaves_without, *one.enters_without] for one in report.round.hanging}
    more = {line.nominee: line.more for line in report.round.plan.lines} if report.round.plan else {}
    known = report.round.influence == "given"
    for line in report.nominees:
        row = {each.name: unit.plain(each.name, getattr(line, each.name)) for each in fields(line)}
        hangs_on = hanging.get(line.nominee, []) if known else None
        yield {**row, "hangs_on": hangs_on, "more": more.get(line.nominee)}


def _assessors(report: MeritReport, unit: Unit) -> Iterator[dict[str, Any]]:
    for line in report.assessors:
        row = {each.name: unit.plain(each.name, getattr(line, each.name)) for each in fields(line)}
        influence = row.pop("influence")
        of_influence = ("shift", "enters", "leaves", "unread")
        yield {**row, **{name: unit.plain(name, getattr(influence, name, None)) for name in of_influence}}


def _round(report: MeritReport, unit: Unit) -> dict[str, Any]:
    found, plan = report.round, report.round.plan
    row = {name: unit.plain(name, getattr(found, name)) for name in _round_fields()[:-3]}
    row["warnings"] = [note.code for note in found.warnings]
    too_close = None if plan is None else list(plan.open)
    return {**row, "connected_parts": len(found.parts), "more": plan and plan.more, "too_close": too_close}


def _plan(report: MeritReport) -> Iterator[dict[str, Any]]:
    for line in report.round.plan.lines if report.round.plan else ():
        yield {each.name: getattr(line, each.name) for each in fields(line)}


def _without(report: MeritReport) -> Iterator[dict[str, Any]]:
    for line in report.assessors:
        for change in ("enters", "leaves", "unread"):
            for name in getattr(line.influence, change, None) or ():
                yield {"assessor": line.assessor, "nominee": name, "change": change}


def document(report: MeritReport, unit: Unit, warnings: Sequence[str]) -> dict[str, Any]:
    """Everything as one JSON document; `warnings` in words."""
    found = tables(report, unit)
    whole = {name: unit.plain(name, value) for name, value in report.to_json()["round"].items()}
    for note, says in zip(whole["warnings"], warnings, strict=True):
        note["says"] = says
    return {"nominees": found["nominees"].rows, "assessors": found["assessors"].rows, "round": whole}


def written(table: Table, form: str) -> bytes:
    """A table as a file of that format."""
    if form == "csv":
        return ("\ufeff" + as_csv(table)).encode()
    return as_json(table.rows) if form == "json" else _parquet(table)


def as_csv(table: Table) -> str:
    """With headers; several names in a cell are joined by semicolons, and no text is taken for a formula."""
    into = io.StringIO()
    writer = csv.DictWriter(into, list(table.columns), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _cell(row[name]) for name in table.columns} for row in table.rows)
    return into.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(value)
    return guarded(value) if isinstance(value, str) else value


def as_json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _parquet(table: Table) -> bytes:
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ModuleNotFoundError:
        talk.fail("merit-no-parquet")
    kinds = {"text": pa.string(), "names": pa.list_(pa.string()), "whole": pa.int64(), "number": pa.float64()}
    columns = [pa.array([row[name] for row in table.rows], kinds[kind]) for name, kind in table.columns.items()]
    into = io.BytesIO()
    parquet.write_table(pa.table(dict(zip(table.columns, columns, strict=True))), into)
    return into.getvalue()
