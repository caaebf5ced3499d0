"""What public pages show of a round: its name and stage, and the roll with the names of those who were honoured."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count

from chucai.charter.model import Charter
from chucai.gates.dossier import Opening
from chucai.gates.model import Round
from chucai.gates.roll import RollLine, roll
from chucai.web.records import models
from chucai.web.records.attaching import charter
from chucai.web.records.state import Rows
from chucai.web.records.streams import Place, evolved


@dataclass(frozen=True, slots=True)
class RoundShown:
    id: str
    charter: Charter
    round: Round
    awards: int


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the roll; `name` and `citation` are None where there is none or it was erased."""

    line: RollLine
    name: str | None
    unit: str
    citation: str | None
    day: date


class Honoured(Rows):
    """A round of which only honoured nominations are looked at: a roll costs the same however many were nominated."""

    def nominations(self) -> Sequence[str]:
        rows = models.NominationRow.objects.filter(round_id=self.round_id, honour__gt="").order_by("nomination")
        names = list(rows.values_list("nomination", flat=True))
        self.foresee({f"nomination/{name}" for name in names})
        return names


def rounds() -> list[RoundShown]:
    """Every round that has opened, the newest first."""
    rows = models.Stream.objects.filter(key="round", version__gt=0).values_list("round_id", "id", "version", "head")
    streams = evolved({round_id: Place(id_, version, bytes(head)) for round_id, id_, version, head in rows})
    honoured = models.NominationRow.objects.filter(honour__gt="")
    awards = dict(honoured.values_list("round_id").annotate(number=Count("id")))
    found = [
        RoundShown(id_, charter(id_, round_.charter), round_, awards.get(id_, 0))
        for id_, round_ in streams.items()
        if isinstance(round_, Round)
    ]
    return sorted(found, key=lambda each: (each.round.opened, each.id), reverse=True)


def roll_of(round_id: str) -> tuple[RoundShown, list[LineShown]]:
    """The round and its roll. Refused("round-not-open") when there is no such round.

    Awards that were lost stay on it, marked, where the charter publishes losses; otherwise they leave it.
    """
    state = Honoured(round_id)
    rules = state.charter()
    told = rules.revocation is not None and rules.revocation.published
    lines = [line for line in roll(rules, state) if told or not line.lost]
    texts = _texts(round_id, [line.nomination for line in lines])
    units = state.tree.units
    zone = ZoneInfo(rules.timezone)
    return RoundShown(round_id, rules, state.round, len(lines)), [
        LineShown(
            line=line,
            name=texts.get(line.name),
            unit=units[line.unit].name,
            citation=texts.get(line.citation or ""),
            day=datetime.fromisoformat(line.conferred).astimezone(zone).date(),
        )
        for line in lines
    ]


def line_of(round_id: str, nomination: str) -> LineShown | None:
    """The line of one nomination; None when it is not on the roll."""
    _, lines = roll_of(round_id)
    return next((line for line in lines if line.line.nomination == nomination), None)


def honoured_by_name(rounds: Iterable[str], is_meant: Callable[[str], bool], most: int) -> dict[str, list[str]]:
    """Nominations of these rounds that were honoured under a name that is meant, by round; at most so many."""
    rows = models.NominationRow.objects.filter(round_id__in=list(rounds), honour__gt="", name__gt="")
    found: dict[str, list[str]] = {}
    left = most
    for round_id, nomination, name in rows.order_by("id").values_list("round_id", "nomination", "name").iterator():
        if left and is_meant(name):
            found.setdefault(round_id, []).append(nomination)
            left -= 1
    return found


def ends(round_id: str, apart: Collection[str]) -> dict[str, dict[tuple[str, str], int]]:
    """How many nominations stand or ended where: category -> (standing, stage) -> number, of all but those `apart`."""
    rows = models.NominationRow.objects.filter(round_id=round_id).exclude(nomination__in=list(apart))
    found: dict[str, dict[tuple[str, str], int]] = {}
    for category, standing, stage, number in rows.values_list("category", "standing", "stage").annotate(Count("id")):
        found.setdefault(category, {})[standing, stage] = number
    return found


def receipt(round_id: str, nomination: str) -> str:
    """The receipt of the event by which an award was conferred; empty when there is none."""
    events = models.Event.objects.filter(round_id=round_id, stream__key=f"nomination/{nomination}", kind="conferred")
    version = events.order_by("version").values_list("version", flat=True).first()
    return f"nomination/{nomination}@{version}" if version else ""


def amendments(round_id: str) -> list[tuple[datetime, str]]:
    """When the charter of a round was amended, and the digest it has had since; the oldest first."""
    events = models.Event.objects.filter(round_id=round_id, stream__key="round", kind="round-amended")
    rows = events.order_by("version").values_list("at", "data")
    return [(at, str(json.loads(bytes(data))["data"]["charter"])) for at, data in rows]


def charter_text(round_id: str, digest: str) -> str:
    """The charter as it was attached. Refused("charter-not-attached")."""
    charter(round_id, digest)
    return models.Attachment.objects.get(round_id=round_id, kind="charter", digest=digest).text


def _texts(round_id: str, nominations: Collection[str]) -> Mapping[str, Any]:
    """Names and citations of these nominations by their commitments; what was erased is not there."""
    keys = [f"nomination/{name}" for name in nominations]
    rows = models.Opening.objects.filter(
        stream__round_id=round_id, stream__key__in=keys, field__in=("name", "citation")
    )
    found = {}
    for field, salt, value in rows.values_list("field", "salt", "value"):
        opening = Opening(field, bytes(salt), json.loads(value))
        found[opening.commitment] = opening.value
    return found
