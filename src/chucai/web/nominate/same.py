"""Is this person nominated already? Looked for among names the asker may see anyway; told, and never merged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chucai.gates.model import Nomination
from chucai.gates.visibility import fields
from chucai.intake.people import Person, same_person
from chucai.publish.bilingual import parted
from chucai.web.nominate import texts
from chucai.web.nominate.paper import Paper, of_units, own
from chucai.web.nominate.units import Units

Typed = tuple[str, str | None]  # a name, and the pseudonym behind it if it is known


@dataclass(frozen=True, slots=True)
class Like:
    """Somebody who may be the same: where, why, and whether it is a draft still."""

    nomination: str
    unit: str
    reason: str
    draft: bool
    category: str


def likes(units: Units, paper: Paper, typed: Sequence[Typed]) -> list[list[Like]]:
    """For each of those typed, by name or pseudonym: the nominations and drafts that have the same person.

    The paper itself is left out. Whoever nominates for no unit is told of what they wrote themselves, of nothing
    else.
    """
    if not any(name.strip() or key for name, key in typed):
        return [[] for _ in typed]
    desk = units.desk
    known = units.nominated if paper.mine else units.nominations
    written = own(desk) if paper.mine else of_units(desk, units.own)
    cases = {one.id: one for one in known if one.id != paper.key}
    papers = {one.key: one for one in written if one.key not in (paper.key, *cases)}
    entries = [*_named(units, cases), *_written(papers)]
    parents = {unit.id: unit.parent for unit in desk.tree.units.values()}
    asked = [
        person for n, (name, _key) in enumerate(typed) if name.strip() for person in _spelt(str(n), name, paper.unit)
    ]
    found: dict[str, dict[str, str]] = {str(n): {} for n in range(len(typed))}
    for pair in same_person([*asked, *entries], parents):
        if pair.first in found and pair.second not in found:
            found[pair.first][pair.second] = pair.reason
    for n, (_name, key) in enumerate(typed):
        found[str(n)] |= dict.fromkeys(_with_key(key, cases, papers), "same-identity")
    return [[_like(id_, why, cases, papers) for id_, why in sorted(found[str(n)].items())] for n in range(len(typed))]


def _with_key(key: str | None, cases: dict[str, Nomination], papers: dict[str, Paper]) -> Iterator[str]:
    """Who has this pseudonym."""
    if key:
        yield from (id_ for id_, case in cases.items() if key in case.people)
        yield from (id_ for id_, one in papers.items() if key in _keys(one))


def _like(id_: str, reason: str, cases: dict[str, Nomination], papers: dict[str, Paper]) -> Like:
    if id_ in cases:
        return Like(id_, cases[id_].unit, reason, False, cases[id_].category)
    return Like(id_, papers[id_].unit, reason, True, papers[id_].category)


def _named(units: Units, cases: dict[str, Nomination]) -> Iterator[Person]:
    """Nominees and members by name, where the names may be seen."""
    desk = units.desk
    written = texts.texts_of(desk.round_id, cases.values(), ("name", "members"))
    for id_, case in cases.items():
        allowed = fields(desk.charter, desk.state, desk.viewer, case, desk.today)
        if "name" in allowed and "name" in written[id_]:
            yield from _spelt(id_, str(written[id_]["name"]), case.unit)
        if "members" in allowed:
            for name in written[id_].get("members", ()):
                yield from _spelt(id_, str(name), case.unit)


def _written(papers: dict[str, Paper]) -> Iterator[Person]:
    for id_, one in papers.items():
        for name in (one.name, *(str(line.get("name", "")) for line in one.lines("members"))):
            yield from _spelt(id_, name, one.unit)


def _spelt(id_: str, name: str, unit: str) -> Iterator[Person]:
    """Somebody under each way the name may be typed: whole, and in either language where it is given in both."""
    yield from (Person(id_, each, unit) for each in (name, *(parted(name) or ())))


def _keys(paper: Paper) -> set[str]:
    lines = [paper.part("who") or {}, *paper.lines("members")]
    return {str(line["key"]) for line in lines if line.get("key")}
