"""Reasoning with attributes that are not known: never surer than trying all values would be."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from chucai.charter.checks.predicates import may_hold
from chucai.charter.predicate import All, AnyOf, Compare, Not, holds

NAMES = ("a", "b", "c")
LEAVES = st.builds(Compare, st.sampled_from(NAMES), st.just("is"), st.booleans())
PREDICATES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: All(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)
CERTAIN = st.dictionaries(st.sampled_from(NAMES), st.sampled_from([True, False, None]), max_size=3)


@given(PREDICATES, CERTAIN, st.booleans())
def test_what_can_come_out_is_never_called_impossible(predicate, certain, wanted):
    unknown = [name for name in NAMES if name not in certain]
    worlds = (
        {**certain, **dict(zip(unknown, values, strict=True))} for values in product((True, False), repeat=len(unknown))
    )
    if any(holds(predicate, world, {}) == wanted for world in worlds):
        assert may_hold(predicate, certain, wanted)


@given(PREDICATES, CERTAIN)
def test_with_everything_known_the_answer_is_exact(predicate, certain):
    world = {**dict.fromkeys(NAMES), **certain}
    assert may_hold(predicate, world) == holds(predicate, world, {})
    assert may_hold(predicate, world, False) != holds(predicate, world, {})
