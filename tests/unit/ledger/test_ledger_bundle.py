"""What is written is read back; what a check finds wrong is located."""

import io
from dataclasses import replace

import pytest

from chucai.errors import Refused
from chucai.ledger.bundle import Attachment, Contents, Header, read_bundle, stream_bundle, write_bundle
from chucai.ledger.canonical import canonical, parse
from chucai.ledger.checkpoint import sign_checkpoint
from chucai.ledger.sealing import seal
from chucai.ledger.tree import Tree, leaf_hash, root
from chucai.ledger.verify import check_bytes

PROOFS = {
    "lines-readable",
    "seal-holds",
    "counts-agree",
    "events-in-place",
    "streams-whole",
    "times-in-order",
    "checkpoints-hold",
    "key-expected",
}


def codes(report):
    return [(fault.code, fault.line) for fault in report.faults]


def facts(report, code):
    return next(dict(fault.facts) for fault in report.faults if fault.code == code)


def test_a_whole_bundle_proves_everything(bundle, key):
    report = check_bytes(bundle, key.verifier_key())
    assert report.ok
    assert set(report.proved) == PROOFS
    assert report.unproved == ()


def test_without_an_expected_key_the_report_says_which_key_and_leaves_it_unproved(bundle, key):
    report = check_bytes(bundle)
    assert report.ok
    assert report.key == key.verifier_key()
    assert report.unproved == ("key-expected",)


def test_it_is_read_back_as_written(ledger, bundle, key):
    read = read_bundle(bundle)
    counts = {"attachments": 2, "events": 5, "checkpoints": 2, "openings": 1}
    assert read.header == Header("2026", "auditor", key.verifier_key(), counts)
    assert read.events == ledger.events
    assert read.attachments["charter.toml"].text == "id = 'demo'\n"
    assert read.attachments["roll.json"] == Attachment("roll.json", json=["N-1"])
    assert [signed.note for signed in read.checkpoints] == ledger.checkpoints()
    assert read.openings == tuple(ledger.contents().openings)
    assert read.faults == ()


def test_every_line_is_canonical_and_the_file_ends_in_a_line_feed(bundle):
    lines = bundle.split(b"\n")
    assert lines.pop() == b""
    assert [next(iter(parse(line))) for line in lines] == [
        "chucai-bundle",
        *["attachment"] * 2,
        *["event"] * 5,
        *["checkpoint"] * 2,
        "opening",
        "seal",
    ]


def test_events_may_be_given_as_their_bytes(ledger, bundle):
    assert ledger.bundle(events=[event.to_bytes() for event in ledger.events]) == bundle


def test_streaming_writes_the_same_bytes(ledger, bundle, key):
    out = io.BytesIO()
    stream_bundle(out, key, ledger.contents())
    assert out.getvalue() == bundle


class Shrinking(list):
    def __len__(self):
        return super().__len__() + 1


def test_a_section_that_changes_while_it_is_written_is_refused(ledger):
    with pytest.raises(Refused) as caught:
        ledger.bundle(openings=Shrinking([{}]))
    assert caught.value.facts == {"section": "openings", "stated": 2, "found": 1}


@pytest.mark.parametrize(("field", "value"), [("round", ""), ("depth", "secret")])
def test_a_header_that_could_not_be_read_back_is_refused(ledger, field, value):
    with pytest.raises(Refused) as caught:
        ledger.bundle(**{field: value})
    assert (caught.value.code, caught.value.facts) == ("bundle-malformed", {"field": field})


def test_a_round_without_events_is_whole(key):
    assert check_bytes(write_bundle(key, Contents("2026", "public")), key.verifier_key()).ok


def test_progress_is_told_now_and_then(ledger, event):
    events = [event(f"nomination/N-{n}", 1, "submitted") for n in range(4100)]
    told = []
    check_bytes(replace(ledger, events=tuple(events), batches=(4100,)).bundle(), progress=lambda *at: told.append(at))
    assert told == [(2000, 4106), (4000, 4106)]


def test_sealing_extends_the_tree_and_signs_it(ledger, key):
    data = [event.to_bytes() for event in ledger.events]
    first = seal(Tree(), data[:3], key, "awards.example/2026")
    second = seal(first.tree, data[3:], key, "awards.example/2026")
    assert first.leaf_hashes + second.leaf_hashes == tuple(map(leaf_hash, data))
    assert second.tree.root == root([leaf_hash(each) for each in data])
    with pytest.raises(Refused, match="nothing-to-seal"):
        seal(second.tree, [], key, "awards.example/2026")


# A signer who makes a wrong bundle: the seal holds, and still every fault is found.


def test_versions_of_a_stream_must_follow_each_other(ledger, event):
    events = (*ledger.events[:4], event("round", 3, "closed", 3))
    report = check_bytes(replace(ledger, events=events).bundle())
    assert codes(report) == [("stream-missing", 8)]
    assert facts(report, "stream-missing") == {"stream": "round", "versions": "2"}
    assert "seal-holds" in report.proved
    assert "streams-whole" in report.unproved


def test_a_version_must_not_come_twice(ledger, event):
    report = check_bytes(replace(ledger, events=(*ledger.events[:4], event("round", 1, "opened", 3))).bundle())
    assert codes(report) == [("stream-doubled", 8)]


def test_time_must_not_go_back_within_a_stream(ledger, event):
    events = (*ledger.events[:3], event("nomination/N-1", 2, "forwarded", 0), ledger.events[4])
    report = check_bytes(replace(ledger, events=events).bundle())
    assert codes(report) == [("time-backwards", 7)]
    assert facts(report, "time-backwards") == {
        "receipt": "nomination/N-1@2",
        "at": "2026-05-08T09:30:00Z",
        "before": "2026-05-08T09:31:00Z",
    }


def test_events_of_one_stream_may_share_a_second(ledger, event):
    events = (*ledger.events[:3], event("nomination/N-1", 2, "forwarded", 1), ledger.events[4])
    assert check_bytes(replace(ledger, events=events).bundle()).ok


def test_an_event_of_another_round_is_named(ledger):
    events = (*ledger.events[:4], replace(ledger.events[4], round="2025"))
    report = check_bytes(replace(ledger, events=events).bundle())
    assert codes(report) == [("other-round", 8)]


def test_a_malformed_event_is_located_and_still_has_its_place(ledger):
    events = [event.to_bytes() for event in ledger.events]
    events[3] = events[3].replace(b'"role"', b'"rolf"')
    report = check_bytes(ledger.bundle(events=events))
    assert codes(report) == [("malformed-event", 7), ("root-differs", 10)]
    assert facts(report, "malformed-event") == {"field": "role"}


def test_a_batch_with_another_root_is_named(ledger, event):
    events = (*ledger.events[:3], event("nomination/N-1", 2, "stopped", 3), ledger.events[4])
    report = check_bytes(ledger.bundle(events=events))
    assert codes(report) == [("root-differs", 10)]
    assert facts(report, "root-differs") == {"batch": 2, "first": 3, "last": 4}


def test_only_the_first_wrong_batch_is_named_as_the_rest_stands_on_it(ledger, event):
    report = check_bytes(ledger.bundle(events=(event("round", 1, "opened", 0, places=3), *ledger.events[1:])))
    assert codes(report) == [("root-differs", 9)]
    assert facts(report, "root-differs") == {"batch": 1, "first": 0, "last": 2}


def test_a_wrong_checkpoint_between_right_ones_is_named_alone(ledger, key):
    wrong = sign_checkpoint(key, "awards.example/2026", 4, bytes(32))
    first, last = ledger.checkpoints()
    report = check_bytes(ledger.bundle(checkpoints=[first, wrong, last]))
    assert codes(report) == [("root-differs", 10)]


def test_checkpoints_must_grow(ledger):
    first, last = ledger.checkpoints()
    assert codes(check_bytes(ledger.bundle(checkpoints=[first, first, last]))) == [("checkpoint-not-growing", 10)]


def test_checkpoints_are_of_one_ledger(ledger, key):
    first, _ = ledger.checkpoints()
    leaves = [leaf_hash(event.to_bytes()) for event in ledger.events]
    other = sign_checkpoint(key, "awards.example/2025", 5, root(leaves))
    assert codes(check_bytes(ledger.bundle(checkpoints=[first, other]))) == [("checkpoint-other-origin", 10)]


def test_a_checkpoint_by_another_key_is_refused(ledger, other_key):
    _, last = replace(ledger, key=other_key).checkpoints()
    report = check_bytes(ledger.bundle(checkpoints=[ledger.checkpoints()[0], last]))
    assert codes(report) == [("events-unsealed", 9), ("note-other-key", 10)]


def test_events_behind_the_last_checkpoint_are_not_sealed(ledger):
    report = check_bytes(ledger.bundle(checkpoints=ledger.checkpoints()[:1]))
    assert codes(report) == [("events-unsealed", 9)]
    assert facts(report, "events-unsealed") == {"size": 3, "events": 5}
    assert codes(check_bytes(ledger.bundle(checkpoints=[]))) == [("events-unsealed", 10)]


def test_a_ledger_cut_at_its_end_is_caught_even_if_sealed_again(ledger):
    report = check_bytes(ledger.bundle(events=ledger.events[:4]))
    assert codes(report) == [("events-dropped", 9)]
    assert facts(report, "events-dropped") == {"size": 5, "events": 4}


def test_an_attachment_has_a_name_of_its_own(ledger):
    report = check_bytes(ledger.bundle(attachments=[Attachment("roll.json", json=1), Attachment("roll.json", json=2)]))
    assert codes(report) == [("attachment-doubled", 3)]


def test_an_expected_key_must_be_one(bundle):
    with pytest.raises(Refused, match="key-malformed"):
        check_bytes(bundle, "nobody")


# Lines that are wrong in themselves, in a bundle sealed over them.


def with_line(bundle, number, value):
    lines = bundle.split(b"\n")
    lines[number - 1] = value if isinstance(value, bytes) else canonical(value)
    return b"\n".join(lines)


HEADER = {"attachments": 2, "checkpoints": 2, "events": 5, "openings": 1}


@pytest.mark.parametrize(
    ("number", "value", "code"),
    [
        (1, b'{"chucai-bundle": 1}', "line-not-canonical"),
        (2, [1], "line-unknown"),
        (2, {"note": "x"}, "line-unknown"),
        (2, {"attachment": "a"}, "line-malformed"),
        (2, {"attachment": "", "text": "x"}, "line-malformed"),
        (2, {"attachment": "a", "text": 1}, "line-malformed"),
        (2, {"attachment": "a", "json": 1, "text": "x"}, "line-malformed"),
        (5, {"event": {}, "leaf": "00" * 32}, "line-malformed"),
        (5, {"event": {}, "leaf": "AA" * 32, "n": 1}, "line-malformed"),
        (5, {"event": {}, "leaf": "00" * 32, "n": -1}, "line-malformed"),
        (5, {"event": {}, "leaf": "00" * 32, "n": True}, "line-malformed"),
        (5, {"event": {}, "leaf": "00" * 32, "n": 1}, "malformed-event"),
        (5, {"opening": 1}, "line-out-of-place"),
        (6, {"opening": 1, "seal": ""}, "line-malformed"),
        (9, {"checkpoint": 1}, "line-malformed"),
        (9, {"checkpoint": "x"}, "note-malformed"),
        (11, {"seal": ""}, "line-out-of-place"),
        (12, {"seal": 1}, "line-malformed"),
        (12, {"seal": "x"}, "note-malformed"),
        (12, b"", "line-not-canonical"),
    ],
)
def test_a_line_of_the_wrong_form_is_located(bundle, number, value, code):
    report = check_bytes(with_line(bundle, number, value))
    assert (code, number) in codes(report)
    assert "lines-readable" in report.unproved or code == "note-malformed"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"chucai-bundle": 2}, "bundle-version"),
        ({"chucai-bundle": True}, "bundle-version"),
        ({"depth": "secret"}, "line-malformed"),
        ({"round": ""}, "line-malformed"),
        ({"key": None}, "line-malformed"),
        ({"key": "nobody"}, "key-malformed"),
        ({"counts": {}}, "line-malformed"),
        ({"counts": {**HEADER, "events": -5}}, "line-malformed"),
        ({"counts": {**HEADER, "events": 6}}, "counts-differ"),
        ({"more": 1}, "line-malformed"),
    ],
)
def test_a_header_of_the_wrong_form_is_located(bundle, change, code):
    header = parse(bundle.split(b"\n", 1)[0])
    report = check_bytes(with_line(bundle, 1, {**header, **change}))
    assert (code, 1) in codes(report)
    assert "seal-holds" in report.unproved


def test_events_are_checked_with_the_expected_key_when_the_header_is_lost(bundle, key):
    report = check_bytes(with_line(bundle, 1, {"note": "x"}), key.verifier_key())
    assert codes(report) == [("line-unknown", 1), ("header-missing", 1), ("seal-broken", 12)]


@pytest.mark.parametrize("data", [b"", b"\n", b"\n\n", b"{}", b"\xff\xfe", b"null\n" * 3])
def test_anything_at_all_can_be_checked(data):
    report = check_bytes(data)
    assert {"header-missing", "seal-missing"} <= {fault.code for fault in report.faults}
    assert report.proved == ()
