"""What is done after the answer was given."""

from __future__ import annotations

from datetime import timedelta

from django_tasks import task

from chucai.web import clock
from chucai.web.accounts import newcomers
from chucai.web.mail import outbox
from chucai.web.records import mails
from chucai.web.records.models import Account

MOST = 5  # links to one account within the hour: more would only fill somebody's mailbox


@task
def send_link(asked: str, email: str, onward: str, language: str) -> None:
    """Send a link to the account of an address. Whether there is one is found out here, after the answer.

    Who is on the way to nominate in a round that lets anybody has an account from now on.
    `asked` names the request: however often this runs for it, one letter is written.
    """
    at = clock.now()
    account = Account.objects.filter(email=email, is_active=True).first()
    if account is None and newcomers.welcomed(onward, at):
        account = newcomers.account(email, language)
    if account is None or mails.written(account.pk, "sign-in", since=at - timedelta(hours=1)) >= MOST:
        return
    outbox.post(None, account, "sign-in", {"onward": onward}, at=at, language=language, key=f"sign-in/{asked}")
    outbox.send_due(at)
