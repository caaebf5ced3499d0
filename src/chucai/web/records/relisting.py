"""Rows of lists once more from the events: what `replay` compares them with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.model import Nomination, Round, Stream
from chucai.gates.state import State
from chucai.ledger.event import Event
from chucai.web.records import attaching, listing, models
from chucai.web.records.composite import Plain
from chucai.web.records.touched import DOSSIERS


class _Streams(State):
    """The streams of a round as replay has made them."""

    def __init__(self, round_id: str) -> None:
        self.round_id = round_id
        self.made: dict[str, Stream] = {}

    def read(self, key: str) -> Stream | None:
        return self.made.get(key)


class Relisting:
    """Takes in the streams of a round one by one; then says which rows differ."""

    def __init__(self, round_id: str) -> None:
        self.round_id = round_id
        self.state = _Streams(round_id)
        self.names: dict[str, str] = {}
        columns = ("nomination", *listing.FOLLOWING, "name", "wanted", *listing.MERIT)
        rows = models.NominationRow.objects.filter(round_id=round_id).values(*columns)
        self.rows: dict[str, Any] = {row["nomination"]: row for row in rows}

    def name(self, event: Event, openings: Iterable[models.Opening]) -> None:
        """The name a dossier's openings tell; none where they were erased."""
        if event.kind in DOSSIERS:
            nomination = str(event.data["nomination"])
            self.names[nomination] = listing.name_from((each.field, each.value) for each in openings) or ""

    def take(self, key: str, stream: Stream | None) -> None:
        if stream is not None:
            self.state.made[key] = stream

    def differing(self) -> Iterator[str]:
        """Nominations whose rows do not say what the events say; all, where the round or its charter is not there."""
        found = {stream.id: stream for stream in self.state.made.values() if isinstance(stream, Nomination)}
        charter = self._charter()
        if charter is None:
            return
        plain = Plain(charter)
        rankings = listing.merits(charter, self.state)
        people = self._people()
        for name in sorted(found.keys() | self.rows.keys() | people.keys()):
            one = found.get(name)
            follows = self._follows(charter, plain, one) if one else None
            told = (self._told(name), people.get(name, frozenset()))
            if one is None or told != (follows, one.people) or self._off(charter, rankings, name):
                yield name

    def _charter(self) -> Charter | None:
        round_ = self.state.made.get("round")
        try:
            return attaching.charter(self.round_id, round_.charter) if isinstance(round_, Round) else None
        except (Refused, ValueError):  # told as an attachment that differs or is missing
            return None

    def _told(self, name: str) -> Mapping[str, Any]:
        row = self.rows.get(name, {})
        return {column: value for column, value in row.items() if column not in listing.MERIT}

    def _follows(self, charter: Charter, plain: Plain, nomination: Nomination) -> Mapping[str, Any]:
        return {
            **listing.row(charter, self.state, plain, nomination),
            "name": self.names.get(nomination.id, ""),
            "wanted": listing.wanted(charter, self.state, nomination.id),
        }

    def _off(self, charter: Charter, rankings: listing.Rankings, name: str) -> bool:
        """Whether a merit is not the ranking's. While the last comparison has none, lists show estimates."""
        open_ = [
            stage.id for stage in charter.stages if stage.gate == "compare" and stage.id in self.state.round.windows
        ]
        if open_ and not any(stage == open_[-1] for stage, _ in rankings):
            return False
        row = self.rows[name]
        return tuple(row[column] for column in listing.MERIT) != listing.line_of(rankings, name)

    def _people(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        rows = models.NomineeRow.objects.filter(round_id=self.round_id)
        for nomination, person in rows.values_list("nomination", "person"):
            found.setdefault(nomination, set()).add(person)
        return {name: frozenset(people) for name, people in found.items()}
