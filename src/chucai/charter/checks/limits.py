"""Usual limits of state honours: told as warnings, because places and years differ (domain-rules G1 to G4, P2)."""

from __future__ import annotations

from collections.abc import Iterator

from chucai.charter.faults import Fault, warning
from chucai.charter.model import Charter

NAME_LENGTH = 25  # characters of the Chinese name on the filing form (G4)
MOST = {"person": 150, "team": 50}  # below province (G3)
CYCLE = 5  # years (G2)
NOTICE = 5  # working days (P2)
BELOW_PROVINCE = ("county", "city")


def check(charter: Charter) -> Iterator[Fault]:
    if charter.level == "own":
        return
    if len(charter.name.zh) > NAME_LENGTH:
        yield warning("name-long", "name.zh", length=len(charter.name.zh), limit=NAME_LENGTH)
    for key in ("approval", "cycle_years", "funding"):
        if getattr(charter, key) is None:
            yield warning("filing-incomplete", "level", key=key)
    if not charter.basis:
        yield warning("filing-incomplete", "level", key="basis")
    if charter.cycle_years is not None and charter.cycle_years < CYCLE:
        yield warning("cycle-short", "cycle_years", years=charter.cycle_years, limit=CYCLE)
    if charter.level in BELOW_PROVINCE:
        yield from _many(charter)
    for name, notice in charter.notices.items():
        if notice.working_days is not None and notice.working_days < NOTICE:
            yield warning("notice-short", f"notices.{name}.working_days", days=notice.working_days, limit=NOTICE)


def _many(charter: Charter) -> Iterator[Fault]:
    for kind, limit in MOST.items():
        total = sum(category.places or 0 for category in charter.categories.values() if category.kind == kind)
        if total > limit:
            first = next(name for name, category in charter.categories.items() if category.kind == kind)
            yield warning("places-many", f"categories.{first}.places", kind=kind, total=total, limit=limit)
