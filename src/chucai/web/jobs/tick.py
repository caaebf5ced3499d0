"""What the clock asks for, looked at once a minute: seal, send, note silences, remind, brief the office, tidy up.

Each part can be done twice without harm, and one that fails keeps no other from being done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from django.contrib.sessions.models import Session
from django.utils import timezone

from chucai.errors import Refused
from chucai.gates.model import Round
from chucai.web.jobs import brief, reminders, silences, work
from chucai.web.mail import outbox
from chucai.web.records import attempts, links, newcomers, sealing
from chucai.web.records.models import Event
from chucai.web.records.models import Round as RoundRow
from chucai.web.records.state import Rows

log = logging.getLogger(__name__)


@dataclass
class Ticker:
    """Knows what it has done already today, so that daily work is looked at once a day for each round."""

    done: set[tuple[str, str, date]] = field(default_factory=set)

    def tick(self, at: datetime) -> None:
        """Everything that is due at this moment."""
        for round_id in RoundRow.objects.values_list("id", flat=True):
            self._safely(partial(_seal, round_id), f"seal {round_id}")
            self._daily("silences", round_id, at, silences.note)
            self._daily("reminders", round_id, at, reminders.post)
            self._daily("brief", round_id, at, brief.post)
        self._safely(lambda: outbox.send_due(at), "mail")
        self._once(("tidy", "", at.date()), lambda: _tidy(at), "tidy")

    def _daily(self, what: str, round_id: str, at: datetime, do: Callable[[Rows, datetime], object]) -> None:
        def done() -> None:
            rows = Rows(round_id)
            if isinstance(rows.read("round"), Round) and not rows.round.over:
                do(rows, at)

        self._once((what, round_id, at.date()), done, f"{what} {round_id}")

    def _once(self, key: tuple[str, str, date], do: Callable[[], object], what: str) -> None:
        if key not in self.done and self._safely(do, what):
            self.done.add(key)

    @staticmethod
    def _safely(do: Callable[[], object], what: str) -> bool:
        try:
            do()
        except Refused as refused:
            log.warning("%s: %s", what, refused)
            return False
        except Exception:  # the other parts go on
            log.exception(what)
            return False
        return True


def _seal(round_id: str) -> None:
    if Event.objects.filter(round_id=round_id, position=None).exists():
        sealing.seal(round_id)


def _tidy(at: datetime) -> None:
    """By the clock of the machine, whatever a rehearsal's shows."""
    links.forget(at)
    newcomers.forget(timezone.now())
    work.forget(timezone.now())
    attempts.forget(int(timezone.now().timestamp()))
    Session.objects.filter(expire_date__lt=timezone.now()).delete()
