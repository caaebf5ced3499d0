"""Marks: what a criterion lets an assessor choose, and the same mark as steps (in events) and as words (on screens)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from chucai.charter.judging import Criterion
from chucai.errors import Refused

Criteria = Mapping[str, Criterion]
BUTTONS = 11  # marks that are chosen by a button; a criterion with more is given as a number
TOP = 100  # a composite runs from 0 to this


@dataclass(frozen=True, slots=True)
class Level:
    """A mark one can give: in steps, as it is written, and the charter's words for it (empty: none)."""

    steps: int
    shown: str
    words: str = ""


def bounds(criterion: Criterion) -> tuple[int, int]:
    """Lowest and highest mark, in steps."""
    low, high = (Fraction(end) / Fraction(criterion.step) for end in criterion.scale)
    return ceil(low), floor(high)


def shown(criterion: Criterion, steps: int) -> str:
    """A mark as it is written: 7, 7.5."""
    value = steps * Decimal(criterion.step)
    return str(int(value)) if value == value.to_integral_value() else f"{value.normalize():f}"


def levels(criterion: Criterion, language: str) -> list[Level]:
    """Every mark there is, lowest first."""
    low, high = bounds(criterion)
    words = {Decimal(mark): text.said(language) for mark, text in criterion.rubric.items()}
    return [
        Level(steps, shown(criterion, steps), words.get(steps * Decimal(criterion.step), ""))
        for steps in range(low, high + 1)
    ]


def is_buttons(criterion: Criterion) -> bool:
    low, high = bounds(criterion)
    return high - low < BUTTONS


def anchors(criterion: Criterion, language: str) -> list[Level]:
    """The levels the charter has words for, highest first."""
    found = [
        Level(int(Decimal(mark) / Decimal(criterion.step)), mark, text.said(language))
        for mark, text in criterion.rubric.items()
    ]
    return sorted(found, key=lambda level: -level.steps)


def steps_of(name: str, criterion: Criterion, said: str) -> int | None:
    """A written mark in steps; None for an empty one. Raises Refused("mark-off-scale")."""
    if not said.strip():
        return None
    low, high = bounds(criterion)
    plain = re.fullmatch(r"-?[0-9]{1,9}([.][0-9]{1,9})?", said.strip())
    steps = Fraction(said.strip()) / Fraction(criterion.step) if plain else Fraction(-1, 2)
    if steps.denominator != 1 or not low <= steps <= high:
        facts = {"low": str(criterion.scale[0]), "high": str(criterion.scale[1]), "step": str(criterion.step)}
        raise Refused("mark-off-scale", criterion=name, mark=said.strip()[:20], **facts)
    return int(steps)


def composite(criteria: Criteria, marks: Mapping[str, int]) -> float | None:
    """A complete sheet as one number from 0 to 100 by the charter's weights; None while a mark is missing."""
    if not criteria.keys() <= marks.keys():
        return None
    total = Fraction(0)
    for name, criterion in criteria.items():
        low, high = bounds(criterion)
        total += criterion.weight * Fraction(marks[name] - low, max(high - low, 1))
    return float(TOP * total / sum(criterion.weight for criterion in criteria.values()))


def is_flat(criteria: Criteria, marks: Mapping[str, int]) -> bool:
    """Whether every criterion got the same place on its scale: perhaps meant, perhaps a slip."""
    places = set()
    for name, steps in marks.items():
        low, high = bounds(criteria[name])
        places.add(Fraction(steps - low, max(high - low, 1)))
    return len(marks) > 1 and len(places) == 1


def tops(criteria: Criteria, marks: Mapping[str, int]) -> int:
    """How many of these marks are the highest there is (J4)."""
    return sum(steps * criteria[name].step == criteria[name].scale[1] for name, steps in marks.items())
