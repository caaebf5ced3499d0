"""Marks of the other assessors: shown only when the gates say so, and never by who gave them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from django.conf import settings

from chucai.gates.model import Nomination
from chucai.gates.visibility import About
from chucai.web.judge.bench import Bench
from chucai.web.judge.marks import shown


@dataclass(frozen=True, slots=True)
class Other:
    """One more sheet of a case: marks as written, in the order of the criteria."""

    number: int
    marks: Sequence[str]


def others(bench: Bench, nomination: Nomination) -> list[Other]:
    """The other sheets of a case, in an order that tells nothing of who gave which."""
    sheets = nomination.sheets.get(bench.stage.id, {})
    seen = [
        (who, sheet)
        for who, sheet in sheets.items()
        if who != bench.who
        and bench.desk.may_see("sheet", About(nomination=nomination, stage=bench.stage.id, assessor=who))
    ]
    secret = str(settings.SECRET_KEY).encode()[:64]
    seen.sort(key=lambda pair: blake2b(f"{nomination.id}\0{pair[0]}".encode(), key=secret).digest())
    return [
        Other(n, [_mark(bench, name, sheet.marks) for name in bench.criteria]) for n, (_, sheet) in enumerate(seen, 1)
    ]


def _mark(bench: Bench, name: str, marks: Mapping[str, int]) -> str:
    given = marks.get(name)
    return "–" if given is None else shown(bench.criteria[name], given)


def merit(bench: Bench, nomination: Nomination) -> tuple[int, int] | None:
    """Merit and rank in the adopted ranking, when an assessor may see them."""
    if not bench.desk.may_see("merit", About(nomination=nomination, stage=bench.stage.id)):
        return None
    line = next((line for line in bench.comparison.ranking if line.nomination == nomination.id), None)
    return (line.merit, line.rank) if line else None
