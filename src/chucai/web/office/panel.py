"""Who reads what: an assignment looked at before it is made, and what it would mean for loads and comparison."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chucai.charter.stages import Stage
from chucai.gates.acts import Assign
from chucai.web.desk import Desk
from chucai.web.records import drafts

KIND, MICRO = "assignment", 1_000_000
Readers = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Design:
    """An assignment in numbers. `groups`: within each, judges can be compared; `se`: expected error of a merit, in
    millionths of the error of one mark (None: some severities could not be told apart)."""

    nominations: int
    readings: int
    loads: Mapping[str, int]
    groups: int
    kept: int
    new: int
    gone: int
    se: int | None


def comparing(desk: Desk) -> Stage | None:
    """The comparison that is open, or the last there was, or the first to come."""
    stages = [stage for stage in desk.charter.stages if desk.charter.judging_of(stage) and stage.gate == "compare"]
    been = [stage for stage in stages if stage.id in desk.round.windows]
    return been[-1] if been else next(iter(stages), None)


def work_out(desk: Desk, stage: Stage, account: int | None) -> None:
    """Let the engine propose who reads what, and keep it for the preview. Raises what the engine refuses."""
    from chucai.engine.stage import assignment

    fields = assignment(desk.charter, desk.state, stage)
    before = found(desk, stage)
    readers = {name: list(who) for name, who in fields["readers"].items()}
    data = {"readers": readers}
    drafts.save(desk.round_id, owner(stage), KIND, stage.id, data, before.version, desk.at, account)


def found(desk: Desk, stage: Stage) -> drafts.Kept:
    """The proposal that lies there; version 0 if there is none."""
    return drafts.found(desk.round_id, owner(stage), KIND, stage.id)


def drop(desk: Desk, stage: Stage) -> None:
    drafts.drop(desk.round_id, owner(stage), KIND, stage.id)


def owner(stage: Stage) -> str:
    return f"panel/{stage.id}"


def act(desk: Desk, stage: Stage) -> Assign:
    """The act for what is proposed: only nominations whose readers change are named."""
    return changed(desk, stage, found(desk, stage).data["readers"])


def changed(desk: Desk, stage: Stage, proposed: Readers) -> Assign:
    now = desk.state.comparison(stage.id).assigned
    differing = {name: tuple(who) for name, who in proposed.items() if set(who) != set(now.get(name, ()))}
    return Assign(stage=stage.id, readers=differing)


def design(readers: Readers, before: Readers, assessors: Sequence[str]) -> Design:
    """What an assignment comes to, beside the one before it."""
    pairs = {(name, who) for name, some in readers.items() for who in some}
    old = {(name, who) for name, some in before.items() for who in some if name in readers}
    loads = Counter(dict.fromkeys(assessors, 0))
    loads.update(who for _, who in pairs)
    readings = max((len(some) for some in readers.values()), default=0)
    return Design(
        nominations=len(readers),
        readings=len(pairs),
        loads=dict(sorted(loads.items())),
        groups=groups(readers),
        kept=len(pairs & old),
        new=len(pairs - old),
        gone=len(old - pairs),
        se=_expected(len(readers), sum(1 for load in loads.values() if load), readings),
    )


def groups(readers: Readers) -> int:
    """How many groups of nominations and judges have no reading in common: one is what comparison needs."""
    above: dict[str, str] = {}

    def top(who: str) -> str:
        while above.setdefault(who, who) != who:
            above[who] = above[above[who]]
            who = above[who]
        return who

    for some in readers.values():
        for who in some[1:]:
            above[top(who)] = top(some[0])
        if some:
            top(some[0])
    return len({top(who) for who in list(above)})


def _expected(nominations: int, assessors: int, readings: int) -> int | None:
    from chucai.engine.assign.plan import expected_se

    if not (nominations >= 1 and 2 <= readings <= assessors):
        return None
    return expected_se(nominations, assessors, readings)


def estimate(desk: Desk, stage: Stage) -> Mapping[str, Any] | None:
    """The last estimate of the comparison, if somebody had one made at the decision desk."""
    from chucai.web.office.decision.work import kept

    known = kept(desk.round_id, stage.id)
    return known[0] if known else None
