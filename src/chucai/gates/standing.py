"""Where a nomination stands: computed from its events, its slates, shortlists and notices, and stored nowhere.

A nomination goes through the charter's stages in order. At each stage the gate says: it passes, it waits as a
reserve, it is not decided yet, or it ends here and why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.gates.model import Nomination
from chucai.gates.state import State

STANDING = "standing"  # in the running
RESERVE = "reserve"  # next in line
RETURNED = "returned"  # with its unit, to be mended
HELD = "held"  # on a unit's slate as a reserve
IN_PLAY = (STANDING, RESERVE)
ENDS = (
    "not-selected",
    "withdrawn",
    "stopped",
    "lapsed",
    "disqualified",
    "declined",
    "conferred",
    "forfeited",
    "annulled",
)

PASSES = "passes"
UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Standing:
    """`status` is one of STANDING, RESERVE, RETURNED, HELD or an end; `stage` is where it stands or ended."""

    status: str
    stage: str | None = None

    @property
    def in_play(self) -> bool:
        return self.status in IN_PLAY


def standing(charter: Charter, state: State, nomination: Nomination) -> Standing:
    """Where the nomination stands now; a state may remember it until something else than a nomination changes."""
    known = state.standings.get(nomination.id)
    if known is not None and known[0] is nomination and known[1] is charter:
        remembered: Standing = known[2]
        return remembered
    found = _standing(charter, state, nomination)
    state.remember(nomination, charter, found)
    return found


def _standing(charter: Charter, state: State, nomination: Nomination) -> Standing:
    round_ = state.round
    status = STANDING
    for stage in charter.stages:
        if stage.id not in round_.windows:
            break
        closed = stage.id in round_.closed
        verdict = GATES[stage.gate](charter, state, stage, nomination)
        if verdict == UNDECIDED:
            return _undecided(nomination, stage, status, closed)
        if verdict not in (PASSES, RESERVE):
            left_over = "not-selected" if verdict == HELD and round_.over else verdict
            return Standing(_own_end(nomination) or left_over, stage.id)
        if stage.gate == "compare":
            status = RESERVE if verdict == RESERVE else STANDING
    return Standing(_own_end(nomination) or status, round_.stage)


def _undecided(nomination: Nomination, stage: Stage, status: str, closed: bool) -> Standing:
    end = _own_end(nomination)
    if end:
        return Standing(end, stage.id)
    if closed:
        return Standing("lapsed" if stage.gate == "recommend" else "not-selected", stage.id)
    return Standing(RETURNED if nomination.returned_at == stage.id else status, stage.id)


def _own_end(nomination: Nomination) -> str | None:
    """The end that follows from the nomination's own events, if it has one."""
    if nomination.award:
        return nomination.award.lost or "conferred"
    if nomination.declined:
        return "declined"
    ruled_out = "stop" in nomination.referred.values()
    return nomination.ended or ("disqualified" if ruled_out else None)


def competes(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> bool:
    """Whether it came to a compare stage in the running, not as a reserve, and has not ended of itself since.

    Unlike `standing` this does not depend on what the stage itself has decided, so a list can be adopted again.
    """
    status = STANDING
    for earlier in charter.stages[: charter.position(stage.id)]:
        verdict = GATES[earlier.gate](charter, state, earlier, nomination)
        if verdict not in (PASSES, RESERVE):
            return False
        if earlier.gate == "compare":
            status = RESERVE if verdict == RESERVE else STANDING
    return status == STANDING and _own_end(nomination) is None


def unit_at(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> str | None:
    """The unit that handles a nomination at a stage; None at the top tier, where the round is handled as one."""
    if stage.tier == charter.tiers[-1].id:
        return None
    return state.tree.ancestor(nomination.unit, stage.tier)


def paper_id(stage: str, unit: str | None) -> str:
    """The id of the notice or ballot of a stage: one for each unit of its tier, or one for the round."""
    return stage if unit is None else f"{stage}.{unit}"


def _recommend(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> str:
    if nomination.returned_at == stage.id:
        return UNDECIDED
    unit = state.tree.ancestor(nomination.unit, stage.tier)
    if unit is None:
        return PASSES  # the nomination comes from above this tier
    names = state.slate(stage.id, unit).lists.get(nomination.category)
    if names is None:
        return UNDECIDED
    if names.forwarded(nomination.id):
        return PASSES
    return HELD if nomination.id in names.reserve else "not-selected"


def _compare(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> str:
    comparison = state.comparison(stage.id)
    if comparison.chosen is None:
        return UNDECIDED
    name, category = nomination.id, nomination.category
    if name in comparison.chosen.get(category, ()) or name in comparison.left():
        return PASSES
    if name in comparison.reserve.get(category, ()):
        return PASSES if name in comparison.entered() else RESERVE
    return "not-selected"


def bodies_about(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> tuple[str, ...]:
    """The bodies to be asked about a nomination at a vet stage, on the rules valid when the stage opened (T4)."""
    opened = state.round.windows[stage.id].first
    asked = []
    for name in stage.bodies:
        body = charter.bodies[name]
        valid = (body.valid_from is None or body.valid_from <= opened) and (
            body.valid_until is None or opened <= body.valid_until
        )
        if valid and f"body:{name}" in nomination.sets:
            asked.append(name)
    return tuple(asked)


def _vet(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> str:
    outcomes = list(nomination.referred.values())
    for body in bodies_about(charter, state, stage, nomination):
        opinion = nomination.opinions.get(body)
        clear = opinion is not None and opinion.answer in ("clear", "none-held")
        outcomes.append("admit" if clear else opinion.ruled if opinion else None)
    if "stop" in outcomes:
        return "disqualified"
    return UNDECIDED if None in outcomes else PASSES


def _consult(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> str:
    paper = paper_id(stage.id, unit_at(charter, state, stage, nomination))
    if stage.notice:
        notice = state.notice(paper)
        if notice is not None and notice.upheld(nomination.id):
            return "disqualified"
    if stage.vote and asked_in_vote(stage, nomination):
        ballot = state.ballot(paper)
        if ballot is not None and nomination.id in ballot.failed:
            return "not-selected"
    return PASSES if stage.id in state.round.closed else UNDECIDED


def asked_in_vote(stage: Stage, nomination: Nomination) -> bool:
    """Whether the stage's vote is about this nomination (`only_if`, N3)."""
    vote = stage.vote
    return vote is not None and (vote.only_if is None or f"asked:{vote.only_if}" in nomination.sets)


def is_voted_on(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> bool:
    """Whether the vote of a stage is held on it now.

    Consulting asks about reserves too, who may step in when the stage is long closed. Elsewhere only those in the
    running are voted on: a reserve's turn comes with a place.
    """
    if not asked_in_vote(stage, nomination):
        return False
    return stage.gate == "consult" or standing(charter, state, nomination).status == STANDING


def _confer(charter: Charter, state: State, stage: Stage, nomination: Nomination) -> str:
    end = _own_end(nomination)
    ballot = state.ballot(paper_id(stage.id, None)) if stage.vote and not end else None
    failed = ballot is not None and nomination.id in ballot.failed
    return end or ("not-selected" if failed else UNDECIDED)


GATES: dict[str, Callable[[Charter, State, Stage, Nomination], str]] = {
    "recommend": _recommend,
    "compare": _compare,
    "vet": _vet,
    "consult": _consult,
    "confer": _confer,
}


def in_play(charter: Charter, state: State, stage: str, unit: str | None = None) -> list[Nomination]:
    """Every nomination still in the running at a stage (of one unit and those below it), sorted by id."""
    names = state.nominations() if unit is None else state.nominations_in(state.tree.below(unit))
    found = []
    for name in names:
        nomination = state.nomination(name)
        where = standing(charter, state, nomination)
        if where.in_play and where.stage == stage:
            found.append(nomination)
    return found
