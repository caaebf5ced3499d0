"""The kinds of table there are, for one charter."""

from __future__ import annotations

from collections.abc import Callable

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.intake.assessors import assessors, declarations
from chucai.intake.nominations import nominations
from chucai.intake.scores import scores
from chucai.intake.shape import TableKind
from chucai.intake.units import units

KINDS: dict[str, Callable[[Charter], TableKind]] = {
    "units": units,
    "nominations": nominations,
    "assessors": assessors,
    "declarations": declarations,
    "scores": scores,
}


def table_kind(charter: Charter, name: str, stage: str | None = None) -> TableKind:
    """The kind of this name; `stage` chooses the criteria of scores. Refused("unknown-table") names those there are."""
    if name not in KINDS:
        raise Refused("unknown-table", kind=name, known=", ".join(KINDS))
    return scores(charter, stage) if name == "scores" else KINDS[name](charter)
