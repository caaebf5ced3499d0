"""Which letters follow when a stage is opened, extended or closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from chucai.charter.stages import Stage
from chucai.gates.model import Nomination
from chucai.gates.standing import GATES, HELD, in_play, standing
from chucai.gates.viewing import awards_announced
from chucai.web.mail.notes import ASSESSOR, AUTHORITY, Note, Occasion, on, to_unit
from chucai.web.mail.occasions import queues
from chucai.web.mail.whom import noticing

LEFT_OUT = ("lapsed", "not-selected", "disqualified")


@on("stage-opened")
def _opened(now: Occasion) -> Iterator[Note]:
    stage = now.stage()
    facts = {"stage": stage.id, "last": now.last(stage.id)}
    judging = now.charter.judging_of(stage)
    if stage.gate == "recommend":
        yield Note("stage-opened", now.of_tier(stage), ("nominate:tasks",), facts)
    elif stage.gate == "compare" and judging and not judging.assigned:
        cases = in_play(now.charter, now.state, stage.id)
        yield from queues(now, stage, dict.fromkeys(now.state.roster.of(ASSESSOR, None), cases))
    elif stage.gate == "consult":
        yield from _noticing(now, "stage-opened", facts, stage)
    elif stage.gate == "confer":
        yield Note("signature-wanted", now.state.roster.of(AUTHORITY, None), ("decision:confer", stage.id), facts)


@on("stage-extended")
def _extended(now: Occasion) -> Iterator[Note]:
    """To those who have something to do in the stage: a later last day."""
    stage = now.stage()
    facts = {"stage": stage.id, "last": now.last(stage.id)}
    if stage.gate == "recommend":
        yield Note("deadline-moved", now.of_tier(stage), ("nominate:tasks",), facts)
    elif stage.gate == "compare":
        yield Note("deadline-moved", now.state.roster.of(ASSESSOR, None), ("judge:queue",), facts)
    elif stage.gate == "consult":
        yield from _noticing(now, "deadline-moved", facts, stage)
    elif stage.gate == "confer":
        yield Note("deadline-moved", now.state.roster.of(AUTHORITY, None), ("decision:confer", stage.id), facts)


def _noticing(now: Occasion, kind: str, facts: Mapping[str, str], stage: Stage) -> Iterator[Note]:
    """To those whose units have a notice to put up."""
    for who, page in sorted(noticing(now.charter, now.state, stage).items()):
        yield Note(kind, [who], page, facts)


@on("stage-closed", "round-closed")
def _closed(now: Occasion) -> Iterator[Note]:
    """Those whose way ended at the stage, and those honoured, if it announces the awards; with the round, those whom a
    unit had held in reserve to the end.
    """
    announces = _announces(now)
    for nomination in map(now.state.nomination, now.state.nominations()):
        if announces and nomination.award:
            yield _honoured(now, nomination)
        where = standing(now.charter, now.state, nomination)
        if where.status not in LEFT_OUT or where.stage is None:
            continue
        closed = now.data.get("stage")
        if where.stage == closed or (closed is None and _was_held(now, where.stage, nomination)):
            yield to_unit(now, "not-advanced", nomination, "standing", stage=where.stage)


def _announces(now: Occasion) -> bool:
    """Whether the stage just closed is the one by which awards are announced together."""
    closed = now.data.get("stage")
    confers = closed is not None and now.charter.stage(closed).gate == "confer"
    return confers and awards_announced(now.charter, now.state.round)


def _honoured(now: Occasion, nomination: Nomination) -> Note:
    """What is on the roll is told with its story; what was lost before anybody outside knew of it, as lost."""
    if nomination.award and nomination.award.lost:
        return to_unit(now, "award-lost", nomination, "award")
    told = to_unit(now, "honoured", nomination, "award")
    return replace(told, onward=("public:story", nomination.id), several=("public:roll",))


def _was_held(now: Occasion, stage: str, nomination: Nomination) -> bool:
    at = now.charter.stage(stage)
    return GATES[at.gate](now.charter, now.state, at, nomination) == HELD
