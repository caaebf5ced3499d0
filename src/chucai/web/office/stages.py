"""The stages of a round as the office leads through them: where each stands, and what opening or closing would do."""

from __future__ import annotations

from dataclasses import dataclass

from chucai.charter.stages import Stage
from chucai.charter.workdays import Window
from chucai.gates.acts import Act, CloseRound, CloseStage, OpenStage
from chucai.web.desk import Desk
from chucai.web.office.naming import Names
from chucai.web.office.pictures.timeline import Span


@dataclass(frozen=True, slots=True)
class Standing:
    """`state`: closed, open, next (may be opened) or later; `window` as opened, else as planned."""

    stage: Stage
    name: str
    state: str
    window: Window | None


def standings(desk: Desk) -> list[Standing]:
    """Every stage of the charter in order."""
    names, round_ = Names(desk), desk.round
    found = []
    free = True  # every stage before it is closed
    for stage in desk.charter.stages:
        if stage.id in round_.closed:
            state = "closed"
        elif stage.id in round_.windows:
            state = "open"
        else:
            state = "next" if free and not round_.over else "later"
        free = state == "closed"
        found.append(Standing(stage, names.stages[stage.id], state, desk.planned[stage.id]))
    return found


def spans(desk: Desk) -> list[Span]:
    """What the timeline draws."""
    return [
        Span(
            one.name,
            one.window.first,
            one.window.last,
            one.state if one.state in ("open", "closed") else "planned",
            one.window.provisional,
        )
        for one in standings(desk)
        if one.window
    ]


def act_of(kind: str, stage: str) -> Act | None:
    """The act behind an address."""
    if kind == "finish":
        return CloseRound()
    return {"open": OpenStage, "close": CloseStage}[kind](stage=stage) if kind in ("open", "close") else None
