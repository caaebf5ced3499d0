"""The gate *compare*: who may read what, score sheets, the ranking taken from them, and the shortlist re-counted."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from math import ceil

from chucai.charter.judging import Judging
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.acts import Abstain, AdoptRanking, AdoptShortlist, AmendAssessment, Assess, Assign, Ranked
from chucai.gates.asked import Asked, Happened, require
from chucai.gates.composition import broken, in_pool, pool_places, short_pools
from chucai.gates.model import Comparison, Nomination
from chucai.gates.proving import check_proof
from chucai.gates.recusal import barred
from chucai.gates.standing import STANDING, asked_in_vote, competes, in_play, paper_id, standing
from chucai.gates.state import State
from chucai.ledger.canonical import canonical


def judging_of(asked: Asked) -> Judging:
    judging = asked.charter.judging_of(asked.stage)
    require(judging, "stage-without-judging", stage=asked.stage.id)
    return judging  # type: ignore[return-value]  # required just above


def assign(asked: Asked) -> list[Happened]:
    act: Assign = asked.act
    judging = judging_of(asked)
    require(judging.assigned, "panel-reads-freely", stage=act.stage)
    _before_shortlist(asked)
    assessors = asked.state.roster.of("assessor", None)
    for name, readers in act.readers.items():
        nomination = asked.state.nomination(name)
        _in_play_here(asked, nomination)
        require(len(set(readers)) == len(readers), "reader-twice", nomination=name)
        enough = judging.enough or judging.readings
        require(len(readers) >= enough, "too-few-readers", nomination=name, readers=len(readers), wanted=enough)
        for assessor in readers:
            require(assessor in assessors, "not-an-assessor", assessor=assessor)
            why = barred(asked.charter, asked.state, judging, assessor, nomination)
            require(why is None, "recused", assessor=assessor, nomination=name, interest=why)
    after = {**asked.state.comparison(act.stage).assigned, **act.readers}
    loads = Counter(assessor for readers in after.values() for assessor in readers)
    over = sorted(assessor for assessor, load in loads.items() if load > judging.load)
    require(not over, "load-too-high", assessors=over[:10], load=judging.load)
    return [Happened(f"comparison/{act.stage}")]


def _in_play_here(asked: Asked, nomination: Nomination) -> None:
    where = standing(asked.charter, asked.state, nomination)
    here = where.stage == asked.stage.id and where.status == STANDING
    require(here, "not-standing", nomination=nomination.id, status=where.status, stage=where.stage)


def assess(asked: Asked) -> list[Happened]:
    act: Assess = asked.act
    judging = judging_of(asked)
    nomination = asked.nomination
    _may_judge(asked, judging, nomination, act.assessor)
    _before_shortlist(asked)
    done = nomination.sheets.get(act.stage, {})
    require(act.assessor not in done, "already-assessed", nomination=nomination.id, assessor=act.assessor)
    _check_marks(asked.charter, judging, act.marks)
    return [Happened(f"nomination/{nomination.id}")]


def _may_judge(asked: Asked, judging: Judging, nomination: Nomination, assessor: str) -> None:
    require(asked.by.id == assessor, "not-your-sheet", assessor=assessor)
    _in_play_here(asked, nomination)
    if judging.assigned:
        readers = asked.state.comparison(asked.stage.id).assigned.get(nomination.id, ())
        require(assessor in readers, "not-assigned", nomination=nomination.id, assessor=assessor)
    require(asked.state.assessor(assessor).undertaken, "undertaking-first", assessor=assessor)
    why = barred(asked.charter, asked.state, judging, assessor, nomination)
    require(why is None, "recused", assessor=assessor, nomination=nomination.id, interest=why)


def _before_shortlist(asked: Asked) -> None:
    require(asked.state.comparison(asked.stage.id).chosen is None, "shortlist-adopted", stage=asked.stage.id)


def _check_marks(charter: Charter, judging: Judging, marks: Mapping[str, int]) -> None:
    criteria = charter.criteria_of(judging)
    require(marks.keys() == criteria.keys(), "other-criteria", given=sorted(marks), wanted=sorted(criteria))
    for name, mark in marks.items():
        (low, high), step = criteria[name].scale, criteria[name].step
        if not low <= mark * step <= high:
            raise Refused("mark-off-scale", criterion=name, mark=mark, low=str(low), high=str(high), step=str(step))


def amend_assessment(asked: Asked) -> list[Happened]:
    act: AmendAssessment = asked.act
    judging = judging_of(asked)
    nomination = asked.nomination
    require(asked.state.comparison(act.stage).sheets is None, "ranking-adopted", stage=act.stage)
    _may_judge(asked, judging, nomination, act.assessor)
    done = nomination.sheets.get(act.stage, {})
    require(act.assessor in done, "no-sheet", nomination=nomination.id, assessor=act.assessor)
    require(dict(done[act.assessor].marks) != act.marks, "nothing-changed")
    _check_marks(asked.charter, judging, act.marks)
    return [Happened(f"nomination/{nomination.id}")]


def abstain(asked: Asked) -> list[Happened]:
    act: Abstain = asked.act
    nomination = asked.nomination
    _may_judge(asked, judging_of(asked), nomination, act.assessor)
    _before_shortlist(asked)
    require(act.assessor not in nomination.sheets.get(act.stage, {}), "already-assessed", assessor=act.assessor)
    again = act.assessor in nomination.abstained.get(act.stage, frozenset())
    require(not again, "already-abstained", assessor=act.assessor)
    return [Happened(f"nomination/{nomination.id}")]


def sheets(charter: Charter, state: State, stage: Stage) -> Iterator[tuple[str, str, Mapping[str, int]]]:
    """Every sheet that counts at a stage: (nomination, assessor, marks), sorted; without those of the recused."""
    judging = charter.judging_of(stage)
    for name in state.nominations():
        nomination = state.nomination(name)
        for assessor, sheet in sorted(nomination.sheets.get(stage.id, {}).items()):
            if judging is None or barred(charter, state, judging, assessor, nomination) is None:
                yield name, assessor, sheet.marks


def sheets_digest(lines: Iterable[tuple[str, str, Mapping[str, int]]]) -> str:
    """SHA-256 (hex) over one canonical line a sheet, in the order `sheets` gives."""
    digest = hashlib.sha256()
    for nomination, assessor, marks in lines:
        digest.update(canonical([nomination, assessor, dict(marks)]) + b"\n")
    return digest.hexdigest()


def adopt_ranking(asked: Asked) -> list[Happened]:
    act: AdoptRanking = asked.act
    judging = judging_of(asked)
    _before_shortlist(asked)
    _window_or_complete(asked, judging)
    lines = list(sheets(asked.charter, asked.state, asked.stage))
    require(act.sheets == sheets_digest(lines), "other-sheets", stage=act.stage)
    _check_top_share(asked.charter, judging, lines)
    _check_ranking(asked, judging, Counter(line[0] for line in lines))
    return [Happened(f"comparison/{act.stage}")]


def _window_or_complete(asked: Asked, judging: Judging) -> None:
    if asked.today <= asked.state.round.windows[asked.stage.id].last:
        missing = unread(asked, judging)
        require(not missing, "sheets-missing", number=len(missing), nominations=missing[:10])


def compared(asked: Asked) -> list[Nomination]:
    """Who is compared at a stage: everybody in the running; reserves of an earlier shortlist are left aside."""
    here = in_play(asked.charter, asked.state, asked.stage.id)
    return [n for n in here if standing(asked.charter, asked.state, n).status == STANDING]


def unread(asked: Asked, judging: Judging) -> list[str]:
    """Nominations whose readers have not all handed in a sheet, abstained or been recused."""
    assigned = asked.state.comparison(asked.stage.id).assigned
    open_ = []
    for nomination in compared(asked):
        done = nomination.sheets.get(asked.stage.id, {}).keys() | nomination.abstained.get(asked.stage.id, frozenset())
        readers = assigned.get(nomination.id, ())
        waiting = [r for r in readers if r not in done and not asked.state.assessor(r).barred(nomination.id)]
        if waiting or (judging.assigned and not readers):
            open_.append(nomination.id)
    return open_


def _check_top_share(charter: Charter, judging: Judging, lines: Iterable[tuple[str, str, Mapping[str, int]]]) -> None:
    """An assessor who gives the top mark too freely has a void ballot (J4)."""
    if judging.top_share is None:
        return
    criteria = charter.criteria_of(judging)
    marks, tops = Counter[str](), Counter[str]()
    for _, assessor, sheet in lines:
        marks[assessor] += len(sheet)
        tops[assessor] += sum(mark * criteria[name].step == criteria[name].scale[1] for name, mark in sheet.items())
    void = sorted(who for who, number in marks.items() if tops[who] > judging.top_share * number)
    require(not void, "too-many-top-marks", assessors=void, share=str(judging.top_share))


def _check_ranking(asked: Asked, judging: Judging, readings: Counter[str]) -> None:
    """Each nomination in the running is ranked once on its sheets, or named as having too few."""
    act: AdoptRanking = asked.act
    enough = judging.enough or judging.readings
    running = {nomination.id: nomination for nomination in compared(asked)}
    wanted = {name for name in running if readings[name] >= enough}
    named = Counter(line.nomination for line in act.ranking)
    require(
        named == Counter(wanted),
        "ranking-incomplete",
        missing=sorted(wanted - named.keys())[:10],
        extra=sorted(named.keys() - wanted)[:10],
    )
    require(
        set(act.unranked) == running.keys() - wanted, "unranked-differ", wanted=sorted(running.keys() - wanted)[:10]
    )
    for category in asked.charter.categories:
        lines = [line for line in act.ranking if running[line.nomination].category == category]
        _check_order(category, lines, readings)


def _check_order(category: str, lines: list[Ranked], readings: Counter[str]) -> None:
    lines.sort(key=lambda line: line.rank)
    for better, worse in pairwise(lines):
        ordered = better.merit > worse.merit if better.rank < worse.rank else better.merit == worse.merit
        fits = ordered or (better.merit == worse.merit and better.rank != worse.rank)
        require(fits, "ranking-disordered", category=category, nomination=worse.nomination)
    wrong = [line.nomination for line in lines if line.readings != readings[line.nomination]]
    require(not wrong, "readings-differ", nominations=wrong[:10])


def places_at(charter: Charter, stage: Stage, category: str) -> int | None:
    """How many names of a category a shortlist at this stage takes; None where the charter sets no number."""
    places = charter.categories[category].places
    return None if places is None else ceil(places * stage.keep)


def adopt_shortlist(asked: Asked) -> list[Happened]:
    act: AdoptShortlist = asked.act
    comparison = asked.state.comparison(act.stage)
    require(not comparison.fills, "places-already-filled", stage=act.stage)
    require(set(act.chosen) == set(asked.charter.categories), "other-categories", given=sorted(act.chosen))
    candidates = _candidates(asked, comparison)
    running: dict[str, list[Nomination]] = {category: [] for category in asked.charter.categories}
    for nomination in candidates:
        running[nomination.category].append(nomination)
    for category in asked.charter.categories:
        _check_names(asked, category, {n.id for n in running[category]})
        _check_places(asked, category, len(running[category]))
    chosen = [asked.state.nomination(name) for names in act.chosen.values() for name in names]
    _check_people(asked, chosen)
    _check_composition(asked, chosen)
    check_proof(asked.charter, asked.state, asked.stage, candidates, act)
    return [Happened(f"comparison/{act.stage}")]


def _candidates(asked: Asked, comparison: Comparison) -> list[Nomination]:
    """Who may be chosen: ranked and at or above the bar where there is judging, through the vote where there is one."""
    judging = asked.charter.judging_of(asked.stage) if asked.stage.judging or not asked.stage.vote else None
    ballot = asked.state.ballot(paper_id(asked.stage.id, None)) if asked.stage.vote else None
    if judging is not None:
        require(comparison.sheets is not None, "ranking-first", stage=asked.stage.id)
        now = sheets_digest(sheets(asked.charter, asked.state, asked.stage))
        require(comparison.sheets == now, "other-sheets", stage=asked.stage.id)
    bar = judging.bar if judging else None
    fit = {line.nomination for line in comparison.ranking if bar is None or line.merit >= bar * 1_000_000}
    here = [
        nomination
        for nomination in map(asked.state.nomination, asked.state.nominations())
        if competes(asked.charter, asked.state, asked.stage, nomination) and (judging is None or nomination.id in fit)
    ]
    asked_about = {nomination.id for nomination in here if asked_in_vote(asked.stage, nomination)}
    waiting = sorted(name for name in asked_about if not (ballot and ballot.settled(name)))
    require(not waiting, "ballot-first", stage=asked.stage.id, nominations=waiting[:10])
    return [n for n in here if n.id not in asked_about or (ballot and n.id in ballot.passed)]


def _check_names(asked: Asked, category: str, running: set[str]) -> None:
    act: AdoptShortlist = asked.act
    names = (*act.chosen[category], *act.reserve.get(category, ()))
    require(len(set(names)) == len(names), "name-twice", category=category)
    strangers = sorted(set(names) - running)
    require(not strangers, "not-candidates", category=category, nominations=strangers[:10])
    most = asked.charter.categories[category].reserve
    require(len(act.reserve.get(category, ())) <= most, "too-many-reserves", category=category, most=most)


def _check_places(asked: Asked, category: str, candidates: int) -> None:
    act: AdoptShortlist = asked.act
    places = places_at(asked.charter, asked.stage, category)
    if places is None:
        return
    chosen = len(act.chosen[category])
    require(chosen <= places, "too-many-chosen", category=category, places=places, chosen=chosen)
    short_on_purpose = asked.charter.categories[category].may_leave_empty or candidates < places
    require(chosen == places or short_on_purpose, "places-empty", category=category, places=places, chosen=chosen)


def _check_people(asked: Asked, chosen: list[Nomination]) -> None:
    if not asked.charter.nominating.one_honour_each:
        return
    people = Counter(person for nomination in chosen for person in nomination.people)
    twice = [n.id for n in chosen if any(people[person] > 1 for person in n.people)]
    require(not twice, "honoured-twice", nominations=sorted(twice))


def _check_composition(asked: Asked, chosen: list[Nomination]) -> None:
    short = short_pools(asked.charter, asked.stage, chosen)
    for pool in (pool for pool in asked.charter.pools if pool.id in short):
        wanted = pool_places(pool, asked.stage)
        require(False, "pool-short", pool=pool.id, places=wanted, chosen=in_pool(pool, chosen))
    if asked.stage.composition:
        for line in broken(asked.charter, asked.state.tree, chosen):
            require(
                False,
                "rule-broken",
                rule=line.rule,
                each=line.each,
                counted=line.counted,
                among=line.among,
                low=line.low,
                high=line.high,
            )


def blockers(asked: Asked, stage: Stage) -> list[str]:
    return [] if asked.state.comparison(stage.id).chosen is not None else ["shortlist"]
