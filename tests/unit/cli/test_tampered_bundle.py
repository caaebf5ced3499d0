"""Whatever is changed in a published bundle, down to a single byte, is found; changes of events are located."""

from __future__ import annotations

from functools import cache
from random import Random

import pytest

from chucai.ledger.canonical import parse
from chucai.publish.verdict import Verdict, judge
from tests.unit.cli.village import HAMLET, KEY, THIEF, Hamlet, played

SLICES = 8


@cache
def bundle(depth: str = "public") -> bytes:
    return played(HAMLET, Hamlet()).bundle(depth)


@cache
def lines() -> tuple[bytes, ...]:
    return tuple(bundle().split(b"\n")[:-1])


def events() -> list[int]:
    """Numbers, from 0, of the lines that hold events."""
    return [number for number, line in enumerate(lines()) if line.startswith(b'{"event"')]


def judged(changed: list[bytes]) -> Verdict:
    return judge(b"".join(line + b"\n" for line in changed))


def blamed(verdict: Verdict) -> set[int | None]:
    """Lines that are blamed for more than being followed by a broken seal."""
    return {finding.line for finding in verdict.findings if finding.code != "seal-broken"}


def test_untouched_it_holds():
    for depth in ("public", "auditor"):
        verdict = judge(bundle(depth), KEY.verifier_key())
        assert verdict.findings == ()
        assert {each.code for each in verdict.proved} >= {"seal-holds", "gates-obeyed", "roll-equal", "openings-hold"}


def other_values(byte: int, random: Random) -> tuple[int, int, int]:
    """Three other values for a byte: the next bit, the other case, and any."""
    anything = random.choice([value for value in range(256) if value not in (byte, byte ^ 1, byte ^ 0x20)])
    return byte ^ 1, byte ^ 0x20, anything


@pytest.mark.parametrize("part", range(SLICES))
def test_every_single_byte_change_is_caught(part):
    """Also without knowing the key; and a change within an event names its line."""
    whole, random = bundle(), Random(part)
    first, last = events()[0] + 1, events()[-1] + 1
    for place in range(part, len(whole), SLICES):
        line = whole.count(b"\n", 0, place) + 1
        for value in other_values(whole[place], random):
            verdict = judge(whole[:place] + bytes((value,)) + whole[place + 1 :])
            assert not verdict.holds, f"byte {place} to {value}"
            if first <= line <= last:
                assert line in blamed(verdict), f"byte {place} of line {line} to {value}: {verdict.findings}"


@pytest.mark.parametrize("number", events())
def test_a_dropped_event_is_located(number):
    changed = list(lines())
    dropped = parse(changed.pop(number))
    verdict = judged(changed)
    codes = {finding.code for finding in verdict.findings}
    if number == events()[-1]:
        assert "events-dropped" in codes
    else:
        missing = next(finding for finding in verdict.findings if finding.code == "event-missing")
        assert (missing.line, missing.facts["places"]) == (number + 1, str(dropped["n"]))


@pytest.mark.parametrize("number", events())
def test_a_doubled_event_is_located(number):
    changed = list(lines())
    changed.insert(number, changed[number])
    assert number + 2 in blamed(judged(changed))


@pytest.mark.parametrize("number", events()[:-1])
def test_two_events_that_changed_places_are_located(number):
    changed = list(lines())
    changed[number], changed[number + 1] = changed[number + 1], changed[number]
    assert blamed(judged(changed)) & {number + 1, number + 2}


def test_a_line_moved_in_from_another_bundle_is_located():
    """An opening of the auditor's bundle in the public one: the header's count and the seal say no."""
    opening = next(line for line in bundle("auditor").split(b"\n") if line.startswith(b'{"opening"'))
    changed = [*lines()[:-1], opening, lines()[-1]]
    assert {"counts-differ", "seal-broken"} <= {finding.code for finding in judged(changed).findings}


def test_signed_by_another_key_it_is_another_bundle():
    stolen = played(HAMLET, Hamlet()).bundle("public", THIEF)
    assert "other-key" in {finding.code for finding in judge(stolen, KEY.verifier_key()).findings}


@pytest.mark.parametrize("data", [b"", b"\n", b"\x00" * 9, b"{}", b"[1]\n", b"charter = 1\n", bundle()[:1]], ids=str)
def test_what_is_no_bundle_is_said_in_one_sentence(data):
    verdict = judge(data)
    assert [finding.code for finding in verdict.findings] == ["not-a-bundle"]
    assert verdict.proved == verdict.unchecked == ()


def test_every_cut_is_caught():
    whole = bundle()
    assert not any(judge(whole[:end]).holds for end in range(0, len(whole), 7))
