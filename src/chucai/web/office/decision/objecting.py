"""The docket of objections: what came in, about whom, by when it is to be answered. The identity stays sealed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Subquery

from chucai.gates.acts import AnswerObjection
from chucai.gates.consult import answer_due
from chucai.gates.model import Notice
from chucai.gates.standing import paper_id, unit_at
from chucai.gates.visibility import About, fields
from chucai.web.committed import committed
from chucai.web.desk import Desk
from chucai.web.mail.recipients import Preview
from chucai.web.office.trying import tried
from chucai.web.records import models


@dataclass(frozen=True, slots=True)
class DocketLine:
    """One objection. `due`: the last day to answer it, where the charter sets one; `grounds`: None where its text was
    erased.
    """

    notice: str
    objection: str
    about: str
    about_words: str
    named: bool
    at: datetime
    due: date | None
    outcome: str | None
    grounds: str | None


def _may_see(desk: Desk, notice: Notice, objection: str) -> bool:
    about = desk.state.nomination(notice.objections[objection].about)
    return desk.may_see("objection", About(nomination=about, notice=notice, objection=objection))


def docket(desk: Desk) -> list[DocketLine]:
    """Every objection of the round that this person may see: open ones first, those to be answered soonest on top."""
    notices = {key: notice for key in desk.state.notices() if (notice := desk.state.notice(key))}
    made = [(key, name, each) for key, notice in notices.items() for name, each in notice.objections.items()]
    desk.state.foresee({f"nomination/{each.about}" for *_, each in made})
    desk.state.foresee({paper for each in {each.about for *_, each in made} for paper in _papers(desk, each)})
    found = [(key, name, each) for key, name, each in made if _may_see(desk, notices[key], name)]
    texts = _grounds(desk)
    names = _names(desk, {each.about for _key, _name, each in found})
    lines = [
        DocketLine(
            notice=key,
            objection=name,
            about=each.about,
            about_words=f"{names[each.about]} ({each.about})" if each.about in names else each.about,
            named=each.named,
            at=each.at.astimezone(ZoneInfo(desk.charter.timezone)),
            due=answer_due(desk.charter, desk.state.calendar, notices[key], each),
            outcome=each.outcome,
            grounds=texts.get((key, name)),
        )
        for key, name, each in found
    ]
    return sorted(lines, key=_soonest)


def _names(desk: Desk, nominations: set[str]) -> dict[str, str]:
    """Of those whose name this person may read: whoever still judges blind reads numbers here too."""
    ones = map(desk.state.nomination, nominations)
    told = {one.id for one in ones if "name" in fields(desk.charter, desk.state, desk.viewer, one, desk.today)}
    rows = models.NominationRow.objects.filter(round_id=desk.round_id, nomination__in=told, name__gt="")
    return dict(rows.values_list("nomination", "name"))


def _papers(desk: Desk, nomination: str) -> Iterator[str]:
    """The notices and ballots by which a field of it may be seen."""
    one = desk.state.nomination(nomination)
    for stage in desk.charter.stages:
        paper = paper_id(stage.id, unit_at(desk.charter, desk.state, stage, one))
        yield from (f"{kind}/{paper}" for kind, held in (("notice", stage.notice), ("ballot", stage.vote)) if held)


def _soonest(line: DocketLine) -> tuple[bool, date, datetime, str]:
    return line.outcome is not None, (not line.outcome and line.due) or date.max, line.at, line.objection


def objection_of(desk: Desk, notice: str, objection: str) -> DocketLine | None:
    """One line of the docket; None where there is none of this name."""
    return next((line for line in docket(desk) if (line.notice, line.objection) == (notice, objection)), None)


def letters(desk: Desk, line: DocketLine) -> list[Preview]:
    """Those that an answer would send, whatever it says; none where it was given."""
    if line.outcome:
        return []
    reply = committed("answer", "–").commitment
    act = AnswerObjection(notice=line.notice, objection=line.objection, outcome="dismissed", answer=reply)
    return tried(desk, [act])[1]


def _grounds(desk: Desk) -> dict[tuple[str, str], str]:
    """The texts of objections, by notice and objection."""
    made = models.Event.objects.filter(
        kind="objection-made", stream_id=OuterRef("stream_id"), version=OuterRef("version")
    )
    rows = models.Opening.objects.filter(round_id=desk.round_id, stream__family="notice", field="grounds")
    found = {}
    for value, event in rows.annotate(event=Subquery(made.values("data"))).values_list("value", "event"):
        if event:
            told = json.loads(bytes(event))["data"]
            found[told["notice"], told["objection"]] = json.loads(value)
    return found
