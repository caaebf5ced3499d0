"""What the people of a round do. The plain script does the obvious; subclasses say otherwise where it matters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chucai.gates.acts import Answer, Choice, Ruling, Tally, Unit, Word
from chucai.gates.dossier import Draft
from chucai.gates.model import Nomination, Notice

Marks = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Paper:
    """The minutes of a vote held on paper."""

    entitled: int
    present: int
    cast: int
    tallies: Mapping[str, Tally]


@dataclass(frozen=True, slots=True)
class Complaint:
    """An objection as it comes in, and how the office answers it."""

    about: str
    grounds: str
    outcome: Answer
    answer: str


class Script:
    """Everybody agrees, nobody objects, everything is in order."""

    panel_size = 9

    def units(self) -> Sequence[Unit]:
        raise NotImplementedError

    def places(self) -> Mapping[str, Mapping[str, int]]:
        """Places issued: unit -> category -> number; units left out go by the charter's own numbers."""
        return {}

    def drafts(self) -> Iterable[tuple[str, Draft]]:
        """Every nomination as written, with its id."""
        raise NotImplementedError

    def sent_back(self, nomination: Nomination) -> bool:
        """Whether the office returns it once to be mended."""
        return False

    def taken_back(self, nomination: Nomination) -> bool:
        """Whether its unit withdraws it after submitting."""
        return False

    def paper_vote(self, names: Sequence[str]) -> Paper:
        return Paper(9, 9, 9, {name: Tally(agree=9) for name in names})

    def slate(self, names: Sequence[str], most: int | None) -> tuple[Sequence[str], Sequence[str]]:
        """The ranked names a unit sends up, and its reserves."""
        ordered = sorted(names)
        return (ordered, ()) if most is None else (ordered[:most], ordered[most : most + 2])

    def assessors(self) -> Mapping[str, str | None]:
        """Assessors and the unit each belongs to."""
        raise NotImplementedError

    def interests(self, names: Sequence[str]) -> Iterable[tuple[str, str, str]]:
        """Declared interests: (assessor, nomination, kind)."""
        return ()

    def marks(self, nomination: str, assessor: str) -> Marks | None:
        """A sheet; None is an abstention."""
        raise NotImplementedError

    def free_sheets(self) -> Iterable[tuple[str, str, Marks]]:
        """Sheets where assessors read freely: (nomination, assessor, marks)."""
        return ()

    def opinion(self, nomination: Nomination, body: str) -> Word | None:
        """What a body answers; None is silence."""
        return "clear"

    def ruling(self, nomination: Nomination, matter: str) -> Ruling:
        """A person's word on a referral, a concern, an objection of a body or a silence: admit or stop."""
        return "admit"

    def complaints(self, notice: Notice) -> Sequence[Complaint]:
        return ()

    def choices(self, voter: str, names: Sequence[str]) -> Mapping[str, Choice]:
        """How an elector votes in a meeting."""
        agree: Choice = "agree"
        return dict.fromkeys(names, agree)

    def declines(self, nomination: Nomination) -> bool:
        return False

    def citation(self, nomination: Nomination) -> str | None:
        """The public words with the award."""
        return None

    def document(self) -> str:
        """The number of the decision to confer."""
        return "1"

    def follow_through(self, nomination: Nomination, promise: str) -> str | None:
        """What was done about a promise; None where nothing is known yet."""
        return None
