"""Whatever is done to a bundle by somebody without the key is found, and what is done to an event is located."""

from dataclasses import replace
from random import Random

import pytest

from chucai.ledger.canonical import parse
from chucai.ledger.verify import check_bytes

FIRST_EVENT, LAST_EVENT = 4, 8


def lines_of(bundle):
    return bundle.split(b"\n")[:-1]


def joined(lines):
    return b"".join(line + b"\n" for line in lines)


def codes(report):
    return {fault.code for fault in report.faults}


def blamed(report):
    """Lines that are blamed for more than being followed by a broken seal."""
    return {fault.line for fault in report.faults if fault.code != "seal-broken"}


def other_values(byte, random):
    """Three other values for a byte: the next bit, the other case, and any."""
    anything = random.choice([value for value in range(256) if value not in (byte, byte ^ 1, byte ^ 0x20)])
    return byte ^ 1, byte ^ 0x20, anything


def test_every_single_byte_change_is_caught_and_those_in_events_are_located(bundle, key):
    random, vkey = Random(20260508), key.verifier_key()
    for place, byte in enumerate(bundle):
        line = bundle.count(b"\n", 0, place) + 1
        for value in other_values(byte, random):
            report = check_bytes(bundle[:place] + bytes((value,)) + bundle[place + 1 :], vkey)
            assert not report.ok, f"byte {place} to {value}"
            assert "seal-holds" in report.unproved
            if FIRST_EVENT <= line <= LAST_EVENT:
                assert line in blamed(report), f"byte {place} of line {line} to {value}: {report.faults}"


def test_every_single_byte_left_out_or_added_is_caught(bundle):
    for place in range(len(bundle)):
        assert not check_bytes(bundle[:place] + bundle[place + 1 :]).ok
        assert not check_bytes(bundle[:place] + b" " + bundle[place:]).ok
    assert not check_bytes(bundle + b"\n").ok


def test_every_cut_is_caught(bundle):
    assert all(not check_bytes(bundle[:end]).ok for end in range(len(bundle)))


def test_a_changed_event_is_named_by_receipt_and_line(bundle):
    report = check_bytes(bundle.replace(b'"rank":1', b'"rank":2'))
    assert [(fault.code, fault.line) for fault in report.faults] == [
        ("leaf-differs", 7),
        ("root-differs", 10),
        ("seal-broken", 12),
    ]
    assert report.faults[0].facts == {"receipt": "nomination/N-1@2", "n": 3}
    assert report.faults[1].facts == {"batch": 2, "first": 3, "last": 4}


@pytest.mark.parametrize("number", range(1, 13))
def test_a_dropped_line_is_caught(bundle, number):
    lines = lines_of(bundle)
    dropped = lines.pop(number - 1)
    report = check_bytes(joined(lines))
    assert not report.ok
    if FIRST_EVENT <= number < LAST_EVENT:
        missing = next(fault for fault in report.faults if fault.code == "event-missing")
        assert (missing.line, missing.facts["places"]) == (number, str(parse(dropped)["n"]))
    if number == LAST_EVENT:
        assert "events-dropped" in codes(report)


def test_roots_say_nothing_behind_a_gap(bundle):
    """A dropped event is not also blamed on the checkpoints that cover it, and the checkpoints are not proved."""
    lines = lines_of(bundle)
    del lines[5]
    report = check_bytes(joined(lines))
    assert [(fault.code, fault.line) for fault in report.faults] == [
        ("counts-differ", 1),
        ("event-missing", 6),
        ("seal-broken", 11),
    ]
    assert "checkpoints-hold" in report.unproved


@pytest.mark.parametrize("number", range(1, 13))
def test_a_doubled_line_is_caught(bundle, number):
    lines = lines_of(bundle)
    lines.insert(number, lines[number - 1])
    report = check_bytes(joined(lines))
    assert not report.ok
    if FIRST_EVENT <= number <= LAST_EVENT:
        doubled = next(fault for fault in report.faults if fault.code == "event-doubled")
        event = parse(lines[number])["event"]
        assert doubled.line == number + 1
        assert doubled.facts["receipt"] == f"{event['stream']}@{event['version']}"


@pytest.mark.parametrize("number", range(1, 12))
def test_two_swapped_lines_are_caught(bundle, number):
    lines = lines_of(bundle)
    lines[number - 1], lines[number] = lines[number], lines[number - 1]
    report = check_bytes(joined(lines))
    assert not report.ok
    if FIRST_EVENT <= number < LAST_EVENT:
        assert "event-out-of-order" in codes(report)
        assert blamed(report) & {number, number + 1}


def swap_events(ledger, one, two):
    events = list(ledger.events)
    events[one], events[two] = events[two], events[one]
    return tuple(events)


def test_reordering_events_of_one_stream_is_named_by_the_stream(ledger):
    report = check_bytes(ledger.bundle(events=swap_events(ledger, 0, 4)))
    assert {"stream-out-of-order", "time-backwards", "root-differs"} <= codes(report)


def test_reordering_events_of_different_streams_is_caught_by_the_root_alone(ledger):
    """The signer itself renumbers two events inside a sealed batch and seals the bundle again."""
    report = check_bytes(ledger.bundle(events=swap_events(ledger, 1, 2)))
    assert [(fault.code, fault.line) for fault in report.faults] == [("root-differs", 9)]
    assert "seal-holds" in report.proved


def test_sealing_again_with_another_key_is_caught_by_whoever_knows_the_key(ledger, key, other_key):
    forged = replace(ledger, key=other_key, events=ledger.events[:4], batches=(4,)).bundle()
    report = check_bytes(forged, key.verifier_key())
    assert [(fault.code, fault.line) for fault in report.faults] == [("other-key", 1)]
    assert report.faults[0].facts == {"expected": key.verifier_key(), "found": other_key.verifier_key()}
    assert report.unproved == ("key-expected",)


def test_sealing_again_with_another_key_is_visible_to_whoever_does_not(ledger, other_key):
    report = check_bytes(replace(ledger, key=other_key).bundle())
    assert report.ok
    assert (report.key, report.unproved) == (other_key.verifier_key(), ("key-expected",))


def test_a_seal_of_another_bundle_does_not_fit(ledger, bundle):
    other = lines_of(ledger.bundle(openings=[]))
    report = check_bytes(joined([*lines_of(bundle)[:-1], other[-1]]))
    assert [(fault.code, fault.line) for fault in report.faults] == [("seal-broken", 12)]


def test_a_checkpoint_cannot_stand_in_for_a_seal(ledger, bundle):
    checkpoint = lines_of(bundle)[9]
    forged = checkpoint.replace(b'{"checkpoint"', b'{"seal"')
    report = check_bytes(joined([*lines_of(bundle)[:-1], forged]))
    assert [(fault.code, fault.line) for fault in report.faults] == [("seal-broken", 12)]
