"""The fewest items are blamed when a count goes wrong."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.ledger.order import in_line, slips


@pytest.mark.parametrize(
    ("numbers", "found"),
    [
        ([1, 2, 3], []),
        ([], []),
        ([1, 2, 2, 3], [("doubled", 2, "2")]),
        ([1, 3, 4], [("missing", 1, "2")]),
        ([3, 4], [("missing", 0, "1-2")]),
        ([1, 2, 7, 8], [("missing", 2, "3-6")]),
        ([1, 3, 2, 4], [("astray", 1, "3")]),
        ([4, 1, 2, 3], [("astray", 0, "4")]),
        ([2, 3, 4, 1], [("astray", 3, "1")]),
        ([1, 9, 3, 4], [("astray", 1, "9"), ("missing", 2, "2"), ("missing", 1, "5-8")]),
        ([1, 4, 3, 4], [("doubled", 1, "4"), ("missing", 2, "2")]),
    ],
)
def test_what_is_blamed(numbers, found):
    assert [(slip.kind, slip.index, slip.span) for slip in slips(numbers, 1)] == found


@given(st.lists(st.integers(0, 9), max_size=9))
def test_no_longer_line_exists(numbers):
    line = in_line(numbers)
    kept = [numbers[index] for index in line]
    assert line == sorted(line)
    assert kept == sorted(set(kept))
    longer = combinations(numbers, len(line) + 1)
    assert not any(all(a < b for a, b in pairwise(some)) for some in longer)


@given(st.lists(st.integers(1, 9), max_size=12) | st.integers(0, 12).map(lambda n: list(range(1, n + 1))))
def test_only_the_count_itself_is_without_slips(numbers):
    assert (not list(slips(numbers, 1))) == (numbers == list(range(1, len(numbers) + 1)))
