"""What the reader must know before trusting the numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from chucai.engine.merit.columns import Columns
from chucai.engine.merit.fit import Estimates
from chucai.engine.merit.model import AssessorSeverity, MeritWarning

FEWEST_READINGS = 2  # below: nothing shows how far two assessors would differ about this nominee
FLAT_FROM = 3  # readings with one mark before an assessor is called flat
NAMED = 3  # names spelt out in a warning; the facts hold them all


def notes(
    columns: Columns,
    part: tuple[NDArray[np.int64], NDArray[np.int64]],
    severity: Estimates,
    merit: Estimates,
    assessors: Sequence[AssessorSeverity],
) -> tuple[MeritWarning, ...]:
    """All warnings, in a fixed order: the table's, then the fits'."""
    found = [
        *_parts(columns, part[1]),
        *_flat(assessors),
        *_few(columns),
        *_partial(columns),
    ]
    for note in (*severity.warnings, *merit.warnings):
        if note not in found:
            found.append(note)
    return tuple(found)


def _parts(columns: Columns, assessor_part: NDArray[np.int64]) -> list[MeritWarning]:
    count = int(assessor_part.max()) + 1
    if count == 1:
        return []
    groups: list[list[str]] = [[] for _ in range(count)]
    for name, at in zip(columns.assessor_ids, assessor_part.tolist(), strict=True):
        groups[at].append(name)
    named = " | ".join(_named(group) for group in groups[:NAMED]) + (" | …" if count > NAMED else "")
    return [MeritWarning("panels-not-connected", {"parts": count, "named": named})]


def _flat(assessors: Sequence[AssessorSeverity]) -> list[MeritWarning]:
    flat = [line.assessor for line in assessors if line.load >= FLAT_FROM and line.spread == 0]
    facts = {"count": len(flat), "fewest": FLAT_FROM, "named": _named(flat), "assessors": flat}
    return [MeritWarning("flat-marks", facts)] if flat else []


def _few(columns: Columns) -> list[MeritWarning]:
    few = np.flatnonzero(np.bincount(columns.nominee) < FEWEST_READINGS)
    names = [columns.nominee_ids[at] for at in few]
    facts = {"count": len(names), "fewest": FEWEST_READINGS, "named": _named(names), "nominees": names}
    return [MeritWarning("too-few-readings", facts)] if names else []


def _partial(columns: Columns) -> list[MeritWarning]:
    return [MeritWarning("criteria-missing", {"sheets": columns.partial})] if columns.partial else []


def _named(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED]) + (", …" if len(names) > NAMED else "")
