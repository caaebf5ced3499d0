"""The comparison in a rehearsal: assessors read, the engine estimates and proposes, the panel adopts."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from chucai.charter.stages import Stage
from chucai.cli.rehearsal.play import SECRETARY, Play
from chucai.cli.rehearsal.voting import meeting
from chucai.engine import stage as engine
from chucai.errors import Refused
from chucai.gates import acts
from chucai.gates.acts import Actor
from chucai.gates.recusal import barred


def compare(play: Play, stage: Stage) -> None:
    judging = play.charter.judging_of(stage)
    if judging is None:
        vote(play, stage)
        return
    panel(play, stage)
    if judging.assigned:
        play.hand(SECRETARY, acts.Assign(**engine.assignment(play.charter, play.state, stage)))
        play.send()
        assigned_sheets(play, stage)
    else:
        free_sheets(play, stage)
    if stage.vote:
        meeting(play, stage)
    play.forward_to(play.after_windows(stage))
    play.hand(SECRETARY, acts.AdoptRanking(**engine.ranking(play.charter, play.state, stage).fields))
    play.send()
    adopt(play, stage)


def panel(play: Play, stage: Stage) -> None:
    """Assessors are appointed, sign the undertaking, and declare their interests."""
    members = play.script.assessors()
    known = play.state.roster.of("assessor", None)
    fresh = {who: unit for who, unit in members.items() if who not in known}
    if not fresh:
        return
    units = {who: unit for who, unit in fresh.items() if unit}
    play.hand(SECRETARY, acts.Appoint(role="assessor", who=tuple(fresh), units=units))
    for who in fresh:
        play.hand(Actor(id=who, role="assessor"), acts.Undertake(assessor=who))
    names = [nomination.id for nomination in play.standing(stage)]
    for who, name, interest in play.script.interests(names):
        note = play.committed(f"{who}|{name}|note", f"{interest} (invented)")
        act = acts.Declare(assessor=who, nomination=name, interest=interest, note=note.commitment)
        play.hand(Actor(id=who, role="assessor"), act, [note])
    play.send("assessors")


def begin(play: Play, stage: Stage) -> None:
    """The panel sits and reads, and is not done: one sheet in eight is still to come, by a lot that follows the seed."""
    panel(play, stage)
    play.hand(SECRETARY, acts.Assign(**engine.assignment(play.charter, play.state, stage)))
    play.send()
    assigned_sheets(play, stage, lambda name, who: sha256(f"{play.seed}|{name}|{who}".encode()).digest()[0] >= 32)


def assigned_sheets(play: Play, stage: Stage, is_in: Callable[[str, str], bool] = lambda name, who: True) -> None:
    for name, readers in sorted(play.state.comparison(stage.id).assigned.items()):
        for who in readers:
            if is_in(name, who):
                _sheet(play, stage, name, who)
    play.send("score sheets")


def _sheet(play: Play, stage: Stage, name: str, who: str) -> None:
    marks = play.script.marks(name, who)
    actor = Actor(id=who, role="assessor")
    if marks is None:
        play.hand(actor, acts.Abstain(stage=stage.id, nomination=name, assessor=who))
    else:
        play.hand(actor, acts.Assess(stage=stage.id, nomination=name, assessor=who, marks=dict(marks)))


def free_sheets(play: Play, stage: Stage) -> None:
    """Everybody reads what they like, short of what they are barred from."""
    judging = play.charter.judging_of(stage)
    here = {nomination.id: nomination for nomination in play.standing(stage)}
    for name, who, marks in play.script.free_sheets():
        if name in here and judging and barred(play.charter, play.state, judging, who, here[name]) is None:
            act = acts.Assess(stage=stage.id, nomination=name, assessor=who, marks=dict(marks))
            play.hand(Actor(id=who, role="assessor"), act)
    play.send("score sheets")


def vote(play: Play, stage: Stage) -> None:
    """A compare stage without sheets: the panel votes, and the shortlist follows."""
    meeting(play, stage)
    adopt(play, stage)


def adopt(play: Play, stage: Stage) -> None:
    found = engine.shortlist(play.charter, play.state, stage)
    if not found.fields:
        rules = [item.rule for item in found.selection.conflict]
        raise Refused("no-list-possible", stage=stage.id, rules=rules)
    play.hand(SECRETARY, acts.AdoptShortlist(**found.fields))
    play.send()
