"""Decision and publication as acts of their own, each with its moment: what was signed, shown, conferred, announced."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Max

from chucai.gates.standing import paper_id
from chucai.gates.viewing import awards_announced
from chucai.web.desk import Desk
from chucai.web.records import models

SIGNED, SHOWN, CONFERRED, CLOSED = "shortlist-adopted", "notice-published", "conferred", "stage-closed"


@dataclass(frozen=True, slots=True)
class Dated:
    """One act, or the last of several alike; `kind` is that of its event, `number` how many names it is about."""

    kind: str
    stage: str
    at: datetime
    number: int | None = None

    @property
    def is_publication(self) -> bool:
        return self.kind in (SHOWN, CLOSED)


def dated(desk: Desk) -> list[Dated]:
    """The acts so far, by which something was decided or became public, in their order."""
    found = [*_of_stages(desk), *_conferred(desk)]
    return sorted(found, key=lambda each: each.at)


def _of_stages(desk: Desk) -> list[Dated]:
    """Lists signed, notices of the top tier, and the closing of the stage by which awards are announced."""
    papers = [f"notice/{paper_id(stage.id, None)}" for stage in desk.charter.stages if stage.notice]
    events = models.Event.objects.filter(round_id=desk.round_id)
    chosen = events.filter(kind__in=(SIGNED, CLOSED)) | events.filter(kind=SHOWN, stream__key__in=papers)
    found = []
    for kind, at, data in chosen.order_by("at", "id").values_list("kind", "at", "data"):
        told = json.loads(bytes(data))["data"]
        if kind != CLOSED or _announces(desk, told["stage"]):
            found.append(Dated(kind, told["stage"], _here(desk, at), _names(told)))
    return found


def _announces(desk: Desk, stage: str) -> bool:
    return awards_announced(desk.charter, desk.round) and stage == _confers(desk)


def _confers(desk: Desk) -> str:
    """The last stage that confers."""
    return [each.id for each in desk.charter.stages if each.gate == "confer"][-1]


def _names(told: dict[str, object]) -> int | None:
    listed = told.get("listed")
    if isinstance(listed, list):
        return len(listed)
    chosen = told.get("chosen")
    return sum(len(names) for names in chosen.values()) if isinstance(chosen, dict) else None


def _conferred(desk: Desk) -> list[Dated]:
    rows = models.Event.objects.filter(round_id=desk.round_id, kind=CONFERRED)
    told = rows.aggregate(number=Count("id"), last=Max("at"))
    return [Dated(CONFERRED, _confers(desk), _here(desk, told["last"]), told["number"])] if told["number"] else []


def _here(desk: Desk, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(desk.charter.timezone))
