"""Post a letter with what it tells, and send what is due."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from chucai.errors import Refused
from chucai.web.mail import hours
from chucai.web.mail.kinds import FACTS, KINDS
from chucai.web.mail.letter import Letter, written
from chucai.web.records import mails
from chucai.web.records.models import Account, Mail

AT_ONCE = 200  # letters in one go


def post(
    round_id: str | None,
    account: Account,
    kind: str,
    facts: Mapping[str, Any],
    *,
    at: datetime,
    key: str = "",
    digest: bool | None = None,
    due: datetime | None = None,
    language: str = "",
) -> bool:
    """A letter to an account, written in the transaction that is open; False where `key` was posted before,
    or where it is news to somebody who wants none.

    `facts`: what its words are made from when it is sent; nothing personal and no score belongs in them.
    `digest`: goes with others in one mail (None: as usual for its kind).
    Raises Refused("no-such-letter", "letter-lacks-facts").
    """
    if kind not in KINDS:
        raise Refused("no-such-letter", kind=kind)
    missing = [each for each in FACTS[kind] if each not in facts]
    if missing:
        raise Refused("letter-lacks-facts", kind=kind, missing=missing)
    if KINDS[kind].news and not account.news:
        return False
    together = KINDS[kind].digest if digest is None else digest
    return mails.write(
        round_id,
        account,
        account.email,
        kind,
        facts,
        language=account.language or language or settings.LANGUAGE_CODE,
        digest=together,
        key=key,
        at=at,
        due=due or (hours.waking(at) if together else at),
    )


def post_many(
    round_id: str | None, accounts: Iterable[Account], kind: str, facts: Mapping[str, Any], *, at: datetime, key: str
) -> int:
    """The same letter to several; returns to how many it had not been posted yet. Each gets a key of their own."""
    return sum(post(round_id, each, kind, facts, at=at, key=f"{key}/{each.pk}") for each in accounts)


@dataclass(frozen=True, slots=True)
class Post:
    """A letter with whom it is for; one of the same `key` is written once."""

    account: Account
    kind: str
    facts: Mapping[str, Any]
    at: datetime
    key: str


def post_all(round_id: str, posts: Iterable[Post]) -> None:
    """Many letters in one go, in the transaction that is open; news only to those who want it."""
    mails.write_all([_row(round_id, each) for each in posts if each.account.news or not KINDS[each.kind].news])


def _row(round_id: str, letter: Post) -> Mail:
    together = KINDS[letter.kind].digest
    return Mail(
        round_id=round_id,
        account=letter.account,
        address=letter.account.email,
        kind=letter.kind,
        facts=dict(letter.facts),
        language=letter.account.language or settings.LANGUAGE_CODE,
        digest=together,
        key=letter.key,
        created=letter.at,
        due=hours.waking(letter.at) if together else letter.at,
    )


def send_due(at: datetime) -> int:
    """Send what is due, letters to one address about one round in one mail; returns how many mails went out."""
    gone = 0
    with get_connection() as carrier:
        while rows := mails.due(at, AT_ONCE):
            went = [_send(group, at, carrier) for group in _mails(rows)]
            gone += sum(went)
    return gone


def _mails(rows: Sequence[Mail]) -> Iterable[list[Mail]]:
    """What goes together: digest letters to one address about one round; every other letter by itself."""

    def by(row: Mail) -> tuple[Any, ...]:
        return (row.address, row.round_id or "", row.language, "" if row.digest else row.pk)

    for _, group in groupby(sorted(rows, key=lambda row: tuple(map(str, by(row)))), key=by):
        yield list(group)


def _send(rows: list[Mail], at: datetime, carrier: BaseEmailBackend) -> bool:
    if rows[0].digest:
        rows = [*rows, *mails.with_them(rows, at)]
    if not mails.claim(rows, at):
        return False  # somebody else has them
    try:
        _message(written(rows, at), rows[0].address, carrier).send()
    except (SMTPException, OSError, Refused) as error:
        mails.failed(rows, _why(error))
        return False
    mails.sent(rows, at)
    return True


def _message(letter: Letter, address: str, carrier: BaseEmailBackend) -> EmailMessage:
    return EmailMessage(letter.subject, letter.body, to=[address], connection=carrier, headers=dict(letter.headers))


def _why(error: Exception) -> str:
    """What is kept of a failure: the server's word, never what was sent to it."""
    code = getattr(error, "smtp_code", "")
    return f"{type(error).__name__} {code}".strip()
