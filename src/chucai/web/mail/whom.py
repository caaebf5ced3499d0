"""Who has a notice to put up: asked by letters, reminders and the office's list of those who are late."""

from __future__ import annotations

from collections import defaultdict

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.consult import unpublished
from chucai.web.records.state import Rows


def noticing(charter: Charter, state: Rows, stage: Stage) -> dict[str, tuple[str, ...]]:
    """Coordinators of units whose notice is missing, each with the page to go to: their tasks, if it is several."""
    own: dict[str, list[str]] = defaultdict(list)
    for unit in sorted(unpublished(charter, state, stage)):
        for who in state.roster.of("coordinator", unit):
            own[who].append(unit)
    return {
        who: ("nominate:notice", units[0]) if len(units) == 1 else ("nominate:tasks",) for who, units in own.items()
    }
