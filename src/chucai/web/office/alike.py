"""Is whoever acts in the round nominated in it too? Compared by name, unit or identity number; a person says which.

A nominee's pseudonym follows from who they are, that of somebody in a role is drawn by lot: no rule knows them for the
same human being until somebody does.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from chucai.gates.model import Nomination
from chucai.gates.visibility import fields
from chucai.intake.people import Person, loose_name, same_person
from chucai.publish.bilingual import parted
from chucai.web.desk import Desk
from chucai.web.office.naming import Names
from chucai.web.records import dossiers, lists, models
from chucai.web.records import people as seats

ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Like:
    """A nominee, or somebody in a team, who may be the same. `person`: the pseudonym there; empty where it has none."""

    nomination: str
    unit: str
    category: str
    person: str
    name: str
    by_identity: bool

    @property
    def field(self) -> str:
        """What the answer is called in the form."""
        return f"same-{self.nomination}-{self.person}"


def likes(desk: Desk, names: Collection[str], unit: str, key: str) -> list[Like]:
    """Nominees that may be whoever has one of these names, or this key of an identity number.

    Without a unit the name alone is compared. Only among cases that the asker may see: nobody learns of their own.
    """
    rows = lists.at_work(desk.charter, desk.state, desk.viewer, desk.today)
    called = {id_: (name, category) for id_, name, category in rows.values_list("nomination", "name", "category")}
    near = _near(desk, called, {loose_name(each) for name in names for each in spelt(name)} - {""})
    if key:
        own = models.NomineeRow.objects.filter(round_id=desk.round_id, person=key)
        near |= called.keys() & set(own.values_list("nomination", flat=True))
    found = {}
    for one, person, name in _humans(desk, near):
        by_identity = bool(key) and person == key
        if by_identity or _same(desk, names, unit, [(name, one.unit)]):
            found[one.id, person] = Like(one.id, one.unit, one.category, person, name, by_identity)
    return [found[each] for each in sorted(found)]


def _near(desk: Desk, called: Mapping[str, tuple[str, str]], wanted: Collection[str]) -> set[str]:
    """Nominations with somebody of a name like these, before their dossiers are read."""
    if not wanted:
        return set()
    kinds = {key: category.kind for key, category in desk.charter.categories.items()}
    near = {
        id_
        for id_, (name, category) in called.items()
        if kinds.get(category) == "person" and any(loose_name(each) in wanted for each in spelt(name))
    }
    rows = models.Opening.objects.filter(round_id=desk.round_id, stream__family="nomination", field="members")
    for stream, value in rows.values_list("stream__key", "value"):
        id_ = stream.partition("/")[2]
        if id_ in called and any(loose_name(each) in wanted for name in json.loads(value) for each in spelt(str(name))):
            near.add(id_)
    return near


def _humans(desk: Desk, near: Collection[str]) -> Iterator[tuple[Nomination, str, str]]:
    """Who would be honoured by these nominations: each with pseudonym and name, as far as names may be seen."""
    desk.state.foresee({f"nomination/{id_}" for id_ in near})
    cases = [desk.state.nomination(id_) for id_ in sorted(near)]
    written = dossiers.texts(desk.state, cases, ("name", "members"))
    for one in cases:
        allowed = fields(desk.charter, desk.state, desk.viewer, one, desk.today)
        said = {name: value for name, value in written[one.id].items() if name in allowed}
        yield from ((one, person, name) for person, name in humans(desk, one, said))


def humans(desk: Desk, one: Nomination, said: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """(pseudonym, name) of the nominee or of the members of a team, of these texts of the dossier."""
    if desk.charter.categories[one.category].kind == "person" and said.get("name"):
        yield one.person or "", str(said["name"])
    members = said.get("members")
    named = [str(name) for name in members] if isinstance(members, list | tuple) else []
    keys = one.members if len(one.members) == len(named) else ("",) * len(named)
    yield from zip(keys, named, strict=True)


def _same(desk: Desk, names: Iterable[str], unit: str, others: Iterable[tuple[str, str]]) -> bool:
    """Whether one of the names, in a unit or in none that is known, may be one of the others."""
    asked = [Person(ASKED, each, unit) for name in names for each in spelt(name)]
    there = [Person("", each, at if unit else "") for name, at in others for each in spelt(name)]
    parents = {each.id: each.parent for each in desk.tree.units.values()}
    return any((pair.first, pair.second) == (ASKED, "") for pair in same_person([*asked, *there], parents))


def spelt(name: str) -> tuple[str, ...]:
    """A name each way it may be typed: whole, and in either language where it is given in both."""
    return tuple(each for each in (name, *(parted(name) or ())) if each.strip())


@dataclass(frozen=True, slots=True)
class Acting:
    """Somebody in the round who has a nominee's name: their pseudonym and what they are."""

    who: str
    roles: str
    judges: bool


def acting(desk: Desk, names: Names, one: Nomination, said: Mapping[str, object]) -> list[Acting]:
    """Who acts in the round under the name of somebody this case would honour, and is not known to be the same."""
    others = [(name, one.unit) for _person, name in humans(desk, one, said)]
    wanted = {loose_name(each) for name, _unit in others for each in spelt(name)}
    if not wanted:
        return []
    roster = desk.state.roster
    found = []
    for who, account in seats.seated(desk.round_id).items():
        near = any(loose_name(each) in wanted for each in spelt(account.name))
        roles = _roles(desk, who) if near and who not in one.people else []
        if roles and _same(desk, [account.name], roster.units.get(who, ""), others):
            found.append(Acting(who, ", ".join(names.role(role) for role in roles), "assessor" in roles))
    return found


def _roles(desk: Desk, who: str) -> list[str]:
    held = {role for (role, _scope), holders in desk.state.roster.holders.items() if who in holders}
    return sorted(held | ({"secretary"} if who == desk.round.secretary else set()))
