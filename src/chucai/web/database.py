"""From DATABASE_URL to Django's setting; without one, SQLite in the data folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from chucai.errors import Refused

KEPT_OPEN = 600  # seconds a connection serves one request after another
PATIENCE = 20  # seconds a writer waits for another on SQLite

# Erased text is overwritten, not only unlinked. `synchronous` stays FULL: what was acknowledged survives a power cut.
PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA secure_delete=ON"


def database(url: str, home: Path) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?option=value`, `sqlite:///path`, or empty for SQLite in `home`.

    Raises Refused("database-url") for anything else.
    """
    if not url:
        return _sqlite(str(home / "chucai.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme == "sqlite" and len(parts.path) > 1:
        return _sqlite(unquote(parts.path[1:]))
    if parts.scheme in {"postgres", "postgresql"} and len(parts.path) > 1:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path[1:]),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": KEPT_OPEN,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise Refused("database-url", scheme=parts.scheme)


def _sqlite(path: str) -> dict[str, Any]:
    """Every transaction takes the write lock when it begins, so none fails half-way because another came first."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": KEPT_OPEN,
        "OPTIONS": {"timeout": PATIENCE, "transaction_mode": "IMMEDIATE", "init_command": PRAGMAS},
    }
