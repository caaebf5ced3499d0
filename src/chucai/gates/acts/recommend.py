"""Acts of recommending."""

from __future__ import annotations

from chucai.charter.values import Seq
from chucai.gates.acts.kinds import Act, Commitment, Commitments, Key


class Dossier(Act):
    """What a nomination says of itself, without a word of personal text.

    `person` and `members` are pseudonyms that are equal for the same human being within the round.
    `sets` are the memberships that follow from the attributes (`gates.composition.sets_of`), `referred` the
    eligibility rules that need a person's word.
    """

    commitments: Commitments
    sets: Seq[str] = ()
    referred: Seq[str] = ()
    person: Key | None = None
    members: Seq[Key] = ()
    support: int = 0  # letters of support in the dossier
    length: int = 0  # characters of the statement


class Submit(Dossier):
    kind = "submit"
    nomination: Key
    category: str
    unit: Key
    theme: str | None = None


class Revise(Dossier):
    kind = "revise"
    nomination: Key
    theme: str | None = None


class Return(Act):
    """Sends a nomination back to its unit to be mended."""

    kind = "return"
    nomination: Key
    clause: str
    reason: Commitment | None = None


class Withdraw(Act):
    kind = "withdraw"
    nomination: Key
    reason: Commitment | None = None


class Stop(Act):
    """Ends a nomination for a reason with a clause; at any stage of recommending or vetting."""

    kind = "stop"
    nomination: Key
    clause: str
    reason: Commitment | None = None


class ForwardSlate(Act):
    """A unit's ranked list of one category goes up; `reserve` is next in line, in order."""

    kind = "forward-slate"
    stage: str
    unit: Key
    category: str
    ranked: Seq[Key]
    reserve: Seq[Key] = ()


class PromoteReserve(Act):
    """The first reserve of a slate takes the place of a nomination that fell out."""

    kind = "promote-reserve"
    stage: str
    unit: Key
    category: str
