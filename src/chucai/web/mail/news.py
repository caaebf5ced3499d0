"""Ending news: an address that is signed and needs no signing in. Duties go on being told."""

from __future__ import annotations

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

SALT = "chucai.news"


def address(account_id: int) -> str:
    return f"{settings.SITE}{reverse('mail:news', args=[Signer(salt=SALT).sign(str(account_id))])}"


def account_of(token: str) -> int | None:
    """The account a token was made for; None for a token that we did not make."""
    try:
        return int(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
