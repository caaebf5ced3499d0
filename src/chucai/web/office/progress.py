"""How far units and judges are with a stage: counted from rows and events, not from every stream."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from chucai.charter.stages import Stage
from chucai.gates.standing import HELD, IN_PLAY, STANDING
from chucai.web.desk import Desk
from chucai.web.office.glance import Glance, foresee
from chucai.web.records.models import Event
from chucai.web.records.remembered import Remembered

Of = dict[str, set[str]]  # assessor -> nominations


@dataclass(frozen=True, slots=True)
class UnitLate:
    """A unit with nominations of some categories that are on no slate of its own yet."""

    unit: str
    categories: tuple[str, ...]
    nominations: int


def late_units(desk: Desk, stage: Stage, glance: Glance) -> list[UnitLate]:
    """Units of the stage's tier whose slates are missing, the largest first."""
    foresee(desk, [stage])
    waiting: dict[str, Counter[str]] = defaultdict(Counter)
    counted = Counter((row.unit, row.category) for row in glance.at(stage, *IN_PLAY, HELD))
    for (unit, category), number in counted.items():
        at = desk.tree.ancestor(unit, stage.tier)
        if at is not None and category not in desk.state.slate(stage.id, at).lists:
            waiting[at][category] += number
    found = [UnitLate(unit, tuple(sorted(counts)), counts.total()) for unit, counts in waiting.items()]
    return sorted(found, key=lambda late: (-late.nominations, late.unit))


@dataclass(slots=True)
class Judge:
    """What one assessor has been given and has done. `barred`: given, but recused since."""

    who: str
    undertaken: bool
    assigned: set[str] = field(default_factory=set)
    done: set[str] = field(default_factory=set)
    abstained: set[str] = field(default_factory=set)
    barred: set[str] = field(default_factory=set)

    @property
    def open(self) -> int:
        return len(self.assigned - self.done - self.abstained - self.barred)


_judges: Remembered[list[Judge]] = Remembered(8)


def judges(desk: Desk, stage: Stage) -> list[Judge]:
    """Every assessor of the roster, and whoever has handed in a sheet, by id: counted once after each event."""
    return _judges.get((desk.round_id, stage.id, desk.mark), lambda: _counted(desk, stage))


def _counted(desk: Desk, stage: Stage) -> list[Judge]:
    foresee(desk, [stage])
    state = desk.state
    comparison = state.comparison(stage.id)
    done, abstained = _handed_in(desk, stage)
    given: dict[str, set[str]] = defaultdict(set)
    for nomination, readers in comparison.assigned.items():
        for who in readers:
            given[who].add(nomination)
    everybody = sorted({*state.roster.of("assessor", None), *done})
    state.foresee({f"assessor/{who}" for who in everybody})
    found = []
    for who in everybody:
        assessor = state.assessor(who)
        barred = {name for name in given[who] if assessor.barred(name)}
        found.append(Judge(who, assessor.undertaken, given[who], done[who], abstained[who], barred))
    return found


def _handed_in(desk: Desk, stage: Stage) -> tuple[Of, Of]:
    """Whom each assessor has scored, and of whom they abstained, since the stage was opened."""
    window = desk.round.windows.get(stage.id)
    found: dict[str, Of] = {"assessed": defaultdict(set), "abstained": defaultdict(set)}
    if window is not None:
        since = datetime.combine(window.first, time(), ZoneInfo(desk.charter.timezone))
        events = Event.objects.filter(round_id=desk.round_id, kind__in=found, at__gte=since)
        for kind, who, key in events.values_list("kind", "actor", "stream__key"):
            found[kind][who].add(key.partition("/")[2])
    return found["assessed"], found["abstained"]


def unassigned(desk: Desk, stage: Stage, glance: Glance) -> int:
    """Nominations in the running that nobody has been given."""
    assigned = desk.state.comparison(stage.id).assigned
    return sum(row.nomination not in assigned for row in glance.at(stage, STANDING))
