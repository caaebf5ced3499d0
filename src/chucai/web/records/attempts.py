"""Counting what is tried, in one statement, so that processes that count at once count right."""

from __future__ import annotations

from django.db import connection

from chucai.web.records.models import Attempt

_COUNT = """
INSERT INTO records_attempt AS kept (key, number, until) VALUES (%(key)s, 1, %(now)s + %(seconds)s)
ON CONFLICT (key) DO UPDATE SET
    number = CASE WHEN kept.until <= %(now)s THEN 1 ELSE kept.number + 1 END,
    until = CASE WHEN kept.until <= %(now)s THEN excluded.until ELSE kept.until END
RETURNING number
"""


def counted(key: str, now: int, seconds: int) -> int:
    """Count one try under a key; returns how many there were, with this one, in the `seconds` from the first on."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "now": now, "seconds": seconds})
        [(number,)] = cursor.fetchall()
    return int(number)


def forget(now: int) -> int:
    """Throw away counts that have run out; returns how many."""
    return Attempt.objects.filter(until__lte=now).delete()[0]
