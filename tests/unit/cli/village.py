"""A round small enough to change at every byte: an invented village of two offices honours two of its people.

It is played in memory by the same rehearsal as the demo, through every kind of gate, and written as a real bundle.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from chucai.charter.calendar import Calendar, shipped
from chucai.charter.digest import digest
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.cli.rehearsal.door import MemoryDoor
from chucai.cli.rehearsal.play import Play
from chucai.cli.rehearsal.run import run
from chucai.cli.rehearsal.script import Complaint, Marks, Script
from chucai.gates.acts import Unit
from chucai.gates.dossier import Draft
from chucai.gates.model import Nomination, Notice
from chucai.gates.state import Memory
from chucai.ledger.canonical import canonical
from chucai.ledger.checkpoint import SigningKey
from chucai.ledger.event import Event
from chucai.ledger.sealing import seal
from chucai.ledger.tree import Tree
from chucai.publish.bundle import Opened, shown_on_roll, write_round
from chucai.publish.roll import roll_json, roll_of

ROUND = "village-2026"
KEY = SigningKey.generate("village", b"\x01" * 32)
THIEF = SigningKey.generate("village", b"\x02" * 32)  # somebody else, under the same name

CHARTER = """
charter = 1
id = "village"
edition = 2026
name = { zh = "小村表彰", en = "Village honours" }
host = "village"
visibility = "open"
calendar = "plain"

[[tier]]
id = "office"
name = { zh = "站所", en = "Office" }
[[tier]]
id = "village"
name = { zh = "村", en = "Village" }

[categories.person]
name = { zh = "个人", en = "Person" }
places = 2
reserve = 1

[attributes.front]
name = { zh = "一线人员", en = "front line" }
kind = "yes-no"
see = "office"

[[eligibility]]
id = "front-or-referred"
must = { front = true }
says = { zh = "一线人员", en = "Front line" }
otherwise = "refer"
clause = "1"

[[stage]]
id = "recommend"
gate = "recommend"
tier = "office"
opens = 2026-03-02
working_days = 3
places = { person = 3 }
[[stage]]
id = "compare"
gate = "compare"
tier = "village"
judging = "panel"
working_days = 3
[[stage]]
id = "vet"
gate = "vet"
tier = "village"
bodies = ["audit"]
working_days = 3
[[stage]]
id = "notice"
gate = "consult"
tier = "village"
notice = "board"
working_days = 6
[[stage]]
id = "confer"
gate = "confer"
tier = "village"
working_days = 3

[criteria.deeds]
name = { zh = "事迹", en = "Deeds" }
weight = 1
scale = [0, 10]

[judging.panel]
readings = 2
enough = 2
load = 5
recuse = ["kin", "own-unit"]
merit = "mean"

[[rule]]
id = "front"
says = { zh = "至少一名一线人员", en = "At least one from the front line" }
among = { category = "person" }
count = { front = true }
at_least = 1

[bodies.audit]
name = { zh = "审计", en = "Audit" }
working_days = 2

[notices.board]
working_days = 5
shows = ["name", "unit"]
objections = {}

[honours.medal]
name = { zh = "奖章", en = "Medal" }
for = ["person"]

[revocation]
grounds = [{ id = "fraud", name = { zh = "虚假", en = "Fraud" }, means = "annul" }]
"""

# The least that is still a round: two are named, both are honoured.
HAMLET = """
charter = 1
id = "hamlet"
edition = 2026
name = { zh = "小庄表彰", en = "Hamlet honours" }
host = "hamlet"
visibility = "open"
calendar = "plain"
[[tier]]
id = "hamlet"
name = { zh = "庄", en = "Hamlet" }
[categories.person]
name = { zh = "个人", en = "Person" }
places = 2
[[stage]]
id = "recommend"
gate = "recommend"
tier = "hamlet"
opens = 2026-03-02
days = 2
places = { person = 2 }
[[stage]]
id = "confer"
gate = "confer"
tier = "hamlet"
days = 2
[honours.medal]
name = { zh = "奖章", en = "Medal" }
for = ["person"]
"""

JUDGES = ("judge-1", "judge-2", "judge-3")
# nomination -> (unit, on the front line, the mark each judge gives)
PEOPLE = {
    "an": ("mill", False, (10, 9, 9)),
    "bo": ("mill", False, (8, 8, 7)),
    "cai": ("farm", True, (7, 6, 6)),
    "du": ("farm", False, (2, 3, 2)),
}


class Village(Script):
    """Bo has the second-best marks, but the rule wants somebody from the front line: An and Cai are chosen."""

    def units(self) -> Sequence[Unit]:
        offices = (Unit(id=name, tier="office", parent="village", name=name.title()) for name in ("mill", "farm"))
        return (Unit(id="village", tier="village", name="Village"), *offices)

    def drafts(self) -> Iterable[tuple[str, Draft]]:
        for name, (unit, front, _) in PEOPLE.items():
            yield (
                name,
                Draft(
                    category="person",
                    unit=unit,
                    name=f"{name.title()} (invented)",
                    statement="Mended the bridge.",
                    attributes={"front": front},
                    person=f"h-{name}",
                ),
            )

    def assessors(self) -> Mapping[str, str | None]:
        return dict.fromkeys(JUDGES)

    def interests(self, names: Sequence[str]) -> Iterable[tuple[str, str, str]]:
        return [("judge-3", "an", "kin")]

    def marks(self, nomination: str, assessor: str) -> Marks | None:
        return {"deeds": PEOPLE[nomination][2][JUDGES.index(assessor)]}

    def complaints(self, notice: Notice) -> Sequence[Complaint]:
        return [Complaint("an", "I heard otherwise.", "dismissed", "We looked, and it is as stated.")]

    def citation(self, nomination: Nomination) -> str | None:
        return "Mended the bridge."


class Hamlet(Village):
    """Nobody judges, nobody objects."""

    def units(self) -> Sequence[Unit]:
        return (Unit(id="hamlet", tier="hamlet", name="Hamlet"),)

    def drafts(self) -> Iterable[tuple[str, Draft]]:
        for name in ("an", "bo"):
            yield name, Draft(category="person", unit="hamlet", name=f"{name.title()} (invented)", person=f"h-{name}")

    def citation(self, nomination: Nomination) -> str | None:
        return None


@dataclass
class Round:
    """All a bundle is made of; change what you like, then write it."""

    charter: Charter
    calendar: Calendar
    events: list[Event]
    openings: list[Opened]
    batches: list[int]  # how many events each checkpoint covers
    texts: dict[str, str]  # charters by the digest they claim
    roll: str | None = None  # as it is published; None: as the events say
    all_open: bool = False  # the public bundle opens everything

    def bundle(self, depth: str = "public", key: SigningKey = KEY) -> bytes:
        """A bundle of these events, sealed and signed anew with `key`."""
        out = BytesIO()
        shown = self.openings if depth == "auditor" or self.all_open else self.shown()
        write_round(
            out,
            key,
            depth,  # type: ignore[arg-type]
            ROUND,
            charters=self.texts,
            calendars={self.calendar.digest(): canonical(self.calendar.to_json()).decode()},
            roll_text=self.roll or self.honest_roll(),
            events=self.events,
            checkpoints=self.checkpoints(key),
            openings=shown,
        )
        return out.getvalue()

    def shown(self) -> Sequence[Opened]:
        """What a public bundle opens; of events that make no sense, nothing."""
        try:
            return shown_on_roll(self.charter, self.state(), self.openings)
        except (KeyError, TypeError, ValueError, AttributeError):
            return ()

    def honest_roll(self) -> str:
        try:
            return roll_json(roll_of(self.charter, self.state(), self.openings))
        except (KeyError, TypeError, ValueError, AttributeError):
            return "{}"

    # --- what a forger does: he knows every rule of the format, and signs all of it anew

    def place(self, kind: str, **data: object) -> int:
        """Where the first event of a kind stands that says these things."""
        return next(
            n
            for n, event in enumerate(self.events)
            if event.kind == kind and all(event.data.get(key) == value for key, value in data.items())
        )

    def forged(self, *events: Event, **changes: Any) -> Round:
        """The round with these events in this order, every version, cause and opening made to fit."""
        names: dict[str, str] = {}
        versions: Counter[str] = Counter()
        fitted = []
        for event in events or self.events:
            versions[event.stream] += 1
            fits = replace(event, version=versions[event.stream], cause=names.get(event.cause or ""))
            names.setdefault(event.receipt, fits.receipt)
            fitted.append(fits)
        kept = [replace(each, event=names[each.event]) for each in self.openings if each.event in names]
        return replace(self, **{"events": fitted, "openings": kept, **changes})

    def without(self, *places: int) -> Round:
        return self.forged(*(event for n, event in enumerate(self.events) if n not in places))

    def moved(self, place: int, to: int) -> Round:
        events = list(self.events)
        events.insert(to, events.pop(place))
        return self.forged(*events)

    def added(self, place: int, event: Event) -> Round:
        """With one more event at a place."""
        return self.forged(*self.events[:place], event, *self.events[place:])

    def edited(self, place: int, **data: Any) -> Round:
        """With other data in one event."""
        return self._with(place, data={**self.events[place].data, **data})

    def signed(self, place: int, **changes: Any) -> Round:
        """With another `actor`, `role` or `at` of one event."""
        return self._with(place, **changes)

    def _with(self, place: int, **changes: Any) -> Round:
        events = list(self.events)
        events[place] = replace(events[place], **changes)
        return replace(self, events=events)

    def state(self) -> Memory:
        return Memory(ROUND, self.calendar, self.events)

    def checkpoints(self, key: SigningKey) -> list[str]:
        tree, texts = Tree(), []
        for end in [*(end for end in self.batches if end < len(self.events)), len(self.events)]:
            sealed = seal(
                tree, [event.to_bytes() for event in self.events[tree.size : end]], key, f"{key.name}/{ROUND}"
            )
            tree = sealed.tree
            texts.append(sealed.checkpoint_text)
        return texts


def played(text: str = CHARTER, script: Script | None = None) -> Round:
    """The round from its opening to its close."""
    charter = read(text).wanted()
    calendar = shipped("plain")
    door = MemoryDoor(charter, calendar, ROUND)
    batches: list[int] = []
    play = Play(
        charter,
        calendar,
        door,
        script or Village(),
        seed="village",
        verifier_key=KEY.verifier_key(),
        sealed=lambda: batches.append(len(door.events)),
    )
    run(play)
    openings = [
        Opened(receipt, o.field, o.value, o.salt) for receipt, found in door.openings.items() for o in found.values()
    ]
    return Round(charter, calendar, door.events, openings, batches, {digest(charter): text})
