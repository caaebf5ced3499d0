"""Why an assignment cannot be made, in names: nominations that together need more readings than they can get."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.request import NEVER, Request
from chucai.engine.kernels.matching import bottleneck
from chucai.errors import Refused

Ints = npt.NDArray[np.int64]

NAMED = 10  # so many names are spelled out
CELLS = 2_000_000


def refuse_if_short(asked: Request) -> None:
    """Raise "assignment-infeasible" when the count alone shows that readings will be missing.

    Either somebody has too few assessors left who may read them, or all the loads together are too small.
    """
    eligible = _eligible(asked)
    missing = asked.need - eligible
    if (missing > 0).any():
        raise _refusal(asked, np.flatnonzero(missing > 0), eligible, None)
    if int(asked.need.sum()) > int(asked.room.sum()):
        raise _refusal(asked, np.flatnonzero(asked.need > 0), eligible, int(asked.room.sum()))


def refuse_group(asked: Request) -> None:
    """Raise "assignment-infeasible" naming a group of nominations whose assessors, all taken together, are too few."""
    nominee, assessor = open_pairs(asked)
    short = bottleneck(nominee, assessor, asked.need, asked.room)
    if short is None:
        return
    among = assessor[short[nominee]]
    give = np.minimum(asked.room, np.bincount(among, minlength=len(asked.room)))
    raise _refusal(asked, np.flatnonzero(short), _eligible(asked), int(give.sum()))


def open_pairs(asked: Request) -> tuple[Ints, Ints]:
    """All pairs that may still be made: nominee and assessor numbers."""
    none = np.zeros(0, dtype=np.int64)
    parts = [(none, none)]
    for start, stop in blocks_of_rows(asked):
        rows, columns = np.nonzero(asked.lots(start, stop, 0) != NEVER)
        free = asked.room[columns] > 0
        parts.append((rows[free] + start, columns[free]))
    return np.concatenate([part[0] for part in parts]), np.concatenate([part[1] for part in parts])


def blocks_of_rows(asked: Request) -> list[tuple[int, int]]:
    """Nominees in stretches whose tables of lots are a few megabytes."""
    step = max(1, CELLS // max(1, len(asked.assessors)))
    return [(start, min(start + step, len(asked.nominees))) for start in range(0, len(asked.nominees), step)]


def _eligible(asked: Request) -> Ints:
    """[N] assessors with room who may still be given each nominee."""
    width = max(1, len(asked.assessors))
    open_to_all = int((asked.room > 0).sum())
    useful = asked.closed[asked.room[asked.closed % width] > 0] if len(asked.closed) else asked.closed
    return open_to_all - np.bincount(useful // width, minlength=len(asked.nominees)).astype(np.int64)


def _refusal(asked: Request, who: Ints, eligible: Ints, available: int | None) -> Refused:
    need = asked.need[who]
    if available is None:
        available = int(np.minimum(eligible[who], need).sum())
    names = [asked.nominees[at] for at in who[:NAMED].tolist()]
    return Refused(
        "assignment-infeasible",
        nominees=names,
        more=max(0, len(who) - NAMED),
        count=len(who),
        needed=int(need.sum()),
        available=available,
        eligible=[int(eligible[at]) for at in who[:NAMED]],
        each=[int(asked.need[at]) for at in who[:NAMED]],
    )
