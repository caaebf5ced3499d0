"""The office's own pictures stay legible on paper of both widths, whatever stages, units and judges there are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chucai.charter.calendar import shipped
from chucai.publish.picture import Picture
from chucai.web.office.pictures import coverage, timeline, units
from chucai.web.office.progress import Judge
from tests.unit.publish.drawn import clashes, labels, off_paper

LANGUAGES = ("en", "zh-hans")
FIRST = date(2026, 3, 2)
LONG = "Review and recommendation by the sub-district or the bureau it reports to"


def stages(number: int, name: str = LONG) -> list[timeline.Span]:
    days = [FIRST + timedelta(days=12 * n) for n in range(number)]
    states = ["closed", "open", *["planned"] * number]
    return [
        timeline.Span(f"{n} {name}", day, day + timedelta(days=9), state, provisional=n > 4)
        for n, (day, state) in enumerate(zip(days, states, strict=False))
    ]


def every_picture(language: str) -> list[Picture]:
    judges = [Judge(f"a{n:02}", True, {f"n-{m}" for m in range(n, n + 30)}, {f"n-{n}"}) for n in range(40)]
    states = ("filled", "sent", "late", "returned", "none")
    areas = [units.UnitArea(f"Yunxi Sub-district {n}", 3 + n % 7, n, n // 2, states[n % 5]) for n in range(30)]
    calendar = shipped("cn")
    return [
        *(timeline.picture(stages(8), calendar, FIRST + timedelta(days=day), language) for day in (0, 14, 90)),
        timeline.picture(stages(1), calendar, FIRST, language),
        units.picture(areas, language),
        units.picture(areas[:1], language),
        coverage.picture(judges, {}, sorted(set().union(*(judge.assigned for judge in judges))), 1, language),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_label_stands_in_the_way_of_another_or_off_the_paper(language: str):
    for picture in every_picture(language):
        for drawing in (picture.wide, picture.small):
            assert list(clashes(drawing)) == [], drawing.name
            assert off_paper(drawing) == [], drawing.name


def test_on_narrow_paper_a_stage_keeps_its_name():
    """It stands above its bar, on the whole width, instead of being cut beside it."""
    name = "Comprehensive comparison by the judges"
    small = timeline.picture(stages(2, name), shipped("cn"), FIRST, "en").small
    assert {f"0 {name}", f"1 {name}"} <= {label.words for label in labels(small)}
