"""Which letters there are. The words of each are in templates/mail/KIND.txt: its action, a line of dashes, its text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

HOUR = timedelta(hours=1)
FORTNIGHT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Kind:
    """`digest`: may wait for others and go with them; `news`: nobody has to do anything, and it can be ended.

    `link`: how long the link it carries signs in; None: it carries an address only, and who follows it signs in.
    """

    digest: bool = True
    news: bool = False
    link: timedelta | None = None


# Kind -> the facts its words need beside `onward`, where to go.
FACTS: dict[str, tuple[str, ...]] = {
    "sign-in": (),
    "factors-changed": (),
    "seated": ("role",),
    "judge-invited": ("stage", "last"),
    "queue-ready": ("stage", "last", "cases"),
    "reminder": ("stage", "last", "days"),
    "nudge": ("stage", "last"),
    "places-changed": ("unit", "category", "places"),
    "returned": ("nomination",),
    "accepted": ("nomination",),
    "not-advanced": ("nomination", "stage"),
    "nominee-agreed": ("nomination",),
    "ended": ("nomination",),
    "judge-aside": ("nomination",),
    "opinion-wanted": ("nomination", "body"),  # and `last`, where there is a day
    "deadline-moved": ("stage", "last"),
    "silence-noted": ("nomination", "body"),
    "objection-received": ("objection",),  # and `last`, where the charter sets a day
    "objection-answered": ("objection",),
    "influence-reported": (),
    "brief": ("stage", "last", "blocks", "late", "fresh", "unanswered", "overdue", "undelivered", "unsealed"),
    "signature-wanted": ("stage", "last"),
    "honoured": ("nomination",),
    "award-lost": ("nomination",),
    "stage-opened": ("stage", "last"),
    "notice-published": ("stage", "last"),
}

KINDS: dict[str, Kind] = {
    "sign-in": Kind(digest=False, link=HOUR),
    "factors-changed": Kind(digest=False),
    "seated": Kind(digest=False, link=FORTNIGHT),
    "judge-invited": Kind(digest=False, link=FORTNIGHT),
    "queue-ready": Kind(digest=False, link=FORTNIGHT),
    "reminder": Kind(link=FORTNIGHT),
    "nudge": Kind(digest=False, link=FORTNIGHT),
    "places-changed": Kind(),
    "returned": Kind(),
    "accepted": Kind(),
    "not-advanced": Kind(),
    "nominee-agreed": Kind(),
    "ended": Kind(),
    "judge-aside": Kind(),
    "opinion-wanted": Kind(),
    "deadline-moved": Kind(),
    "silence-noted": Kind(),
    "objection-received": Kind(digest=False),
    "objection-answered": Kind(digest=False),
    "influence-reported": Kind(digest=False),
    "brief": Kind(),
    "signature-wanted": Kind(digest=False),
    "honoured": Kind(),
    "award-lost": Kind(),
    "stage-opened": Kind(),
    "notice-published": Kind(news=True),
}
