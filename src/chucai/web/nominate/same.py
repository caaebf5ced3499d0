"""Is this person nominated already? Looked for among names the asker may see anyway; told, and never merged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from chucai.gates.model import Nomination
from chucai.gates.visibility import fields
from chucai.intake.people import Person, same_person
from chucai.web.nominate import texts
from chucai.web.nominate.paper import Paper, of_units
from chucai.web.nominate.units import Units

TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Like:
    """Somebody who may be the same: where, why, and whether it is a draft still."""

    nomination: str
    unit: str
    reason: str
    draft: bool
    category: str


def likes(units: Units, paper: Paper, name: str, key: str | None = None) -> list[Like]:
    """Nominations and drafts with the same person as `name`, or as the pseudonym `key`; the paper itself left out."""
    if not name.strip() and not key:
        return []
    desk = units.desk
    cases = {one.id: one for one in units.nominations if one.id != paper.key}
    papers = {one.key: one for one in of_units(desk, units.own) if one.key not in (paper.key, *cases)}
    by_key = {id_: "same-identity" for id_, case in cases.items() if key and key in case.people}
    by_key |= {id_: "same-identity" for id_, one in papers.items() if key and key in _keys(one)}
    entries = [Person(TYPED, name, paper.unit), *_named(units, cases), *_written(papers)]
    parents = {unit.id: unit.parent for unit in desk.tree.units.values()}
    found = {pair.second: pair.reason for pair in same_person(entries, parents) if pair.first == TYPED}
    merged: dict[str, str] = {**found, **by_key}
    return [_like(id_, reason, cases, papers) for id_, reason in sorted(merged.items())]


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
            yield Person(id_, str(written[id_]["name"]), case.unit)
        if "members" in allowed:
            yield from (Person(id_, str(name), case.unit) for name in written[id_].get("members", ()))


def _written(papers: dict[str, Paper]) -> Iterator[Person]:
    for id_, one in papers.items():
        yield Person(id_, one.name, one.unit)
        yield from (Person(id_, str(line.get("name", "")), one.unit) for line in one.lines("members"))


def _keys(paper: Paper) -> set[str]:
    lines = [paper.part("who") or {}, *paper.lines("members")]
    return {str(line["key"]) for line in lines if line.get("key")}
