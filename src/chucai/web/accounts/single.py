"""Single sign-on of an organisation (OpenID Connect), when the environment names its issuer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chucai.errors import Refused

PROVIDER = "single"  # its name in our addresses


def providers() -> dict[str, Any]:
    """What allauth wants to know. Raises Refused("oidc-incomplete") when only a part of it is told."""
    issuer = os.environ.get("CHUCAI_OIDC_ISSUER", "")
    if not issuer:
        return {}
    client = os.environ.get("CHUCAI_OIDC_CLIENT_ID", "")
    file = os.environ.get("CHUCAI_OIDC_SECRET_FILE", "")
    if not client or not file:
        raise Refused("oidc-incomplete", issuer=issuer)
    try:
        secret = Path(file).read_text("utf-8").strip()
    except OSError:
        raise Refused("oidc-incomplete", issuer=issuer) from None
    app = {
        "provider_id": PROVIDER,
        "name": os.environ.get("CHUCAI_OIDC_NAME", "") or urlsplit(issuer).hostname,
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app]}}
