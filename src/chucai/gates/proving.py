"""What a shortlist is chosen from and under, as a proof sees it; and the check of a proof that comes with a list.

The engine chooses under exactly these rules, so whoever re-counts reads the charter once, here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any

from chucai.charter.model import Charter
from chucai.charter.rules import Rule as CharterRule
from chucai.charter.stages import Stage
from chucai.gates.acts import AdoptShortlist
from chucai.gates.asked import require
from chucai.gates.composition import each_keys, key_of, pool_places
from chucai.gates.limits import AtMostOne, Bound, Conditional, Rule, ShareBound, group_set, limits_of
from chucai.gates.lots import drawn_lot, seed_of_ties
from chucai.gates.model import Nomination, Tree
from chucai.gates.proof import Entrant, Proof, Proved, check, proof_from
from chucai.gates.standing import asked_in_vote, competes, paper_id
from chucai.gates.state import State

MICRO = 1_000_000


def seats(
    charter: Charter, stage: Stage, category: str, candidates: Iterable[Nomination], instead: int | None = None
) -> int | tuple[int, int]:
    """The places of a category, no more than there are candidates; a range where places may stay empty (J13).

    `instead`: other places than the charter's, to see what they would change.
    """
    standing = sum(one.category == category for one in candidates)
    given = charter.categories[category].places
    if given is None and instead is None:
        return standing
    most = min(ceil((given or 0) * stage.keep) if instead is None else instead, standing)
    return (0, most) if charter.categories[category].may_leave_empty else most


def sets_in(charter: Charter, tree: Tree, nomination: Nomination) -> frozenset[str]:
    """The sets a nomination belongs to, with the parts of rules that say `each`."""
    sets = set(nomination.sets)
    for rule in charter.rules:
        if rule.each and f"{rule.id}:among" in sets:
            key = key_of(tree, rule.each, nomination)
            sets.add(f"{rule.id}:among@{key}")
            if f"{rule.id}:count" in sets:
                sets.add(f"{rule.id}:count@{key}")
    return frozenset(sets)


def rules_at(charter: Charter, tree: Tree, stage: Stage, candidates: Sequence[Nomination]) -> list[Rule]:
    """Every rule a list at this stage must keep: composition where the stage asks for it, and one honour for each."""
    found: list[Rule] = []
    if stage.composition:
        found += [Bound(pool.id, f"pool:{pool.id}", low=pool_places(pool, stage)) for pool in charter.pools]
        for rule in charter.rules:
            if not rule.report_only:
                found += _rule(charter, tree, rule, candidates)
    return [*found, *_one_honour_each(charter, candidates)]


def _rule(charter: Charter, tree: Tree, rule: CharterRule, candidates: Sequence[Nomination]) -> Iterator[Rule]:
    if rule.each is None:
        yield from _parts(rule, "")
        return
    seen = {key_of(tree, rule.each, one) for one in candidates if f"{rule.id}:among" in one.sets}
    for key in each_keys(charter, tree, rule.each, {key for key in seen if key}):
        yield from _parts(rule, f"@{key}")


def _parts(rule: CharterRule, part: str) -> Iterator[Rule]:
    """One charter rule, for one part of its `each`; the ids start with the rule's own."""
    name, members, among = f"{rule.id}{part}", f"{rule.id}:count{part}", f"{rule.id}:among{part}"
    least = rule.if_among.at_least or 0 if rule.if_among else 0
    most = rule.if_among.at_most if rule.if_among else None
    if rule.at_least is not None or rule.at_most is not None:
        if rule.if_among is None:
            yield Bound(name, members, rule.at_least, rule.at_most, rule.standing)
        else:
            yield Conditional(name, members, among, least, rule.at_least, rule.at_most, most, rule.standing)
    applies: dict[str, Any] = {"if_at_least": least, "if_at_most": most, "standing": rule.standing}
    if rule.share_at_least is not None or rule.share_at_most is not None:
        yield ShareBound(name, members, among, rule.share_at_least, rule.share_at_most, round=rule.round, **applies)
    if rule.share_above is not None:
        yield ShareBound(name, members, among, rule.share_above, strict_low=True, **applies)


def _one_honour_each(charter: Charter, candidates: Iterable[Nomination]) -> Iterator[AtMostOne]:
    """The same person alone and in a team, or twice: at most one of these nominations."""
    if not charter.nominating.one_honour_each:
        return
    by_person: dict[str, set[str]] = {}
    for one in candidates:
        for person in one.people:
            by_person.setdefault(person, set()).add(one.id)
    groups = {frozenset(ids) for ids in by_person.values() if len(ids) > 1}
    for ids in sorted(groups, key=sorted):
        yield AtMostOne("one-honour-each:" + "+".join(sorted(ids)), ids)


def check_proof(
    charter: Charter, state: State, stage: Stage, candidates: Sequence[Nomination], act: AdoptShortlist
) -> Proved | None:
    """Re-count the proof that came with a shortlist, on the list before the moves people made; None without a proof.

    Refused("proof-of-another-list") when the act claims other totals than its proof, and what `proof.check` refuses.
    """
    if act.proof is None:
        return None
    proof = proof_from(act.proof.model_dump())
    same = (act.objective, act.bound) == (proof.objective, proof.bound)
    require(same, "proof-of-another-list", objective=act.objective, proved=proof.objective)
    names = _before_moves(act.chosen, [(move.out, move.into) for move in act.moves])
    return _check(charter, state, stage, candidates, proof, names)


def shown(charter: Charter, state: State, data: Mapping[str, Any]) -> Proved | None:
    """What the proof beside an adopted shortlist shows, from its event and the state before it; None without one."""
    if data.get("proof") is None:
        return None
    stage = charter.stage(data["stage"])
    names = _before_moves(data["chosen"], [(move["out"], move["into"]) for move in data["moves"]])
    return _check(charter, state, stage, candidates_at(charter, state, stage), proof_from(data["proof"]), names)


def candidates_at(charter: Charter, state: State, stage: Stage) -> list[Nomination]:
    """Who may be chosen, as the gate sees it when a list is adopted."""
    judging = charter.judging_of(stage) if stage.judging or not stage.vote else None
    ballot = state.ballot(paper_id(stage.id, None)) if stage.vote else None
    lines = {line.nomination: line.merit for line in state.comparison(stage.id).ranking}
    bar = judging.bar if judging else None
    found = []
    for one in map(state.nomination, state.nominations()):
        ranked = judging is None or (one.id in lines and (bar is None or lines[one.id] >= bar * MICRO))
        passed = not asked_in_vote(stage, one) or (ballot is not None and one.id in ballot.passed)
        if ranked and passed and competes(charter, state, stage, one):
            found.append(one)
    return found


def _check(
    charter: Charter,
    state: State,
    stage: Stage,
    candidates: Sequence[Nomination],
    proof: Proof,
    names: Sequence[str],
) -> Proved:
    rules = rules_at(charter, state.tree, stage, candidates)
    merits = {line.nomination: line.merit for line in state.comparison(stage.id).ranking}
    places = {name: seats(charter, stage, name, candidates) for name in charter.categories}
    tie_seed = seed_of_ties(state.round.seed, stage.id)
    return check(
        proof,
        names,
        list(_entrants(charter, state.tree, candidates, merits, rules)),
        {name: given if isinstance(given, int) else given[1] for name, given in places.items()},
        limits_of(rules),
        lots=lambda name: (drawn_lot(tie_seed, name),),
    )


def _before_moves(chosen: Mapping[str, Iterable[str]], moves: Sequence[tuple[str, str]]) -> list[str]:
    """The list without the moves people made, each (out, into)."""
    names = {name for names in chosen.values() for name in names}
    for out, into in reversed(moves):
        names = (names - {into}) | {out}
    return sorted(names)


def _entrants(
    charter: Charter, tree: Tree, candidates: Iterable[Nomination], merits: Mapping[str, int], rules: Iterable[Rule]
) -> Iterator[Entrant]:
    groups: dict[str, set[str]] = {}
    for rule in rules:
        if isinstance(rule, AtMostOne):
            for name in rule.ids:
                groups.setdefault(name, set()).add(group_set(rule))
    for one in candidates:
        sets = sets_in(charter, tree, one) | groups.get(one.id, set())
        yield Entrant(one.id, merits.get(one.id, 0), one.category, sets)
