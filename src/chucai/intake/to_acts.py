"""From rows to acts: pure, one act (or draft) for what each row says, in the order of the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from chucai.charter.model import Charter
from chucai.gates.acts import Appoint, Assess, Declare, IssuePlaces, SetUnits, Unit
from chucai.gates.dossier import Draft
from chucai.intake.assessors import AssessorRow, DeclarationRow
from chucai.intake.nominations import Member, NominationRow
from chucai.intake.people import keyed, pseudonym
from chucai.intake.scores import ScoreRow
from chucai.intake.units import UnitRow

Seal = Callable[[str], str]  # text -> commitment; the caller keeps text and salt in erasable rows


@dataclass(frozen=True, slots=True)
class Incoming:
    """A nomination from a table: its id, what is written about it, and what stays in erasable rows."""

    nomination: str
    draft: Draft
    identity: str | None
    members: tuple[Member, ...]
    row: int


def unit_acts(rows: Sequence[UnitRow]) -> tuple[SetUnits | IssuePlaces, ...]:
    """The tree in one act, then the places issued, from the top of the file down."""
    tree = SetUnits(units=tuple(Unit(id=row.id, tier=row.tier, parent=row.parent, name=row.name) for row in rows))
    places = (IssuePlaces(unit=row.id, places=dict(row.places)) for row in rows if row.places)
    return (tree, *places)


def drafts(rows: Iterable[NominationRow], charter: Charter, secret: bytes) -> tuple[Incoming, ...]:
    """Nominations ready for `gates.dossier.write`. A row without an id gets one that a second import repeats.

    `secret` belongs to the round (at least 16 bytes; Refused("secret-too-short")).
    """
    return tuple(_incoming(row, charter, secret) for row in rows)


def _incoming(row: NominationRow, charter: Charter, secret: bytes) -> Incoming:
    alone = charter.categories[row.category].kind == "person"
    draft = Draft(
        category=row.category,
        unit=row.unit,
        name=row.name,
        statement=row.statement,
        theme=row.theme,
        attributes=row.attributes,
        person=pseudonym(secret, row.name, row.unit, row.identity) if alone else None,
        members=tuple(_member(secret, member, row.unit) for member in row.members),
        member_names=tuple(member.name for member in row.members if member.name),
        support=row.support,
    )
    return Incoming(row.id or _id(row, secret), draft, row.identity, row.members, row.row)


def _member(secret: bytes, member: Member, unit: str) -> str:
    return pseudonym(secret, member.name, unit, member.identity)


def _id(row: NominationRow, secret: bytes) -> str:
    return keyed(secret, "n", "nomination", row.category, row.unit, row.name, row.identity or "", row.theme or "")


def appointments(rows: Iterable[AssessorRow]) -> tuple[Appoint, ...]:
    """All assessors in one act, with their units. Panels and loads stay in the rows: assignment asks them."""
    listed = list(rows)
    if not listed:
        return ()
    who = tuple(row.id for row in listed)
    return (Appoint(role="assessor", who=who, units={row.id: row.unit for row in listed if row.unit}),)


def declared(rows: Iterable[DeclarationRow], seal: Seal) -> tuple[Declare, ...]:
    """One act a row; a note enters only as a commitment."""
    return tuple(
        Declare(
            assessor=row.assessor,
            nomination=row.nomination,
            interest=row.interest,
            note=seal(row.note) if row.note else None,
        )
        for row in rows
    )


def assessments(rows: Iterable[ScoreRow], stage: str, seal: Seal) -> tuple[Assess, ...]:
    """One act a sheet; a comment enters only as a commitment."""
    return tuple(
        Assess(
            stage=stage,
            nomination=row.nomination,
            assessor=row.assessor,
            marks=dict(row.marks),
            comment=seal(row.comment) if row.comment else None,
        )
        for row in rows
    )
