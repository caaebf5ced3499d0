"""Plays a round from its opening to its close: every gate in the charter's order, every act through the door."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from chucai.charter.calendar import Calendar
from chucai.charter.digest import digest
from chucai.charter.model import Charter
from chucai.charter.stages import Stage
from chucai.cli.rehearsal.door import Door, Handed
from chucai.cli.rehearsal.script import Script
from chucai.gates import acts
from chucai.gates.acts import Act, Actor, Slip
from chucai.gates.dossier import Opening
from chucai.gates.model import Nomination
from chucai.gates.standing import standing
from chucai.gates.state import State

SECRETARY = Actor(id="office-1", role="secretary")
SECOND = Actor(id="office-2", role="secretary")
AUTHORITY = Actor(id="authority-1", role="authority")
Tell = Callable[[str, int, int], None]  # what, done, of


def silent(_what: str, _done: int, _of: int) -> None:
    """Tells nobody."""


class Play:
    """One round being played: the clock, the door, and the people's script."""

    def __init__(
        self,
        charter: Charter,
        calendar: Calendar,
        door: Door,
        script: Script,
        *,
        seed: str,
        verifier_key: str,
        start: date | None = None,
        tell: Tell = silent,
        sealed: Callable[[], object] | None = None,
    ) -> None:
        self.charter, self.calendar, self.door, self.script = charter, calendar, door, script
        self.seed, self.verifier_key, self.tell = seed, verifier_key, tell
        self.seal = sealed or (lambda: None)  # closes a batch of the ledger, after each stage
        first = start or charter.stages[0].opens
        if first is None:
            raise ValueError("a charter without dates needs a day to start on")
        self.now = self.morning(first)
        self.waiting: list[Handed] = []

    # --- clock and door ------------------------------------------------------------------------------------------

    def morning(self, day: date) -> datetime:
        return datetime.combine(day, time(9), ZoneInfo(self.charter.timezone))

    def forward_to(self, day: date) -> None:
        """Nine o'clock of that day, unless it is later already."""
        self.now = max(self.now, self.morning(day))

    @property
    def state(self) -> State:
        return self.door.state

    def hand(self, by: Actor, act: Act, openings: Iterable[Opening] = (), slip: Slip | None = None) -> None:
        """Put an act on the pile; `send` performs the pile in one transaction."""
        self.waiting.append(Handed(by, act, self.now, tuple(openings), slip))

    def send(self, what: str = "") -> None:
        batch, self.waiting = self.waiting, []
        if not batch:
            return
        number = len(batch)
        self.door.perform(batch, (lambda done: self.tell(what, done, number)) if what else None)
        self.now += timedelta(minutes=1)

    def committed(self, what: str, text: str) -> Opening:
        """A text and its salt; in a rehearsal salts follow from the seed, so that a run can be repeated."""
        salt = hmac.new(self.seed.encode(), what.encode(), sha256).digest()
        return Opening(what.rpartition("|")[2], salt, text)

    # --- the round -----------------------------------------------------------------------------------------------

    def open(self) -> None:
        opening = acts.OpenRound(
            charter=digest(self.charter), calendar=self.calendar.digest(), seed=self.seed, key=self.verifier_key
        )
        self.hand(SECRETARY, opening)
        units = self.script.units()
        self.hand(SECRETARY, acts.SetUnits(units=tuple(units)))
        for name, places in self.script.places().items():
            self.hand(SECRETARY, acts.IssuePlaces(unit=name, places=dict(places)))
        self.appoint("secretary", [SECOND.id])
        self.appoint("authority", [AUTHORITY.id])
        for unit in units:
            self.appoint("coordinator", [self.coordinator(unit.id).id], unit.id)
        for body in self.charter.bodies:
            self.appoint("officer", [self.officer(body).id], body)
        self.send()

    def appoint(self, role: str, who: Sequence[str], scope: str | None = None) -> None:
        self.hand(SECRETARY, acts.Appoint(role=role, who=tuple(who), scope=scope))

    @staticmethod
    def coordinator(unit: str) -> Actor:
        return Actor(id=f"co-{unit}", role="coordinator")

    @staticmethod
    def officer(body: str) -> Actor:
        return Actor(id=f"officer-{body}", role="officer")

    def close(self, stage: Stage) -> None:
        """Close a stage: the day after its window where the window has to run out."""
        if stage.gate in ("recommend", "consult"):
            self.forward_to(self.after_windows(stage))
        self.hand(SECRETARY, acts.CloseStage(stage=stage.id))
        self.send()
        self.forward_to(self.calendar.next_working_day(self.now.date() + timedelta(days=1)))

    def after_windows(self, stage: Stage) -> date:
        notices = (self.state.notice(name) for name in self.state.notices())
        lasts = [notice.window.last for notice in notices if notice and notice.stage == stage.id]
        lasts.append(self.state.round.windows[stage.id].last)
        return max(lasts) + timedelta(days=1)

    def standing(self, stage: Stage, status: tuple[str, ...] = ("standing",)) -> list[Nomination]:
        """Nominations at this stage with one of these standings, sorted by id."""
        found = []
        for name in self.state.nominations():
            nomination = self.state.nomination(name)
            where = standing(self.charter, self.state, nomination)
            if where.stage == stage.id and where.status in status:
                found.append(nomination)
        return found
