"""The engine put to one compare stage: sheets in, a ranking out; a ranking and rules in, a shortlist out.

What comes back are the fields of acts (`AdoptRanking`, `AdoptShortlist`, `Assign`). The gates re-count all of it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

from chucai.charter.judging import Judging
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.engine import merit, select
from chucai.engine.merit.model import ENGINE
from chucai.errors import Refused
from chucai.gates import compare
from chucai.gates.acts import ListProof, Ranked
from chucai.gates.lots import seed_of_ties
from chucai.gates.model import Nomination
from chucai.gates.proof import Proof
from chucai.gates.proving import candidates_at, rules_at, seats, sets_in
from chucai.gates.recusal import barred
from chucai.gates.standing import STANDING, in_play, standing
from chucai.gates.state import State

MICRO = 1_000_000
LARGEST_IN_JSON = 2**53
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
    """`selection` with its reasons; `fields` are those of the AdoptShortlist act; `asked` is what it was asked with."""

    selection: select.Selection
    fields: Mapping[str, Any]
    asked: Asked


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments a list was selected with: `rules` those that `explain` and `chances` take too."""

    candidates: tuple[select.Candidate, ...]
    rules: Mapping[str, Any]


def asked_of(charter: Charter, state: State, stage: Stage, places: Mapping[str, int] | None = None) -> Asked:
    """What a list of a stage is chosen from and under; `places` overrides the charter's (what-if)."""
    candidates = candidates_at(charter, state, stage)
    merits = {line.nomination: line.merit for line in state.comparison(stage.id).ranking}
    given = places or {}
    wanted = {name: seats(charter, stage, name, candidates, given.get(name)) for name in charter.categories}
    rules = rules_at(charter, state.tree, stage, candidates)
    return Asked(
        tuple(_candidate(state, charter, one, merits) for one in candidates),
        {"places": wanted, "bounds": rules, "tie_seed": seed_of_ties(state.round.seed, stage.id)},
    )


def shortlist(charter: Charter, state: State, stage: Stage, places: Mapping[str, int] | None = None) -> Shortlist:
    """Choose the places of every category under all composition rules; `places` as of `asked_of`.

    An infeasible selection has no `fields`; its conflict says which rules cannot hold together.
    """
    asked = asked_of(charter, state, stage, places)
    reserve = {name: category.reserve for name, category in charter.categories.items()}
    found = select.select(asked.candidates, **asked.rules, reserve=reserve)
    if found.status == "infeasible":
        return Shortlist(found, {}, asked)
    category_of = {one.id: one.category for one in asked.candidates}
    chosen = {name: tuple(one for one in found.chosen if category_of[one] == name) for name in charter.categories}
    fields = {
        "stage": stage.id,
        "chosen": chosen,
        "reserve": {name: tuple(found.reserves.get(name, ())) for name in charter.categories},
        "objective": found.objective,
        "bound": found.bound,
        "proof": _small(found.proof),
    }
    return Shortlist(found, fields, asked)


def _small(proof: Proof | None) -> ListProof | None:
    """The proof as it goes into an event, whose numbers JSON must carry exactly."""
    if proof is None or max(abs(proof.upper), *map(abs, proof.multipliers.values()), 0) >= LARGEST_IN_JSON:
        return None
    return ListProof.model_validate(proof.as_data())


def _candidate(state: State, charter: Charter, one: Nomination, merits: Mapping[str, int]) -> select.Candidate:
    return select.Candidate(one.id, merits.get(one.id, 0), one.category, sets_in(charter, state.tree, one))


def assignment(charter: Charter, state: State, stage: Stage) -> dict[str, Any]:
    """Who reads what: the fields of the Assign act. Refused("assignment-infeasible") names who has too few readers.

    Asked again, after somebody dropped out or was recused, it changes as little as can be: who handed in a sheet stays,
    who abstained is replaced, and as many other pairs as possible are kept.
    """
    from chucai.engine.assign import assign

    judging = _judging(charter, stage)
    running = _running(charter, state, stage)
    assessors = sorted(state.roster.of("assessor", None))
    closed = {
        (one.id, assessor)
        for one in running
        for assessor in assessors
        if barred(charter, state, judging, assessor, one) is not None
    }
    before = state.comparison(stage.id).assigned
    known = _Before(before, {one.id: one for one in running}, stage.id, closed, set(assessors))
    fixed = known.fixed(judging.readings)
    found = assign(
        [one.id for one in running],
        {name: judging.load - known.carried[name] for name in assessors},
        readings=judging.readings,
        barred=closed | known.abstained,
        fixed=fixed,
        previous=known.pairs,
        seed=f"{state.round.seed}|{stage.id}",
    )
    readers: dict[str, set[str]] = {one.id: set() for one in running}
    for nominee, assessor in (*found.pairs, *known.done):
        readers[nominee].add(assessor)
    return {"stage": stage.id, "readers": {name: tuple(sorted(who)) for name, who in readers.items()}}


class _Before:
    """An earlier assignment of a stage: what of it stands.

    `pairs` still possible; `done` of these with a sheet; `abstained` that will not be read; `carried` readings of each
    assessor that are no longer asked for but still count towards the load.
    """

    def __init__(
        self,
        assigned: Mapping[str, Sequence[str]],
        running: Mapping[str, Nomination],
        stage: str,
        closed: Collection[tuple[str, str]],
        assessors: Collection[str],
    ) -> None:
        every = [(name, assessor) for name, readers in assigned.items() for assessor in readers]
        here = [(name, assessor) for name, assessor in every if name in running and assessor in assessors]
        out = {(name, who) for name, one in running.items() for who in one.abstained.get(stage, ())}
        self.abstained = {(name, who) for name, who in out if who in assessors}
        self.pairs = sorted({*here} - {*closed} - out)
        self.done = [(name, who) for name, who in self.pairs if who in running[name].sheets.get(stage, {})]
        self.carried = Counter(who for name, who in every if name not in running)

    def fixed(self, readings: int) -> list[tuple[str, str]]:
        """Those with a sheet, no more than there are readings; all others with a sheet carry their load besides."""
        taken, kept = Counter[str](), list[tuple[str, str]]()
        for name, who in self.done:
            if taken[name] < readings:
                taken[name] += 1
                kept.append((name, who))
            else:
                self.carried[who] += 1
        return kept
