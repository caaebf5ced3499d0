from datetime import UTC, datetime, timedelta, timezone

import pytest

from chucai.errors import Refused
from chucai.ledger.event import Event

AT = datetime(2026, 5, 8, 9, 30, tzinfo=UTC)
FIELDS = {
    "round": "2026",
    "stream": "nomination/N-1",
    "version": 2,
    "kind": "forwarded",
    "actor": "unit/青石镇",
    "role": "secretary",
    "at": AT,
    "data": {"rank": 1},
    "cause": "nomination/N-1@1",
}
BYTES = (
    '{"actor":"unit/青石镇","at":"2026-05-08T09:30:00Z","cause":"nomination/N-1@1","data":{"rank":1},'
    '"kind":"forwarded","role":"secretary","round":"2026","stream":"nomination/N-1","version":2}'
).encode()


def refused_field(call, *arguments, **fields):
    with pytest.raises(Refused) as caught:
        call(*arguments, **fields)
    assert caught.value.code == "malformed-event"
    return caught.value.facts["field"]


def test_it_has_one_byte_form_and_is_read_back():
    event = Event(**FIELDS)
    assert event.to_bytes() == BYTES
    assert Event.from_bytes(BYTES) == event


def test_its_receipt_is_stream_and_version():
    assert Event(**FIELDS).receipt == "nomination/N-1@2"


def test_a_first_event_has_no_cause():
    event = Event(**{**FIELDS, "cause": None})
    assert b'"cause":null' in event.to_bytes()
    assert Event.from_bytes(event.to_bytes()).cause is None


def test_it_can_stand_in_a_set():
    assert len({Event(**FIELDS), Event.from_bytes(BYTES)}) == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("round", ""),
        ("stream", ""),
        ("kind", None),
        ("actor", 7),
        ("role", ""),
        ("version", 0),
        ("version", True),
        ("version", "1"),
        ("version", 2**53),
        ("at", AT.replace(tzinfo=None)),
        ("at", AT.replace(microsecond=1)),
        ("at", AT.astimezone(timezone(timedelta(hours=8)))),
        ("at", "2026-05-08T09:30:00Z"),
        ("data", [1]),
        ("cause", ""),
        ("cause", "N-1"),
        ("cause", "N-1@0"),
        ("cause", "N-1@٣"),
        ("cause", 3),
    ],
)
def test_an_event_that_could_not_be_read_back_does_not_come_into_being(field, value):
    assert refused_field(Event, **{**FIELDS, field: value}) == field


@pytest.mark.parametrize(
    "at",
    [
        "2026-05-08T09:30:00+00:00",
        "2026-05-08 09:30:00Z",
        "2026-05-08T09:30:00.0Z",
        "2026-05-08T09:30Z",
        "2026-05-08T09:30:00z",
        "2026-02-30T09:30:00Z",
        "2026-05-08T24:00:00Z",
        "2026-W19-5T09:30:00Z",
        "٢026-05-08T09:30:00Z",
        20260508,
        None,
    ],
)
def test_a_moment_is_written_in_one_way(at):
    assert refused_field(Event.from_json, {**Event(**FIELDS).to_json(), "at": at}) == "at"


@pytest.mark.parametrize("year", [1, 999, 9999])
def test_moments_of_any_year_have_the_same_width(year):
    event = Event(**{**FIELDS, "at": AT.replace(year=year)})
    assert Event.from_bytes(event.to_bytes()).at == event.at


def test_keys_are_exactly_nine():
    value = Event(**FIELDS).to_json()
    assert refused_field(Event.from_json, {**value, "note": "x"}) == "note"
    del value["cause"]
    assert refused_field(Event.from_json, value) == "cause"
    assert refused_field(Event.from_json, [value]) == "$"


def test_bytes_that_are_not_canonical_are_refused():
    with pytest.raises(Refused, match="not-canonical"):
        Event.from_bytes(BYTES + b"\n")
