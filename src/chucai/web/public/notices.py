"""Public notices: which there are, which run today, and what anybody may read of them (P1-P5)."""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from chucai.charter.stages import Stage
from chucai.errors import Refused
from chucai.gates.model import Nomination, Notice
from chucai.gates.standing import standing
from chucai.gates.viewing import ANYBODY
from chucai.gates.visibility import About, fields, only_seen, sees
from chucai.publish.bilingual import own_part
from chucai.publish.leaks import lint_notice
from chucai.publish.notice import NoticeData, NoticeEntry, notice_title
from chucai.web.desk import Desk
from chucai.web.noticing import TEXTS, entry, listing_order, notice_data, unit_called
from chucai.web.public import openly
from chucai.web.public.words import called
from chucai.web.records import dossiers

KEY_BYTES = 9  # twelve letters of an address


@dataclass(frozen=True, slots=True)
class Listed:
    """A notice in a list: no name of anybody. `runs`: its period holds today, so that it may be opened."""

    id: str
    title: str
    unit: str
    first: Any
    last: Any
    runs: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A notice as anybody may read it today. `people`: key -> the words it goes by; `meant`: key -> nomination;
    `left`: names gone since.

    No number of a nomination leaves this module: judges who judge blind know their cases by it.
    """

    notice: Notice
    data: NoticeData
    people: Mapping[str, str]
    meant: Mapping[str, str]
    left: int


def every(desk: Desk) -> list[Listed]:
    """Every notice of an open round, those that run first, then the newest; none of a sealed one."""
    if openly.sealed(desk.charter, desk.round, desk.today):
        return []
    found = [_listed(desk, notice) for notice in map(desk.state.notice, desk.state.notices()) if notice]
    return sorted(found, key=lambda each: (not each.runs, -each.last.toordinal(), each.id))


def running(desk: Desk) -> list[Listed]:
    """The notices whose period holds today."""
    return [each for each in every(desk) if each.runs]


def open_to_anybody(desk: Desk, notice: Notice) -> bool:
    return sees(desk.charter, desk.state, ANYBODY, "notice", About(notice=notice), desk.today)


def _listed(desk: Desk, notice: Notice) -> Listed:
    stage = desk.charter.stage(notice.stage)
    return Listed(
        notice.id,
        called(stage, desk.language),
        own_part(unit_called(desk, notice.unit), desk.language) if notice.unit else "",
        notice.window.first,
        notice.window.last,
        open_to_anybody(desk, notice),
    )


def shown(desk: Desk, notice: Notice) -> Shown:
    """The notice with the fields that anybody may see, of those who are still on it."""
    named = [*notice.listed, *notice.reserves]
    desk.state.foresee({f"nomination/{name}" for name in named})
    every_one = [desk.state.nomination(name) for name in named]
    seen = only_seen(desk.charter, desk.state, ANYBODY, every_one, desk.today)
    there = [one for one in seen if _still(desk, notice, one)]
    texts = dossiers.texts(desk.state, there, TEXTS)
    stage = desk.charter.stage(notice.stage)
    made = [(_entry(desk, notice, stage, one, texts[one.id]), one.id) for one in there]
    made.sort(key=lambda each: listing_order(desk.charter, each[0]))
    data = notice_data(desk, stage, notice.unit, [each for each, _number in made], notice.window, notice.window.first)
    people, meant = {}, {}
    for place, (each, nomination) in enumerate(made, 1):
        key = key_of(desk.round_id, notice.id, nomination)
        people[key], meant[key] = _words(place, each, desk.language), nomination
    return Shown(notice, data, people, meant, len(named) - len(there))


def key_of(round_id: str, notice: str, nomination: str) -> str:
    """What somebody on a notice goes by in forms and addresses: without our secret it leads to no number."""
    said = json.dumps(["chucai/notice/1", round_id, notice, nomination])
    digest = hmac.digest(str(settings.SECRET_KEY).encode(), said.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:KEY_BYTES]).decode()


def _still(desk: Desk, notice: Notice, one: Nomination) -> bool:
    """Whoever withdrew, was stopped, or lost the place to an objection is named no longer."""
    where = standing(desk.charter, desk.state, one)
    return not notice.upheld(one.id) and (where.in_play or one.award is not None)


def _entry(desk: Desk, notice: Notice, stage: Stage, one: Nomination, texts: Mapping[str, Any]) -> NoticeEntry:
    """What anybody may see, without what should never have been written where everybody reads it."""
    allowed = fields(desk.charter, desk.state, ANYBODY, one, desk.today)
    made = entry(desk, stage, one, texts, reserve=one.id in notice.reserves, allowed=allowed)
    return replace(made, fields={name: value for name, value in made.fields.items() if not lint_notice(str(value))})


def _words(place: int, made: NoticeEntry, language: str) -> str:
    """What somebody on the list is called in a choice; by their place on it where it shows neither name nor unit."""
    named = [own_part(str(made.fields[name]), language) for name in ("name", "unit") if name in made.fields]
    return " · ".join(named) or _("No. %(place)s on the list") % {"place": place}


def found(desk: Desk, key: str) -> Notice | None:
    """The notice, if its programme is open; whether it may still be read is another question."""
    if openly.sealed(desk.charter, desk.round, desk.today):
        return None
    try:
        return desk.state.notice(key)
    except Refused:
        return None


def title(desk: Desk, notice: Notice) -> str:
    """What a notice is called, without anybody on it."""
    return notice_title(desk.charter, notice.stage, desk.language)
