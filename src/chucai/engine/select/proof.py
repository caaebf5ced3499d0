"""The proof that goes with a list, and its check over arrays: no solver here.

The plain twin, for anybody without numpy, is `chucai.gates.proof.check`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.choice_bound import Proof as Bounded
from chucai.engine.kernels.choice_bound import lagrangian
from chucai.engine.kernels.choice_columns import FAR
from chucai.engine.kernels.choice_sift import Relaxed
from chucai.engine.select.model import Candidate, Nominees
from chucai.engine.select.question import Question, ask
from chucai.engine.select.rows import Arrays, arrays, signatures
from chucai.errors import Refused
from chucai.gates.limits import Rule
from chucai.gates.proof import Proof, Proved, conclude, row_names, settled
from chucai.gates.rivals import Base, Name, Rivalry, swapped

Ints = npt.NDArray[np.int64]


def proof_of(question: Question, asked: Arrays, relaxation: Relaxed, value: int, bound: int) -> Proof:
    """The multipliers by name, the bound they give, and who is open between it and the list."""
    names = row_names(question.limits)
    multipliers = {name: int(by) for name, by in zip(names, relaxation.multipliers.tolist(), strict=True) if by}
    bounded = _bounded(asked, relaxation.multipliers, relaxation.scale)
    upper = _upper(question, asked, bounded)
    core = _open(question, asked, bounded, upper - value * bounded.scale)
    limit = upper // bounded.scale
    return Proof(bounded.scale, multipliers, upper, value, min(bound, limit), () if limit == value else core)


def recheck(
    proof: Proof,
    chosen: Collection[str],
    candidates: Iterable[Candidate] | Nominees,
    *,
    places: Mapping[str, int | tuple[int, int]],
    bounds: Iterable[Rule] = (),
    must_include: Collection[str] = (),
    must_exclude: Collection[str] = (),
    tie_seed: str = "",
) -> Proved:
    """Re-count list and bound, for any number of names, and try every list the bound leaves open; ties by their lots.

    The arguments are those the list was made with. Where `places` gives a range, a proof is of a list that fills it:
    fewer cannot be shown without a solver.

    Raises `Refused` as `chucai.gates.proof.check` does.
    """
    question = ask(candidates, places, bounds, must_include, must_exclude, tie_seed)
    asked = arrays(question)
    picked = _picked(question, chosen)
    _check_list(question, picked)
    value = int(question.merit[picked].sum())
    if proof.objective != value:
        raise Refused("proof-objective-differs", claimed=proof.objective, counted=value)
    vector = _vector(proof, question, asked)
    bounded = _bounded(asked, vector, proof.scale)
    upper = _upper(question, asked, bounded)
    if proof.upper != upper:
        raise Refused("proof-upper-differs", claimed=proof.upper, counted=upper)
    shown = conclude(proof, _open(question, asked, bounded, upper - value * proof.scale))
    if shown.how == "gap":
        return shown
    _check_equals(question, picked)
    rivalry = _rivalry(proof, question, asked, vector, bounded, upper - value * proof.scale)
    return settled(shown, rivalry, chosen, lambda name: _lots(question, name))


def _lots(question: Question, name: str) -> tuple[int, int]:
    at = question.indexes([name])
    return int(question.lots(at)[0]), int(question.second_lots(at)[0])


def _check_equals(question: Question, picked: Ints) -> None:
    """Between those whom no rule can tell apart and who have the same merit, the lower lot goes first."""
    kinds = len(question.kinds) + 1
    alike = question.merit * kinds + question.of
    listed = np.unique(alike[picked])
    place = np.minimum(np.searchsorted(listed, alike), max(0, len(listed) - 1))
    some = np.flatnonzero(listed[place] == alike).tolist() if len(listed) else []
    if len(some) > len(picked):
        everybody = ((question.ids[at], int(question.merit[at]), int(question.of[at])) for at in some)
        swapped([question.ids[at] for at in picked.tolist()], everybody, question.forced, lambda n: _lots(question, n))


def _rivalry(
    proof: Proof, question: Question, asked: Arrays, vector: Ints, bounded: Bounded, budget: int
) -> tuple[Rivalry, frozenset[str]]:
    """What is searched for lists as good, and the names of the bound's own list."""
    choice, known = asked.choice, signatures(question)
    adjusted = choice.merit * proof.scale - (vector @ choice.weight)[choice.sign]
    kinds = choice.kind[choice.sign]
    pivot = np.array(
        [adjusted[bounded.inside & (kinds == kind)].min(initial=FAR) for kind in range(len(choice.kind_high))]
    )
    base = np.concatenate([asked.forced, asked.free[bounded.inside]])
    names = []
    for at in np.flatnonzero(bounded.loss <= budget).tolist():
        one, kind = int(asked.free[at]), question.kinds[int(question.of[asked.free[at]])]
        loss = abs(int(adjusted[at]) - pivot[int(kinds[at])])
        enters = not bounded.inside[at]
        names.append(Name(question.ids[one], kind.category, int(question.merit[one]), kind.sets, enters, loss))
    counts = np.bincount(known.of[base], minlength=len(known.kind))
    totals, guarded = (known.weight @ counts).tolist(), (known.guard @ counts).tolist()
    prices = {int(limit): int(by) for limit, by in zip(asked.rows.limit, vector, strict=True) if limit >= 0}
    found = Base(int(question.merit[base].sum()), totals, guarded)
    listed = frozenset(question.ids[at] for at in base.tolist())
    each = [prices[at] for at in range(len(question.limits))]
    return Rivalry(found, names, question.limits, each, budget, proof.objective), listed


def _bounded(asked: Arrays, multipliers: Ints, scale: int) -> Bounded:
    choice = asked.choice
    found = lagrangian(replace(choice.columns, kind_low=choice.kind_high), choice.merit, multipliers, scale)
    if found is None:
        raise Refused("proof-places-differ", category="", chosen=0, places=int(choice.kind_high.sum()))
    return found


def _upper(question: Question, asked: Arrays, bounded: Bounded) -> int:
    return bounded.upper + int(question.merit[asked.forced].sum()) * bounded.scale


def _open(question: Question, asked: Arrays, bounded: Bounded, room: int) -> tuple[str, ...]:
    return tuple(question.ids[at] for at in asked.free[bounded.loss <= room].tolist())


def _picked(question: Question, chosen: Collection[str]) -> Ints:
    try:
        return question.indexes(chosen)
    except Refused as refused:
        raise Refused("proof-name-unknown", name=refused.facts["candidate"]) from refused


def _check_list(question: Question, picked: Ints) -> None:
    names = {question.ids[at] for at in picked.tolist()}
    for name in sorted(question.forced - names):
        raise Refused("proof-order-ignored", name=name)
    known = signatures(question)
    counts = np.bincount(question.of[picked], minlength=len(question.kinds))
    seats = np.bincount(known.kind, weights=counts, minlength=len(question.places)).astype(np.int64).tolist()
    for (category, _, most), seated in zip(question.places, seats, strict=True):
        if seated != most or len(names) != len(picked):
            raise Refused("proof-places-differ", category=category, chosen=seated, places=most)
    totals, guarded = (known.weight @ counts).tolist(), (known.guard @ counts).tolist()
    for limit, total, inside in zip(question.limits, totals, guarded, strict=True):
        if not limit.holds(total, inside):
            raise Refused("proof-rule-broken", rule=limit.rule, side=limit.side)


def _vector(proof: Proof, question: Question, asked: Arrays) -> Ints:
    """The multipliers in the order of the rows. Refuses what the rows do not know, or what would not fit 64 bits."""
    names = row_names(question.limits)
    for name in sorted(proof.multipliers.keys() - set(names)):
        raise Refused("proof-row-unknown", row=name)
    if max(map(abs, proof.multipliers.values()), default=0) >= FAR or proof.scale > FAR:
        raise Refused("proof-upper-differs", claimed=proof.upper, counted=0)
    vector = np.array([proof.multipliers.get(name, 0) for name in names], dtype=np.int64)
    endless = ((vector > 0) & (asked.choice.high >= FAR)) | ((vector < 0) & (asked.choice.low <= -FAR))
    for at in np.flatnonzero(endless)[:1].tolist():
        raise Refused("proof-row-endless", row=names[at])
    return vector
