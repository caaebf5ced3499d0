"""From the rows of a table to acts that this shell signs and dates, with a fresh salt for every text behind them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from chucai.charter.model import Charter
from chucai.cli import talk
from chucai.errors import Refused
from chucai.gates import acts
from chucai.gates.acts import Act, Actor
from chucai.gates.asked import moments
from chucai.gates.dossier import Opening, write
from chucai.gates.state import State
from chucai.intake import to_acts
from chucai.intake.shape import Fault, Known
from chucai.ledger.commitment import SALT_BYTES
from chucai.web.acts import Signed
from chucai.web.home import round_secret
from chucai.web.records.export import collect


@dataclass(frozen=True)
class Item:
    """An act and the row it comes from; None where it comes from the table as a whole."""

    row: int | None
    signed: Signed


@dataclass
class Desk:
    """Where a table becomes acts. `faults` gathers what the gates say no to before anything is handed in."""

    charter: Charter
    state: State
    secretary: Actor
    at: datetime
    stage: str | None = None
    undertaken: bool = False
    faults: list[Fault] = field(default_factory=list)

    def items(self, kind: str, rows: Sequence[Any]) -> list[Item]:
        """Every act of a table in the order of the file."""
        return list(KINDS[kind](self, rows))

    def _by_office(self, row: int | None, act: Act, openings: Sequence[Opening] = ()) -> Item:
        return Item(row, Signed(self.secretary, act, self.at, openings))

    def units(self, rows: Sequence[Any]) -> Iterator[Item]:
        issued = {row.id: row.row for row in rows}
        for act in to_acts.unit_acts(rows):
            row = issued[act.unit] if isinstance(act, acts.IssuePlaces) else None
            yield self._by_office(row, act)

    def nominations(self, rows: Sequence[Any]) -> Iterator[Item]:
        when = moments(self.charter, self.state)
        for each in to_acts.drafts(rows, self.charter, round_secret(self.state.round_id)):
            try:
                written = write(self.charter, each.draft, when, lambda _: secrets.token_bytes(SALT_BYTES))
            except Refused as refused:
                self.faults.append(fault(each.row, refused, self.charter))
                continue
            act = acts.Submit(
                nomination=each.nomination, category=each.draft.category, unit=each.draft.unit, **written.fields
            )
            yield self._by_office(each.row, act, written.openings)

    def assessors(self, rows: Sequence[Any]) -> Iterator[Item]:
        for act in to_acts.appointments(rows):
            yield self._by_office(None, act)
        for row in rows if self.undertaken else ():
            assessor = Actor(id=row.id, role="assessor")
            yield Item(row.row, Signed(assessor, acts.Undertake(assessor=row.id), self.at))

    def declarations(self, rows: Sequence[Any]) -> Iterator[Item]:
        seals = Seals("note")
        for row, act in zip(rows, to_acts.declared(rows, seals), strict=True):
            yield self._by_office(row.row, act, seals.behind(act.note))

    def scores(self, rows: Sequence[Any]) -> Iterator[Item]:
        """Sheets are the assessors' own: each is signed by its assessor, whoever typed it in."""
        seals = Seals("comment")
        stage = self.stage or self.state.round.stage or ""
        for row, act in zip(rows, to_acts.assessments(rows, stage, seals), strict=True):
            assessor = Actor(id=act.assessor, role="assessor")
            yield Item(row.row, Signed(assessor, act, self.at, seals.behind(act.comment)))


KINDS: dict[str, Callable[[Desk, Sequence[Any]], Iterator[Item]]] = {
    "units": Desk.units,
    "nominations": Desk.nominations,
    "assessors": Desk.assessors,
    "declarations": Desk.declarations,
    "scores": Desk.scores,
}


class Seals:
    """Commits to texts of one field and remembers what is behind each commitment."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.made: dict[str, Opening] = {}

    def __call__(self, text: str) -> str:
        opening = Opening(self.name, secrets.token_bytes(SALT_BYTES), text)
        commitment = opening.commitment
        self.made[commitment] = opening
        return commitment

    def behind(self, commitment: str | None) -> tuple[Opening, ...]:
        return (self.made[commitment],) if commitment else ()


def fault(row: int, refused: Refused, charter: Charter) -> Fault:
    """What the gates say no to, as a fault of the row it came from."""
    facts = {name: value for name, value in refused.facts.items() if name != "item"}
    plain = Refused(refused.code, **facts)
    return Fault(row, None, "refused", {tongue: talk.refusal(plain, tongue, charter) for tongue in talk.LANGUAGES})


def known_in(charter: Charter, state: State) -> Known:
    """What the rows of a table may refer to: units, nominations by id or name, assessors."""
    names = {name: name for name in state.nominations()}
    for opening in collect(state.round_id).openings if names else ():
        family, _, name = opening.event.rpartition("@")[0].partition("/")
        if family == "nomination" and opening.field == "name" and name in names:
            names[name] = str(opening.value)
    return Known(
        units=state.tree.units,
        nominations=names,
        assessors={who: who for who in state.roster.of("assessor", None)},
        moments=moments(charter, state),
    )
