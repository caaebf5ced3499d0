"""`select`: exactly the places, under all rules, with the most merit there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal

from chucai.engine.kernels.choice import choose
from chucai.engine.select.conflict import conflict_of, repairs_of
from chucai.engine.select.limits import Limit, count_in
from chucai.engine.select.model import Candidate, Rule, Selection, Tally
from chucai.engine.select.question import Question, ask
from chucai.engine.select.rows import arrays
from chucai.engine.select.swaps import Swaps, displaced, needed_by, reserves
from chucai.errors import Refused


def select(
    candidates: Iterable[Candidate],
    *,
    places: Mapping[str, int | tuple[int, int]],
    bounds: Iterable[Rule] = (),
    must_include: Collection[str] = (),
    must_exclude: Collection[str] = (),
    reserve: Mapping[str, int] | None = None,
    tie_seed: str = "",
    time_limit: float | None = None,
) -> Selection:
    """Choose the best list that all rules allow; see `Selection` for what comes back.

    Best means, in this order: as many as allowed (where `places` gives a range), the most merit, the lowest sum of
    lots. `time_limit` is in the solver's deterministic seconds (work, not clock), so that a stopped run repeats too.

    Raises `Refused` for faulty input (the code names the fault, the facts the id) and "selection-unfinished" when the
    limit came before any list was found. Rules that cannot hold together are an answer, "infeasible", not a refusal.
    """
    question = ask(candidates, places, bounds, must_include, must_exclude, tie_seed)
    chosen, selection = best_list(question, time_limit)
    if selection.status == "infeasible":
        return Selection("infeasible", conflict=conflict_of(question), repairs=repairs_of(question))
    swaps = Swaps(question, frozenset(one.id for one in chosen))
    return Selection(
        status=selection.status,
        chosen=selection.chosen,
        reserves=reserves(question, swaps, reserve or {}),
        objective=selection.objective,
        bound=selection.bound,
        tallies=tallies(question.limits, chosen),
        displaced=displaced(question, swaps),
        needed_by=needed_by(question, swaps),
    )


def best_list(question: Question, time_limit: float | None = None) -> tuple[tuple[Candidate, ...], Selection]:
    """The chosen candidates, and status, ids, objective and bound of the answer."""
    choice, forced = arrays(question)
    free = [at for at in range(len(question.candidates)) if at not in set(forced)]
    found = choose(choice, limit=time_limit)
    if found.status == "unknown":
        raise Refused("selection-unfinished", seconds=time_limit)
    if found.status == "infeasible":
        return (), Selection("infeasible")
    indexes = [*forced, *(free[at] for at in found.picked.tolist())]
    chosen = tuple(sorted((question.candidates[at] for at in indexes), key=_by_category_and_merit))
    settled = sum(question.candidates[at].merit for at in forced)
    status: Literal["optimal", "feasible"] = "optimal" if found.status == "optimal" else "feasible"
    ids = tuple(one.id for one in chosen)
    return chosen, Selection(status, ids, {}, objective=found.value + settled, bound=found.bound + settled)


def _by_category_and_merit(one: Candidate) -> tuple[str, int, int, str]:
    return one.category, -one.merit, one.lot, one.id


def tallies(limits: Sequence[Limit], chosen: Sequence[Candidate]) -> tuple[Tally, ...]:
    """Every side of every rule, counted over the chosen."""
    memberships = [one.member_of for one in chosen]
    return tuple(_tally(limit, memberships) for limit in limits)


def _tally(limit: Limit, memberships: Sequence[frozenset[str]]) -> Tally:
    count = count_in(limit.terms[0][0], memberships)
    among = None if limit.is_count else count_in(limit.terms[1][0], memberships)
    needed = limit.needed(among or 0)
    slack = count - needed if limit.side == "low" else needed - count
    applies = limit.guard is None or limit.guard.open(count_in(limit.guard.sets, memberships))
    return Tally(limit.rule, limit.side, count, among, needed, slack, applies)
