"""The one door: whatever changes anything is an act performed here, and nothing else writes.

One transaction for one act or for a batch: read the streams, `decide`, append the events, save the rows, write the
letters that follow. Either all of it is there afterwards or none of it. docs/explanation/the-door.md tells how writers
keep out of each other's way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, OperationalError, connection, transaction

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.acts import Act, Actor, AmendCalendar, AmendRound, CloseBallot, OpenBallot, OpenRound, Slip
from chucai.gates.decide import decide
from chucai.gates.dossier import Opening
from chucai.ledger.event import Event as Event  # noqa: PLC0414  # for those who follow what is done
from chucai.web.records import attaching, box
from chucai.web.records.locks import Conflict, Wanted, hold, is_lost_race
from chucai.web.records.openings import Opened, matched
from chucai.web.records.saving import Entry, save
from chucai.web.records.state import Rows
from chucai.web.records.streams import AT_ONCE, chunks

TRIES = 8
CLOCKS_APART = timedelta(seconds=60)  # of two machines, or of two requests that overtook each other
NAMED_ALONE = ("nomination", "assessor", "notice", "ballot")
NAMED_IN_LISTS = ("ranked", "reserve", "listed", "reserves", "candidates")

Progress = Callable[[int, int], None]  # acts done, of how many
Follower = Callable[[Rows, Sequence[Event]], None]
FOLLOWERS: list[Follower] = []  # called with the round as a batch leaves it and its events, before the commit
FOLLOWED: set[str] = set()  # kinds of events that they are called with


@dataclass(frozen=True, slots=True)
class Signed:
    """An act with who asks for it and when, the texts behind its commitments, and its slip if it is a secret vote."""

    actor: Actor
    act: Act
    at: datetime
    openings: Sequence[Opening] = ()
    slip: Slip | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """The ids of the events an act became: each is a promise of a place in the ledger."""

    round: str
    events: tuple[str, ...]


def perform(
    round_id: str,
    actor: Actor,
    act: Act,
    at: datetime,
    openings: Sequence[Opening] = (),
    slip: Slip | None = None,
) -> Receipt:
    """Do one act, or raise what `decide` refuses, or Refused("conflict") when others are quicker time after time."""
    return _performed(round_id, [Signed(actor, act, at, openings, slip)], None)[0]


def perform_many(round_id: str, signed: Iterable[Signed], progress: Progress | None = None) -> list[Receipt]:
    """Do many acts in one transaction, each on what those before it made: all of them or none.

    What `decide` refuses is raised with one more fact: `item`, which of the acts it was (from 0).
    """
    batch = list(signed)
    return _performed(round_id, batch, progress or _silent) if batch else []


def followed_by(follower: Follower, kinds: Iterable[str]) -> None:
    """Something else to be written in the transaction of every batch with events of these kinds: the letters."""
    FOLLOWED.update(kinds)
    if follower not in FOLLOWERS:
        FOLLOWERS.append(follower)


def foreseen(state: Rows, signed: Iterable[Signed]) -> tuple[list[Refused | None], Rows, list[Event]]:
    """What would be refused of many acts, each decided on what those before it would make; nothing is written.

    With the round as it would be afterwards, and the events there would be of kinds that somebody follows. Not for
    ballots, whose box an act may touch.
    """
    batch = list(signed)
    tried = _Try(state.branch(), batch, None)
    answers: list[Refused | None] = []
    for some in chunks(batch, AT_ONCE):
        tried.state.foresee(set().union(*(_foreseen(each.act) for each in some)))
        for each in some:
            try:
                tried.take(each)
            except Refused as refused:
                answers.append(refused)
            else:
                answers.append(None)
    return answers, tried.state, tried.events


def _silent(done: int, of: int) -> None:
    pass


def _performed(round_id: str, batch: Sequence[Signed], progress: Progress | None) -> list[Receipt]:
    """A try that somebody else made worthless is made again, holding on to what it needs before reading it."""
    wanted: Wanted | None = None
    for _ in range(TRIES):
        try:
            return _Try(Rows(round_id), batch, progress).made(wanted)
        except Conflict as conflict:
            wanted = conflict.wanted
    raise Refused("conflict", round=round_id, tries=TRIES)


class _Try:
    """One try at a batch. `progress` None: a single act, whose refusal needs no number."""

    def __init__(self, state: Rows, batch: Sequence[Signed], progress: Progress | None) -> None:
        self.state = state
        self.batch = batch
        self.progress = progress
        self.receipts: list[Receipt] = []
        self.entries: list[Entry] = []
        self.events: list[Event] = []
        self.opened: list[Opened] = []
        self.dropped: list[tuple[str, Slip]] = []

    def made(self, wanted: Wanted | None) -> list[Receipt]:
        try:
            with transaction.atomic(durable=True):
                if wanted:
                    hold(self.state.round_id, wanted)
                self._decide()
                save(self.state, self.entries, self.opened, self.dropped)
                self._follow()
                self._see_to_boxes()
            return self.receipts
        except DatabaseError as error:
            if is_lost_race(error):
                raise Conflict(self._wanted()) from error
            if isinstance(error, OperationalError) and connection.vendor == "sqlite" and "locked" in str(error):
                raise Refused("database-busy") from error
            raise

    def _follow(self) -> None:
        for follow in FOLLOWERS if self.events else ():
            follow(self.state, self.events)

    def _wanted(self) -> Wanted:
        return self.state.wanted({entry.stream for entry in self.entries})

    def _decide(self) -> None:
        """A refusal counts only if what it was based on still stands."""
        try:
            for some in chunks(self.batch, AT_ONCE):
                self.state.foresee(set().union(*(_foreseen(each.act) for each in some)))
                for each in some:
                    self.take(each)
                if self.progress:
                    self.progress(len(self.receipts), len(self.batch))
        except DatabaseError:
            raise
        except Exception as error:
            if not self.state.is_current():
                raise Conflict(self._wanted()) from error
            if isinstance(error, Refused) and self.progress:
                raise Refused(error.code, **error.facts, item=len(self.receipts)) from error
            raise

    def take(self, signed: Signed) -> None:
        act, state = signed.act, self.state
        if isinstance(act, OpenBallot):
            box.empty(state.round_id, act.ballot)
        box.check_count(state.round_id, act)
        events = _asked(_charter_for(state, act), state, signed)
        box.check_slip(state, act, signed.slip)
        self.opened += matched(events, signed.openings)
        if signed.slip:
            self.dropped.append((act.ballot, signed.slip))  # type: ignore[attr-defined]
        for event in events:
            state.apply(event)
            self.entries.append(Entry.of(event))
        self.events += (event for event in events if event.kind in FOLLOWED)
        self.receipts.append(Receipt(state.round_id, tuple(event.receipt for event in events)))

    def _see_to_boxes(self) -> None:
        """Slips lie in no telling order once a ballot is closed."""
        for each in self.batch:
            if isinstance(each.act, CloseBallot):
                box.shake(self.state.round_id, each.act.ballot)


def _charter_for(state: Rows, act: Act) -> Charter:
    """The charter an act is decided under: the one in force, or the one it brings; the calendar likewise."""
    if isinstance(act, OpenRound | AmendCalendar):
        state.calendar = attaching.calendar(state.round_id, act.calendar)
    if isinstance(act, OpenRound | AmendRound):
        return attaching.charter(state.round_id, act.charter)
    return state.charter()


def _asked(charter: Charter, state: Rows, signed: Signed) -> tuple[Event, ...]:
    """What `decide` answers. An act overtaken on its way by a slightly later one happens at the later one's moment."""
    at = signed.at.astimezone(UTC).replace(microsecond=0)
    while True:
        try:
            return decide(charter, state, signed.act, at, signed.actor)
        except Refused as refused:
            if refused.code != "before-the-last":
                raise
            later = datetime.fromisoformat(refused.facts["last"])
            if not at < later <= signed.at + CLOCKS_APART:
                raise
            at = later


def _foreseen(act: Act) -> set[str]:
    """Streams that are likely to be read for this act, so that a batch loads them together."""
    keys = {"round", "tree", "roster"}
    fields = vars(act)
    for kind in NAMED_ALONE:
        if name := fields.get(kind):
            keys.add(f"{kind}/{name}")
    for names in map(fields.get, NAMED_IN_LISTS):
        if isinstance(names, tuple):
            keys |= {f"nomination/{name}" for name in names}
    if stage := fields.get("stage"):
        keys.add(f"comparison/{stage}")
    return keys
