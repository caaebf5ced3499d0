"""A world small enough to walk through a thousand times: the shipped charters with smaller numbers, and their people."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any

from chucai.charter.calendar import Calendar, Year, shipped
from chucai.charter.examples import example_text
from chucai.charter.known import asked_in
from chucai.charter.load import read
from chucai.charter.model import Charter
from chucai.charter.nominee import Attribute
from chucai.charter.predicate import All, Compare, Moments, Predicate_, Value, holds
from chucai.gates.acts import Unit
from chucai.gates.dossier import Draft, facts_of

RESERVE, READINGS = 2, 2


@cache
def small(example: str, places: int = 3) -> Charter:
    """A shipped charter whose gates and rules are as they are and whose numbers fit a dozen nominations."""
    charter = read(example_text(example)).charter
    assert charter is not None
    categories = {
        name: one.model_copy(
            update={
                "places": one.places and min(one.places, places),
                "reserve": min(one.reserve, RESERVE),
                "grades": tuple(grade.model_copy(update={"places": n + 1}) for n, grade in enumerate(one.grades)),
            }
        )
        for name, one in charter.categories.items()
    }
    ways = {
        name: one.model_copy(update={"readings": READINGS, "enough": 1 if one.enough else None})
        for name, one in charter.judging.items()
    }
    rules = tuple(rule.model_copy(update={"at_least": rule.at_least and 1}) for rule in charter.rules)
    return charter.model_copy(
        update={
            "categories": categories,
            "judging": ways,
            "rules": rules,
            "pools": tuple(pool.model_copy(update={"places": 1}) for pool in charter.pools),
            "themes": dict(list(charter.themes.items())[:2]),
            "stages": tuple(
                stage.model_copy(update={"places": dict.fromkeys(stage.places, 1)}) for stage in charter.stages
            ),
        }
    )


@cache
def other_calendars(calendar_id: str) -> tuple[Calendar, ...]:
    """The shipped table with one more day off, years ahead: another table, and nothing that was counted changes."""
    before = shipped(calendar_id)
    tables = [{**before.years, 2031: Year(off=(date(2031, 5, day),), source="invented")} for day in (4, 5, 6)]
    return tuple(Calendar(**{**dict(before), "years": years}) for years in tables)


def relaxed(charter: Charter, stage_id: str, on: date) -> Charter:
    """The charter as an office mends it that is stuck at a stage: no composition there, and time enough."""
    stages = []
    for stage in charter.stages:
        update: dict[str, Any] = {}
        if stage.id == stage_id:
            update = {"composition": False, "opens": None, "closes": None, "days": 9, "working_days": None}
        elif stage.closes and stage.closes < on + timedelta(days=30):
            update = {"opens": None, "closes": None, "days": 9}
        stages.append(stage.model_copy(update=update))
    return charter.model_copy(update={"stages": tuple(stages), "edition": charter.edition + 1})


def units_of(charter: Charter) -> list[Unit]:
    """One unit at the top, two below it, then three, then four."""
    units: list[Unit] = []
    above: list[str] = []
    for wide, tier in enumerate(reversed(charter.tiers), 1):
        here = [f"{tier.id}-{n + 1}" for n in range(wide)]
        for n, name in enumerate(here):
            units.append(Unit(id=name, tier=tier.id, parent=above[n % len(above)] if above else None, name=name))
        above = here
    return units


def salt(field: str) -> bytes:
    return hashlib.sha256(field.encode()).digest()


# --- nominees


def draft(charter: Charter, name: str, units: list[Unit], when: Moments, lot: Random) -> Draft:
    """A nominee drawn by lot whom no eligibility rule stops, as far as a simple repair can see to it."""
    categories = list(charter.categories)
    category = categories[0] if lot.random() < 0.4 else lot.choice(categories)
    bottom = [unit.id for unit in units if unit.tier == charter.tiers[0].id]
    unit = lot.choice(bottom) if lot.random() < 0.9 else lot.choice(units).id
    theme = lot.choice(list(charter.themes)) if charter.themes else None
    attributes = {
        key: value
        for key, one in charter.attributes.items()
        if asked_in(one, category) and (value := _value(one, lot)) is not None
    }
    leaning = _leaning(charter, dict(facts_of(category, unit, theme, attributes)), when, lot)
    repaired = _repaired(charter, leaning, when)
    own = {key: value for key, value in repaired.items() if key in charter.attributes and value is not None}
    kind = charter.categories[category]
    # A small pool of people, so that now and then somebody is put forward twice.
    person = f"h{lot.randrange(40)}" if kind.kind == "person" else None
    least = kind.members.min if kind.members else 2
    most = min(kind.members.max or least + 2, least + 2) if kind.members else 4
    members = tuple(f"h{n}" for n in lot.sample(range(40), lot.randint(least, most))) if person is None else ()
    return Draft(
        category=category,
        unit=unit,
        name=name,
        statement="Deeds.",
        theme=theme,
        attributes=own,
        person=person,
        members=members,
        member_names=tuple(f"member {n}" for n in members),
        support=charter.nominating.support.min if charter.nominating.support else 0,
    )


def _value(attribute: Attribute, lot: Random) -> Value | None:
    if attribute.optional and lot.random() < 0.8:
        return None
    if attribute.kind == "choice":
        return lot.choice(attribute.of)
    if attribute.kind == "yes-no":
        return lot.random() < 0.5
    if attribute.kind == "number":
        low, high = int(attribute.min or 0), int(attribute.max or 60)
        return lot.randint(low, min(high, low + 40))
    if attribute.kind == "date":
        return date(2010, 1, 1) + timedelta(days=lot.randrange(5000))
    return "words"


def _leaning(charter: Charter, facts: dict[str, Any], when: Moments, lot: Random) -> dict[str, Any]:
    """Such people as the rules want are somewhat more often put forward, or hardly any list would keep the rules."""
    for pool in charter.pools:
        if pool.category == facts["category"] and lot.random() < 0.5:
            _satisfy(pool.where, facts)
    for rule in charter.rules:
        floor = rule.share_at_least or rule.share_above or rule.at_least
        if rule.report_only or not holds(rule.among, facts, when):
            continue
        if floor and lot.random() < 0.75:
            _satisfy(rule.count, facts)
        if not floor and holds(rule.count, facts, when) and isinstance(rule.count, Compare) and lot.random() < 0.9:
            attribute = charter.attributes.get(rule.count.attribute)
            if attribute is not None and attribute.of:
                facts[rule.count.attribute] = attribute.of[0]
    return facts


def _repaired(charter: Charter, facts: Mapping[str, Any], when: Moments) -> dict[str, Any]:
    mended = dict(facts)
    for rule in charter.eligibility:
        if rule.otherwise == "stop" and holds(rule.when, mended, when) and not holds(rule.must, mended, when):
            _satisfy(rule.must, mended)
    if charter.reaward:
        mended.pop(charter.reaward.attribute, None)
    return mended


def _satisfy(predicate: Predicate_, facts: dict[str, Any]) -> None:
    """Give the attributes of a plain predicate values that satisfy it."""
    match predicate:
        case All(parts):
            for part in parts:
                _satisfy(part, facts)
        case Compare(attribute, "in", value) if isinstance(value, tuple):
            facts[attribute] = value[0]
        case Compare(attribute, "is" | "at_least" | "at_most", value):
            facts[attribute] = value
        case Compare(attribute, "more_than", value):
            facts[attribute] = value + 1  # type: ignore[operator]  # a number by the charter's check
        case Compare(attribute, "absent" | "absent_or_before", _):
            facts.pop(attribute, None)
