"""`select`: exactly the places, under all rules, with the most merit there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from chucai.engine.kernels.choice import choose
from chucai.engine.select.compare import equals_of
from chucai.engine.select.conflict import conflict_of, repairs_of
from chucai.engine.select.model import Candidate, Nominees, Selection, Tally
from chucai.engine.select.proof import proof_of
from chucai.engine.select.question import Question, ask
from chucai.engine.select.rows import arrays
from chucai.engine.select.swaps import Swaps, displaced, needed_by, reserves
from chucai.errors import Refused
from chucai.gates.limits import Limit, Rule, Sets, count_in
from chucai.gates.proof import Proof

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Best:
    """The best list: `picked` are indexes, in the order by category, merit and lot."""

    status: Literal["optimal", "feasible", "infeasible"]
    picked: Ints
    objective: int = 0
    bound: int = 0
    proof: Proof | None = None


def select(
    candidates: Iterable[Candidate] | Nominees,
    *,
    places: Mapping[str, int | tuple[int, int]],
    bounds: Iterable[Rule] = (),
    must_include: Collection[str] = (),
    must_exclude: Collection[str] = (),
    reserve: Mapping[str, int] | None = None,
    tie_seed: str = "",
    time_limit: float | None = None,
    reasons: bool = True,
) -> Selection:
    """Choose the best list that all rules allow; see `Selection` for what comes back.

    Best means, in this order: as many as allowed (where `places` gives a range), the most merit, the lowest sum of
    lots. `time_limit` is in the solver's deterministic seconds (work, not clock), so that a stopped run repeats too.
    `reasons`: also who was displaced, who was needed, reserves; for a million names that takes longer than the choice.

    Raises `Refused` for faulty input (the code names the fault, the facts the id) and "selection-unfinished" when the
    limit came before any list was found. Rules that cannot hold together are an answer, "infeasible", not a refusal.
    """
    question = ask(candidates, places, bounds, must_include, must_exclude, tie_seed)
    best = best_list(question, time_limit, prove=True)
    if best.status == "infeasible":
        return Selection("infeasible", conflict=conflict_of(question), repairs=repairs_of(question))
    swaps = Swaps(question, best.picked) if reasons else None
    return Selection(
        status=best.status,
        chosen=tuple(question.ids[at] for at in best.picked.tolist()),
        reserves=reserves(question, swaps, reserve or {}) if swaps else {},
        objective=best.objective,
        bound=best.bound,
        tallies=tallies(question, best.picked),
        displaced=displaced(question, swaps) if swaps else (),
        needed_by=needed_by(question, swaps) if swaps else (),
        equals=equals_of(question, swaps) if swaps else (),
        proof=best.proof,
    )


def best_list(question: Question, time_limit: float | None = None, *, prove: bool = False) -> Best:
    """The best list of a question. Raises `Refused("selection-unfinished")`."""
    asked = arrays(question)
    found = choose(asked.choice, limit=time_limit, prove=prove)
    if found.status == "unknown":
        raise Refused("selection-unfinished", seconds=time_limit)
    if found.status == "infeasible":
        return Best("infeasible", np.zeros(0, dtype=np.int64))
    picked = np.concatenate([asked.forced, asked.free[found.picked]])
    picked = picked[np.lexsort((picked, question.lots(picked), -question.merit[picked], _categories(question, picked)))]
    settled = int(question.merit[asked.forced].sum())
    status: Literal["optimal", "feasible"] = "optimal" if found.status == "optimal" else "feasible"
    value, bound = found.value + settled, found.bound + settled
    proof = proof_of(question, asked, found.relaxation, value, bound) if found.relaxation else None
    return Best(status, picked, value, bound, proof)


def _categories(question: Question, some: Ints) -> npt.NDArray[np.str_]:
    return np.array([question.kinds[kind].category for kind in question.of[some].tolist()], dtype=np.str_)


def tallies(question: Question, picked: Ints) -> tuple[Tally, ...]:
    """Every side of every rule, counted over the chosen."""
    memberships = [question.kinds[kind].sets for kind in question.of[picked].tolist()]
    return tuple(_tally(limit, memberships) for limit in question.limits)


def _tally(limit: Limit, memberships: Sequence[Sets]) -> Tally:
    count = count_in(limit.terms[0][0], memberships)
    among = None if limit.is_count else count_in(limit.terms[1][0], memberships)
    needed = limit.needed(among or 0)
    slack = count - needed if limit.side == "low" else needed - count
    applies = limit.guard is None or limit.guard.open(count_in(limit.guard.sets, memberships))
    return Tally(limit.rule, limit.side, count, among, needed, slack, applies)
