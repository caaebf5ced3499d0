"""When each stage would run."""

from datetime import date

import pytest

from chucai.charter.calendar import Window, shipped, stage_window
from chucai.charter.load import read
from chucai.charter.plan import plan
from chucai.errors import Refused
from tests.unit.charter.small_charter import edited

CHINA = shipped("cn")


def windows(*edits, opened_on=None):
    planned = plan(read(edited(*edits)).wanted(), CHINA, opened_on)
    return [each.window and (each.window.first, each.window.last) for each in planned]


def test_stages_follow_each_other_on_working_days():
    assert windows()[:3] == [
        (date(2026, 3, 2), date(2026, 3, 6)),
        (date(2026, 3, 9), date(2026, 3, 13)),
        (date(2026, 3, 16), date(2026, 3, 25)),
    ]


def test_a_stage_waits_for_its_own_day():
    found = windows(("working_days = 8", "working_days = 8\nopens = 2026-04-01"))
    assert found[2] == (date(2026, 4, 1), date(2026, 4, 13))  # 6 April is a holiday


def test_a_round_without_dates_is_planned_from_the_day_it_opens():
    no_date = ("opens = 2026-03-02\n", "")
    assert windows(no_date) == [None] * 5
    assert windows(no_date, opened_on=date(2026, 6, 1))[0] == (date(2026, 6, 1), date(2026, 6, 5))


def days(charter, held, today):
    """Of the first three stages; `held`: the first and last day of the stages that were opened."""
    windows = {stage: Window(*days, provisional=False) for stage, days in held.items()}
    found = plan(charter, CHINA, date(2026, 3, 2), windows, today)
    return [(each.window.first, each.window.last) for each in found[:3]]


def test_what_is_to_come_follows_the_stages_as_they_were_held():
    charter = read(edited()).wanted()
    first, second, _third = [stage.id for stage in charter.stages[:3]]
    early = {first: (date(2026, 3, 2), date(2026, 3, 4))}
    assert days(charter, early, date(2026, 3, 4))[:2] == [
        (date(2026, 3, 2), date(2026, 3, 4)),
        (date(2026, 3, 5), date(2026, 3, 11)),
    ]
    late = {first: early[first], second: (date(2026, 3, 18), date(2026, 3, 24))}
    assert days(charter, late, date(2026, 3, 18))[2] == (date(2026, 3, 25), date(2026, 4, 3))


def test_nothing_is_planned_for_a_day_that_has_passed():
    charter = read(edited()).wanted()
    held = {charter.stages[0].id: (date(2026, 3, 2), date(2026, 3, 6))}
    assert days(charter, held, date(2026, 3, 20))[1] == (date(2026, 3, 20), date(2026, 3, 26))


def test_a_stage_may_borrow_the_length_of_its_notice_or_of_its_slowest_body():
    found = windows(("working_days = 8\n", ""), ("working_days = 6\n", ""))
    assert found[2] == (date(2026, 3, 16), date(2026, 3, 25))  # seven working days after the day of asking
    assert found[3] == (date(2026, 3, 26), date(2026, 4, 2))  # five working days after the day of publication


def test_a_stage_without_any_end_is_refused():
    charter = read(edited(("working_days = 3\n", ""))).wanted()
    with pytest.raises(Refused, match="stage-without-end"):
        stage_window(charter, CHINA, charter.stages[-1], date(2026, 3, 2))


def test_opening_late_moves_the_window_and_opening_early_does_not():
    charter = read(edited()).wanted()
    stage = charter.stages[0]
    late = stage_window(charter, CHINA, stage, date(2026, 3, 4))
    early = stage_window(charter, CHINA, stage, date(2026, 2, 27))
    assert late == Window(date(2026, 3, 4), date(2026, 3, 10), provisional=False)
    assert early.first == date(2026, 3, 2)
