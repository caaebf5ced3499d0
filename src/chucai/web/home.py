"""The data folder and the two secrets in it: made when first needed, readable by their owner alone."""

from __future__ import annotations

import hmac
import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from chucai.errors import Refused
from chucai.ledger.checkpoint import SEED_BYTES, SigningKey

PRIVATE_FOLDER = 0o700


def folder() -> Path:
    """Where this installation keeps its data: $CHUCAI_HOME, or the user's own data folder."""
    named = os.environ.get("CHUCAI_HOME")
    if named:
        return Path(named).expanduser()
    shared = os.environ.get("XDG_DATA_HOME")
    return (Path(shared) if shared else Path.home() / ".local" / "share") / "chucai"


def made() -> Path:
    """The data folder, existing."""
    home = folder()
    home.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    return home


def secret_key() -> str:
    """What signs cookies and links: $CHUCAI_SECRET_KEY, or made once."""
    return os.environ.get("CHUCAI_SECRET_KEY") or _kept("secret.key", secrets.token_urlsafe(50))


def ledger_key() -> SigningKey:
    """What signs checkpoints; the file ($CHUCAI_LEDGER_KEY_FILE) holds the 32-byte seed in hex and is made once.

    Whoever has this file can sign in the ledger's name; whoever loses it can seal no more.
    Raises Refused("ledger-key-unreadable").
    """
    named = os.environ.get("CHUCAI_LEDGER_KEY_FILE")
    try:
        text = Path(named).read_text("ascii") if named else _kept("ledger.key", secrets.token_hex(SEED_BYTES))
        seed = bytes.fromhex(text.strip())
    except (OSError, ValueError):
        raise Refused("ledger-key-unreadable", file=named or str(folder() / "ledger.key")) from None
    return SigningKey(os.environ.get("CHUCAI_LEDGER_NAME") or "chucai", seed)


def round_secret(round_id: str) -> bytes:
    """What gives the same human being the same pseudonym within a round, and another in every other round.

    Follows from the ledger's key, so it need not be kept beside it; raises what `ledger_key` raises.
    """
    return hmac.digest(ledger_key().seed, b"chucai/pseudonyms/1\n" + round_id.encode(), "sha256")


def _kept(name: str, fresh: str) -> str:
    """The text of a secret file. Of several processes that make it at once one wins, and all get the winner's text."""
    path = made() / name
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)  # mkstemp makes it 0600
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(fresh + "\n")
        with suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text("ascii").strip()
