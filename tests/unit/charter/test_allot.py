"""Places shared out by figures (N7)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.allot import allot
from chucai.charter.nominee import Allotment
from chucai.errors import Refused

HALVES = {"output": Fraction(1, 2), "staff": Fraction(1, 2)}


def test_half_by_output_and_half_by_workforce():
    units = {"north": {"output": 60, "staff": 20}, "south": {"output": 40, "staff": 80}}
    assert allot(Allotment(places=10, by=HALVES), units) == {"north": 4, "south": 6}


def test_everybody_gets_the_least_first():
    units = {"north": {"output": 100, "staff": 100}, "south": {"output": 0, "staff": 0}}
    assert allot(Allotment(places=10, by=HALVES, least=2), units) == {"north": 8, "south": 2}


def test_the_largest_remainders_get_what_is_left():
    by = {"staff": Fraction(1)}
    units = {"a": {"staff": 47}, "b": {"staff": 16}, "c": {"staff": 37}}
    assert allot(Allotment(places=10, by=by), units) == {"a": 5, "b": 1, "c": 4}  # 4.7, 1.6, 3.7


def test_a_missing_figure_is_named():
    with pytest.raises(Refused, match="figure-missing"):
        allot(Allotment(places=10, by=HALVES), {"north": {"output": 1}})


def test_too_few_places_for_the_least_are_refused():
    with pytest.raises(Refused, match="too-few-for-least"):
        allot(Allotment(places=1, by=HALVES, least=1), {name: {"output": 1, "staff": 1} for name in "ab"})


FIGURES = st.dictionaries(
    st.text("abc", min_size=1, max_size=3),
    st.fixed_dictionaries({"output": st.integers(0, 50), "staff": st.integers(0, 50)}),
    min_size=1,
    max_size=6,
)


@given(FIGURES, st.integers(6, 60), st.integers(0, 1))
def test_every_place_is_given_and_nobody_is_a_place_off_their_share(units, places, least):
    given_out = allot(Allotment(places=places, by=HALVES, least=least), units)
    assert sum(given_out.values()) == places
    rest = places - least * len(units)
    for name, figures in units.items():
        totals = {key: sum(unit[key] for unit in units.values()) for key in HALVES}
        share = sum(
            HALVES[key] * (Fraction(figures[key], totals[key]) if totals[key] else Fraction(1, len(units)))
            for key in HALVES
        )
        assert abs(given_out[name] - least - rest * share) < 1
