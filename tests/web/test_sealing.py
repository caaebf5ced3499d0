"""Sealing: written events get their place in the ledger, and what the ledger has become is signed."""

from __future__ import annotations

import pytest

from chucai.errors import Refused
from chucai.ledger.checkpoint import SigningKey, verify_checkpoint
from chucai.ledger.event import Event
from chucai.ledger.tree import consistency_proof, leaf_hash, verify_consistency, verify_inclusion
from chucai.web.home import ledger_key
from chucai.web.records import models
from chucai.web.records.export import collect
from chucai.web.records.sealing import inclusion, origin, seal
from tests.web.ledger_order import audited
from tests.web.small_round import ROUND, School

pytestmark = pytest.mark.django_db


@pytest.fixture
def school() -> School:
    return School().open()


def positions() -> list[int | None]:
    return list(models.Event.objects.order_by("id").values_list("position", flat=True))


def test_events_get_their_places_in_the_order_they_were_written(school: School):
    assert set(positions()) == {None}
    number = seal(ROUND)
    assert positions() == list(range(number))


def test_a_checkpoint_is_signed_by_the_key_that_the_round_names(school: School):
    number = seal(ROUND)
    signed = verify_checkpoint(collect(ROUND).checkpoints[0], school.state().round.key)
    assert (signed.origin, signed.size) == (f"chucai/{ROUND}", number)


def test_a_second_seal_goes_on_from_the_first(school: School):
    first = seal(ROUND)
    school.submit("an")
    assert seal(ROUND) == 1
    old, new = (verify_checkpoint(text, ledger_key().verifier_key()) for text in collect(ROUND).checkpoints)
    leaves = [leaf_hash(data) for data in collect(ROUND).events]
    proof = consistency_proof(leaves, first)
    assert verify_consistency(first, first + 1, proof, old.root, new.root)


def test_nothing_to_seal_makes_no_checkpoint(school: School):
    seal(ROUND)
    assert seal(ROUND) == 0
    assert len(collect(ROUND).checkpoints) == 1


def test_rounds_have_ledgers_of_their_own(school: School):
    other = School("other").open()
    seal(other.round_id)
    assert collect(ROUND).unsealed == len(collect("other").events)
    assert origin(ledger_key(), "other") in collect("other").checkpoints[0]


def test_another_key_can_be_given(school: School):
    key = SigningKey("office", bytes(32))
    seal(ROUND, key)
    assert verify_checkpoint(collect(ROUND).checkpoints[0], key.verifier_key()).origin == f"office/{ROUND}"


def test_events_written_together_stay_together(school: School):
    """Two transactions may draw their ids in turns; the ledger tells one after the other all the same."""
    seal(ROUND)
    stream = models.Stream.objects.get(key="tree")
    for version, batch in ((2, 7), (3, 5), (4, 7), (5, 5)):
        models.Event.objects.create(
            round_id=ROUND, stream=stream, version=version, batch=batch, kind="k", actor="a", role="r", at=school.at,
            data=f"{version}".encode(), leaf=b"",
        )  # fmt: skip
    seal(ROUND)
    assert list(collect(ROUND).events)[-4:] == [b"2", b"4", b"3", b"5"]


# --- the proof behind a receipt


def test_a_receipt_has_a_proof_once_it_is_sealed(school: School):
    [receipt] = school.submit("an")
    with pytest.raises(Refused, match="not-sealed-yet"):
        inclusion(ROUND, receipt.events[0])
    seal(ROUND)
    proof = inclusion(ROUND, receipt.events[0])
    assert Event.from_bytes(proof.event).receipt == receipt.events[0]
    signed = verify_checkpoint(proof.checkpoint, ledger_key().verifier_key())
    assert signed.size == proof.size
    assert verify_inclusion(leaf_hash(proof.event), proof.position, proof.size, proof.path, signed.root)


@pytest.mark.parametrize("receipt", ["nomination/an@1", "round@99", "round@x", "round", ""])
def test_no_proof_of_what_never_was(school: School, receipt: str):
    with pytest.raises(Refused, match="no-such-receipt"):
        inclusion(ROUND, receipt)


# --- what a bundle is made of


def test_everything_for_a_bundle_is_collected(school: School):
    school.submit("an")
    seal(ROUND)
    school.submit("bo")
    found = collect(ROUND)
    assert len(found.events) == len(list(found.events)) == models.Event.objects.count() - 1
    assert found.unsealed == 1
    assert {(each.kind, each.digest) for each in found.attachments} == {
        ("charter", school.state().round.charter),
        ("calendar", school.state().round.calendar),
    }
    opening = found.openings[0]
    assert (opening.event, opening.field, opening.value) == ("nomination/an@1", "name", "an")
    assert opening.to_json()["salt"] == opening.salt.hex()


def test_a_round_from_rows_stands_the_audit(school: School):
    school.finish()
    seal(ROUND)
    assert audited(ROUND) == models.Event.objects.count()
