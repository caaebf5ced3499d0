"""Tables beside the ledger: accounts, and papers that are still being written. None of them decides anything.

What counts is an event. A draft, an upload or a letter may be lost without the round knowing less than before; an
account says who may speak as which actor.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Accounts(BaseUserManager["Account"]):
    """Accounts are known by their mail address, in whatever case it is typed."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Account:
        """An account; without a password it is entered by a link in a mail, a passkey or single sign-on."""
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """Somebody who signs in. What they may do, the roster of a round says of the actors they are seated as."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)  # of mails: zh-hans, en; empty: the installation's own
    installs = models.BooleanField(default=False)  # may open rounds and seat people: the installation's own office
    news = models.BooleanField(default=True)  # gets mails that ask nothing of anybody
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    objects = Accounts()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def get_full_name(self) -> str:
        return self.name or self.email


class Seat(models.Model):
    """Which actor an account is in a round; the actor's roles are the roster's."""

    round = models.ForeignKey("records.Round", models.PROTECT, related_name="seats", db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="seats")
    actor = models.CharField(max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "account"], name="one_seat_per_account"),
            models.UniqueConstraint(fields=["round", "actor"], name="one_seat_per_actor"),
        ]


class SignInLink(models.Model):
    """A link that was mailed. Opening it shows a page; only the button on it signs in, once. The token is not kept."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="links")
    token = models.CharField(max_length=64, unique=True)  # hex SHA-256 of the token
    onward = models.CharField(max_length=300, blank=True)  # a path of ours
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True)


class Draft(models.Model):
    """Something being written, as typed: it survives signing out, and is gone once it has become an act.

    `owner` is who may see it: ``unit/<id>``, ``assessor/<id>``, ``panel/<stage>``, ``account/<id>``.
    """

    round = models.ForeignKey("records.Round", models.PROTECT, related_name="drafts", db_index=False)
    owner = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)  # nomination, sheet, list, charter
    key = models.CharField(max_length=160)
    data = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)  # whoever saves says which version they saw
    updated = models.DateTimeField()
    account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")  # who wrote last

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "owner", "kind", "key"], name="one_draft_per_key")]
        indexes = [models.Index(fields=["round", "kind", "key"], name="drafts_by_kind")]


class Upload(models.Model):
    """A document somebody put in, under its digest; `owner` as of a draft. A dossier names it by the digest."""

    round = models.ForeignKey("records.Round", models.PROTECT, related_name="uploads", db_index=False)
    owner = models.CharField(max_length=120)
    digest = models.CharField(max_length=64)  # hex SHA-256 of the content
    name = models.CharField(max_length=200)
    media = models.CharField(max_length=80)  # as found in the content, whatever the name says
    size = models.PositiveBigIntegerField()  # bytes
    content = models.BinaryField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "owner", "digest"], name="one_upload_per_digest")]
        indexes = [models.Index(fields=["round", "digest"], name="uploads_by_digest")]


class Mail(models.Model):
    """A letter to be sent, written in the transaction of what it tells; its words are made from `facts` when it is."""

    round = models.ForeignKey("records.Round", models.PROTECT, null=True, related_name="mails")
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="mails")
    address = models.EmailField()
    kind = models.CharField(max_length=40)  # which letter: see web/mail
    facts = models.JSONField(default=dict)
    language = models.CharField(max_length=10)
    digest = models.BooleanField(default=False)  # goes with others to the same address in one mail
    key = models.CharField(max_length=200, blank=True)  # the same letter is not written twice
    created = models.DateTimeField()
    due = models.DateTimeField()  # not before
    sent = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due"], name="mails_to_send", condition=models.Q(sent__isnull=True))]
        constraints = [models.UniqueConstraint(fields=["key"], name="one_mail_per_key", condition=~models.Q(key=""))]


class Estimate(models.Model):
    """The merits of a comparison as they would be now, for the office alone: work for the desk, not a decision.

    `sheets` is the digest of the sheets it was made from: if it is not that of today's, the estimate is out of date.
    """

    round = models.ForeignKey("records.Round", models.PROTECT, related_name="estimates", db_index=False)
    stage = models.CharField(max_length=80)
    sheets = models.CharField(max_length=64)
    data = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "stage"], name="one_estimate_per_stage")]


class Attempt(models.Model):
    """How often something was tried within a while, for all processes together. Who tried is kept as a hash alone."""

    key = models.CharField(primary_key=True, max_length=64)  # keyed hash of what was tried, and by whom
    number = models.PositiveIntegerField()
    until = models.BigIntegerField(db_index=True)  # seconds since 1970: counted anew from then on


class Job(models.Model):
    """Something long that was asked for and is done after the answer: one row for each thing, asked for again anew.

    What it finds lies where it belongs, an estimate for one. The row says how far it is, and what was refused.
    """

    round = models.ForeignKey("records.Round", models.PROTECT, related_name="jobs", db_index=False)
    kind = models.CharField(max_length=20)  # work-out
    key = models.CharField(max_length=80)  # of what: a stage
    task = models.CharField(max_length=40, blank=True)  # in the queue
    asked = models.DateTimeField()
    begun = models.DateTimeField(null=True)  # taken up last
    step = models.CharField(max_length=20, blank=True)  # what is being done
    ended = models.DateTimeField(null=True)
    failure = models.JSONField(default=dict)  # code and facts of what was refused; empty: it was done

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "kind", "key"], name="one_job_per_thing")]
