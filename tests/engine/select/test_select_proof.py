"""A proof is re-counted by two checkers without a solver; whatever is tampered with is refused."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from chucai.engine.explain import other_lists
from chucai.engine.select import (
    AtMostOne,
    Bound,
    Candidate,
    Conditional,
    Nominees,
    Rule,
    ShareBound,
    drawn_lot,
    recheck,
    select,
)
from chucai.errors import Refused
from chucai.gates import rivals as rivals_module
from chucai.gates.limits import AtMostOne as Pair
from chucai.gates.limits import count_in, group_set, limits_of
from chucai.gates.proof import Entrant, Proof, Proved, _Field, check, proof_from, row_names
from chucai.gates.rivals import rivals

PLACES = {"person": 12, "team": 4}
SEED = "2026|"


def case(number: int) -> tuple[list[Candidate], list[Rule], list[str]]:
    chance = random.Random(number)
    candidates = [
        Candidate(
            f"n{at:03}",
            chance.randint(0, 900),
            chance.choice(["person", "person", "team"]),
            frozenset(name for name in "abcde" if chance.random() < 0.4),
        )
        for at in range(150)
    ]
    rules: list[Rule] = [Bound(name, name, *chance.choice([(7, None), (None, 5), (5, 8)])) for name in "abc"]
    rules.append(ShareBound("d", "d", "a", low=Fraction(1, 3)))
    rules.append(Conditional("e", "e", "b", if_at_least=3, low=4, if_at_most=chance.choice([None, 7])))
    rules.append(AtMostOne("pair", frozenset({"n001", "n002", "n003"})))
    return candidates, rules, chance.sample([one.id for one in candidates], 1)


def entrants(candidates: Sequence[Candidate], rules: Sequence[Rule]) -> list[Entrant]:
    pairs = [rule for rule in rules if isinstance(rule, Pair)]
    return [
        Entrant(one.id, one.merit, one.category, one.member_of | {group_set(rule) for rule in pairs if one.id in rule.ids})
        for one in candidates
    ]  # fmt: skip


def plainly(proof: Proof, chosen: Sequence[str], asked: tuple[list[Candidate], list[Rule], list[str]]) -> Proved:
    candidates, rules, forced = asked
    lots = {one.id: (drawn_lot(SEED, one.id),) for one in candidates}
    return check(proof, chosen, entrants(candidates, rules), PLACES, limits_of(rules), forced, lots.__getitem__)


def with_arrays(proof: Proof, chosen: Sequence[str], asked: tuple[list[Candidate], list[Rule], list[str]]) -> Proved:
    candidates, rules, forced = asked
    return recheck(proof, chosen, candidates, places=PLACES, bounds=rules, must_include=forced, tie_seed=SEED)


Checker = Callable[[Proof, Sequence[str], tuple[list[Candidate], list[Rule], list[str]]], Proved]
CHECKERS = pytest.mark.parametrize("checker", [plainly, with_arrays])


def test_both_checkers_agree_with_the_solver_and_each_other() -> None:
    shown = []
    for number in range(40):
        asked = case(number)
        candidates, rules, forced = asked
        found = select(candidates, places=PLACES, bounds=rules, must_include=forced, tie_seed=SEED, reasons=False)
        if found.status == "infeasible":
            continue
        assert found.proof is not None
        proof = proof_from(json.loads(json.dumps(found.proof.as_data())))
        assert proof == found.proof
        first, second = plainly(proof, found.chosen, asked), with_arrays(proof, found.chosen, asked)
        assert first == second
        shown.append(first)
    assert {one.how for one in shown} == {"bound", "search"}
    assert all(one.ties for one in shown)
    assert len(shown) > 20
    assert max(one.core for one in shown) < 40


def solved() -> tuple[tuple[list[Candidate], list[Rule], list[str]], Proof, tuple[str, ...]]:
    asked = case(3)
    found = select(asked[0], places=PLACES, bounds=asked[1], must_include=asked[2], tie_seed=SEED, reasons=False)
    assert found.proof is not None
    assert found.proof.multipliers
    return asked, found.proof, found.chosen


@CHECKERS
def test_a_tampered_name_is_refused(checker: Checker) -> None:
    asked, proof, chosen = solved()
    category = {one.id: one.category for one in asked[0]}
    out = next(name for name in chosen if name not in asked[2])
    refusals = set()
    for other in (one.id for one in asked[0] if one.id not in chosen and category[one.id] == category[out]):
        with pytest.raises(Refused) as refused:
            checker(proof, [other if name == out else name for name in chosen], asked)
        refusals.add(refused.value.code)
    assert refusals == {"proof-rule-broken", "proof-objective-differs"}
    for listed, code in ((chosen[1:], "proof-places-differ"), ((*chosen[:-1], "zoe"), "proof-name-unknown")):
        kept = [*asked[2], *[name for name in listed if name not in asked[2]]]
        with pytest.raises(Refused) as refused:
            checker(proof, kept, asked)
        assert refused.value.code in (code, "proof-places-differ")
    with pytest.raises(Refused) as refused:
        checker(proof, [name for name in chosen if name not in asked[2]], asked)
    assert refused.value.code == "proof-order-ignored"


@CHECKERS
@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda proof: {"bound": proof.bound - 1}, "proof-bound-wrong"),
        (lambda proof: {"bound": proof.upper // proof.scale + 1}, "proof-bound-wrong"),
        (lambda proof: {"objective": proof.objective + 1}, "proof-objective-differs"),
        (lambda proof: {"upper": proof.upper - 1}, "proof-upper-differs"),
        (lambda proof: {"scale": proof.scale * 2}, "proof-upper-differs"),
        (lambda proof: {"multipliers": {**proof.multipliers, "zoe:low": 1}}, "proof-row-unknown"),
        (lambda proof: {"multipliers": {name: -by for name, by in proof.multipliers.items()}}, "proof-row-endless"),
        (lambda proof: {"multipliers": {}}, "proof-upper-differs"),
    ],
)
def test_a_tampered_number_is_refused(
    checker: Checker, change: Callable[[Proof], dict[str, object]], code: str
) -> None:
    asked, proof, chosen = solved()
    assert checker(proof, chosen, asked).gap == 0
    with pytest.raises(Refused) as refused:
        checker(replace(proof, **change(proof)), chosen, asked)  # type: ignore[arg-type]
    assert refused.value.code == code


@CHECKERS
def test_every_multiplier_counts(checker: Checker) -> None:
    asked, proof, chosen = solved()
    for name, by in proof.multipliers.items():
        with pytest.raises(Refused) as refused:
            checker(replace(proof, multipliers={**proof.multipliers, name: by * 3}), chosen, asked)
        assert refused.value.code == "proof-upper-differs"


@CHECKERS
def test_the_core_may_not_be_made_smaller(checker: Checker) -> None:
    for number in range(40):
        asked = case(number)
        found = select(asked[0], places=PLACES, bounds=asked[1], must_include=asked[2], tie_seed=SEED, reasons=False)
        if found.proof and found.proof.core:
            with pytest.raises(Refused) as refused:
                checker(replace(found.proof, core=found.proof.core[1:]), found.chosen, asked)
            assert refused.value.code == "proof-core-differs"
            return
    raise AssertionError("no case needed a core")


def level_case(number: int) -> tuple[list[Candidate], list[Rule], list[str]]:
    """Merits from nought to three: a great many lists are as good as each other."""
    candidates, rules, forced = case(number)
    chance = random.Random(number)
    return [replace(one, merit=chance.randint(0, 3)) for one in candidates[:40]], rules[:3], forced[:0]


@CHECKERS
def test_a_list_as_good_with_higher_lots_is_refused(checker: Checker) -> None:
    """It keeps every rule and has the same merit, the same bound and the same core; only the lots are against it."""
    refused, tried = 0, 0
    for number in range(14):
        asked = level_case(number)
        places = {"places": PLACES, "bounds": asked[1], "tie_seed": SEED}
        found = select(asked[0], **places, reasons=False)  # type: ignore[arg-type]
        if found.proof is None:
            continue
        assert checker(found.proof, found.chosen, asked).gap == 0
        for other in other_lists(asked[0], found, 3, **places):  # type: ignore[arg-type]
            if other.less == 0:
                tried += 1
                refused += is_refused(
                    checker, found.proof, [*(set(found.chosen) - set(other.leaves)), *other.enters], asked
                )
    assert tried > 15
    assert refused > 0.9 * tried


def is_refused(
    checker: Checker, proof: Proof, listed: list[str], asked: tuple[list[Candidate], list[Rule], list[str]]
) -> bool:
    """Whether the lots are looked at: what is said to be checked must be right."""
    try:
        shown = checker(proof, listed, asked)
    except Refused as refusal:
        return refusal.code == "proof-tie-lost"
    assert not shown.ties
    return False


@CHECKERS
def test_a_swap_between_two_whom_no_rule_can_tell_apart_is_refused_among_however_many(checker: Checker) -> None:
    """Everybody is alike: far too many lists to try, but whose lot is lower is plain to see."""
    candidates = [Candidate(f"n{at:03}", 5, "person") for at in range(150)] + [
        Candidate(f"t{at}", 5, "team") for at in range(4)
    ]
    asked = candidates, list[Rule](), list[str]()
    found = select(candidates, places=PLACES, tie_seed=SEED, reasons=False)
    assert found.proof is not None
    assert checker(found.proof, found.chosen, asked).how == "bound"
    left = next(one.id for one in candidates if one.id not in found.chosen)
    with pytest.raises(Refused) as refused:
        checker(found.proof, [left if name == found.chosen[0] else name for name in found.chosen], asked)
    assert refused.value.code == "proof-tie-lost"


@CHECKERS
def test_a_proof_of_a_list_that_is_not_the_best_is_refused(checker: Checker) -> None:
    """Honest in every number, and a better list was kept quiet: before, that was the solver's word."""
    refusals = set()
    for number in range(20):
        asked = case(number)
        found = select(asked[0], places=PLACES, bounds=asked[1], must_include=asked[2], tie_seed=SEED, reasons=False)
        if found.proof is None or found.proof.upper // found.proof.scale == found.objective:
            continue
        kept = {"places": PLACES, "bounds": asked[1], "must_include": asked[2], "tie_seed": SEED}
        (other,) = other_lists(asked[0], found, 1, **kept)  # type: ignore[arg-type]
        if other.less == 0:
            continue
        worse = [*(set(found.chosen) - set(other.leaves)), *other.enters]
        value = found.objective - other.less
        honest = replace(found.proof, objective=value, bound=value)
        honest = replace(honest, core=open_between(honest, asked))
        with pytest.raises(Refused) as refused:
            checker(honest, worse, asked)
        refusals.add(refused.value.code)
    assert refusals == {"proof-better-list"}


def open_between(proof: Proof, asked: tuple[list[Candidate], list[Rule], list[str]]) -> tuple[str, ...]:
    """The names the bound leaves open, as a forger would work them out."""
    field = _Field(entrants(asked[0], asked[1]), PLACES, limits_of(asked[1]), frozenset(asked[2]))
    upper, losses = field.bound(proof)
    return tuple(sorted(name for name, loss in losses.items() if loss <= upper - proof.objective * proof.scale))


@pytest.mark.parametrize("number", range(60))
def test_rivals_are_those_of_writing_every_list_down(number: int) -> None:
    """All allowed lists down to a worth somewhat below the best, found name by name and by trying everything."""
    chance = random.Random(number)
    candidates = [
        Candidate(f"n{at}", chance.randint(0, 9), chance.choice(["person", "person", "team"]), frozenset(s for s in "abc" if chance.random() < 0.5))
        for at in range(12)
    ]  # fmt: skip
    places = {"person": 3, "team": 1}
    rules: list[Rule] = [Bound("a", "a", high=chance.randint(1, 3)), ShareBound("b", "b", "a", low=Fraction(1, 2))]
    rules.append(Conditional("c", "c", "b", if_at_least=1, low=chance.randint(1, 2)))
    if sum(one.category == "person" for one in candidates) < 3 or all(one.category == "person" for one in candidates):
        return
    found = select(candidates, places=places, bounds=rules, reasons=False)
    if found.proof is None:
        return
    worth = found.objective - 3
    field = _Field(entrants(candidates, rules), places, limits_of(rules), frozenset())
    proof = replace(found.proof, objective=worth)
    upper, losses = field.bound(proof)
    core = {name for name, loss in losses.items() if loss <= upper - worth * proof.scale}
    rivalry, base = field.rivalry(proof, core, upper)
    lists = {base ^ ways: merit for ways, merit in rivals(rivalry)}
    assert lists == every_list(candidates, places, rules, worth)


def every_list(
    candidates: Sequence[Candidate], places: dict[str, int], rules: Sequence[Rule], worth: int
) -> dict[frozenset[str], int]:
    found = {}
    for listed in combinations(candidates, sum(places.values())):
        merit = sum(one.merit for one in listed)
        counts = Counter(one.category for one in listed)
        sets = [one.member_of for one in listed]
        holds = all(
            limit.holds(
                sum(factor * count_in(needed, sets) for needed, factor in limit.terms),
                count_in(limit.guard.sets, sets) if limit.guard else 0,
            )
            for limit in limits_of(rules)
        )
        if merit >= worth and holds and all(counts[name] == number for name, number in places.items()):
            found[frozenset(one.id for one in listed)] = merit
    return found


def test_too_many_open_lists_are_left_to_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rivals_module, "MOST", 0)
    asked, proof, chosen = solved()
    assert plainly(proof, chosen, asked).how in ("core", "bound")
    assert not plainly(proof, chosen, asked).ties


@pytest.mark.parametrize("data", [None, {}, {"scale": 0}, {"scale": True}, []])
def test_what_is_no_proof_is_refused(data: object) -> None:
    with pytest.raises(Refused) as refused:
        proof_from(data)
    assert refused.value.code == "proof-unreadable"


def test_rows_of_one_rule_in_two_parts_have_names_of_their_own() -> None:
    rules = [Bound("a", "a", low=1), ShareBound("a", "a", "b", low=Fraction(1, 2), if_at_least=2)]
    assert sorted(row_names(limits_of(rules))) == ["a:low", "a:low#2", "a:low#2?below"]


def test_the_check_of_many_names_imports_no_solver() -> None:
    code = (
        "import sys; from chucai.engine.select import recheck; import chucai.gates.proof;"
        "sys.exit(any(name.split('.')[0] in ('scipy', 'ortools') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False, env={"PYTHONPATH": ":".join(sys.path)}).returncode == 0  # fmt: skip


def test_many_names_come_in_columns() -> None:
    chance = np.random.default_rng(5)
    size = 30_000
    sets = {f"s{at}": chance.random(size) < 0.2 for at in range(12)}
    nominees = Nominees(
        ids=[f"n{at:05}" for at in range(size)],
        merit=chance.integers(0, 10**6, size),
        category=np.zeros(size, dtype=np.int64),
        categories=["person"],
        member_of=sets,
    )
    rules = [Bound(name, name, low=15, high=20) for name in sets]
    found = select(nominees, places={"person": 60}, bounds=rules, reasons=False)
    assert found.proof is not None
    assert found.status == "optimal"
    assert recheck(found.proof, found.chosen, nominees, places={"person": 60}, bounds=rules).gap == 0
    order = chance.permutation(size)
    shuffled = Nominees(
        ids=[nominees.ids[at] for at in order],
        merit=nominees.merit[order],
        category=nominees.category,
        categories=["person"],
        member_of={name: member[order] for name, member in sets.items()},
    )
    assert select(shuffled, places={"person": 60}, bounds=rules, reasons=False) == found
