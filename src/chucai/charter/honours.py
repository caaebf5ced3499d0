"""What is conferred, what follows, and when it is lost."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chucai.charter.values import Id, Part, Seq, Text


class Promise(Part):
    """Something promised to honourees; done and recorded by people, never automatic (H6)."""

    id: Id
    name: Text
    within_days: Annotated[int, Field(ge=1)] | None = None  # after conferral (H8)


class Honour(Part):
    """An award as conferred on the categories it is for."""

    name: Text
    for_: Annotated[Seq[Id], Field(alias="for")]
    grade: Id | None = None
    certificate: bool = True
    medal: bool = False
    prize: Text | None = None  # what goes with it (H3)
    valid_years: Annotated[int, Field(ge=1)] | None = None
    acceptance: bool = False  # offered and accepted before it is announced (H10)
    posthumous: Literal["no", "alive-at-receipt", "yes"] = "yes"  # E8
    follow_through: Seq[Promise] = ()


class Ground(Part):
    """A ground on which an award is forfeited (conduct) or annulled (made in error)."""

    id: Id
    name: Text
    means: Literal["forfeit", "annul"]


class Revocation(Part):
    grounds: Seq[Ground]
    asks: Id | None = None  # who may ask (X2); a role
    decides: Id = "authority"
    published: bool = True
