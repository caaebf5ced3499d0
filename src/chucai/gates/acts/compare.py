"""Acts of comparing."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from chucai.charter.values import Part, Seq
from chucai.gates.acts.kinds import Act, Commitment, Key, Micro


class Undertake(Act):
    """An assessor signs the undertaking (independence, confidentiality)."""

    kind = "undertake"
    assessor: Key


class Declare(Act):
    """An assessor states an interest in a nomination; kinds that the charter lists recuse at once."""

    kind = "declare"
    assessor: Key
    nomination: Key
    interest: str
    note: Commitment | None = None


class Recuse(Act):
    kind = "recuse"
    assessor: Key
    nomination: Key
    interest: str
    note: Commitment | None = None


class ProposeLift(Act):
    """The first of two people who lift a recusal."""

    kind = "propose-lift"
    assessor: Key
    nomination: Key
    reason: Commitment


class ConfirmLift(Act):
    kind = "confirm-lift"
    assessor: Key
    nomination: Key


class Assign(Act):
    """Who reads which nomination at a stage. Nominations not named keep their readers; sheets already made stay."""

    kind = "assign"
    stage: str
    readers: dict[Key, Seq[Key]]


class Assess(Act):
    """One score sheet. Marks are whole numbers of the criterion's step."""

    kind = "assess"
    stage: str
    nomination: Key
    assessor: Key
    marks: dict[str, int]
    comment: Commitment | None = None


class AmendAssessment(Act):
    kind = "amend-assessment"
    stage: str
    nomination: Key
    assessor: Key
    marks: dict[str, int]
    reason: Commitment
    comment: Commitment | None = None


class Abstain(Act):
    kind = "abstain"
    stage: str
    nomination: Key
    assessor: Key
    reason: Commitment | None = None


class Ranked(Part):
    """One line of a ranking; quantities in millionths of a point.

    `se`, `low` and `high` are for comparing nominees with each other: what all share, the panel's own mean severity, is
    left out of them. `chance` is the chance of a place, per million; None where there is no cut to speak of.
    """

    nomination: Key
    rank: Annotated[int, Field(ge=1)]
    merit: Micro
    se: Micro
    low: Micro
    high: Micro
    mean: Micro
    readings: int
    chance: int | None = None


class AdoptRanking(Act):
    """The panel takes the estimate as its ranking. `sheets` is the digest of the sheets it was made from."""

    kind = "adopt-ranking"
    stage: str
    sheets: Commitment
    method: str
    engine: str
    ranking: Seq[Ranked]
    unranked: Seq[Key] = ()  # too few sheets


class Move(Part):
    """A difference from the solver's list that people made, and why."""

    out: Key
    into: Key
    reason: str


class ListProof(Part):
    """Why no allowed list is better than the solver's: see `chucai.gates.proof.Proof`. Whole numbers and names."""

    scale: Annotated[int, Field(ge=1)]
    multipliers: dict[str, int]
    upper: int
    objective: int
    bound: int
    core: Seq[Key] = ()


class AdoptShortlist(Act):
    """The panel's chosen set; re-counted by `gates.composition` whoever proposed it."""

    kind = "adopt-shortlist"
    stage: str
    chosen: dict[str, Seq[Key]]
    reserve: dict[str, Seq[Key]] = {}
    moves: Seq[Move] = ()
    objective: int | None = None
    bound: int | None = None
    proof: ListProof | None = None  # of the list before the moves; re-counted without a solver
