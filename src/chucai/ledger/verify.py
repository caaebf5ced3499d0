"""Check a bundle's bytes: no input or output, no clock, no trust in anything the bundle says of itself.

Each check yields faults with their lines; a check without faults is something proved. What the events mean is not asked
here: whether every gate was obeyed is for the rooms above.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chucai.errors import Refused
from chucai.ledger.bundle import seal_text
from chucai.ledger.checkpoint import check_verifier_key, verify_note
from chucai.ledger.event import Event
from chucai.ledger.order import place_faults, stream_faults, time_faults
from chucai.ledger.parts import SECTIONS, Bundle, Fault
from chucai.ledger.reading import Progress, read_bundle
from chucai.ledger.rooted import checkpoint_faults

__all__ = ["BytesReport", "Fault", "check_bytes"]

Faults = Iterator[Fault]


@dataclass(frozen=True, slots=True)
class BytesReport:
    """What was found. `proved` and `unproved` are codes with words in PROOFS; `bundle` is what could be read."""

    bundle: Bundle
    faults: tuple[Fault, ...]
    proved: tuple[str, ...]
    unproved: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def events(self) -> tuple[Event, ...]:
        return self.bundle.events

    @property
    def key(self) -> str | None:
        """The verifier key the bundle names, whose signatures were checked."""
        return self.bundle.header.key if self.bundle.header else None


def check_bytes(data: bytes, expected_key: str | None = None, progress: Progress | None = None) -> BytesReport:
    """Find and locate every fault of the bytes in `data`; never raises for what is in them.

    `expected_key` is a verifier key known from elsewhere; without it signatures are checked against the key the bundle
    itself names, and "key-expected" stays unproved: the report's `key` must then be compared by a person.
    Raises Refused("key-malformed") if `expected_key` is no verifier key.
    """
    if expected_key is not None:
        check_verifier_key(expected_key)
    bundle = read_bundle(data, progress)
    key, key_faults = _key(bundle, expected_key)
    found = {"lines-readable": (*bundle.faults, *key_faults)}
    found["seal-holds"] = tuple(_seal(bundle, key))
    found |= {proof: tuple(check(bundle)) for proof, check in _CHECKS.items()}
    found["checkpoints-hold"] = tuple(checkpoint_faults(bundle, key))
    found["key-expected"] = tuple(_other_key(bundle, expected_key))
    failed = {proof for proof, faults in found.items() if faults} | _unasked(found, bundle, key, expected_key)
    faults = sorted(
        (fault for each in found.values() for fault in each),
        key=lambda fault: fault.line,
    )
    return BytesReport(
        bundle=bundle,
        faults=tuple(faults),
        proved=tuple(proof for proof in found if proof not in failed),
        unproved=tuple(proof for proof in found if proof in failed),
    )


def _unasked(
    found: dict[str, tuple[Fault, ...]], bundle: Bundle, key: str | None, expected_key: str | None
) -> set[str]:
    """Proofs that fail without a fault of their own: nothing to compare with, or lines that could not be read."""
    unasked = {"key-expected"} if expected_key is None or bundle.header is None else set()
    if found["lines-readable"]:
        unasked |= set(found) - {"key-expected", "seal-holds"}
    if key is None or bundle.seal is None:
        unasked.add("seal-holds")
    if found["events-in-place"]:
        unasked |= {"streams-whole", "checkpoints-hold"}
    return unasked


def _key(bundle: Bundle, expected_key: str | None) -> tuple[str | None, tuple[Fault, ...]]:
    """The key to check signatures against: the one the header names, or the expected one if it names none of use."""
    if bundle.header is None:
        return expected_key, ()
    try:
        check_verifier_key(bundle.header.key)
    except Refused as no:
        return expected_key, (Fault(no.code, 1, no.facts),)
    return bundle.header.key, ()


def _other_key(bundle: Bundle, expected_key: str | None) -> Faults:
    if expected_key is not None and bundle.header and bundle.header.key != expected_key:
        yield Fault("other-key", 1, {"expected": expected_key, "found": bundle.header.key})


def _seal(bundle: Bundle, key: str | None) -> Faults:
    if bundle.seal is None or key is None:
        return
    try:
        text = verify_note(bundle.seal.note, key)
    except Refused as no:
        yield Fault(no.code, bundle.seal.line, no.facts)
        return
    if text != seal_text(bundle.digest):
        yield Fault("seal-broken", bundle.seal.line, {"digest": bundle.digest})


def _counts(bundle: Bundle) -> Faults:
    if bundle.header is None:
        return
    for section in SECTIONS:
        stated, found = bundle.header.counts[section], bundle.counted[section]
        if stated != found:
            yield Fault(
                "counts-differ",
                1,
                {"section": section, "stated": stated, "found": found},
            )


def _leaves(bundle: Bundle) -> Faults:
    """Every event hashes to the leaf beside it, belongs to this round, and stands at its place."""
    for placed in bundle.placed:
        name = placed.event.receipt if placed.event else f"#{placed.n}"
        if placed.leaf.hex() != placed.stated:
            yield Fault("leaf-differs", placed.line, {"receipt": name, "n": placed.n})
        if placed.event and bundle.header and placed.event.round != bundle.header.round:
            yield Fault(
                "other-round",
                placed.line,
                {"receipt": name, "round": placed.event.round},
            )
    yield from place_faults(bundle)


_CHECKS: dict[str, Callable[[Bundle], Faults]] = {
    "counts-agree": _counts,
    "events-in-place": _leaves,
    "streams-whole": stream_faults,
    "times-in-order": time_faults,
}
