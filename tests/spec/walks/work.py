"""The work of a stage done to its end, so that a walk comes to the next one: with lots of chances to go another way."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from itertools import combinations
from random import Random

from chucai.charter.stages import Stage
from chucai.gates import acts
from chucai.gates.acts import Actor
from chucai.gates.compare import places_at
from chucai.gates.composition import broken, short_pools
from chucai.gates.confer import grade_of
from chucai.gates.model import Nomination
from chucai.gates.recusal import barred
from chucai.gates.standing import bodies_about, competes, unit_at
from tests.spec.walks import menu, world
from tests.spec.walks.walker import ASSESSORS, AUTHORITY, CLOCK, SECRETARY, Walk, assessor, coordinator
from tests.spec.walks.worse import hurry


def move_on(walk: Walk, lot: Random) -> None:
    """Finish the open stage, close it and open the next; or close the round."""
    if walk.state.round.over:
        return
    if walk.stage is not None:
        hurry(walk, lot)
    if walk.stage is not None:
        WORK[walk.stage.gate](walk, walk.stage, lot)
        _leave(walk, walk.stage, lot)
    if walk.stage is None:
        _enter(walk)


def _enter(walk: Walk) -> None:
    left = [stage for stage in walk.charter.stages if stage.id not in walk.state.round.closed]
    if not left:
        walk.ask(SECRETARY, acts.CloseRound())
        return
    stage = left[0]
    if stage.opens:
        walk.on(stage.opens)
    if not walk.ask(SECRETARY, acts.OpenStage(stage=stage.id)):
        walk.amend(world.relaxed(walk.charter, stage.id, walk.today))
        walk.ask(SECRETARY, acts.OpenStage(stage=stage.id))


def _leave(walk: Walk, stage: Stage, lot: Random) -> None:
    last = walk.state.round.windows[stage.id].last
    if stage.gate in ("recommend", "consult"):
        notices = [n.window.last for n in map(walk.state.notice, walk.state.notices()) if n and n.stage == stage.id]
        walk.on(max([last, *notices]) + timedelta(days=1))
    if walk.ask(SECRETARY, acts.CloseStage(stage=stage.id)):
        return
    walk.on(last + timedelta(days=1))
    WORK[stage.gate](walk, stage, lot)
    walk.ask(SECRETARY, acts.CloseStage(stage=stage.id))


# --- votes


def vote(walk: Walk, stage: Stage, lot: Random) -> None:
    """Ballots about everybody nobody has decided on, on paper or with slips; again where that did not settle it."""
    if stage.vote is None:
        return
    top = stage.tier == walk.charter.tiers[-1].id
    for unit in [None] if top else walk.units(stage.tier):
        for _ in range(4):
            if not _finish_ballots(walk, lot) or not menu.candidates(walk, stage, unit):
                break
            _hold(walk, stage, unit, lot)


def _hold(walk: Walk, stage: Stage, unit: str | None, lot: Random) -> None:
    by = coordinator(unit) if unit else SECRETARY
    names = menu.candidates(walk, stage, unit)
    key = f"{stage.id}.{unit}" if unit else stage.id
    fields = {"ballot": key, "stage": stage.id, "unit": unit}
    if lot.random() < 0.5:
        agree = {name: 3 if lot.random() < 0.9 else lot.randint(0, 3) for name in names}
        tallies = {name: acts.Tally(agree=yes, disagree=3 - yes) for name, yes in agree.items()}
        walk.ask(by, acts.RecordBallot(**fields, entitled=3, present=3, cast=3, tallies=tallies))
    elif walk.ask(by, acts.OpenBallot(**fields, candidates=names)):
        walk.boxes[key] = []
        _finish_ballots(walk, lot)


def _finish_ballots(walk: Walk, lot: Random) -> bool:
    """Cast, close and count what is open. False when some ballot cannot be brought to an end."""
    for ballot in [b for b in map(walk.state.ballot, walk.state.ballots()) if b and b.tallies is None]:
        by = coordinator(ballot.unit) if ballot.unit else SECRETARY
        if ballot.present is None:
            for who in lot.sample(menu.voters(ballot, walk), 3) if lot.random() < 0.2 else menu.voters(ballot, walk):
                menu.vote_of(walk, ballot, who, lot)
            now = walk.state.ballot(ballot.id)
            walk.ask(by, acts.CloseBallot(ballot=ballot.id, present=max(len(now.cast) if now else 0, 3)))
        slips = tuple(sorted(walk.boxes.get(ballot.id, []), key=lambda slip: slip.number))
        if not walk.ask(by, acts.CountBallot(ballot=ballot.id, slips=slips)):
            return False
    return True


# --- the gates


def recommend(walk: Walk, stage: Stage, lot: Random) -> None:
    if stage is walk.charter.stages[0]:
        for _ in range(lot.randint(7, 15) - len(walk.drafts)):
            asked = menu.submit(walk, lot)
            if asked:
                walk.ask(*asked)
    for _ in walk.here("returned"):
        if lot.random() < 0.7:
            asked = menu.revise(walk, lot)
            if asked:
                walk.ask(*asked)
    vote(walk, stage, lot)
    for unit in walk.units(stage.tier):
        for category in walk.charter.categories:
            _slate(walk, stage, unit, category)


def _slate(walk: Walk, stage: Stage, unit: str, category: str) -> None:
    """Everybody who may go up, as far as there are places; where a vote stops them they stay behind."""
    most = menu.capacity(walk.charter, walk.state, stage, unit, category)
    names = [
        one.id
        for one in walk.here("standing", "held", "not-selected")
        if one.category == category and walk.state.tree.ancestor(one.unit, stage.tier) == unit
    ]
    if stage.vote:
        top = stage.tier == walk.charter.tiers[-1].id
        ballot = walk.state.ballot(menu.paper_id(stage.id, None if top else unit))
        only = stage.vote.only_if
        asked = [n for n in names if only is None or f"asked:{only}" in walk.state.nomination(n).sets]
        names = [n for n in names if n not in asked or (ballot and n in ballot.passed)]
    if names:
        cut = len(names) if most is None else most
        fields = {"stage": stage.id, "unit": unit, "category": category}
        act = acts.ForwardSlate(**fields, ranked=tuple(names[:cut]), reserve=tuple(names[cut : cut + 2]))
        walk.ask(coordinator(unit), act)


def compare(walk: Walk, stage: Stage, lot: Random) -> None:
    if walk.state.comparison(stage.id).chosen is not None:
        return
    for who in ASSESSORS:
        if not walk.state.assessor(who).undertaken:
            walk.ask(assessor(who), acts.Undertake(assessor=who))
    if walk.charter.judging_of(stage) is not None and (stage.judging or not stage.vote):
        _judge(walk, stage, lot)
    vote(walk, stage, lot)
    _choose(walk, stage, lot)


def _judge(walk: Walk, stage: Stage, lot: Random) -> None:
    judging = walk.charter.judging_of(stage)
    assert judging is not None
    _assign(walk, stage, lot)
    for one in walk.here():
        readers = walk.state.comparison(stage.id).assigned.get(one.id, () if judging.assigned else ASSESSORS[:3])
        for who in readers:
            done = who in one.sheets.get(stage.id, {}) or who in one.abstained.get(stage.id, ())
            if not done and barred(walk.charter, walk.state, judging, who, one) is None:
                _sheet(walk, stage, one.id, who, lot)
    _amend_some(walk, stage, lot)
    if not walk.ask(SECRETARY, menu.ranking(walk, stage, lot)):
        walk.on(walk.state.round.windows[stage.id].last + timedelta(days=1))
        walk.ask(SECRETARY, menu.ranking(walk, stage, lot))


def _amend_some(walk: Walk, stage: Stage, lot: Random) -> None:
    given = [(who, one.id) for one in walk.here() for who in one.sheets.get(stage.id, {})]
    for who, name in [pair for pair in given if lot.random() < 0.1]:
        fields = {"stage": stage.id, "nomination": name, "assessor": who, "reason": menu.seal("r")}
        walk.ask(assessor(who), acts.AmendAssessment(**fields, marks=menu.marks(walk, stage, lot)))


def _assign(walk: Walk, stage: Stage, lot: Random) -> None:
    judging = walk.charter.judging_of(stage)
    assert judging is not None
    known = walk.state.roster.of("assessor", None)
    assigned = walk.state.comparison(stage.id).assigned
    for one in walk.here():
        fit = [a for a in ASSESSORS if a in known and barred(walk.charter, walk.state, judging, a, one) is None]
        if judging.assigned and one.id not in assigned and len(fit) >= world.READINGS:
            readers = {one.id: tuple(lot.sample(fit, world.READINGS))}
            walk.ask(SECRETARY, acts.Assign(stage=stage.id, readers=readers))


def _sheet(walk: Walk, stage: Stage, name: str, who: str, lot: Random) -> None:
    fields = {"stage": stage.id, "nomination": name, "assessor": who}
    if lot.random() < 0.04:
        walk.ask(assessor(who), acts.Abstain(**fields))
    else:
        walk.ask(assessor(who), acts.Assess(**fields, marks=menu.marks(walk, stage, lot)))


def _choose(walk: Walk, stage: Stage, lot: Random) -> None:
    """A list that keeps the rules, found by trying; with none, the office mends the charter and chooses again."""
    if _adopt(walk, stage, lot):
        return
    walk.amend(world.relaxed(walk.charter, stage.id, walk.today))
    mended = walk.charter.stage(stage.id)
    if not _adopt(walk, mended, lot):
        _drop_doubles(walk, mended)
        _adopt(walk, mended, lot)


def _drop_doubles(walk: Walk, stage: Stage) -> None:
    """Somebody put forward twice stands in the way of a full list: one of the two is withdrawn."""
    seen: set[str] = set()
    for one in _candidates(walk, stage):
        if one.people & seen:
            walk.ask(SECRETARY, acts.Withdraw(nomination=one.id))
        seen |= one.people
    walk.ask(SECRETARY, menu.ranking(walk, stage, Random(0)))


def _candidates(walk: Walk, stage: Stage) -> list[Nomination]:
    judging = walk.charter.judging_of(stage) if stage.judging or not stage.vote else None
    ballot = walk.state.ballot(stage.id) if stage.vote else None
    bar = (judging.bar or 0) * 1_000_000 if judging else 0
    ranked = {line.nomination for line in walk.state.comparison(stage.id).ranking if line.merit >= bar}
    return [
        one
        for one in walk.nominations()
        if competes(walk.charter, walk.state, stage, one)
        and (judging is None or one.id in ranked)
        and (ballot is None or one.id in ballot.passed)
    ]


def _adopt(walk: Walk, stage: Stage, lot: Random) -> bool:
    candidates = _candidates(walk, stage)
    lists: list[tuple[Nomination, ...]] = [()]
    for category in walk.charter.categories:
        mine = [one for one in candidates if one.category == category]
        lists = [(*some, *more) for some in lists for more in _choices(walk, stage, category, mine, lot)][:4000]
    found = next((some for some in lists if _keeps_rules(walk, stage, some)), None)
    if found is None:
        return False
    left = [one for one in candidates if one not in found]
    most = {name: category.reserve for name, category in walk.charter.categories.items()}
    chosen = {c: tuple(one.id for one in found if one.category == c) for c in walk.charter.categories}
    reserve = {c: tuple(one.id for one in left if one.category == c)[: most[c]] for c in walk.charter.categories}
    return walk.ask(SECRETARY, acts.AdoptShortlist(stage=stage.id, chosen=chosen, reserve=reserve))


def _choices(
    walk: Walk, stage: Stage, category: str, mine: list[Nomination], lot: Random
) -> list[tuple[Nomination, ...]]:
    """Lists of one category to try, the fullest first."""
    places = places_at(walk.charter, stage, category)
    most = len(mine) if places is None else min(places, len(mine))
    may_be_short = places is None or walk.charter.categories[category].may_leave_empty or len(mine) < places
    lot.shuffle(mine)
    sizes: Iterable[int] = range(most, -1, -1) if may_be_short else [most]
    return [some for size in sizes for some in list(combinations(mine, size))[:60]]


def _keeps_rules(walk: Walk, stage: Stage, chosen: tuple[Nomination, ...]) -> bool:
    people = [person for one in chosen for person in one.people]
    if walk.charter.nominating.one_honour_each and len(people) != len(set(people)):
        return False
    if not stage.composition:
        return True
    return not broken(walk.charter, walk.state.tree, chosen) and not short_pools(walk.charter, stage, chosen)


def vet(walk: Walk, stage: Stage, lot: Random) -> None:
    for one in walk.here("standing", "reserve"):
        for rule in [rule for rule, outcome in one.referred.items() if outcome is None]:
            outcome = "admit" if lot.random() < 0.9 else "stop"
            walk.ask(SECRETARY, acts.RuleReferral(nomination=one.id, rule=rule, outcome=outcome))
    for one in walk.here("standing", "reserve"):
        for body in bodies_about(walk.charter, walk.state, stage, one):
            if body not in one.opinions:
                walk.ask(SECRETARY, acts.AskOpinion(nomination=one.id, body=body))
            if lot.random() < 0.85 and walk.state.nomination(one.id).opinions[body].answer is None:
                word = lot.choices(("clear", "none-held", "concern", "object"), (14, 3, 1, 1))[0]
                by = Actor(id=f"officer-{body}", role="officer")
                walk.ask(by, acts.GiveOpinion(nomination=one.id, body=body, opinion=word))
    _silences(walk)
    for one in walk.here("standing", "reserve"):
        _rule(walk, one.id, lot)


def _silences(walk: Walk) -> None:
    here = walk.here("standing", "reserve")
    silent = [(n.id, body, o.due) for n in here for body, o in n.opinions.items() if o.answer is None]
    for name, body, due in silent:
        if due is not None:
            walk.on(due + timedelta(days=1))
        walk.ask(CLOCK, acts.NoteSilence(nomination=name, body=body))


def _rule(walk: Walk, name: str, lot: Random) -> None:
    for body in sorted(walk.state.nomination(name).opinions):
        opinion = walk.state.nomination(name).opinions[body]
        if opinion.answer in ("concern", "object", "silence") and opinion.ruled is None:
            outcome = "admit" if lot.random() < 0.7 else "stop"
            if walk.ask(AUTHORITY, acts.RuleOpinion(nomination=name, body=body, outcome=outcome)) and outcome == "stop":
                return


def consult(walk: Walk, stage: Stage, lot: Random) -> None:
    for _ in range(2):  # an upheld objection may put somebody into the running whom no notice names yet
        if stage.notice:
            _publish(walk, stage)
            for _ in range(lot.choice((0, 0, 1, 2))):
                asked = menu.object_(walk, lot)
                if asked:
                    walk.ask(*asked)
        vote(walk, stage, lot)
        for notice in filter(None, map(walk.state.notice, walk.state.notices())):
            for key in [key for key, objection in notice.objections.items() if objection.outcome is None]:
                outcome = "upheld" if lot.random() < 0.4 else "dismissed"
                act = acts.AnswerObjection(notice=notice.id, objection=key, outcome=outcome, answer=menu.seal("a"))
                walk.ask(SECRETARY, act)


def _publish(walk: Walk, stage: Stage) -> None:
    units = {unit_at(walk.charter, walk.state, stage, n) for n in walk.here("standing", "reserve")}
    for unit in sorted(units, key=str):
        if walk.state.notice(menu.paper_id(stage.id, unit)) is None:
            walk.ask(coordinator(unit) if unit else SECRETARY, menu.notice(walk, stage, unit))


def confer(walk: Walk, stage: Stage, lot: Random) -> None:
    for _ in range(3):
        vote(walk, stage, lot)
        for one in walk.here():
            _confer(walk, stage, one, lot)


def _confer(walk: Walk, stage: Stage, one: Nomination, lot: Random) -> None:
    ballot = walk.state.ballot(stage.id) if stage.vote else None
    if stage.vote and not (ballot and one.id in ballot.passed):
        return
    grade = grade_of(walk.charter, walk.state, one)
    honours = [
        name
        for name, honour in walk.charter.honours.items()
        if one.category in honour.for_ and honour.grade in (None, grade)
    ]
    if honours and lot.random() < 0.95:
        if walk.charter.honours[honours[0]].acceptance and not one.accepted:
            walk.ask(menu.nominee(one), acts.Accept(nomination=one.id))
        walk.ask(AUTHORITY, acts.Confer(nomination=one.id, honour=honours[0], document="2026/1"))


WORK = {"recommend": recommend, "compare": compare, "vet": vet, "consult": consult, "confer": confer}
