"""The gate *confer* and what comes after: acceptance, the award, its loss, and what was promised."""

from __future__ import annotations

from chucai.charter.honours import Ground, Honour
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.acts import Accept, Annul, CloseFollowThrough, Confer, Decline, Forfeit, RecordFollowThrough
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.filling import fill_place, latest_shortlist
from chucai.gates.model import Award, Nomination
from chucai.gates.standing import IN_PLAY, STANDING, asked_in_vote, in_play, paper_id, standing
from chucai.gates.state import State


def _status(asked: Asked, wanted: tuple[str, ...]) -> Nomination:
    nomination = asked.nomination
    where = standing(asked.charter, asked.state, nomination)
    require(where.status in wanted, "not-standing", nomination=nomination.id, status=where.status, stage=where.stage)
    return nomination


def accept(asked: Asked) -> list[Happened]:
    _: Accept = asked.act
    nomination = _status(asked, IN_PLAY)
    require(not nomination.accepted, "already-accepted", nomination=nomination.id)
    return [Happened(f"nomination/{nomination.id}")]


def decline(asked: Asked) -> list[Happened]:
    _: Decline = asked.act
    nomination = _status(asked, IN_PLAY)
    return [Happened(f"nomination/{nomination.id}"), *fill_place(asked, nomination)]


def _honour(asked: Asked, name: str, nomination: Nomination) -> Honour:
    honour = asked.charter.honours.get(name)
    require(honour is not None, "no-such-honour", honour=name, known=sorted(asked.charter.honours))
    fits = honour is not None and nomination.category in honour.for_
    require(fits, "other-category", nomination=nomination.id, category=nomination.category)
    return honour  # type: ignore[return-value]  # required just above


def confer(asked: Asked) -> list[Happened]:
    act: Confer = asked.act
    nomination = _status(asked, (STANDING,))
    honour = _honour(asked, act.honour, nomination)
    unruled = sorted(rule for rule, outcome in nomination.referred.items() if outcome != "admit")
    require(not unruled, "referral-open", nomination=nomination.id, rules=unruled)
    require(nomination.accepted or not honour.acceptance, "acceptance-first", nomination=nomination.id)
    if asked_in_vote(asked.stage, nomination):
        ballot = asked.state.ballot(paper_id(asked.stage.id, None))
        passed = ballot is not None and nomination.id in ballot.passed
        require(passed, "vote-not-passed", nomination=nomination.id)
    if honour.grade is not None:
        grade = grade_of(asked.charter, asked.state, nomination)
        require(grade == honour.grade, "other-grade", nomination=nomination.id, grade=grade)
    if latest_shortlist(asked.charter, asked.state) is None:
        _fits_among_the_honoured(asked, nomination)
    return [Happened(f"nomination/{nomination.id}")]


def _fits_among_the_honoured(asked: Asked, nomination: Nomination) -> None:
    """Where no panel has chosen a list, places and one honour each are counted as awards are conferred."""
    read = asked.state.nomination
    honoured = [n for n in map(read, asked.state.nominations()) if n.award and n.award.lost is None]
    category, places = nomination.category, asked.charter.categories[nomination.category].places
    number = 1 + sum(n.category == category for n in honoured)
    require(places is None or number <= places, "too-many-chosen", category=category, places=places, chosen=number)
    twice = sorted(n.id for n in honoured if n.people & nomination.people)
    once = not asked.charter.nominating.one_honour_each or not twice
    require(once, "honoured-twice", nominations=[*twice, nomination.id])


def grade_of(charter: Charter, state: State, nomination: Nomination) -> str | None:
    """The grade that falls to a nomination: grades are filled from the top down, in the order of the ranking."""
    found = latest_shortlist(charter, state)
    if found is None:
        return None
    ranks = {line.nomination: line.rank for line in found[1].ranking}
    order = sorted(found[1].holders(nomination.category), key=lambda name: (ranks.get(name, len(ranks) + 1), name))
    position = order.index(nomination.id)
    for grade in charter.categories[nomination.category].grades:
        if position < grade.places:
            return grade.id
        position -= grade.places
    return None


def _award(asked: Asked) -> Award:
    award = asked.nomination.award
    require(award is not None, "not-conferred", nomination=asked.nomination.id)
    require(award is None or award.lost is None, "already-lost", nomination=asked.nomination.id)
    return award  # type: ignore[return-value]  # required just above


def _ground(asked: Asked, name: str) -> Ground:
    grounds = {ground.id: ground for ground in asked.charter.revocation.grounds} if asked.charter.revocation else {}
    require(name in grounds, "no-such-ground", ground=name, known=sorted(grounds))
    return grounds[name]


def forfeit(asked: Asked) -> list[Happened]:
    act: Forfeit = asked.act
    _award(asked)
    require(_ground(asked, act.ground).means == "forfeit", "other-means", ground=act.ground, means="annul")
    return [Happened(f"nomination/{act.nomination}")]


def annul(asked: Asked) -> list[Happened]:
    act: Annul = asked.act
    _award(asked)
    require(_ground(asked, act.ground).means == "annul", "other-means", ground=act.ground, means="forfeit")
    return [Happened(f"nomination/{act.nomination}")]


def record_follow_through(asked: Asked) -> list[Happened]:
    act: RecordFollowThrough = asked.act
    _promise_open(asked, act.promise)
    return [Happened(f"nomination/{act.nomination}")]


def close_follow_through(asked: Asked) -> list[Happened]:
    act: CloseFollowThrough = asked.act
    _promise_open(asked, act.promise)
    return [Happened(f"nomination/{act.nomination}")]


def _promise_open(asked: Asked, name: str) -> None:
    award = _award(asked)
    promises = {promise.id for promise in asked.charter.honours[award.honour].follow_through}
    require(name in promises, "no-such-promise", promise=name, known=sorted(promises))
    done = asked.nomination.promises.get(name)
    require(done is None or done.outcome is None, "promise-closed", promise=name, nomination=asked.nomination.id)


def blockers(asked: Asked, stage: Stage) -> list[str]:
    """Until the window ends: those who hold a place and are neither honoured nor out. Nobody waits for reserves."""
    if asked.today > asked.state.round.windows[stage.id].last:
        return []
    here = in_play(asked.charter, asked.state, stage.id)
    return [n.id for n in here if standing(asked.charter, asked.state, n).status == STANDING]
