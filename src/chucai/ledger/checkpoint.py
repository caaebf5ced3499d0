"""Signed notes and checkpoints (C2SP signed-note, C2SP tlog-checkpoint) with Ed25519.

Narrower than C2SP on purpose, so that no byte of a note can change unnoticed: exactly one signature line, that of the
key asked about; canonical base64; no extension lines in a checkpoint. Any C2SP implementation reads what is written
here.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from hashlib import sha256

from chucai.errors import Refused
from chucai.ledger.tree import HASH_BYTES

SEED_BYTES = 32
_ED25519 = b"\x01"
_KEY_BYTES = 32
_ID_BYTES = 4
_SIGNATURE_BYTES = 64
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a ledger signed: its name, how many events it holds, and the root of their tree (32 bytes)."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A named Ed25519 key made from a 32-byte seed that the shell provides and keeps secret.

    Raises Refused("key-malformed") for a name with spaces or plus signs or a seed that is not 32 bytes.
    """

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not _is_key_name(self.name) or len(self.seed) != SEED_BYTES:
            raise Refused("key-malformed", key=self.name)

    @staticmethod
    def generate(name: str, seed: bytes) -> SigningKey:
        return SigningKey(name, seed)

    def public_bytes(self) -> bytes:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        """The 64-byte Ed25519 signature (RFC 8032, deterministic)."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)

    def verifier_key(self) -> str:
        """Text form for everybody: `name+key id in hex+base64 of 0x01 and the public key`."""
        public = self.public_bytes()
        return f"{self.name}+{_key_id(self.name, public).hex()}+{_base64(_ED25519 + public)}"


def sign_note(key: SigningKey, text: str) -> str:
    """`text` (ends with a line feed) and the signature line. Raises Refused("note-malformed")."""
    if not text.endswith("\n") or not _is_clean(text):
        raise Refused("note-malformed")
    signature = _key_id(key.name, key.public_bytes()) + key.sign(text.encode())
    return f"{text}\n— {key.name} {_base64(signature)}\n"


def verify_note(note: str, vkey: str) -> str:
    """The text of a note that `vkey`, and nobody else, signed.

    Raises Refused("key-malformed", "note-malformed", "note-other-key" or "note-signature").
    """
    name, key_id, public = _read_verifier_key(vkey)
    text, signer, signature = _split_note(note)
    if (signer, signature[:_ID_BYTES]) != (name, key_id):
        raise Refused(
            "note-other-key",
            expected=vkey,
            found=f"{signer}+{signature[:_ID_BYTES].hex()}",
        )
    if not _is_signed(public, signature[_ID_BYTES:], text.encode()):
        raise Refused("note-signature", key=vkey)
    return text


def check_verifier_key(vkey: str) -> None:
    """Raises Refused("key-malformed") when `vkey` is no well-formed Ed25519 verifier key."""
    _read_verifier_key(vkey)


def sign_checkpoint(key: SigningKey, origin: str, size: int, root: bytes) -> str:
    """A signed checkpoint. Raises Refused("checkpoint-malformed") for what could not be read back."""
    text = f"{origin}\n{size}\n{_base64(root)}\n"
    _read_checkpoint(text)
    return sign_note(key, text)


def verify_checkpoint(text: str, vkey: str) -> Checkpoint:
    """Raises what `verify_note` raises and Refused("checkpoint-malformed")."""
    return _read_checkpoint(verify_note(text, vkey))


def _read_checkpoint(text: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) != 4 or lines[3] or not lines[0] or not _is_clean(text) or not _SIZE.fullmatch(lines[1]):
        raise Refused("checkpoint-malformed")
    root = _unbase64(lines[2])
    if root is None or len(root) != HASH_BYTES:
        raise Refused("checkpoint-malformed")
    return Checkpoint(lines[0], int(lines[1]), root)


def _split_note(note: str) -> tuple[str, str, bytes]:
    """Text, signer's name, and key id with signature."""
    cut = note.rfind("\n\n")
    parts = note[cut + 2 : -1].split(" ")
    if cut < 0 or not note.endswith("\n") or len(parts) != 3 or parts[0] != "—" or not _is_clean(note):
        raise Refused("note-malformed")
    signature = _unbase64(parts[2])
    if signature is None or len(signature) != _ID_BYTES + _SIGNATURE_BYTES:
        raise Refused("note-malformed")
    return note[: cut + 1], parts[1], signature


def _read_verifier_key(vkey: str) -> tuple[str, bytes, bytes]:
    """Name, key id and public key."""
    parts = vkey.split("+", 2)
    blob = _unbase64(parts[-1])
    if len(parts) != 3 or blob is None or len(blob) != 1 + _KEY_BYTES or blob[:1] != _ED25519:
        raise Refused("key-malformed", key=vkey)
    name, public = parts[0], blob[1:]
    key_id = _key_id(name, public) if _is_key_name(name) else b""
    if not key_id or parts[1] != key_id.hex():
        raise Refused("key-malformed", key=vkey)
    return name, key_id, public


def _is_signed(public: bytes, signature: bytes, message: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _key_id(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + _ED25519 + public).digest()[:_ID_BYTES]


def _is_key_name(name: str) -> bool:
    return bool(name) and _is_clean(name) and not any(each.isspace() or each == "+" for each in name)


def _is_clean(text: str) -> bool:
    """Valid Unicode without control characters other than the line feed."""
    return not _CONTROL.search(text) and text.encode(errors="replace").decode() == text


def _base64(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _unbase64(text: str) -> bytes | None:
    """None unless `text` is the one canonical base64 form of its bytes."""
    try:
        data = b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if _base64(data) == text else None
