"""Links for people who were given an account by somebody else."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from chucai.web.mail import outbox
from chucai.web.mail.kinds import HOUR
from chucai.web.records import links
from chucai.web.records.models import Account


def link(account_id: int, onward: str, at: datetime) -> str:
    """The address at which the account signs in once, within the hour; for whoever hands it over themselves."""
    return f"{settings.SITE}{reverse('accounts:link', args=[links.mint(account_id, onward, HOUR, at)])}"


def mail(account_id: int, onward: str, at: datetime) -> None:
    """The same by mail; it goes out at once."""
    outbox.post(None, Account.objects.get(pk=account_id), "sign-in", {"onward": onward}, at=at)
    outbox.send_due(at)
