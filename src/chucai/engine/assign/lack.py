"""Why no assignment over a table can be made, in names: nominations, units, assessors."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from chucai.engine.assign.terms import Question
from chucai.engine.kernels.matching import bottleneck
from chucai.errors import Refused

Ints = npt.NDArray[np.int64]

NAMED = 10  # so many names are spelled out


def refuse_shortage(asked: Question) -> None:
    """Raise "assignment-infeasible" or "assignment-units-short" when counting alone shows that readings are missing."""
    eligible, need = _eligible(asked), asked.need
    if (need > eligible).any():
        raise _refusal(asked, np.flatnonzero(need > eligible), eligible, None)
    room = asked.network().room
    if int(need.sum()) > int(room.sum()):
        raise _refusal(asked, np.flatnonzero(need > 0), eligible, int(room.sum()))
    _refuse_experts(asked)


def _refuse_experts(asked: Question) -> None:
    """Raise "assignment-experts-short" when nominations have too few assessors of the affinity asked for."""
    table, terms = asked.table, asked.terms
    strong = table.nominee[table.affinity >= terms.expert_from]
    count = np.bincount(strong, minlength=len(table.nominees))
    who = np.flatnonzero(count < terms.experts)
    if len(who):
        raise Refused(
            "assignment-experts-short",
            nominees=[table.nominees[at] for at in who[:NAMED].tolist()],
            more=max(0, len(who) - NAMED),
            count=len(who),
            experts=terms.experts,
            have=[int(count[at]) for at in who[:NAMED]],
        )


def refuse_lack(asked: Question) -> None:
    """The same for groups (Hall's condition), on the side of nominations, then on the side of the least loads."""
    network = asked.network()
    nominee, assessor = network.nominee, network.assessor
    short = bottleneck(nominee, assessor, network.need, network.room)
    if short is not None:
        among = assessor[short[nominee]]
        give = np.minimum(network.room, np.bincount(among, minlength=len(network.room)))
        raise _refusal(asked, np.flatnonzero(short), _eligible(asked), int(give.sum()))
    least = network.least
    total = int(network.need.sum())
    if int(least.sum()) > total:
        raise _idle(asked, np.flatnonzero(least > 0), int(least.sum()), total)
    idle = bottleneck(assessor, nominee, least, network.need)
    if idle is not None:
        among = nominee[idle[assessor]]
        give = np.minimum(network.need, np.bincount(among, minlength=len(network.need)))
        raise _idle(asked, np.flatnonzero(idle), int(least[idle].sum()), int(give.sum()))


def _eligible(asked: Question) -> Ints:
    """[N] assessors with room who may still be given each nominee."""
    free = (asked.high - asked.carried)[asked.table.assessor[asked.rows]] > 0
    count = np.bincount(asked.table.nominee[asked.rows][free], minlength=len(asked.table.nominees))
    return count.astype(np.int64)


def _refusal(asked: Question, who: Ints, eligible: Ints, available: int | None) -> Refused:
    need = asked.need[who]
    if available is None:
        available = int(np.minimum(eligible[who], need).sum())
    units = _by_unit(asked, who, eligible)
    facts: dict[str, Any] = {
        "nominees": [asked.table.nominees[at] for at in who[:NAMED].tolist()],
        "more": max(0, len(who) - NAMED),
        "count": len(who),
        "needed": int(need.sum()),
        "available": available,
        "eligible": [int(eligible[at]) for at in who[:NAMED]],
        "each": [int(one) for one in need[:NAMED]],
    }
    if units:
        return Refused("assignment-units-short", units=units, **facts)
    return Refused("assignment-infeasible", **facts)


def _by_unit(asked: Question, who: Ints, eligible: Ints) -> list[str]:
    """ "unit: eligible / needed" where every nomination named has a unit and they are few enough to be told."""
    found: dict[str, tuple[int, int]] = {}
    for at in who.tolist():
        unit = asked.terms.units.get(asked.table.nominees[at])
        if unit is None:
            return []
        least, most = found.get(unit, (int(eligible[at]), 0))
        found[unit] = min(least, int(eligible[at])), max(most, int(asked.need[at]))
    return [f"{unit}: {have}/{want}" for unit, (have, want) in sorted(found.items())[:NAMED]]


def _idle(asked: Question, who: Ints, wanted: int, available: int) -> Refused:
    return Refused(
        "assignment-loads-idle",
        assessors=[asked.table.assessors[at] for at in who[:NAMED].tolist()],
        more=max(0, len(who) - NAMED),
        count=len(who),
        wanted=wanted,
        available=available,
    )
