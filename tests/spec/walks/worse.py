"""What somebody would try who wants more than the rules give: the same act, and a bit too much of it.

Where a rule says no, nothing happens. Were the rule not there, an invariant would be broken.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from chucai.gates import acts
from chucai.gates.acts import Act, Actor

if TYPE_CHECKING:
    from tests.spec.walks.walker import Walk

Worse = Callable[["Walk", Random, Actor, Any], "tuple[Actor, Act] | None"]


def _somebody(walk: Walk, lot: Random) -> str:
    names = walk.state.nominations()
    return lot.choice(list(names)) if names else "nobody"


def shortlist(walk: Walk, lot: Random, by: Actor, act: acts.AdoptShortlist) -> tuple[Actor, Act]:
    """Everybody, or as many as there are places whatever the rules say and whoever they are."""
    chosen = {}
    ranked = {line.nomination for line in walk.state.comparison(act.stage).ranking}
    for category, names in act.chosen.items():
        here = walk.here("standing", "reserve", "not-selected")
        mine = [n.id for n in here if n.category == category and (not ranked or n.id in ranked)]
        lot.shuffle(mine)
        chosen[category] = tuple(mine) if lot.random() < 0.3 else tuple(mine[: len(names)])
    reserve = {c: tuple(n for n in names if n not in chosen.get(c, ())) for c, names in act.reserve.items()}
    return by, act.model_copy(update={"chosen": chosen, "reserve": reserve})


def slate(walk: Walk, lot: Random, by: Actor, act: acts.ForwardSlate) -> tuple[Actor, Act]:
    """Names over the places, of other units, returned ones, or such as the vote has turned down."""
    near = lot.random() < 0.7
    mine = [
        n.id
        for n in walk.nominations()
        if n.category == act.category
        and n.id not in act.ranked
        and (not near or act.unit in [one.id for one in walk.state.tree.path(n.unit)])
    ]
    more = tuple(lot.sample(mine, min(len(mine), lot.choice((1, 1, 2)))))
    reserve = tuple(name for name in act.reserve if name not in more)
    return by, act.model_copy(update={"ranked": (*act.ranked, *more), "reserve": reserve})


def sheet(walk: Walk, lot: Random, _: Actor, act: acts.Assess) -> tuple[Actor, Act]:
    """By an assessor who is not assigned, is recused, or judges their own."""
    who = lot.choice([f"a{n}" for n in range(1, 6)])
    return Actor(id=who, role="assessor"), act.model_copy(update={"assessor": who, "nomination": _somebody(walk, lot)})


def assignment(walk: Walk, lot: Random, by: Actor, act: acts.Assign) -> tuple[Actor, Act]:
    readers = tuple(lot.sample([f"a{n}" for n in range(1, 6)], 2))
    return by, act.model_copy(update={"readers": {_somebody(walk, lot): readers}})


def confer(walk: Walk, lot: Random, by: Actor, act: acts.Confer) -> tuple[Actor, Act]:
    if lot.random() < 0.3:
        return Actor(id="office-1", role="authority"), act
    return by, act.model_copy(update={"nomination": _somebody(walk, lot)})


def lift(_: Walk, lot: Random, by: Actor, act: acts.ConfirmLift) -> tuple[Actor, Act]:
    """By whoever proposed it, or by the recused, who somehow became a secretary."""
    return Actor(id=lot.choice((by.id, act.assessor)), role="secretary"), act


def notice(walk: Walk, lot: Random, by: Actor, act: acts.PublishNotice) -> tuple[Actor, Act]:
    listed = act.listed[1:] if lot.random() < 0.5 else (*act.listed, _somebody(walk, lot))
    return by, act.model_copy(update={"listed": listed})


def ruling(_: Walk, lot: Random, by: Actor, act: acts.RuleOpinion) -> tuple[Actor, Act]:
    return Actor(id="office-1", role="secretary"), act.model_copy(update={"outcome": "admit"})


def ranking(_: Walk, lot: Random, by: Actor, act: acts.AdoptRanking) -> tuple[Actor, Act]:
    lines = act.ranking[1:] if lot.random() < 0.5 else tuple(reversed(act.ranking))
    return by, act.model_copy(update={"ranking": lines})


def ballot(_: Walk, lot: Random, by: Actor, act: acts.CountBallot) -> tuple[Actor, Act]:
    """A slip too many."""
    return by, act.model_copy(update={"slips": (*act.slips, *act.slips[:1])})


def vote(walk: Walk, lot: Random, by: Actor, act: acts.Cast) -> tuple[Actor, Act]:
    """A second time, for somebody else, or with the choices on the roll of a secret ballot."""
    found = walk.state.ballot(act.ballot)
    candidates = found.candidates if found else ()
    return by, act.model_copy(update={"choices": dict.fromkeys(candidates, "agree")})


WORSE: dict[type[Act], Worse] = {
    acts.AdoptShortlist: shortlist,
    acts.ForwardSlate: slate,
    acts.Assess: sheet,
    acts.Assign: assignment,
    acts.Confer: confer,
    acts.ConfirmLift: lift,
    acts.PublishNotice: notice,
    acts.RuleOpinion: ruling,
    acts.AdoptRanking: ranking,
    acts.CountBallot: ballot,
    acts.Cast: vote,
}


def worse(walk: Walk, lot: Random, by: Actor, act: Act) -> tuple[Actor, Act] | None:
    """Something more than this act, if somebody could want it."""
    make = WORSE.get(type(act))
    return make(walk, lot, by, act) if make else None


def hurry(walk: Walk, lot: Random) -> None:
    """Before the work of a stage is done: close it, confer in it, take places in it."""
    if walk.stage is None:
        return
    secretary = Actor(id="office-1", role="secretary")
    if walk.stage.gate in ("vet", "consult") and lot.random() < 0.1:
        walk.on(walk.state.round.windows[walk.stage.id].last + timedelta(days=1))
    for act in (acts.CloseStage(stage=walk.stage.id), acts.OpenStage(stage=lot.choice(walk.charter.stages).id)):
        if lot.random() < 0.3:
            walk.ask(secretary, act)
    if walk.stage is not None and lot.random() < 0.3:
        honour = lot.choice(list(walk.charter.honours))
        act = acts.Confer(nomination=_somebody(walk, lot), honour=honour, document="2026/0")
        walk.ask(Actor(id="authority-1", role="authority"), act)
    for stage in walk.charter.stages:
        for unit in walk.state.slates(stage.id) if stage.gate == "recommend" and lot.random() < 0.3 else ():
            for category, names in walk.state.slate(stage.id, unit).lists.items():
                if names.reserve and lot.random() < 0.5:
                    by = Actor(id=f"co-{unit}", role="coordinator")
                    walk.ask(by, acts.PromoteReserve(stage=stage.id, unit=unit, category=category))
