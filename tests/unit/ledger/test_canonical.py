import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from chucai.errors import Refused
from chucai.ledger.canonical import MAX_DEPTH, MAX_INTEGER, canonical, parse

INTEGERS = st.integers(-MAX_INTEGER, MAX_INTEGER)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
# Keys either side of the surrogates: their order differs by code point and by UTF-16 unit.
KEYS = st.text(st.sampled_from('ab"\\\n\x7f中\ue000\uffff\U00010000\U0001f600'), max_size=4)
VALUES = st.recursive(
    st.none() | st.booleans() | INTEGERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS | TEXTS, inner, max_size=4),
    max_leaves=20,
)


def refusal(call, *arguments):
    with pytest.raises(Refused) as caught:
        call(*arguments)
    assert caught.value.code == "not-canonical"
    return caught.value.facts


def nested(depth):
    value = []
    for _ in range(depth - 1):
        value = [value]
    return value


def test_it_works():
    assert canonical({"b": [1, True, None], "a": '春\n"\\\x00\x7f/'}) == (
        '{"a":"春\\n\\"\\\\\\u0000\x7f/","b":[1,true,null]}'.encode()
    )


@given(VALUES)
def test_it_writes_what_the_reference_implementation_writes(value):
    assert canonical(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_is_written_is_read_back(value):
    assert parse(canonical(value)) == value


def test_keys_are_sorted_by_utf16_unit():
    """RFC 8785 section 3.2.3, the example's keys: an emoji comes before U+FB33."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = canonical(dict.fromkeys(keys))
    assert list(json.loads(written)) == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


def test_tuples_are_lists():
    assert canonical((1, (2,))) == b"[1,[2]]"


@pytest.mark.parametrize(
    ("value", "path", "why"),
    [
        ({"merit": {"mean": 0.5}}, "$.merit.mean", "decimal"),
        ([1, float("nan")], "$[1]", "decimal"),
        ([1.0], "$[0]", "decimal"),
        ({"n": 2**53}, "$.n", "integer-too-large"),
        ({"n": -(2**53)}, "$.n", "integer-too-large"),
        ({1: "x"}, "$", "key-not-text"),
        ({"a": {"\ud800": 1}}, "$.a", "key-not-text"),
        (["\ud800"], "$[0]", "text-not-unicode"),
        ({"a": {1, 2}}, "$.a", "not-json"),
        (b"bytes", "$", "not-json"),
    ],
)
def test_what_the_ledger_may_not_hold_is_refused_by_its_place(value, path, why):
    assert refusal(canonical, value) == {"path": path, "why": why}


def test_the_largest_integers_are_held():
    assert parse(canonical([MAX_INTEGER, -MAX_INTEGER])) == [MAX_INTEGER, -MAX_INTEGER]


def test_depth_is_bounded_the_same_way_for_writing_and_reading():
    assert parse(canonical(nested(MAX_DEPTH))) == nested(MAX_DEPTH)
    assert refusal(canonical, nested(MAX_DEPTH + 1))["why"] == "too-deep"
    assert refusal(parse, b"[" * 65 + b"]" * 65)["why"] == "too-deep"
    assert refusal(parse, b"[" * 100_000)["why"] == "not-json"


def test_a_value_that_holds_itself_is_refused():
    value = []
    value.append(value)
    assert refusal(canonical, value)["why"] == "too-deep"


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b' {"a":1}',
        b'{"a":1} ',
        b'{"a":1}\n',
        b'{"a":1}{}',
        b'{"a":1,"a":1}',
        b'{"a":1,"a":2}',
        b'{"b":1,"a":1}',
        b'["\\u0061"]',
        b'["\\/"]',
        b'["\\u000A"]',
        b'["\\u4e2d"]',
        b'["\\ud83d\\ude00"]',
        b'["\\ud800"]',
        b'["\x01"]',
        b"[-0]",
        b"[01]",
        b"[1.0]",
        b"[1e3]",
        b"[NaN]",
        b"[Infinity]",
        b"[9007199254740992]",
        b"[" + b"9" * 5000 + b"]",
        b"[true,]",
        b"",
        b"\xef\xbb\xbf[]",
        b'["\xff"]',
        b'["\xed\xa0\x80"]',
        b'["\xc0\xaf"]',
        '{"\U0001f600":1,"\ufb33":2}'.encode("utf-16"),
        '{"\ufb33":2,"\U0001f600":1}'.encode(),
    ],
)
def test_only_canonical_bytes_are_read(data):
    assert refusal(parse, data)["path"].startswith("$")


def test_a_refused_reading_says_where_the_bytes_part():
    assert refusal(parse, b'{"a": 1}')["offset"] == 5


@given(st.binary(max_size=40) | TEXTS.map(str.encode))
def test_whatever_is_read_has_exactly_these_bytes(data):
    try:
        value = parse(data)
    except Refused:
        return
    assert rfc8785.dumps(value) == data
