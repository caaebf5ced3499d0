"""A mark of a round, or of all: as long as it is the same, so is all that follows from events and their openings."""

from __future__ import annotations

from django.db import connection

LATE = 256  # events: who took numbers before that many others and saves after them is noticed by their count

MARK = """
    SELECT last.id, event.leaf,
           (SELECT COUNT(*) FROM records_event WHERE id > last.id - %(late)s AND {events}),
           (SELECT SUM(erased) FROM records_round WHERE {rounds})
    FROM ({last}) AS last LEFT JOIN records_event AS event ON event.id = last.id AND {event}
"""
OF_ALL = MARK.format(last="SELECT MAX(id) AS id FROM records_event", events="1 = 1", event="1 = 1", rounds="1 = 1")
# By both, so that the index of rounds serves: by the number alone, PostgreSQL may walk back over all later rounds.
OF_ONE = MARK.format(
    last="""
        SELECT id FROM records_event WHERE (round_id, id) <= (%(round)s, 9223372036854775807)
        ORDER BY round_id DESC, id DESC LIMIT 1
    """,
    events="round_id = %(round)s",
    event="event.round_id = %(round)s",
    rounds="id = %(round)s",
)


def mark(round_id: str | None = None) -> str:
    """Changes with every event and every erasure (of one round, or of any); a round that is not there has one too.

    Of two that write at once the one with the lower numbers may be the later to save: so the last are counted, too.
    """
    with connection.cursor() as cursor:
        cursor.execute(OF_ALL if round_id is None else OF_ONE, {"round": round_id, "late": LATE})
        last, leaf, recent, erased = cursor.fetchone() or (None, None, 0, 0)
    return f"{last if leaf else 0}.{bytes(leaf or b'').hex()[:16]}.{recent}.{erased or 0}"
