"""Figures of a round that anybody may know: of objections once a notice is over, of the panel once it compares.

What is so few that somebody could be told from it is not counted out.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from chucai.gates.model import Notice
from chucai.web.desk import Desk
from chucai.web.public.through import FEW
from chucai.web.public.words import called


def counted(number: int) -> str:
    if not number:
        return pgettext("how many", "none")
    return _("fewer than %(number)s") % {"number": FEW} if number < FEW else str(number)


def objections(desk: Desk, notice: Notice) -> list[tuple[str, str]]:
    """What came in on a notice, how many are answered, and how many were upheld; nothing where none are taken."""
    if desk.charter.notices[desk.charter.stage(notice.stage).notice or ""].objections is None:
        return []
    outcomes = [each.outcome for each in notice.objections.values()]
    answered = len(outcomes) - outcomes.count(None)
    done = _("all of them") if outcomes and answered == len(outcomes) else counted(answered)
    return [
        (_("Objections received"), counted(len(outcomes))),
        (_("Objections answered"), done),
        (_("Objections upheld"), counted(outcomes.count("upheld"))),
    ]


def panel(desk: Desk) -> dict[str, Any] | None:
    """The panel from when its first comparison opens.

    Recusals are counted when none is open any more: a number that grows would say when somebody is recused.
    """
    opened = [stage for stage in desk.charter.stages if stage.gate == "compare" and stage.id in desk.round.windows]
    if not opened:
        return None
    readings = []
    for stage in opened:
        judging = desk.charter.judging_of(stage)
        if judging is not None and judging.assigned:
            readings.append((called(stage, desk.language), judging.readings))
    judges = desk.state.roster.of_any("assessor")
    over = all(stage.id in desk.round.closed for stage in opened)
    return {
        "judges": counted(len(judges)),
        "readings": readings,
        "recusals": counted(_recusals(desk, judges)) if over else "",
    }


def _recusals(desk: Desk, judges: frozenset[str]) -> int:
    desk.state.foresee({f"assessor/{who}" for who in judges})
    every = [desk.state.assessor(who).recusals.values() for who in judges]
    return sum(not each.lifted for of_one in every for each in of_one)
