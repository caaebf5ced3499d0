"""A round played on a file of real ratings: the nominees are those rated, the assessors those who rated.

Where nominees have no unit of their own, each is given an invented one by a rule anybody can repeat:
unit number = (first eight hex digits of SHA-256 of the nominee's id, as a number) modulo the number of units, plus 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from chucai.charter.model import Charter
from chucai.cli.rehearsal.script import Marks, Script
from chucai.errors import Refused
from chucai.gates.acts import Unit
from chucai.gates.dossier import Draft
from chucai.intake.scores import ScoreRow


def invented_unit(nominee: str, units: int) -> int:
    """Number of the invented unit of a nominee, from 1 to `units`."""
    return int(sha256(nominee.encode()).hexdigest()[:8], 16) % units + 1


class Ratings(Script):
    """Everybody who was rated is nominated; everybody who rated is on the panel and reads what they rated."""

    def __init__(self, charter: Charter, rows: Sequence[ScoreRow], category: str, units: int) -> None:
        self.charter, self.rows, self.category, self.number = charter, rows, category, units
        if category not in charter.categories:
            raise Refused("no-such-category", category=category, known=sorted(charter.categories))

    @cached_property
    def nominees(self) -> list[str]:
        return sorted({row.nomination for row in self.rows})

    @cached_property
    def judges(self) -> list[str]:
        return sorted({row.assessor for row in self.rows})

    def units(self) -> Sequence[Unit]:
        """One unit for each tier above the lowest, and the invented ones below."""
        tiers = [tier.id for tier in self.charter.tiers]
        found = [Unit(id=self.charter.host, tier=tiers[-1], name=self.charter.host)]
        for tier in reversed(tiers[1:-1]):
            found.append(Unit(id=f"{self.charter.host}-{tier}", tier=tier, parent=found[-1].id, name=tier))
        lowest = [
            Unit(id=f"{tiers[0]}-{n:02}", tier=tiers[0], parent=found[-1].id, name=f"{tiers[0]} {n} (invented)")
            for n in range(1, self.number + 1)
        ]
        return [*found, *lowest]

    def drafts(self) -> Iterable[tuple[str, Draft]]:
        tier = self.charter.tiers[0].id
        for name in self.nominees:
            unit = f"{tier}-{invented_unit(name, self.number):02}"
            yield name, Draft(category=self.category, unit=unit, name=name, person=f"h-{name}")

    def slate(self, names: Sequence[str], most: int | None) -> tuple[Sequence[str], Sequence[str]]:
        """Nobody is held back: the comparison is what this run is about."""
        return sorted(names), ()

    def assessors(self) -> Mapping[str, str | None]:
        return dict.fromkeys(self.judges)

    def marks(self, nomination: str, assessor: str) -> Marks | None:
        return self._sheets.get((nomination, assessor))

    @cached_property
    def _sheets(self) -> dict[tuple[str, str], Marks]:
        return {(row.nomination, row.assessor): row.marks for row in self.rows}

    def free_sheets(self) -> Iterable[tuple[str, str, Marks]]:
        return ((row.nomination, row.assessor, row.marks) for row in self.rows)


def step_of(charter: Charter, criterion: str) -> Decimal:
    return Decimal(str(charter.criteria[criterion].step))
