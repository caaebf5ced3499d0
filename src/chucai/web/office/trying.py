"""Acts looked at before they are done: whether the gates would take them, and which letters would follow."""

from __future__ import annotations

from collections.abc import Iterable

from chucai.errors import Refused
from chucai.gates.acts import Act
from chucai.web import acts as door
from chucai.web.desk import Desk
from chucai.web.mail import telling
from chucai.web.mail.recipients import Preview
from chucai.web.office.doors import SECRETARY


def tried(desk: Desk, acts: Iterable[Act]) -> tuple[Refused | None, list[Preview]]:
    """The first refusal, each act decided on what those before it would make; or the letters. Nothing is written."""
    by = desk.acting(SECRETARY)
    answers, state, events = door.foreseen(desk.state, [door.Signed(by, act, desk.at) for act in acts])
    refused = next(filter(None, answers), None)
    return refused, [] if refused else telling.foretold(state, events, desk.at)
