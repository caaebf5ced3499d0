"""Where a round is: its stages with their days, and what the public can do now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chucai.publish.bilingual import own_part
from chucai.web.desk import Desk
from chucai.web.public.words import called, gate
from chucai.web.records.newcomers import last_day


def stages(desk: Desk) -> list[dict[str, Any]]:
    """Every stage in order: `is` done, now or to-come; days as they are, or as they would follow."""
    round_, language = desk.round, desk.language
    tiers = {tier.id: tier.name.said(language) for tier in desk.charter.tiers}
    return [
        {
            "name": called(stage, language),
            "gate": gate(stage),
            "tier": tiers[stage.tier],
            "is": _standing(desk, stage.id),
            "window": desk.planned[stage.id],
            "planned": stage.id not in round_.windows,
        }
        for stage in desk.charter.stages
    ]


def _standing(desk: Desk, stage: str) -> str:
    if stage in desk.round.closed:
        return "done"
    return "now" if desk.round.is_open(stage) else "to-come"


def nominating(desk: Desk) -> date | None:
    """The last day on which anybody may nominate; None where nobody may, or not today."""
    return last_day(desk.charter, desk.round, desk.today)


def host(desk: Desk) -> str:
    """The name of the body that confers."""
    unit = desk.tree.units.get(desk.charter.host)
    return own_part(unit.name, desk.language) if unit else desk.charter.host


def summary(desk: Desk) -> str:
    """Where the round is, in a sentence."""
    if desk.round.over:
        return _("The round is over.")
    now = [each["name"] for each in stages(desk) if each["is"] == "now"]
    if now:
        return _("Stage now: %(stage)s") % {"stage": now[0]}
    return _("The next stage has not opened yet.") if desk.round.closed else _("The first stage has not opened yet.")
