"""docs/reference/ledger-format.md is true: its example verifies, and a verifier written from the page alone agrees
with ours on what is whole and what is not. Nothing of chucai is used in the second verifier."""

import json
import re
from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chucai.ledger.bundle import Attachment, Contents, write_bundle
from chucai.ledger.checkpoint import SigningKey
from chucai.ledger.commitment import opens
from chucai.ledger.verify import check_bytes

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "ledger-format.md"
EVENT_KEYS = ["actor", "at", "cause", "data", "kind", "role", "round", "stream", "version"]
SHAPES = {
    "events": [["event", "leaf", "n"]],
    "attachments": [["attachment", "text"], ["attachment", "json"]],
    "checkpoints": [["checkpoint"]],
    "openings": [["opening"]],
}


class BrokenError(Exception):
    """The second verifier's only answer to anything that is not as the page says."""


def demand(holds):
    if not holds:
        raise BrokenError


def write(value):
    """Canonical JSON for what these tests hold (all keys in the Basic Multilingual Plane)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read(line):
    try:
        value = json.loads(line.decode(), parse_float=lambda _: demand(False))
        demand(write(value) == line)
    except (ValueError, RecursionError):
        raise BrokenError from None
    return value


def decode(text):
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        raise BrokenError from None
    demand(b64encode(data).decode() == text)
    return data


def signed_text(note, vkey):
    demand(isinstance(note, str) and isinstance(vkey, str))
    found = re.fullmatch(r"((?:.*\n)*)\n— (\S+) (\S+)\n", note)
    demand(found and not re.search(r"[\x00-\x09\x0b-\x1f]", note))
    text, name, blob = found.groups()
    signature, public = decode(blob), decode(vkey.split("+", 2)[-1])
    key_id = sha256(name.encode() + b"\n" + public).digest()[:4]
    demand(public[:1] == b"\x01" and len(public) == 33 and len(signature) == 68)
    demand(vkey == f"{name}+{key_id.hex()}+{b64encode(public).decode()}" and signature[:4] == key_id)
    try:
        Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature[4:], text.encode())
    except InvalidSignature:
        raise BrokenError from None
    return text


def root(leaves):
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:])).digest()


def check_event(line, n, header, streams):
    event = line["event"]
    demand(list(event) == EVENT_KEYS and line["n"] == n and type(line["n"]) is int)
    demand(all(isinstance(event[key], str) and event[key] for key in ("actor", "kind", "role", "stream")))
    demand(event["round"] == header["round"] and isinstance(event["data"], dict))
    demand(event["cause"] is None or re.fullmatch(r"(?s).+@[1-9][0-9]*", event["cause"]))
    demand(re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z", event["at"]))
    try:
        at = datetime.fromisoformat(event["at"])
    except ValueError:
        raise BrokenError from None
    version, last = streams.get(event["stream"], (0, at))
    demand(event["version"] == version + 1 and type(event["version"]) is int and at >= last)
    streams[event["stream"]] = (version + 1, at)
    leaf = sha256(b"\x00" + write(event)).digest()
    demand(line["leaf"] == leaf.hex())
    return leaf


def check_checkpoints(notes, key, leaves):
    size, origins = 0, set()
    for note in notes:
        lines = signed_text(note, key).split("\n")
        demand(len(lines) == 4 and lines[0] and re.fullmatch("0|[1-9][0-9]{0,15}", lines[1], re.ASCII))
        demand(size < int(lines[1]) <= len(leaves))
        size = int(lines[1])
        origins.add(lines[0])
        demand(decode(lines[2]) == root(leaves[:size]))
    demand(size == len(leaves) and len(origins) <= 1)


def second_verifier(data):
    demand(data.endswith(b"\n"))
    lines = [read(line) for line in data[:-1].split(b"\n")]
    demand(len(lines) > 1 and all(isinstance(line, dict) for line in lines))
    header, body, seal = lines[0], lines[1:-1], lines[-1]
    demand(list(header) == ["chucai-bundle", "counts", "depth", "key", "round"] and list(seal) == ["seal"])
    demand(header["chucai-bundle"] == 1 and header["depth"] in ("public", "auditor"))
    sections = {}
    for section in ("attachments", "events", "checkpoints", "openings"):
        count = header["counts"][section]
        sections[section], body = body[:count], body[count:]
        demand(all(list(line) in SHAPES[section] for line in sections[section]))
    demand(not body)
    before = data[: data[:-1].rindex(b"\n") + 1]
    demand(signed_text(seal["seal"], header["key"]) == f"chucai-bundle-seal/1\n{sha256(before).hexdigest()}\n")
    streams = {}
    leaves = [check_event(line, n, header, streams) for n, line in enumerate(sections["events"])]
    check_checkpoints([line["checkpoint"] for line in sections["checkpoints"]], header["key"], leaves)


def second_opinion(data):
    try:
        second_verifier(data)
    except (BrokenError, KeyError, TypeError, AttributeError):
        return False
    return True


@pytest.fixture(scope="module")
def example():
    blocks = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return blocks[-1].encode()


def test_the_example_verifies_by_our_code(example):
    report = check_bytes(example, SigningKey.generate("awards.example", bytes(range(32))).verifier_key())
    assert report.ok
    opening = report.bundle.openings[0]
    submitted = report.events[1]
    assert opens(submitted.data["statement"], bytes.fromhex(opening["salt"]), opening["value"])


def test_the_example_is_what_our_code_writes(example):
    read_back = check_bytes(example).bundle
    contents = Contents(
        "2026",
        "auditor",
        [Attachment("note.txt", text="一\n")],
        read_back.events,
        [signed.note for signed in read_back.checkpoints],
        read_back.openings,
    )
    assert write_bundle(SigningKey.generate("awards.example", bytes(range(32))), contents) == example


def test_the_example_verifies_by_the_page_alone(example):
    assert second_opinion(example)


def test_both_verifiers_agree_on_damaged_bundles(bundle):
    random = Random(9162)
    assert second_opinion(bundle)
    for _ in range(800):
        start, end = sorted(random.choices(range(len(bundle)), k=2))
        end = random.choice((start, start + 1, end))
        damaged = bundle[:start] + random.choice((b"", b"0", b"\n", bundle[start:end] * 2)) + bundle[end:]
        assert check_bytes(damaged).ok == second_opinion(damaged) == (damaged == bundle)


def test_both_verifiers_agree_on_bundles_sealed_over_changes(ledger, event):
    """The signer makes the change: signatures hold, so another rule of the page must find what is wrong."""
    first, last = ledger.checkpoints()
    events = ledger.events
    changes = [
        {"events": events[:4]},
        {"events": (*events[:4], event("round", 3, "closed", 3))},
        {"events": (events[1], events[0], *events[2:])},
        {"checkpoints": [first]},
        {"checkpoints": [last, first]},
        {"checkpoints": [last]},
        {"round": "2025"},
        {"openings": []},
    ]
    fine = [{"checkpoints": [last]}, {"openings": []}]
    for changed in changes:
        data = ledger.bundle(**changed)
        assert check_bytes(data).ok == second_opinion(data) == (changed in fine)
