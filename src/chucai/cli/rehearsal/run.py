"""Runs a rehearsal: the round is opened, every gate played in the charter's order, and the round closed."""

from __future__ import annotations

from chucai.charter.stages import Stage
from chucai.cli.rehearsal.comparing import begin
from chucai.cli.rehearsal.gates import GATES, publish, submit
from chucai.cli.rehearsal.play import SECRETARY, Play
from chucai.gates import acts


def run(play: Play) -> None:
    """Play the whole round. What the rules refuse is raised as Refused."""
    play.open()
    for stage in play.charter.stages:
        _stage(play, stage)
    follow_through(play)
    play.hand(SECRETARY, acts.CloseRound())
    play.send()


def run_into(play: Play, stage: Stage) -> None:
    """Play the round into the middle of a stage: much is done, some is left to do, and a notice runs."""
    play.open()
    for earlier in play.charter.stages[: play.charter.position(stage.id)]:
        _stage(play, earlier)
    _open(play, stage)
    if stage.gate == "compare":
        begin(play, stage)
    elif stage.notice:
        publish(play, stage)
    else:
        submit(play)
    play.seal()


def _open(play: Play, stage: Stage) -> None:
    if stage.opens:
        play.forward_to(stage.opens)
    play.hand(SECRETARY, acts.OpenStage(stage=stage.id))
    play.send()


def _stage(play: Play, stage: Stage) -> None:
    _open(play, stage)
    GATES[stage.gate](play, stage)
    play.close(stage)
    play.seal()


def follow_through(play: Play) -> None:
    """What was done about the promises made to those honoured, as far as people say."""
    for name in play.state.nominations():
        nomination = play.state.nomination(name)
        if nomination.award is None:
            continue
        for promise in play.charter.honours[nomination.award.honour].follow_through:
            note = play.script.follow_through(nomination, promise.id)
            if note is not None:
                text = play.committed(f"follow|{name}|{promise.id}|note", note)
                act = acts.RecordFollowThrough(nomination=name, promise=promise.id, note=text.commitment)
                play.hand(SECRETARY, act, [text])
    play.send()
