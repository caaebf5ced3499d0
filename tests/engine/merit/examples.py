"""Score sheets for examples, and the report's lines by name."""

from __future__ import annotations

import random
from typing import Any

from chucai.engine.merit import MeritReport, NomineeMerit, Rating, estimate

POINT = 1_000_000  # micro-points in a point


def sheets(table: dict[str, dict[str, int]]) -> list[Rating]:
    """Sheets on one criterion from nominee -> assessor -> mark."""
    return [Rating(who, by, {"deeds": mark}) for who, row in table.items() for by, mark in row.items()]


def judged(ratings: list[Rating], **options: Any) -> MeritReport:
    """The estimate with what every example shares: one criterion marked 0 to 100, one place, seed 7."""
    asked = {"weights": {"deeds": 1}, "scale": {"deeds": (0, 100)}, "places": 1, "seed": 7, **options}
    return estimate(ratings, **asked)


def lines(report: MeritReport) -> dict[str, NomineeMerit]:
    return {line.nominee: line for line in report.nominees}


def codes(report: MeritReport) -> list[str]:
    return [warning.code for warning in report.round.warnings]


def ring(severity: dict[str, int] | None = None, *, nominees: int = 12, noise: int = 3) -> list[Rating]:
    """Each nominee read by four of eight assessors in a connected ring; true merit rises with the number."""
    chance = random.Random(11)
    strict = severity or {}
    ratings = []
    for k in range(nominees):
        for step in (0, 1, 3, 6):
            by = f"J{(k + step) % 8}"
            mark = 50 + 2 * k + chance.randint(-noise, noise) - strict.get(by, 0)
            ratings.append(Rating(f"N{k:02}", by, {"deeds": mark}))
    return ratings
