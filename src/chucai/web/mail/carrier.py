"""From CHUCAI_SMTP_URL to Django's settings; without one, mails are files in the data folder and nothing leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from chucai.errors import Refused

PATIENCE = 20  # seconds for a server to answer
PORTS = {"smtps": 465, "smtp": 587, "smtp+plain": 25}


def carrier(url: str, home: Path) -> dict[str, Any]:
    """`smtps://user:password@host:port` (TLS), `smtp://` (STARTTLS), `smtp+plain://` (neither: only to a relay beside).

    Empty: each mail is a file in the data folder's `mail`. Raises Refused("smtp-url") for anything else.
    """
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(home / "mail"),
        }
    parts = urlsplit(url)
    if parts.scheme not in PORTS or not parts.hostname:
        raise Refused("smtp-url", scheme=parts.scheme)
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp",
        "EMAIL_TIMEOUT": PATIENCE,
    }
