"""Acts of conferring, and after."""

from __future__ import annotations

from typing import Literal

from chucai.gates.acts.kinds import Act, Commitment, Key


class Accept(Act):
    kind = "accept"
    nomination: Key


class Decline(Act):
    kind = "decline"
    nomination: Key
    reason: Commitment | None = None


class Confer(Act):
    kind = "confer"
    nomination: Key
    honour: str
    document: str  # number of the decision
    citation: Commitment | None = None


class Forfeit(Act):
    kind = "forfeit"
    nomination: Key
    ground: str
    document: str
    reason: Commitment | None = None


class Annul(Act):
    kind = "annul"
    nomination: Key
    ground: str
    document: str
    reason: Commitment | None = None


class RecordFollowThrough(Act):
    """What was done about a promise; made by people, never automatic."""

    kind = "record-follow-through"
    nomination: Key
    promise: str
    note: Commitment


class CloseFollowThrough(Act):
    kind = "close-follow-through"
    nomination: Key
    promise: str
    outcome: Literal["kept", "not-kept"]
    note: Commitment | None = None
