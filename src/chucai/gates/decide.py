"""`decide`: the act and the state in, events out, or a refusal. Pure: the moment and the actor are arguments."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from chucai.charter.digest import digest
from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.acts import Act, Actor
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.evolve import evolve
from chucai.gates.people import UNLISTED, holds_role
from chucai.gates.standing import standing
from chucai.gates.state import State
from chucai.gates.table import BY_ACT, TABLE, Transition
from chucai.ledger.event import Event

__all__ = ["TABLE", "decide", "evolve"]


def decide(charter: Charter, state: State, act: Act, at: datetime, by: Actor) -> tuple[Event, ...]:
    """The events that follow when `by` asks for `act` at the moment `at` (aware; whole seconds are kept).

    Refused(code, **facts) when the table, the charter or the state says no. `charter` must be the one the round runs
    under. Nothing is changed: append the events, then `evolve` their streams.
    """
    line = BY_ACT.get(type(act))
    if line is None:
        raise Refused("unknown-act", act=getattr(act, "kind", type(act).__name__))
    asked = Asked(charter, state, act, at.astimezone(UTC).replace(microsecond=0), by)
    if line.event != "round-opened":
        _check_round(asked, line)
    _check_role(asked, line)
    _check_stage(asked, line)
    _check_standing(asked, line)
    return _events(asked, line, line.rule(asked))


def _check_round(asked: Asked, line: Transition) -> None:
    round_ = asked.state.round
    require(not round_.over or line.after_close, "round-over")
    if line.event != "round-amended":
        require(round_.charter == digest(asked.charter), "other-charter", charter=round_.charter)


def _check_role(asked: Asked, line: Transition) -> None:
    """Deny by default: the table names the roles, the roster who holds them. Rules check the scope of unit and body."""
    by = asked.by
    require(by.role in line.roles, "role-may-not", role=by.role, act=asked.act.kind, roles=list(line.roles))
    if by.role in UNLISTED or line.event == "round-opened":
        return
    require(holds_role(asked.state, by), "role-not-held", who=by.id, role=by.role)


def _check_stage(asked: Asked, line: Transition) -> None:
    if not line.gates:
        return
    stage = asked.stage
    round_ = asked.state.round
    require(round_.is_open(stage.id), "stage-not-open", stage=stage.id, open=round_.stage)
    require(stage.gate in line.gates, "other-gate", act=asked.act.kind, gate=stage.gate, gates=list(line.gates))
    if line.in_window:
        last = round_.windows[stage.id].last
        require(asked.today <= last, "window-over", stage=stage.id, last=str(last))


def _check_standing(asked: Asked, line: Transition) -> None:
    name = getattr(asked.act, "nomination", None)
    if name is None or not line.standing:
        return
    where = standing(asked.charter, asked.state, asked.nomination)
    require(where.status in line.standing, "not-standing", nomination=name, status=where.status, stage=where.stage)


def _events(asked: Asked, line: Transition, happened: list[Happened]) -> tuple[Event, ...]:
    events: list[Event] = []
    versions: dict[str, int] = {}
    _not_before(asked, "round")  # in a stream of its own an act could else be dated to before its stage opened
    for item in happened:
        before = asked.state.read(item.stream)
        version = versions.get(item.stream, before.version if before else 0) + 1
        versions[item.stream] = version
        _not_before(asked, item.stream)
        own: dict[str, Any] = {} if item.alone else asked.act.to_json()
        events.append(
            Event(
                round=asked.state.round_id,
                stream=item.stream,
                version=version,
                kind=item.kind or line.event,
                actor=asked.by.id,
                role=asked.by.role,
                at=asked.at,
                data={**own, **item.data},
                cause=events[0].receipt if events else None,
            )
        )
    return tuple(events)


def _not_before(asked: Asked, stream: str) -> None:
    """Nothing happens before what its stream, or the round, has seen already."""
    last = asked.state.read(stream)
    if last is not None and last.at is not None and asked.at < last.at:
        raise Refused("before-the-last", stream=stream, last=last.at.isoformat())
