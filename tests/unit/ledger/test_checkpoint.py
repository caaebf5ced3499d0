"""Signed notes against the key pair and note published with the reference implementation, and checkpoints."""

from base64 import b64decode, b64encode

import pytest

from chucai.errors import Refused
from chucai.ledger.checkpoint import (
    Checkpoint,
    SigningKey,
    check_verifier_key,
    sign_checkpoint,
    sign_note,
    verify_checkpoint,
    verify_note,
)

VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NOTE = (
    TEXT
    + "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ROOT = bytes(range(32))


def refused(call, *arguments):
    with pytest.raises(Refused) as caught:
        call(*arguments)
    return caught.value.code


def resign(key, text):
    """The note over any text at all, well formed or not."""
    note = sign_note(key, "x\n")
    head, _, _ = note[3:].rpartition(" ")
    key_id = b64decode(note.rpartition(" ")[2])[:4]
    return f"{text}\n{head} {b64encode(key_id + key.sign(text.encode())).decode()}\n"


def test_the_published_key_and_note_come_out_byte_for_byte():
    key = SigningKey.generate("PeterNeumann", SEED)
    assert key.verifier_key() == VKEY
    assert sign_note(key, TEXT) == NOTE
    assert verify_note(NOTE, VKEY) == TEXT


def test_a_text_may_hold_blank_lines(key):
    text = "one\n\n\ntwo\n\n"
    assert verify_note(sign_note(key, text), key.verifier_key()) == text


@pytest.mark.parametrize("text", ["", "no line feed at its end", "tab\t\n", "carriage return\r\n", "\ud800\n"])
def test_a_text_that_no_note_can_hold_is_refused(key, text):
    assert refused(sign_note, key, text) == "note-malformed"


def test_the_seed_is_not_shown(key):
    assert "seed" not in repr(key)


def test_every_other_byte_is_caught():
    note = NOTE.encode()
    for place in range(len(note)):
        for mask in (1, 0x20, 0x80):
            changed = bytes((*note[:place], note[place] ^ mask, *note[place + 1 :]))
            with pytest.raises(Refused):
                verify_note(changed.decode(errors="surrogateescape"), VKEY)


@pytest.mark.parametrize(
    "note",
    [
        NOTE[:-1],
        NOTE + "\n",
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("—", "-"),
        NOTE.replace("— ", "—  "),
        NOTE.replace("AM=\n", "AN=\n"),
        NOTE.replace("AM=\n", "AM\n"),
        NOTE.replace("AM=\n", "AM==\n"),
        NOTE.replace("AM=\n", "AM= \n"),
        NOTE + NOTE[len(TEXT) + 1 :],
        NOTE[len(TEXT) :],
        "",
        "\n",
    ],
)
def test_a_note_has_one_form(note):
    assert refused(verify_note, note, VKEY) == "note-malformed"


def test_another_key_is_named(key, other_key):
    note = sign_note(other_key, TEXT)
    assert refused(verify_note, note, key.verifier_key()) == "note-other-key"
    assert refused(verify_note, note, VKEY) == "note-other-key"


def test_a_signature_of_another_text_is_refused(key):
    note = sign_note(key, "one\n").replace("one", "two")
    assert refused(verify_note, note, key.verifier_key()) == "note-signature"


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        "PeterNeumann",
        VKEY[1:],
        VKEY[:-1],
        VKEY.replace("c74f20a3", "c74f20a4"),
        VKEY.replace("c74f20a3", "C74F20A3"),
        VKEY.replace("+AR", "+ZR"),
        "Peter Neumann" + VKEY[12:],
        VKEY + "\n",
    ],
)
def test_a_key_has_one_form(vkey):
    assert refused(check_verifier_key, vkey) == "key-malformed"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u3000b", "a\n"])
def test_a_key_name_has_no_spaces_and_no_plus(name):
    assert refused(SigningKey.generate, name, SEED) == "key-malformed"


def test_a_seed_has_32_bytes():
    assert refused(SigningKey.generate, "name", SEED[1:]) == "key-malformed"


def test_a_checkpoint_is_three_lines_and_a_signature(key):
    text = sign_checkpoint(key, "awards.example/2026", 5, ROOT)
    assert text.startswith(f"awards.example/2026\n5\n{b64encode(ROOT).decode()}\n\n— awards.example ")
    assert verify_checkpoint(text, key.verifier_key()) == Checkpoint("awards.example/2026", 5, ROOT)


@pytest.mark.parametrize(("origin", "size", "root"), [("", 1, ROOT), ("a\nb", 1, ROOT), ("a", -1, ROOT), ("a", 1, b"")])
def test_a_checkpoint_that_could_not_be_read_back_is_not_signed(key, origin, size, root):
    assert refused(sign_checkpoint, key, origin, size, root) == "checkpoint-malformed"


@pytest.mark.parametrize(
    "text",
    [
        "a\n05\n{root}\n",
        "a\n+5\n{root}\n",
        "a\n٣\n{root}\n",
        "a\n5\n{root}\nextension\n",
        "a\n5\n",
        "a\n5\nAAAA\n",
        "a\n5\n{loose}\n",
        "\n5\n{root}\n",
    ],
)
def test_a_signed_text_of_another_form_is_no_checkpoint(key, text):
    root = b64encode(ROOT).decode()
    note = resign(key, text.format(root=root, loose=root[:-2] + "9="))
    assert refused(verify_checkpoint, note, key.verifier_key()) == "checkpoint-malformed"
