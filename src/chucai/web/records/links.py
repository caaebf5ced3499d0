"""Links that sign somebody in: made when a mail is sent, good until they expire or were used; the token is not kept."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from chucai.web.records.models import Account, SignInLink

BYTES = 24
KEPT = timedelta(days=30)  # after it expired, so that an old link is told apart from an invented one


def mint(account_id: int, onward: str, lasts: timedelta, at: datetime) -> str:
    """A new link for an account; returns its token, which exists nowhere else."""
    token = secrets.token_urlsafe(BYTES)
    SignInLink.objects.create(account_id=account_id, token=_kept(token), onward=onward[:300], expires=at + lasts)
    return token


def good(token: str, at: datetime) -> SignInLink | None:
    """The link of a token, if it still opens the door."""
    found = SignInLink.objects.filter(token=_kept(token), used=None, expires__gt=at, account__is_active=True)
    return found.select_related("account").first()


def spent(token: str) -> SignInLink | None:
    """The link of a token that once was ours, whether it still opens or not; None for an invented one."""
    return SignInLink.objects.filter(token=_kept(token), account__is_active=True).select_related("account").first()


def use(link: SignInLink, at: datetime) -> Account | None:
    """Use a link up; returns whose it is, to the first who asks only."""
    taken = SignInLink.objects.filter(pk=link.pk, used=None, expires__gt=at).update(used=at)
    return link.account if taken else None


def forget(at: datetime) -> int:
    """Throw away links that expired long ago; returns how many."""
    return SignInLink.objects.filter(expires__lt=at - KEPT).delete()[0]


def _kept(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
