"""Acts that somebody might ask for now: mostly sensible, not always allowed, and now and then twisted on purpose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from random import Random
from typing import Any

from chucai.charter.stages import Stage
from chucai.charter.values import Part
from chucai.errors import Refused
from chucai.gates import acts
from chucai.gates.acts import Act, Actor, Ranked, Slip
from chucai.gates.asked import moments
from chucai.gates.compare import places_at, sheets, sheets_digest
from chucai.gates.dossier import write
from chucai.gates.model import Nomination
from chucai.gates.recommend import capacity
from chucai.gates.standing import bodies_about, is_voted_on, paper_id, unit_at
from tests.spec.walks import world
from tests.spec.walks.walker import (
    ASSESSORS,
    AUTHORITY,
    CLOCK,
    NOBODY,
    NOMINATORS,
    SECRETARIES,
    SECRETARY,
    VOTERS,
    Walk,
    assessor,
    coordinator,
)

Asked = tuple[Actor, Act] | None
Maker = Callable[[Walk, Random], Asked]


def seal(words: str) -> str:
    return sha256(words.encode()).hexdigest()


def some(lot: Random, things: list[Any]) -> Any:
    return lot.choice(things) if things else None


def nominee(nomination: Nomination) -> Actor:
    return Actor(id=nomination.person or nomination.members[0], role="nominee")


# --- recommending


def submit(walk: Walk, lot: Random) -> Asked:
    label = f"p{len(walk.written) + 1}"  # everybody has a name of their own, though ids may clash
    name = label if lot.random() < 0.95 else "p1"
    try:
        draft = world.draft(
            walk.charter, label, list(walk.state.tree.units.values()), moments(walk.charter, walk.state), lot
        )
        fields = write(walk.charter, draft, moments(walk.charter, walk.state), world.salt).fields
    except Refused:
        return None
    act = acts.Submit(nomination=name, category=draft.category, unit=draft.unit, **fields)
    if walk.charter.nominating.by == "anyone" and lot.random() < 0.9:
        by = Actor(id=lot.choice(NOMINATORS), role="nominator")
    else:
        by = coordinator(draft.unit)
    walk.written[act.commitments["name"]] = draft
    return by, act


def revise(walk: Walk, lot: Random) -> Asked:
    one = some(lot, walk.nominations("standing", "returned"))
    if one is None:
        return None
    draft = walk.drafts[one.id]
    fields = write(walk.charter, draft, moments(walk.charter, walk.state), world.salt).fields
    by = Actor(id=one.nominator, role="nominator" if one.nominator in NOMINATORS else "coordinator")
    return by, acts.Revise(nomination=one.id, **fields)


def return_(walk: Walk, lot: Random) -> Asked:
    one = some(lot, walk.nominations("standing"))
    if one is None or walk.stage is None:
        return None
    unit = walk.state.tree.ancestor(one.unit, walk.stage.tier)
    by = coordinator(unit) if unit and lot.random() < 0.5 else SECRETARY
    return by, acts.Return(nomination=one.id, clause="F4")


def withdraw(walk: Walk, lot: Random) -> Asked:
    one = some(lot, walk.nominations("standing", "reserve", "returned", "held"))
    return one and (coordinator(one.unit), acts.Withdraw(nomination=one.id))


def stop(walk: Walk, lot: Random) -> Asked:
    one = some(lot, walk.here("standing", "reserve", "returned"))
    return one and (SECRETARY, acts.Stop(nomination=one.id, clause="E4"))


def forward(walk: Walk, lot: Random) -> Asked:
    stage = walk.stage
    if stage is None or stage.gate != "recommend":
        return None
    unit, category = lot.choice(walk.units(stage.tier)), lot.choice(list(walk.charter.categories))
    names = [
        one.id
        for one in walk.here("standing", "held", "not-selected")
        if one.category == category and walk.state.tree.ancestor(one.unit, stage.tier) == unit
    ]
    lot.shuffle(names)
    most = capacity(walk.charter, walk.state, stage, unit, category)
    cut = len(names) if most is None or lot.random() < 0.05 else min(most, len(names))
    cut = lot.randint(0, cut) if lot.random() < 0.3 else cut
    ranked, reserve = tuple(names[:cut]), tuple(names[cut : cut + 2])
    act = acts.ForwardSlate(stage=stage.id, unit=unit, category=category, ranked=ranked, reserve=reserve)
    return coordinator(unit), act


def promote(walk: Walk, lot: Random) -> Asked:
    stages = [stage.id for stage in walk.charter.stages if stage.gate == "recommend"]
    slates = [(stage, unit) for stage in stages for unit in walk.state.slates(stage)]
    if not slates:
        return None
    here = [(stage, unit) for stage, unit in slates if walk.stage and stage == walk.stage.id]
    stage, unit = lot.choice(here if here and lot.random() < 0.8 else slates)
    category, names = lot.choice(sorted(walk.state.slate(stage, unit).lists.items()))
    if names.reserve and names.ranked and lot.random() < 0.5:
        walk.ask(SECRETARY, acts.Withdraw(nomination=names.ranked[0]))
    return coordinator(unit), acts.PromoteReserve(stage=stage, unit=unit, category=category)


# --- comparing


def undertake(_: Walk, lot: Random) -> Asked:
    who = lot.choice(ASSESSORS)
    return assessor(who), acts.Undertake(assessor=who)


def declare(walk: Walk, lot: Random) -> Asked:
    one, who = some(lot, walk.nominations()), lot.choice(ASSESSORS)
    kind = lot.choice(("kin", "superior", "business", "other"))
    return one and (assessor(who), acts.Declare(assessor=who, nomination=one.id, interest=kind))


def recuse(walk: Walk, lot: Random) -> Asked:
    one, who = some(lot, walk.nominations()), lot.choice(ASSESSORS)
    by = assessor(who) if lot.random() < 0.5 else SECRETARY
    return one and (by, acts.Recuse(assessor=who, nomination=one.id, interest="kin"))


def _recusal(walk: Walk, lot: Random) -> tuple[str, str] | None:
    known = [(who, name) for who in ASSESSORS for name in sorted(walk.state.assessor(who).recusals)]
    return some(lot, known)


def propose_lift(walk: Walk, lot: Random) -> Asked:
    found = _recusal(walk, lot)
    by = Actor(id=lot.choice(SECRETARIES), role="secretary")
    return found and (by, acts.ProposeLift(assessor=found[0], nomination=found[1], reason=seal("r")))


def confirm_lift(walk: Walk, lot: Random) -> Asked:
    found = _recusal(walk, lot)
    by = AUTHORITY if lot.random() < 0.5 else Actor(id=lot.choice(SECRETARIES), role="secretary")
    return found and (by, acts.ConfirmLift(assessor=found[0], nomination=found[1]))


def assign(walk: Walk, lot: Random) -> Asked:
    stage = walk.stage
    if stage is None or stage.gate != "compare":
        return None
    readers = {one.id: tuple(lot.sample(ASSESSORS, world.READINGS)) for one in walk.here() if lot.random() < 0.3}
    return SECRETARY, acts.Assign(stage=stage.id, readers=readers)


def marks(walk: Walk, stage: Stage, lot: Random) -> dict[str, int]:
    judging = walk.charter.judging_of(stage)
    found = {}
    for name, criterion in (walk.charter.criteria_of(judging) if judging else {}).items():
        low, high = (int(edge / criterion.step) for edge in criterion.scale)
        found[name] = lot.randint(low, high) if lot.random() < 0.99 else high + 1
    return found


def assess(walk: Walk, lot: Random) -> Asked:
    stage, one = walk.stage, some(lot, walk.here())
    if stage is None or one is None:
        return None
    readers = walk.state.comparison(stage.id).assigned.get(one.id) or ASSESSORS
    who = lot.choice(readers)
    given = marks(walk, stage, lot)
    if who in one.sheets.get(stage.id, {}):
        fields = {"stage": stage.id, "nomination": one.id, "assessor": who, "marks": given}
        return assessor(who), acts.AmendAssessment(**fields, reason=seal("r"))
    return assessor(who), acts.Assess(stage=stage.id, nomination=one.id, assessor=who, marks=given)


def abstain(walk: Walk, lot: Random) -> Asked:
    stage, one, who = walk.stage, some(lot, walk.here()), lot.choice(ASSESSORS)
    return stage and one and (assessor(who), acts.Abstain(stage=stage.id, nomination=one.id, assessor=who))


def adopt_ranking(walk: Walk, lot: Random) -> Asked:
    stage = walk.stage
    if stage is None or stage.gate != "compare":
        return None
    return SECRETARY, ranking(walk, stage, lot)


def ranking(walk: Walk, stage: Stage, _: Random) -> acts.AdoptRanking:
    """By plain means of marks weighed by nothing: the gates do not ask how merit was come by."""
    judging = walk.charter.judging_of(stage)
    lines = list(sheets(walk.charter, walk.state, stage))
    given = Counter(name for name, _, _ in lines)
    total = Counter[str]()
    for name, _, sheet in lines:
        total[name] += sum(sheet.values())
    enough = (judging.enough or judging.readings) if judging else 1
    here = walk.here()
    merit = {n.id: total[n.id] * 20_000_000 // given[n.id] for n in here if given[n.id] >= enough}
    order = sorted(merit, key=lambda name: (-merit[name], name))
    ranked = tuple(
        Ranked(nomination=name, rank=n, merit=merit[name], se=0, low=0, high=0, mean=0, readings=given[name])
        for n, name in enumerate(order, 1)
    )
    left = tuple(n.id for n in here if n.id not in merit)
    fields = {"sheets": sheets_digest(lines), "method": "mean", "engine": "walk", "ranking": ranked, "unranked": left}
    return acts.AdoptRanking(stage=stage.id, **fields)


def adopt_shortlist(walk: Walk, lot: Random) -> Asked:
    stage = walk.stage
    if stage is None or stage.gate != "compare":
        return None
    chosen, reserve = {}, {}
    for category in walk.charter.categories:
        names = [n.id for n in walk.here("standing", "reserve", "not-selected") if n.category == category]
        lot.shuffle(names)
        places = places_at(walk.charter, stage, category) or len(names)
        chosen[category] = tuple(names[:places])
        reserve[category] = tuple(names[places : places + lot.randint(0, 3)])
    return SECRETARY, acts.AdoptShortlist(stage=stage.id, chosen=chosen, reserve=reserve)


# --- vetting


def rule_referral(walk: Walk, lot: Random) -> Asked:
    waiting = [(n.id, rule) for n in walk.here("standing", "reserve") for rule in n.referred]
    found = some(lot, waiting)
    outcome = "stop" if lot.random() < 0.15 else "admit"
    return found and (SECRETARY, acts.RuleReferral(nomination=found[0], rule=found[1], outcome=outcome))


def ask_opinion(walk: Walk, lot: Random) -> Asked:
    one, stage = some(lot, walk.here("standing", "reserve")), walk.stage
    if one is None or stage is None or stage.gate != "vet":
        return None
    wanted = bodies_about(walk.charter, walk.state, stage, one) or tuple(walk.charter.bodies)
    return SECRETARY, acts.AskOpinion(nomination=one.id, body=lot.choice(wanted))


def _asked(walk: Walk, lot: Random) -> tuple[str, str] | None:
    return some(lot, [(n.id, body) for n in walk.here("standing", "reserve") for body in n.opinions])


def give_opinion(walk: Walk, lot: Random) -> Asked:
    found = _asked(walk, lot)
    word = lot.choices(("clear", "none-held", "concern", "object"), (12, 3, 2, 2))[0]
    if found is None:
        return None
    by = Actor(id=f"officer-{found[1]}", role="officer")
    return by, acts.GiveOpinion(nomination=found[0], body=found[1], opinion=word)


def note_silence(walk: Walk, lot: Random) -> Asked:
    found = _asked(walk, lot)
    return found and (CLOCK, acts.NoteSilence(nomination=found[0], body=found[1]))


def rule_opinion(walk: Walk, lot: Random) -> Asked:
    found = _asked(walk, lot)
    outcome = "stop" if lot.random() < 0.25 else "admit"
    by = AUTHORITY if lot.random() < 0.7 else SECRETARY
    return found and (by, acts.RuleOpinion(nomination=found[0], body=found[1], outcome=outcome))


# --- consulting


def publish(walk: Walk, lot: Random) -> Asked:
    stage = walk.stage
    if stage is None or stage.gate != "consult":
        return None
    top = stage.tier == walk.charter.tiers[-1].id
    unit = None if top else lot.choice(walk.units(stage.tier))
    return coordinator(unit) if unit else SECRETARY, notice(walk, stage, unit)


def notice(walk: Walk, stage: Stage, unit: str | None) -> acts.PublishNotice:
    def mine(status: str) -> tuple[str, ...]:
        return tuple(n.id for n in walk.here(status) if unit_at(walk.charter, walk.state, stage, n) == unit)

    shown = walk.charter.notices[stage.notice].reserves if stage.notice else True
    reserves = mine("reserve") if shown else ()
    fields = {"notice": paper_id(stage.id, unit), "stage": stage.id, "unit": unit}
    return acts.PublishNotice(**fields, listed=mine("standing"), reserves=reserves)


def object_(walk: Walk, lot: Random) -> Asked:
    key = some(lot, list(walk.state.notices()))
    found = walk.state.notice(key) if key else None
    if found is None:
        return None
    named = lot.random() < 0.8
    more: dict[str, Any] = {}
    if lot.random() < 0.3:
        day = walk.today - timedelta(days=lot.randint(-1, 9))
        more = {"channel": "post", "arrived": day, "sent": day - timedelta(days=2)}
    act = acts.Object(
        notice=found.id,
        objection=f"o{lot.randrange(30)}",
        about=lot.choice((*found.listed, *found.reserves)),
        named=named,
        identity=seal("i") if named else None,
        grounds=seal("g"),
        **more,
    )
    return Actor(id=f"x{lot.randrange(9)}", role="public"), act


def _objection(walk: Walk, lot: Random) -> tuple[str, str] | None:
    papers = [notice for notice in map(walk.state.notice, walk.state.notices()) if notice]
    return some(lot, [(paper.id, key) for paper in papers for key in paper.objections])


def unseal(walk: Walk, lot: Random) -> Asked:
    found = _objection(walk, lot)
    return found and (AUTHORITY, acts.UnsealIdentity(notice=found[0], objection=found[1], reason="slander"))


def answer(walk: Walk, lot: Random) -> Asked:
    found = _objection(walk, lot)
    outcome = lot.choices(("upheld", "dismissed", "out-of-scope"), (3, 6, 1))[0]
    act = found and acts.AnswerObjection(notice=found[0], objection=found[1], outcome=outcome, answer=seal("a"))
    return act and (SECRETARY, act)


# --- ballots


def _paper(walk: Walk, lot: Random) -> tuple[Stage, str | None, tuple[str, ...]] | None:
    stage = walk.stage
    if stage is None or stage.vote is None:
        return None
    unit = None if stage.tier == walk.charter.tiers[-1].id else lot.choice(walk.units(stage.tier))
    return stage, unit, candidates(walk, stage, unit)


def candidates(walk: Walk, stage: Stage, unit: str | None) -> tuple[str, ...]:
    """Whom a vote would be about now."""
    before = walk.state.ballot(paper_id(stage.id, unit))
    return tuple(
        n.id
        for n in walk.here("standing", "reserve")
        if unit_at(walk.charter, walk.state, stage, n) == unit
        and is_voted_on(walk.charter, walk.state, stage, n)
        and not (before and before.settled(n.id))
    )


def open_ballot(walk: Walk, lot: Random) -> Asked:
    found = _paper(walk, lot)
    if found is None or not found[2]:
        return None
    stage, unit, names = found
    act = acts.OpenBallot(ballot=paper_id(stage.id, unit), stage=stage.id, unit=unit, candidates=names)
    walk.boxes[act.ballot] = [] if walk.state.ballot(act.ballot) is None else walk.boxes.get(act.ballot, [])
    by = coordinator(unit) if unit else SECRETARY
    if walk.ask(by, act):
        walk.boxes[act.ballot] = []
    return None


def record_ballot(walk: Walk, lot: Random) -> Asked:
    found = _paper(walk, lot)
    if found is None or not found[2]:
        return None
    stage, unit, names = found
    present = lot.choices((VOTERS, VOTERS - 1, 1), (8, 3, 1))[0]
    tallies = {}
    for name in names:
        agree = lot.choices((present, present - 1, 0), (8, 3, 1))[0]
        tallies[name] = acts.Tally(agree=agree, disagree=present - agree)
    fields = {"ballot": paper_id(stage.id, unit), "stage": stage.id, "unit": unit}
    act = acts.RecordBallot(**fields, entitled=VOTERS, present=present, cast=present, tallies=tallies)
    return coordinator(unit) if unit else SECRETARY, act


def _open_ballot(walk: Walk, lot: Random) -> Any:
    return some(lot, [b for b in map(walk.state.ballot, walk.state.ballots()) if b and b.tallies is None])


def voters(ballot: Any, walk: Walk) -> list[str]:
    vote = walk.charter.stage(ballot.stage).vote
    scope = vote.asked if vote and ballot.unit is None else f"{vote and vote.asked}.{ballot.unit}"
    return [f"{scope}-{n}" for n in range(VOTERS)]


def cast(walk: Walk, lot: Random) -> Asked:
    ballot = _open_ballot(walk, lot)
    if ballot is None:
        return None
    who = lot.choice([v for v in voters(ballot, walk) if v not in ballot.cast] or voters(ballot, walk))
    vote_of(walk, ballot, who, lot)
    return None


def vote_of(walk: Walk, ballot: Any, who: str, lot: Random) -> None:
    """One voter's paper: in a secret ballot the slip goes into the box, apart."""
    vote = walk.charter.stage(ballot.stage).vote
    choices = {name: lot.choices(("agree", "disagree", "defer"), (12, 2, 1))[0] for name in ballot.candidates}
    secret = vote is not None and vote.secret
    by = Actor(id=who, role="elector")
    if walk.ask(by, acts.Cast(ballot=ballot.id, voter=who, choices={} if secret else choices)) and secret:
        walk.boxes.setdefault(ballot.id, []).append(Slip(number=seal(f"{ballot.id}{who}")[:12], choices=choices))


def close_ballot(walk: Walk, lot: Random) -> Asked:
    ballot = _open_ballot(walk, lot)
    if ballot is None:
        return None
    by = coordinator(ballot.unit) if ballot.unit else SECRETARY
    return by, acts.CloseBallot(ballot=ballot.id, present=max(len(ballot.cast), lot.randint(1, VOTERS)))


def count_ballot(walk: Walk, lot: Random) -> Asked:
    ballot = _open_ballot(walk, lot)
    if ballot is None:
        return None
    slips = tuple(sorted(walk.boxes.get(ballot.id, []), key=lambda slip: slip.number))
    by = coordinator(ballot.unit) if ballot.unit else SECRETARY
    return by, acts.CountBallot(ballot=ballot.id, slips=slips)


# --- conferring, and after


def accept(walk: Walk, lot: Random) -> Asked:
    one = some(lot, walk.here("standing", "reserve"))
    return one and (nominee(one), acts.Accept(nomination=one.id))


def decline(walk: Walk, lot: Random) -> Asked:
    one = some(lot, walk.here("standing", "reserve"))
    return one and (nominee(one), acts.Decline(nomination=one.id))


def confer(walk: Walk, lot: Random) -> Asked:
    one = some(lot, walk.here())
    if one is None:
        return None
    honours = [name for name, honour in walk.charter.honours.items() if one.category in honour.for_]
    return AUTHORITY, acts.Confer(nomination=one.id, honour=lot.choice(honours), document="2026/1")


def lose(walk: Walk, lot: Random) -> Asked:
    one, rules = some(lot, walk.nominations("conferred")), walk.charter.revocation
    if one is None or rules is None:
        return None
    ground = lot.choice(rules.grounds)
    kind = acts.Forfeit if (ground.means == "forfeit") == (lot.random() < 0.9) else acts.Annul
    return AUTHORITY, kind(nomination=one.id, ground=ground.id, document="2027/1")


def follow(walk: Walk, lot: Random) -> Asked:
    one = some(lot, walk.nominations("conferred"))
    if one is None or one.award is None:
        return None
    promises = [promise.id for promise in walk.charter.honours[one.award.honour].follow_through] or [NOBODY]
    if lot.random() < 0.5:
        return SECRETARY, acts.CloseFollowThrough(nomination=one.id, promise=lot.choice(promises), outcome="kept")
    return SECRETARY, acts.RecordFollowThrough(nomination=one.id, promise=lot.choice(promises), note=seal("n"))


# --- units, places, roles, the round itself


def issue(walk: Walk, lot: Random) -> Asked:
    unit = lot.choice(walk.units())
    places = {lot.choice(list(walk.charter.categories)): lot.randint(0, 4)}
    parent = walk.state.tree.units[unit].parent
    by = coordinator(parent) if parent and lot.random() < 0.3 else SECRETARY
    return by, acts.IssuePlaces(unit=unit, places=places)


def allot(walk: Walk, lot: Random) -> Asked:
    formulas = [(stage, category) for stage in walk.charter.stages for category in stage.allot]
    if not formulas:
        return None
    stage, category = lot.choice(formulas)
    units = walk.units(stage.tier) if lot.random() < 0.9 else walk.units()
    figures = {unit: {name: lot.randint(0, 9) for name in stage.allot[category].by} for unit in units}
    return SECRETARY, acts.AllotPlaces(stage=stage.id, category=category, figures=figures)


def transfer(walk: Walk, lot: Random) -> Asked:
    held = sorted(key for key, places in walk.state.tree.places.items() if places)
    giver, category = lot.choice(held) if held else (NOBODY, lot.choice(list(walk.charter.categories)))
    taker = lot.choice(walk.units())
    return SECRETARY, acts.TransferPlaces(giver=giver, taker=taker, category=category, places=1, reason="r")


def staff(walk: Walk, lot: Random) -> Asked:
    who, role = (
        lot.choice([*ASSESSORS, "h1", "h2", "new"]),
        lot.choice(["assessor", "auditor", "authority", "coordinator"]),
    )
    scope = lot.choice(walk.units()) if role == "coordinator" else None
    if lot.random() < 0.5:
        return SECRETARY, acts.Appoint(role=role, who=(who,), scope=scope)
    return SECRETARY, acts.Dismiss(role=role, who=(who,), scope=scope, reason="r")


def grow(walk: Walk, lot: Random) -> Asked:
    unit = walk.state.tree.units[lot.choice(walk.units())]
    return SECRETARY, acts.SetUnits(units=(unit.model_copy(update={"name": "Renamed"}),))


def extend(walk: Walk, lot: Random) -> Asked:
    stage = walk.stage
    if stage is None:
        return None
    last = walk.state.round.windows[stage.id].last + timedelta(days=lot.randint(-2, 4))
    return SECRETARY, acts.ExtendStage(stage=stage.id, last=last, reason="r")


def hurry(walk: Walk, lot: Random) -> Asked:
    """Whoever would open or close something out of turn."""
    stage = lot.choice(walk.charter.stages).id
    out_of_turn: list[Act] = [
        acts.OpenStage(stage=stage),
        acts.CloseStage(stage=stage),
        acts.CloseRound(),
        acts.AmendRound(charter=seal("other"), reason="r"),
    ]
    return SECRETARY, lot.choice(out_of_turn)


def new_calendar(walk: Walk, lot: Random) -> Asked:
    """A holiday table is published while the round runs."""
    walk.amend_calendar(lot.choice(world.other_calendars(walk.charter.calendar)))
    return None


MENU: tuple[tuple[Maker, tuple[str, ...], int], ...] = (
    (submit, ("recommend",), 40),
    (revise, ("recommend", "compare"), 3),
    (return_, ("recommend",), 4),
    (withdraw, ("recommend", "compare", "vet", "consult", "confer"), 1),
    (stop, ("recommend", "vet"), 1),
    (forward, ("recommend",), 14),
    (promote, ("recommend",), 12),
    (undertake, ("compare",), 6),
    (declare, ("compare", "recommend"), 4),
    (recuse, ("compare",), 2),
    (propose_lift, ("compare",), 6),
    (confirm_lift, ("compare",), 8),
    (assign, ("compare",), 3),
    (assess, ("compare",), 20),
    (abstain, ("compare",), 2),
    (adopt_ranking, ("compare",), 4),
    (adopt_shortlist, ("compare",), 4),
    (rule_referral, ("recommend", "vet"), 6),
    (ask_opinion, ("vet",), 14),
    (give_opinion, ("vet",), 14),
    (note_silence, ("vet",), 4),
    (rule_opinion, ("vet",), 6),
    (publish, ("consult",), 12),
    (object_, ("consult",), 10),
    (unseal, ("consult", "confer"), 2),
    (answer, ("consult", "confer", "vet"), 8),
    (open_ballot, ("recommend", "consult", "confer", "compare"), 6),
    (record_ballot, ("recommend", "consult", "confer", "compare"), 4),
    (cast, ("recommend", "consult", "confer", "compare"), 12),
    (close_ballot, ("recommend", "consult", "confer", "compare"), 4),
    (count_ballot, ("recommend", "consult", "confer", "compare"), 6),
    (accept, ("confer",), 6),
    (decline, ("vet", "consult", "confer"), 1),
    (confer, ("confer",), 10),
    (lose, ("confer",), 1),
    (follow, (), 2),
    (issue, (), 1),
    (allot, (), 1),
    (transfer, (), 1),
    (staff, (), 2),
    (grow, (), 1),
    (extend, (), 1),
    (hurry, (), 2),
    (new_calendar, ("compare",), 1),
)


def poke(walk: Walk, lot: Random) -> None:
    """Ask for one act or another; where it does not fit the gate that is open, it is seldom asked for."""
    gate = walk.stage.gate if walk.stage else ""
    makers = [line[0] for line in MENU]
    weights = [weight * 10 if not gates or gate in gates else 1 for _, gates, weight in MENU]
    again = walk.asked and lot.random() < 0.08
    asked = lot.choice(walk.asked) if again else lot.choices(makers, weights)[0](walk, lot)
    if asked is not None:
        walk.ask(*(twisted(walk, lot, *asked) if lot.random() < 0.25 else asked))


def twisted(walk: Walk, lot: Random, by: Actor, act: Act) -> tuple[Actor, Act]:
    """The same act by somebody else, or about something else, or not quite the same."""
    draw = lot.random()
    if draw < 0.3:
        ids = [*SECRETARIES, *ASSESSORS, *NOMINATORS, AUTHORITY.id, CLOCK.id, NOBODY]
        return Actor(id=lot.choice(ids), role=by.role if lot.random() < 0.5 else lot.choice(ROLES)), act
    others: dict[str, list[str]] = {
        "nomination": [*walk.state.nominations(), NOBODY],
        "about": [*walk.state.nominations(), NOBODY],
        "stage": [*(stage.id for stage in walk.charter.stages), NOBODY],
        "unit": [*walk.units(), NOBODY],
        "assessor": [*ASSESSORS, NOBODY],
        "voter": [*ASSESSORS, NOBODY],
        "body": [*walk.charter.bodies, NOBODY],
        "category": [*walk.charter.categories, NOBODY],
        "honour": [*walk.charter.honours, NOBODY],
        "ground": [NOBODY],
        "notice": [*walk.state.notices(), NOBODY],
        "ballot": [*walk.state.ballots(), NOBODY],
        "rule": [*(rule.id for rule in walk.charter.eligibility), NOBODY],
    }
    fields = [name for name in type(act).model_fields if name in others or draw < 0.7]
    if isinstance(act, acts.Dossier):  # what it says of itself is true: openings prove it, not the gates
        fields = ["nomination"] if isinstance(act, acts.Submit) else []
    if not fields:
        return by, act
    field = lot.choice(fields)
    value = lot.choice(others[field]) if field in others else bent(getattr(act, field), lot)
    return by, act.model_copy(update={field: value})


ROLES = ("secretary", "authority", "assessor", "coordinator", "public", "nominee", "nominator", "officer", "elector")


def bent(value: Any, lot: Random) -> Any:
    """A value of the same kind that is not the same: an item too many or too few, a number beside."""
    if isinstance(value, tuple) and value:
        shorter = tuple(value[1:])
        longer = (*value, NOBODY if isinstance(value[0], str) and lot.random() < 0.5 else lot.choice(value))
        return lot.choice((shorter, longer, tuple(reversed(value))))
    if isinstance(value, dict) and value:
        key = lot.choice(sorted(value))
        return {k: v if k != key else bent(v, lot) for k, v in value.items() if k != key or lot.random() < 0.7}
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return max(0, value + lot.choice((-1, 1, 100)))
    if isinstance(value, Part):
        field = lot.choice(list(type(value).model_fields))
        return value.model_copy(update={field: bent(getattr(value, field), lot)})
    return value
