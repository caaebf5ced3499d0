"""How far units and judges are with a stage: counted from rows and events, not from every stream."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count

from chucai.charter.stages import Stage
from chucai.gates.standing import HELD, IN_PLAY, STANDING
from chucai.web.desk import Desk
from chucai.web.records.models import Event, NominationRow


@dataclass(frozen=True, slots=True)
class UnitLate:
    """A unit with nominations of some categories that are on no slate of its own yet."""

    unit: str
    categories: tuple[str, ...]
    nominations: int


def late_units(desk: Desk, stage: Stage) -> list[UnitLate]:
    """Units of the stage's tier whose slates are missing, the largest first."""
    state, tree = desk.state, desk.tree
    state.foresee({f"slate/{stage.id}/{key}" for key, unit in tree.units.items() if unit.tier == stage.tier})
    waiting: dict[str, Counter[str]] = defaultdict(Counter)
    rows = NominationRow.objects.filter(round_id=desk.round_id, stage=stage.id, standing__in=(*IN_PLAY, HELD))
    for unit, category, number in rows.values_list("unit", "category").annotate(number=Count("id")):
        at = tree.ancestor(unit, stage.tier)
        if at is not None and category not in state.slate(stage.id, at).lists:
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


def judges(desk: Desk, stage: Stage) -> list[Judge]:
    """Every assessor of the roster, and whoever has handed in a sheet, by id."""
    state = desk.state
    comparison = state.comparison(stage.id)
    done, abstained = _handed_in(desk, stage, "assessed"), _handed_in(desk, stage, "abstained")
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


def _handed_in(desk: Desk, stage: Stage, kind: str) -> dict[str, set[str]]:
    """Assessor -> nominations of their events of a kind since the stage was opened."""
    window = desk.round.windows.get(stage.id)
    found: dict[str, set[str]] = defaultdict(set)
    if window is None:
        return found
    since = datetime.combine(window.first, time(), ZoneInfo(desk.charter.timezone))
    events = Event.objects.filter(round_id=desk.round_id, kind=kind, at__gte=since)
    for who, key in events.values_list("actor", "stream__key"):
        found[who].add(key.partition("/")[2])
    return found


def unassigned(desk: Desk, stage: Stage) -> int:
    """Nominations in the running that nobody has been given."""
    here = NominationRow.objects.filter(round_id=desk.round_id, stage=stage.id, standing=STANDING)
    return here.exclude(nomination__in=list(desk.state.comparison(stage.id).assigned)).count()
