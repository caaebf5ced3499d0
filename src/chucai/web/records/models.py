"""Every table there is. Only the door writes them; docs/reference/records.md says what each column means.

Events, checkpoints and attachments are written once: triggers in the database refuse to change or delete them.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from chucai.web.records.working import Account, Attempt, Draft, Estimate, Job, Mail, Seat, SignInLink, Upload

__all__ = [
    "Account",
    "Attachment",
    "Attempt",
    "Checkpoint",
    "Draft",
    "Estimate",
    "Event",
    "Job",
    "Mail",
    "NominationRow",
    "NomineeRow",
    "Opening",
    "Round",
    "Seat",
    "SignInLink",
    "Slip",
    "Stream",
    "Upload",
]

HASH_BYTES = 32


class Round(models.Model):
    """A round there is, or will be: its texts may be attached before it opens. What it is, its events say."""

    id = models.CharField(primary_key=True, max_length=80)
    erased = models.PositiveIntegerField(default=0)  # openings taken away so far: a page with a name has to change


class Attachment(models.Model):
    """The exact text of a charter or a holiday table, under the digest that events name it by."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="attachments", db_index=False)
    kind = models.CharField(max_length=20)  # charter, calendar
    digest = models.CharField(max_length=64)
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "kind", "digest"], name="one_text_per_digest")]


class Stream(models.Model):
    """How many events a stream holds and the hash over all of them. Version 0: somebody relied on there being none."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="streams", db_index=False)
    family = models.CharField(max_length=40)  # the key up to its first slash
    key = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=0)
    head = models.BinaryField(max_length=HASH_BYTES, default=b"")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "key"], name="one_row_per_stream")]
        indexes = [models.Index(fields=["round", "family"], name="streams_by_family")]


class Event(models.Model):
    """One event: `data` is the leaf of the ledger, byte for byte; the other columns repeat it for searching."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="events", db_index=False)
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="events", db_index=False)
    version = models.PositiveIntegerField()
    kind = models.CharField(max_length=40)
    actor = models.CharField(max_length=80)
    role = models.CharField(max_length=40)
    at = models.DateTimeField()
    data = models.BinaryField()
    leaf = models.BinaryField(max_length=HASH_BYTES)
    batch = models.PositiveBigIntegerField()  # the same for all events written together, drawn by lot
    position = models.PositiveBigIntegerField(null=True)  # place in the ledger, from 0; none until sealed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "version"], name="one_event_per_version"),
            models.UniqueConstraint(fields=["round", "position"], name="one_event_per_position"),
        ]
        indexes = [
            models.Index(fields=["round", "id"], name="events_by_round"),
            models.Index(fields=["round", "kind", "actor"], name="events_by_kind"),
            models.Index(fields=["round", "id"], name="events_unsealed", condition=Q(position__isnull=True)),
        ]


class Checkpoint(models.Model):
    """A signed statement of the ledger: its size, its root, and the hashes it grows on from."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="checkpoints", db_index=False)
    size = models.PositiveBigIntegerField()
    root = models.BinaryField(max_length=HASH_BYTES)
    hashes = models.BinaryField()  # roots of the perfect subtrees, largest first, 32 bytes each
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "size"], name="one_checkpoint_per_size")]


class Opening(models.Model):
    """Personal text behind a commitment in an event. To erase a person is to delete such rows; the ledger holds."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="openings")
    stream = models.ForeignKey(Stream, models.PROTECT, related_name="openings", db_index=False)
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=80)
    value = models.TextField()  # canonical JSON
    salt = models.BinaryField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stream", "version", "field"], name="one_opening_per_commitment")
        ]


class Slip(models.Model):
    """A paper in the box of a secret ballot. It knows no voter and no time, and its id is drawn by lot."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="slips", db_index=False)
    ballot = models.CharField(max_length=80)
    number = models.CharField(max_length=80)
    choices = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "ballot", "number"], name="one_slip_per_number")]


class NominationRow(models.Model):
    """A nomination as lists need it. It follows from the nomination's events; `replay` recomputes it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="nominations", db_index=False)
    nomination = models.CharField(max_length=80)
    version = models.PositiveIntegerField()
    category = models.CharField(max_length=80)
    unit = models.CharField(max_length=80)
    theme = models.CharField(max_length=80, blank=True)
    returned = models.BooleanField()
    ended = models.CharField(max_length=20, blank=True)  # by its own events; what lists decide is computed
    sheets = models.PositiveIntegerField()  # of all stages
    honour = models.CharField(max_length=80, blank=True)
    updated = models.DateTimeField()
    name = models.CharField(max_length=200, blank=True)  # a copy of its opening, for lists; erased with it
    standing = models.CharField(max_length=20, blank=True)  # `gates.standing`, as of the last act that could change it
    stage = models.CharField(max_length=80, blank=True)  # where it stands or ended
    wanted = models.PositiveIntegerField(default=0)  # sheets assigned
    mean = models.BigIntegerField(null=True)  # plain mean of its sheets, in millionths of a point
    merit = models.BigIntegerField(null=True)  # of the ranking or, before it, the last estimate
    se = models.BigIntegerField(null=True)
    rank = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "nomination"], name="one_row_per_nomination")]
        indexes = [
            models.Index(fields=["round", "name", "nomination"], name="nominations_by_name"),
            models.Index(fields=["round", "standing", "nomination"], name="nominations_by_standing"),
            models.Index(fields=["round", "updated", "nomination"], name="nominations_by_update"),
            models.Index(fields=["round", "merit", "nomination"], name="nominations_by_merit"),
            models.Index(fields=["round", "mean", "nomination"], name="nominations_by_mean"),
            models.Index(fields=["round", "sheets", "nomination"], name="nominations_by_sheets"),
            models.Index(fields=["round", "category", "nomination"], name="nominations_by_category"),
            models.Index(fields=["round", "unit", "nomination"], name="nominations_by_unit"),
            models.Index(fields=["round", "honour", "nomination"], name="nominations_by_honour"),
            models.Index(fields=["round", "theme", "nomination"], name="nominations_by_theme"),
            models.Index(fields=["round", "stage", "nomination"], name="nominations_by_stage"),
            models.Index(fields=["round", "wanted", "nomination"], name="nominations_by_wanted"),
            models.Index(fields=["round", "se", "nomination"], name="nominations_by_se"),
            models.Index(fields=["round", "rank", "nomination"], name="nominations_by_rank"),
        ]


class NomineeRow(models.Model):
    """Who would be honoured by a nomination, by pseudonym: so that nobody finds their own case in a list."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="nominees", db_index=False)
    nomination = models.CharField(max_length=80)
    person = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "nomination", "person"], name="one_row_per_nominee")]
        indexes = [models.Index(fields=["round", "person"], name="nominees_by_person")]
