"""The docket of objections: what came in, about whom, how long it has been open. The identity stays sealed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from chucai.gates.model import Notice
from chucai.gates.visibility import About
from chucai.web.desk import Desk
from chucai.web.records import models


@dataclass(frozen=True, slots=True)
class DocketLine:
    """One objection. `grounds`: None where its text was erased."""

    notice: str
    objection: str
    about: str
    about_words: str
    named: bool
    at: datetime
    outcome: str | None
    grounds: str | None


def _may_see(desk: Desk, notice: Notice, objection: str) -> bool:
    about = desk.state.nomination(notice.objections[objection].about)
    return desk.may_see("objection", About(nomination=about, notice=notice, objection=objection))


def docket(desk: Desk) -> list[DocketLine]:
    """Every objection of the round that this person may see, open ones first, the oldest on top."""
    notices = {key: notice for key in desk.state.notices() if (notice := desk.state.notice(key))}
    made = [(key, name, each) for key, notice in notices.items() for name, each in notice.objections.items()]
    desk.state.foresee({f"nomination/{each.about}" for *_, each in made})
    found = [(key, name, each) for key, name, each in made if _may_see(desk, notices[key], name)]
    texts = _grounds(desk)
    names = dict(
        models.NominationRow.objects.filter(
            round_id=desk.round_id, nomination__in={each.about for _key, _name, each in found}, name__gt=""
        ).values_list("nomination", "name")
    )
    lines = [
        DocketLine(
            notice=key,
            objection=name,
            about=each.about,
            about_words=f"{names[each.about]} ({each.about})" if each.about in names else each.about,
            named=each.named,
            at=each.at.astimezone(ZoneInfo(desk.charter.timezone)),
            outcome=each.outcome,
            grounds=texts.get((key, name)),
        )
        for key, name, each in found
    ]
    return sorted(lines, key=lambda line: (line.outcome is not None, line.at, line.objection))


def objection_of(desk: Desk, notice: str, objection: str) -> DocketLine | None:
    """One line of the docket; None where there is none of this name."""
    return next((line for line in docket(desk) if (line.notice, line.objection) == (notice, objection)), None)


def _grounds(desk: Desk) -> dict[tuple[str, str], str]:
    """The texts of objections, by notice and objection."""
    events = models.Event.objects.filter(round_id=desk.round_id, kind="objection-made")
    known = {}
    for stream, version, data in events.values_list("stream_id", "version", "data"):
        told = json.loads(bytes(data))["data"]
        known[stream, version] = (told["notice"], told["objection"])
    rows = models.Opening.objects.filter(round_id=desk.round_id, stream__family="notice", field="grounds")
    return {
        known[stream, version]: json.loads(value)
        for stream, version, value in rows.values_list("stream_id", "version", "value")
        if (stream, version) in known
    }
