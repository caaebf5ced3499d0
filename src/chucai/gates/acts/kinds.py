"""What all acts share, and the small types they are made of."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

from pydantic import ConfigDict, StringConstraints

from chucai.charter.values import Part

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:-]*$", max_length=80)]
Commitment = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Commitments = dict[str, Commitment]
Micro = int  # a quantity times 10**6
Ruling = Literal["admit", "stop"]
Word = Literal["clear", "concern", "object", "none-held"]  # a body's answer
Answer = Literal["upheld", "dismissed", "out-of-scope"]
Choice = Literal["agree", "disagree", "defer"]


class Act(Part):
    """What all acts share. `kind` names the act in events, tables and screens.

    `later`: fields that a version after the first release added, each with a default. Events from before lack them and
    stay true (ADR 10).
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", ser_json_bytes="utf8")
    kind: ClassVar[str]
    later: ClassVar[frozenset[str]] = frozenset()

    def to_json(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


class Actor(Part):
    """Who acts, by pseudonym, and in which role."""

    id: Key
    role: str
