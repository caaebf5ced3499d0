"""Working-day arithmetic against a twin that walks the calendar day by day."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.calendar import Calendar, calendar_ids, read_calendar, shipped
from chucai.errors import Refused

DAYS = st.dates(date(2019, 12, 1), date(2027, 3, 1))
CALENDARS = st.sampled_from(calendar_ids()).map(shipped)

SMALL = """
calendar = 1
id = "small"
name = { zh = "小表", en = "Small" }
weekend = ["saturday", "sunday"]
[years.2026]
source = "made up"
off = [2026-03-02]
work = [2026-03-07]
"""


def walk(calendar, start, number, count_first_day):
    """The obvious way: tick off one working day after the other."""
    ticked = 0
    day = start
    if count_first_day and calendar.working(day):
        ticked += 1
    while ticked < number:
        day += timedelta(days=1)
        if calendar.working(day):
            ticked += 1
    return day


@given(CALENDARS, DAYS, st.integers(1, 40), st.booleans())
def test_adding_equals_walking(calendar, start, number, count_first_day):
    assert calendar.add_working_days(start, number, count_first_day) == walk(calendar, start, number, count_first_day)


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_a_window_holds_exactly_its_working_days(calendar, start, number):
    window = calendar.window(start, working_days=number)
    assert calendar.count(window.first, window.last) == number
    assert calendar.working(window.last)


@given(CALENDARS, DAYS, st.integers(1, 40))
def test_a_window_is_provisional_exactly_when_a_year_in_it_has_no_table(calendar, start, number):
    window = calendar.window(start, working_days=number)
    years = {(window.first + timedelta(days=n)).year for n in range((window.last - window.first).days + 1)}
    assert window.provisional == any(not calendar.published(year) for year in years)


@given(CALENDARS, DAYS)
def test_the_next_working_day_is_the_first_from_here(calendar, day):
    found = calendar.next_working_day(day)
    assert calendar.working(found)
    assert calendar.count(day, found) == 1


def test_an_edited_table_is_read_as_written():
    calendar = read_calendar(SMALL)
    assert not calendar.working(date(2026, 3, 2))
    assert calendar.working(date(2026, 3, 7))
    assert not calendar.working(date(2026, 3, 8))
    assert calendar.to_json()["years"]["2026"]["off"] == ["2026-03-02"]


@pytest.mark.parametrize("name", calendar_ids())
def test_a_table_from_a_bundle_is_the_same_table(name):
    calendar = shipped(name)
    again = Calendar.from_json(json.dumps(calendar.to_json()))
    assert again == calendar
    assert again.digest() == calendar.digest()


def test_the_digest_knows_a_changed_day():
    assert read_calendar(SMALL).digest() == read_calendar("# comment\n" + SMALL).digest()
    assert read_calendar(SMALL).digest() != read_calendar(SMALL.replace("03-07", "03-14")).digest()


@pytest.mark.parametrize(
    ("before", "after", "code", "path"),
    [
        ("off = [2026-03-02]", "off = [2025-03-02]", "day-of-another-year", "years"),
        ("work = [2026-03-07]", "work = [2026-03-02]", "day-off-and-on-duty", "years"),
        ("off = [2026-03-02]", 'off = ["2026-03-02"]', "date-wanted", "years.2026.off[0]"),
        ('"sunday"]', '"sundae"]', "value-not-among", "weekend[1]"),
        ("calendar = 1", "calendar = 2", "format-newer", "calendar"),
        ("off = [", "off == [", "toml-syntax", ""),
    ],
)
def test_a_faulty_table_is_refused_with_the_place(before, after, code, path):
    with pytest.raises(Refused) as refused:
        read_calendar(SMALL.replace(before, after))
    assert refused.value.code == "calendar-faulty"
    assert (refused.value.facts["first"], refused.value.facts["path"]) == (code, path)


def test_an_unknown_calendar_is_refused_with_those_there_are():
    with pytest.raises(Refused) as refused:
        shipped("moon")
    assert refused.value.code == "calendar-unknown"
    assert "cn" in refused.value.facts["known"]
