"""Letters that follow from what was done: derived from its events and posted in the transaction that writes them.

The door calls `tell` once for a batch, after its rows are saved (see apps.py). A round in which nobody sits costs one
look; any other two more questions and one insertion, however many acts and letters there are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse

from chucai.gates.viewing import Viewer, viewer
from chucai.gates.visibility import sees
from chucai.web.acts import Event
from chucai.web.mail import occasions, outbox, stages  # noqa: F401 - they register what is told
from chucai.web.mail.notes import OWN, TOLD, Note, Occasion
from chucai.web.mail.recipients import Preview, previewed
from chucai.web.records import people
from chucai.web.records.models import Account
from chucai.web.records.state import Rows

Group = tuple[str, str, str]  # actor, kind, facts


@dataclass(slots=True)
class Letter:
    """What goes to one actor: `receipt` of the first event it tells of; `nominations` it names."""

    actor: str
    note: Note
    receipt: str
    at: datetime
    nominations: list[str] = field(default_factory=list)

    def facts(self, round_id: str) -> dict[str, Any]:
        found = {**self.note.facts, "onward": self._onward(round_id)}
        if self.nominations:
            found["nomination"] = self.nominations[0] if len(self.nominations) == 1 else self.nominations
        return found

    def _onward(self, round_id: str) -> str:
        place, *rest = self.note.several if len(self.nominations) > 1 else self.note.onward
        return reverse(place) if place == OWN else reverse(place, args=[round_id, *rest])

    def key(self, round_id: str) -> str:
        """The same for the same event, person and matter, and short enough to be a key."""
        matter = json.dumps([round_id, self.receipt, self.actor, dict(self.note.facts)], sort_keys=True)
        return f"told/{self.note.kind}/{hashlib.sha256(matter.encode()).hexdigest()[:40]}"


def tell(state: Rows, events: Sequence[Event]) -> None:
    """Post what follows from these events, in the transaction that is open. `state`: the round after them."""
    if not people.anybody_seated(state.round_id):
        return
    letters = written(state, events)
    seated = people.seated_as(state.round_id, {each.actor for each in letters})
    posts = [
        outbox.Post(seated[each.actor], each.note.kind, each.facts(state.round_id), each.at, each.key(state.round_id))
        for each in letters
        if each.actor in seated
    ]
    outbox.post_all(state.round_id, posts)


def written(state: Rows, events: Iterable[Event]) -> list[Letter]:
    """The letters: one to each actor for each kind and matter, naming only nominations that they may see."""
    charter = state.charter()
    zone = ZoneInfo(charter.timezone)
    viewers: dict[str, Viewer] = {}
    found: dict[Group, Letter] = {}
    notes = [(event, note) for event in events for note in TOLD[event.kind](Occasion(charter, state, event))]
    state.foresee({f"assessor/{actor}" for _, note in notes if note.sees for actor in note.to})  # what bars them
    for event, note in notes:
        on = event.at.astimezone(zone).date()
        for actor in sorted(set(note.to) - (set() if note.receipt else {event.actor})):
            looker = viewers.get(actor) or viewers.setdefault(actor, viewer(state, actor))
            if not note.sees or sees(charter, state, looker, note.sees, note.about, on):
                _add(found, actor, note, event)
    return list(found.values())


def _add(found: dict[Group, Letter], actor: str, note: Note, event: Event) -> None:
    group = (actor, note.kind, json.dumps(dict(note.facts), sort_keys=True))
    letter = found.setdefault(group, Letter(actor, note, event.receipt, event.at))
    if note.nomination and note.nomination not in letter.nominations:
        letter.nominations.append(note.nomination)


def foretold(state: Rows, events: Iterable[Event], at: datetime) -> list[Preview]:
    """What `tell` would post, for a page that asks first (see `acts.foreseen`): one preview for each kind, with a
    sample of its words."""
    letters = written(state, events)
    seated = people.seated_as(state.round_id, {each.actor for each in letters})
    return list(_previews(state, letters, seated, at))


def _previews(state: Rows, letters: Sequence[Letter], seated: Mapping[str, Account], at: datetime) -> Iterator[Preview]:
    for kind in dict.fromkeys(each.note.kind for each in letters):
        own = [each for each in letters if each.note.kind == kind and each.actor in seated]
        if own:
            accounts = [seated[each.actor] for each in own]
            yield previewed(state.round_id, accounts, kind, own[0].facts(state.round_id), at, state)
