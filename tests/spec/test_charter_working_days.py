"""Working days in mainland China, and the windows that real notices had (domain-rules P2, P3, P4)."""

from datetime import date

import pytest

from chucai.charter.calendar import Window, shipped

CHINA = shipped("cn")


def test_a_saturday_on_duty_is_a_working_day():
    # Saturday 7 May 2022 made up for the Labour Day holiday.
    assert CHINA.working(date(2022, 5, 7))
    assert CHINA.count(date(2022, 5, 7), date(2022, 5, 12)) == 5


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2022, 5, 7), date(2022, 5, 12)),  # opens on a Saturday on duty
        (date(2022, 4, 19), date(2022, 4, 24)),  # ends on a Sunday on duty
    ],
)
def test_five_working_days_when_the_first_day_counts(first, last):
    assert CHINA.window(first, working_days=5) == Window(first, last, provisional=False)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2021, 5, 20), date(2021, 5, 27)),
        (date(2025, 4, 14), date(2025, 4, 21)),
    ],
)
def test_five_working_days_only_if_the_first_day_does_not_count(first, last):
    assert CHINA.window(first, working_days=5, count_first_day=False).last == last
    assert CHINA.window(first, working_days=5).last < last


def test_five_plain_days_can_be_three_working_days():
    window = CHINA.window(date(2018, 8, 16), days=5)
    assert window == Window(date(2018, 8, 16), date(2018, 8, 20), provisional=False)
    assert CHINA.count(window.first, window.last) == 3


def test_a_year_without_a_table_makes_the_window_provisional():
    assert not CHINA.published(2027)
    assert CHINA.window(date(2026, 12, 28), working_days=3) == Window(date(2026, 12, 28), date(2026, 12, 30), False)
    assert CHINA.window(date(2026, 12, 28), working_days=5).provisional


def test_england_and_the_united_states_have_tables_too():
    assert not shipped("gb").working(date(2026, 5, 25))  # Spring bank holiday
    assert not shipped("us").working(date(2026, 11, 26))  # Thanksgiving
    assert shipped("plain").working(date(2026, 5, 25))
    assert shipped("every-day").working(date(2026, 5, 24))
