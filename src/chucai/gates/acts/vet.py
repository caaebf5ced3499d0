"""Acts of vetting."""

from __future__ import annotations

from chucai.gates.acts.kinds import Act, Commitment, Key, Ruling, Word


class RuleReferral(Act):
    """A person's word on an eligibility rule that was referred."""

    kind = "rule-referral"
    nomination: Key
    rule: str
    outcome: Ruling
    reason: Commitment | None = None


class AskOpinion(Act):
    kind = "ask-opinion"
    nomination: Key
    body: str


class GiveOpinion(Act):
    kind = "give-opinion"
    nomination: Key
    body: str
    opinion: Word
    finding: Commitment | None = None


class NoteSilence(Act):
    """A body's deadline has passed without an answer; the charter says what that means."""

    kind = "note-silence"
    nomination: Key
    body: str


class RuleOpinion(Act):
    """A person's word on a concern, an objection or a silence that blocks."""

    kind = "rule-opinion"
    nomination: Key
    body: str
    outcome: Ruling
    reason: Commitment | None = None
