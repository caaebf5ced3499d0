"""What things are called on the office's pages: by the charter where it names them, else by our own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from chucai.gates.words import word
from chucai.publish import figures
from chucai.publish.bilingual import own_part
from chucai.web.desk import Desk
from chucai.web.records import people

COLOURS: Mapping[str, str] = {
    "standing": "blue",
    "reserve": "amber",
    "returned": "amber",
    "held": "grey",
    "conferred": "green",
    "stopped": "red",
    "disqualified": "red",
    "forfeited": "red",
    "annulled": "red",
}


def called(desk: Desk, actors: Iterable[str]) -> dict[str, str]:
    """What people with a seat are called, by pseudonym: for the secretary alone, who has seated them."""
    accounts = people.seated_as(desk.round_id, set(actors))
    return {actor: account.name or account.email for actor, account in accounts.items()}


class Names:
    """Names in the reader's language, each looked up once for a page."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.language = desk, desk.language
        charter = desk.charter
        self.categories = {key: desk.said(one.name) for key, one in charter.categories.items()}
        self.themes = {key: desk.said(text) for key, text in charter.themes.items()}
        self.stages = {stage.id: desk.called(stage) for stage in charter.stages}
        self.honours = {key: desk.said(one.name) for key, one in charter.honours.items()}
        self.bodies = {key: desk.said(body.name) for key, body in charter.bodies.items()}
        self._units: dict[str, str] = {}
        self._standings: dict[str, str] = {}
        self._zone = ZoneInfo(charter.timezone)

    def unit(self, key: str | None) -> str:
        """A unit's own name; the key where there is no such unit."""
        if not key:
            return ""
        if key not in self._units:
            unit = self.desk.tree.units.get(key)
            self._units[key] = self.own(unit.name) if unit else key
        return self._units[key]

    def own(self, name: str) -> str:
        """Of a name in two languages the reader's."""
        return own_part(name, self.language)

    def standing(self, key: str) -> str:
        if key not in self._standings:
            self._standings[key] = word("standing", key, self.language)
        return self._standings[key]

    def role(self, key: str) -> str:
        return word("role", key, self.language)

    def scope(self, role: str, scope: str | None) -> str:
        """The unit, body or electorate that a role is held for."""
        if scope is None:
            return ""
        if role == "coordinator":
            return self.unit(scope)
        if role == "officer":
            return self.bodies.get(scope, scope)
        name, at, unit = scope.partition("@")
        electorate = self.desk.charter.electorates.get(name)
        named = self.desk.said(electorate.name) if electorate else name
        return f"{named} · {self.unit(unit)}" if at else named

    def day(self, moment: datetime) -> str:
        return figures.day(moment.astimezone(self._zone).date(), self.language)

    def moment(self, moment: datetime) -> str:
        here = moment.astimezone(self._zone)
        return f"{figures.day(here.date(), self.language)} {here:%H:%M}"
