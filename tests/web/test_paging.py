"""A page of a list, read from an index and from the nearer end, is the page one gets by sorting everything."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from random import Random

import pytest

from chucai.web.records.lists import MAY_BE_UNKNOWN, ORDER, Asked
from chucai.web.records.mark import mark
from chucai.web.records.models import NominationRow, Round
from chucai.web.records.paging import page
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db
SIZE = 50
NUMBER = 3 * SIZE + 7


@pytest.fixture
def rows() -> list[NominationRow]:
    """Many alike in every column, some with merit, mean, standard error and rank not known."""
    lot = Random(7)
    Round.objects.create(id=ROUND)
    made = [
        NominationRow(
            round_id=ROUND,
            nomination=f"n-{number:04}",
            version=1,
            returned=False,
            **{
                name: lot.choice("abcd")
                for name in ("name", "unit", "category", "theme", "stage", "standing", "honour")
            },
            **{name: lot.randrange(5) for name in ("sheets", "wanted")},
            **{name: lot.choice([None, None, 1, 2, 3]) for name in MAY_BE_UNKNOWN},
            updated=datetime(2026, 3, lot.randint(1, 9), tzinfo=UTC),
        )
        for number in lot.sample(range(9999), NUMBER)
    ]
    return NominationRow.objects.bulk_create(made)


def sorted_by_hand(rows: list[NominationRow], sort: str, falling: bool) -> list[str]:
    """What is not known last, whichever way; ties by number, the same way as the rest."""
    known = [row for row in rows if getattr(row, sort) is not None]
    unknown = [row for row in rows if getattr(row, sort) is None]
    known.sort(key=lambda row: (getattr(row, sort), row.nomination), reverse=falling)
    unknown.sort(key=lambda row: row.nomination, reverse=falling)
    return [row.nomination for row in (*known, *unknown)]


@pytest.mark.parametrize("sort", ORDER)
def test_pages_put_together_are_the_whole_list_in_order(rows: list[NominationRow], sort: str):
    for falling in (False, True):
        found = []
        for number in range(1, 5):
            asked = Asked(sort=sort, falling=falling, size=SIZE, number=number)
            each = page(mark(ROUND), NominationRow.objects.filter(round_id=ROUND), asked, ("nomination", sort))
            assert (each.total, each.last, each.asked.number) == (NUMBER, 4, number)
            found += [row["nomination"] for row in each.rows]
        assert found == sorted_by_hand(rows, sort, falling)


def test_a_page_past_the_end_is_the_last(rows: list[NominationRow]):
    for falling, sort in product((False, True), ("name", "merit")):
        asked = Asked(sort=sort, falling=falling, size=SIZE, number=77)
        last = page(mark(ROUND), NominationRow.objects.all(), asked, ("nomination",))
        assert (last.asked.number, len(last.rows), last.first_shown, last.last_shown) == (4, 7, 151, 157)
        assert [row["nomination"] for row in last.rows] == sorted_by_hand(rows, sort, falling)[-7:]


def test_nothing_listed_is_a_page_too():
    Round.objects.create(id=ROUND)
    for sort in ("name", "merit"):
        empty = page(mark(ROUND), NominationRow.objects.all(), Asked(sort=sort, number=3), ("nomination",))
        assert (empty.rows, empty.total, empty.first_shown, empty.last_shown) == ([], 0, 0, 0)


def test_what_is_filtered_is_counted_apart():
    school = School().open()
    school.submit("an", "bo", "cy")
    everybody = NominationRow.objects.filter(round_id=ROUND)
    assert page(mark(ROUND), everybody, Asked(), ("nomination",)).total == 3
    assert page(mark(ROUND), everybody.filter(nomination="bo"), Asked(), ("nomination",)).total == 1
    school.submit("di")
    assert page(mark(ROUND), everybody, Asked(), ("nomination",)).total == 4, "an event has come: it is counted again"
