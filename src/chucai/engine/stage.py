"""The engine put to one compare stage: sheets in, a ranking out; a ranking and rules in, a shortlist out.

What comes back are the fields of acts (`AdoptRanking`, `AdoptShortlist`, `Assign`). The gates re-count all of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from chucai.charter.judging import Judging
from chucai.charter.model import Charter
from chucai.charter.rules import Rule as CharterRule
from chucai.charter.stages import Stage
from chucai.engine import merit, select
from chucai.engine.merit.model import ENGINE
from chucai.errors import Refused
from chucai.gates import compare
from chucai.gates.acts import Ranked
from chucai.gates.composition import each_keys, key_of
from chucai.gates.model import Nomination
from chucai.gates.recusal import barred
from chucai.gates.standing import STANDING, in_play, paper_id, standing
from chucai.gates.state import State

MICRO = 1_000_000
Z_95 = 1.959963984540054  # half width of a normal interval of 95 in a hundred, in standard errors


def seed_for(state: State, *parts: str) -> int:
    """A number for draws, from the round's public seed and what it is drawn for."""
    text = "|".join((state.round.seed, *parts))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big")


@dataclass(frozen=True, slots=True)
class Ranking:
    """`reports` by category; `fields` are those of the AdoptRanking act."""

    reports: Mapping[str, merit.MeritReport]
    fields: Mapping[str, Any]


def ranking(charter: Charter, state: State, stage: Stage) -> Ranking:
    """Estimate the merit of everybody in the running at a stage, each category for itself.

    Refused("stage-without-judging"), and what `merit.estimate` refuses.
    """
    judging = _judging(charter, stage)
    sheets = list(compare.sheets(charter, state, stage))
    readings = Counter(nomination for nomination, _, _ in sheets)
    enough = judging.enough or judging.readings
    running = _running(charter, state, stage)
    ranked = {one.id: one.category for one in running if readings[one.id] >= enough}
    reports = {}
    for category in charter.categories:
        ratings = [merit.Rating(n, a, marks) for n, a, marks in sheets if ranked.get(n) == category]
        if ratings:
            reports[category] = _estimate(charter, state, stage, category, ratings)
    lines = [line for report in reports.values() for line in _lines(report)]
    fields = {
        "stage": stage.id,
        "sheets": compare.sheets_digest(sheets),
        "method": judging.merit,
        "engine": next((report.round.engine for report in reports.values()), ENGINE),
        "ranking": tuple(lines),
        "unranked": tuple(sorted(one.id for one in running if one.id not in ranked)),
    }
    return Ranking(reports, fields)


def _judging(charter: Charter, stage: Stage) -> Judging:
    judging = charter.judging_of(stage)
    if judging is None:
        raise Refused("stage-without-judging", stage=stage.id)
    return judging


def _running(charter: Charter, state: State, stage: Stage) -> list[Nomination]:
    """Who takes part: everybody in the running, reserves of an earlier shortlist left aside."""
    here = in_play(charter, state, stage.id)
    return [one for one in here if standing(charter, state, one).status == STANDING]


def _estimate(
    charter: Charter, state: State, stage: Stage, category: str, ratings: list[merit.Rating]
) -> merit.MeritReport:
    judging = _judging(charter, stage)
    criteria = charter.criteria_of(judging)
    places = compare.places_at(charter, stage, category)
    nominees = len({rating.nominee for rating in ratings})
    return merit.estimate(
        [_in_points(rating, criteria) for rating in ratings],
        weights={name: criterion.weight for name, criterion in criteria.items()},
        scale={name: _steps(criterion) for name, criterion in criteria.items()},
        places=None if places is None or places >= nominees else places,
        seed=seed_for(state, stage.id, category),
        method=judging.merit,
    )


def _in_points(rating: merit.Rating, criteria: Mapping[str, Any]) -> merit.Rating:
    return merit.Rating(rating.nominee, rating.assessor, {name: rating.marks[name] for name in criteria})


def _steps(criterion: Any) -> tuple[int, int]:
    """The scale counted in steps, as marks are."""
    low, high = criterion.scale
    return ceil(low / criterion.step), int(high / criterion.step)


def _lines(report: merit.MeritReport) -> Iterator[Ranked]:
    for line in report.nominees:
        half = round(Z_95 * line.se_relative)
        yield Ranked(
            nomination=line.nominee,
            rank=line.rank,
            merit=line.merit,
            se=line.se_relative,
            low=line.merit - half,
            high=line.merit + half,
            mean=line.plain_mean,
            readings=line.readings,
            chance=line.p_place,
        )


@dataclass(frozen=True, slots=True)
class Shortlist:
    """`selection` with its reasons; `fields` are those of the AdoptShortlist act."""

    selection: select.Selection
    fields: Mapping[str, Any]


def shortlist(charter: Charter, state: State, stage: Stage, places: Mapping[str, int] | None = None) -> Shortlist:
    """Choose the places of every category under all composition rules; `places` overrides the charter's (what-if).

    An infeasible selection has no `fields`; its conflict says which rules cannot hold together.
    """
    candidates = _candidates(charter, state, stage)
    merits = {line.nomination: line.merit for line in state.comparison(stage.id).ranking}
    rules = list(_rules(charter, state, stage, candidates)) if stage.composition else []
    wanted = {name: _places(charter, stage, name, candidates, places or {}) for name in charter.categories}
    found = select.select(
        [_candidate(state, charter, one, merits) for one in candidates],
        places=wanted,
        bounds=[*rules, *_one_honour_each(charter, candidates)],
        reserve={name: category.reserve for name, category in charter.categories.items()},
        tie_seed=f"{state.round.seed}|{stage.id}|",
    )
    if found.status == "infeasible":
        return Shortlist(found, {})
    category_of = {one.id: one.category for one in candidates}
    chosen = {name: tuple(one for one in found.chosen if category_of[one] == name) for name in charter.categories}
    fields = {
        "stage": stage.id,
        "chosen": chosen,
        "reserve": {name: tuple(found.reserves.get(name, ())) for name in charter.categories},
        "objective": found.objective,
        "bound": found.bound,
    }
    return Shortlist(found, fields)


def _candidates(charter: Charter, state: State, stage: Stage) -> list[Nomination]:
    judging = charter.judging_of(stage)
    ballot = state.ballot(paper_id(stage.id, None)) if stage.vote else None
    lines = {line.nomination: line.merit for line in state.comparison(stage.id).ranking}
    bar = judging.bar if judging else None
    found = []
    for one in _running(charter, state, stage):
        ranked = judging is None or (one.id in lines and (bar is None or lines[one.id] >= bar * MICRO))
        if ranked and (ballot is None or one.id in ballot.passed):
            found.append(one)
    return found


def _places(
    charter: Charter, stage: Stage, category: str, candidates: Iterable[Nomination], given: Mapping[str, int]
) -> int | tuple[int, int]:
    standing_ = sum(one.category == category for one in candidates)
    places = given.get(category, compare.places_at(charter, stage, category))
    if places is None:
        return standing_
    if charter.categories[category].may_leave_empty:
        return (0, min(places, standing_))
    return min(places, standing_)


def _candidate(state: State, charter: Charter, one: Nomination, merits: Mapping[str, int]) -> select.Candidate:
    sets = set(one.sets)
    for rule in charter.rules:
        if rule.each and f"{rule.id}:among" in sets:
            key = key_of(state.tree, rule.each, one)
            sets.add(f"{rule.id}:among@{key}")
            if f"{rule.id}:count" in sets:
                sets.add(f"{rule.id}:count@{key}")
    return select.Candidate(one.id, merits.get(one.id, 0), one.category, frozenset(sets))


def _rules(
    charter: Charter, state: State, stage: Stage, candidates: Iterable[Nomination]
) -> Iterator[select.Bound | select.ShareBound | select.Conditional]:
    candidates = list(candidates)
    for pool in charter.pools:
        yield select.Bound(pool.id, f"pool:{pool.id}", low=ceil(pool.places * stage.keep))
    for rule in charter.rules:
        if rule.report_only:
            continue
        if rule.each is None:
            yield from _bounds(rule, "")
            continue
        seen = {key_of(state.tree, rule.each, one) for one in candidates if f"{rule.id}:among" in one.sets}
        for key in each_keys(charter, state.tree, rule.each, {key for key in seen if key}):
            yield from _bounds(rule, f"@{key}")


def _bounds(rule: CharterRule, part: str) -> Iterator[select.Bound | select.ShareBound | select.Conditional]:
    """One charter rule, for one part of its `each`, as the solver's rules; their ids start with the rule's own."""
    name, members, among = f"{rule.id}{part}", f"{rule.id}:count{part}", f"{rule.id}:among{part}"
    least = rule.if_among.at_least or 0 if rule.if_among else 0
    most = rule.if_among.at_most if rule.if_among else None
    if rule.at_least is not None or rule.at_most is not None:
        if rule.if_among is None:
            yield select.Bound(name, members, rule.at_least, rule.at_most, rule.standing)
        else:
            yield select.Conditional(name, members, among, least, rule.at_least, rule.at_most, most, rule.standing)
    shares = (rule.share_at_least, rule.share_at_most)
    if any(share is not None for share in shares):
        applies: dict[str, Any] = {"if_at_least": least, "if_at_most": most, "standing": rule.standing}
        yield select.ShareBound(name, members, among, *shares, round=rule.round, **applies)
    if rule.share_above is not None:
        applies = {"if_at_least": least, "if_at_most": most, "standing": rule.standing}
        yield select.ShareBound(name, members, among, rule.share_above, strict_low=True, **applies)


def _one_honour_each(charter: Charter, candidates: Iterable[Nomination]) -> Iterator[select.AtMostOne]:
    """The same person alone and in a team, or twice: at most one of these nominations."""
    if not charter.nominating.one_honour_each:
        return
    by_person: dict[str, set[str]] = {}
    for one in candidates:
        for person in one.people:
            by_person.setdefault(person, set()).add(one.id)
    groups = {frozenset(ids) for ids in by_person.values() if len(ids) > 1}
    for ids in sorted(groups, key=sorted):
        yield select.AtMostOne("one-honour-each:" + "+".join(sorted(ids)), ids)


def assignment(charter: Charter, state: State, stage: Stage) -> dict[str, Any]:
    """Who reads what: the fields of the Assign act. Refused("assignment-infeasible") names who has too few readers."""
    from chucai.engine.assign import assign

    judging = _judging(charter, stage)
    running = _running(charter, state, stage)
    assessors = sorted(state.roster.of("assessor", None))
    closed = [
        (one.id, assessor)
        for one in running
        for assessor in assessors
        if barred(charter, state, judging, assessor, one) is not None
    ]
    found = assign(
        [one.id for one in running],
        dict.fromkeys(assessors, judging.load),
        readings=judging.readings,
        barred=closed,
        seed=f"{state.round.seed}|{stage.id}",
    )
    readers: dict[str, list[str]] = {one.id: [] for one in running}
    for nominee, assessor in found.pairs:
        readers[nominee].append(assessor)
    return {"stage": stage.id, "readers": {name: tuple(sorted(who)) for name, who in readers.items()}}
