"""Objections of the public: put in through the door, and followed at an address that only the objector has (P6)."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core import signing

from chucai.errors import Refused
from chucai.gates.acts import Actor, Object
from chucai.gates.consult import answer_due
from chucai.gates.model import Notice
from chucai.gates.viewing import Viewer
from chucai.gates.visibility import About, sees
from chucai.web.acts import perform
from chucai.web.committed import committed
from chucai.web.desk import Desk
from chucai.web.records import models

PURPOSE = "chucai.case"
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # none that is taken for another when read out
LONG = 10
FORM_HOURS = 24


@dataclass(frozen=True, slots=True)
class Case:
    """What an objector is told: when it came in, by when it is answered, and the answer."""

    number: str
    notice: Notice
    received: date
    due: date | None
    outcome: str | None
    answered: date | None
    answer: str


def number() -> str:
    """A case number nobody can guess: 32 to the power of 10 of them."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LONG // 2)) for _ in range(2))


def token(round_id: str, notice: str, case: str) -> str:
    """The address of a case. Only who has it finds the case; it is signed with the installation's secret."""
    return signing.dumps([round_id, notice, case], salt=PURPOSE)


def of_token(signed: str) -> tuple[str, str, str] | None:
    """Round, notice and number of a case; None for an address that we did not make."""
    try:
        round_id, notice, case = signing.loads(signed, salt=PURPOSE)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(round_id), str(notice), str(case)


def ticket() -> str:
    """A number set aside for one form, so that a form sent twice is one case."""
    return signing.dumps(number(), salt=f"{PURPOSE}.form")


def of_ticket(signed: str) -> str | None:
    try:
        return str(signing.loads(signed, salt=f"{PURPOSE}.form", max_age=FORM_HOURS * 3600))
    except (signing.BadSignature, ValueError):
        return None


def put_in(desk: Desk, notice: str, case: str, about: str, who: str, grounds: str) -> None:
    """The act, with the identity under a commitment of its own. Raises what the gate refuses.

    `who` empty: without a name. The same case twice is one case.
    """
    identity = committed("identity", who) if who else None
    told = committed("grounds", grounds)
    act = Object(
        notice=notice,
        objection=case,
        about=about,
        named=identity is not None,
        identity=identity.commitment if identity else None,
        grounds=told.commitment,
    )
    openings = [each for each in (identity, told) if each]
    try:
        perform(desk.round_id, Actor(id=f"objector-{case}", role="public"), act, desk.at, openings)
    except Refused as refused:
        if refused.code != "objection-exists":
            raise


def case(desk: Desk, notice_key: str, key: str) -> Case | None:
    """The case as its objector may see it; None where there is none."""
    notice = desk.state.notice(notice_key)
    objection = notice.objections.get(key) if notice else None
    if notice is None or objection is None:
        return None
    event = _answered(desk, notice_key, key) if objection.outcome and _may_read(desk, notice, key) else None
    return Case(
        number=key,
        notice=notice,
        received=_day(desk, objection.at),
        due=answer_due(desk.charter, desk.state.calendar, notice, objection),
        outcome=objection.outcome if event else None,
        answered=_day(desk, event.at) if event else None,
        answer=_text(event) if event else "",
    )


def _may_read(desk: Desk, notice: Notice, key: str) -> bool:
    """By the link alone, whoever may be signed in."""
    objector = Viewer(links=frozenset({f"objection/{key}"}))
    return sees(desk.charter, desk.state, objector, "answer", About(notice=notice, objection=key), desk.today)


def _day(desk: Desk, at: datetime) -> date:
    return desk.on(at)


def _answered(desk: Desk, notice: str, key: str) -> Any:
    """The event of the answer."""
    events = models.Event.objects.filter(
        round_id=desk.round_id, stream__key=f"notice/{notice}", kind="objection-answered"
    )
    for event in events:
        if json.loads(bytes(event.data))["data"]["objection"] == key:
            return event
    return None


def _text(event: Any) -> str:
    """The words of the answer; empty where they were erased."""
    rows = models.Opening.objects.filter(stream_id=event.stream_id, version=event.version, field="answer")
    value = rows.values_list("value", flat=True).first()
    return str(json.loads(value)) if value else ""
