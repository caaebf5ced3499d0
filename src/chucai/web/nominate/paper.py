"""A nomination being written: what lies in its draft, section by section, as it was typed."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from chucai.charter.known import asked_in
from chucai.charter.model import Charter
from chucai.errors import Refused
from chucai.gates.model import Nomination
from chucai.web.desk import NOMINATOR, Desk
from chucai.web.records import drafts

OWN = "~"  # stands in addresses where a unit would, for papers that somebody writes for themselves
KIND = "nomination"
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another over the telephone
TRIES = 5
Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    """A draft of a nomination. `key` is the number it will have; `data` holds a part for each section.

    `keeper` is the unit whose coordinators write it, or OWN where anybody may nominate and one person does.
    """

    key: str
    keeper: str
    category: str
    data: Mapping[str, Any]
    version: int
    updated: datetime | None

    @property
    def mine(self) -> bool:
        """Whether it is kept by one person, for no unit."""
        return self.keeper == OWN

    @property
    def unit(self) -> str:
        """The unit it is from; empty while somebody who nominates has not chosen one."""
        return str((self.data.get("where") or {}).get("unit", "")) if self.mine else self.keeper

    def part(self, section: str, item: str | None = None) -> Any:
        """What was typed in a section, or in one item of a section that is a list."""
        return part_of(self.data, section, item)

    def lines(self, section: str) -> list[Data]:
        found = self.data.get(section)
        return list(found) if isinstance(found, list) else []

    @property
    def done(self) -> frozenset[str]:
        """Sections whose button was pressed."""
        return frozenset(self.data.get("done", ()))

    @property
    def revises(self) -> bool:
        """Whether it mends a nomination that was handed in before."""
        return bool(self.data.get("revises"))

    @property
    def name(self) -> str:
        return str((self.data.get("who") or {}).get("name", "")).strip()


def keeper(desk: Desk, where: str) -> str:
    """Who keeps the papers of what stands in an address: a unit, or OWN for the person at the desk."""
    return by_nominator(desk.actor_id or "") if where == OWN else drafts.of_unit(where)


def by_nominator(who: str) -> str:
    """Who keeps the papers of somebody who nominates for no unit: they alone."""
    return f"{NOMINATOR}/{who}"


def keepers(case: Nomination) -> list[str]:
    """Who may have put in the documents of a nomination: its unit, or whoever nominated for none."""
    return [drafts.of_unit(case.unit), by_nominator(case.nominator)]


def sections(charter: Charter, category: str, mine: bool = False) -> tuple[str, ...]:
    """What is asked for in this category, in order. `mine`: of somebody who nominates for no unit."""
    kind = charter.categories[category].kind
    asked = any(asked_in(attribute, category) for attribute in charter.attributes.values())
    found = (
        ("you", mine),
        ("where", mine),
        ("who", True),
        ("members", kind == "team" or charter.categories[category].members is not None),
        ("theme", bool(charter.themes)),
        ("about", asked),
        ("statement", True),
        ("evidence", True),
        ("claims", True),
        ("support", charter.nominating.support is not None),
    )
    return tuple(name for name, wanted in found if wanted)


def sections_of(charter: Charter, paper: Paper) -> tuple[str, ...]:
    """What is asked for on this paper; who nominates and where stands fast once it was handed in."""
    return sections(charter, paper.category, paper.mine and not paper.revises)


def new_key() -> str:
    """A number that says nothing of when, where or about whom."""
    return "n-" + "".join(secrets.choice(SIGNS) for _ in range(8))


def part_of(data: Mapping[str, Any], section: str, item: str | None = None) -> Any:
    """The part of a draft's data that a page shows."""
    found = data.get(section)
    if item is None:
        return found
    return next((line for line in found or () if line.get("id") == item), None)


def mark(part: Any) -> str:
    """Tells whether a part has changed since a page showed it."""
    return sha256(json.dumps(part, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def begin(desk: Desk, unit: str, category: str) -> str:
    """A new draft of a unit; returns its key."""
    return put(desk, unit, new_key(), {"unit": unit, "category": category})


def begin_own(desk: Desk, category: str, parts: Data) -> str:
    """A new draft of the person at the desk, who has a seat in the round from now on; returns its key.

    `parts`: sections that are known already.
    """
    desk.sit_down()
    return put(desk, OWN, new_key(), {"category": category, **parts, "done": sorted(parts)})


def put(desk: Desk, where: str, key: str, data: Data) -> str:
    """A draft that was not there yet; returns its key. Raises Refused("draft-moved-on") if it is."""
    drafts.save(desk.round_id, keeper(desk, where), KIND, key, data, 0, desk.at, desk.request.user.pk)
    return key


def found(desk: Desk, where: str, key: str) -> Paper | None:
    """The draft with this key that a unit keeps, or the person at the desk."""
    kept = drafts.found(desk.round_id, keeper(desk, where), KIND, key)
    return _paper(where, kept) if kept.version else None


def own(desk: Desk) -> Iterator[Paper]:
    """All drafts that the person at the desk writes for no unit, the last written first."""
    if desk.holds(NOMINATOR) and desk.actor_id is not None:
        for kept in drafts.of_owners(desk.round_id, [keeper(desk, OWN)], KIND):
            yield _paper(OWN, kept)


def of_units(desk: Desk, units: list[str]) -> Iterator[Paper]:
    """All drafts of these units, the last written first."""
    for kept in drafts.of_owners(desk.round_id, map(drafts.of_unit, units), KIND):
        yield _paper(str(kept.data.get("unit")), kept)


def units_unsent(desk: Desk) -> set[str]:
    """Units with a new nomination of which every section is done, and which nobody has handed in."""
    charter, found = desk.charter, set()
    rows = drafts.parts_of_units(desk.round_id, KIND, "unit", "category", "done", "revises")
    for unit, category, done, revises in rows:
        if not revises and category in charter.categories and set(sections(charter, category)) <= set(done or ()):
            found.add(str(unit))
    return found & desk.tree.units.keys()


def _paper(where: str, kept: drafts.Kept) -> Paper:
    return Paper(kept.key, where, str(kept.data.get("category", "")), kept.data, kept.version, kept.updated)


def keep(
    desk: Desk, paper: Paper, section: str, value: Any, seen: str | None, *, item: str | None = None, done: bool = False
) -> Paper:
    """Put what was typed into its part of the draft, whatever others do to the other parts meanwhile.

    `seen` is the `mark` of the part that was shown: if somebody has changed that very part since, nothing is written
    and Refused("draft-moved-on") says so. None: whatever lies there is replaced.
    """
    for _ in range(TRIES):
        now = found(desk, paper.keeper, paper.key)
        if now is None:
            break
        there = now.part(section, item)
        if seen is not None and mark(there) != seen and there != value:
            raise Refused("draft-moved-on", key=paper.key, version=now.version)
        data = with_part(now.data, section, value, item)
        if done:
            data["done"] = sorted({*now.done, section})
        try:
            _save(desk, now, data)
        except Refused:
            continue
        return found(desk, paper.keeper, paper.key) or now
    raise Refused("draft-moved-on", key=paper.key, version=paper.version)


def _save(desk: Desk, now: Paper, data: Data) -> None:
    who = desk.request.user.pk
    drafts.save(desk.round_id, keeper(desk, now.keeper), KIND, now.key, data, now.version, desk.at, who)


def with_part(data: Mapping[str, Any], section: str, value: Any, item: str | None) -> Data:
    """The data with one part replaced; a value of None takes a list's item out."""
    changed = dict(data)
    if item is None:
        changed[section] = value
        return changed
    lines = list(changed.get(section) or ())
    at = next((n for n, line in enumerate(lines) if line.get("id") == item), len(lines))
    lines[at : at + 1] = [] if value is None else [{**value, "id": item}]
    changed[section] = lines
    return changed


def finish(desk: Desk, paper: Paper, section: str) -> Paper:
    """Note that the button of a section was pressed, whatever lies in it by now."""
    for _ in range(TRIES):
        now = found(desk, paper.keeper, paper.key)
        if now is None:
            break
        try:
            _save(desk, now, {**now.data, "done": sorted({*now.done, section})})
        except Refused:
            continue
        return found(desk, paper.keeper, paper.key) or now
    raise Refused("draft-moved-on", key=paper.key, version=paper.version)


def drop(desk: Desk, paper: Paper) -> None:
    """The draft has become a nomination, or is thrown away."""
    drafts.drop(desk.round_id, keeper(desk, paper.keeper), KIND, paper.key)
