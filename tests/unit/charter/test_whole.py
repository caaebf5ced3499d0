"""The exact search for whole numbers against trying every point."""

from fractions import Fraction
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.checks.whole import Row, relaxed, solvable

MOST = 5  # every variable lies between 0 and this


@st.composite
def systems(draw):
    columns = draw(st.integers(1, 3))
    weights = st.tuples(*[st.integers(-3, 3)] * columns)
    rows = draw(st.lists(st.builds(Row, weights, st.sampled_from(["<=", ">=", "=="]), st.integers(-5, 9)), max_size=4))
    return columns, [*rows, Row((1,) * columns, "<=", MOST)]


def keeps(row, point):
    total = sum(weight * value for weight, value in zip(row.weights, point, strict=True))
    return {"<=": total <= row.bound, ">=": total >= row.bound, "==": total == row.bound}[row.sense]


@given(systems())
def test_a_solution_is_found_exactly_when_trying_all_points_finds_one(system):
    columns, rows = system
    found = solvable(rows, columns)
    exists = any(all(keeps(row, point) for row in rows) for point in product(range(MOST + 1), repeat=columns))
    assert found in (exists, None)
    assert found is not None or exists is not None


@given(systems())
def test_a_relaxed_point_keeps_every_row(system):
    columns, rows = system
    point = relaxed(rows, columns)
    if point is not None:
        assert all(value >= 0 for value in point)
        assert all(keeps(row, point) for row in rows)


def test_halves_are_not_whole_numbers():
    rows = [Row((2, -2), "==", 1)]
    assert relaxed(rows, 2) == [Fraction(1, 2), Fraction(0)]
    assert solvable([*rows, Row((1, 1), "<=", 9)], 2) is False


def test_sums_that_must_be_whole_end_the_search_sooner():
    many = 12
    rows = [Row((1,) * many, "==", 7), Row((2,) * (many // 2) + (0,) * (many // 2), "==", 7)]
    assert solvable(rows, many, [(1,) * (many // 2) + (0,) * (many // 2)]) is False
